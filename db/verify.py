"""Checks that a notebook is sound: the file, every revision against its hash, what is derived, and the pictures."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from db import blobs
from db.errors import KnownError
from db.holdings import REDACTIONS, all_blanked
from db.records import KINDS
from db.revisions import InvalidRevision, Revision, check, read
from db.rows import DerivedRows, Row
from db.state import Graph


def problems(connection: sqlite3.Connection, folder: Path) -> Iterator[KnownError]:
    """Everything wrong with the notebook in folder, as it stands in connection's transaction."""
    damage = [row[0] for row in connection.execute("PRAGMA integrity_check(10)") if row[0] != "ok"]
    yield from (KnownError("errors.verify.database", detail=line) for line in damage)
    if damage:
        return
    yield from revision_problems(connection)
    yield from _derived(connection)
    yield from _pictures(connection, folder)


def revision_problems(connection: sqlite3.Connection) -> Iterator[KnownError]:
    """One `errors.verify.revision` for each revision (its id: name) that is not what its id or its columns say."""
    blanked = all_blanked(connection.execute(REDACTIONS))
    parents: dict[str, set[str]] = {}
    for child, parent in connection.execute("SELECT revision, parent FROM revision_parent"):
        parents.setdefault(child, set()).add(parent)
    for name, object_id, kind, author, device, hlc, payload in connection.execute(
        "SELECT id, object, kind, author, device, hlc, payload FROM revision"
    ):
        try:
            revision = check(payload)
        except InvalidRevision:
            yield KnownError("errors.verify.revision", name=name)
            continue
        columns = (object_id, kind, author, device, hlc, parents.pop(name, set()))
        if columns != _columns(revision) or not (revision.id == name or (revision.redacted and name in blanked)):
            yield KnownError("errors.verify.revision", name=name)
    yield from (KnownError("errors.verify.revision", name=name) for name in sorted(parents))


def _columns(revision: Revision) -> tuple[Any, ...]:
    return (
        revision.object,
        revision.kind,
        revision.author,
        revision.device,
        revision.hlc,
        set(revision.parents),
    )


def _derived(connection: sqlite3.Connection) -> Iterator[KnownError]:
    """Objects whose derived rows are not what their revisions say."""
    stored: dict[str, dict[str, list[Row]]] = {}
    for table in ("state", "conflict", *KINDS):
        rows = connection.execute(f'SELECT * FROM "{table}"')
        names = [column[0] for column in rows.description]
        for values in rows:
            row = dict(zip(names, values, strict=True))
            stored.setdefault(row["id" if table in KINDS else "object"], {}).setdefault(table, []).append(row)
    made = DerivedRows()
    query = (
        "SELECT object, id, payload FROM revision WHERE id NOT IN (SELECT revision FROM set_aside) ORDER BY object, id"
    )
    for object_id, revisions in groupby(connection.execute(query), key=lambda row: row[0]):
        try:
            wanted = made.of(Graph(read(name, payload) for _, name, payload in revisions).state())
        except (ValueError, KeyError, TypeError):
            continue  # told already: a payload that is none
        if _sorted(stored.pop(object_id, {})) != _sorted(wanted):
            yield KnownError("errors.verify.derived", name=object_id)
    yield from (KnownError("errors.verify.derived", name=name) for name in sorted(stored))


def _sorted(rows: dict[str, list[Row]]) -> dict[str, list[Row]]:
    return {table: sorted(each, key=repr) for table, each in rows.items()}


def _pictures(connection: sqlite3.Connection, folder: Path) -> Iterator[KnownError]:
    known = [row[0] for row in connection.execute("SELECT sha256 FROM blob ORDER BY sha256")]
    shown = [
        row[0] for row in connection.execute("SELECT DISTINCT blob FROM figure WHERE blob IS NOT NULL ORDER BY blob")
    ]
    for name in dict.fromkeys(known + shown):
        file = blobs.find(folder, name)
        if file is None:
            yield KnownError("errors.verify.picture_missing", name=name)
        elif not blobs.is_unchanged(file, name):
            yield KnownError("errors.verify.picture_changed", name=name)
