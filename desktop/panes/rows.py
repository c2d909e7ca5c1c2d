"""What the drawn lists of the window share: the ground of a row, a line of its words, the corner that opens it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle

if TYPE_CHECKING:
    from desktop.theme import Theme

ROUND, BAR = 5, 3
"""Radius of the ground, and width of the bar of what is chosen; px at 100 %."""


def paint_ground(
    painter: QPainter, box: QRect, state: QStyle.StateFlag, theme: Theme,
    *, edge: float, inset: float = 8, hover: bool = True, ring: bool = True,
) -> None:  # fmt: skip
    """Paint whether a row is chosen, pointed at, or has the focus.

    edge: room left and right of it, px. inset: of the bar from top and bottom, px at 100 %. hover, ring: whether being
    pointed at, and the focus, are shown.
    """
    radius = theme.px(ROUND)
    plate = QRectF(box).adjusted(edge, 1, -edge, -1)
    painter.setPen(Qt.PenStyle.NoPen)
    if state & QStyle.StateFlag.State_Selected:
        painter.setBrush(theme.color("sel"))
        painter.drawRoundedRect(plate, radius, radius)
        painter.setBrush(theme.color("accent"))
        gap = theme.px(inset)
        painter.drawRoundedRect(
            QRectF(plate.left(), plate.top() + gap, theme.px(BAR), plate.height() - 2 * gap), 1.5, 1.5
        )
    elif hover and state & QStyle.StateFlag.State_MouseOver:
        painter.setBrush(theme.color("hover"))
        painter.drawRoundedRect(plate, radius, radius)
    if ring and state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(theme.color("accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(plate.adjusted(1, 0.5, -1, -0.5), radius, radius)


def paint_words(
    painter: QPainter, box: QRect, text: str, font: QFont, colour: QColor,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> int:  # fmt: skip
    """Paint one line, elided; answers its width in px."""
    painter.setFont(font)
    painter.setPen(colour)
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, box.width()))
    painter.drawText(box, align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
    return metrics.horizontalAdvance(shown)


def paint_corner(painter: QPainter, middle: QPointF, theme: Theme, colour: QColor, *, opened: bool) -> None:
    """Paint the sign of a row that opens: it points down where the row is open, else to the right."""
    x, y, reach = middle.x(), middle.y(), theme.px(3.5)
    pen = QPen(colour, 1.5 * theme.text_size / 100)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    if opened:
        corner = [QPointF(x - reach, y - reach / 2), QPointF(x, y + reach / 2), QPointF(x + reach, y - reach / 2)]
    else:
        corner = [QPointF(x - reach / 2, y - reach), QPointF(x + reach / 2, y), QPointF(x - reach / 2, y + reach)]
    painter.drawPolyline(corner)
