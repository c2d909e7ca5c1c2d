"""Whose takeaways are there as a table: teams with their people down, visits across; and what is said of each cell."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from desktop.tips import plain_tip
from exporters.coverage import ABSENT, Cell, Column, Coverage, Group, coverage, done
from exporters.coverage_words import day_words

if TYPE_CHECKING:
    from db.queries import Reader
    from db.records import Person
    from resources import Sentences

Index: TypeAlias = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
NOTHING = Coverage((), (), {})


@dataclass(frozen=True, slots=True)
class Row:
    """A team, or one of its people. given, due: takeaways that were given out of hand, and of how many."""

    group: Group
    person: Person | None
    given: int
    due: int


def covered(reader: Reader, today: date | None) -> Coverage:
    """The grid as it is now; several parts of the window ask for it. today: the day that home shows."""
    return reader.once(f"coverage {today}", lambda: coverage(reader, today))


def team_name(group: Group, say: Sentences) -> str:
    """How a team is called; those without one are called so."""
    return group.name or say("tour.people.no_team")


class CoverageModel(QAbstractTableModel):
    """The last column is what a row comes to. absence_named: why somebody was absent, as typed into a cell."""

    absence_named = Signal(str)

    def __init__(self, sentences: Sentences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._say = sentences
        self.coverage = NOTHING
        self.rows: tuple[Row, ...] = ()
        self.folded: frozenset[str] = frozenset()

    def show(self, found: Coverage, folded: Collection[str]) -> None:
        """Take a grid. folded: ids of teams whose people are not shown."""
        if found is self.coverage and self.folded == frozenset(folded):
            return
        rows = tuple(_rows(found, frozenset(folded)))
        shape = [(row.group.id, row.person and row.person.id) for row in self.rows]
        same = found.columns == self.coverage.columns and shape == [
            (row.group.id, row.person and row.person.id) for row in rows
        ]
        if same:
            self.coverage, self.rows, self.folded = found, rows, frozenset(folded)
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(found.columns)))
                self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(rows) - 1)
            return
        self.beginResetModel()
        self.coverage, self.rows, self.folded = found, rows, frozenset(folded)
        self.endResetModel()

    # --- what stands where --------------------------------------------------------------------------------------

    def row(self, index: Index) -> Row | None:
        return self.rows[index.row()] if index.isValid() else None

    def column(self, index: Index) -> Column | None:
        """The visit of a cell; None for the sum of a row."""
        place = index.column()
        return self.coverage.columns[place] if index.isValid() and place < len(self.coverage.columns) else None

    def cell(self, index: Index) -> Cell | None:
        """None for teams and sums."""
        row, column = self.row(index), self.column(index)
        if row is None or row.person is None or column is None:
            return None
        return self.coverage.cells[row.person.id, column.visit.id]

    def place(self, index: Index) -> tuple[str, str, str]:
        """Team, person and visit of an index, to be found again; empty where there is none."""
        row, column = self.row(index), self.column(index)
        person = row.person.id if row and row.person else ""
        return row.group.id if row else "", person, column.visit.id if column else ""

    def find(self, place: tuple[str, str, str]) -> QModelIndex:
        """Where a place is now; the row of the team where its people are folded away."""
        team, person, visit = place
        columns = [column.visit.id for column in self.coverage.columns]
        across = columns.index(visit) if visit in columns else len(columns)
        rows = [(row.person.id if row.person else "", row.group.id) for row in self.rows]
        wanted = (person, team) if (person, team) in rows else ("", team)
        return self.index(rows.index(wanted), across) if wanted in rows else QModelIndex()

    def first(self, state: str) -> QModelIndex:
        """The first cell in a state, the newest day that has been before the others; else the first of somebody."""
        across = sorted(range(len(self.coverage.columns)), key=lambda place: (self._ahead(place), -place))
        people = [number for number, row in enumerate(self.rows) if row.person is not None]
        cells = (self.index(row, place) for place in across for row in people)
        fallback = self.index(people[0], 0) if people and across else QModelIndex()
        return next((each for each in cells if (cell := self.cell(each)) and cell.state == state), fallback)

    def _ahead(self, place: int) -> bool:
        return self.coverage.columns[place].ahead

    def words(self, index: Index) -> str:
        """김라희, 2일차 6월 10일 외레순 물순환관리청: 제출"""
        row, column, cell = self.row(index), self.column(index), self.cell(index)
        if row is None:
            return ""
        if row.person is None:
            name, count = team_name(row.group, self._say), len(row.group.people)
            return self._say("coverage.team_row", team=name, count=count, done=row.given, due=row.due)
        if column is None or cell is None:
            return self._say("coverage.sum", person=row.person.name, done=row.given, due=row.due)
        told = {"person": row.person.name, "day": day_words(column, self._say), "visit": column.name(self._say)}
        if cell.state == ABSENT and cell.reason:
            return self._say("coverage.cell_absent", **told, reason=cell.reason)
        return self._say("coverage.cell", **told, state=self._say(f"window.state.{cell.state}"))

    # --- Qt -----------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() or not self.rows else len(self.coverage.columns) + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if self.cell(index) is not None else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.words(index)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self.words(index))
        if role == Qt.ItemDataRole.EditRole:
            cell = self.cell(index)
            return cell.reason if cell is not None else ""
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if orientation is Qt.Orientation.Vertical:
            row = self.rows[section]
            words = row.person.name if row.person is not None else team_name(row.group, self._say)
        elif section < len(self.coverage.columns):
            column = self.coverage.columns[section]
            words = self._say("coverage.column", day=day_words(column, self._say), visit=column.name(self._say))
        else:
            words = self._say("coverage.written")
        return words if role == Qt.ItemDataRole.DisplayRole else plain_tip(words)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or self.cell(index) is None:
            return False
        self.absence_named.emit(" ".join(str(value).split()))
        return False  # the record changes, and the table follows it


def _rows(found: Coverage, folded: frozenset[str]) -> list[Row]:
    alone = len(found.groups) == 1 and not found.groups[0].id
    rows = []
    for group in found.groups:
        if not alone:
            rows.append(Row(group, None, *done(found.counted([person.id for person in group.people]))))
        if alone or group.id not in folded:
            rows += [Row(group, person, *done(found.counted([person.id]))) for person in group.people]
    return rows
