"""The window is built again over several turns of the loop: what is typed meanwhile arrives where the caret was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from time import sleep

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.editor.composition import full_text
from desktop.editor.outline_editor import OutlineEditor
from desktop.main_window import MainWindow
from desktop.models.outline import HOME
from desktop.models.pages import LIVE
from desktop.panes.home.home import HomePage
from desktop.session import Session
from desktop.turns import LATE, OFF, Turn, Turns
from tests.desktop.editor.typing import hangul
from tests.desktop.panes.conftest import path
from tests.desktop.panes.test_closing import open_window

__all__ = ["path"]

Opened = tuple[Session, MainWindow]


@pytest.fixture
def opened(path: Path, home: Path, qtbot: QtBot) -> Iterator[Opened]:
    session, window = open_window(path, home, qtbot)
    window.resize(1200, 800)
    yield session, window
    window.close()
    session.close()


def begin(window: MainWindow, turns: int) -> None:
    """Ask for larger text, and let so many turns of it pass."""
    window.actions_["larger"].trigger()
    for _ in range(turns):
        window._turns._step()


def writing() -> OutlineEditor:
    focus = QApplication.focusWidget()
    assert isinstance(focus, OutlineEditor), focus
    return focus


def press(window: MainWindow, key: Qt.Key) -> None:
    """As the system gives it to the window, whatever has the focus there."""
    QTest.keyClick(window.windowHandle(), key)


def typed(window: MainWindow) -> None:
    press(window, Qt.Key.Key_X)
    press(window, Qt.Key.Key_Y)


def composed(window: MainWindow) -> None:
    """As an input method gives it to what has the focus."""
    for syllable in "한글":
        focus = QGuiApplication.focusObject()
        assert isinstance(focus, QWidget)
        hangul(focus, syllable)


@pytest.mark.parametrize("turns", range(13))
@pytest.mark.parametrize(("typing", "words"), [(typed, "xy"), (composed, "한글")])
def test_what_is_typed_meanwhile_stands_at_the_caret(
    opened: Opened, turns: int, typing: Callable[[MainWindow], None], words: str, qtbot: QtBot
) -> None:
    session, window = opened
    window.go("n1")
    text = writing()
    text.place_caret(4)
    before = text.toPlainText()
    begin(window, turns)
    typing(window)
    now = writing()
    assert now is not text
    assert now.toPlainText() == before[:4] + words + before[4:]
    assert now.textCursor().position() == 4 + len(words)
    QApplication.processEvents()
    assert writing() is now
    window.leave()
    assert session.notebook is not None
    assert getattr(session.notebook.reader.get("n1"), "text", "") == now.toPlainText()


def test_it_ends_by_itself_and_is_painted_once_it_is_whole(opened: Opened, qtbot: QtBot) -> None:
    _, window = opened
    window.go("n1")
    begin(window, 3)
    assert not window.updatesEnabled()
    qtbot.waitUntil(window.updatesEnabled)
    assert window.theme.text_size == 110
    assert writing().isVisible()
    assert window.status.isVisible()


@pytest.mark.parametrize("turns", range(5))
@pytest.mark.parametrize(("typing", "words"), [(typed, "xy"), (composed, "한글")])
@pytest.mark.parametrize("start", ["n1", "tree", HOME])
def test_what_is_typed_while_a_page_comes_stands_in_it(
    opened: Opened, start: str, turns: int, typing: Callable[[MainWindow], None], words: str
) -> None:
    session, window = opened
    window.go(HOME if start == HOME else "n1")
    assert window.workspace is not None
    navigator, before = window.workspace.navigator, QApplication.focusWidget()
    if start == "tree":
        navigator.tree.setFocus()
    navigator.open_requested.emit("h1")
    for _ in range(turns):
        window._turns._step()
    typing(window)
    now = writing()
    assert now is not before
    assert words in now.toPlainText()
    window.leave()
    assert session.notebook is not None
    assert words in getattr(session.notebook.reader.get("h1"), "text", "")
    assert words not in getattr(session.notebook.reader.get("n1"), "text", "")


@pytest.mark.parametrize("place", ["tour", "bin", "figures", "day:2031-06-12", "w", "h2", f"{LIVE}v", HOME])
@pytest.mark.parametrize("start", ["n1", "tree"])
def test_a_page_that_comes_in_turns_has_the_focus_as_one_that_is_there_at_once(
    opened: Opened, start: str, place: str, qtbot: QtBot
) -> None:
    _, window = opened

    def shown(*, at_once: bool) -> str:
        window.go("n1")
        assert window.workspace is not None
        if start == "tree":
            window.workspace.navigator.tree.setFocus()
        window.workspace.open(place, at_once=at_once)
        qtbot.waitUntil(window.updatesEnabled)
        focus = window.focusWidget()
        return f"{type(focus).__name__} {focus.accessibleName() if focus is not None else ''}"

    shown(at_once=True)
    assert shown(at_once=False) == shown(at_once=True)


def test_no_part_is_ever_a_window_of_its_own(opened: Opened, qtbot: QtBot) -> None:
    _, window = opened
    window.go("n1")
    shown: list[QWidget] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                shown.append(watched)
            return False

    watch, app = Watch(), QApplication.instance()
    assert app is not None
    app.installEventFilter(watch)
    begin(window, 0)
    qtbot.waitUntil(window.updatesEnabled)
    window.set_language("en")
    app.removeEventFilter(watch)
    assert shown == []
    assert QApplication.activeWindow() is window


@pytest.mark.parametrize("turns", range(0, 13, 3))
def test_live_mode_goes_on(opened: Opened, turns: int) -> None:
    _, window = opened
    window.go(f"{LIVE}v")
    typed(window)
    begin(window, turns)
    typed(window)
    assert writing().toPlainText() == "xyxy"


@pytest.mark.parametrize("turns", range(0, 13, 3))
def test_a_row_of_the_first_page_keeps_the_keys(opened: Opened, turns: int) -> None:
    _, window = opened
    window.go(HOME)
    page = window.workspace.stack.currentWidget() if window.workspace else None
    assert isinstance(page, HomePage)
    page._rows()[2].setFocus()
    begin(window, turns)
    press(window, Qt.Key.Key_Tab)
    page = window.workspace.stack.currentWidget() if window.workspace else None
    assert isinstance(page, HomePage)
    focus = page._rows()[2]
    assert focus.nextInFocusChain() is not None
    QApplication.processEvents()
    assert QApplication.focusWidget() in page._rows()
    assert QApplication.focusWidget() is not focus


@pytest.mark.parametrize("turns", range(0, 13, 3))
def test_a_click_and_a_shortcut_find_the_window_whole(opened: Opened, turns: int) -> None:
    _, window = opened
    window.go("n1")
    begin(window, turns)
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=QPoint(5, window.height() - 5))
    assert window.updatesEnabled()
    begin(window, turns)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Home, Qt.KeyboardModifier.AltModifier)
    assert window.current == HOME
    assert window.theme.text_size == 125


@pytest.mark.parametrize("turns", range(0, 13, 3))
def test_the_notebook_may_be_closed_meanwhile(opened: Opened, turns: int) -> None:
    session, window = opened
    window.go("n1")
    begin(window, turns)
    session.close()
    assert window.workspace is None
    assert window.updatesEnabled()


def test_a_step_that_fails_leaves_a_window_that_is_painted(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()

    def steps() -> Iterator[None]:
        yield
        raise ValueError("step")

    turns = Turns(window)
    turns.run(steps())
    assert not window.updatesEnabled()
    with pytest.raises(ValueError, match="step"):
        turns.finish()
    assert window.updatesEnabled()
    turns.finish()


class Painted(QWidget):
    """Counts how often it was painted."""

    times = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        self.times += 1


def test_what_was_to_be_painted_when_it_began_is_painted_when_it_ended(qtbot: QtBot) -> None:
    window = QWidget()
    part = Painted(window)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    qtbot.waitUntil(lambda: part.times > 0)
    turns = Turns(window)
    part.update()  # asked for, and not painted yet
    turns.run(iter(range(8)))
    qtbot.waitUntil(lambda: not turns.waiting)
    qtbot.wait(20)
    seen = part.times
    part.update()
    qtbot.waitUntil(lambda: part.times > seen, timeout=2000)


def test_what_is_due_in_a_turn_that_was_held_up_comes_in_the_next_but_not_ever_later(qtbot: QtBot) -> None:
    came: list[int] = []
    round_ = 0
    turn = Turn(QObject(parent := QObject()), lambda: came.append(round_))
    assert parent is not None
    held = QTimer(parent)
    held.setInterval(0)
    held.timeout.connect(lambda: sleep(3 * LATE))
    held.start()  # every turn is held up
    turn.start(1)
    while not came and round_ < 100:
        QCoreApplication.processEvents()
        sleep(0.002)
        round_ += 1
    assert OFF <= came[0] < 100


def test_a_free_loop_is_given_what_is_due_at_once(qtbot: QtBot) -> None:
    came: list[int] = []
    parent = QObject()
    turn = Turn(parent, lambda: came.append(1))
    turn.start(1)
    turn.stop()
    qtbot.wait(20)
    assert not came
    turn.start(1)
    qtbot.waitUntil(lambda: came == [1])


@pytest.mark.parametrize("turns", [0, 2, 4, 6, 8])
def test_what_is_composed_while_a_visit_is_being_shown_arrives_in_it(opened: Opened, turns: int) -> None:
    _, window = opened
    window.go("w")
    space = window.workspace
    assert space is not None
    space.open("n1", at_once=False)
    for _ in range(turns):
        window._turns._step()
    for step in ("ㅎ", "하", "한"):
        focus = QApplication.focusWidget()
        assert focus is not None
        QApplication.sendEvent(focus, QInputMethodEvent(step, []))
    field = writing()
    assert field.key == ("n1", "text")
    assert "한" in full_text(field)
