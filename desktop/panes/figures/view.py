"""The list of the contact sheet: what is dragged over it shows the group it would come to, and its place there."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QListView

from db.frozen import dataclass
from desktop.models.contact_sheet import MIME, SheetModel, dragged
from desktop.panes.pictures import given_pictures

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

    from desktop.theme import Theme

Drag: TypeAlias = QDragEnterEvent | QDragMoveEvent


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something would come to. host: of the group. before: id of the figure behind it, empty at the end.

    mark: the line that shows the place, in px of the viewport; null where the place is not chosen.
    """

    host: str
    before: str = ""
    mark: QRect = QRect()  # noqa: RUF009 - never changed


class SheetView(QListView):
    """shifted: ids of figures, the group and the figure before which they were dropped. brought: pictures, and their
    group. refused: something was dropped that is no picture.
    """

    shifted = Signal(list, str, str)
    brought = Signal(list, str)
    refused = Signal()

    def __init__(self, theme: Theme, model: SheetModel) -> None:
        super().__init__()
        self._theme, self._model = theme, model
        self.spot: Spot | None = None
        self.setModel(model)
        self.setObjectName("sheet")
        self.setWrapping(True)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setMouseTracking(True)
        self.setDropIndicatorShown(False)  # ours shows the group

    def let_drop(self) -> None:
        """Take what is dropped."""
        self.setDragDropMode(QListView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setAutoScrollMargin(self._theme.px(48))

    # --- what is dragged over it --------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if foreign(event.mimeData()):
            event.ignore()  # files that are no pictures are the window's
            return
        super().dragEnterEvent(event)  # lets the list scroll at its edges
        self._offer(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)
        self._offer(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._show(None)

    def dropEvent(self, event: QDropEvent) -> None:
        self.stopAutoScroll()
        self.setState(QListView.State.NoState)
        spot, data = self.spot_at(event.position().toPoint(), event.mimeData()), event.mimeData()
        self._show(None)
        if data.hasFormat(MIME):
            event.setDropAction(Qt.DropAction.CopyAction)  # rows are read again: Qt has nothing to remove
            event.accept()
            self.shifted.emit(dragged(data), spot.host, spot.before)
            return
        event.acceptProposedAction()
        if sources := given_pictures(data):
            self.brought.emit(sources, spot.host)
        else:
            self.refused.emit()

    def _offer(self, event: Drag) -> None:
        event.acceptProposedAction()
        self._show(self.spot_at(event.position().toPoint(), event.mimeData()))

    def _show(self, spot: Spot | None) -> None:
        if spot != self.spot:
            self.spot = spot
            self.viewport().update()

    def spot_at(self, place: QPoint, data: QMimeData) -> Spot:
        """Where data would come to; a place among figures only for figures, photos come in by the time taken."""
        index = self.indexAt(place)
        if not index.isValid():
            index = self._nearest(place)
        tile = self._model.tile(index)
        if tile is None:
            return Spot("")
        if tile.figure is None or not data.hasFormat(MIME):
            return Spot(tile.host)
        box = self.visualRect(index)
        behind = place.x() > box.center().x()
        following = self._model.tile(index.siblingAtRow(index.row() + 1)) if behind else tile
        same = following is not None and following.figure is not None and following.host == tile.host
        before = following.figure.id if same and following is not None and following.figure is not None else ""
        x = box.right() if behind else box.left()
        return Spot(tile.host, before, QRect(x - 1, box.top() + 4, 3, box.height() - 8))

    def _nearest(self, place: QPoint) -> QModelIndex:
        """The last tile above place or left of it."""
        model, found = self._model, self._model.index(0)
        for row in range(model.rowCount()):
            box = self.visualRect(model.index(row))
            if box.top() > place.y() or (box.bottom() >= place.y() and box.left() > place.x()):
                break
            found = model.index(row)
        return found

    # --- what is seen -------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.spot is None:
            return
        theme, painter = self._theme, QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme.color("accent"), 2, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        box = QRectF(self.group(self.spot.host)).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(box, theme.px(6), theme.px(6))
        if not self.spot.mark.isNull():
            painter.fillRect(self.spot.mark, theme.color("accent"))
        painter.end()

    def group(self, host: str) -> QRect:
        """What a group takes up, as wide as the list, in px of the viewport."""
        model, box = self._model, QRect()
        for row in range(model.rowCount()):
            tile = model.tile(model.index(row))
            if tile is not None and tile.host == host:
                box = box.united(self.visualRect(model.index(row)))
        return QRect(0, box.top(), self.viewport().width(), box.height())

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(400), self._theme.px(300))


def foreign(data: QMimeData) -> bool:
    """Whether data is files of which none is a picture."""
    return any(url.isLocalFile() for url in data.urls()) and not given_pictures(data)
