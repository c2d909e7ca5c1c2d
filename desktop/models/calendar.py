"""The visits of a tour as a calendar: a column or more a day, a row each half hour, and the item model over them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from desktop.dates import day_of, short
from desktop.models.outline import by_time, visit_name
from desktop.tips import plain_tip

if TYPE_CHECKING:
    from db.records import Tour, Visit
    from resources import Sentences

Index: TypeAlias = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
MIME = "application/x-briefing-visit"
SLOT = 30
"""Minutes of a row."""
EARLY, LATE = 8 * 60, 19 * 60
"""What is shown at least, in minutes of the day."""
HOUR = 60
"""Minutes that a visit without an end is shown to take."""
MOST_DAYS = 62
"""More days than that between two visits are a slip of the pen: only days with visits are shown then."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A visit in the calendar. row, column: where it begins. rows: how many it takes."""

    visit: Visit
    row: int
    column: int
    rows: int


@dataclass(frozen=True, slots=True)
class Calendar:
    """columns: the day of each, None for visits without one. untimed: rows on top for visits without a time.

    first: minute of the day at which the row below those begins. rows: of all. cells: the visits.
    """

    columns: tuple[date | None, ...]
    untimed: int
    first: int
    rows: int
    cells: tuple[Cell, ...]

    def minute(self, row: int) -> int | None:
        """The minute of the day at which a row begins; None for one without a time."""
        return None if row < self.untimed else self.first + (row - self.untimed) * SLOT


def calendar(tour: Tour | None, visits: Sequence[Visit]) -> Calendar:
    """The calendar of the days of the tour, and of any other day that has a visit."""
    days = _days(tour, visits)
    by_day = {day: by_time(visit for visit in visits if day_of(visit.date) == day) for day in days}
    if not any(by_day.get(None, [])):
        by_day.pop(None, None)
    timed = [span for visit in visits if (span := span_of(visit)) is not None]
    first = min([EARLY, *(start // SLOT * SLOT for start, _ in timed)])
    last = max([LATE, *(-(-end // SLOT) * SLOT for _, end in timed)])
    untimed = max(1, *(sum(span_of(visit) is None for visit in found) for found in by_day.values())) if by_day else 1
    columns: list[date | None] = []
    cells: list[Cell] = []
    for day, found in by_day.items():
        lanes: list[int] = [0]
        top = 0
        for visit in found:
            span = span_of(visit)
            if span is None:
                cells.append(Cell(visit, top, len(columns), 1))
                top += 1
                continue
            row = untimed + (span[0] - first) // SLOT
            end = max(row + 1, untimed + -(-(span[1] - first) // SLOT))
            lane = next((number for number, taken in enumerate(lanes) if taken <= row), len(lanes))
            lanes[lane:] = [end, *lanes[lane + 1 :]]
            cells.append(Cell(visit, row, len(columns) + lane, end - row))
        columns += [day] * len(lanes)
    return Calendar(tuple(columns), untimed, first, untimed + (last - first) // SLOT, tuple(cells))


def span_of(visit: Visit) -> tuple[int, int] | None:
    """From when to when a visit is shown, in minutes of its day; None without a time."""
    start, end = _minutes(visit.start_time), _minutes(visit.end_time)
    if start is None:
        return None
    return start, min(24 * 60, end if end is not None and end > start else start + HOUR)


def moved(visit: Visit, day: date | None, minute: int | None) -> dict[str, str | None]:
    """The fields of a visit that goes to a day and a minute of it; it lasts as long as before."""
    fields: dict[str, str | None] = {"date": day.isoformat() if day else None}
    start, end = _minutes(visit.start_time), _minutes(visit.end_time)
    if minute is None:
        return fields | {"start_time": None, "end_time": None}
    minute = max(0, min(minute, 24 * 60 - 1))
    fields["start_time"] = clock_of(minute)
    if start is not None and end is not None and end > start:
        fields["end_time"] = clock_of(min(minute + end - start, 24 * 60 - 1))
    return fields


def clock_of(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _minutes(clock: str | None) -> int | None:
    hour, _, minute = (clock or "").partition(":")
    return int(hour) * 60 + int(minute) if hour.isdecimal() and minute.isdecimal() else None


def _days(tour: Tour | None, visits: Sequence[Visit]) -> list[date | None]:
    dated = {day for visit in visits if (day := day_of(visit.date)) is not None}
    start, end = (day_of(tour.start), day_of(tour.end)) if tour else (None, None)
    if start is not None and end is not None and timedelta(0) <= end - start <= timedelta(days=MOST_DAYS):
        dated |= {start + timedelta(days=number) for number in range((end - start).days + 1)}
    return [*sorted(dated), None]


SEEN: Final[Qt.ItemFlag] = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
FREE: Final[Qt.ItemFlag] = SEEN | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDropEnabled
TAKEN: Final[Qt.ItemFlag] = SEEN | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled
"""What may be done at a place of the calendar. Put together once: a view asks it of each place that it paints."""


class CalendarModel(QAbstractTableModel):
    """moved: a visit's id, day (ISO or nothing) and minute (-1: none). named: day, minute and the name typed there."""

    moved = Signal(str, str, int)
    named = Signal(str, int, str)

    def __init__(self, sentences: Sentences, *, fixed: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._say, self._fixed = sentences, fixed
        self.calendar = Calendar((), 1, EARLY, 1, ())
        self._at: dict[tuple[int, int], Cell] = {}

    def show(self, found: Calendar) -> bool:
        """Take a calendar; answers whether it is another one."""
        if found == self.calendar:
            return False
        self.beginResetModel()
        self.calendar = found
        self._at = {(row, cell.column): cell for cell in found.cells for row in range(cell.row, cell.row + cell.rows)}
        self.endResetModel()
        return True

    def cell(self, index: Index) -> Cell | None:
        return self._at.get((index.row(), index.column())) if index.isValid() else None

    def find(self, visit_id: str) -> QModelIndex:
        cell = next((cell for cell in self.calendar.cells if cell.visit.id == visit_id), None)
        return self.index(cell.row, cell.column) if cell is not None else QModelIndex()

    def place(self, index: Index) -> tuple[str, int]:
        """Day (ISO or nothing) and minute (-1: none) of a place."""
        day, minute = self.calendar.columns[index.column()], self.calendar.minute(index.row())
        return day.isoformat() if day else "", -1 if minute is None else minute

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() or not self.calendar.columns else self.calendar.rows

    def columnCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self.calendar.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Vertical:
            minute = self.calendar.minute(section)
            if minute is None:
                return self._say("tour.calendar.untimed") if section == 0 else ""
            return clock_of(minute) if minute % 60 == 0 else ""
        day = self.calendar.columns[section]
        if section and self.calendar.columns[section - 1] == day:
            return ""
        return short(day, self._say) if day else self._say("window.day.unknown")

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return SEEN if self._fixed else FREE if self.cell(index) is None else TAKEN

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self.cell(index)
        if cell is None:
            if role == Qt.ItemDataRole.AccessibleTextRole and index.isValid():
                day, minute = self.calendar.columns[index.column()], self.calendar.minute(index.row())
                when = short(day, self._say) if day else self._say("window.day.unknown")
                return f"{when} {clock_of(minute) if minute is not None else self._say('tour.calendar.untimed')}"
            return "" if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole) else None
        visit = cell.visit
        times = "–".join(filter(None, (visit.start_time, visit.end_time)))
        name = visit_name(visit, self._say)
        if role == Qt.ItemDataRole.DisplayRole:
            return name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (name, visit.visit_type, self._when(visit), times)))
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(
                "\n".join(filter(None, (name, visit.title, " ".join((self._when(visit), times)), visit.city)))
            )
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        name = str(value).strip()
        if role != Qt.ItemDataRole.EditRole or not name or not index.isValid() or self.cell(index) is not None:
            return False
        self.named.emit(*self.place(index), name)
        return True

    def _when(self, visit: Visit) -> str:
        day = day_of(visit.date)
        return short(day, self._say) if day else self._say("window.day.unknown")

    # --- dragging -----------------------------------------------------------------------------------------------

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data, cells = QMimeData(), [cell for index in indexes if (cell := self.cell(index)) is not None]
        if cells:
            data.setData(MIME, cells[0].visit.id.encode())
        return data

    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        return not self._fixed and data.hasFormat(MIME)

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        place = parent if parent.isValid() else self.index(row, max(column, 0))
        if place.isValid() and self.canDropMimeData(data, action, row, column, parent):
            self.moved.emit(bytes(data.data(MIME).data()).decode(), *self.place(place))
        return False  # the record moves, and the calendar follows it
