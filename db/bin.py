"""The bin: what was deleted, who did it, and what went with it."""

from __future__ import annotations

from typing import Final

from db.frozen import dataclass
from db.queries import Reader
from db.records import KINDS, Record
from db.revisions import instant_of

_DELETIONS: Final = (
    'SELECT t.id, r.hlc, r.author FROM "{kind}" t JOIN state s ON s.object = t.id '
    "JOIN json_each(s.heads, '$.deleted') head JOIN revision r ON r.id = head.value WHERE t.deleted = 1 "
    "ORDER BY r.hlc, r.id"
)
"""The revisions that deleted what is in the bin, newest last."""
UNSEEN: Final = frozenset({"source", "evidence", "decision", "attendance", "waiver", "redaction"})
"""Kinds that nobody deletes or restores by themselves: they go and come with what they belong to."""


@dataclass(frozen=True, slots=True)
class Binned:
    """Something in the bin. instant: when it was deleted, ISO 8601 in UTC. author: the id of who did it, or None.

    within: the id of its visit, where that is in the bin too.
    """

    record: Record
    instant: str
    author: str | None
    within: str | None = None


def count_binned(reader: Reader) -> int:
    """How many things are in the bin, without what hangs on a visit that is in the bin, and without UNSEEN."""
    parts = []
    for name, kind in KINDS.items():
        if name not in UNSEEN:
            alone = 'AND NOT EXISTS (SELECT 1 FROM "visit" v WHERE v.id = t.visit AND v.deleted)'
            hangs = "visit" in kind.__dataclass_fields__
            parts.append(f'SELECT count(*) AS n FROM "{name}" t WHERE t.deleted {alone if hangs else ""}')
    return int(reader.rows(f"SELECT sum(n) FROM ({' UNION ALL '.join(parts)})")[0][0])


def binned(reader: Reader) -> tuple[Binned, ...]:
    """What is in the bin, last deleted first."""
    records: list[Record] = []
    deleted: dict[str, tuple[int, str | None]] = {}
    with reader.snapshot():
        for name, kind in KINDS.items():
            if found := reader.all(kind, deleted=True):
                records += found
                rows = reader.rows(_DELETIONS.format(kind=name))
                deleted |= {object_id: (hlc, author) for object_id, hlc, author in rows}
    visits = {record.id for record in records if record.KIND == "visit"}
    records.sort(key=lambda record: (-deleted.get(record.id, (0, None))[0], record.id))
    made = []
    for record in records:
        hlc, author = deleted.get(record.id, (0, None))
        visit: str | None = getattr(record, "visit", None)
        made.append(Binned(record, instant_of(hlc), author, visit if visit in visits else None))
    return tuple(made)
