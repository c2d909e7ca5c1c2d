"""How many of a few things are done, as figures and as a row of pips."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

if TYPE_CHECKING:
    from desktop.theme import Theme


class Pips(QWidget):
    """name 2 / 3, and under it a pip for each of total, the first done ones filled."""

    def __init__(self, theme: Theme, name: str, done: int, total: int) -> None:
        super().__init__()
        self._theme, self._name, self._done, self._total = theme, name, done, total
        self.show_done(done, total)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_done(self, done: int, total: int) -> None:
        """From now on so many of total are done."""
        self._done, self._total = done, total
        self.setAccessibleName(f"{self._name} {done} / {total}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(132), self._theme.px(52))

    def paintEvent(self, event: QPaintEvent) -> None:
        px, theme = self._theme.px, self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        figures, font = f"{self._done} / {self._total}", theme.font(21, bold=True, tabular=True)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        top = QRect(0, 0, self.width(), px(30))
        painter.setFont(font)
        painter.setPen(theme.color("navy"))
        painter.drawText(top, right, figures)
        painter.setFont(theme.font(12))
        painter.setPen(theme.color("ink3"))
        taken = QFontMetrics(font).horizontalAdvance(figures) + px(9)
        painter.drawText(top.adjusted(0, px(2), -taken, px(2)), right, self._name)
        gap = px(4)
        width = (self.width() - gap * (self._total - 1)) / max(self._total, 1)
        for number in range(self._total):
            pip = QRectF(number * (width + gap), px(38), width, px(7)).adjusted(0.5, 0.5, -0.5, -0.5)
            full = number < self._done
            painter.setPen(QPen(theme.color("accent" if full else "edge"), 1))
            painter.setBrush(theme.color("accent" if full else "paper"))
            painter.drawRoundedRect(pip, px(3), px(3))
