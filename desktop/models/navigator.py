"""The item model of the navigator: it holds rows that were read before, and asks the notebook nothing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.models.outline import Row
from desktop.tips import plain_tip

if TYPE_CHECKING:
    from resources import Sentences

TOP = QModelIndex()
ROW_ROLE = Qt.ItemDataRole.UserRole

Index: TypeAlias = QModelIndex | QPersistentModelIndex


@dataclass(slots=True)
class _Node:
    row: Row
    parent: int
    position: int
    children: list[int] = field(default_factory=list)


class NavigatorModel(QAbstractItemModel):
    """Rows as a tree of three levels. ROW_ROLE answers the Row itself."""

    def __init__(self, sentences: Sentences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sentences = sentences
        self._nodes: list[_Node] = []
        self._top: list[int] = []
        self._by_key: dict[str, int] = {}

    def show(self, rows: tuple[Row, ...]) -> bool:
        """Take rows. Answers True when the tree was built anew, False when only some rows look different."""
        nodes, top = _numbered(rows)
        if [(node.row.key, node.parent) for node in nodes] == [(node.row.key, node.parent) for node in self._nodes]:
            for number, node in enumerate(nodes):
                if self._nodes[number].row != node.row:
                    self._nodes[number].row = node.row
                    changed = self.createIndex(node.position, 0, number)
                    self.dataChanged.emit(changed, changed)
            return False
        self.beginResetModel()
        self._nodes, self._top = nodes, top
        self._by_key = {node.row.key: number for number, node in enumerate(nodes)}
        self.endResetModel()
        return True

    def find(self, key: str) -> QModelIndex:
        """The index of the row with key (an object's id, or a place); invalid where there is none."""
        number = self._by_key.get(key)
        return QModelIndex() if number is None else self.createIndex(self._nodes[number].position, 0, number)

    def row_of(self, index: Index) -> Row | None:
        return self._nodes[index.internalId()].row if index.isValid() else None

    def sequence(self) -> list[Row]:
        """The rows that open something, from top to bottom."""
        return [node.row for node in self._nodes if node.row.object_id]

    def index(self, row: int, column: int, parent: Index = TOP) -> QModelIndex:
        siblings = self._nodes[parent.internalId()].children if parent.isValid() else self._top
        if column or not 0 <= row < len(siblings):
            return QModelIndex()
        return self.createIndex(row, 0, siblings[row])

    def parent(self, child: Index = TOP) -> QModelIndex:  # type: ignore[override]
        if not child.isValid():
            return QModelIndex()
        number = self._nodes[child.internalId()].parent
        return QModelIndex() if number < 0 else self.createIndex(self._nodes[number].position, 0, number)

    def rowCount(self, parent: Index = TOP) -> int:
        if not parent.isValid():
            return len(self._top)
        return len(self._nodes[parent.internalId()].children) if parent.column() == 0 else 0

    def columnCount(self, parent: Index = TOP) -> int:
        return 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self.row_of(index)
        if row is None or row.kind == "head":
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_of(index)
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        words = " ".join(part for part in (row.lead, row.name) if part)
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            state = self._sentences(f"window.state.{row.state}") if row.state else ""
            return ", ".join(filter(None, (words, state, self._conflicts(row))))
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(" · ".join(filter(None, (words, self._conflicts(row)))))
        return None

    def _conflicts(self, row: Row) -> str:
        return self._sentences("conflict.count_tip", count=row.conflicts) if row.conflicts else ""


def _numbered(rows: tuple[Row, ...]) -> tuple[list[_Node], list[int]]:
    nodes: list[_Node] = []

    def add(row: Row, parent: int, position: int) -> int:
        number = len(nodes)
        nodes.append(_Node(replace(row, children=()), parent, position))
        nodes[number].children = [add(child, number, place) for place, child in enumerate(row.children)]
        return number

    top = [add(row, -1, position) for position, row in enumerate(rows)]
    return nodes, top
