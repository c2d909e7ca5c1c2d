"""Widgets that flow in lines: their middles are level, and none goes over the edge."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.panes.flow import FlowLayout


def test_the_middles_of_a_line_are_level(qtbot: QtBot) -> None:
    whole = QWidget()
    flow = FlowLayout(6, 4, whole)
    parts = []
    for width, height in ((100, 20), (100, 34), (100, 27)):
        part = QWidget()
        part.setFixedSize(width, height)
        flow.addWidget(part)
        parts.append(part)
    qtbot.addWidget(whole)
    whole.resize(220, 100)
    whole.show()
    first, second, third = (part.geometry() for part in parts)
    assert first.center().y() == second.center().y()
    assert (first.top(), second.top()) == (7, 0)
    assert (third.left(), third.top()) == (0, 38)
