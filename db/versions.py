"""The history of an object as a reader sees it: who changed what, what was there before, which versions disagree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from db.difference import aligned
from db.edits import Edit
from db.errors import KnownError
from db.merge import sentence_tokens
from db.queries import Reader, Version
from db.records import KINDS, Value, field_specs
from db.revisions import Revision
from db.state import Graph


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that a revision sets. before: what its author was shown. after: what it says.

    others: where the author chose between versions in conflict, those beside the one that was shown.
    """

    field: str
    before: Value
    after: Value
    others: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One revision of an object, and what it changed.

    author, device: their ids. instant: ISO 8601 in UTC; empty where it is not known. imported: the first revision of an
    object that came from a foreign text. redacted: its body was blanked, so that its changes are not known.
    """

    revision: str
    author: str | None
    device: str | None
    instant: str
    imported: bool
    redacted: bool
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field whose versions disagree. versions: the one that is shown first.

    ancestor: what they were written from; None or "" where that was nothing. ancestor_known: False where it was never
    received, was blanked, or is itself in conflict.
    """

    object: str
    kind: str
    field: str
    versions: tuple[Version, ...]
    ancestor: Value
    ancestor_known: bool


def steps(revisions: Sequence[Revision]) -> tuple[Step, ...]:
    """What each of an object's revisions changed, oldest first. revisions: all of the object, in any order."""
    graph = Graph(revisions)
    empty = _defaults(graph.kind) if graph else {}
    return tuple(
        Step(
            each.id,
            each.author,
            each.device,
            each.instant,
            not (each.redacted or each.hlc or each.parents),
            each.redacted,
            tuple(_change(graph, each, name, empty.get(name)) for name in sorted(each.fields)),
        )
        for each in graph.revisions
    )


def restored(revisions: Sequence[Revision], revision_id: str, field: str) -> Edit:
    """The edit that sets field back to what it was right after one of the object's revisions.

    revisions: all of the object. Versions of the field that are in conflict are settled by it. Raises KnownError
    `errors.blanked` where the body of that revision was blanked.
    """
    graph = Graph(revisions)
    wanted = next(each for each in graph.revisions if each.id == revision_id)
    if wanted.redacted:
        raise KnownError("errors.blanked", name=revision_id[:12])
    then = graph.field_of(field, [revision_id])
    value: Value = then.value if then is not None else _defaults(wanted.kind).get(field)
    base = {field: graph.field(field).heads} if graph.writes(field) else {}
    return Edit(wanted.object, wanted.kind, {field: value}, base)


def conflict(reader: Reader, object_id: str, field: str) -> Conflict | None:
    """The field's versions, and what they came from; None where it is not in conflict."""
    with reader.snapshot():
        versions = reader.conflicts(object_id).get(field)
        if not versions:
            return None
        graph = Graph(reader.history(object_id))
    ancestor, known = graph.ancestor(field, [version.revision for version in versions])
    if known and ancestor is None:
        ancestor = _defaults(graph.kind).get(field)
    return Conflict(object_id, graph.kind, field, versions, ancestor, known)


def joined(conflict: Conflict) -> str:
    """All versions one after the other, without repeating what they share. Values that are no texts are listed."""
    texts = [version.value for version in conflict.versions]
    if not all(isinstance(each, str) for each in texts):
        return ", ".join(dict.fromkeys(_plain(each) for each in texts if each is not None))
    together: str = texts[0]
    for other in texts[1:]:
        together = _both(together, other)
    return together


def _change(graph: Graph, revision: Revision, name: str, empty: Value) -> FieldChange:
    seen = graph.field_of(name, revision.parents)
    after: Value = revision.fields[name]
    if seen is None:
        return FieldChange(name, empty, after)
    known = {each.id: each for each in graph.revisions if each.id in seen.heads} if seen.conflict else {}
    others = tuple(known[head].fields[name] for head in seen.heads if head not in seen.shown) if known else ()
    return FieldChange(name, seen.value, after, others)


def _both(one: str, other: str) -> str:
    """Sentences of both texts: those they share once; where they differ, those of one before those of the other."""
    ours, theirs = sentence_tokens(one), sentence_tokens(other)
    made, at, beside = "", 0, 0
    for i, j, size in [*aligned(ours, theirs), (len(ours), len(theirs), 0)]:
        first, second = "".join(ours[at:i]), "".join(theirs[beside:j])
        made += first
        if second.strip() or not first:
            made += _gap(made, second, apart=bool(first.strip()) and _line_before(made, first)) + second
        made += "".join(ours[i : i + size])
        at, beside = i + size, j + size
    return made


def _line_before(made: str, first: str) -> bool:
    """Whether first, at the end of made, begins a line."""
    before = made[: len(made) - len(first)]
    return not before or before.endswith("\n") or first.startswith("\n")


def _gap(made: str, second: str, *, apart: bool) -> str:
    if not (made and second) or made[-1:].isspace() or second[:1].isspace():
        return ""
    return "\n" if apart else " "


def _plain(value: Value) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _defaults(kind: str) -> dict[str, Value]:
    return {spec.name: spec.default for spec in field_specs(KINDS[kind])} if kind in KINDS else {}
