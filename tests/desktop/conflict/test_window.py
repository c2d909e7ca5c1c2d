"""Conflicts are found: signs in the navigator, a line at home, F8 from one to the next, and a quiet word at the end."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from desktop.models.navigator import ROW_ROLE
from desktop.panes.home.home import HomePage
from desktop.panes.parts import Press
from tests.desktop.conflict.conftest import OURS, THEIRS, Two

F8 = Qt.Key.Key_F8
CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
)  # fmt: skip
Make = Callable[[], MainWindow]


def three(two: Two) -> None:
    """A header field and a note of the first visit, a note of the second."""
    two.parted("v", "city", "로테르담", "암스테르담")
    two.parted("n2", "text", OURS, THEIRS)
    two.parted("n3", "text", "○ 물길을 날마다 잰다.", "○ 물길을 재지 않는다.")


def row(window: MainWindow, key: str) -> int:
    assert window.workspace is not None
    model = window.workspace.navigator.model
    return int(model.data(model.find(key), ROW_ROLE).conflicts)


def press(window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """As it comes from a keyboard: through the window, which finishes what it is about."""
    handle = window.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, key, modifier)
    QApplication.processEvents()


def here(window: MainWindow) -> tuple[str, str] | None:
    assert window.workspace is not None
    return window.workspace.conflict()


def test_signs_in_the_navigator(two: Two, window: Make) -> None:
    three(two)
    shown = window()
    assert [row(shown, key) for key in ("v", "n2", "n1", "w", "n3", "day:2031-06-12")] == [2, 1, 0, 1, 1, 2]
    assert shown.workspace is not None
    model = shown.workspace.navigator.model
    said = model.data(model.find("v"), Qt.ItemDataRole.AccessibleTextRole)
    assert "2곳을 여럿이 다르게 고쳤습니다" in said


def test_a_notebook_without_conflicts_shows_nothing_of_them(two: Two, window: Make) -> None:
    shown = window()
    shown.go("home")
    assert [row(shown, key) for key in ("home", "v", "n2", "w")] == [0, 0, 0, 0]
    page = shown.findChildren(HomePage)[0]
    assert not [each for each in page.findChildren(Press) if "다르게" in each.accessibleName()]
    press(shown, F8)
    assert "지금 볼 곳이 없습니다." in shown.status._entry.text()


def test_f8_goes_through_all_in_reading_order_and_back(two: Two, window: Make) -> None:
    three(two)
    shown = window()
    shown.go("home")
    seen = []
    for _ in range(4):
        press(shown, F8)
        seen.append(here(shown))
    assert seen == [("v", "city"), ("n2", "text"), ("n3", "text"), ("v", "city")]
    press(shown, F8, SHIFT)
    assert here(shown) == ("n3", "text")


def test_home_leads_to_the_first(two: Two, window: Make) -> None:
    three(two)
    shown = window()
    shown.go("home")
    QApplication.processEvents()
    page = shown.findChildren(HomePage)[0]
    cards = [each for each in page.findChildren(Press) if each.accessibleName().startswith("다르게 고친 곳 3")]
    assert len(cards) == 1
    cards[0].setFocus()
    press(shown, Qt.Key.Key_Return)
    assert here(shown) == ("v", "city")


def test_after_the_last_choice_the_signs_vanish_and_the_status_bar_says_so(
    two: Two, window: Make, qtbot: QtBot
) -> None:
    three(two)
    shown = window()
    shown.go("home")
    press(shown, F8)
    press(shown, Qt.Key.Key_1, ALT)
    assert row(shown, "v") == 1
    for _ in range(2):
        assert "더 없습니다" not in shown.status._entry.text()
        press(shown, F8)
        press(shown, Qt.Key.Key_2, ALT)
        press(shown, Qt.Key.Key_Return, CTRL)
    assert [row(shown, key) for key in ("v", "n2", "w", "n3", "day:2031-06-12")] == [0, 0, 0, 0, 0]
    assert "다르게 고친 곳이 더 없습니다." in shown.status._entry.text()


def test_undo_takes_a_choice_back(two: Two, window: Make, qtbot: QtBot) -> None:
    two.parted("n2", "text", OURS, THEIRS)
    shown = window()
    press(shown, F8)
    press(shown, Qt.Key.Key_1, ALT)
    press(shown, Qt.Key.Key_Return, CTRL)
    reader = shown.context().notebook.reader
    assert reader.get("n2").text == OURS  # type: ignore[union-attr]
    shown.actions_["undo"].trigger()
    qtbot.waitUntil(lambda: reader.get("n2").text == THEIRS)  # type: ignore[union-attr]


def test_what_is_edited_is_there_again_after_the_notebook_was_closed(two: Two, window: Make, qtbot: QtBot) -> None:
    two.parted("n2", "text", OURS, THEIRS)
    shown = window()
    press(shown, F8)
    press(shown, Qt.Key.Key_4, ALT)
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, " kept")
    shown.set_language("en")
    shown.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    press(shown, F8)
    qtbot.waitUntil(lambda: here(shown) == ("n2", "text"))
    press(shown, Qt.Key.Key_Return, CTRL)
    record = shown.context().notebook.reader.get("n2")
    assert str(getattr(record, "text", "")).endswith(" kept")


@pytest.mark.parametrize("object_id", ["q1", "s1", "f1", "k1", "n2", "v"])
def test_the_visit_of_what_is_opened_is_marked_in_the_navigator(two: Two, window: Make, object_id: str) -> None:
    shown = window()
    shown.go("home")
    assert shown.workspace is not None
    navigator = shown.workspace.navigator
    assert navigator.model.data(navigator.tree.currentIndex(), ROW_ROLE).key == "home"
    shown.go(object_id)
    marked = "n2" if object_id == "n2" else "v"
    assert navigator.model.data(navigator.tree.currentIndex(), ROW_ROLE).key == marked
    assert navigator.tree.isExpanded(navigator.model.find("v"))
    shown.workspace.step(1)
    assert shown.workspace.current == ("w" if object_id == "n2" else "n1"), "one goes on from there"


def test_a_page_that_was_just_built_asks_nothing_of_a_closed_notebook(two: Two, window: Make, qtbot: QtBot) -> None:
    three(two)
    shown = window()
    with qtbot.captureExceptions() as faults:
        shown.go("v")
        shown.actions_["close_notebook"].trigger()
        QApplication.processEvents()
    assert not faults
