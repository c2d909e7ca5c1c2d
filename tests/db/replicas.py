"""Whole stores in memory that exchange revisions, and what they must show: the plain meaning, no bit sets, no cache."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.pool import StaticPool

from db.edits import Changes, Edit
from db.exchange import export, plan
from db.holdings import Holdings
from db.making import make_tables
from db.mergeplan import MergePlan
from db.queries import Reader
from db.revisions import Clock, canonical, hash_of, read
from db.rows import DerivedRows
from db.schema import derived
from db.state import Graph
from db.steps import Who
from db.store import Store
from tests.db.laptops import NOTEBOOK

T = TypeVar("T")
START_MS = 2_000_000_000_000
SHOWN = ("state", "conflict", "note", "redaction")
COLUMNS = {table.name: [column.name for column in table.columns] for table in derived()}
Dump = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True)
class Fact:
    """A revision as a replica stores it now. fields: none where it was redacted."""

    id: str
    object: str
    kind: str
    hlc: int
    parents: tuple[str, ...]
    fields: Mapping[str, Any]
    payload: str


class Replica:
    """One laptop's store. ahead: how much its clock is wrong, in milliseconds; now: the true time that all share."""

    def __init__(self, name: str, empty: sqlite3.Connection, now: Callable[[], int]) -> None:
        self.name = name
        self.ahead = 0
        self.raw = sqlite3.connect(":memory:", isolation_level=None)
        empty.backup(self.raw)
        self._connection = _connection(self.raw)
        self.store = self.run(Store)
        self.clock = Clock(0, lambda: START_MS + now() + self.ahead)
        self.store._clock = self.clock
        self.reader = Reader(Path(name), self.raw)

    def close(self) -> None:
        self._connection.close()
        self._connection.engine.dispose()
        self.raw.close()

    def run(self, work: Callable[[Connection], T]) -> T:
        with self._connection.begin():
            return work(self._connection)

    def commit(self, object_id: str, base: Mapping[str, tuple[str, ...]], **fields: Any) -> Changes:
        edit = Edit(object_id, "note", fields, base)
        return self.run(lambda connection: self.store.commit(connection, [edit], Who(self.name, self.name)))

    def plan(self, lines: Iterable[str], **asked: bool) -> MergePlan:
        return plan(self.reader, lines, clock=self.clock, **asked)

    def merge(self, made: MergePlan, sender: str = "") -> Changes:
        return self.run(lambda connection: self.store.merge(connection, made, sender, "bundle"))

    def lines(self) -> list[str]:
        return list(export(self.reader))

    def newest_intake(self) -> str | None:
        """The last merge that was not undone."""
        made = self.raw.execute("SELECT id FROM intake ORDER BY rowid DESC").fetchall()
        done = {each.id for each in Holdings(self.reader).intakes() if each.aside}
        return next((name for (name,) in made if name not in done), None)

    def intake(self, name: str) -> frozenset[str]:
        (row,) = self.raw.execute("SELECT revisions FROM intake WHERE id = ?", (name,))
        return frozenset(json.loads(row[0]))

    def facts(self) -> dict[str, Fact]:
        """Everything stored, set aside or not."""
        found = {}
        for name, payload in self.raw.execute("SELECT id, payload FROM revision"):
            each = read(name, payload)
            found[name] = Fact(name, each.object, each.kind, each.hlc, each.parents, each.fields, payload)
        return found

    def aside(self) -> frozenset[str]:
        return frozenset(row[0] for row in self.raw.execute("SELECT revision FROM set_aside"))

    def dump(self, tables: Iterable[str] = SHOWN) -> Dump:
        return {name: sorted(self.raw.execute(f'SELECT * FROM "{name}"'), key=repr) for name in tables}

    def expected(self) -> Dump:
        """What dump must be, computed from the revisions at once."""
        aside = self.aside()
        objects: dict[str, list[Fact]] = {}
        for each in self.facts().values():
            if each.id not in aside:
                objects.setdefault(each.object, []).append(each)
        made: Dump = {name: [] for name in SHOWN}
        rows = DerivedRows()
        for facts in objects.values():
            for table, values in rows.of(Graph(read(each.id, each.payload) for each in facts).state()).items():
                columns = COLUMNS[table]
                made.setdefault(table, []).extend(tuple(row[name] for name in columns) for row in values)
        return {table: sorted(found, key=repr) for table, found in made.items()}


def empty_notebook() -> sqlite3.Connection:
    """The tables of a new notebook, to be copied: much faster than to make them for each replica."""
    raw = sqlite3.connect(":memory:", isolation_level=None)
    with closing(_connection(raw)) as connection, connection.begin():
        make_tables(connection, NOTEBOOK)
    return raw


def _connection(raw: sqlite3.Connection) -> Connection:
    engine = create_engine("sqlite://", poolclass=StaticPool, creator=lambda: raw, pool_reset_on_return=None)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine.connect()


def ancestors(facts: Mapping[str, Fact], name: str) -> set[str]:
    """All that the author of name had seen, as far as it is in facts."""
    found: set[str] = set()
    waiting = list(facts[name].parents)
    while waiting:
        parent = waiting.pop()
        if parent in facts and parent not in found:
            found.add(parent)
            waiting += facts[parent].parents
    return found


def heads(facts: Mapping[str, Fact], object_id: str, field: str) -> list[Fact]:
    """The plain meaning of heads: writers of the field that no other writer has seen; the newest last."""
    writers = [each for each in facts.values() if each.object == object_id and field in each.fields]
    seen = set().union(*(ancestors(facts, each.id) for each in writers))
    return sorted((each for each in writers if each.id not in seen), key=lambda each: (each.hlc, each.id))


def is_deleted(facts: Mapping[str, Fact], object_id: str) -> bool:
    """The plain meaning of deleted: all say so, and nobody who had not seen any of the deletions wrote anything."""
    deletions = heads(facts, object_id, "deleted")
    if not deletions or not all(each.fields["deleted"] is True for each in deletions):
        return False
    known = set().union(*({each.id} | ancestors(facts, each.id) for each in deletions))
    names = {each.id for each in deletions}
    return not any(
        each.object == object_id
        and each.fields.keys() - {"deleted", "order"}
        and each.id not in known
        and not ancestors(facts, each.id) & names
        for each in facts.values()
    )


def is_inside(facts: Mapping[str, Fact], writers: list[Fact], field: str, merged: str) -> bool:
    """Whether merged holds every sentence of each writer once, less what another writer took out, and no other."""
    texts = {each.id: set(_sentences(each.fields[field])) for each in writers}
    before = {
        each.id: {
            sentence
            for name in ancestors(facts, each.id)
            if isinstance(facts[name].fields.get(field), str)
            for sentence in _sentences(facts[name].fields[field])
        }
        for each in writers
    }
    removed = set().union(*(before[name] - texts[name] for name in texts))
    shown = _sentences(merged)
    wanted = set().union(*texts.values()) - removed
    return len(shown) == len(set(shown)) and wanted <= set(shown) <= set().union(*texts.values())


def _sentences(text: str) -> list[str]:
    return text.split()


def foreign_line(
    kind: str, object_id: str, parents: Iterable[str], hlc: int, fields: Mapping[str, Any]
) -> tuple[str, str]:
    """Id and payload of what a newer program wrote: another version, and keys that nobody here knows."""
    payload = canonical(
        {
            "v": 9,
            "notebook": NOTEBOOK,
            "object": object_id,
            "kind": kind,
            "author": None,
            "device": "newer",
            "hlc": hlc,
            "parents": sorted(parents),
            "fields": fields,
            "colour": ["red", 1.5],
        }
    )
    return hash_of(payload), payload
