"""Writes what is derived from the revisions: the state, the conflicts and the read table's row of an object.

The same code runs for one object with its revision, in the same transaction, and for all of them in a rebuild.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from itertools import groupby, islice
from typing import Final

from sqlalchemy import Connection, delete, insert, select, text

from db import schema
from db.holdings import batches
from db.progress import Progress, unseen
from db.records import KINDS
from db.revisions import Revision, read
from db.rows import DerivedRows, Row
from db.state import Graph, ObjectState
from db.tables import Tables

_BATCH: Final = 40
_SHOWN: Final = (
    "SELECT object, id, payload FROM revision WHERE object IN (SELECT value FROM json_each(?)) "
    "AND (id NOT IN (SELECT revision FROM set_aside) OR id IN (SELECT value FROM json_each(?)))"
)
_KINDS: Final = "SELECT kind, object FROM state WHERE object IN (SELECT value FROM json_each(?))"


class Derivation:
    """Keeps the derived tables true to the revisions."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._rows = DerivedRows()

    def graphs(self, connection: Connection, objects: Iterable[str], also: Collection[str] = ()) -> dict[str, Graph]:
        """The revisions of objects that are not set aside, or are in also; an object without any is left out."""
        found: dict[str, list[Revision]] = {}
        for batch in batches(sorted(set(objects)), _BATCH):
            for object_id, name, payload in connection.exec_driver_sql(
                _SHOWN, (json.dumps(batch), json.dumps(list(also)))
            ):
                found.setdefault(object_id, []).append(read(name, payload))
        return {object_id: Graph(revisions) for object_id, revisions in found.items()}

    def update(self, connection: Connection, objects: Iterable[str]) -> None:
        """Bring the derived rows of objects up to their revisions."""
        for batch in batches(sorted(set(objects)), _BATCH):  # the whole history of many objects would fill the memory
            self._forget(connection, batch)
            self._put(connection, (graph.state() for graph in self.graphs(connection, batch).values()))

    def replace(self, connection: Connection, graphs: Iterable[Graph]) -> None:
        """The same for objects whose revisions are known, and whose kind is what it was."""
        states = [graph.state() for graph in graphs]
        gone = (json.dumps([state.object for state in states]),)
        connection.exec_driver_sql("DELETE FROM conflict WHERE object IN (SELECT value FROM json_each(?))", gone)
        self._put(connection, states)

    def rebuild(self, connection: Connection, progress: Progress = unseen) -> None:
        """Make all derived tables anew and fill them; other tables than the permanent ones are dropped.

        progress: objects done, of how many.
        """
        kept = {*self._tables.permanent.tables, "alembic_version"}
        names = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
        quote = connection.dialect.identifier_preparer.quote_identifier
        for name in names:
            if name not in kept and not name.startswith("sqlite_"):
                connection.exec_driver_sql(f"DROP TABLE {quote(name)}")
        self._tables.derived.create_all(connection, checkfirst=False)
        total = connection.execute(text("SELECT count(DISTINCT object) FROM revision")).scalar_one()
        states, done = self._all_states(connection), 0
        while batch := list(islice(states, _BATCH)):
            progress(done, total)
            self._put(connection, batch)
            done += len(batch)
        meta = self._tables["meta"]
        connection.execute(delete(meta).where(meta.c.name == "derived_version"))
        connection.execute(insert(meta), [{"name": "derived_version", "value": schema.derived_version()}])

    def _all_states(self, connection: Connection) -> Iterator[ObjectState]:
        revision, aside = self._tables["revision"], self._tables["set_aside"]
        query = (
            select(revision.c.object, revision.c.id, revision.c.payload)
            .where(revision.c.id.not_in(select(aside.c.revision)))
            .order_by(revision.c.object)
        )
        for _, rows in groupby(connection.execute(query), key=lambda row: row[0]):
            yield Graph(read(name, payload) for _, name, payload in rows).state()

    def _forget(self, connection: Connection, objects: list[str]) -> None:
        stood: dict[str, list[str]] = {"state": objects, "conflict": objects}
        known = connection.exec_driver_sql(_KINDS, (json.dumps(objects),)).all()
        for kind, object_id in known:
            if kind in KINDS:
                stood.setdefault(kind, []).append(object_id)
        for name, ids in stood.items():
            key = "id" if name in KINDS else "object"
            connection.exec_driver_sql(
                f'DELETE FROM "{name}" WHERE {key} IN (SELECT value FROM json_each(?))', (json.dumps(ids),)
            )

    def _put(self, connection: Connection, states: Iterable[ObjectState]) -> None:
        rows: dict[str, list[Row]] = {}
        for state in states:
            for name, made in self._rows.of(state).items():
                rows.setdefault(name, []).extend(made)
        for name, values in rows.items():
            connection.execute(self._tables.put(name), values)
