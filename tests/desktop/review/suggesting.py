"""What tests of suggest mode share: a visit that was handed in, suggestions for it, and the queue with the mode on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from db.notebook import Notebook
from db.records import Note
from db.suggesting import sitting, suggested
from desktop.editor.inks import Inks
from desktop.editor.outline_editor import OutlineEditor
from desktop.panes.review.suggest_mode import TypedOver
from tests.desktop.review.conftest import CTRL_ALT, Desk, submit

Make = Callable[..., Desk]
I, O, X = Qt.Key.Key_I, Qt.Key.Key_O, Qt.Key.Key_X  # noqa: E741
CHANGES = (
    lambda window: window.set_language("en"),
    lambda window: window.set_text_size(150),
    lambda window: window.set_colours("dark"),
)
"""What the whole window is built anew for."""


@pytest.fixture
def path(path: Path) -> Path:
    """Handed in."""
    with Notebook.open(path) as notebook:
        submit(notebook, "n1", "n2")
    return path


def suggest(path: Path, typed: str, author: str = "r1") -> None:
    """Suggestions of a reviewer, made while the notebook is closed."""
    with Notebook.open(path) as notebook:
        notebook.commit(suggested(notebook.reader, sitting(notebook.reader, "n1", "text", author), typed, author))


def stands(desk: Desk, name: str = "n1") -> str:
    record = desk.reader.get(name)
    assert isinstance(record, Note)
    return record.text


def proposed(desk: Desk, name: str = "n1") -> list[str | None]:
    return [each.suggestion for each in desk.threads(name) if each.open and each.suggestion is not None]


def box(desk: Desk) -> TypedOver:
    (found,) = [each for each in desk.page.findChildren(TypedOver) if each.isVisible()]
    return found


def drawn(desk: Desk) -> None:
    """The page of the author, once what is suggested is drawn in the text."""
    desk.open("n1")
    desk.qtbot.waitUntil(lambda: any(each.names for each in desk.editor().findChildren(Inks)))
    desk.qtbot.wait(20)


def begun(desk: Desk) -> OutlineEditor:
    """The queue with the mode on: two keys."""
    desk.act("queue")
    desk.qtbot.wait(10)
    desk.key(Qt.Key.Key_Return)
    before = desk.pressed
    desk.key(I, CTRL_ALT)
    assert desk.pressed - before == 1
    editor = box(desk).editor
    assert desk.focus is editor
    return editor


def select(editor: OutlineEditor, words: str) -> None:
    found = editor.document().find(words)
    assert not found.isNull(), words
    editor.setTextCursor(found)
