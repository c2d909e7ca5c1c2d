"""The window on a small tour, and the keys of a person who undoes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.notebook import Notebook
from db.queries import Reader
from desktop.main_window import MainWindow
from desktop.panes.visit.visit import VisitPage
from desktop.undoing import UndoStack
from desktop.workspace import Workspace
from tests.desktop.frame.conftest import make_window, tour_path

__all__ = ["make_window", "tour_path"]

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Desk:
    """An open window, what is in it, and how one acts on it."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)

    @property
    def space(self) -> Workspace:
        assert self.window.workspace is not None
        return self.window.workspace

    @property
    def page(self) -> VisitPage:
        page = self.space.stack.currentWidget()
        assert isinstance(page, VisitPage)
        return page

    @property
    def notebook(self) -> Notebook:
        return self.window.context().notebook

    @property
    def reader(self) -> Reader:
        return self.notebook.reader

    @property
    def stack(self) -> UndoStack:
        return self.window.context().operations.undo

    def value(self, object_id: str, field: str = "text") -> object:
        return getattr(self.reader.get(object_id), field)

    def field(self, object_id: str, field: str = "text") -> QWidget:
        """The field on screen, with the focus."""
        writing = self.page.fields.autosave.writing(object_id, field)
        assert writing is not None
        writing.widget.setFocus()
        self.qtbot.waitUntil(writing.widget.hasFocus)
        return writing.widget

    def undo(self) -> None:
        """Ctrl+Z, wherever the focus is."""
        self._press(Qt.Key.Key_Z, CONTROL)

    def redo(self) -> None:
        self._press(Qt.Key.Key_Z, CONTROL | SHIFT)

    def settled(self) -> None:
        """Nothing is under way any more."""
        self.qtbot.waitUntil(lambda: not self.stack.busy)

    def called(self, name: str = "undo") -> str:
        return self.window.actions_[name].text()

    def said(self) -> str:
        return self.window.status._entry.text()

    def _press(self, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, held)
        self.settled()


@pytest.fixture
def desk(make_window: Callable[..., MainWindow], tour_path: Path, qtbot: QtBot) -> Desk:
    """The window in Korean, the visit with notes open."""
    made = Desk(make_window(tour_path), qtbot)
    made.space.open("c")
    return made
