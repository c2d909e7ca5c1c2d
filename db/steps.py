"""How one edit becomes revisions: their parents are what the author saw, and no more.

A field in conflict is saved in a revision of its own, whose only parent is the newest revision that the shown version
came from; so the conflict stays, with all its versions, until someone chooses.

Personal fields (a phone number) are saved in revisions of their own too, and no other revision names those: whoever is
given the others alone has all that they were built on, and could not guess the number from an id either.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence

from db.edits import Edit
from db.errors import BugError
from db.frozen import dataclass
from db.records import PERSONAL, Value
from db.revisions import Revision
from db.state import FieldState, Graph


@dataclass(frozen=True, slots=True)
class Who:
    """Who writes: the id of a person, and the id of this device; None where it is not known or does not matter."""

    author: str | None = None
    device: str | None = None


@dataclasses.dataclass(slots=True)
class _Step:
    fields: dict[str, Value]
    parents: tuple[str, ...]
    alone: bool
    apart: bool


def combined(edits: Sequence[Edit]) -> list[Edit]:
    """edits with those of one object together, in order of first mention; a later value takes an earlier one's place.

    Those that stand beside others stay alone, and come last. Raises BugError where they give one object two kinds.
    """
    together: dict[str, Edit] = {}
    for edit in edits:
        if edit.beside:
            continue
        before = together.get(edit.object)
        if before is None:
            together[edit.object] = edit
        elif before.kind != edit.kind:
            raise BugError(f"{edit.object} cannot be {before.kind} and {edit.kind}")
        else:
            base = {**before.base, **edit.base}
            together[edit.object] = Edit(edit.object, edit.kind, {**before.fields, **edit.fields}, base)
    return [*together.values(), *(edit for edit in edits if edit.beside)]


def steps(
    edit: Edit, graph: Graph | None, seen: Mapping[str, Revision]
) -> Iterator[tuple[dict[str, Value], tuple[str, ...]]]:
    """The fields and parents of each revision that edit becomes; none where it changes nothing.

    graph: the revisions of the object so far, or None where there are none. seen: those that edit.base names, by id;
    some may be in no graph any more.
    """
    personal = PERSONAL.get(edit.kind, frozenset())
    if graph is None or edit.beside:
        given = tuple(sorted({name for names in edit.base.values() for name in names}))
        for fields, apart in parted(edit.kind, edit.fields):
            yield fields, given if apart else plain(given, graph)
        return
    made: list[_Step] = []
    for name, value in edit.fields.items():
        now = graph.field(name) if graph.writes(name) else None
        named = edit.base.get(name)
        if _changes_nothing(name, value, now, named or (), seen):
            continue
        alone = now is not None and now.conflict
        apart = name in personal
        parents = _parents(now, named, graph)
        parents = parents if apart else plain(parents, graph)
        if not alone and (step := _joinable(made, name, parents, graph, apart)) is not None:
            step.fields[name] = value
            step.parents = tuple(sorted({*step.parents, *parents}))
        else:
            made.append(_Step({name: value}, parents, alone, apart))
    for step in made:
        yield step.fields, step.parents


def parted(kind: str, fields: Mapping[str, Value]) -> Iterator[tuple[dict[str, Value], bool]]:
    """fields without the personal ones, and these, each where there are any; and whether they are the personal ones."""
    personal = PERSONAL.get(kind, frozenset())
    for apart in (False, True):
        part = {name: value for name, value in fields.items() if (name in personal) is apart}
        if part or (not fields and not apart):
            yield part, apart


def plain(parents: Iterable[str], graph: Graph | None) -> tuple[str, ...]:
    """parents, in place of those with nothing but personal fields what these were built on.

    One with both, of an older program, stays; what it was built on is named beside it, for those who are not given it.
    """
    if graph is None or graph.kind not in PERSONAL or not PERSONAL[graph.kind]:
        return tuple(sorted(set(parents)))
    known = {each.id: each for each in graph.revisions}
    found: set[str] = set()
    waiting, met = list(parents), set(parents)
    while waiting:
        name = waiting.pop()
        revision = known.get(name)
        private = revision.fields.keys() & PERSONAL[graph.kind] if revision is not None else ()
        if revision is None or revision.fields.keys() - private or not private:
            found.add(name)
        if revision is not None and private:
            waiting += set(revision.parents) - met
            met.update(revision.parents)
    return tuple(sorted(found))


def _parents(now: FieldState | None, named: tuple[str, ...] | None, graph: Graph) -> tuple[str, ...]:
    if named:
        return tuple(sorted(set(named)))
    if named is not None:  # the author saw the object, and the field was empty then
        return graph.roots()
    if now is not None and now.conflict:
        return now.shown
    return graph.newest()


def _changes_nothing(
    name: str, value: Value, now: FieldState | None, named: tuple[str, ...], seen: Mapping[str, Revision]
) -> bool:
    """Whether value is what stands there already, or what the author found and left as it was."""
    if now is None:
        return value is None or value is False or value in ("", ())
    if now.conflict and len(named) > 1:
        return False  # a choice between versions counts even where it is for the one that is shown
    if type(now.value) is type(value) and now.value == value:
        return name != "deleted"  # a deletion that an edit has beaten is made again
    if len(named) != 1 or named[0] not in seen:
        return False
    found = seen[named[0]].fields
    return name in found and bool(found[name] == value)


def _joinable(made: list[_Step], name: str, parents: tuple[str, ...], graph: Graph, apart: bool) -> _Step | None:
    """A step that can take the field along without claiming that its author saw more of any field than he did."""
    for step in made:
        if step.alone or step.apart is not apart:
            continue
        together = {*step.parents, *parents}
        if graph.seen_for(name, together) == graph.seen_for(name, parents) and all(
            graph.seen_for(other, together) == graph.seen_for(other, step.parents) for other in step.fields
        ):
            return step
    return None
