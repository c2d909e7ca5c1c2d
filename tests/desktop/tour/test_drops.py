"""What is dragged over the lists of the tour: where it would come to is seen, in the colours of the theme."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent
from PySide6.QtWidgets import QAbstractItemView

from desktop.panes.drop_mark import DropMark
from desktop.panes.tour.tour import TourPage

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def over(view: DropMark, dragged: QModelIndex, onto: QModelIndex, share: float) -> QRect:
    """The mark, where the cell dragged is over another at a share of its height."""
    box, data = view.visualRect(onto), view.model().mimeData([dragged])
    place = QPoint(box.left() + 6, round(box.top() + share * (box.height() - 1)))
    view.dragEnterEvent(QDragEnterEvent(place, Qt.DropAction.MoveAction, data, LEFT, NONE))
    view.dragMoveEvent(QDragMoveEvent(place, Qt.DropAction.MoveAction, data, LEFT, NONE))
    return view.spot


def is_painted(page: TourPage, view: DropMark, spot: QRect) -> bool:
    shot = view.viewport().grab().toImage()
    seen = shot.pixelColor(spot.left() + spot.width() // 2, spot.top() + (1 if spot.height() else 0)).name()
    return seen == page.context.theme.color("accent").name()


def test_a_visit_over_the_calendar_frames_the_half_hour(page: TourPage) -> None:
    page.show_tab(0)
    view, model = page.itinerary.view, page.itinerary.model
    free = model.index(2, 0)
    spot = over(view, model.find("v1"), free, 0.5)
    assert spot == view.visualRect(free)
    assert is_painted(page, view, spot)
    assert view.showDropIndicator(), "Qt's own is only hidden while it would be painted"
    view.dragLeaveEvent(QDragLeaveEvent())
    assert view.spot.isNull()


def test_a_chapter_between_two_others_is_a_line(page: TourPage) -> None:
    page.show_tab(2)
    table = page.chapters.table
    table.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)  # an event made here has no list it comes from
    box = table.visualRect(table.model().index(0, 0))
    spot = over(table, table.model().index(1, 0), table.model().index(0, 0), 0)
    assert (spot.top(), spot.height(), spot.width()) == (box.top(), 0, table.viewport().width())
    assert is_painted(page, table, over(table, table.model().index(0, 0), table.model().index(1, 0), 0))
