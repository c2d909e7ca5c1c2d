"""Handing entries in, on the writer thread: what was written in private becomes one revision that others may see.

The private revisions are set aside: nobody else ever gets them, and they stay in this notebook's own history. A row of
`set_aside` without an intake, whose `since` is the instant of the revision that took their place, says so.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, delete, insert

from db.derive import Derivation
from db.edits import Edit
from db.holdings import batches
from db.intake import Intake
from db.ownership import COPIED, GIVEN, Owner, note_of, private_entries
from db.records import ENTRY_KINDS, KINDS, Decision
from db.revisions import Revision
from db.standing import covering
from db.state import Graph, ObjectState
from db.status import SUBMITTED, content_fields, text_heads
from db.steps import Who
from db.tables import Tables
from db.wording import has_words

T = TypeVar("T")
_ASIDE: Final = (
    "SELECT a.revision, r.object, a.since FROM set_aside a JOIN revision r ON r.id = a.revision "
    "WHERE a.intake IS NULL AND {} IN (SELECT value FROM json_each(?))"
)


class Submitting:
    """Sets private revisions aside, and brings them back. What is derived is the caller's to settle."""

    def __init__(self, tables: Tables, derivation: Derivation, intake: Intake) -> None:
        self._tables = tables
        self._derivation = derivation
        self._intake = intake

    def wanted(self, connection: Connection, objects: Sequence[str], who: Who) -> dict[str, Graph]:
        """Those of objects, in their order, that can be handed in now: entries with text that nobody decided about as
        they and their figures are, and of which no field waits for a choice where nobody else has seen them yet."""
        private = self._private(connection, who)
        graphs = self._derivation.graphs(connection, objects)
        judged = self._judged(connection, objects)
        now = {name: heads_of(graph.state()) for name, graph in graphs.items() if graph}
        covered, known = covering(_Live(connection), now, judged), {name for name, _, _ in judged}
        found = {}
        for name in dict.fromkeys(objects):
            state = graphs[name].state() if name in graphs else None
            if state is None or state.kind not in ENTRY_KINDS or state.deleted or not _is_filled(state):
                continue
            disputed = any(field.conflict for field in state.fields.values())
            decided = name in covered if name in known else state.imported
            if not decided and not (disputed and name in private):
                found[name] = graphs[name]
        return found

    def first(self, connection: Connection, graphs: Mapping[str, Graph], who: Who) -> dict[str, tuple[str, ...]]:
        """Those of graphs that nobody else has seen and that are more than one revision, with the parents of what takes
        their place: what an own second machine has already, or none."""
        copied = note_of(_rows(connection), COPIED)
        private = self._private(connection, who)
        parents = {name: tuple(copied.get(name, ())) for name in graphs if name in private}
        return {name: seen for name, seen in parents.items() if seen or len(graphs[name].revisions) > 1}

    def replace(self, connection: Connection, graph: Graph, by: Revision) -> None:
        """Set the revisions of graph aside: by stands in their place."""
        self._put_aside(connection, [each.id for each in graph.revisions], by.instant)

    def follow(self, connection: Connection, edits: Iterable[Edit]) -> list[Revision]:
        """What a decision that went into the bin, or came out of it, brings along: where nothing has left yet and
        nothing was written since, what it was about is private again, or not any more. Answers what stands anew."""
        turned = [edit for edit in edits if edit.kind == Decision.KIND and "deleted" in edit.fields]
        moved: list[Revision] = []
        for edit in turned:
            row = connection.exec_driver_sql(
                "SELECT object, heads, deleted FROM decision WHERE id = ? AND verdict = ?", (edit.object, SUBMITTED)
            ).first()
            if row is not None and row[0] not in note_of(_rows(connection), GIVEN):
                moved += self._turned(connection, str(row[0]), json.loads(row[1]), bool(row[2]))
        return moved

    def in_place_of(self, connection: Connection, edits: Sequence[Edit]) -> list[Edit]:
        """edits, whose bases name what stands now in the place of revisions that were set aside meanwhile."""
        named = {name for edit in edits for names in edit.base.values() for name in names}
        query, given = _ASIDE.format("a.revision"), (json.dumps(sorted(named)),)
        aside = connection.exec_driver_sql(query, given).all() if named else ()
        if not aside:
            return list(edits)
        stands = {name: self._stand_in(connection, name, aside) for name in named}
        return [
            Edit(
                edit.object,
                edit.kind,
                edit.fields,
                {
                    field: tuple(sorted({new for name in names for new in stands[name]}))
                    for field, names in edit.base.items()
                },
                edit.beside,
            )
            for edit in edits
        ]

    def _turned(self, connection: Connection, name: str, heads: Sequence[str], taken_back: bool) -> list[Revision]:
        aside = connection.exec_driver_sql(_ASIDE.format("r.object"), (json.dumps([name]),)).all()
        standing = self._derivation.graphs(connection, [name]).get(name)
        made = self._intake.stored(connection, heads)
        if standing is None or len(made) != 1:
            return []
        before = [row[0] for row in aside if row[2] == made[0].instant]
        hidden = {row[0] for row in aside}
        back = self._intake.stored(connection, before) if taken_back else made
        ready = made[0].id not in hidden if taken_back else made[0].id in hidden
        if not before and taken_back or not ready or _values(Graph(back)) != _values(standing):
            return []
        self._bring_back(connection, [each.id for each in back])
        self._put_aside(connection, [each.id for each in standing.revisions], made[0].instant if not taken_back else "")
        return [*back, *standing.revisions]

    def _stand_in(self, connection: Connection, name: str, aside: Sequence[Any]) -> tuple[str, ...]:
        rows = {row[0]: (row[1], row[2]) for row in aside}
        if name not in rows:
            return (name,)
        object_id, since = rows[name]
        graph = self._derivation.graphs(connection, [object_id]).get(object_id) or Graph([])
        taken = [each.id for each in graph.revisions if since and each.instant == since]
        return tuple(taken) or graph.newest()

    def _private(self, connection: Connection, who: Who) -> frozenset[str]:
        return private_entries(_rows(connection), Owner(who.author, who.device))

    def _judged(self, connection: Connection, objects: Sequence[str]) -> list[tuple[str, frozenset[str], int]]:
        rows = connection.exec_driver_sql(
            "SELECT d.object, d.heads, s.created FROM decision d JOIN state s ON s.object = d.id WHERE NOT d.deleted "
            "AND d.verdict IN ('submitted', 'returned', 'approved') "
            "AND d.object IN (SELECT value FROM json_each(?))",
            (json.dumps(list(objects)),),
        )
        return [(name, frozenset(json.loads(heads)), created) for name, heads, created in rows]

    def _put_aside(self, connection: Connection, revisions: Sequence[str], since: str) -> None:
        rows = [{"revision": name, "intake": None, "since": since} for name in revisions]
        connection.execute(insert(self._tables["set_aside"]), rows)

    def _bring_back(self, connection: Connection, revisions: Sequence[str]) -> None:
        aside = self._tables["set_aside"]
        for batch in batches(revisions):
            connection.execute(delete(aside).where(aside.c.revision.in_(batch)))


class _Live:
    """What is asked of figures, answered by the writer's own connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def once(self, name: str, ask: Callable[[], T]) -> T:
        return ask()

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Any]:
        return list(self._connection.exec_driver_sql(sql, tuple(values)).all())

    def snapshot(self) -> AbstractContextManager[None]:
        return nullcontext()


def heads_of(state: ObjectState) -> frozenset[str]:
    """The revisions that a decision on an entry as it is now is about."""
    shown = {name: field.shown for name, field in state.fields.items()}
    return text_heads(state.kind, shown, {name: field.heads for name, field in state.fields.items() if field.conflict})


def _is_filled(state: ObjectState) -> bool:
    texts = (state.fields[name].value for name in content_fields(state.kind) if name in state.fields)
    return state.kind in KINDS and any(isinstance(each, str) and has_words(each) for each in texts)


def _values(graph: Graph) -> dict[str, Any]:
    return {name: field.value for name, field in graph.state().fields.items()} if graph else {}


def _rows(connection: Connection) -> Any:
    return lambda sql, values: connection.exec_driver_sql(sql, tuple(values)).all()
