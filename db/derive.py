"""Writes what is derived from the revisions: the state, the conflicts and the read table's row of an object.

The same code runs for one object with its revision, in the same transaction, and for all of them in a rebuild.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from typing import Final

from sqlalchemy import Connection, bindparam, delete, insert, select, text

from db import schema
from db.records import KINDS
from db.revisions import Revision, read
from db.rows import DerivedRows, Row
from db.state import Graph, ObjectState
from db.tables import Tables

_BATCH: Final = 500


class Derivation:
    """Keeps the derived tables true to the revisions."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._rows = DerivedRows()

    def graphs(self, connection: Connection, objects: Iterable[str]) -> dict[str, Graph]:
        """The revisions of objects that are not set aside; an object without any is left out."""
        revision, aside = self._tables["revision"], self._tables["set_aside"]
        wanted = sorted(set(objects))
        found: dict[str, list[Revision]] = {}
        query = (
            select(revision.c.object, revision.c.id, revision.c.payload)
            .where(revision.c.object.in_(bindparam("objects", expanding=True)))
            .where(revision.c.id.not_in(select(aside.c.revision)))
        )
        for start in range(0, len(wanted), _BATCH):
            for object_id, name, payload in connection.execute(query, {"objects": wanted[start : start + _BATCH]}):
                found.setdefault(object_id, []).append(read(name, payload))
        return {object_id: Graph(revisions) for object_id, revisions in found.items()}

    def update(self, connection: Connection, objects: Iterable[str]) -> None:
        """Bring the derived rows of objects up to their revisions."""
        wanted = sorted(set(objects))
        for start in range(0, len(wanted), _BATCH):  # the whole history of many objects would fill the memory
            batch = wanted[start : start + _BATCH]
            self._forget(connection, batch)
            self._put(connection, (graph.state() for graph in self.graphs(connection, batch).values()))

    def rebuild(self, connection: Connection) -> None:
        """Make all derived tables anew and fill them; other tables than the permanent ones are dropped."""
        kept = {*self._tables.permanent.tables, "alembic_version"}
        names = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
        quote = connection.dialect.identifier_preparer.quote_identifier
        for name in names:
            if name not in kept and not name.startswith("sqlite_"):
                connection.exec_driver_sql(f"DROP TABLE {quote(name)}")
        self._tables.derived.create_all(connection, checkfirst=False)
        states = self._all_states(connection)
        while batch := list(islice(states, _BATCH)):
            self._put(connection, batch)
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
        state = self._tables["state"]
        known = select(state.c.kind, state.c.object).where(state.c.object.in_(bindparam("objects", expanding=True)))
        for start in range(0, len(objects), _BATCH):
            batch = objects[start : start + _BATCH]
            stood: dict[str, list[str]] = {"state": batch, "conflict": batch}
            for kind, object_id in connection.execute(known, {"objects": batch}).all():
                if kind in KINDS:
                    stood.setdefault(kind, []).append(object_id)
            for name, ids in stood.items():
                table = self._tables[name]
                key = table.c.id if name in KINDS else table.c.object
                connection.execute(delete(table).where(key.in_(bindparam("ids", expanding=True))), {"ids": ids})

    def _put(self, connection: Connection, states: Iterable[ObjectState]) -> None:
        rows: dict[str, list[Row]] = {}
        for state in states:
            for name, made in self._rows.of(state).items():
                rows.setdefault(name, []).extend(made)
        for name, values in rows.items():
            connection.execute(insert(self._tables[name]), values)
