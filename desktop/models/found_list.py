"""What was found in the whole tour as a list: what it is called, the words around, where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.records import Implication, Tour, Visit
from desktop.dates import brief, day_of
from desktop.models.outline import visit_name
from desktop.models.row_list import RowList
from desktop.models.values import record_name
from desktop.words import shortened

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.queries import Reader
    from db.search import Hit
    from resources import Sentences

LONGEST = 80
"""Letters of a name in a row."""


@dataclass(frozen=True, slots=True)
class FoundRow:
    """object, field: where it is. words: as they stand there. found: begin and end in the excerpt, code points.

    where: what it is, its day and its visit.
    """

    object: str
    field: str
    words: str
    title: str
    excerpt: str
    found: tuple[tuple[int, int], ...]
    where: str


def found_rows(reader: Reader, say: Sentences, hits: Iterable[Hit]) -> tuple[FoundRow, ...]:
    """The rows of hits, in their order; what went meanwhile is left out."""
    rows = []
    for hit in hits:
        record = reader.get(hit.object)
        if record is None or record.deleted:
            continue
        day, visit = day_of(hit.day), reader.get(hit.visit) if hit.visit else None
        kind = "" if isinstance(record, Tour | Visit | Implication) else say(f"fields.kind.{hit.kind}")
        name = visit_name(visit, say) if isinstance(visit, Visit) and visit.id != hit.object else ""
        where = " · ".join(filter(None, (kind, brief(day, say) if day else "", shortened(name, LONGEST))))
        title = shortened(record_name(reader, say, record), LONGEST)
        rows.append(FoundRow(hit.object, hit.field, hit.words, title, hit.excerpt, hit.found, where))
    return tuple(rows)


class FoundModel(RowList[FoundRow]):
    """What is listed."""

    def name(self, row: FoundRow) -> str:
        return row.title

    def told(self, row: FoundRow) -> str:
        return ", ".join(filter(None, (row.title, row.excerpt, row.where)))
