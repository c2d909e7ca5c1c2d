"""A text that two people changed differently: seen in its entry, compared, chosen by keys; nothing is swallowed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from db.edits import Edit
from desktop.panes.conflict.choice_card import ChoiceCard
from desktop.panes.conflict.left import LeftResult
from desktop.panes.conflict.line import ConflictLine
from desktop.panes.conflict.result import ResultBox
from desktop.panes.history.difference import DifferenceView
from desktop.panes.visit.visit import VisitPage
from desktop.panes.writing import WritingPage
from tests.desktop.conflict.conftest import BEFORE, OURS, THEIRS, Two, as_person

Show = Callable[..., VisitPage]
NONE = Qt.KeyboardModifier.NoModifier
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def lines(page: WritingPage) -> list[ConflictLine]:
    """The lines that are seen on a page."""
    QApplication.processEvents()  # what was put into a layout is shown in Qt's next round
    return [each for each in page.findChildren(ConflictLine) if not each.isHidden()]


def line_of(page: WritingPage, object_id: str, field: str) -> ConflictLine:
    found = [each for each in lines(page) if each.key == (object_id, field)]
    assert len(found) == 1
    return found[0]


def opened(page: WritingPage, object_id: str = "n2", field: str = "text") -> ConflictLine:
    assert page.conflicts.open(object_id, field)
    return line_of(page, object_id, field)


def settled_meanwhile(two: Two, visit_page: Show) -> WritingPage:
    """The page on which a conflict was being edited, " mine" at its end, when the other's choice came in."""
    two.parted("n2", "text", OURS, THEIRS)
    two.give()
    page = visit_page()
    opened(page)
    press(Qt.Key.Key_4, ALT)
    type_here(" mine")
    two.other.settle("n2", "text", THEIRS, two.other.reader.conflicts("n2")["text"])
    two.meet()
    return page


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    """A key for whatever has the focus."""
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, modifier)


def type_here(text: str) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, text)


def words(line: ConflictLine) -> list[str]:
    """What the labels of an open conflict say."""
    QApplication.processEvents()
    return [each.text() for each in line.findChildren(QLabel) if each.isVisible() and each.text()]


def texts(line: ConflictLine) -> list[str]:
    """The texts that are shown to be read."""
    QApplication.processEvents()
    return [each.toPlainText() for each in line.findChildren(DifferenceView) if each.isVisible()]


def choices(line: ConflictLine) -> list[str]:
    return [each.accessibleName() for each in line.findChildren(ChoiceCard)]


def type_into(page: VisitPage, text: str, object_id: str = "n2", field: str = "text") -> None:
    writing = page.fields.autosave.writing(object_id, field)
    assert writing is not None
    writing.widget.setFocus()
    QTest.keyClicks(writing.widget, text)


def test_the_line_stands_in_the_entry_and_says_who(two: Two, visit_page: Show, qtbot: QtBot) -> None:
    two.parted("n2", "text", OURS, THEIRS)
    page = visit_page()
    qtbot.waitUntil(lambda: bool(lines(page)))
    line = line_of(page, "n2", "text")
    said = line.accessibleName()
    assert said.startswith("두 사람이 다르게 고쳤습니다 — 문지안 ")
    assert " · 서이준 " in said
    assert not line.opened
    writing = page.fields.autosave.writing("n2", "text")
    assert writing is not None
    top = line.mapTo(page, line.rect().topLeft()).y()
    assert top < writing.widget.mapTo(page, writing.widget.rect().topLeft()).y()


@pytest.mark.parametrize(("key", "kept"), [(Qt.Key.Key_1, OURS), (Qt.Key.Key_2, THEIRS)])
def test_a_key_keeps_a_version(two: Two, visit_page: Show, qtbot: QtBot, key: Qt.Key, kept: str) -> None:
    two.parted("n2", "text", OURS, THEIRS)
    page = visit_page()
    line = opened(page)
    assert choices(line) == ["이 노트북 것", "서이준의 것", "둘 다 잇기", "직접 고치기"]
    press(key, ALT)
    assert kept in texts(line)
    press(Qt.Key.Key_Return, CTRL)
    assert two.value("n2", "text") == kept
    assert two.listed("n2", "text") == set()
    assert lines(page) == []
    writing = page.fields.autosave.writing("n2", "text")
    assert writing is not None
    assert writing.widget.hasFocus()
    assert writing.widget.toPlainText() == kept  # type: ignore[union-attr]


def test_both_keeps_every_sentence(two: Two, visit_page: Show, qtbot: QtBot) -> None:
    two.parted("n2", "text", OURS, THEIRS)
    opened(visit_page())
    press(Qt.Key.Key_3, ALT)
    press(Qt.Key.Key_Return, CTRL)
    kept = str(two.value("n2", "text"))
    assert all(part.strip() in kept for text in (OURS, THEIRS) for part in text.split("\n"))


def test_an_edited_result_is_written_with_both_versions_as_parents(two: Two, visit_page: Show, qtbot: QtBot) -> None:
    two.parted("n2", "text", OURS, THEIRS)
    page = visit_page()
    versions = {version.revision for version in two.here.reader.conflicts("n2")["text"]}
    opened(page)
    press(Qt.Key.Key_2, ALT)
    press(Qt.Key.Key_4, ALT)
    type_here(" ok")
    press(Qt.Key.Key_Return, CTRL)
    assert two.value("n2", "text") == f"{THEIRS} ok"
    newest = two.here.history("n2")[-1]
    assert set(newest.parents) == versions
    assert (newest.author, newest.device) == ("p1", "here")
    qtbot.waitUntil(lambda: two.here.reader.drafts(None) == [])


def test_nothing_is_chosen_before_somebody_chooses(two: Two, visit_page: Show, qtbot: QtBot) -> None:
    two.parted("n2", "text", OURS, THEIRS)
    line = opened(visit_page())
    assert "무엇을 남길지 골라 주십시오." in words(line)
    press(Qt.Key.Key_Return, CTRL)
    assert two.listed("n2", "text") == {OURS, THEIRS}


def test_escape_folds_and_the_focus_stays_at_the_line(two: Two, visit_page: Show, qtbot: QtBot) -> None:
    two.parted("n2", "text", OURS, THEIRS)
    page = visit_page()
    line = opened(page)
    assert line.opened
    press(Qt.Key.Key_Escape)
    assert not line.opened
    assert page.conflicts.current() == ("n2", "text")
    press(Qt.Key.Key_Space)
    assert line.opened


def test_the_common_ancestor_is_shown_on_demand(two: Two, visit_page: Show, qtbot: QtBot) -> None:
    two.parted("n2", "text", OURS, THEIRS)
    line = opened(visit_page())
    assert BEFORE not in texts(line)
    press(Qt.Key.Key_0, ALT)
    assert BEFORE in texts(line)
    assert {OURS, THEIRS} <= set(texts(line))  # with it, the versions read without what went
    press(Qt.Key.Key_0, ALT)
    assert BEFORE not in texts(line)


def test_an_unknown_ancestor_is_said(two: Two, visit_page: Show, qtbot: QtBot) -> None:
    two.ours("n2", text=f"{BEFORE} 그리고.")
    two.give()
    base = two.here.history("n2")[-1].id
    two.parted("n2", "text", OURS, THEIRS)
    two.operations.announce(two.here.redact([base], "삭제"))
    line = opened(visit_page())
    press(Qt.Key.Key_0, ALT)
    assert "갈라지기 전 글을 알 수 없습니다. 판본끼리 견줍니다." in words(line)


def test_an_empty_ancestor_is_said(two: Two, visit_page: Show, qtbot: QtBot) -> None:
    two.ours("q1", answer="")
    two.give()
    two.parted("q1", "answer", "우리 답.", "저쪽 답.")
    page = visit_page()
    page.show_tab(1)
    line = opened(page, "q1", "answer")
    press(Qt.Key.Key_0, ALT)
    assert "갈라지기 전에는 비어 있었습니다." in words(line)


def test_ours_is_what_this_device_wrote_even_where_the_other_is_shown(two: Two, visit_page: Show) -> None:
    two.parted("n2", "text", OURS, THEIRS)
    line = opened(visit_page())
    assert two.value("n2", "text") == THEIRS
    said = words(line)
    assert "이 노트북" in said
    assert "받은 글 · 지금 보이는 글" in said
    assert said.index("이 노트북") < said.index("받은 글 · 지금 보이는 글")
    assert "2조 · 참가자" in said


def test_ours_on_another_notebook_of_ours_is_told_apart(two: Two, visit_page: Show) -> None:
    two.other.author = "p1"
    two.parted("n2", "text", OURS, THEIRS)
    line = opened(visit_page())
    assert choices(line)[:2] == ["이 노트북 것", "내 다른 노트북 것"]
    assert line.accessibleName().startswith("두 곳에서 다르게 고쳤습니다 — 문지안 ")


def test_between_two_others_there_are_names(two: Two, visit_page: Show, tmp_path: Path) -> None:
    third = two.another("셋째", "p1", tmp_path)
    third.commit([Edit("n2", "note", {"text": OURS})])
    two.theirs("n2", text=THEIRS)
    two.meet()
    two.meet(third)
    third.close()
    as_person(two, None)
    assert choices(opened(visit_page()))[:2] == ["서이준의 것", "문지안의 것"]


def test_three_versions_are_all_listed_and_compared_two_by_two(
    two: Two, visit_page: Show, qtbot: QtBot, tmp_path: Path
) -> None:
    third = two.another("셋째", "p2", tmp_path)
    more = "○ 공사는 아무것도 두지 않는다.\n - 기록은 3년 동안 둔다."
    third.commit([Edit("n2", "note", {"text": more})])
    two.parted("n2", "text", OURS, THEIRS)
    two.meet(third)
    third.close()
    page = visit_page()
    line = opened(page)
    assert line.accessibleName().startswith("3곳에서 저마다 다르게 고쳤습니다 — 문지안 ")
    view = line.view
    assert view is not None
    others = [version.revision for version in two.here.reader.conflicts("n2")["text"] if version.value == THEIRS]
    view.compare(others[0])
    press(Qt.Key.Key_0, ALT)
    assert {OURS, THEIRS} <= set(texts(line))
    assert choices(line)[2] == "모두 잇기"
    press(Qt.Key.Key_3, ALT)
    press(Qt.Key.Key_Return, CTRL)
    kept = str(two.value("n2", "text"))
    assert all(part.strip() in kept for text in (OURS, THEIRS, more) for part in text.split("\n"))
    assert two.listed("n2", "text") == set()


def test_typing_in_the_field_keeps_the_conflict(two: Two, visit_page: Show, qtbot: QtBot) -> None:
    two.parted("n2", "text", OURS, THEIRS)
    page = visit_page()
    type_into(page, "x")
    page.fields.autosave.settle()
    assert two.listed("n2", "text") == {OURS, str(two.value("n2", "text"))}
    assert str(two.value("n2", "text")).replace("x", "") == THEIRS
    assert len(lines(page)) == 1


def test_what_is_being_typed_when_the_view_opens_is_one_of_the_versions(
    two: Two, visit_page: Show, qtbot: QtBot
) -> None:
    two.parted("n2", "text", OURS, THEIRS)
    page = visit_page()
    type_into(page, "x")
    line = opened(page)
    press(Qt.Key.Key_0, ALT)
    assert any("x" in text for text in texts(line))


def test_a_conflict_that_arrives_while_the_field_is_typed_in(two: Two, visit_page: Show, qtbot: QtBot) -> None:
    page = visit_page()
    type_into(page, "x")
    two.theirs("n2", text=THEIRS)
    two.meet()
    writing = page.fields.autosave.writing("n2", "text")
    assert writing is not None
    typed = writing.widget.toPlainText()  # type: ignore[union-attr]
    assert "x" in typed
    assert writing.widget.hasFocus()
    page.fields.autosave.settle()
    assert two.listed("n2", "text") == {typed, THEIRS}
    assert line_of(page, "n2", "text").accessibleName().startswith("두 사람이 다르게 고쳤습니다")


def test_a_version_that_comes_in_meanwhile_is_not_swallowed(two: Two, visit_page: Show, qtbot: QtBot) -> None:
    two.parted("n2", "text", OURS, THEIRS)
    line = opened(visit_page())
    press(Qt.Key.Key_1, ALT)
    late = THEIRS.replace("규칙만", "규칙과 인증만")
    two.theirs("n2", text=late)
    two.meet()
    assert any("그사이 판본이 더 들어왔습니다" in each for each in words(line))
    assert str(two.value("n2", "text")) == late
    press(Qt.Key.Key_Return, CTRL)
    assert two.listed("n2", "text") == {OURS, late}


def test_a_new_version_is_included_by_choosing_again(two: Two, visit_page: Show, qtbot: QtBot) -> None:
    two.parted("n2", "text", OURS, THEIRS)
    line = opened(visit_page())
    press(Qt.Key.Key_3, ALT)
    late = THEIRS.replace("규칙만", "규칙과 인증만")
    two.theirs("n2", text=late)
    two.meet()
    assert any("그사이 판본이 더 들어왔습니다" in each for each in words(line))
    press(Qt.Key.Key_1, ALT)
    press(Qt.Key.Key_Return, CTRL)
    assert two.value("n2", "text") == OURS
    assert two.listed("n2", "text") == set()


def test_typing_in_the_field_while_the_view_is_open_stops_the_choice(two: Two, visit_page: Show, qtbot: QtBot) -> None:
    two.parted("n2", "text", OURS, THEIRS)
    page = visit_page()
    line = opened(page)
    press(Qt.Key.Key_1, ALT)
    type_into(page, "x")
    view = line.view
    assert view is not None
    view.confirm()
    assert any("고르는 사이에 판본이 바뀌었습니다" in each for each in words(line))
    assert len(two.listed("n2", "text")) == 2
    assert any("x" in str(value) for value in two.listed("n2", "text"))


def test_the_edited_result_outlives_leaving_and_a_crash(two: Two, visit_page: Show, qtbot: QtBot) -> None:
    two.parted("n2", "text", OURS, THEIRS)
    page = visit_page()
    opened(page)
    press(Qt.Key.Key_4, ALT)
    type_here(" unsaid")
    page.leave()
    page.show_object("w")
    qtbot.waitUntil(lambda: bool(two.here.reader.drafts(held=True)))
    drafts = two.here.reader.drafts(held=True)
    assert [(draft.field, draft.text.endswith(" unsaid")) for draft in drafts] == [("text~settle", True)]
    assert two.listed("n2", "text") == {OURS, THEIRS}
    again = visit_page()
    line = opened(again)
    box = line.findChildren(ResultBox)[0]
    assert box.edited.endswith(" unsaid")
    press(Qt.Key.Key_Return, CTRL)
    assert str(two.value("n2", "text")).endswith(" unsaid")
    qtbot.waitUntil(lambda: two.here.reader.drafts(held=True) == [])


def test_a_settled_conflict_is_undone(two: Two, visit_page: Show, qtbot: QtBot) -> None:
    two.parted("n2", "text", OURS, THEIRS)
    opened(visit_page())
    press(Qt.Key.Key_1, ALT)
    press(Qt.Key.Key_Return, CTRL)
    assert two.value("n2", "text") == OURS
    two.operations.undo.undo()
    qtbot.waitUntil(lambda: two.value("n2", "text") == THEIRS)


def test_a_conflict_on_a_tab_that_was_not_built_yet(two: Two, visit_page: Show, qtbot: QtBot) -> None:
    two.parted("q1", "answer", "우리 답이 있다.", "저쪽 답이 다르다.")
    page = visit_page()
    assert not page.panes[1].built
    assert "다르게 고친 곳" in page.tabs[1].accessibleName()
    assert "다르게 고친 곳" not in page.tabs[0].accessibleName()
    page.show_object("q1")
    opened(page, "q1", "answer")
    press(Qt.Key.Key_2, ALT)
    press(Qt.Key.Key_Return, CTRL)
    assert two.value("q1", "answer") == "저쪽 답이 다르다."
    assert "다르게 고친 곳" not in page.tabs[1].accessibleName()


def test_the_line_comes_when_the_conflict_comes_and_an_open_one_stays_open(
    two: Two, visit_page: Show, qtbot: QtBot
) -> None:
    page = visit_page()
    assert lines(page) == []
    two.parted("n2", "text", OURS, THEIRS)
    line = opened(page)
    press(Qt.Key.Key_4, ALT)
    type_here(" more")
    two.ours("n1", deleted=True)  # the tab is built anew
    qtbot.waitUntil(lambda: page.conflicts.line("n2", "text") is not line)
    again = page.conflicts.line("n2", "text")
    assert again is not None
    assert again.opened
    assert again.findChildren(ResultBox)[0].edited.endswith(" more")


def test_a_notebook_that_can_only_be_read_compares_and_does_not_choose(
    two: Two, visit_page: Show, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    two.parted("n2", "text", OURS, THEIRS)
    monkeypatch.setattr(type(two.here), "read_only", True)
    line = opened(visit_page())
    assert not any(card.isEnabled() for card in line.findChildren(ChoiceCard))
    assert "읽기만 하는 노트북이라 고를 수 없습니다." in words(line)
    press(Qt.Key.Key_0, ALT)
    assert BEFORE in texts(line)
    monkeypatch.undo()


def test_what_is_edited_while_another_settles_is_not_lost(two: Two, visit_page: Show, qtbot: QtBot) -> None:
    page = settled_meanwhile(two, visit_page)
    assert lines(page) == []
    page.leave()
    again = visit_page()
    qtbot.waitUntil(lambda: bool(again.findChildren(LeftResult)))
    left = again.findChildren(LeftResult)[0]
    take = next(each for each in left.findChildren(QPushButton) if each.text() == "이 글로 바꾸기")
    take.click()
    assert str(two.value("n2", "text")).endswith(" mine")
    qtbot.waitUntil(lambda: two.here.reader.drafts(None) == [])
    QApplication.processEvents()
    assert not [each for each in again.findChildren(LeftResult) if not each.isHidden()]


def test_what_came_in_after_the_comparison_is_not_replaced_unseen(two: Two, visit_page: Show, qtbot: QtBot) -> None:
    page = settled_meanwhile(two, visit_page)
    page.leave()
    again = visit_page()
    qtbot.waitUntil(lambda: bool(again.findChildren(LeftResult)))
    take = next(each for each in again.findChildren(QPushButton) if each.text() == "이 글로 바꾸기")
    two.theirs("n2", text="○ 그 뒤에 다시 썼다.")
    two.meet()
    take.click()
    versions = {str(version.value) for version in two.here.reader.conflicts("n2")["text"]}
    assert "○ 그 뒤에 다시 썼다." in versions
    assert any(each.endswith(" mine") for each in versions)


def test_a_takeaway_of_somebody_else_is_compared_and_left_to_them(two: Two, visit_page: Show) -> None:
    two.parted("s1", "text", "우리가 쓴 소감.", "저쪽이 고친 소감.")
    as_person(two, "p2")
    page = visit_page()
    page.show_object("s1")
    line = opened(page, "s1", "text")
    assert not any(card.isEnabled() for card in line.findChildren(ChoiceCard))
    assert "다른 사람의 글입니다. 쓴 사람이나 총괄이 고릅니다." in words(line)


def test_what_is_opened_comes_into_view(two: Two, visit_page: Show, qtbot: QtBot) -> None:
    two.ours("n1", text="\n".join(f"○ {number}째 줄이다." for number in range(80)))
    two.parted("n2", "text", OURS, THEIRS)
    page = visit_page()
    page.show_object("n2")
    line = opened(page)
    pane = page.panes[0].viewport()
    qtbot.waitUntil(lambda: 0 <= line.mapTo(pane, line.rect().topLeft()).y() < pane.height() // 2)
    press(Qt.Key.Key_1, ALT)
    assert line.view is not None
    kept = line.findChildren(ResultBox)[0]
    qtbot.waitUntil(lambda: 0 <= kept.mapTo(pane, kept.rect().topLeft()).y() < pane.height())
