"""Where a person has to choose: the fields in conflict of all objects, and the deletions that an edit has beaten.

A visit that one laptop put into the bin, with all that hangs on it, while another one wrote on: what was written lives,
and its visit does not. Nobody would find it there, and no report would hold it: it is a dispute too. See STRAY.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from db.edits import Edit
from db.queries import Reader, Version
from db.records import KINDS, OF_A_VISIT, Chapter, Figure, Record, Visit
from db.revisions import Revision
from db.state import Graph, is_edit

DELETED: Final = "deleted"
"""The field of a dispute between somebody who deleted an object and somebody who went on writing it."""

STRAY: Final = "stray"
"""The field of a dispute between somebody who deleted a visit or chapter and somebody who wrote what hangs on it."""

_HOSTS: Final[tuple[tuple[type[Record], type[Record], str], ...]] = (
    *((Visit, kind, "visit") for kind in OF_A_VISIT),
    (Chapter, Figure, "entry"),
)
"""What hangs on what, and the field that says so."""

_QUESTION: Final = (
    "SELECT DISTINCT c.object, s.kind, c.field FROM conflict c JOIN state s ON s.object = c.object WHERE NOT s.deleted "
    "UNION ALL SELECT object, kind, 'deleted' FROM state WHERE NOT deleted "
    "AND CASE WHEN instr(heads, '\"deleted\":') THEN EXISTS (SELECT 1 FROM json_each(heads, '$.deleted') head "
    "JOIN revision r ON r.id = head.value WHERE instr(r.payload, '\"deleted\":true')) END"
)
"""Only of what was deleted once is a revision read; a quotation mark inside of a text has a backslash before it."""

_STRAYS: Final = " UNION ALL ".join(
    f"SELECT t.id, '{kind.KIND}', '{STRAY}' FROM {host.KIND} h CROSS JOIN {kind.KIND} t ON t.{field} = h.id "
    "WHERE h.deleted AND NOT t.deleted"
    for host, kind, field in _HOSTS
)
"""What is in the bin is read first: mostly nothing."""


@dataclass(frozen=True, slots=True, order=True)
class Dispute:
    """A field of an object that several people changed, each without having seen the other. See DELETED and STRAY."""

    object: str
    kind: str
    field: str


def disputes(reader: Reader) -> tuple[Dispute, ...]:
    """All of the notebook, outside the bin; one question to the database.

    Of what is stray nobody is asked about its own deletion too: the choice about its host settles both.
    """
    rows = (Dispute(*row) for row in reader.rows(f"{_QUESTION} UNION ALL {_STRAYS}"))
    found = {each for each in rows if each.kind in KINDS}
    astray = {each for each in found if each.field == STRAY}
    settled = {Dispute(each.object, each.kind, DELETED) for each in astray}
    return tuple(sorted(found - settled))


def host(reader: Reader, object_id: str) -> Visit | Chapter | None:
    """The visit or chapter in the bin that a living object hangs on; None where it is not stray."""
    record = reader.get(object_id)
    if record is None or record.deleted:
        return None
    names = [field for _, kind, field in _HOSTS if isinstance(record, kind)]
    hosts = (reader.get(str(getattr(record, name))) for name in names)
    return next((each for each in hosts if isinstance(each, Visit | Chapter) and each.deleted), None)


def deleters(reader: Reader, object_id: str) -> tuple[Version, ...]:
    """The revisions that put an object into the bin, the newest first."""
    graph = Graph(reader.history(object_id))
    heads = graph.field(DELETED).heads if graph.writes(DELETED) else ()
    found = [each for each in graph.revisions if each.id in heads and each.fields[DELETED] is True]
    found.sort(key=lambda each: each.age, reverse=True)
    return tuple(Version(each.id, True, each.author, each.device, each.hlc) for each in found)


def binning(reader: Reader, object_id: str, deleted: bool) -> Edit:
    """Into the bin, or out of it, by somebody who has seen all that was written: whatever was in dispute is settled."""
    graph = Graph(reader.history(object_id))
    return Edit(object_id, graph.kind, {DELETED: deleted}, {DELETED: graph.newest()})


def revival(reader: Reader, host_id: str) -> list[Edit]:
    """The edits that take a visit or chapter out of the bin, alone; what is stray of it is kept from now on."""
    astray = [each.object for each in disputes(reader) if each.field == STRAY]
    kept = [each for each in astray if (found := host(reader, each)) is not None and found.id == host_id]
    asked = [each for each in kept if deletion(reader.history(each))]
    return [binning(reader, each, False) for each in (host_id, *asked)]


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
    if each.id in known or not is_edit(each):
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
