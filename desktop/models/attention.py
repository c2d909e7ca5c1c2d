"""What needs somebody, through the whole notebook and in reading order: conflicts, entries that came back, comments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from db.frozen import dataclass
from db.open_comments import open_roots
from db.records import OF_A_VISIT, Person, Visit
from db.status import RETURNED
from desktop.models.conflicts import place_in_tour, spots
from desktop.models.mending import concerned, records_of
from desktop.models.pages import page_of_record
from desktop.models.states import entry_states

if TYPE_CHECKING:
    from db.queries import Reader

CONFLICT: Final = "conflict"
COMMENT: Final = "comment"


@dataclass(frozen=True, slots=True)
class Stop:
    """kind: CONFLICT, RETURNED or COMMENT. page: key of the page where it stands. thread: of a comment."""

    kind: str
    object: str
    field: str
    page: str
    thread: str = ""


def stops(reader: Reader, person: str | None) -> tuple[Stop, ...]:
    """All of them. What came back is not for reviewers, who sent it, and of participants for those who can mend it."""
    return reader.once(f"stops {person}", lambda: _stops(reader, person))


def _stops(reader: Reader, person: str | None) -> tuple[Stop, ...]:
    found: list[tuple[int, Stop, int]] = []
    for number, spot in enumerate(spots(reader)):
        found.append((0, Stop(CONFLICT, spot.object, spot.field, spot.page), number))
    writer = reader.get(person) if person else None
    if not (isinstance(writer, Person) and writer.role == "reviewer"):
        returned = {name for name, state in entry_states(reader).items() if state == RETURNED}
        if isinstance(writer, Person) and writer.role == "participant":
            returned &= concerned(reader, writer.id, returned)
        found += [(1, Stop(RETURNED, name, "", ""), 0) for name in returned]
    found += [(2, Stop(COMMENT, root.object, root.field, "", root.id), root.start) for root in open_roots(reader)]
    records = records_of(reader, {stop.object for _, stop, _ in found})
    hosts = (record.visit for record in records.values() if isinstance(record, OF_A_VISIT) and record.visit)
    visits = reader.many(Visit, hosts)
    keyed = []
    for rank, stop, within in found:
        record = records.get(stop.object)
        if record is None or (record.deleted and stop.kind != CONFLICT):
            continue
        _, order = place_in_tour(visits, record)
        page = stop.page or page_of_record(reader, record).key
        keyed.append(((*order, record.order, record.id, rank, stop.field, within, stop.thread), stop, page))
    keyed.sort(key=lambda each: each[0])
    return tuple(Stop(stop.kind, stop.object, stop.field, page, stop.thread) for _, stop, page in keyed)
