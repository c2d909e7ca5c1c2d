"""The signs of an entry's state: shape first, then colour, so that they read without colour and at 12 px."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPainterPath, QPen, QPixmap

if TYPE_CHECKING:
    from desktop.theme import Theme

WORST_FIRST = (
    "returned", "changed_since_approval", "revised", "empty", "writing", "submitted", "approved", "absent", "future",
)  # fmt: skip
"""Which of several entries' states a closed day or visit shows."""

COLOURS: Mapping[str, str] = {
    "empty": "ink3",
    "writing": "ink2",
    "submitted": "blue",
    "returned": "red",
    "revised": "violet",
    "changed_since_approval": "violet",
    "approved": "green",
    "absent": "ink3",
    "future": "line2",
}


def worst(states: list[str]) -> str:
    """The state of WORST_FIRST that comes first among states; `future` when there is none."""
    return min(states, key=WORST_FIRST.index, default="future")


def overall(states: list[str]) -> str:
    """The state of a visit with entries in these: as `worst`; while only some of them are empty it is being written."""
    state = worst(states)
    return "writing" if state == "empty" and set(states) != {"empty"} else state


def paint_sign(painter: QPainter, box: QRectF, state: str, theme: Theme) -> None:
    """Draw the sign of state into the square box, 12 px at 100 %."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width() / 12, box.height() / 12)
    pen = QPen(theme.color(COLOURS[state]), 1.4)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    _SHAPES[state](painter, theme)
    painter.restore()


def sign_pixmap(state: str, theme: Theme, size: float = 12, ratio: float = 1.0) -> QPixmap:
    """The sign as a picture. size: px at 100 %. ratio: device pixels to a px."""
    side = theme.px(size)
    picture = QPixmap(QSize(round(side * ratio), round(side * ratio)))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_sign(painter, QRectF(0, 0, side, side), state, theme)
    painter.end()
    return picture


def _ring(painter: QPainter, theme: Theme) -> None:
    pen = painter.pen()
    pen.setDashPattern([1.3, 1.93])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.drawEllipse(QRectF(1, 1, 10, 10))


def _half(painter: QPainter, theme: Theme) -> None:
    painter.drawEllipse(QRectF(1, 1, 10, 10))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(COLOURS["writing"]))
    painter.drawChord(QRectF(1, 1, 10, 10), 180 * 16, 180 * 16)


def _disc(painter: QPainter, theme: Theme) -> None:
    painter.setBrush(QBrush(painter.pen().color()))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(QRectF(1, 1, 10, 10))


def _square(painter: QPainter, theme: Theme) -> None:
    painter.setBrush(QBrush(painter.pen().color()))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(QRectF(0, 0, 12, 12), 2, 2)
    arrow = QPainterPath(QPointF(5.2, 2.9))
    arrow.lineTo(3, 5)
    arrow.lineTo(5.2, 7.1)
    arrow.moveTo(3, 5)
    arrow.lineTo(7.2, 5)
    arrow.cubicTo(9.6, 5, 9.6, 8.8, 7.2, 8.8)
    arrow.lineTo(5.8, 8.8)
    pen = QPen(theme.color("paper"), 1.3)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.strokePath(arrow, pen)


def _diamond(painter: QPainter, theme: Theme) -> None:
    painter.setBrush(QBrush(painter.pen().color()))
    path = QPainterPath(QPointF(6, 0.7))
    for point in (QPointF(11.3, 6), QPointF(6, 11.3), QPointF(0.7, 6)):
        path.lineTo(point)
    path.closeSubpath()
    painter.drawPath(path)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("paper"))
    painter.drawEllipse(QPointF(6, 6), 1.5, 1.5)


def _tick(painter: QPainter, theme: Theme) -> None:
    pen = painter.pen()
    pen.setWidthF(1.7)
    painter.setPen(pen)
    painter.drawPolyline([QPointF(1, 6.6), QPointF(4.3, 10), QPointF(11, 2.4)])


def _dash(painter: QPainter, theme: Theme) -> None:
    painter.drawLine(QPointF(2.5, 6), QPointF(9.5, 6))


def _dot(painter: QPainter, theme: Theme) -> None:
    painter.setBrush(QBrush(painter.pen().color()))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(QPointF(6, 6), 1.7, 1.7)


_SHAPES: Mapping[str, Callable[[QPainter, Theme], None]] = {
    "empty": _ring,
    "writing": _half,
    "submitted": _disc,
    "returned": _square,
    "revised": _diamond,
    "changed_since_approval": _diamond,
    "approved": _tick,
    "absent": _dash,
    "future": _dot,
}
