"""The export dialog of a window, and what is chosen in it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QTreeWidget
from pytestqt.qtbot import QtBot

from db.records import Report
from desktop.dialogs.export import ExportDialog
from desktop.exporting import Exporting
from desktop.main_window import MainWindow

LONG = 20_000
"""ms: a process has to start."""


def ask(window: MainWindow, qtbot: QtBot, report: str = "") -> ExportDialog:
    qtbot.waitUntil(lambda: window.workspace is not None, timeout=LONG)
    assert window.workspace is not None
    if report:
        window.workspace.open(report)
    else:
        window.actions_["export"].trigger()
    dialog = export_dialog(window)
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def export_dialog(window: MainWindow) -> ExportDialog:
    """The dialog that was asked for, which comes in a few turns of the loop."""
    for each in window.findChildren(Exporting):
        each.finish()
    return next(each for each in window.findChildren(ExportDialog) if each.isVisible())


def reports(window: MainWindow) -> list[Report]:
    return window.context().notebook.reader.all(Report)


def tick(tree: QTreeWidget, name: str, *, on: bool) -> None:
    (item,) = tree.findItems(name, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive)
    item.setCheckState(0, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)


def choose(combo: QComboBox, value: str) -> None:
    number = combo.findData(value)
    assert number >= 0
    combo.setCurrentIndex(number)
    combo.activated.emit(number)
