"""Opening something to write in puts the caret into its text: where it was, else at the end of the first line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.notebook import Notebook
from db.records import Note
from desktop.editor.composition import full_text
from desktop.editor.outline_editor import OutlineEditor
from desktop.main_window import MainWindow
from desktop.memory import Memory, Place
from desktop.models.outline import HOME
from desktop.panes.visit.visit import VisitPage
from tests.desktop.editor.typing import enter, hangul, key
from tests.desktop.panes.conftest import Desk
from tests.desktop.panes.test_closing import open_window
from tests.desktop.panes.test_visit import editor


def caret() -> tuple[OutlineEditor, int]:
    focus = QApplication.focusWidget()
    assert isinstance(focus, OutlineEditor), focus
    return focus, focus.textCursor().position()


def row(window: MainWindow, object_id: str) -> QPoint:
    assert window.workspace is not None
    tree = window.workspace.navigator.tree
    index = window.workspace.navigator.model.find(object_id)
    tree.scrollTo(index)
    return tree.visualRect(index).center()


@pytest.mark.parametrize("object_id", ["v", "n1", "h1"])
@pytest.mark.parametrize("way", ["mouse", "key"])
def test_what_is_opened_can_be_written_in_at_once(
    way: str, object_id: str, path: Path, home: Path, qtbot: QtBot
) -> None:
    session, window = open_window(path, home, qtbot)
    assert window.workspace is not None
    tree = window.workspace.navigator.tree
    window.workspace.navigator.show_current(object_id)
    if way == "mouse":
        QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=row(window, object_id))
    else:
        tree.setFocus()
        key(tree, "\r", Qt.Key.Key_Return)
    text, at = caret()
    assert at == len(text.toPlainText().split("\n")[0])
    hangul(text, "가")
    assert text.toPlainText().split("\n")[0].endswith("가")
    window.close()
    session.close()


def test_the_caret_is_where_it_was_after_another_page_and_after_a_start(path: Path, home: Path, qtbot: QtBot) -> None:
    session, window = open_window(path, home, qtbot)
    window.go("v")
    page = window.workspace.stack.currentWidget() if window.workspace else None
    assert isinstance(page, VisitPage)
    page.show_tab(1)
    answer = editor(page, "q1", "answer")
    answer.setFocus()
    answer.place_caret(3)
    window.go("h1")
    assert caret()[0].toPlainText().startswith("□ 목적")
    window.go("v")
    text, at = caret()
    assert (text.toPlainText(), at) == ("정해져 있다.", 3)
    window.set_language("en")
    qtbot.wait(1)
    window.activateWindow()
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), OutlineEditor))
    text, at = caret()
    assert (text.toPlainText(), at) == ("정해져 있다.", 3)
    window.close()
    session.close()
    session, window = open_window(path, home, qtbot)
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), OutlineEditor))
    text, at = caret()
    assert (text.toPlainText(), at) == ("정해져 있다.", 3)
    window.close()
    session.close()


def test_f6_comes_back_into_the_text(path: Path, home: Path, qtbot: QtBot) -> None:
    session, window = open_window(path, home, qtbot)
    window.go("n1")
    text, at = caret()
    window.actions_["previous_pane"].trigger()
    assert QApplication.focusWidget() is not text
    window.actions_["next_pane"].trigger()
    assert caret() == (text, at)
    window.close()
    session.close()


def test_an_empty_visit_offers_the_step_that_makes_a_text(desk: Desk) -> None:
    page = desk.visit("w")
    focus = QApplication.focusWidget()
    assert focus is not None
    assert page.panes[0].isAncestorOf(focus)
    key(focus, " ", Qt.Key.Key_Space)
    assert desk.context.notebook.reader.count(Note, visit="w") == 1


def test_a_question_without_an_answer_opens_at_its_answer(desk: Desk) -> None:
    from db.edits import Edit

    desk.context.operations.commit([Edit("q1", "question", {"answer": ""})])
    page = desk.visit("q1")
    assert editor(page, "q1", "answer").hasFocus()


def test_a_click_on_a_tab_leads_into_its_text_and_shows_no_ring(desk: Desk, qtbot: QtBot) -> None:
    page = desk.visit()
    QTest.mouseClick(page.tabs[1], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: getattr(QApplication.focusWidget(), "key", None) == ("q1", "question"))
    before = page.tabs[2].grab().toImage()
    page.tabs[2].setFocus(Qt.FocusReason.MouseFocusReason)
    assert page.tabs[2].hasFocus()
    assert page.tabs[2].grab().toImage() == before
    page.tabs[1].setFocus(Qt.FocusReason.TabFocusReason)
    page.tabs[2].setFocus(Qt.FocusReason.TabFocusReason)
    assert page.tabs[2].grab().toImage() != before


@pytest.mark.parametrize("way", ["click", "key", "composed"])
def test_what_is_typed_at_once_after_a_tab_was_chosen_arrives_in_its_text(
    path: Path, home: Path, qtbot: QtBot, way: str
) -> None:
    session, window = open_window(path, home, qtbot)
    window.go("v")
    page = window.workspace.stack.currentWidget() if window.workspace else None
    assert isinstance(page, VisitPage)
    assert not page.panes[1].built
    if way == "click":
        QTest.mouseClick(page.tabs[1], Qt.MouseButton.LeftButton)
    else:
        page.turn_to(1)
    if way == "composed":
        for step in ("ㅎ", "하", "한"):
            focus = QApplication.focusWidget()
            assert focus is not None
            QApplication.sendEvent(focus, QInputMethodEvent(step, []))
    else:
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_X)
    field = QApplication.focusWidget()
    assert isinstance(field, OutlineEditor)
    assert field.key is not None
    assert field.key[0].startswith("q")
    assert ("한" if way == "composed" else "x") in full_text(field)
    window.close()
    session.close()


def test_a_visit_that_is_left_while_a_tab_is_still_coming_takes_no_focus(path: Path, home: Path, qtbot: QtBot) -> None:
    session, window = open_window(path, home, qtbot)
    window.go("v")
    page = window.workspace.stack.currentWidget() if window.workspace else None
    assert isinstance(page, VisitPage)
    page.turn_to(1)
    window.go(HOME)
    qtbot.wait(60)
    assert window.workspace is not None
    assert window.workspace.current == HOME
    focus = QApplication.focusWidget()
    assert focus is None or not page.isAncestorOf(focus)
    window.close()
    session.close()


def test_a_place_that_is_gone_is_no_place(desk: Desk) -> None:
    from db.edits import Edit

    desk.context.memory.keep_place("v", Place("n2", "text", 2))
    desk.context.operations.commit([Edit("n2", "note", {"deleted": True})])
    desk.visit()
    assert caret()[0].toPlainText() == "○ 배가 기다리지 않는다."


def test_what_a_killed_program_left_is_back_with_its_caret_and_said_once(path: Path, home: Path, qtbot: QtBot) -> None:
    session, window = open_window(path, home, qtbot)
    window.go("n1")
    text = caret()[0]
    text.place_caret(9)
    enter(text)
    hangul(text, "가나")
    assert session.notebook is not None
    qtbot.waitUntil(lambda: bool(session.notebook and session.notebook.reader.drafts()))
    left = text.toPlainText(), text.textCursor().position()
    copied = path.with_name("남은.notebook")
    window._state.flush()
    _copy(path, copied)
    kept = home.with_name("kept")
    _copy(home, kept)
    window.close()
    session.close()
    shutil.rmtree(path)
    copied.rename(path)
    session, window = open_window(path, kept, qtbot)
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), OutlineEditor))
    found, at = caret()
    assert (found.toPlainText(), at) == left
    note = "지난번에 갑자기 닫힌 글을 되살렸습니다: 항만공사 · 내용 운영 · 글 (14자)"
    assert window.status._entry.text().startswith(note)
    window.go("h1")
    assert note not in window.status._entry.text()
    window.close()
    session.close()
    with Notebook.open(path) as again:
        assert getattr(again.reader.get("n1"), "text", "") == left[0]


def _copy(source: Path, target: Path) -> None:
    """As a kill leaves it: with the log of what is not yet in the file, without the lock."""
    shutil.copytree(source, target)


def test_memory_reads_what_it_wrote_and_nothing_else() -> None:
    kept: dict[str, str] = {}
    memory = Memory({"place-v": "n1 text zwei"}, kept.__setitem__)
    assert memory.place("v") is None
    memory.keep_place("v", Place("n1", "text", 4))
    memory.keep_unread("v", "내일 아침")
    again = Memory(kept)
    assert again.place("v") == Place("n1", "text", 4)
    assert again.place("w") is None
    assert again.unread("v") == "내일 아침"
    assert again.unread("w") == ""
