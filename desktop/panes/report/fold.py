"""A part of a form that folds: its head says in a few words what stands in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.panes.parts import Elided

if TYPE_CHECKING:
    from desktop.theme import Theme


class Fold(QWidget):
    """body: the layout to fill. Left closes it, Right opens it, and so does its head."""

    def __init__(self, theme: Theme, title: str, *, opened: bool = False) -> None:
        super().__init__()
        px, self._theme = theme.px, theme
        self._title = title
        self.head = _Head(self, title)
        self.head.setIconSize(QSize(px(12), px(12)))
        self._summary = Elided("", "second")
        self._summary.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._summary.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self.head)
        row.setContentsMargins(0, 0, px(6), 0)
        row.addSpacing(self.head.fontMetrics().horizontalAdvance(title) + px(36))
        row.addWidget(self._summary, 1)
        self._inner = QWidget()
        self.body = QVBoxLayout(self._inner)
        self.body.setContentsMargins(0, px(4), 0, px(10))
        self.body.setSpacing(px(5))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._inner)
        self.head.toggled.connect(self._show)
        self.head.setChecked(opened)
        self._show(opened)

    def sum_up(self, words: str) -> None:
        """Say in the head what stands in it."""
        self._summary.setText(words)
        self.head.setAccessibleName(f"{self._title}: {words}" if words else self._title)

    @property
    def summary(self) -> str:
        return self._summary.text()

    def _show(self, opened: bool) -> None:
        self._inner.setVisible(opened)
        self.head.setIcon(self._theme.icon("down" if opened else "forward", "ink2", 12))


class _Head(QPushButton):
    """The line that is always seen."""

    def __init__(self, fold: QWidget, title: str) -> None:
        super().__init__(title, fold)
        self.setProperty("look", "fold")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.setChecked(event.key() == Qt.Key.Key_Right)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.toggle()
        else:
            super().keyPressEvent(event)
