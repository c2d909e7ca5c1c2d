"""Whose it is to mend what came back: the author's, the asker's, or theirs who keep the record of its visit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from db.records import KINDS, Record, Takeaway, Visit

if TYPE_CHECKING:
    from db.queries import Reader


def concerned(reader: Reader, person: str, objects: Iterable[str]) -> frozenset[str]:
    """Those of objects that are person's to mend: their own, of a visit whose record they keep, or nobody's."""
    records = records_of(reader, set(objects))
    visits = reader.many(Visit, (str(getattr(each, "visit", "") or "") for each in records.values()))
    return frozenset(name for name, record in records.items() if _mends(person, record, visits))


def _mends(person: str, record: Record, visits: Mapping[str, Visit]) -> bool:
    writer = getattr(record, "author", None) or getattr(record, "asker", None)
    visit = record if isinstance(record, Visit) else visits.get(str(getattr(record, "visit", "") or ""))
    keepers = visit.recorders if visit is not None else ()
    kept = person in keepers and not isinstance(record, Takeaway)
    return writer == person or kept or not (writer or keepers)


def records_of(reader: Reader, ids: set[str]) -> dict[str, Record]:
    """Objects of any kind by id; what is not known is left out."""
    found: dict[str, Record] = {}
    for kind in KINDS.values():
        if len(found) < len(ids):
            found |= reader.many(kind, ids - found.keys())
    return found
