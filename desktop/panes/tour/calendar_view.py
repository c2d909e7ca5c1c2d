"""Draws the calendar of visits: each visit a card as long as it lasts, the hours as hairlines."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QDragMoveEvent, QDropEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QTableView, QWidget

from desktop.dialogs.pasted_table import CellDelegate
from desktop.models.calendar import CalendarModel, Cell
from desktop.models.outline import visit_name
from desktop.panes.drop_mark import DropMark
from desktop.panes.lettering import Font, Lettering

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent

    from desktop.theme import Theme
    from resources import Sentences

ROW, COLUMN = 22, 112
"""Height of half an hour and least width of a day; px at 100 %."""
BOLD: Final[Font] = (12, True, False)


class CalendarView(DropMark, QTableView):
    """take: does what a key means for a visit, and answers whether it means anything. moves: whether it moves one."""

    def __init__(self, theme: Theme, take: Callable[[QKeyEvent], bool], moves: Callable[[QKeyEvent], bool]) -> None:
        super().__init__()
        self.mark_theme, self._take, self._moves = theme, take, moves
        self._held = self._rows = 0  # of the visit that is dragged: half hours above the pointer, and in all

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._take(event):
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Alt and an arrow move a visit here, and go back and forward elsewhere."""
        if event.type() == event.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._moves(event):
            event.accept()
            return True
        return super().event(event)

    # --- what is dragged over it --------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A visit is held where it was taken: it comes to where its own beginning is seen."""
        place = event.position().toPoint()
        cell = self._calendar().cell(self.indexAt(place))
        self._held = max(0, self.rowAt(place.y()) - cell.row) if cell is not None else 0
        self._rows = cell.rows if cell is not None else 1
        super().mousePressEvent(event)

    def drop_spot(self, event: QDragMoveEvent) -> QRect:
        """As much of the day as the visit takes."""
        index = self._landing(event.position().toPoint())
        if not index.isValid():
            return QRect()
        untimed = self._calendar().calendar.minute(index.row()) is None
        last = min(index.row() + (1 if untimed else max(1, self._rows)), self._calendar().rowCount()) - 1
        top, end = self.rowViewportPosition(index.row()), self.rowViewportPosition(last) + self.rowHeight(last)
        return QRect(self.columnViewportPosition(index.column()), top, self.columnWidth(index.column()), end - top)

    def dropEvent(self, event: QDropEvent) -> None:
        """Not as Qt does it: over another visit it would mean that one's beginning."""
        index, model = self._landing(event.position().toPoint()), self._calendar()
        self.stopAutoScroll()
        self.setState(QTableView.State.NoState)
        self.drop_mark(QRect())
        action = Qt.DropAction.MoveAction
        if index.isValid() and model.canDropMimeData(event.mimeData(), action, -1, -1, index):
            event.setDropAction(action)
            event.accept()
            model.dropMimeData(event.mimeData(), action, -1, -1, index)

    def _landing(self, place: QPoint) -> QModelIndex:
        """The half hour that the visit's beginning is over; above the hours it has no time."""
        model, row, column = self._calendar(), self.rowAt(place.y()), self.columnAt(place.x())
        if row < 0 or column < 0:
            return QModelIndex()
        untimed = model.calendar.untimed
        return model.index(row if row < untimed else max(untimed, row - self._held), column)

    def _calendar(self) -> CalendarModel:
        model = self.model()
        assert isinstance(model, CalendarModel)
        return model


class CalendarDelegate(CellDelegate):
    """See the module."""

    def __init__(self, theme: Theme, sentences: Sentences, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._say = theme, sentences
        self._letters = Lettering(theme)
        self._height = QFontMetrics(theme.font(12, bold=True)).height()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(self._theme.px(COLUMN), self._theme.px(ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model, theme, box = index.model(), self._theme, option.rect
        assert isinstance(model, CalendarModel)
        calendar, column, hairline = model.calendar, index.column(), self._letters.colour("line")
        minute = calendar.minute(index.row())
        if minute is None:
            painter.fillRect(box, self._letters.colour("pane"))
        elif minute % 60 == 0:
            painter.fillRect(box.left(), box.top(), box.width(), 1, hairline)
        if column + 1 == len(calendar.columns) or calendar.columns[column + 1] != calendar.columns[column]:
            painter.fillRect(box.right(), box.top(), 1, box.height(), hairline)
        current = bool(option.state & QStyle.StateFlag.State_HasFocus)
        cell = model.cell(index)
        if cell is None and not current:  # hundreds of them are painted together
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if cell is not None:
            self._visit(painter, QRectF(box).adjusted(2, 1, -3, -1), cell, current)
        else:
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRoundedRect(QRectF(box).adjusted(2, 2, -3, -2), 4, 4)
        painter.restore()

    def _visit(self, painter: QPainter, box: QRectF, cell: Cell, current: bool) -> None:
        theme, px = self._theme, self._theme.px
        painter.setPen(QPen(theme.color("accent" if current else "line2"), 2 if current else 1))
        painter.setBrush(theme.color("sel" if current else "soft"))
        painter.drawRoundedRect(box, px(4), px(4))
        painter.fillRect(QRectF(box.left() + 1, box.top() + px(4), px(3), box.height() - px(8)), theme.color("accent"))
        inner = box.adjusted(px(9), px(2), -px(4), -px(1)).toRect()
        visit, height = cell.visit, self._height
        times = "–".join(filter(None, (visit.start_time, visit.end_time)))
        lines: list[tuple[str, Font, str]] = [(visit_name(visit, self._say), BOLD, "navy")]
        lines += [(times, (12, False, True), "ink2")] if times else []
        lines += [(place, (12, False, False), "ink2") for place in (visit.city or visit.country,) if place]
        room = max(1, inner.height() // height)
        top = inner.top() if room > 1 else inner.center().y() - height // 2
        for number, (words, font, token) in enumerate(lines[:room]):
            line = inner.adjusted(0, 0, 0, 0)
            line.setTop(top + number * height)
            line.setHeight(height)
            self._letters.paint(painter, line, words, font, token)
