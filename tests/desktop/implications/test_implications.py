"""Implications: written, linked to what they rest on, moved, put into the bin, and lifted from takeaways."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from db.edits import Edit, create
from db.records import Decision, Evidence, Implication
from desktop.editor.composition import full_text
from desktop.models.implications import implications, matching, offers
from desktop.panes.implications.card import ImplicationCard
from desktop.panes.implications.implications import ImplicationsPage
from desktop.panes.parts import Press
from tests.desktop.day.conftest import Desk
from tests.desktop.editor.typing import compose, hangul

ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def page(desk: Desk) -> ImplicationsPage:
    return cast(ImplicationsPage, desk.page)


def cards(desk: Desk) -> list[ImplicationCard]:
    return page(desk).ordered()


def texts(desk: Desk) -> list[str]:
    return [full_text(card.editor) for card in cards(desk)]


def three(desk: Desk) -> list[str]:
    """Three implications, the first with evidence."""
    ids = ["i1", "i2", "i3"]
    made = [create(Implication, name, order=f"a{at}", tour="t", text=name) for at, name in enumerate(ids)]
    desk.window.context().operations.commit(
        [*made, create(Evidence, "e1", order="a0", implication="i1", object="q1")], undoable=False
    )
    return ids


def test_an_empty_page_offers_the_one_step(desk: Desk) -> None:
    assert cards(desk) == []
    desk.send(Qt.Key.Key_Space)
    hangul(desk.focus, "가나")
    desk.send(Qt.Key.Key_Return, CONTROL)
    hangul(desk.focus, "다")
    desk.window.go("home")
    assert [each.text for each in desk.reader.all(Implication)] == ["가나", "다"]
    assert all(each.tour == "t" for each in desk.reader.all(Implication))


def test_each_says_when_it_rests_on_nothing(desk: Desk) -> None:
    three(desk)
    bare = [each.bare for each in implications(desk.reader, desk.window.sentences)]
    assert bare == [False, True, True]
    assert "2" in page(desk).bare.text()
    desk.window.context().operations.commit([Edit("q1", "question", {"deleted": True})])
    assert "3" in page(desk).bare.text()


def test_evidence_is_found_by_typing_and_taken_by_enter(desk: Desk) -> None:
    three(desk)
    card = cards(desk)[1]
    card.more.setFocus()
    desk.send(Qt.Key.Key_Space)
    picker = card.picker
    assert desk.focus is picker.filter
    hangul(desk.focus, "예산")
    assert picker.list.count() == 1
    desk.send(Qt.Key.Key_Return)
    links = desk.reader.all(Evidence, implication="i2")
    assert [link.object for link in links] == ["q1"]
    assert picker.isVisible()  # for the next one
    assert desk.focus is picker.filter
    assert "q1" not in picker.listed()
    desk.send(Qt.Key.Key_Escape)
    assert not picker.isVisible()
    assert card.more.hasFocus()


def test_the_syllable_being_composed_is_looked_for_too(desk: Desk) -> None:
    three(desk)
    card = cards(desk)[1]
    card.pick()
    before = card.picker.list.count()
    compose(card.picker.filter, "운")
    assert 0 < card.picker.list.count() < before


def test_arrows_walk_through_what_is_found(desk: Desk) -> None:
    three(desk)
    card = cards(desk)[1]
    card.pick()
    desk.send(Qt.Key.Key_Down)
    second = card.picker.listed()[1]
    desk.send(Qt.Key.Key_Return)
    assert [link.object for link in desk.reader.all(Evidence, implication="i2")] == [second]


def test_a_link_opens_its_place_and_can_be_taken_away_and_back(desk: Desk) -> None:
    three(desk)
    card = cards(desk)[0]
    away = next(each for each in card.findChildren(QToolButton) if each.accessibleName().startswith("근거에서 빼기"))
    desk.click(away)
    assert desk.reader.all(Evidence) == []
    desk.undo()
    assert desk.window.current == "implications"
    chip = next(each for each in cards(desk)[0].findChildren(Press) if each.accessibleName().startswith("열기"))
    desk.click(chip)
    assert desk.window.current == "q1"


def test_what_can_be_evidence_has_a_name_a_place_and_words(desk: Desk) -> None:
    found = offers(desk.reader, desk.window.sentences)
    kinds = {each.kind for each in found}
    assert kinds == {"visit", "note", "question", "takeaway", "figure"}
    one = next(each for each in found if each.object_id == "s2")
    assert (one.name, one.within) == ("한도영: 남의 글.", "기관 a")
    assert [each.object_id for each in matching(found, "예산 기관", [], 9)] == ["q1"]
    assert matching(found, "예산", ["q1"], 9) == []
    assert len(matching(found, "", [], 3)) == 3


def test_an_implication_moves_by_key_and_the_focus_goes_with_it(desk: Desk) -> None:
    three(desk)
    editor = cards(desk)[2].editor
    editor.setFocus()
    desk.key(Qt.Key.Key_Up, ALT | SHIFT)
    assert texts(desk) == ["i1", "i3", "i2"]
    assert desk.focus is editor
    cards(desk)[1].horizon.setFocus()
    desk.key(Qt.Key.Key_Up, ALT)
    assert texts(desk) == ["i3", "i1", "i2"]
    desk.key(Qt.Key.Key_Up, ALT)
    assert texts(desk) == ["i3", "i1", "i2"]
    assert [each.id for each in desk.reader.all(Implication)] == ["i3", "i1", "i2"]
    desk.undo()
    assert texts(desk) == ["i1", "i3", "i2"]
    assert [card.place.text() for card in cards(desk)] == ["1", "2", "3"]


def test_alt_and_an_arrow_move_the_line_in_a_text(desk: Desk) -> None:
    three(desk)
    editor = cards(desk)[1].editor
    editor.outline.put("○ 하나\n○ 둘")
    editor.setFocus()
    editor.place_caret(0)
    desk.key(Qt.Key.Key_Down, ALT)
    assert full_text(editor) == "○ 둘\n○ 하나"
    assert [each.id for each in desk.reader.all(Implication)] == ["i1", "i2", "i3"]


def test_deleting_goes_on_in_the_next_and_undo_stays_here(desk: Desk) -> None:
    three(desk)
    page(desk).remove("i2")
    assert texts(desk) == ["i1", "i3"]
    assert desk.focus is cards(desk)[1].editor
    desk.undo()
    assert texts(desk) == ["i1", "i2", "i3"]
    assert desk.window.current == "implications"


def test_the_horizon_is_kept(desk: Desk) -> None:
    three(desk)
    hangul(cards(desk)[0].horizon, "단기")
    desk.window.go("home")
    record = desk.reader.get("i1")
    assert isinstance(record, Implication)
    assert record.horizon == "단기"


def test_a_decision_shows_by_its_sign(desk: Desk) -> None:
    three(desk)
    heads = tuple(desk.reader.heads("i1")["text"])
    desk.window.context().operations.commit(
        [create(Decision, object="i1", verdict="approved", author="p4", heads=heads)], undoable=False
    )
    assert cards(desk)[0].state.accessibleName() == "승인"


def test_coordinator_nine_lifts_a_takeaway_with_one_key(desk: Desk) -> None:
    desk.window.go("s2")
    desk.pressed = 0
    desk.act("lift")
    assert desk.pressed == 1
    made = desk.reader.all(Implication)
    assert [each.text for each in made] == ["남의 글."]
    assert [(link.implication, link.object) for link in desk.reader.all(Evidence)] == [(made[0].id, "s2")]
    assert desk.window.current == made[0].id
    assert desk.focus is cards(desk)[0].editor
    desk.window.go("s2")
    desk.act("lift")  # the same once more
    assert len(desk.reader.all(Implication)) == 1
    desk.undo()
    assert desk.reader.all(Implication) == []
    assert desk.reader.all(Evidence) == []


def test_an_empty_takeaway_is_not_lifted_and_that_is_said(desk: Desk) -> None:
    for begun in ("", "○ "):
        desk.window.go("day:2031-06-11")
        if begun:
            hangul(desk.focus, begun)
        desk.act("lift")
        assert desk.window.current == "day:2031-06-11"
        assert "소감을 적은 뒤" in desk.note()
    assert desk.reader.count(Implication) == 0
    hangul(desk.focus, "가나")
    desk.act("lift")
    assert desk.reader.all(Implication)[0].text.strip() == "○ 가나"


def test_lifting_without_a_takeaway_says_what_to_do(desk: Desk) -> None:
    desk.window.go("n1")
    desk.act("lift")
    assert desk.reader.all(Implication) == []
    assert "소감" in desk.note()


def test_many_come_a_few_at_a_time_in_their_order_and_the_caret_stays(desk: Desk, qtbot: QtBot) -> None:
    desk.window.go("home")
    made = [create(Implication, f"i{at}", order=f"a{at}", tour="t", text=str(at)) for at in range(9)]
    desk.window.context().operations.commit(made, undoable=False)
    desk.window.actions_["larger"].trigger()  # the page is another one
    desk.window.go("i5")
    built = page(desk)._cards
    assert "i5" in built
    assert len(built) < 5
    focus = desk.focus
    assert focus is built["i5"].editor
    qtbot.waitUntil(lambda: len(built) == 9)
    assert desk.focus is focus
    assert [card.id for card in cards(desk)] == [f"i{at}" for at in range(9)]
    assert [card.place.text() for card in cards(desk)] == [str(at) for at in range(1, 10)]
    desk.send(Qt.Key.Key_Down)
    assert desk.focus is built["i6"].editor


def test_what_is_asked_for_before_it_has_come_is_there(desk: Desk) -> None:
    desk.window.go("home")
    made = [create(Implication, f"i{at}", order=f"a{at}", tour="t", text=str(at)) for at in range(9)]
    desk.window.context().operations.commit(made, undoable=False)
    desk.window.actions_["larger"].trigger()
    desk.window.go("implications")
    assert "i8" not in page(desk)._cards
    desk.window.go("i8")
    assert desk.focus is page(desk)._cards["i8"].editor
    page(desk).remove("i8")
    assert texts(desk) == [str(at) for at in range(8)]
