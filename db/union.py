"""Takes what a backup holds into a notebook: the union of both, so that nothing newer is lost by a restore."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

from sqlalchemy import Connection

from db.edits import Changes
from db.holdings import REDACTIONS, all_blanked, is_blanked
from db.revisions import InvalidRevision, Revision, blank, check, read
from db.store import Store
from db.verify import revision_problems

_COPIED = ("blob", "intake")


def unite(store: Store, connection: Connection, other: sqlite3.Connection) -> Changes:
    """Add to the notebook what other, a notebook of the same id, has beyond it, in connection's transaction.

    Revisions whose stored bytes are damaged here are replaced. What was blanked on either side is blank; what was set
    aside there comes in set aside; drafts come in for objects that are new here, held ones where none is held yet.
    other may be of an older schema. Raises nothing for damage in other: what does not match its hash is left out.
    """
    stored = {row[0] for row in _all(connection, "SELECT id FROM revision")}
    objects = {row[0] for row in _all(connection, "SELECT DISTINCT object FROM revision")}
    spoilt = {str(each.values["name"]) for each in revision_problems(_plain(connection))}
    found = list(_found(other, stored - spoilt, all_blanked(_all(connection, REDACTIONS))))
    names = {revision.id for revision, _ in found}
    for table in _COPIED:
        _copy(connection, table, _rows(other, table))
    _copy(connection, "set_aside", (row for row in _rows(other, "set_aside") if row["revision"] in names - stored))
    drafts = (row for row in _rows(other, "draft") if row.get("held") or row["object"] not in objects)
    _copy(connection, "draft", drafts)
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


def _plain(connection: Connection) -> sqlite3.Connection:
    """SQLite's own connection below SQLAlchemy's, in the same transaction."""
    return cast(sqlite3.Connection, connection.connection.driver_connection)


def _all(connection: Connection, query: str) -> list[Any]:
    return list(connection.exec_driver_sql(query).all())


def _rows(other: sqlite3.Connection, table: str) -> Iterator[dict[str, Any]]:
    rows = other.execute(f"SELECT * FROM {table}")
    names = [column[0] for column in rows.description]
    return (dict(zip(names, row, strict=True)) for row in rows)


def _copy(connection: Connection, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
    for row in rows:
        marks = ",".join("?" * len(row))
        into = f"INSERT OR IGNORE INTO {table} ({','.join(row)}) VALUES ({marks})"
        connection.exec_driver_sql(into, tuple(row.values()))
