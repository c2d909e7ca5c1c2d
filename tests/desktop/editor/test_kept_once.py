"""A syllable being composed is kept once, whatever takes the author away from it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from db.notebook import Notebook
from desktop.editor.composition import preedit
from desktop.main_window import MainWindow
from tests.desktop.editor.test_lasting import page_of
from tests.desktop.editor.typing import commit, compose, hangul
from tests.desktop.panes.conftest import path
from tests.desktop.panes.test_closing import open_window
from tests.desktop.panes.test_visit import editor, field

__all__ = ["path"]


def act(name: str) -> Callable[[MainWindow], object]:
    return lambda window: window.actions_[name].trigger()


WAYS: dict[str, Callable[[MainWindow], object]] = {
    "another page": lambda window: window.go("h2"),
    "another visit": lambda window: window.go("w"),
    "home": act("home"),
    "back": act("back"),
    "close": lambda window: window.close(),
    "close the notebook": act("close_notebook"),
    "language": lambda window: window.set_language("en"),
    "size": lambda window: window.set_text_size(150),
    "person": lambda window: window.set_person("p1"),
    "settle": lambda window: page_of(window).fields.autosave.settle(),
    "history": act("history"),
    "bin": act("bin"),
    "backups": act("backups"),
    "next conflict": act("next_conflict"),
    "new notebook": act("new"),
    "export": act("export"),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("object_id", "name"), [("n1", "text"), ("v", "tel"), ("h1", "heading")])
def test_the_open_syllable_is_kept_once(
    object_id: str, name: str, way: str, path: Path, home: Path, qtbot: QtBot
) -> None:
    session, window = open_window(path, home, qtbot)
    window.resize(1440, 900)  # the header is seen
    window.go("h2")
    window.go(object_id)
    widget = field(page_of(window), object_id, name)
    qtbot.waitUntil(widget.isVisible)
    widget.setFocus()
    before = str(getattr(session.notebook.reader.get(object_id), name))  # type: ignore[union-attr]
    getattr(widget, "setCursorPosition", getattr(widget, "place_caret", None))(len(before))  # type: ignore[misc]
    hangul(widget, "가")
    compose(widget, "한")
    WAYS[way](window)
    for dialog in window.findChildren(QDialog):
        if dialog.isVisible():
            dialog.reject()
    window.close()
    session.close()
    with Notebook.open(path) as notebook:
        assert getattr(notebook.reader.get(object_id), name) == f"{before}가한"


@pytest.mark.parametrize("way", ["undo", "redo"])
def test_undo_and_redo_end_the_syllable_first(way: str, path: Path, home: Path, qtbot: QtBot) -> None:
    session, window = open_window(path, home, qtbot)
    window.go("n1")
    text = editor(page_of(window), "n1")
    hangul(text, "가")
    compose(text, "한")
    window.actions_["undo"].trigger()
    if way == "redo":
        window.actions_["redo"].trigger()
    hangul(text, "나")
    window.close()
    session.close()
    with Notebook.open(path) as notebook:
        kept = getattr(notebook.reader.get("n1"), "text", "")
    assert kept == "○ 배가 기다리지 않는다.가" + ("한나" if way == "redo" else "나")


def test_a_pause_in_the_middle_of_a_syllable_leaves_it_open(path: Path, home: Path, qtbot: QtBot) -> None:
    session, window = open_window(path, home, qtbot)
    window.go("n1")
    assert session.notebook is not None
    text, autosave = editor(page_of(window), "n1"), page_of(window).fields.autosave
    compose(text, "한")
    autosave.keep()
    qtbot.waitUntil(lambda: bool(session.notebook and session.notebook.reader.drafts()))
    autosave._settle_quietly()
    assert preedit(text) == "한"
    assert len(session.notebook.history("n1")) == 1
    commit(text, "한")
    autosave._settle_quietly()
    history = session.notebook.history("n1")
    assert [revision.fields["text"] for revision in history[1:]] == ["○ 배가 기다리지 않는다.한"]
    window.close()
    session.close()
