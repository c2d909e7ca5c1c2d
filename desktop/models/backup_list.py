"""The backups of one notebook as a list by day, for its view: days are headings, backups can be chosen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.dates import full
from desktop.models.backups import Row
from desktop.tips import plain_tip

if TYPE_CHECKING:
    from resources import Sentences

Index: TypeAlias = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
"""Gives the Row, or None for a day's heading."""


class BackupList(QAbstractListModel):
    """today: the laptop's date."""

    def __init__(self, sentences: Sentences, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sentences, self._today = sentences, today
        self._items: list[Row | date] = []
        self._broken: set[str] = set()

    def show(self, rows: Sequence[Row]) -> None:
        """rows: newest first."""
        self.beginResetModel()
        self._items = []
        for row in rows:
            day = row.taken.astimezone().date()
            if not self._items or day != self._day_before():
                self._items.append(day)
            self._items.append(row)
        self.endResetModel()

    def mark_broken(self, name: str) -> None:
        """The backup called name was found to be damaged."""
        self._broken.add(name)
        if self._items:
            self.dataChanged.emit(self.index(0), self.index(len(self._items) - 1))

    def rows(self) -> list[Row]:
        return [item for item in self._items if isinstance(item, Row)]

    def place(self, name: str = "") -> QModelIndex:
        """Where the backup called name stands; without a name, the newest that can be chosen. Invalid if none."""
        for number, item in enumerate(self._items):
            if isinstance(item, Row) and item.backup is not None and name in ("", item.backup.name):
                return self.index(number)
        return QModelIndex()

    def is_broken(self, row: Row) -> bool:
        return row.backup is None or row.backup.name in self._broken

    def time(self, row: Row) -> str:
        return row.taken.astimezone().strftime("%H:%M")

    def reason(self, row: Row) -> str:
        """Why it was made, or that it is damaged."""
        if self.is_broken(row) or row.backup is None:
            return self._sentences("backup.damaged")
        key = f"command.backup.reason.{row.backup.reason}"
        words = self._sentences(key) if key in self._sentences else ""
        return words[:1].upper() + words[1:]

    def line(self, row: Row) -> str:
        """How much is in it."""
        if row.backup is None:
            return self._sentences("backup.damaged_line")
        return self._sentences("backup.row", entries=row.entries, size=size_of(row.backup.size))

    def second(self, row: Row) -> str:
        """Where else it is, or nothing."""
        if not row.second:
            return ""
        return self._sentences("backup.second.also" if row.here else "backup.second.only")

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self._items)

    def flags(self, index: Index) -> Qt.ItemFlag:
        item = self._items[index.row()] if index.isValid() else None
        if isinstance(item, Row) and item.backup is not None:
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        item = self._items[index.row()]
        if role == ROW_ROLE:
            return item if isinstance(item, Row) else None
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{self.time(item)} {self.reason(item)}" if isinstance(item, Row) else self._heading(item)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(item, Row):
            return plain_tip(self.second(item)) if item.second else None
        if role == Qt.ItemDataRole.AccessibleTextRole and isinstance(item, Row):
            day = full(item.taken.astimezone().date(), self._sentences)
            words = (day, self.time(item), self.reason(item), self.line(item), self.second(item))
            return ", ".join(filter(None, words))
        return None

    def _day_before(self) -> date:
        last = self._items[-1]
        return last.taken.astimezone().date() if isinstance(last, Row) else last

    def _heading(self, day: date) -> str:
        age = (self._today - day).days
        words = full(day, self._sentences)
        if day.year != self._today.year:
            return self._sentences("backup.day.year", year=day.year, day=words)
        name = {0: "backup.day.today", 1: "backup.day.yesterday"}.get(age)
        return self._sentences(name, day=words) if name else words


def size_of(count: int) -> str:
    """A number of bytes, as people read it: 340 KB, 3.4 MB, 1.2 GB."""
    for unit, bytes_each in (("GB", 1e9), ("MB", 1e6)):
        if count >= bytes_each:
            return f"{count / bytes_each:.1f} {unit}"
    return f"{max(1, round(count / 1000))} KB"
