"""Faults that were put into the store on purpose: a proof that lets one of them pass proves nothing.

Loaded by pytest with `-p tests.proof.mutants`; the environment names the fault.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import Connection

from db import exchange, intake, merge, state, steps, store
from db.holdings import Holdings
from db.incoming import Incoming
from db.records import Value
from db.revisions import Revision
from db.state import FieldState, Graph

VARIABLE: Final = "BRIEFING_MUTANT"


def last_writer_wins() -> None:
    """Of several versions the newest counts; the others are not even listed."""
    right = Graph.field

    def field(self: Graph, name: str) -> FieldState:
        found = right(self, name)
        known = {each.id: each for each in self.revisions}
        newest = max((known[head] for head in found.heads), key=lambda each: each.age)
        return replace(found, value=newest.fields[name], conflict=False)

    Graph.field = field  # type: ignore[method-assign]


def arrival_order() -> None:
    """What arrived last is shown."""
    right_start, right_field = Graph.__init__, Graph.field
    arrived: dict[int, list[str]] = {}

    def start(self: Graph, revisions: Iterable[Revision]) -> None:
        given = list(revisions)
        right_start(self, given)
        arrived[id(self)] = [each.id for each in given]

    def field(self: Graph, name: str) -> FieldState:
        found = right_field(self, name)
        if not found.conflict:
            return found
        last = max(found.heads, key=arrived[id(self)].index)
        return replace(found, value={each.id: each for each in self.revisions}[last].fields[name], shown=(last,))

    Graph.__init__ = start  # type: ignore[method-assign]
    Graph.field = field  # type: ignore[method-assign]


def one_side_dropped() -> None:
    """Of two texts that would merge, one is taken whole."""
    right = merge.merge

    def half(base: str, one: str, other: str) -> str | None:
        return None if right(base, one, other) is None else max(one, other)

    merge.merge = half
    state.merge = half  # type: ignore[attr-defined]


def delete_beats_edit() -> None:
    """A deletion holds, whoever wrote something meanwhile."""

    def deleted(self: Graph) -> bool:
        return self.writes("deleted") and self.field("deleted").value is True

    Graph._deleted = deleted  # type: ignore[method-assign]


def no_refresh() -> None:
    """A merge does not bring the derived tables up to date."""
    right = store.Store.merge

    def taken(self: store.Store, connection: Connection, *given: Any) -> Any:
        kept, self._derivation.update = self._derivation.update, lambda *_: None  # type: ignore[method-assign]
        try:
            return right(self, connection, *given)
        finally:
            self._derivation.update = kept  # type: ignore[method-assign]

    store.Store.merge = taken  # type: ignore[method-assign, assignment]


def heads_of_the_moment() -> None:
    """A save names as parents what stands there now, not what its author saw."""
    right = steps._parents

    def parents(now: FieldState | None, named: tuple[str, ...] | None, graph: Graph) -> tuple[str, ...]:
        return right(now, None, graph)

    steps._parents = parents


def typing_settles() -> None:
    """A save in a conflict names all versions as parents."""
    right = Graph.field

    def field(self: Graph, name: str) -> FieldState:
        found = right(self, name)
        return replace(found, shown=found.heads)

    Graph.field = field  # type: ignore[method-assign]


def undone_travels() -> None:
    """What an undone merge had brought is exported all the same."""
    right = Holdings.shown

    def shown(self: Holdings, objects: Iterable[str], also: Iterable[str] = ()) -> Any:
        return right(self, objects, [*also, *self.undone()])

    Holdings.shown = shown  # type: ignore[method-assign]


def undone_comes_back() -> None:
    """What builds on an undone merge is taken in without asking."""
    exchange._descendants = lambda *_: set()


def ancestors_of_edits_go() -> None:
    """Undoing a merge takes away what later edits were built on."""
    right = intake._removable

    def removable(graph: Graph, brought: Any) -> list[Revision]:
        assert right(graph, brought) is not None
        return [each for each in graph.revisions if each.id in brought]

    intake._removable = removable


def old_bundle_undoes_redaction() -> None:
    """A body that comes after its redaction is stored whole."""
    intake.Intake.redacted = lambda *_: frozenset()  # type: ignore[method-assign]


def unknown_fields_are_dropped() -> None:
    """A revision of a newer program is written anew with the fields that are known here."""
    right = Incoming.of.__func__  # type: ignore[attr-defined]

    def of(cls: type[Incoming], revision: Revision, payload: str) -> Incoming:
        made: Incoming = right(cls, revision, payload.replace('"colour":["red",1.5],', ""))
        return made

    Incoming.of = classmethod(of)  # type: ignore[method-assign, assignment]


def choice_without_revision() -> None:
    """Choosing the version that is shown writes nothing, so that the conflict stays."""
    right = steps._changes_nothing

    def nothing(
        name: str, value: Value, now: FieldState | None, named: tuple[str, ...], seen: Mapping[str, Revision]
    ) -> bool:
        return right(name, value, None if now is None else replace(now, conflict=False), named, seen)

    steps._changes_nothing = nothing


MUTANTS: Final[Mapping[str, Callable[[], None]]] = {
    each.__name__: each
    for each in (
        last_writer_wins,
        arrival_order,
        one_side_dropped,
        delete_beats_edit,
        no_refresh,
        heads_of_the_moment,
        typing_settles,
        undone_travels,
        undone_comes_back,
        ancestors_of_edits_go,
        old_bundle_undoes_redaction,
        unknown_fields_are_dropped,
        choice_without_revision,
    )
}


def pytest_configure() -> None:
    if name := os.environ.get(VARIABLE):
        MUTANTS[name]()
