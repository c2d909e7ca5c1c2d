"""What outlives pages: undo, caret, selection and what is seen, through another language, size, person and theme."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.edits import Draft, Edit, change
from db.notebook import Notebook
from desktop.editor.carets import place_of
from desktop.editor.composition import LineField
from desktop.editor.outline_editor import OutlineEditor
from desktop.main_window import MainWindow
from desktop.memory import Place
from desktop.panes.home.home import HomePage
from desktop.panes.parts import Press
from desktop.panes.visit.visit import VisitPage
from desktop.panes.writing import WritingPage
from tests.desktop.editor.typing import compose, hangul, key
from tests.desktop.panes.conftest import FIGURE, Desk, desk, path
from tests.desktop.panes.test_closing import open_window
from tests.desktop.panes.test_visit import editor, field

__all__ = ["desk", "path"]

WAYS: dict[str, Callable[[MainWindow], object]] = {
    "language": lambda window: window.set_language("en"),
    "larger": lambda window: window.set_text_size(150),
    "twice": lambda window: twice(window),
    "person": lambda window: window.set_person(""),
    "dark": lambda window: dark(window),
}


def twice(window: MainWindow) -> None:
    window.set_text_size(125)
    window.set_text_size(200)


def dark(window: MainWindow) -> None:
    window.set_colours("dark")
    window._again()


def page_of(window: MainWindow) -> WritingPage:
    assert window.workspace is not None
    page = window.workspace.stack.currentWidget()
    assert isinstance(page, WritingPage)
    return page


def settled(window: MainWindow, qtbot: QtBot) -> None:
    """The page built anew has its focus and place."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.wait(1)


@pytest.mark.parametrize("way", WAYS)
def test_undo_takes_back_exactly_what_was_typed(way: str, path: Path, home: Path, qtbot: QtBot) -> None:
    session, window = open_window(path, home, qtbot)
    window.set_person("p1")  # before: what somebody wrote who said so afterwards is signed, as a step of its own
    window.go("n1")
    text = editor(page_of(window), "n1")
    before = text.toPlainText()
    hangul(text, " ab")
    hangul(text, "가나")
    after = text.toPlainText()
    WAYS[way](window)
    settled(window, qtbot)
    text = editor(page_of(window), "n1")
    assert text.toPlainText() == after == f"{before} ab가나"
    seen = []
    for _ in range(3):
        window.actions_["undo"].trigger()
        seen.append(text.toPlainText())
    assert seen == [f"{before} ab가", f"{before} ab", before]
    for _ in range(3):
        window.actions_["redo"].trigger()
    assert text.toPlainText() == after
    assert _margins(text) == [window.theme.px(18)]
    window.close()
    session.close()


def _margins(text: OutlineEditor) -> list[int]:
    """Where the marks of the lines stand, px."""
    form = text.document().firstBlock().blockFormat()
    return [round(form.leftMargin() + form.textIndent())]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("shown", "object_id", "name"),
    [
        ("v", "n1", "text"), ("v", "n1", "heading"), ("v", "q1", "answer"), ("v", FIGURE, "caption"), ("v", "v", "tel"),
        ("v", "v", "title"), ("v", "k1", "position"), ("h1", "h1", "text"), ("h1", "h1", "heading"),
    ],
)  # fmt: skip
def test_caret_and_selection_stay(
    shown: str, object_id: str, name: str, way: str, path: Path, home: Path, qtbot: QtBot
) -> None:
    with Notebook.open(path) as notebook:
        record = notebook.reader.get(object_id)
        assert record is not None
        notebook.commit([change(record, **{name: "하나 둘 셋 넷"})])
    session, window = open_window(path, home, qtbot)
    window.go(object_id)
    page = page_of(window)
    if isinstance(page, VisitPage) and name in ("tel", "title", "position"):
        page.header.unfold(True)
    widget = field(page, object_id, name)
    qtbot.waitUntil(widget.isVisible)
    widget.setFocus()
    _select(widget, 2, 6)
    WAYS[way](window)
    settled(window, qtbot)
    focus = QApplication.focusWidget()
    assert place_of(focus) == Place(object_id, name, 6, 2)
    assert focus is not None
    assert focus.isVisible()
    window.close()
    session.close()


def _select(widget: OutlineEditor | LineField, anchor: int, caret: int) -> None:
    if isinstance(widget, LineField):
        widget.setSelection(anchor, caret - anchor)
        return
    cursor = widget.textCursor()
    cursor.setPosition(anchor)
    cursor.setPosition(caret, cursor.MoveMode.KeepAnchor)
    widget.setTextCursor(cursor)


def test_what_was_seen_is_seen_again(path: Path, home: Path, qtbot: QtBot) -> None:
    with Notebook.open(path) as notebook:
        notebook.commit([Edit("n1", "note", {"text": "○ 긴 글이 이어진다. 그리고 또 이어진다.\n" * 120})])
    session, window = open_window(path, home, qtbot)
    window.go("n1")
    page = page_of(window)
    assert isinstance(page, VisitPage)
    text = editor(page, "n1")
    text.place_caret(2000)
    text.show_caret()
    qtbot.wait(300)
    line = text.textCursor().blockNumber()
    for way in ("larger", "language"):
        WAYS[way](window)
        settled(window, qtbot)
        qtbot.wait(300)
        page = page_of(window)
        assert isinstance(page, VisitPage)
        text = field(page, "n1")  # type: ignore[assignment]
        assert text.textCursor().blockNumber() == line
        inner = page.panes[0].widget()
        assert inner is not None
        caret = text.viewport().mapTo(inner, text.cursorRect().center()).y() - page.panes[0].verticalScrollBar().value()
        assert 0 <= caret <= page.panes[0].viewport().height()
        assert page.panes[0].verticalScrollBar().value() > 500
    window.close()
    session.close()


def test_the_first_page_keeps_the_row_with_the_focus(path: Path, home: Path, qtbot: QtBot) -> None:
    session, window = open_window(path, home, qtbot)
    window.resize(1440, 900)
    window.go("home")
    assert window.workspace is not None
    page = window.workspace.stack.currentWidget()
    assert isinstance(page, HomePage)
    row = next(each for each in page.findChildren(Press) if "연구소" in each.accessibleName())
    row.setFocus()
    window.set_text_size(125)
    settled(window, qtbot)
    qtbot.waitUntil(lambda: "연구소" in getattr(QApplication.focusWidget(), "accessibleName", str)())
    assert isinstance(QApplication.focusWidget(), Press)
    window.workspace.navigator.tree.setFocus()
    window.set_text_size(100)
    settled(window, qtbot)
    assert window.workspace is not None
    qtbot.waitUntil(lambda: QApplication.focusWidget() is window.workspace.navigator.tree)  # type: ignore[union-attr]
    window.close()
    session.close()


def test_what_others_write_is_no_step_and_spoils_none(desk: Desk) -> None:
    page = desk.visit()
    text = editor(page, "n1")
    hangul(text, "가나")
    page.leave()
    note = desk.context.notebook.reader.get("n1")
    assert note is not None
    changes = desk.context.notebook.commit([change(note, text="○ 처음. 배가 기다리지 않는다.가나 남의 글.")])
    desk.context.operations.changed.emit(changes)
    assert text.toPlainText() == "○ 처음. 배가 기다리지 않는다.가나 남의 글."
    text.undo()
    assert text.toPlainText() == "○ 처음. 배가 기다리지 않는다.가 남의 글."
    text.undo()
    assert text.toPlainText() == "○ 처음. 배가 기다리지 않는다. 남의 글."
    text.undo()
    assert text.toPlainText() == "○ 처음. 배가 기다리지 않는다. 남의 글."
    text.redo()
    text.redo()
    assert text.toPlainText() == "○ 처음. 배가 기다리지 않는다.가나 남의 글."


def test_undo_outlives_a_change_by_others_while_another_entry_is_open(desk: Desk) -> None:
    page = desk.visit()
    hangul(editor(page, "n1"), "가")
    page.show_object("w")
    note = desk.context.notebook.reader.get("n1")
    assert note is not None
    desk.context.notebook.commit([change(note, text="남. ○ 배가 기다리지 않는다.가")])
    page.show_object("v")
    text = editor(page, "n1")
    text.undo()
    assert text.toPlainText() == "남. ○ 배가 기다리지 않는다."


def test_an_open_syllable_is_taken_back_first(desk: Desk) -> None:
    page = desk.visit()
    text = editor(page, "n1")
    hangul(text, "가")
    compose(text, "한")
    key(text, "\x1a", Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert text.toPlainText() == "○ 배가 기다리지 않는다.가"
    tel = field(page, "v", "tel")
    tel.setFocus()
    hangul(tel, "나")
    compose(tel, "글")
    key(tel, "\x1a", Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(tel, LineField)
    assert tel.text() == "나"


def test_what_a_crash_left_is_not_replaced_by_what_others_wrote(desk: Desk) -> None:
    """A draft that was found again is the author's: others' text comes beside it, never in its place."""
    record = desk.context.notebook.reader.get("n1")
    assert record is not None
    base = desk.context.notebook.reader.heads("n1")["text"]
    desk.context.notebook.keep_draft(Draft("n1", "note", "text", "내가 쓰던 글", base)).result()
    page = desk.visit()
    assert editor(page, "n1").toPlainText() == "내가 쓰던 글"
    desk.context.operations.changed.emit(desk.context.notebook.commit([change(record, text="다른 글")]))
    assert editor(page, "n1").toPlainText() == "내가 쓰던 글"
    hangul(editor(page, "n1"), "가")
    page.leave()
    versions = {version.value for version in desk.context.notebook.reader.conflicts("n1")["text"]}
    assert versions == {"다른 글", "내가 쓰던 글가"}
