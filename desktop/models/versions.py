"""The versions of one object as a list: newest first, under their days; words are made when a row is seen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.dates import clock, full
from desktop.models.history_words import Names, row_words

if TYPE_CHECKING:
    from db.queries import Reader
    from desktop.history import History, Row
    from resources import Sentences

Index: TypeAlias = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
VERSION_ROLE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of the list in words. Where it is a day, only head."""

    head: str = ""
    time: str = ""
    author: str = ""
    team: str = ""
    device: str = ""
    what: str = ""
    count: str = ""
    opened: bool = False
    inner: bool = False
    faint: bool = False

    @property
    def words(self) -> str:
        """All of it, read from the left."""
        return " ".join(
            filter(None, (self.head, self.time, self.author, self.team, self.device, self.count, self.what))
        )


class VersionsModel(QAbstractListModel):
    """device: the id of this one."""

    def __init__(self, reader: Reader, sentences: Sentences, device: str | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader, self._sentences, self._device = reader, sentences, device
        self._names = Names(reader, sentences, device)
        self._history: History | None = None
        self._wanted = ""
        self._opened: frozenset[str] = frozenset()
        self._lines: list[Row | str] = []
        self._shown: dict[tuple[str, bool], Shown] = {}

    def show_history(self, history: History | None, wanted: str) -> None:
        """wanted: the field that is asked for, or nothing."""
        same = history is not None and self._history is not None and history.steps is self._history.steps
        if not same or wanted != self._wanted:
            self._names = Names(self._reader, self._sentences, self._device)
            self._shown = {}
        self._history, self._wanted = history, wanted
        self._fill()

    def set_open(self, key: str, opened: bool) -> None:
        """Show the versions that stand together in a row one by one, or not."""
        self._opened = self._opened | {key} if opened else self._opened - {key}
        self._fill()

    def is_open(self, key: str) -> bool:
        return key in self._opened

    def row(self, number: int) -> Row | None:
        """The version in a line; None where it is a day, or no line."""
        line = self._lines[number] if 0 <= number < len(self._lines) else ""
        return None if isinstance(line, str) else line

    def place(self, key: str, revision: str = "") -> int:
        """The line of a row, else of the row that holds a revision; -1 where there is neither."""
        rows = [(number, line) for number, line in enumerate(self._lines) if not isinstance(line, str)]
        exact = next((number for number, line in rows if line.key == key), -1)
        if exact >= 0 or not revision:
            return exact
        return next((n for n, line in rows if any(step.revision == revision for step in line.steps)), -1)

    def first(self) -> int:
        """The line of the newest version; -1 where there is none."""
        return next((number for number, line in enumerate(self._lines) if not isinstance(line, str)), -1)

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.row(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == VERSION_ROLE:
            return self._words(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(index.row()).words
        return None

    def _fill(self) -> None:
        self.beginResetModel()
        self._lines = []
        day = ""
        for row in self._history.rows(self._wanted, self._opened) if self._history else ():
            found = self._day(row)
            if found != day:
                self._lines.append(found)
                day = found
            self._lines.append(row)
        self.endResetModel()

    def _day(self, row: Row) -> str:
        say = self._sentences
        if row.draft is not None:
            return say("history.drafts")
        moment = _local(row.instant)
        if moment is None:
            return say("history.no_time")
        named = full(moment.date(), say)
        return named if moment.year == date.today().year else say("history.date", day=named, year=moment.year)

    def _words(self, number: int) -> Shown:
        line = self._lines[number]
        if isinstance(line, str):
            return Shown(line)
        if line.draft is not None:
            return self._version(line)
        key = line.key, line.inner
        if key not in self._shown:
            self._shown[key] = self._version(line)
        return replace(self._shown[key], opened=self.is_open(line.key))

    def _version(self, row: Row) -> Shown:
        assert self._history is not None
        what = row_words(row, self._history, self._sentences)
        if row.draft is not None:
            return Shown("", clock(row.instant), what, what=self._sentences("history.is_draft"))
        step = row.steps[-1]
        author, team = self._names.author(step.author) if not row.redacted else ("", "")
        if not step.author and (row.imported or row.redacted):
            author, what = what, ""
        several = len(row.steps) if len(row.steps) > 1 else 0
        return Shown(
            "", clock(row.instant), author, team, self._names.device(step.device), what,
            self._sentences("history.several", count=several) if several else "",
            inner=row.inner, faint=row.redacted,
        )  # fmt: skip


def _local(instant: str) -> datetime | None:
    try:
        return datetime.fromisoformat(instant).astimezone()
    except ValueError:
        return None
