"""A choice as a card: a ring, its words, and the key that takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QWidget

if TYPE_CHECKING:
    from desktop.theme import Theme

MODIFIED = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
"""Held with Enter, these mean something else."""


class ChoiceCard(QRadioButton):
    """One of several; arrow keys go between them. key: as it is written at the right."""

    def __init__(self, theme: Theme, text: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(text.replace("&", "&&"), parent)
        self._theme, self._words, self._key = theme, text, key
        self.setAccessibleName(text)
        self.setAccessibleDescription(key)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, text: str) -> None:
        """Other words on the card."""
        self._words = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = QFontMetrics(self._theme.font(13, bold=True)).horizontalAdvance(self._words)
        key = QFontMetrics(self._theme.font(12)).horizontalAdvance(self._key)
        return QSize(words + key + self._theme.px(60), self._theme.px(38))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(120), self._theme.px(38))

    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the choice, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & MODIFIED:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen, usable = self.isChecked(), self.isEnabled()
        ground = "soft" if chosen else "hover" if self.underMouse() and usable else "paper" if usable else "sunk"
        painter.setBrush(theme.color(ground))
        painter.setPen(QPen(theme.color("accent" if chosen else "line2"), 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), px(5), px(5))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), px(5), px(5))
        self._ring(painter, QPointF(px(21), self.height() / 2), chosen)
        key_font = theme.font(12)
        key_wide = QFontMetrics(key_font).horizontalAdvance(self._key)
        box = self.rect().adjusted(px(38), 0, -px(12), 0)
        painter.setFont(key_font)
        painter.setPen(theme.color("accent" if chosen else "ink3"))
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._key)
        font = theme.font(13, bold=chosen)
        painter.setFont(font)
        painter.setPen(theme.color("accent" if chosen else "ink" if usable else "ink3"))
        words = QFontMetrics(font).elidedText(self._words, Qt.TextElideMode.ElideRight, box.width() - key_wide - px(8))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)

    def _ring(self, painter: QPainter, middle: QPointF, chosen: bool) -> None:
        theme, px = self._theme, self._theme.px
        painter.setBrush(theme.color("paper"))
        painter.setPen(QPen(theme.color("accent" if chosen else "edge"), 1.4))
        painter.drawEllipse(middle, px(7), px(7))
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            painter.drawEllipse(middle, px(4), px(4))
