"""Where a person has to choose: the fields in conflict of all objects, and the deletions that an edit has beaten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from db.queries import Reader, Version
from db.records import KINDS
from db.revisions import Revision
from db.state import Graph

DELETED: Final = "deleted"
"""The field of a dispute between somebody who deleted an object and somebody who went on writing it."""

_NOT_EDITS: Final = frozenset({DELETED, "order"})

_QUESTION: Final = (
    "SELECT DISTINCT c.object, s.kind, c.field FROM conflict c JOIN state s ON s.object = c.object WHERE NOT s.deleted "
    "UNION ALL SELECT object, kind, 'deleted' FROM state WHERE NOT deleted "
    "AND CASE WHEN instr(heads, '\"deleted\":') THEN EXISTS (SELECT 1 FROM json_each(heads, '$.deleted') head "
    "JOIN revision r ON r.id = head.value WHERE instr(r.payload, '\"deleted\":true')) END"
)
"""Only of what was deleted once is a revision read; a quotation mark inside of a text has a backslash before it."""


@dataclass(frozen=True, slots=True, order=True)
class Dispute:
    """A field of an object that several people changed, each without having seen the other. See DELETED."""

    object: str
    kind: str
    field: str


def disputes(reader: Reader) -> tuple[Dispute, ...]:
    """All of the notebook, outside the bin; one question to the database."""
    return tuple(sorted(Dispute(*row) for row in reader.rows(_QUESTION) if row[1] in KINDS))


def deletion(revisions: Sequence[Revision]) -> tuple[Version, ...]:
    """Who deleted an object and who wrote it without knowing: what a choice about it has to have seen.

    revisions: of the object. The value of each version is whether it deletes; those that keep it come first, then the
    newest. Empty where nobody deleted it, or everybody agrees.
    """
    graph = Graph(revisions)
    if not graph.writes(DELETED):
        return ()
    ends = set(graph.field(DELETED).heads)
    by_id = {each.id: each for each in graph.revisions}
    deleting = {name for name in ends if by_id[name].fields[DELETED] is True}
    known = _closure(by_id, deleting)
    keeping = [each.id for each in graph.revisions if _keeps(each, by_id, known, deleting)]
    newest = set(keeping)
    for name in keeping:
        newest -= _closure(by_id, {name}) - {name}
    shown = {*newest, *(ends - deleting)}
    if not deleting or not shown:
        return ()
    versions = [
        Version(each.id, each.id in deleting, each.author, each.device, each.hlc)
        for each in sorted((by_id[name] for name in deleting | shown), key=lambda one: one.age, reverse=True)
    ]
    return tuple(sorted(versions, key=lambda version: bool(version.value)))


def _keeps(each: Revision, by_id: dict[str, Revision], known: set[str], deleting: set[str]) -> bool:
    """Whether it writes the object without having seen a deletion, and without a deletion having seen it."""
    if each.id in known or not each.fields.keys() - _NOT_EDITS:
        return False
    return not _closure(by_id, {each.id}) & deleting


def _closure(by_id: dict[str, Revision], names: set[str]) -> set[str]:
    """names, and all that was seen by whoever wrote them."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in by_id and name not in found:
            found.add(name)
            waiting.extend(by_id[name].parents)
    return found
