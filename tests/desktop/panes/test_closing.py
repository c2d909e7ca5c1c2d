"""The whole window, closed in the middle of a syllable."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import resources
from db.notebook import Notebook
from db.settings import Settings
from desktop.app import application
from desktop.main_window import MainWindow
from desktop.messages import Messages
from desktop.panes.writing import WritingPage
from desktop.session import Session
from desktop.window_state import WindowState
from tests.desktop.editor.typing import compose, enter, hangul
from tests.desktop.panes.test_visit import editor


def open_window(path: Path, home: Path, qtbot: QtBot) -> tuple[Session, MainWindow]:
    application()
    messages = Messages()
    session = Session(Settings.load(home), messages)
    session.open(path)
    window = MainWindow(
        session, messages, WindowState(home / "window.ini"), resources.sentences("ko"), date(2031, 6, 12)
    )
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return session, window


@pytest.mark.parametrize("way", ["close", "switch", "language"])
def test_the_open_syllable_is_kept(way: str, path: Path, home: Path, qtbot: QtBot) -> None:
    session, window = open_window(path, home, qtbot)
    assert window.workspace is not None
    window.workspace.open("n1")
    page = window.workspace.stack.currentWidget()
    assert isinstance(page, WritingPage)
    text = editor(page, "n1")
    enter(text)
    hangul(text, "가나")
    compose(text, "한")
    if way == "switch":
        window.workspace.open("h1")
    elif way == "language":
        window.set_language("en")
    if way != "close":
        assert session.notebook is not None
        assert getattr(session.notebook.reader.get("n1"), "text", "").endswith("○ 가나한")
    window.close()
    session.close()
    with Notebook.open(path) as found:
        assert getattr(found.reader.get("n1"), "text", "") == "○ 배가 기다리지 않는다.\n○ 가나한"


def test_an_entry_that_is_opened_is_scrolled_to(path: Path, home: Path, qtbot: QtBot) -> None:
    from db.edits import change

    with Notebook.open(path) as notebook:
        note = notebook.reader.get("n1")
        assert note is not None
        notebook.commit([change(note, text="○ 줄\n" * 80)])
    session, window = open_window(path, home, qtbot)
    assert window.workspace is not None
    window.workspace.open("n2")
    page = window.workspace.stack.currentWidget()
    assert isinstance(page, WritingPage)
    text = editor(page, "n2")
    qtbot.waitUntil(lambda: not text.visibleRegion().isEmpty())
    assert text.hasFocus()
    window.close()
    session.close()
