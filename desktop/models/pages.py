"""Which page of the window something is seen on: the one place that knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from db.frozen import dataclass
from db.records import (
    OF_A_VISIT,
    Chapter,
    Comment,
    Decision,
    Evidence,
    Figure,
    Implication,
    Person,
    Record,
    Report,
    Takeaway,
    Team,
    Tour,
    Visit,
)  # fmt: skip
from desktop.models.outline import BIN, COMMENTS, FIGURES, HOME, IMPLICATIONS, QUEUE, SEARCH, TOUR

if TYPE_CHECKING:
    from db.queries import Reader

DAY: Final = "day:"
"""Before the date of the page of a day."""
LIVE: Final = "live:"
"""Before the id of a visit that is being written down while it runs."""
PLACES: Final = frozenset({HOME, BIN, IMPLICATIONS, TOUR, QUEUE, COMMENTS, FIGURES, SEARCH})
"""Pages of which there is one, and no object has it."""


@dataclass(frozen=True, slots=True)
class PageOf:
    """kind: of the page. key: what it shows there: an object, a place, or a day."""

    kind: str
    key: str


def page_of(reader: Reader, key: str) -> PageOf:
    """The page of an object, deleted or not; a place or day is its own. What has no page of its own is seen at home."""
    if key in PLACES:
        return PageOf(key, key)
    if key.startswith(DAY):
        return PageOf("day", key)
    if key.startswith(LIVE):
        visit = reader.get(key.removeprefix(LIVE))
        running = isinstance(visit, Visit) and not visit.deleted
        return PageOf("live", visit.id) if visit is not None and running else PageOf(HOME, HOME)
    record = reader.get(key) if key else None
    return page_of_record(reader, record) if record is not None else PageOf(HOME, HOME)


def page_of_record(reader: Reader, record: Record) -> PageOf:
    """See page_of."""
    match record:
        case Visit() | Chapter() | Report():
            return PageOf(record.KIND, record.id)
        case Figure(visit=None, entry=str(entry)) | Comment(object=str(entry)) | Decision(object=str(entry)):
            return page_of(reader, entry)
        case Tour() | Team() | Person():
            return PageOf(TOUR, TOUR)
        case Implication() | Evidence():
            return PageOf(IMPLICATIONS, IMPLICATIONS)
        case Takeaway(visit=None, date=str(day)):
            return PageOf("day", f"{DAY}{day}")
    if isinstance(record, OF_A_VISIT) and record.visit:
        return PageOf(Visit.KIND, record.visit)
    return PageOf(HOME, HOME)
