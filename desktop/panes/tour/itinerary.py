"""The visits as a calendar: open one, add one by typing its name at a time, move them by mouse or keys."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QStackedLayout, QWidget

from db.edits import change, create
from db.order import key_between
from db.records import Visit
from desktop.dates import day_of
from desktop.hanging import deletion
from desktop.models.calendar import SLOT, CalendarModel, calendar, clock_of, moved
from desktop.panes.nothing import Nothing
from desktop.panes.parts import Elided, button, line
from desktop.panes.tour.calendar_view import COLUMN, ROW, CalendarDelegate, CalendarView
from desktop.panes.tour.part import TourPart

if TYPE_CHECKING:
    from desktop.panes.writing import WritingPage

ARROWS = {
    Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1), Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0)
}  # fmt: skip
"""Days and slots that Alt and an arrow move a visit by."""


class ItineraryPane(TourPart):
    """See the module."""

    def __init__(self, page: WritingPage) -> None:
        super().__init__(page)
        theme, say = self.context.theme, self.context.sentences
        self.model = CalendarModel(say, fixed=self.fixed, parent=self)
        self.model.moved.connect(self._moved)
        self.model.named.connect(self._add)
        self.paste = button(say("tour.calendar.paste"), "tonal", icon="copy", theme=theme)
        self.add = button(say("tour.calendar.add"), icon="plus", theme=theme)
        self.paste.clicked.connect(lambda: self.table_requested.emit(None))
        self.add.clicked.connect(self._write_here)
        for press in (self.paste, self.add):
            press.setEnabled(not self.fixed)
        row = line(self.paste, self.add, Elided(say("tour.calendar.how"), "small"), spacing=theme.px(8), stretch=False)
        row.setStretch(2, 1)
        self.column.addLayout(row)
        self.list = self.view = CalendarView(theme, self.take_key, self.moves)
        self._furnish()
        holder, self._shown = QWidget(), QStackedLayout()
        holder.setLayout(self._shown)
        self._shown.addWidget(self.view)
        self._shown.addWidget(Nothing(theme, "calendar", say("tour.calendar.empty"), say("tour.calendar.empty_how")))
        self.column.addWidget(holder, 1)

    def _furnish(self) -> None:
        view, theme = self.view, self.context.theme
        view.setObjectName("calendar")
        view.setModel(self.model)
        view.setItemDelegate(CalendarDelegate(theme, self.context.sentences, view))
        view.setAccessibleName(self.context.sentences("tour.tab.itinerary"))
        view.setShowGrid(False)
        view.setTabKeyNavigation(False)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.AnyKeyPressed | QAbstractItemView.EditTrigger.EditKeyPressed)
        view.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        view.setDragEnabled(not self.fixed)
        view.setAcceptDrops(not self.fixed)
        view.setDefaultDropAction(Qt.DropAction.MoveAction)
        view.setDragDropOverwriteMode(False)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        view.verticalHeader().setDefaultSectionSize(theme.px(ROW))
        view.verticalHeader().setSectionsClickable(False)
        view.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        view.horizontalHeader().setMinimumSectionSize(theme.px(COLUMN))
        view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        view.horizontalHeader().setHighlightSections(False)
        view.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._offer)
        view.doubleClicked.connect(self._enter)

    def refresh(self) -> None:
        """Read the notebook again; the visit, or the place, that was current stays so."""
        reader = self.context.notebook.reader
        index = self.view.currentIndex()
        cell = self.model.cell(index)
        found = calendar(reader.tour(), reader.all(Visit))
        if self.model.show(found):
            self.view.clearSpans()
            for each in found.cells:
                if each.rows > 1:
                    self.view.setSpan(each.row, each.column, each.rows, 1)
            again = (
                self.model.find(cell.visit.id) if cell is not None else self.model.index(index.row(), index.column())
            )
            if again.isValid():
                self.view.setCurrentIndex(again)
        self._shown.setCurrentIndex(0 if found.columns else 1)

    def begin(self) -> None:
        if self._shown.currentIndex():
            self.paste.setFocus()
            return
        if not self.view.currentIndex().isValid():
            first = min(self.model.calendar.cells, key=lambda cell: (cell.column, cell.row), default=None)
            self.view.setCurrentIndex(self.model.index(first.row, first.column) if first else self.model.index(1, 0))
        self.view.setFocus()

    def point_at(self, object_id: str) -> None:
        index = self.model.find(object_id)
        if index.isValid():
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index)

    # --- keys and menus -----------------------------------------------------------------------------------------

    def moves(self, event: QKeyEvent) -> bool:
        """Whether a key moves the visit that is current."""
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        return (
            alt and event.key() in ARROWS and not self.fixed and self.model.cell(self.view.currentIndex()) is not None
        )

    def take_key(self, event: QKeyEvent) -> bool:
        """Enter opens or adds; Alt and an arrow move; Del puts into the bin; Ctrl+V pastes an itinerary."""
        index = self.view.currentIndex()
        if event.matches(QKeySequence.StandardKey.Paste):
            self.table_requested.emit(None)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter(index)
        elif self.moves(event):
            self._step(index, *ARROWS[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Delete:
            self._delete(index)
        else:
            return False
        return True

    def _enter(self, index: QModelIndex) -> None:
        cell = self.model.cell(index)
        if cell is not None:
            self.open_requested.emit(cell.visit.id)
        elif index.isValid() and not self.fixed:
            self.view.edit(index)

    def _offer(self, place: QPoint) -> None:
        index = self.view.indexAt(place)
        cell, say, menu = self.model.cell(index), self.context.sentences, QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if cell is not None:
            menu.addAction(say("undo.open")).triggered.connect(lambda: self._enter(index))
            for name, (days, slots) in zip(
                ("earlier", "later", "day_before", "day_after"), ARROWS.values(), strict=True
            ):
                step = menu.addAction(say(f"tour.calendar.{name}"))
                step.triggered.connect(partial(self._step, index, days, slots))
                step.setEnabled(not self.fixed)
            menu.addAction(say("tour.calendar.no_time")).triggered.connect(
                lambda: self._moved(cell.visit.id, cell.visit.date or "", -1)
            )
            menu.addSeparator()
            away = menu.addAction(say("editor.delete"))
            away.triggered.connect(lambda: self._delete(index))
            away.setEnabled(not self.fixed)
        elif index.isValid() and not self.fixed:
            menu.addAction(say("tour.calendar.add_here")).triggered.connect(lambda: self.view.edit(index))
        if menu.actions():
            menu.popup(self.view.viewport().mapToGlobal(place))

    # --- what is done -------------------------------------------------------------------------------------------

    def _write_here(self) -> None:
        """Write the name of a new visit at the place that is current, else at the first free one of its day."""
        index = self.view.currentIndex()
        if not self.model.calendar.columns:
            self._add("", -1, "")
            return
        column, row = max(index.column(), 0), max(index.row(), 0)
        rows = [*range(row, self.model.rowCount()), *range(row)]
        free = next((each for each in rows if self.model.cell(self.model.index(each, column)) is None), None)
        if free is not None:
            self.view.setCurrentIndex(self.model.index(free, column))
            self.view.setFocus()
            self.view.edit(self.model.index(free, column))

    def _add(self, day: str, minute: int, name: str) -> None:
        """A visit at a day and minute, like its neighbours of the day in country and city."""
        reader = self.context.notebook.reader
        visits = reader.all(Visit)
        near = [visit for visit in visits if visit.date == day and (visit.country or visit.city)]
        edit = create(
            Visit,
            tour=self.page.object_id,
            order=key_between(max((visit.order for visit in visits if visit.order), default=None), None),
            institution=name,
            date=day or None,
            start_time=clock_of(minute) if minute >= 0 else None,
            country=near[0].country if near else "",
            city=near[0].city if near else "",
        )
        if self.page.commit(edit) is not None:
            self.view.setCurrentIndex(self.model.find(edit.object))

    def _step(self, index: QModelIndex, days: int, slots: int) -> None:
        cell = self.model.cell(index)
        if cell is None:
            return
        day, minute = day_of(cell.visit.date), self.model.calendar.minute(cell.row)
        if days:
            columns = list(dict.fromkeys(self.model.calendar.columns))
            place = columns.index(self.model.calendar.columns[cell.column]) + days
            if not 0 <= place < len(columns):
                return
            day = columns[place]
        if slots:
            clock = cell.visit.start_time
            at = int(clock[:2]) * 60 + int(clock[3:]) + slots * SLOT if clock else self.model.calendar.first
            minute = at if 0 <= at < 24 * 60 else minute
        elif cell.visit.start_time:
            minute = int(cell.visit.start_time[:2]) * 60 + int(cell.visit.start_time[3:])
        self._moved(cell.visit.id, day.isoformat() if day else "", -1 if minute is None else minute)

    def _moved(self, visit_id: str, day: str, minute: int) -> None:
        visit = self.context.notebook.reader.get(visit_id)
        if not isinstance(visit, Visit):
            return
        fields = moved(visit, date.fromisoformat(day) if day else None, None if minute < 0 else minute)
        wanted = {name: value for name, value in fields.items() if value != getattr(visit, name)}
        if wanted and self.page.commit(change(visit, **wanted), how="moved") is not None:
            self.view.setCurrentIndex(self.model.find(visit_id))

    def _delete(self, index: QModelIndex) -> None:
        cell = self.model.cell(index)
        if cell is not None and not self.fixed:
            self.put_away(deletion(self.context.notebook.reader, cell.visit), cell.visit)
