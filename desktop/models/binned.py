"""What the page of the bin lists, as plain values, and the item model over them."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from db.bin import UNSEEN, Binned, binned
from db.records import KINDS, OF_A_VISIT, Person, Record, Visit, field_specs
from desktop.dates import clock, day_of, full, short
from desktop.hanging import Hanging
from desktop.models.outline import chapter_name, visit_name
from desktop.tips import plain_tip
from exporters.document.marks import Kind, line_kind

if TYPE_CHECKING:
    from db.queries import Reader
    from resources import Sentences

TOP = QModelIndex()
ROW_ROLE = Qt.ItemDataRole.UserRole
LETTERS = 160
"""Letters of a text that are shown."""
TITLES = ("heading", "title", "caption", "name", "question", "text")
TEXTS = ("text", "answer", "credit", "organisation", "position")

Index: TypeAlias = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class BinRow:
    """One row: a day where item is None, else something deleted. where: the visit it was in.

    words: how its text begins. who, time: of the deletion. together: how many things come back with it; left: how
    many were written in it since. text: everything that can be searched in it.
    """

    name: str
    item: Binned | None = None
    kind: str = ""
    where: str = ""
    words: str = ""
    who: str = ""
    time: str = ""
    together: int = 0
    left: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Bin:
    """items: everything in the bin. rows: what of it can be restored by itself, the last deleted first, no days."""

    items: tuple[Binned, ...] = ()
    rows: tuple[BinRow, ...] = ()


def read_bin(reader: Reader, sentences: Sentences) -> Bin:
    """The bin as it is now; from any thread."""
    items = binned(reader)
    people = {person.id: person.name for deleted in (False, True) for person in reader.all(Person, deleted=deleted)}
    visits = {visit.id: visit for deleted in (False, True) for visit in reader.all(Visit, deleted=deleted)}
    alive, hanging = _alive(reader, items), Hanging(items)
    rows = []
    for item in items:
        if item.record.KIND in UNSEEN:
            continue
        visit, kind = visits.get(str(getattr(item.record, "visit", None))), sentences(f"fields.kind.{item.record.KIND}")
        where = (visit_name(visit, sentences), _day(visit.date, sentences)) if visit else ()
        if isinstance(item.record, Visit):
            where = _day(item.record.date, sentences), item.record.city
        row = BinRow(
            _name(item.record, sentences),
            item,
            kind,
            " · ".join(filter(None, where)),
            who=people.get(item.author or "", ""),
            time=clock(item.instant),
            together=len(hanging.of(item)),
            left=alive[item.record.id],
        )
        text = _fold(" ".join((row.name, kind, row.where, row.who, _all(item.record))))
        rows.append(replace(row, words=_words(item.record, row.name), text=text))
    return Bin(items, tuple(rows))


def _alive(reader: Reader, items: Sequence[Binned]) -> Counter[str]:
    """How much there is outside the bin that hangs on a visit in it: it was written by who did not know."""
    gone = {item.record.id for item in items if isinstance(item.record, Visit)}
    found: Counter[str] = Counter()
    if gone:
        for kind in OF_A_VISIT:
            found.update(visit for each in reader.all(kind) if (visit := str(getattr(each, "visit", ""))) in gone)
    return found


def chosen(rows: Sequence[BinRow], words: str, sentences: Sentences, today: date) -> list[BinRow]:
    """The rows to show, under their days. words: what all of them must hold, anywhere.

    What hangs on a visit that is in the bin is shown only where it is looked for.
    """
    wanted = _fold(words).split()
    shown: list[BinRow] = []
    last: date | None = None
    for row in rows:
        if row.item is None or (row.item.within and not wanted) or not all(word in row.text for word in wanted):
            continue
        day = datetime.fromisoformat(row.item.instant).astimezone().date()
        if day != last:
            said = full(day, sentences)
            shown.append(BinRow(sentences("backup.day.today", day=said) if day == today else said))
            last = day
        shown.append(row)
    return shown


class BinModel(QAbstractListModel):
    """Rows as a list; days cannot be chosen. ROW_ROLE answers the BinRow itself."""

    def __init__(self, sentences: Sentences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sentences = sentences
        self._rows: list[BinRow] = []

    def show(self, rows: list[BinRow]) -> None:
        """Take rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row_at(self, number: int) -> BinRow | None:
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def near(self, number: int, by: int = 1) -> int:
        """The row at or after number (before it where by is -1) that is no day; -1 where there is none."""
        while 0 <= number < len(self._rows):
            if self._rows[number].item is not None:
                return number
            number += by
        return -1

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self.row_at(index.row())
        if row is None or row.item is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(
                filter(None, (row.kind, row.name, self.notes(row), row.where, row.words, row.who, row.time))
            )
        if role == Qt.ItemDataRole.ToolTipRole and row.item is not None:
            return plain_tip("\n".join(filter(None, (row.name, row.where, row.words))))
        return None

    def notes(self, row: BinRow) -> str:
        """What comes back with a row, and what was written in it since."""
        together = self._sentences("undo.bin.with", count=row.together) if row.together else ""
        left = self._sentences("undo.bin.left", count=row.left) if row.left else ""
        return " · ".join(filter(None, (together, left)))


def _name(record: Record, sentences: Sentences) -> str:
    if isinstance(record, Visit):
        return visit_name(record, sentences)
    if record.KIND == "chapter":
        return chapter_name(record, sentences)  # type: ignore[arg-type]
    found = next((words for name in TITLES if (words := _plain(getattr(record, name, None)))), "")
    return found or sentences("undo.bin.unnamed", kind=sentences(f"fields.kind.{record.KIND}"))


def _words(record: Record, name: str) -> str:
    return next((words for field in TEXTS if (words := _plain(getattr(record, field, None))) and words != name), "")


def _plain(value: object) -> str:
    """How a text begins, without marks and line breaks."""
    words = ""
    for line in str(value or "").split("\n"):
        kind = line_kind(line)
        if kind.kind is not Kind.FIGURE:
            words = f"{words} {line[kind.mark_end :].strip().replace('**', '')}".strip()
        if len(words) > LETTERS:
            return f"{words[:LETTERS]}…"
    return words


def _all(record: Record) -> str:
    values = (getattr(record, spec.name) for spec in field_specs(KINDS[record.KIND]) if spec.shape in ("text", "line"))
    return " ".join(value for value in values if isinstance(value, str) and value)


def _fold(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _day(text: str | None, sentences: Sentences) -> str:
    day = day_of(text)
    return short(day, sentences) if day else ""
