"""What waits for a reviewer, as plain values: what was begun first, then by how long it has been waiting.

What was handed in together stands together, in the order in which one reads the tour: by day and visit, the remark of
a day behind its visits.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt

from db.figured import figures_with
from db.judging import open_on
from db.open_comments import open_roots
from db.records import Chapter, Implication, Note, Person, Question, Record, Takeaway, Visit
from db.standing import standing
from db.status import WAITING
from desktop.dates import day_of, moment
from desktop.models.day import first_day
from desktop.models.outline import visit_name
from desktop.models.row_list import Index, RowList
from desktop.models.values import record_name

if TYPE_CHECKING:
    from datetime import date

    from db.queries import Reader
    from resources import Sentences

TOLD: Final = Qt.ItemDataRole.AccessibleTextRole
ENTRIES: Final = (Note, Question, Takeaway, Chapter, Implication)
TOGETHER: Final = timedelta(seconds=2)
"""Longest time between two entries of one handing in."""
LAST: Final = "~"
"""Sorts behind all days, times and order keys."""


@dataclass(frozen=True, slots=True)
class Queued:
    """One entry. within: the name of its visit, or the day. by: who wrote it, unless its name says so. instant: when it
    was handed in, ISO 8601, or empty.

    comments: how many are open. begun: who looks has open comments on it. visit, day: of its visit, or empty.
    """

    entry: str
    name: str
    within: str
    by: str
    instant: str
    state: str
    comments: int
    begun: bool
    visit: str = ""
    day: str = ""


def queue(reader: Reader, sentences: Sentences, person: str | None) -> tuple[Queued, ...]:
    """What was handed in, or changed since it was judged: one's own unfinished first, then the oldest first."""
    with reader.snapshot():
        states = {kind: reader.statuses(kind) for kind in ENTRIES}
        waiting = {kind: [name for name, state in found.items() if state in WAITING] for kind, found in states.items()}
        stand = standing(reader, (name for names in waiting.values() for name in names))
        counts = open_on(reader)
        home = {figure: entry for entry, several in figures_with(reader).items() for figure in several}
        mine = (root.object for root in open_roots(reader) if person is not None and root.author == person)
        begun = {home.get(name, name) for name in mine}
        visits = {visit.id: visit for visit in reader.all(Visit)}
        people = {one.id: one.name for one in reader.all(Person)}
        first = first_day(reader)
        found: list[tuple[Queued, tuple[str, ...]]] = []
        for rank, (kind, names) in enumerate(waiting.items()):
            for record in reader.many(kind, names).values():
                name, of_visit = record.id, str(getattr(record, "visit", None) or "")
                visit, each = visits.get(of_visit), stand.get(name)
                if record.deleted or each is None or not each.filled or (visit is None and of_visit):
                    continue
                called = " ".join(record_name(reader, sentences, record).split())
                by = people.get(_writer(record), "")
                of_day = (record.date or "") if isinstance(record, Takeaway) else ""
                day = (visit.date or "") if visit is not None else of_day
                row = Queued(
                    name,
                    called,
                    visit_name(visit, sentences) if visit is not None else _day_words(day, first, sentences),
                    "" if called.endswith(by) else by,
                    each.submitted_at,
                    states[kind][name],
                    counts.get(name, 0),
                    name in begun,
                    of_visit,
                    day,
                )
                found.append((row, _place(day, visit, rank, record)))
    together = _together(row.instant for row, _ in found)
    found.sort(key=lambda one: (not one[0].begun, not one[0].instant, together.get(one[0].instant, ""), one[1]))
    return tuple(row for row, _ in found)


def _place(day: str, visit: Visit | None, rank: int, record: Record) -> tuple[str, ...]:
    """Where an entry stands in the tour: what is of no day last. rank: of its kind among those of a visit."""
    of_visit = (visit.start_time or LAST, visit.order, visit.id) if visit is not None else (LAST, LAST, "")
    return (day or LAST, *of_visit, str(rank), str(getattr(record, "order", "")), record.id)


def _day_words(day: str, first: date | None, sentences: Sentences) -> str:
    """Of what is said of a day itself: which one of the tour."""
    known = day_of(day)
    number = (known - first).days + 1 if known and first else 0
    return sentences("window.day.number", number=number) if number > 0 else ""


def _together(instants: Iterable[str]) -> dict[str, str]:
    """By instant: when the handing in began that it belongs to."""
    found: dict[str, str] = {}
    begun = before = ""
    for instant in sorted(set(filter(None, instants))):
        if not before or datetime.fromisoformat(instant) - datetime.fromisoformat(before) > TOGETHER:
            begun = instant
        found[instant], before = begun, instant
    return found


def _writer(record: Record) -> str:
    return str(getattr(record, "author", None) or getattr(record, "asker", None) or "")


class QueueModel(RowList[Queued]):
    """What waits."""

    def __init__(self, sentences: Sentences, today: date) -> None:
        super().__init__()
        self._sentences, self._today = sentences, today

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What is told of a row is its tip too: where there is little room, only its signs are seen."""
        return super().data(index, TOLD if role == Qt.ItemDataRole.ToolTipRole else role)

    def name(self, row: Queued) -> str:
        return row.name

    def second(self, row: Queued) -> str:
        """The second line: where, by whom, when."""
        return " · ".join(filter(None, (row.within, row.by, self.when(row))))

    def when(self, row: Queued) -> str:
        return moment(row.instant, self._today, self._sentences) if row.instant else ""

    def told(self, row: Queued) -> str:
        state = self._sentences(f"window.state.{row.state}")
        count = self._sentences("review.count", count=row.comments) if row.comments else ""
        begun = self._sentences("review.queue.begun") if row.begun else ""
        return ", ".join(filter(None, (row.name, state, begun, self.second(row), count)))
