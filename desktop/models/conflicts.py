"""What several people changed differently, and where in the notebook it stands, in reading order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from db.disputes import DELETED, STRAY, disputes
from db.frozen import dataclass
from db.records import KINDS, OF_A_VISIT, Chapter, Implication, Person, Record, Takeaway, Team, Tour, Visit, field_specs
from desktop.dates import day_of
from desktop.models.outline import BIN, HOME, IMPLICATIONS, TOUR, Row, visit_name
from desktop.words import shortened

if TYPE_CHECKING:
    from db.queries import Reader
    from resources import Sentences

LONGEST: Final = 40
"""Letters of a name in a list."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A field in conflict and the page where it stands, as models.pages names it; HOME for what has none.

    A visit that is in the bin has a page where something of it lives; see STRAY.
    """

    object: str
    kind: str
    field: str
    page: str


def spots(reader: Reader) -> tuple[Spot, ...]:
    """All conflicts in reading order: what has no page, the visits day by day with what is in them, and chapters."""
    return reader.once("conflicts", lambda: _spots(reader))


def _spots(reader: Reader) -> tuple[Spot, ...]:
    asked = disputes(reader)
    kinds = {KINDS[each.kind] for each in asked}
    records = {
        name: record
        for kind in kinds
        for name, record in reader.many(kind, (each.object for each in asked if each.kind == kind.KIND)).items()
    }
    hosts = (record.visit for record in records.values() if isinstance(record, OF_A_VISIT) and record.visit)
    visits = reader.many(Visit, hosts)
    found = []
    for dispute in asked:
        record = records.get(dispute.object)
        if record is None:
            continue
        page, order = place_in_tour(visits, record)
        names = [STRAY, DELETED, *(spec.name for spec in field_specs(KINDS[dispute.kind]))]
        field = names.index(dispute.field) if dispute.field in names else len(names)
        key = (*order, record.order, record.id, field, dispute.field)
        found.append((key, Spot(dispute.object, dispute.kind, dispute.field, page)))
    return tuple(spot for _, spot in sorted(found, key=lambda each: each[0]))


def spot_name(reader: Reader, sentences: Sentences, spot: Spot) -> str:
    """Where it stands, in words: the visit, the entry, and the field where that says more."""
    from desktop.models.values import record_name

    record = reader.get(spot.object)
    parts = [record_name(reader, sentences, record)] if record is not None else []
    page = reader.get(spot.page) if spot.page not in (HOME, spot.object) else None
    if isinstance(page, Visit):
        parts.insert(0, visit_name(page, sentences))
    if spot.field not in ("text", DELETED, STRAY):
        parts.append(sentences(f"fields.field.{spot.field}"))
    return " · ".join(shortened(part, LONGEST) for part in parts if part)


def marked(rows: Iterable[Row], found: Sequence[Spot]) -> tuple[Row, ...]:
    """The rows of the navigator with how much of each was changed differently; what hangs on the bin counts there."""
    counts = Counter(BIN if spot.field == STRAY else spot.page for spot in found)
    counts += Counter(spot.object for spot in found if spot.object != spot.page)
    return tuple(_marked(row, counts) for row in rows) if found else tuple(rows)


def _marked(row: Row, counts: Mapping[str, int]) -> Row:
    children = tuple(_marked(child, counts) for child in row.children)
    under = sum(child.conflicts for child in children) if row.kind == "day" else 0
    return replace(row, children=children, conflicts=counts.get(row.key, 0) + under)


def place_in_tour(visits: Mapping[str, Visit], record: Record) -> tuple[str, tuple[int, str, str, str, str, int]]:
    """The page of a record and where it stands in the tour."""
    if isinstance(record, Chapter):
        return record.id, (1, "", "", "", "", 0)
    if isinstance(record, Tour | Team | Person):
        return TOUR, (-1, record.KIND, "", "", "", 0)
    if isinstance(record, Implication):
        return IMPLICATIONS, (2, "", "", "", "", 0)
    if isinstance(record, Takeaway) and not record.visit and record.date:
        return f"day:{record.date}", (0, record.date, "99:99", "~", "", 0)
    visit, kind = record, 0
    if isinstance(record, OF_A_VISIT) and record.visit:
        visit = visits.get(record.visit) or record
        kind = 1 + next(number for number, each in enumerate(OF_A_VISIT) if isinstance(record, each))
    if not isinstance(visit, Visit):
        return HOME, (-1, record.KIND, "", "", "", 0)
    day = day_of(visit.date)
    when = day.isoformat() if day else "9999", visit.start_time or "99:99"
    return visit.id, (0, *when, visit.order, visit.id, kind)
