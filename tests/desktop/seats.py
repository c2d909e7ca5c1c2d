"""Where tests of the window begin: a notebook of their own on disk, a window with its user at home, or a page alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from db.edits import Edit
from db.notebook import Notebook
from desktop.main_window import MainWindow
from tests.desktop.known import remember


def stored(folder: Path, edits: Sequence[Edit]) -> Path:
    """A notebook that this machine knows, closed."""
    file = folder / "항만 연수.notebook"
    Notebook.create(file, edits).close()
    remember(file)
    return file


def seated(window: MainWindow, person: str, qtbot: QtBot) -> MainWindow:
    """window, in which person writes from now on, at home. person: an id, or nothing."""
    if person:
        window.set_person(person)
        qtbot.wait(1)  # what was built anew takes its place
    window.go("home")
    return window


def on_screen(page: QWidget, width: int, height: int, qtbot: QtBot) -> None:
    """Show a page alone, of so many px, until the keys are its own."""
    qtbot.addWidget(page)
    page.resize(width, height)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
