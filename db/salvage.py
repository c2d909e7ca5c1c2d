"""What can still be read of a damaged notebook: every revision that matches its hash, row by row."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Final

from db.lock import DATABASE
from db.revisions import InvalidRevision, check
from db.schema import PERMANENT, SCHEMA_VERSION, permanent, plain_sql, statements

_AT_ONCE: Final = 50
_SMALLEST_ROW: Final = 200  # bytes of the shortest revision, roughly


def salvage(folder: Path, notebook: str, into: Path) -> int:
    """Put the sound revisions of the damaged notebook in folder, and its drafts, into a new database file into.

    notebook: its id; revisions of another are left out. Answers how many revisions there are in it. Nothing in folder
    is changed, no trigger or view of its database runs, and no damage of it raises anything.
    """
    with closing(sqlite3.connect(into)) as made, made:
        for sql in statements(PERMANENT).values():
            made.execute(sql)
        with tempfile.TemporaryDirectory(prefix="notebook-", ignore_cleanup_errors=True) as copy:
            for name in (DATABASE, f"{DATABASE}-wal"):
                if (folder / name).is_file():
                    shutil.copyfile(folder / name, Path(copy) / name)
            with suppress(sqlite3.Error):
                _fill(made, Path(copy) / DATABASE, notebook)
        return int(made.execute("SELECT count(*) FROM revision").fetchone()[0])


def _fill(made: sqlite3.Connection, database: Path, notebook: str) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as damaged:
        damaged.text_factory = lambda data: data.decode("utf-8", "replace")
        damaged.execute("PRAGMA trusted_schema=OFF")
        damaged.execute("PRAGMA cell_size_check=ON")
        for name, payload in _rows(damaged, database, "revision", "id, payload"):
            with suppress(InvalidRevision, UnicodeError):
                revision = check(str(payload))
                if revision.id == name and revision.notebook == notebook:
                    made.execute(
                        "INSERT OR IGNORE INTO revision VALUES (?, ?, ?, ?, ?, ?, ?)",
                        (name, revision.object, revision.kind, revision.author, revision.device, revision.hlc, payload),
                    )
        drafts = _version_of(damaged, "draft")
        if drafts is None:
            return
        columns = [column.name for table in permanent(drafts) if table.name == "draft" for column in table.columns]
        into = f"INSERT OR IGNORE INTO draft ({','.join(columns)}) VALUES ({','.join('?' * len(columns))})"
        for row in _rows(damaged, database, "draft", ",".join(columns)):
            with suppress(sqlite3.IntegrityError):
                made.execute(into, row)


def _rows(damaged: sqlite3.Connection, database: Path, table: str, columns: str) -> Iterator[tuple[Any, ...]]:
    """What can be read of a table: many rows at once, and one by one where that fails."""
    if _version_of(damaged, table) is None:
        return
    query = f"SELECT {columns} FROM {table} WHERE rowid BETWEEN ? AND ?"
    for start in range(1, _last(damaged, database, table) + 1, _AT_ONCE):
        try:
            yield from damaged.execute(query, (start, start + _AT_ONCE - 1)).fetchall()
        except sqlite3.Error:
            for row in range(start, start + _AT_ONCE):
                with suppress(sqlite3.Error):
                    yield from damaged.execute(query, (row, row)).fetchall()


def _version_of(damaged: sqlite3.Connection, table: str) -> int | None:
    """The oldest version of the schema in which table was as it is here, or None where it never was."""
    sql = damaged.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)).fetchone()
    known = range(1, SCHEMA_VERSION + 1)
    found = plain_sql(str(sql[0])) if sql else None
    return next((version for version in known if statements(permanent(version))[table] == found), None)


def _last(damaged: sqlite3.Connection, database: Path, table: str) -> int:
    most = database.stat().st_size // _SMALLEST_ROW
    try:
        return min(int(damaged.execute(f"SELECT max(rowid) FROM {table}").fetchone()[0] or 0), most)
    except sqlite3.Error:
        return most
