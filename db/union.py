"""Takes what a backup holds into a notebook: the union of both, so that nothing newer is lost by a restore."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Connection

from db.edits import Changes
from db.holdings import REDACTIONS, all_blanked, is_blanked
from db.ownership import COPIED, GIVEN, RECEIVED, note_of
from db.revisions import InvalidRevision, Revision, blank, check, read
from db.store import Store
from db.verify import revision_problems

_COPIED = ("blob", "intake")


def unite(store: Store, connection: Connection, other: sqlite3.Connection) -> Changes:
    """Add to the notebook what other, a notebook of the same id, has beyond it, in connection's transaction.

    Revisions whose stored bytes are damaged here are replaced. What was blanked on either side is blank; what was set
    aside there comes in set aside, and so is here what led to an entry that was handed in there; what left is
    known from both; drafts come in for objects that are new here, held ones where none is held yet. other may be of an
    older schema. Raises nothing for damage in other: what does not match its hash is left out.
    """
    stored = {row[0] for row in _all(connection, "SELECT id FROM revision")}
    objects = {row[0] for row in _all(connection, "SELECT DISTINCT object FROM revision")}
    spoilt = {str(each.values["name"]) for each in revision_problems(_plain(connection))}
    found = list(_found(other, stored - spoilt, all_blanked(_all(connection, REDACTIONS))))
    names = {revision.id for revision, _ in found}
    for table in _COPIED:
        _copy(connection, table, _rows(other, table))
    _copy(connection, "set_aside", (row for row in _rows(other, "set_aside") if row["revision"] in names - stored))
    _copy(connection, "set_aside", _stood_in(other, [revision for revision, _ in found]))
    drafts = (row for row in _rows(other, "draft") if row.get("held") or row["object"] not in objects)
    _copy(connection, "draft", drafts)
    for each in (GIVEN, RECEIVED, COPIED):
        here = note_of(lambda sql, values: _all(connection, sql, values), each)
        there = note_of(lambda sql, values: other.execute(sql, tuple(values)).fetchall(), each)
        store.note(connection, each, {name: ids for name, ids in there.items() if name not in here})
    return store.unite(connection, found, sorted(spoilt & (names | spoilt - stored)))


def _found(other: sqlite3.Connection, known: set[str], blanked: frozenset[str]) -> Iterator[tuple[Revision, str]]:
    there = all_blanked(other.execute(REDACTIONS))
    for name, payload in other.execute("SELECT id, payload FROM revision ORDER BY object, hlc, id"):
        if name in known:
            continue
        try:
            revision = check(payload)
        except InvalidRevision:
            continue
        if revision.redacted and name in there:
            yield read(name, payload), payload
        elif revision.id == name:
            yield blank(revision) if is_blanked(revision, blanked) else (revision, payload)


def _stood_in(other: sqlite3.Connection, found: Iterable[Revision]) -> Iterator[dict[str, Any]]:
    """What was handed in there and is new here: what led to it is set aside here too."""
    made = {(each.object, each.instant) for each in found}
    rows = other.execute(
        "SELECT a.revision, a.since, r.object FROM set_aside a JOIN revision r ON r.id = a.revision "
        "WHERE a.intake IS NULL"
    )
    for revision, since, object_id in rows:
        if (object_id, since) in made:
            yield {"revision": revision, "intake": None, "since": since}


def _plain(connection: Connection) -> sqlite3.Connection:
    """SQLite's own connection below SQLAlchemy's, in the same transaction."""
    return cast(sqlite3.Connection, connection.connection.driver_connection)


def _all(connection: Connection, query: str, values: Sequence[object] = ()) -> list[Any]:
    return list(connection.exec_driver_sql(query, tuple(values)).all())


def _rows(other: sqlite3.Connection, table: str) -> Iterator[dict[str, Any]]:
    rows = other.execute(f"SELECT * FROM {table}")
    names = [column[0] for column in rows.description]
    return (dict(zip(names, row, strict=True)) for row in rows)


def _copy(connection: Connection, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
    for row in rows:
        marks = ",".join("?" * len(row))
        into = f"INSERT OR IGNORE INTO {table} ({','.join(row)}) VALUES ({marks})"
        connection.exec_driver_sql(into, tuple(row.values()))
