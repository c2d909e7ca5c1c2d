"""A pasted table as its dialog shows it: cells to be edited, doubts in amber, rows to be left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from desktop.dates import day_of, short
from desktop.tips import plain_tip
from exporters.importing.columns import LEFT_OUT, Columns
from exporters.importing.listed import CHANGED, NEW, OUT, SAME, WHOLE_ROW, counts, outcome_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.theme import Theme
    from exporters.importing.grid import Grid
    from exporters.importing.listed import Line, Listing
    from resources import Sentences

Index: TypeAlias = QModelIndex | QPersistentModelIndex
_Step: TypeAlias = "tuple[tuple[tuple[str, ...], ...], Columns, frozenset[int], frozenset[int], frozenset[int]]"
"""What a table was before a change: cells, columns, rows left out, taken in, and set apart."""
TOP = QModelIndex()
OUTCOME = 0
"""The column that says what becomes of a row; the cells stand behind it."""
MOST_STEPS = 50
"""Changes that can be taken back before anything is accepted."""


class PastedModel(QAbstractTableModel):
    """read_again: the cells, the columns or the decisions changed, and what they mean."""

    read_again = Signal()

    def __init__(self, listing: Listing, theme: Theme, sentences: Sentences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._listing, self._theme, self._say = listing, theme, sentences
        self._cells: list[list[str]] = []
        self._lines: tuple[Line, ...] = ()
        self.shape = Columns(())
        self.left_out: frozenset[int] = frozenset()
        self.taken: frozenset[int] = frozenset()
        self.apart: frozenset[int] = frozenset()
        self._before: list[_Step] = []

    def take(self, grid: Grid) -> None:
        """Show another table; the one before, with what was decided about it, is one step back."""
        if self._cells:
            self._note()
        self.beginResetModel()
        prepared = self._listing.prepared(grid)
        self._cells = [list(row) for row in prepared]
        self.shape = self._listing.columns(prepared)
        self.left_out = self.taken = self.apart = frozenset()
        self._lines = self._read()
        self.endResetModel()
        self.read_again.emit()

    def back(self) -> bool:
        """Take the last change of a cell, a column, a decision or the whole table back; whether there was one."""
        if not self._before:
            return False
        self.beginResetModel()
        cells, self.shape, self.left_out, self.taken, self.apart = self._before.pop()
        self._cells = [list(row) for row in cells]
        self._lines = self._read()
        self.endResetModel()
        self.read_again.emit()
        return True

    def _note(self) -> None:
        cells = tuple(map(tuple, self._cells))
        self._before = [*self._before, (cells, self.shape, self.left_out, self.taken, self.apart)][-MOST_STEPS:]

    def mean(self, column: int, meaning: str) -> None:
        """A column means something else from now on; another column that meant the same means nothing."""
        self._note()
        place = column - 1
        meanings = [LEFT_OUT if each == meaning else each for each in self.shape.meanings]
        meanings[place] = meaning
        self.shape = Columns(tuple(meanings), self.shape.guessed - {place}, self.shape.heads)
        self._again()

    def meaning(self, column: int) -> str:
        return self.shape.meanings[column - 1] if 0 < column <= len(self.shape.meanings) else LEFT_OUT

    def set_taken(self, row: int, taken: bool) -> None:
        """The user takes a row in, or leaves it out."""
        self._note()
        number = self._lines[row].row
        self.left_out = self.left_out - {number} if taken else self.left_out | {number}
        self.taken = self.taken | {number} if taken else self.taken - {number}
        self._again()

    def set_apart(self, row: int, apart: bool) -> None:
        """Whether a row is somebody, or something, else than what is there already."""
        self._note()
        number = self._lines[row].row
        self.apart = self.apart | {number} if apart else self.apart - {number}
        self._again()

    def line(self, row: int) -> Line | None:
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def outcome(self, row: int) -> str:
        return outcome_of(self._lines[row], self.left_out, self.taken)

    def counts(self) -> Mapping[str, int]:
        """Rows by what becomes of them."""
        return counts(self._lines, self.left_out, self.taken)

    def doubtful(self) -> list[tuple[int, int]]:
        """Row and column of the cells in doubt, of rows that are taken."""
        return [
            (row, column + 1)
            for row, line in enumerate(self._lines)
            if self.outcome(row) != OUT
            for column in sorted(line.doubts)
        ]

    def wanted(self) -> list[Line]:
        """The lines that are to be written."""
        return [line for row, line in enumerate(self._lines) if self.outcome(row) in (NEW, CHANGED)]

    def words(self, row: int, first: int = OUTCOME) -> list[str]:
        """What is said of a row: how it is read, what becomes of it, and each doubt, that of column first first."""
        line, say = self._lines[row], self._say
        outcome = self.outcome(row)
        found = [] if outcome == OUT else [say("tour.paste.reads", values=read_as(line, say))]
        if outcome == OUT and line.row not in self.left_out:
            found.append(say(f"tour.left.{line.reason}"))
        elif outcome == CHANGED:
            names = ", ".join(say(f"fields.field.{name}") for name in line.changed)
            found.append(say("tour.paste.changes", fields=names))
        cells = self._cells[line.row]
        for column, code in sorted(line.doubts.items(), key=lambda each: (each[0] != first - 1, each[0])):
            cell = f"“{' '.join(cells[column].split())}”: " if column != WHOLE_ROW and cells[column] else ""
            found.append(cell + say(f"tour.doubt.{code}"))
        return found

    # --- Qt -----------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() or not self._cells else len(self.shape.meanings) + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | (Qt.ItemFlag.ItemIsUserCheckable if index.column() == OUTCOME else Qt.ItemFlag.ItemIsEditable)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return None
        if section == OUTCOME:
            return self._say("tour.paste.outcome") if role == Qt.ItemDataRole.DisplayRole else None
        name = meaning_name(self.meaning(section), self._say)
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{name} ▾"
        if role == Qt.ItemDataRole.ToolTipRole:
            guessed = section - 1 in self.shape.guessed and self.meaning(section)
            return self._say("tour.paste.guessed") if guessed else self._say("tour.paste.change_column")
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, outcome = self._lines[index.row()], self.outcome(index.row())
        if index.column() == OUTCOME:
            return self._outcome(index.row(), outcome, role)
        place = index.column() - 1
        text = self._cells[line.row][place]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return " ".join(text.split()) if role == Qt.ItemDataRole.DisplayRole else text
        doubt = line.doubts.get(place) if outcome != OUT else None
        if role == Qt.ItemDataRole.BackgroundRole and doubt:
            return self._theme.color("amber_ground")
        if role == Qt.ItemDataRole.ForegroundRole:
            faint = outcome in (OUT, SAME) or not self.meaning(index.column())
            return self._theme.color("ink3" if faint else "amber" if doubt else "ink")
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._say(f"tour.doubt.{doubt}") if doubt else text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = self._say(f"tour.doubt.{doubt}") if doubt else ""
            return ", ".join(filter(None, (" ".join(text.split()), words)))
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid():
            return False
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == OUTCOME:
            self.set_taken(index.row(), value in (Qt.CheckState.Checked, Qt.CheckState.Checked.value))
            return True
        if role != Qt.ItemDataRole.EditRole or index.column() == OUTCOME:
            return False
        row, column, text = self._lines[index.row()].row, index.column() - 1, str(value).strip()
        if text == " ".join(self._cells[row][column].split()):
            return False  # looked at only: its line breaks stay
        self._note()
        self._cells[row][column] = text
        self._again()
        return True

    def _outcome(self, row: int, outcome: str, role: int) -> Any:
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Unchecked if outcome == OUT else Qt.CheckState.Checked
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._say(f"tour.outcome.{outcome}")
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._theme.color({NEW: "accent", CHANGED: "violet"}.get(outcome, "ink3"))
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip("\n".join(self.words(row)))
        return None

    def _read(self) -> tuple[Line, ...]:
        return self._listing.read(tuple(tuple(row) for row in self._cells), self.shape, self.apart)

    def _again(self) -> None:
        self._lines = self._read()
        if self._lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._lines) - 1, self.columnCount() - 1))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)
        self.read_again.emit()


def read_as(line: Line, sentences: Sentences) -> str:
    """The values of a line as they will be written, in few words."""
    values = dict(line.values)
    day = day_of(values.pop("date", ""))
    times = "–".join(filter(None, (values.pop("start_time", ""), values.pop("end_time", ""))))
    role = values.pop("role", "")
    said = [short(day, sentences) if day else "", times, *values.values()]
    said.append(sentences(f"fields.code.role.{role}") if role else "")
    return " · ".join(filter(None, said))


def meaning_name(meaning: str, sentences: Sentences) -> str:
    """How the meaning of a column is called."""
    if meaning == LEFT_OUT:
        return sentences("tour.paste.unused")
    return sentences("tour.paste.weekday" if meaning == "weekday" else f"fields.field.{meaning}")
