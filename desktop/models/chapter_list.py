"""The chapters of a tour in their order, as a table: heading, kind, how much is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from db.order import key_between
from db.records import Chapter
from desktop.models.outline import chapter_name
from desktop.models.states import entry_states
from desktop.signs import sign_pixmap
from desktop.tips import plain_tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.queries import Reader
    from desktop.theme import Theme
    from resources import Sentences

Index: TypeAlias = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
MIME = "application/x-briefing-chapter"


@dataclass(frozen=True, slots=True)
class ChapterRow:
    """letters: how many are written, without blanks."""

    id: str
    name: str
    kind: str
    letters: int
    state: str
    order: str


def chapters(reader: Reader, sentences: Sentences) -> tuple[ChapterRow, ...]:
    """In the order of the notebook."""
    states = entry_states(reader)
    return tuple(
        ChapterRow(
            each.id, chapter_name(each, sentences), each.kind, len("".join(each.text.split())),
            states.get(each.id, "empty"), each.order,
        )
        for each in reader.all(Chapter)
    )  # fmt: skip


def order_at(rows: Sequence[ChapterRow], chapter: str, place: int) -> str:
    """The order key with which a chapter stands in front of the place-th of the others."""
    rest = [row for row in rows if row.id != chapter]
    low = rest[place - 1].order if 0 < place <= len(rest) else None
    high = rest[place].order if place < len(rest) else None
    return key_between(low, high)


class ChapterModel(QAbstractTableModel):
    """dropped: id of a chapter, and in front of which row it was dropped."""

    dropped = Signal(str, int)

    def __init__(self, theme: Theme, sentences: Sentences, *, fixed: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme, self._say, self._fixed = theme, sentences, fixed
        self.rows: tuple[ChapterRow, ...] = ()

    def show(self, rows: tuple[ChapterRow, ...]) -> None:
        if rows != self.rows:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()

    def find(self, chapter: str) -> QModelIndex:
        row = next((number for number, each in enumerate(self.rows) if each.id == chapter), -1)
        return self.index(row, 0) if row >= 0 else QModelIndex()

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._say(("fields.field.heading", "fields.field.kind", "tour.chapters.letters")[section])
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole and section == 2:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter  # over its figures
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags if self._fixed else Qt.ItemFlag.ItemIsDropEnabled
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self._fixed:
            return flags
        return flags | Qt.ItemFlag.ItemIsDragEnabled

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], index.column()
        text = (row.name, self._say(f"fields.code.kind.{row.kind}"), f"{row.letters:,}")[column]
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.DecorationRole and column == 0:
            return sign_pixmap(row.state, self._theme, 12, 2.0)
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._theme.color("ink" if column == 0 else "ink2")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{text}, {self._say(f'window.state.{row.state}')}" if column == 0 else text
        if role == Qt.ItemDataRole.TextAlignmentRole and column == 2:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return plain_tip(text) if role == Qt.ItemDataRole.ToolTipRole else None

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        if indexes:
            data.setData(MIME, self.rows[indexes[0].row()].id.encode())
        return data

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        if self._fixed or not data.hasFormat(MIME):
            return False
        place = row if row >= 0 else parent.row() if parent.isValid() else len(self.rows)
        self.dropped.emit(bytes(data.data(MIME).data()).decode(), place)
        return False  # the record moves, and the list follows it
