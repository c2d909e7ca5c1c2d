"""The list of keys, and the keys of a visit's tabs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.actions import SHORTCUTS
from desktop.dialogs.keys import KeysDialog
from desktop.main_window import MainWindow
from desktop.panes.visit.visit import VisitPage
from tests.desktop.editor.typing import compose

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def window(make_window: Callable[..., MainWindow], tour_path: Path, qtbot: QtBot) -> MainWindow:
    made = make_window(tour_path)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def listed(dialog: KeysDialog) -> dict[str, str]:
    """Keys and words that are seen; the names of groups have no words."""
    found = {}
    for row in range(dialog.table.rowCount()):
        keys, words = dialog.table.item(row, 0), dialog.table.item(row, 1)
        if keys is not None and words is not None and words.text():
            found[f"{keys.text()} {words.text()}"] = words.text()
    return found


def opened(window: MainWindow) -> KeysDialog:
    QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_F1)
    return next(each for each in window.findChildren(KeysDialog) if each.isVisible())


def test_f1_lists_every_key_of_the_menus_and_finds_by_typing(window: MainWindow) -> None:
    dialog = opened(window)
    rows = listed(dialog)
    for name, keys in SHORTCUTS.items():
        words = window.actions_[name].text().partition(":")[0].rstrip("…")
        assert not keys or any(words == said for said in rows.values()), name
    compose(dialog.filter, "현장")
    assert set(listed(dialog).values()) == {"현장 기록"}
    compose(dialog.filter, "")
    QTest.keyClicks(dialog.filter, "ctrl + alt + m")
    assert list(listed(dialog)) == ["Ctrl+Alt+M 의견 남기기"]
    QTest.keyClicks(dialog.filter, "zzz")
    assert dialog.none.isVisible()
    assert not dialog.table.isVisible()
    QTest.keyClick(dialog.filter, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


@pytest.mark.parametrize(("key", "kind"), list(enumerate(("note", "question", "takeaway", "figure"), start=1)))
def test_a_key_leads_to_a_tab_and_into_it(key: int, kind: str, window: MainWindow, qtbot: QtBot) -> None:
    assert window.workspace is not None
    window.workspace.open("c")
    page = window.workspace.stack.currentWidget()
    assert isinstance(page, VisitPage)
    QTest.keyClick(window.focusWidget(), Qt.Key(Qt.Key.Key_0 + key), CONTROL | ALT)
    pane = page.panes[key - 1]
    qtbot.waitUntil(lambda: isinstance(found := QApplication.focusWidget(), QWidget) and pane.isAncestorOf(found))
    assert page.stack.currentIndex() == key - 1


def test_where_no_visit_is_open_the_key_says_so(window: MainWindow) -> None:
    assert window.workspace is not None
    window.workspace.open("home")
    QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_2, CONTROL | ALT)
    assert window.workspace.current == "home"
    assert "방문을 먼저" in window.status._entry.text()
