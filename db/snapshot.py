"""A verified copy of a notebook as it stands at one moment, while its writer goes on.

VACUUM INTO on a reading connection of its own: in WAL mode the writer never waits for a reader, so typing is not held
up however large the notebook is. The backup API would start again with each commit, or copy damaged and freed pages as
they are; VACUUM reads every row, leaves nothing of what was blanked, and gives one plain file without a log.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from db import blobs
from db.blobs import Blob
from db.errors import KnownError
from db.holdings import REDACTIONS, all_blanked
from db.lock import DATABASE
from db.naming import title_of
from db.opening import Opened
from db.partial import sync_file
from db.progress import Progress, unseen
from db.queries import Reader, connect
from db.records import ENTRY_KINDS, Record
from db.revisions import hash_of
from db.trouble import named

_LAST: Final = 3
"""Names of what was written last that a backup tells."""

_ODD_COLUMNS: Final = """
SELECT 1 FROM revision WHERE object IS NOT json_extract(payload, '$.object')
 OR kind IS NOT json_extract(payload, '$.kind')
 OR (json_extract(payload, '$.redacted') IS NULL AND (hlc IS NOT json_extract(payload, '$.hlc')
  OR author IS NOT json_extract(payload, '$.author') OR device IS NOT json_extract(payload, '$.device')))
UNION ALL
SELECT 1 WHERE (SELECT total(json_array_length(payload, '$.parents')) FROM revision)
 <> (SELECT count(*) FROM revision_parent)
LIMIT 1"""
"""Finds columns of a revision that are not what its payload says."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a copy holds. title: None where what is derived is an older program's. See db.manifest.Backup."""

    title: str | None
    revisions: int
    counts: dict[str, int]
    pictures: tuple[str, ...]
    mark: str
    last: tuple[tuple[str, str], ...] = ()


def copy_database(opened: Opened, path: Path, folder: Path) -> Content:
    """Copy the database of the notebook at path into folder, check the copy, and make it last.

    Raises KnownError `errors.backup_unsound` where the notebook is damaged, and for storage trouble.
    """
    copy = folder / DATABASE
    with named(folder):
        try:
            opened.connection.execute("PRAGMA query_only=OFF")  # VACUUM wants it; the file is opened for reading only
            opened.connection.execute("VACUUM INTO ?", (str(copy),))
            sync_file(copy)
            with closing(connect(copy, immutable=True)) as connection:
                _require_sound(connection, path)
                return _content(connection, folder, current=opened.current)
        except sqlite3.DatabaseError as error:
            if (getattr(error, "sqlite_errorcode", 0) & 0xFF) not in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
                raise
            raise KnownError("errors.backup_unsound", path=path) from error


def mark_of(connection: sqlite3.Connection) -> str:
    """Changes with every revision, draft, picture and set-aside, and differs between copies that went apart."""
    parts = connection.execute(
        "SELECT (SELECT count(*) FROM revision), (SELECT value FROM meta WHERE name = 'clock'), "
        "(SELECT count(*) FROM blob), (SELECT count(*) FROM draft), (SELECT max(saved_at) FROM draft), "
        "(SELECT count(*) FROM set_aside), (SELECT max(since) FROM set_aside)"
    ).fetchone()
    return json.dumps(parts)


def spoilt(connection: sqlite3.Connection) -> Iterator[str]:
    """The ids of revisions whose bytes are not those that the id was made of."""
    blanked = all_blanked(connection.execute(REDACTIONS))
    for name, payload in connection.execute("SELECT id, payload FROM revision"):
        if not isinstance(payload, str) or (hash_of(payload) != name and name not in blanked):
            yield name


def copy_pictures(names: tuple[str, ...], source: Path, target: Path, progress: Progress = unseen) -> tuple[str, ...]:
    """Copy the pictures called names from source to target, each once; the names of those that source lacks.

    Copies, not hard links: what spoils the one file must not spoil the other. progress: told before each picture; what
    it raises stops the copying.
    """
    missing = []
    for number, name in enumerate(names):
        progress(number, len(names))
        if blobs.find(target, name) is not None:
            continue
        file = blobs.find(source, name)
        if file is not None and blobs.is_unchanged(file, name):  # which reads no file that is too large to be one
            blobs.store(target, Blob(name, 0, 0, ""), file.read_bytes())
        else:
            missing.append(name)
    return tuple(missing)


def pictures_in(connection: sqlite3.Connection, *, current: bool) -> tuple[str, ...]:
    """The SHA-256 of every picture that the notebook knows or shows. current: its read tables are of this version."""
    query = "SELECT sha256 FROM blob"
    if current:
        query += " UNION SELECT blob FROM figure WHERE blob IS NOT NULL AND blob <> ''"
    return tuple(str(row[0]) for row in connection.execute(f"{query} ORDER BY 1"))


def _require_sound(connection: sqlite3.Connection, path: Path) -> None:
    checked = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if checked != "ok" or next(spoilt(connection), None) is not None or any(connection.execute(_ODD_COLUMNS)):
        raise KnownError("errors.backup_unsound", path=path)


def _content(connection: sqlite3.Connection, folder: Path, *, current: bool) -> Content:
    objects = "SELECT kind, count(DISTINCT object) FROM revision GROUP BY kind"
    title = None
    last: tuple[tuple[str, str], ...] = ()
    if current:
        objects = "SELECT kind, count(*) FROM state WHERE NOT deleted GROUP BY kind"
        reader = Reader(folder, connection)
        tour = reader.tour()
        title = tour.title if tour is not None else ""
        last = _written_last(reader)
    return Content(
        title,
        int(connection.execute("SELECT count(*) FROM revision").fetchone()[0]),
        dict(connection.execute(objects).fetchall()),
        pictures_in(connection, current=current),
        mark_of(connection),
        last,
    )


def _written_last(reader: Reader) -> tuple[tuple[str, str], ...]:
    found = ((reader.get(name), instant) for name, instant in reader.recent(ENTRY_KINDS, _LAST))
    return tuple((title_of(partial(_value, record)), instant) for record, instant in found if record is not None)


def _value(record: Record, field: str) -> object:
    return getattr(record, field, None)
