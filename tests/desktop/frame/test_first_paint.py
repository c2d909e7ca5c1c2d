"""A start paints the window with its tree before its page is made: what comes from the user finds it whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

import resources
from db.settings import Settings
from desktop.app import Seen, application
from desktop.editor.outline_editor import OutlineEditor
from desktop.main_window import MainWindow
from desktop.messages import Messages
from desktop.models.outline import HOME
from desktop.session import Session
from desktop.window_state import WindowState
from tests.desktop.frame.conftest import TODAY
from tests.desktop.frame.test_turns import composed, typed

Begun = Callable[..., tuple[Session, MainWindow]]


@pytest.fixture
def begin(tour_path: Path, home: Path, qtbot: QtBot) -> Iterator[Begun]:
    """begin() shows the window on the tour as a start does, left at a note, and stops before its page is made."""
    application()
    sessions: list[Session] = []

    def make(width: int = 1440) -> tuple[Session, MainWindow]:
        messages = Messages()
        session = Session(Settings.load(home), messages)
        sessions.append(session)
        session.open(tour_path)
        state = WindowState(home / "window.ini")
        assert session.notebook is not None
        state.keep_last_entry(session.notebook.id, "n1")
        window = MainWindow(session, messages, state, resources.sentences("ko"), TODAY, at_once=False)
        qtbot.addWidget(window)
        window.resize(width, 900)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        assert window._turns.waiting
        return session, window

    yield make
    for session in sessions:
        session.close()


def test_a_narrow_start_has_the_way_to_the_navigator(begin: Begun) -> None:
    _, window = begin(width=900)
    window.go_on()
    QApplication.processEvents()
    space = window.workspace
    assert space is not None
    assert space.narrow
    assert not space.navigator.isVisible()
    opener = next(each for each in window.tools.findChildren(QToolButton) if each.isVisible())
    assert opener.defaultAction() is window.actions_["navigator"]
    opener.click()
    assert space.navigator.isVisible()


def test_tree_and_tools_are_seen_before_the_page(begin: Begun) -> None:
    _, window = begin()
    space = window._furnishing.space
    assert space is not None
    assert space.navigator.tree.model().rowCount()
    assert space.navigator.tree.isVisible()
    assert window.tools.isVisible()
    assert window.status.isVisible()
    assert window.windowTitle().startswith("항만 연수")
    assert space.stack.count() == 0
    before = (space.navigator.geometry(), space.stack.geometry())
    window.go_on()
    QApplication.processEvents()
    assert space.current == "n1"
    assert space.stack.count() == 1
    assert (space.navigator.geometry(), space.stack.geometry()) == before  # nothing jumps


@pytest.mark.parametrize(("typing", "words"), [(typed, "xy"), (composed, "한글")])
def test_what_is_typed_before_the_page_is_there_stands_in_its_text(
    begin: Begun, typing: Callable[[MainWindow], None], words: str
) -> None:
    session, window = begin()
    typing(window)
    text = QApplication.focusWidget()
    assert isinstance(text, OutlineEditor)
    assert words in text.toPlainText()
    window.go_on()
    QApplication.processEvents()
    assert QApplication.focusWidget() is text
    window.leave()
    assert session.notebook is not None
    assert words in getattr(session.notebook.reader.get("n1"), "text", "")


def test_a_shortcut_finds_the_window_whole(begin: Begun) -> None:
    _, window = begin()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Home, Qt.KeyboardModifier.AltModifier)
    assert window.current == HOME


def test_a_click_finds_the_window_whole(begin: Begun) -> None:
    _, window = begin()
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=QPoint(5, window.height() - 5))
    assert not window._turns.waiting
    assert window.current == "n1"


def test_it_may_be_closed_before_its_page_is_made(begin: Begun) -> None:
    session, window = begin()
    assert window.close()
    assert session.notebook is None


def test_seen_calls_once_after_the_first_paint(begin: Begun, qtbot: QtBot) -> None:
    _, window = begin()
    calls: list[bool] = []
    Seen(window, lambda: calls.append(window._turns.waiting))
    assert calls == []
    window.update()
    qtbot.waitUntil(lambda: bool(calls))
    window.update()
    QApplication.processEvents()
    QApplication.processEvents()
    assert calls == [True]
