"""One figure's picture in a visit, or a frame in its place; its room is known before it is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QLabel

if TYPE_CHECKING:
    from db.records import Figure
    from desktop.context import PageContext
    from desktop.theme import Theme
    from desktop.thumbnails import Thumbnails

WIDTH, HEIGHT = 240, 150
"""Of a picture, at most; px at 100 %."""
KEEP = Qt.AspectRatioMode.KeepAspectRatio


class Thumbnail(QLabel):
    """The picture, or a frame in its place. It is asked for when it is first painted, in the size that it has then."""

    def __init__(self, context: PageContext, figure: Figure, pictures: Thumbnails) -> None:
        super().__init__()
        theme = context.theme
        self._theme, self._pictures, self._blob = theme, pictures, figure.blob
        self.setFixedSize(room(figure, theme))
        if figure.blob:
            self.setAccessibleName(figure.alt or figure.caption)
            return
        self.setObjectName("no_picture")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setPixmap(theme.pixmap("image", "ink3", 28, 2.0))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._blob:
            super().paintEvent(event)
            return
        painter, found = QPainter(self), self._pictures.get(self._blob)
        if found is None or found.isNull():
            painter.fillRect(self.rect(), self._theme.color("sunk"))
            if found is not None:  # it is not here, or damaged
                sign = self._theme.pixmap("image", "ink3", 28, 2.0)
                side = self._theme.px(28)
                painter.drawPixmap((self.width() - side) // 2, (self.height() - side) // 2, side, side, sign)
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = found.size().scaled(self.size(), KEEP)
        painter.drawPixmap(QRect(QPoint(0, 0), size), found)


def room(figure: Figure, theme: Theme) -> QSize:
    """The room of a figure's picture, known before the picture is there, so that nothing jumps."""
    most = QSize(theme.px(WIDTH), theme.px(HEIGHT))
    if not figure.blob or not figure.width or not figure.height:
        return most
    return QSize(most.width(), QSize(figure.width, figure.height).scaled(most, KEEP).height())


def beside(row: QBoxLayout) -> int:
    """The least width of picture and words side by side, whichever way they stand now."""
    parts = (row.itemAt(0), row.itemAt(1))
    return row.spacing() + sum(part.minimumSize().width() for part in parts if part is not None)
