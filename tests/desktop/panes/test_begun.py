"""A visit without notes is ready to be written in; several lines that are pasted into a heading stand under it."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from db.records import Note
from desktop.editor.composition import LineField, full_text
from desktop.editor.outline_editor import OutlineEditor
from desktop.panes.visit.visit import VisitPage
from tests.desktop.editor.typing import commit, compose, enter, hangul
from tests.desktop.panes.conftest import Desk
from tests.desktop.panes.test_visit import field

WORD = "<p>□ 요금</p><p>○ 면적에 따라 매긴다.</p>"
WORD += "<table><tr><td>구분</td><td>금액</td></tr><tr><td>집</td><td>8</td></tr></table>"


def notes(desk: Desk, visit: str = "w") -> list[Note]:
    return desk.context.notebook.reader.all(Note, visit=visit)


def writing(page: VisitPage) -> OutlineEditor:
    focus = QApplication.focusWidget()
    assert isinstance(focus, OutlineEditor)
    assert page.isAncestorOf(focus)
    return focus


def copy(html: str) -> None:
    data = QMimeData()
    data.setHtml(html)
    data.setText("□ 요금\n○ 면적에 따라 매긴다.\n구분\t금액\n집\t8")
    QGuiApplication.clipboard().setMimeData(data)


def test_the_caret_stands_ready_and_the_first_letter_makes_the_note(desk: Desk) -> None:
    desk.write_as("p1")
    page = desk.visit("w")
    text = writing(page)
    more = next(each for each in page.panes[0].findChildren(QToolButton) if each.menu())
    assert notes(desk) == []
    assert not more.isEnabled()
    compose(text, "한")
    assert len(notes(desk)) == 1
    assert writing(page) is text
    assert full_text(text) == "한"
    commit(text, "한")
    hangul(text, "글")
    assert more.isEnabled()
    page.leave()
    assert [(note.text, note.author) for note in notes(desk)] == [("한글", "p1")]


def test_a_visit_that_was_only_looked_at_gets_no_note(desk: Desk) -> None:
    desk.visit("w")
    desk.reopen()
    assert notes(desk) == []


def test_who_deletes_the_only_note_can_begin_another(desk: Desk) -> None:
    page = desk.visit("w")
    hangul(writing(page), "가")
    page.leave()
    page.panes[0].remove(notes(desk)[0].id)
    page.show_object("w")
    hangul(writing(page), "나")
    page.leave()
    assert [note.text for note in notes(desk)] == ["나"]


def test_a_paste_into_an_empty_visit_is_one_note_with_its_heading(desk: Desk, qtbot: QtBot) -> None:
    page = desk.visit("w")
    copy(WORD)
    QTest.keyClick(writing(page), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: any(note.heading for note in notes(desk)))
    found = notes(desk)
    assert [note.heading for note in found] == ["요금"]
    assert found[0].text.startswith("○ 면적에 따라 매긴다.\n| 구분 | 금액 |")
    text = writing(page)
    assert text.key == (found[0].id, "text")
    assert text.textCursor().atEnd()


def test_several_lines_pasted_into_a_heading_stand_under_it(desk: Desk, qtbot: QtBot) -> None:
    page = desk.visit("w")
    pending = writing(page).key
    assert pending is not None
    heading = field(page, pending[0], "heading")
    assert isinstance(heading, LineField)
    heading.setFocus()
    copy(WORD)
    QTest.keyClick(heading, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: any(note.heading for note in notes(desk)))
    assert [note.heading for note in notes(desk)] == ["요금"]
    assert "| 집 | 8 |" in notes(desk)[0].text


def test_what_stood_under_a_heading_stands_behind_what_is_pasted_into_it(desk: Desk) -> None:
    page = desk.visit("v")
    heading = field(page, "n1", "heading")
    assert isinstance(heading, LineField)
    QGuiApplication.clipboard().setText("○ 하나\n○ 둘")
    heading.paste()
    page.leave()
    assert (desk.text("n1", "heading"), desk.text("n1")) == ("운영", "○ 하나\n○ 둘\n○ 배가 기다리지 않는다.")
    QGuiApplication.clipboard().setText("시간")
    heading = field(page, "n1", "heading")
    assert isinstance(heading, LineField)
    heading.paste()
    assert "시간" in heading.text()


def test_enter_presses_the_button_that_has_the_focus(desk: Desk) -> None:
    page = desk.visit("w")
    page.show_tab(1)
    page.panes[1].begin()
    press = QApplication.focusWidget()
    assert isinstance(press, QPushButton)
    QTest.keyClick(press, Qt.Key.Key_Return)
    assert page.tabs[1].isChecked()
    assert isinstance(QApplication.focusWidget(), OutlineEditor)


def test_a_section_typed_first_is_the_heading_of_the_note_itself(desk: Desk, qtbot: QtBot) -> None:
    page = desk.visit("w")
    text = writing(page)
    hangul(text, "□ 요금")
    enter(text)
    qtbot.waitUntil(lambda: bool(notes(desk)) and notes(desk)[0].heading == "요금")
    assert len(notes(desk)) == 1
    qtbot.waitUntil(lambda: full_text(writing(page)).strip() == "")
    hangul(writing(page), "면적")
    page.leave()
    assert [(note.heading, note.text.strip()) for note in notes(desk)] == [("요금", "면적")]
    heading = field(page, notes(desk)[0].id, "heading")
    assert full_text(heading) == "요금"


def test_a_syllable_begun_right_behind_it_stays_under_it(desk: Desk, qtbot: QtBot) -> None:
    page = desk.visit("w")
    text = writing(page)
    hangul(text, "□ 요금")
    enter(text)
    compose(text, "면")  # before the line that was left is taken
    qtbot.wait(100)
    page.leave()
    assert [(note.heading, note.text.strip()) for note in notes(desk)] == [("요금", "면")]
