"""The page of a day: one writes at once, the first letter makes the takeaway, the day is handed in and taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

import resources
from db.edits import Changes, Edit, create
from db.errors import KnownError
from db.judging import judge
from db.notebook import Notebook
from db.records import Attendance, Decision, Figure, Takeaway
from db.standing import standing
from desktop.app import application
from desktop.context import PageContext
from desktop.editor.composition import full_text, preedit
from desktop.editor.outline_editor import OutlineEditor
from desktop.messages import Messages
from desktop.models.today import today
from desktop.operations import Operations
from desktop.panes.day.day import DayPage
from desktop.panes.home.pips import Pips
from desktop.theme import Theme
from tests.desktop.day.conftest import DAY, Desk
from tests.desktop.editor.typing import commit, compose, hangul
from tests.desktop.frame.conftest import TODAY

CONTROL = Qt.KeyboardModifier.ControlModifier


def own(desk: Desk, visit: str | None) -> list[Takeaway]:
    return [each for each in desk.reader.all(Takeaway, visit=visit) if each.author == "p1"]


def submitted(desk: Desk) -> set[str | None]:
    return {each.object for each in desk.reader.all(Decision, verdict="submitted")}


def test_the_visits_stand_by_time_and_the_caret_is_in_the_first_empty_takeaway(desk: Desk) -> None:
    desk.window.go(DAY)
    assert [card.part.name for card in desk.day.cards] == ["기관 a", "기관 b", "기관 c", "하루를 마치며"]
    assert desk.focus is desk.day.cards[0].editors[0]
    assert not desk.reader.all(Takeaway, author="p1")  # looking makes nothing
    hangul(desk.focus, "가나")
    desk.send(Qt.Key.Key_Return, CONTROL)
    assert desk.focus is desk.day.cards[1].editors[0]


def test_the_first_letter_makes_the_takeaway_and_the_syllable_stays_open(desk: Desk) -> None:
    desk.window.go(DAY)
    editor = desk.focus
    assert isinstance(editor, OutlineEditor)
    compose(editor, "한")
    assert preedit(editor) == "한"
    made = own(desk, "a")
    assert len(made) == 1
    assert (made[0].author, made[0].team, made[0].date, made[0].tour) == ("p1", "m1", "2031-06-11", "t")
    commit(editor, "한")
    hangul(editor, "글")
    assert desk.focus is editor
    assert full_text(editor) == "한글"
    desk.window.go("home")
    assert own(desk, "a")[0].text == "한글"
    desk.window.go(DAY)
    assert len(own(desk, "a")) == 1
    assert desk.focus is desk.day.cards[1].editors[0]


def test_a_takeaway_begun_while_the_disk_was_full_is_made_with_its_author_later(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.window.go(DAY)
    told: list[object] = []
    desk.window.context().messages.told.connect(told.append)
    commit_now, full = desk.notebook.commit, [True]

    def refuse(edits: Sequence[Edit]) -> Changes:
        if full[0]:
            raise KnownError("errors.disk_full", path="x")
        return commit_now(edits)

    monkeypatch.setattr(desk.notebook, "commit", refuse)
    hangul(desk.focus, "가나")
    assert own(desk, "a") == []
    assert getattr(told[0], "level", "") == "error"
    full[0] = False
    desk.window.go("home")
    assert [(each.text, each.author, each.visit) for each in own(desk, "a")] == [("가나", "p1", "a")]


def test_the_remark_is_a_takeaway_without_a_visit(desk: Desk) -> None:
    desk.window.go(DAY)
    hangul(desk.day.cards[-1].editors[0], "가다")
    desk.window.go("home")
    made = own(desk, None)
    assert [(each.text, each.date) for each in made] == [("가다", "2031-06-11")]
    desk.window.go(made[0].id)
    assert desk.day.object_id == DAY
    assert full_text(desk.focus) == "가다"  # type: ignore[arg-type]


def test_pips_count_own_takeaways_while_they_are_written(desk: Desk, qtbot: QtBot) -> None:
    desk.window.go(DAY)
    hangul(desk.focus, "가")
    pips = desk.day.findChildren(Pips)[-1]
    qtbot.waitUntil(lambda: pips.accessibleName().endswith("1 / 3"))
    assert desk.day.cards[1].property("look") == "card_next"


def test_a_day_is_handed_in_by_two_presses_and_only_what_is_new_again(desk: Desk) -> None:
    desk.window.go(DAY)
    hangul(desk.focus, "가나")
    desk.click(desk.primary)
    assert submitted(desk) == set()  # nothing before it was seen how
    desk.asked().reject()
    assert submitted(desk) == set()
    desk.hand_in()
    mine = own(desk, "a")[0].id
    assert submitted(desk) == {mine, "n1", "q1"}  # what one asked, and the record that one keeps
    assert desk.reader.status(mine) == "submitted"
    assert "제출됨" in desk.day.said.text()
    assert all(each.author == "p1" and each.heads for each in desk.reader.all(Decision))
    desk.hand_in()
    assert len(desk.reader.all(Decision)) == 3
    hangul(desk.day.cards[0].editors[0], "다")
    desk.hand_in()
    assert len(desk.reader.all(Decision)) == 4
    assert not standing(desk.reader, [mine])[mine].to_submit


def test_undo_takes_the_submission_back_and_stays_on_the_day(desk: Desk) -> None:
    desk.window.go(DAY)
    hangul(desk.focus, "가나")
    desk.hand_in()
    desk.undo()
    assert submitted(desk) == set()
    assert desk.day.object_id == DAY
    assert desk.reader.status(own(desk, "a")[0].id) == "writing"
    assert "제출됨" not in desk.day.said.text()


def test_nothing_is_handed_in_before_it_is_known_whose_it_is(desk_of: Callable[..., Desk]) -> None:
    desk = desk_of("")
    desk.window.go(DAY)
    hangul(desk.focus, "가")
    desk.click(desk.day.submit_button)
    assert submitted(desk) == set()
    assert "쓰는 사람" in desk.note()


def test_an_empty_day_has_nothing_to_hand_in(desk: Desk) -> None:
    desk.window.context().operations.commit(
        [Edit("n1", "note", {"deleted": True}), Edit("q1", "question", {"deleted": True})]
    )
    desk.window.go(DAY)
    desk.click(desk.primary)
    assert submitted(desk) == set()
    assert "아직 쓴 글이 없습니다" in desk.note()


def test_what_came_back_is_handed_in_again_only_when_it_was_changed(desk: Desk) -> None:
    desk.window.go(DAY)
    hangul(desk.focus, "가나")
    desk.hand_in()
    mine = own(desk, "a")[0].id
    heads = standing(desk.reader, [mine])[mine].heads
    desk.window.context().operations.commit(
        [create(Decision, object=mine, verdict="returned", reason="한 문장 더", author="p4", heads=heads)]
    )
    assert "돌아온 글 1건" in desk.day.said.text()
    desk.hand_in()
    assert desk.reader.status(mine) == "returned"
    hangul(desk.day.cards[0].editors[0], "다")
    desk.hand_in()
    assert desk.reader.status(mine) == "revised"


def test_what_came_back_is_handed_in_again_when_a_figure_of_it_was_mended(desk: Desk) -> None:
    desk.window.go(DAY)
    hangul(desk.focus, "가나")
    desk.hand_in()
    mine = own(desk, "a")[0].id
    operations = desk.window.context().operations
    operations.commit([create(Figure, "shot", visit="a", entry=mine, caption="항만")])
    operations.commit(judge(desk.reader, [mine], "returned", "p4", "출처가 없습니다."))
    assert "돌아온 글 1건" in desk.day.said.text()
    operations.commit([Edit("shot", Figure.KIND, {"credit": "문지안"})])
    assert "돌아온 글" not in desk.day.said.text()
    desk.hand_in()
    assert desk.reader.status(mine) == "revised"
    assert len([each for each in desk.reader.all(Decision, object=mine) if each.verdict == "submitted"]) == 2


def test_a_takeaway_in_the_bin_comes_back_with_undo_on_the_same_page(desk: Desk) -> None:
    desk.window.go(DAY)
    hangul(desk.focus, "가나")
    desk.window.go("home")
    mine = own(desk, "a")[0].id
    desk.window.go(DAY)
    desk.day.remove(mine)
    assert own(desk, "a") == []
    assert full_text(desk.day.cards[0].editors[0]) == ""
    desk.undo()
    assert desk.day.object_id == DAY
    assert full_text(desk.day.cards[0].editors[0]) == "가나"


def test_undo_of_typing_leaves_the_day_as_it_was(desk: Desk) -> None:
    desk.window.go(DAY)
    hangul(desk.focus, "가")
    desk.undo()
    assert full_text(desk.focus) == ""  # type: ignore[arg-type]
    desk.window.go("home")
    assert all(not each.text for each in own(desk, "a"))
    desk.window.go(DAY)
    hangul(desk.focus, "나")
    desk.window.go("home")
    assert [each.text for each in own(desk, "a")] == ["나"]


def test_others_are_named_and_their_remarks_can_be_read(desk: Desk) -> None:
    desk.window.context().operations.commit(
        [create(Takeaway, "r2", tour="t", author="p2", text="긴 하루였다.", date="2031-06-11")]
    )
    desk.window.go(DAY)
    link = next(each for each in desk.day.findChildren(QPushButton) if each.text() == "다른 사람의 소감 1")
    remark = desk.day.fields.autosave.writing("r2", "text")
    assert remark is not None
    assert remark.widget.isReadOnly()
    desk.click(link)
    assert desk.window.current == "s2"


def test_a_day_row_opens_the_page_and_its_corner_only_the_row(desk: Desk) -> None:
    assert desk.window.workspace is not None
    navigator = desk.window.workspace.navigator
    index = navigator.model.find("day:2031-06-10")
    navigator.tree.at = 20
    navigator.tree.clicked.emit(index)
    assert desk.window.current == "home"
    assert navigator.tree.isExpanded(index)
    navigator.tree.at = 120
    navigator.tree.clicked.emit(index)
    assert desk.window.current == "day:2031-06-10"
    assert navigator.tree.currentIndex() == index


def test_language_and_another_page_keep_the_caret(desk: Desk, qtbot: QtBot) -> None:
    desk.window.go(DAY)
    hangul(desk.day.cards[1].editors[0], "가나")
    desk.day.cards[1].editors[0].setFocus()
    desk.window.set_language("en")
    qtbot.wait(1)
    desk.window.activateWindow()
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), OutlineEditor))
    assert full_text(desk.focus) == "가나"  # type: ignore[arg-type]
    assert desk.primary.text() == "Submit the day"
    assert not desk.day.submit_button.isVisible()  # one button is enough


def test_the_day_becomes_a_pdf_with_own_words_only(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    desk.window.go(DAY)
    hangul(desk.focus, "가나")
    desk.click(desk.day.print_button)
    dialog = desk.day.findChild(QFileDialog)
    assert dialog is not None
    assert Path(dialog.selectedFiles()[0]).name == "2031-06-11 1조 문지안 일일보고.pdf"
    dialog.close()
    target = tmp_path / "하루.pdf"
    told: list[str] = []
    desk.window.context().messages.told.connect(lambda message: told.append(message.key))
    desk.day.printing.write(target)
    qtbot.waitUntil(lambda: told == ["day.printed"], timeout=20_000)
    pages = pypdfium2.PdfDocument(target)
    text = "".join(page.get_textpage().get_text_bounded() for page in pages)
    pages.close()
    assert "가나" in text
    assert "문지안" in text
    assert "남의 글" not in text
    assert desk.window.context().memory.choice("export-folder") == str(tmp_path)


def test_a_place_that_cannot_be_written_is_told_in_a_band(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    desk.window.go(DAY)
    told: list[object] = []
    desk.window.context().messages.told.connect(told.append)
    desk.day.printing.write(tmp_path / "없는 폴더" / "하루.pdf")
    qtbot.waitUntil(lambda: bool(told))
    assert getattr(told[0], "level", "") == "error"


def test_a_day_that_can_only_be_read_is_shown_and_not_handed_in(path: Path, qtbot: QtBot) -> None:
    application()
    notebook = Notebook.open(path, read_only=True)
    operations = Operations(notebook)
    context = PageContext(notebook, resources.sentences("ko"), Theme.load(), operations, Messages(), "p1")
    page = DayPage(context, TODAY)
    qtbot.addWidget(page)
    page.show_object(DAY)
    assert all(editor.isReadOnly() for card in page.cards for editor in card.editors)
    assert not page.submit_button.isEnabled()
    page.submit()
    assert notebook.reader.all(Decision) == []
    operations.close()
    notebook.close()


def test_participant_seven_and_eleven_in_keys(desk: Desk) -> None:
    """Writes the day's takeaways from the home page, and hands the day in."""
    desk.act("write_day")
    for number in range(3):
        hangul(desk.focus, "가나다"[number])
        if number < 2:
            desk.send(Qt.Key.Key_Return, CONTROL)
    assert desk.pressed == 3  # one to the page, one from each takeaway to the next
    desk.pressed = 0
    desk.act("submit_day")
    dialog = desk.asked()
    assert dialog.focusWidget() is dialog.save
    dialog_target = dialog.target
    assert dialog_target.name == "2031-06-11 1조 문지안.brief"
    desk.key(Qt.Key.Key_Return)
    desk.sent()
    assert desk.pressed == 2
    assert dialog_target.is_file()
    assert len([one for one in submitted(desk) if one not in ("n1", "q1")]) == 3


def test_empty_lines_are_no_writing(desk: Desk, qtbot: QtBot) -> None:
    desk.window.go(DAY)
    for editor in (desk.day.cards[0].editors[0], desk.day.cards[-1].editors[0]):
        editor.setFocus()
        QTest.keyClick(editor, Qt.Key.Key_Return)
        QTest.keyClick(editor, Qt.Key.Key_Space)
    desk.day.fields.autosave.keep()
    desk.day._show_states()
    for visit in ("a", None):
        assert [desk.reader.status(each.id) for each in own(desk, visit)] == ["empty"]
    desk.window.go("home")
    assert [desk.reader.status(each.id) for each in own(desk, None)] == ["empty"]
    say = resources.sentences("ko")
    (card,) = [each for each in today(desk.reader, say, TODAY, "p1").cards if each.object_id == "a"]
    assert (card.written, card.takeaways) == (False, 1), "only what somebody else wrote"


def test_a_mark_alone_is_no_takeaway(desk: Desk) -> None:
    desk.window.go(DAY)
    first = desk.day.cards[0]
    hangul(desk.focus, "○ ")
    assert first.empty
    desk.window.leave()
    assert desk.reader.status(own(desk, "a")[0].id) == "empty"
    desk.day.next_empty()
    assert desk.focus is first.editors[0]
    hangul(desk.focus, "가나")
    assert not first.empty


def test_figures_without_credit_are_told_before_the_day_is_handed_in(desk: Desk) -> None:
    desk.window.go(DAY)
    assert not desk.day.lacks.isVisible()
    operations = desk.window.context().operations
    operations.commit([create(Figure, "shot", visit="a", caption="항만"), create(Figure, "far", visit="d")])
    assert desk.day.lacks.text() == "출처 없는 그림 1장"
    page = desk.day
    desk.click(page.lacks)
    assert desk.window.current == "shot"
    operations.commit([Edit("shot", Figure.KIND, {"credit": "문지안"})])
    desk.window.go(DAY)
    assert not desk.day.lacks.isVisible()


def test_a_figure_of_a_record_that_another_keeps_is_not_ones_own_to_mend(desk: Desk) -> None:
    desk.window.go(DAY)
    hangul(desk.focus, "가나")
    mine = own(desk, "a")[0].id
    operations = desk.window.context().operations
    operations.commit([Edit("a", "visit", {"recorders": ("p3",)}), create(Figure, "theirs", visit="a")])
    assert not desk.day.lacks.isVisible()
    operations.commit([create(Figure, "shot", visit="a", entry=mine)])
    assert desk.day.lacks.isVisible()


def test_where_one_was_absent_nothing_is_waited_for(desk: Desk) -> None:
    away = create(Attendance, visit="a", person="p1", reason="감기")
    desk.window.context().operations.commit([away])
    desk.window.go(DAY)
    assert desk.focus is desk.day.cards[1].editors[0]
    shown = " ".join(each.text() for each in desk.day.cards[0].findChildren(QLabel))
    assert "불참 · 감기" in shown
    assert desk.day.findChildren(Pips)[-1].accessibleName().endswith("0 / 2")
    desk.day.cards[0].editors[0].setFocus()
    hangul(desk.focus, "전해 들었다")
    desk.qtbot.waitUntil(lambda: desk.day.findChildren(Pips)[-1].accessibleName().endswith("1 / 3"))


def test_before_a_day_is_handed_in_it_is_said_what_is_missing(desk: Desk) -> None:
    desk.window.context().operations.commit([create(Figure, visit="a", caption="관제탑")])
    desk.window.go(DAY)
    hangul(desk.focus, "가나")
    desk.click(desk.primary)
    asked = desk.asked()
    said = [each.text() for each in asked.findChildren(QLabel)]
    assert any("2곳: 기관 b, 기관 c" in each for each in said)
    assert any("출처 없는 그림이 1장" in each for each in said)
    asked.reject()
    for card in desk.day.cards[1:3]:
        card.editors[0].setFocus()
        hangul(card.editors[0], "다라")
    desk.click(desk.primary)
    assert not any("소감이 아직 없는" in each.text() for each in desk.asked().findChildren(QLabel))


def test_what_was_written_on_since_it_was_handed_in_is_marked_until_it_is_again(desk: Desk) -> None:
    desk.window.go(DAY)
    hangul(desk.focus, "가나")
    desk.hand_in()
    sign = desk.day.cards[0].findChildren(QLabel)[0]
    assert sign.accessibleName() == "제출"
    hangul(desk.day.cards[0].editors[0], "다")
    desk.window.go("home")
    desk.window.go(DAY)
    sign = desk.day.cards[0].findChildren(QLabel)[0]
    assert sign.accessibleName() == "작성 중"
    desk.hand_in()
    assert sign.accessibleName() == "제출"


def test_the_first_letter_moves_no_line(desk: Desk) -> None:
    desk.window.go(DAY)
    editor = desk.day.cards[0].editors[0]
    before = editor.mapTo(desk.day, QPoint(0, 0)).y()
    hangul(editor, "가")
    desk.qtbot.waitUntil(lambda: own(desk, "a") != [])
    desk.qtbot.wait(300)
    assert [each.isVisible() for each in desk.day.cards[0].findChildren(QToolButton)] == [True] * 3
    assert editor.mapTo(desk.day, QPoint(0, 0)).y() == before


def test_of_whose_part_it_is_not_no_takeaway_is_waited_for(desk_of: Callable[..., Desk]) -> None:
    desk = desk_of("p3")
    desk.window.go(DAY)
    assert not desk.day.findChildren(Pips)[-1].isVisible()
    assert {card.property("look") for card in desk.day.cards} == {"card"}
    hangul(desk.day.cards[-1].editors[0], "가나")
    desk.day.submit()
    assert not any("소감이 아직 없는" in each.text() for each in desk.asked().findChildren(QLabel))
    desk.asked().reject()
