"""What is dragged over the lists of the tour: where it would come to is seen, in the colours of the theme."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView

from db.records import Visit
from desktop.models.calendar import CalendarModel
from desktop.panes.drop_mark import DropMark
from desktop.panes.tour.calendar_view import CalendarView
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


def press(view: CalendarView, place: QPoint) -> None:
    QTest.mousePress(view.viewport(), LEFT, NONE, place)
    QTest.mouseRelease(view.viewport(), LEFT, NONE, place)


def drop(view: CalendarView, visit: str, place: QPoint) -> None:
    model = view.model()
    assert isinstance(model, CalendarModel)
    data = model.mimeData([model.find(visit)])
    view.dropEvent(QDropEvent(place, Qt.DropAction.MoveAction, data, LEFT, NONE))


def test_a_visit_comes_to_where_its_beginning_is_held_also_over_another(page: TourPage) -> None:
    """v1 lasts from 09:30 to 11:00, v2 an hour from 10:00 on the same day."""
    page.show_tab(0)
    view, model = page.itinerary.view, page.itinerary.model
    box, half = view.visualRect(model.find("v1")), view.rowHeight(2)
    press(view, QPoint(box.center().x(), box.top() + 2 * half + 3))  # in its third half hour
    column = model.find("v2").column()
    over_v2 = QPoint(view.columnViewportPosition(column) + 9, view.visualRect(model.find("v2")).top() + half + 3)
    drop(view, "v1", over_v2)
    moved = page.context.notebook.reader.get("v1")
    assert isinstance(moved, Visit)
    assert (moved.start_time, moved.end_time) == ("09:30", "11:00"), "10:30 less the hour above the pointer"
    press(view, QPoint(box.center().x(), box.top() + 3))
    drop(view, "v1", over_v2)
    moved = page.context.notebook.reader.get("v1")
    assert isinstance(moved, Visit)
    assert (moved.start_time, moved.end_time) == ("10:30", "12:00"), "not where v2 begins"


def test_above_the_hours_a_visit_has_no_time_however_it_is_held(page: TourPage) -> None:
    page.show_tab(0)
    view, model = page.itinerary.view, page.itinerary.model
    box = view.visualRect(model.find("v1"))
    press(view, QPoint(box.center().x(), box.bottom() - 3))
    drop(view, "v1", QPoint(view.columnViewportPosition(0) + 9, view.rowViewportPosition(0) + 3))
    moved = page.context.notebook.reader.get("v1")
    assert isinstance(moved, Visit)
    assert (moved.date, moved.start_time) == ("2031-06-09", None)


def test_a_visit_over_the_calendar_frames_as_much_as_it_takes(page: TourPage) -> None:
    page.show_tab(0)
    view, model = page.itinerary.view, page.itinerary.model
    press(view, view.visualRect(model.find("v1")).topLeft() + QPoint(9, 3))
    free = model.index(2, 0)
    spot = over(view, model.find("v1"), free, 0.5)
    assert spot.topLeft() == view.visualRect(free).topLeft()
    assert spot.height() == view.visualRect(model.find("v1")).height()
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
