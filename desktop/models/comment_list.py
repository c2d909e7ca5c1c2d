"""All comments of a notebook as a list: filtered by what is to be done, and by typing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from db.commenting import Thread
from db.records import Person, Visit
from desktop.models.outline import visit_name
from desktop.models.threads import about_words, place_words, said, state_words
from desktop.models.values import record_name
from desktop.words import shortened

if TYPE_CHECKING:
    from db.queries import Reader
    from resources import Sentences

FILTERS: Final = ("open", "mine", "lost", "all")
ROW_ROLE = Qt.ItemDataRole.UserRole
TOP = QModelIndex()
QUOTE = 60
"""Letters of a quote in a row."""

Index: TypeAlias = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class CommentRow:
    """thread, object: ids. quote: the words, or the field. where: visit and entry. who: name and time.

    note: what is to be known of its place or state; urgent: somebody should look. filters: those that show it.
    """

    thread: str
    object: str
    text: str
    quote: str
    where: str
    who: str
    note: str
    urgent: bool
    filters: frozenset[str]

    def found_by(self, words: str) -> bool:
        """Whether what is typed stands in it."""
        key = " ".join(words.split()).casefold()
        return key in " ".join((self.text, self.quote, self.where, self.who)).casefold()


def comment_rows(
    reader: Reader, say: Sentences, threads: Sequence[Thread], person: str | None, today: date
) -> tuple[CommentRow, ...]:
    """The rows of threads, in their order; what is about something in the bin is left out."""
    found = []
    for thread in threads:
        record = reader.get(thread.object)
        if record is None or record.deleted or isinstance(record, Person):
            continue
        first = thread.root or thread.replies[0]
        one = said(reader, say, thread, first, person, today)
        visit = reader.get(str(getattr(record, "visit", None) or ""))
        names = [visit_name(visit, say)] if isinstance(visit, Visit) else []
        names.append(shortened(record_name(reader, say, record), QUOTE))
        place = place_words(say, thread) if thread.open else ""
        kinds = {"all"} | ({"open"} if thread.open else set()) | ({"lost"} if thread.open and thread.lost else set())
        if person is not None and any(each.author == person for each in (first, *thread.replies)):
            kinds.add("mine")
        quote = f"“{shortened(first.quote, QUOTE)}”" if first.quote else about_words(say, thread)
        text = " ".join(first.text.split()) or (f"→ {thread.suggestion}" if thread.suggestion else "")
        found.append(
            CommentRow(
                thread.id,
                thread.object,
                text,
                quote,
                " · ".join(names),
                " · ".join(filter(None, (one.name, one.time))),
                place or state_words(reader, say, thread),
                bool(place),
                frozenset(kinds),
            )  # fmt: skip
        )
    return tuple(found)


class CommentModel(QAbstractListModel):
    """ROW_ROLE answers the CommentRow itself."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[CommentRow, ...] = ()

    def show(self, rows: Sequence[CommentRow]) -> None:
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
            return row.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (row.text, row.quote, row.who, row.where, row.note)))
        return None
