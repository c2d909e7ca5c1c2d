"""What goes into the bin together, and comes out together: a visit with all that hangs on it, a chapter's figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from db.edits import Edit
from db.records import KINDS, Chapter, Figure, Record, Visit, field_specs

if TYPE_CHECKING:
    from db.bin import Binned
    from db.queries import Reader

TOGETHER = 2.0
"""Seconds within which a visit and what hangs on it were deleted by one hand."""


def deletion(reader: Reader, record: Record) -> list[Edit]:
    """The edits that put record and what hangs on it into the bin."""
    return [Edit(each.id, each.KIND, {"deleted": True}) for each in (record, *hanging(reader, record))]


def hanging(reader: Reader, record: Record) -> list[Record]:
    """What belongs to a visit, or the figures of a chapter."""
    if isinstance(record, Chapter):
        return list(reader.all(Figure, entry=record.id))
    if not isinstance(record, Visit):
        return []
    kinds = (kind for kind in KINDS.values() if any(spec.name == "visit" for spec in field_specs(kind)))
    return [each for kind in kinds for each in reader.all(kind, visit=record.id)]


class Hanging:
    """What lies in the bin by what it hangs on: a visit, or the chapter of a figure."""

    def __init__(self, binned: Iterable[Binned]) -> None:
        self._by_host: dict[str, list[Binned]] = defaultdict(list)
        for each in binned:
            host = getattr(each.record, "visit", None) or getattr(each.record, "entry", None)
            if isinstance(host, str):
                self._by_host[host].append(each)

    def of(self, item: Binned) -> list[Binned]:
        """What went into the bin together with a visit or chapter."""
        if not isinstance(item.record, Visit | Chapter):
            return []
        return [each for each in self._by_host[item.record.id] if abs(_seconds(each) - _seconds(item)) <= TOGETHER]


def restoration(items: Iterable[Binned], binned: Sequence[Binned]) -> list[Edit]:
    """The edits that take items out of the bin. binned: all that is in it.

    With a visit comes what went into the bin with it; what hangs on a visit that is in the bin brings the visit along.
    """
    known, hanging = {each.record.id: each for each in binned}, Hanging(binned)
    wanted: dict[str, Binned] = {}
    for item in items:
        source = str(getattr(item.record, "source", None) or "")
        others = [known[name] for name in (item.within or "", source) if name in known]
        wanted |= {each.record.id: each for each in (item, *others, *hanging.of(item))}
    return [Edit(each.record.id, each.record.KIND, {"deleted": False}) for each in wanted.values()]


def _seconds(item: Binned) -> float:
    return datetime.fromisoformat(item.instant).timestamp()
