"""Opening a notebook's database: what it is, whether it may be trusted, how to read it where nothing can be written."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import stat
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from db.errors import KnownError
from db.lock import DATABASE
from db.queries import connect
from db.schema import APPLICATION_ID, SCHEMA_VERSION, check_schema, derived_version
from db.trouble import named

_SMALLEST: Final = 512  # bytes of the smallest page SQLite knows
_CLOCK: Final = re.compile("[0-9]{1,19}")  # 64 bits at most


@dataclass(slots=True)
class Opened:
    """A checked reading connection.

    version: of its schema. current: what is derived is of this program. live: it stands where others may write.
    folder: holds a private copy.
    """

    connection: sqlite3.Connection
    notebook: str
    version: int
    current: bool
    live: bool
    folder: tempfile.TemporaryDirectory[str] | None = field(default=None)

    @property
    def behind(self) -> bool:
        """Whether its permanent tables are an older program's."""
        return self.version < SCHEMA_VERSION

    @property
    def ready(self) -> bool:
        """Whether it can be used as it is."""
        return self.current and not self.behind

    def close(self) -> None:
        self.connection.close()
        if self.folder is not None:
            self.folder.cleanup()


def inspect(path: Path, *, live: bool) -> None:
    """Find out what path is. Raises KnownError where it is missing, no notebook, damaged or of a newer program.

    live: as in open_checked. The file is looked at through SQLite alone: closing it as a plain file would take away the
    locks that this process holds on it (sqlite.org, "How To Corrupt An SQLite Database File", 2.2).
    """
    database = path / DATABASE
    with named(path):
        if not path.exists():
            raise KnownError("errors.missing", path=path)
        if not path.is_dir() or not database.exists() or not stat.S_ISREG(database.lstat().st_mode):
            raise KnownError("errors.not_a_notebook", path=path)
        if database.stat().st_size < _SMALLEST:
            raise KnownError("errors.damaged", path=path)
        with closing(connect(database, immutable=not live)) as connection:
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID:
        raise KnownError("errors.not_a_notebook", path=path)
    if version > SCHEMA_VERSION:
        raise KnownError("errors.newer", path=path)
    if version < 1:
        raise KnownError("errors.damaged", path=path)


def open_checked(path: Path, *, live: bool) -> Opened:
    """A reading connection to the notebook at path, its schema checked.

    live: it stands where SQLite can put its own files beside it; otherwise it is read as it is, or from a private copy.
    """
    with named(path):
        if live:
            return _checked(path, connect(path / DATABASE), live=True)
        log = path / (DATABASE + "-wal")
        if not log.exists() or not log.stat().st_size:
            return _checked(path, connect(path / DATABASE, immutable=True))
        folder = _private_folder()
        for name in (DATABASE, log.name):
            shutil.copyfile(path / name, Path(folder.name) / name)
        return _checked(path, connect(Path(folder.name) / DATABASE), folder=folder)


def writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path / DATABASE, os.W_OK)


def private_copy(opened: Opened, path: Path, prepare: Callable[[Path], None]) -> Opened:
    """opened's content in a folder of its own, after prepare(database) has brought it up to date."""
    folder = _private_folder()
    try:
        database = Path(folder.name) / DATABASE
        with named(path):
            copy = sqlite3.connect(database)
            try:
                opened.connection.backup(copy)
            finally:
                copy.close()
            prepare(database)
            return _checked(path, connect(database), folder=folder)
    except BaseException:
        folder.cleanup()
        raise
    finally:
        opened.close()


def tidy(path: Path, *, empty_only: bool) -> None:
    """Let SQLite remove the log and its index, which a reading connection leaves behind.

    empty_only: leave a log that holds something to the next writer. Trouble is passed over: the next writer tidies too.
    """
    log = path / (DATABASE + "-wal")
    try:
        if log.stat().st_size and empty_only:
            return
        uri = (path / DATABASE).absolute().as_uri() + "?mode=rw"  # never makes one where it was taken away
        with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as connection:
            connection.execute("PRAGMA trusted_schema=OFF")
            # Only the holder of the lock may checkpoint; the last to close removes an empty log anyway.
            connection.execute("PRAGMA schema_version" if empty_only else "PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except (OSError, sqlite3.Error):
        return


def _private_folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="notebook-", ignore_cleanup_errors=True)


def _has_identity(meta: dict[Any, Any]) -> bool:
    notebook, clock = meta.get("notebook"), meta.get("clock")
    return isinstance(notebook, str) and notebook != "" and isinstance(clock, str) and bool(_CLOCK.fullmatch(clock))


def _checked(
    path: Path,
    connection: sqlite3.Connection,
    *,
    live: bool = False,
    folder: tempfile.TemporaryDirectory[str] | None = None,
) -> Opened:
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version > SCHEMA_VERSION:
            raise KnownError("errors.newer", path=path)
        same = check_schema(connection, path, version)
        meta = dict(connection.execute("SELECT name, value FROM meta").fetchall())
        if not _has_identity(meta):
            raise KnownError("errors.damaged", path=path)
        current = same and meta.get("derived_version") == derived_version()
        return Opened(connection, meta["notebook"], version, current, live, folder)
    except BaseException:
        connection.close()
        if folder is not None:
            folder.cleanup()
        raise
