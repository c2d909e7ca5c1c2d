"""Whatever one does while a syllable is open: it is there once, where it was written, and undo still goes back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.edits import Edit
from db.notebook import Notebook
from desktop.editor.composition import full_text
from desktop.editor.outline_editor import OutlineEditor
from desktop.editor.table_edits import edit_table
from desktop.main_window import MainWindow
from desktop.panes.visit.visit import VisitPage
from tests.desktop.editor.test_lasting import page_of
from tests.desktop.editor.typing import compose, key
from tests.desktop.panes.conftest import path
from tests.desktop.panes.test_closing import open_window
from tests.desktop.panes.test_visit import editor, field

__all__ = ["path"]
TEXT = "○ 하나\n○ 둘\n| 항만 | 값 |\n| --- | --- |\n| 가 | 1 |\n끝"
ALT, CTRL, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
Do = Callable[[MainWindow, VisitPage, OutlineEditor], object]


def wheel(text: OutlineEditor) -> None:
    place, none, phase = QPointF(20, 20), Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(place, place, QPoint(), QPoint(0, 120), none, CTRL, phase, False)
    QApplication.sendEvent(text.viewport(), event)


def click(text: OutlineEditor) -> None:
    QTest.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, text.height() - 12))


def paste(text: OutlineEditor) -> None:
    QGuiApplication.clipboard().setText("붙임")
    text.paste()


WAYS: dict[str, Do] = {
    "line up": lambda _, __, text: key(text, "", Qt.Key.Key_Up, ALT),
    "line down": lambda _, __, text: key(text, "", Qt.Key.Key_Down, ALT),
    "find": lambda window, _, __: window.actions_["find"].trigger(),
    "replace": lambda window, _, __: window.actions_["replace"].trigger(),
    "zoom": lambda window, _, __: window.actions_["larger"].trigger(),
    "wheel": lambda _, __, text: wheel(text),
    "paste": lambda _, __, text: paste(text),
    "paste plain": lambda _, __, text: text.paste_plain(),
    "mark": lambda _, page, __: page.marks.buttons["heading"].click(),
    "bold": lambda _, page, __: page.marks.buttons["bold"].click(),
    "link": lambda _, page, __: page.marks.buttons["link"].click(),
    "table": lambda _, page, __: page.marks.buttons["table"].click(),
    "preview": lambda _, page, __: page.marks.preview.setChecked(True),
    "focus": lambda window, _, __: window.actions_["focus_mode"].setChecked(True),
    "select all": lambda window, _, __: window.actions_["select_all"].trigger(),
    "home": lambda _, __, text: key(text, "", Qt.Key.Key_Home),
    "next page": lambda window, _, __: window.actions_["next"].trigger(),
    "click": lambda _, __, text: click(text),
    "cut nothing": lambda _, __, text: text.cut(),
}
IN_TABLE: dict[str, Do] = {
    "next cell": lambda _, __, text: key(text, "\t", Qt.Key.Key_Tab),
    "cell before": lambda _, __, text: key(text, "", Qt.Key.Key_Backtab, SHIFT),
    "row": lambda _, __, text: key(text, "\r", Qt.Key.Key_Return),
    "column": lambda _, __, text: key(text, "", Qt.Key.Key_Insert, ALT),
    "row above": lambda _, __, text: edit_table(text, "row_above"),
    "row up": lambda _, __, text: key(text, "", Qt.Key.Key_Up, ALT),
    "paste into": lambda _, __, text: paste(text),
}


@pytest.mark.parametrize(
    ("way", "words"), [(way, "하나") for way in WAYS] + [(way, "가") for way in IN_TABLE], ids=lambda each: str(each)
)
def test_it_is_there_once(way: str, words: str, path: Path, home: Path, qtbot: QtBot) -> None:
    with Notebook.open(path) as notebook:
        notebook.commit([Edit("n1", "note", {"text": TEXT})])
    session, window = open_window(path, home, qtbot)
    window.go("n1")
    page = page_of(window)
    assert isinstance(page, VisitPage)
    text = editor(page, "n1")
    qtbot.waitUntil(text.isVisible)
    text.setFocus()
    text.place_caret(TEXT.index(words) + len(words))
    QGuiApplication.clipboard().clear()
    compose(text, "한")
    (WAYS | IN_TABLE)[way](window, page, text)
    qtbot.wait(30)
    if way == "next page":
        window.go("n1")
    again = page_of(window)
    now = field(again, "n1")
    assert isinstance(now, OutlineEditor)
    assert full_text(now).count("한") == 1
    assert f"{words}한" in full_text(now).replace("붙임", "").replace("****", "")
    while now.outline.steps.can_undo:
        now.undo()
    assert now.toPlainText() == TEXT
    window.close()
    session.close()
