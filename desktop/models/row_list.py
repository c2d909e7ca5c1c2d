"""A list of rows as an item model: plain values, shown whole or replaced whole."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any, Final, Generic, TypeAlias, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

Index: TypeAlias = QModelIndex | QPersistentModelIndex
Row = TypeVar("Row")

ROW_ROLE: Final = Qt.ItemDataRole.UserRole
TOP: Final = QModelIndex()


class RowList(QAbstractListModel, Generic[Row]):
    """ROW_ROLE answers the row itself. rows: as they are shown."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[Row, ...] = ()

    @abstractmethod
    def name(self, row: Row) -> str:
        """What a row is called."""

    @abstractmethod
    def told(self, row: Row) -> str:
        """A row for those who do not see it."""

    def show(self, rows: Sequence[Row]) -> None:
        """From now on these."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return self.name(row)
        return self.told(row) if role == Qt.ItemDataRole.AccessibleTextRole else None
