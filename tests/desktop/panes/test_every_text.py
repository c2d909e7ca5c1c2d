"""Hangul with everything on, in every text of every page: marks, preview, autosave, Return and Tab in mid syllable."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.editor.autosave import Autosave
from desktop.editor.composition import LineField, full_text, preedit
from desktop.editor.outline_editor import OutlineEditor
from desktop.main_window import MainWindow
from desktop.models.pages import DAY, LIVE, PLACES
from desktop.panes.writing import WritingPage
from tests.desktop.editor.typing import compose, enter, hangul, key
from tests.desktop.panes.test_closing import open_window
from tests.desktop.panes.test_every_field import TEXTS, fields, pages, show, writable

OTHERS = [*sorted(PLACES), f"{DAY}2031-06-12", f"{LIVE}v"]
WIDE = "가나다라 마바사 " * 12


def shown(window: MainWindow) -> QWidget:
    page = window.workspace.stack.currentWidget() if window.workspace else None
    assert page is not None
    return page


def everything_on(page: QWidget, field: QWidget) -> None:
    """The preview beside it, and marks all over its text."""
    if isinstance(page, WritingPage):
        page.show_preview(True)
    if isinstance(field, OutlineEditor):
        mark = QTextEdit.ExtraSelection()
        mark.format = QTextCharFormat()
        mark.format.setBackground(Qt.GlobalColor.yellow)
        mark.cursor = QTextCursor(field.document())
        mark.cursor.select(QTextCursor.SelectionType.Document)
        field.show_layer("marks", [mark])


def test_every_page_has_only_fields_that_know_what_is_composed(path: Path, home: Path, qtbot: QtBot) -> None:
    session, window = open_window(path, home, qtbot)
    for place in OTHERS:
        window.go(place)
        for field in fields(shown(window)):
            inner = field.parentWidget()
            if inner is None or not inner.inherits("QAbstractSpinBox"):  # dates are figures only
                assert isinstance(field, TEXTS), f"{place}: {field.accessibleName()}"
    window.close()
    session.close()


def test_every_outline_takes_what_was_typed_with_everything_on(path: Path, home: Path, qtbot: QtBot) -> None:
    """A wrapped item, Return and Tab in mid syllable, and a draft that is kept in mid syllable."""
    session, window = open_window(path, home, qtbot)
    count = 0
    for place in pages(window):
        page = show(window, place)
        for field in [each for each in writable(page) if isinstance(each, OutlineEditor)]:
            field.setFocus()
            everything_on(page, field)
            field.selectAll()
            hangul(field, "○ ")
            field.textCursor().insertText(WIDE)
            hangul(field, "한글")
            compose(field, "한")
            page.fields.autosave.keep()
            assert preedit(field) == "한"
            enter(field)
            hangul(field, "글")
            compose(field, "가")
            key(field, "\t", Qt.Key.Key_Tab)
            hangul(field, "나")
            assert full_text(field) == f"○ {WIDE}한글한\n- 글가나"
            for wanted in ("- 글가", "○ 글가", "○ 글", "○ "):
                key(field, "\x1a", Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
                assert field.toPlainText() == f"○ {WIDE}한글한\n{wanted}", wanted
            count += 1
    assert count >= 4
    window.close()
    session.close()


def test_every_line_takes_a_syllable_back_and_keeps_an_open_one(path: Path, home: Path, qtbot: QtBot) -> None:
    session, window = open_window(path, home, qtbot)
    count = 0
    for place in pages(window):
        page = show(window, place)
        kept: Autosave = page.fields.autosave
        for field in [each for each in writable(page) if isinstance(each, LineField) and each.key]:
            field.setFocus()
            field.selectAll()
            hangul(field, "한글")
            compose(field, "가")
            kept.keep()
            writing = kept.writing(*(field.key or ("", "")))
            assert full_text(field) == "한글가", field.accessibleName()
            assert writing is None or writing.kept == "한글가"
            for wanted in ("한글", "한"):
                key(field, "\x1a", Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
                assert full_text(field) == wanted, field.accessibleName()
            count += 1
    assert count >= 10
    window.close()
    session.close()
