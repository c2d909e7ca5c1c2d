"""Where something that is dragged over a list would come to, in the accent: Qt draws it black in every theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QDragLeaveEvent, QDragMoveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView

if TYPE_CHECKING:
    from desktop.theme import Theme

    _View = QAbstractItemView
else:
    _View = object

_Place = QAbstractItemView.DropIndicatorPosition


class DropMark(_View):
    """Stands before a view among the bases of a class. spot: px of the viewport; a line where it has no height."""

    mark_theme: Theme
    spot = QRect()

    def drop_spot(self, event: QDragMoveEvent) -> QRect:
        """A line before or behind a row, or the frame of an item; null where nothing can be dropped."""
        index = self.indexAt(event.position().toPoint())
        place = self.dropIndicatorPosition()
        if not index.isValid() or place is _Place.OnViewport:
            return QRect()
        box, wide = self.visualRect(index), self.viewport().width()
        if place is _Place.OnItem:
            return box
        return QRect(0, box.bottom() + 1 if place is _Place.BelowItem else box.top(), wide, 0)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)
        self.drop_mark(self.drop_spot(event) if event.isAccepted() else QRect())

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self.drop_mark(QRect())

    def dropEvent(self, event: QDropEvent) -> None:
        self.drop_mark(QRect())
        super().dropEvent(event)

    def drop_mark(self, spot: QRect) -> None:
        """Show where it would come to; null: nowhere."""
        if spot != self.spot:
            self.spot = spot
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self.showDropIndicator()
        self.setDropIndicatorShown(False)  # only while it paints: it is also what lets things drop between rows
        super().paintEvent(event)
        self.setDropIndicatorShown(shown)
        if self.spot.isNull():
            return
        painter = QPainter(self.viewport())
        painter.setPen(QPen(self.mark_theme.color("accent"), 2))
        if self.spot.height():
            painter.drawRoundedRect(self.spot.adjusted(1, 1, -1, -1), 4, 4)
        else:
            painter.drawLine(self.spot.left(), self.spot.top(), self.spot.left() + self.spot.width(), self.spot.top())
        painter.end()
