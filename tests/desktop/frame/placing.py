"""What the bands of a window say, and which notebook it has open."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from db.records import Note
from desktop.main_window import MainWindow


def band_with(window: MainWindow, part: str, qtbot: QtBot) -> str:
    """The band that has part in its sentence, once it is there."""
    qtbot.waitUntil(lambda: any(part in text for text in window.bands.texts()), timeout=20000)
    return next(text for text in window.bands.texts() if part in text)


def press_button(window: MainWindow, words: str) -> None:
    next(each for each in window.bands.findChildren(QPushButton) if each.text() == words and each.isVisible()).click()


def buttons_shown(window: MainWindow) -> list[str]:
    return [each.text() for each in window.bands.findChildren(QPushButton) if each.isVisible()]


def opened_path(window: MainWindow) -> Path | None:
    notebook = window._session.notebook
    return notebook.path if notebook is not None else None


def text_of(window: MainWindow, note: str) -> str:
    notebook = window._session.notebook
    assert notebook is not None
    record = notebook.reader.get(note)
    assert isinstance(record, Note)
    return record.text


def bytes_in(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
