"""Ctrl+Tab goes on from whatever has the focus, as it does from a text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTextEdit
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_ctrl_tab_goes_on_from_a_button_and_back(
    make_window: Callable[..., MainWindow], tour_path: Path, qtbot: QtBot
) -> None:
    window = make_window(tour_path)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert window.workspace is not None
    window.workspace.open("n1")
    text = window.workspace.text("n1", "text")
    assert isinstance(text, QTextEdit)
    text.setFocus()
    met = [text]
    for _ in range(6):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab, CONTROL)
        met.append(window.focusWidget())  # type: ignore[arg-type]
    assert len(set(met)) == len(met)
    assert any(not isinstance(each, QTextEdit) for each in met[:-1])
    for each in reversed(met[:-1]):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Backtab, CONTROL | SHIFT)
        assert window.focusWidget() is each
