"""Opening a notebook's database: what it is, whether it may be trusted, how to read it where nothing can be written."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from db.errors import KnownError, NotReadyError
from db.lock import DATABASE
from db.place import is_shared, is_too_long
from db.private import PrivateFolder
from db.queries import connect
from db.schema import APPLICATION_ID, SCHEMA_VERSION, check_schema, derived_version
from db.trouble import named

LOG: Final = f"{DATABASE}-wal"
_SMALLEST: Final = 512  # bytes of the smallest page SQLite knows
_CLOCK: Final = re.compile("[0-9]{1,19}")  # 64 bits at most


@dataclass(slots=True)
class Opened:
    """A checked reading connection.

    database: its file. version: of its schema. current: what is derived is of this program. live: it stands where
    others may write. folder: holds a private copy. newer: the copy is of what a newer program wrote, as far as this one
    can read it; left_out says what it cannot.
    """

    connection: sqlite3.Connection
    database: Path
    notebook: str
    version: int
    current: bool
    live: bool
    folder: PrivateFolder | None = None
    newer: bool = False
    left_out: tuple[KnownError, ...] = ()

    @property
    def behind(self) -> bool:
        """Whether its permanent tables are an older program's."""
        return self.version < SCHEMA_VERSION

    @property
    def ready(self) -> bool:
        """Whether it can be used as it is."""
        return self.current and not self.behind

    def require_ready(self) -> None:
        """Raises NotReadyError, and closes it, where it cannot be used as it is."""
        if not self.ready:
            self.close()
            raise NotReadyError("older" if self.behind else "derive")

    def another(self) -> sqlite3.Connection:
        """One more reading connection to the same database."""
        return connect(self.database, immutable=not self.live and self.folder is None)

    def close(self) -> None:
        self.connection.close()
        if self.folder is not None:
            self.folder.close()


def inspect(path: Path, *, live: bool) -> int:
    """The version of the schema of the notebook at path. Raises KnownError where it is missing, no notebook or damaged.

    live: as in open_checked. The file is looked at through SQLite alone: closing it as a plain file would take away the
    locks that this process holds on it (sqlite.org, "How To Corrupt An SQLite Database File", 2.2).
    """
    database = path / DATABASE
    with named(path):
        if is_too_long(database):
            raise KnownError("errors.bad_path", path=path)
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
    if version < 1:
        raise KnownError("errors.damaged", path=path)
    return int(version)


def is_newer(path: Path) -> bool:
    """Whether a newer program wrote the notebook at path."""
    try:
        return inspect(path, live=writable(path) and not is_shared(path)) > SCHEMA_VERSION
    except KnownError:
        return False


def open_checked(path: Path, *, live: bool) -> Opened:
    """A reading connection to the notebook at path, its schema checked.

    live: it stands where SQLite can put its own files beside it; otherwise it is read as it is, or from a private copy.
    """
    with named(path):
        return _checked(path, *connected(path, live=live), live=live)


def connected(path: Path, *, live: bool) -> tuple[sqlite3.Connection, Path, PrivateFolder | None]:
    """A reading connection to the notebook at path, unchecked; the file it reads; the folder of a copy, if it is one.

    live: as in open_checked; else nothing is written beside it.
    """
    database = path / DATABASE
    if live or not has_log(path):
        return connect(database, immutable=not live), database, None
    folder = PrivateFolder()
    try:
        for name in (DATABASE, LOG):
            shutil.copyfile(path / name, folder.path / name)
        return connect(folder.path / DATABASE), folder.path / DATABASE, folder
    except BaseException:
        folder.close()
        raise


def has_log(path: Path) -> bool:
    """Whether the log beside the database of the notebook at path holds something."""
    log = path / LOG
    return log.exists() and log.stat().st_size > 0


def writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path / DATABASE, os.W_OK)


def in_private(path: Path, notebook: str, make: Callable[[Path], None]) -> Opened:
    """What make(database) made of the notebook at path, in a folder of its own."""
    folder = PrivateFolder(notebook)
    try:
        database = folder.path / DATABASE
        with named(path):
            make(database)
            return _checked(path, connect(database), database, folder)
    except BaseException:
        folder.close()
        raise


def tidy(path: Path, *, empty_only: bool) -> None:
    """Let SQLite remove the log and its index, which a reading connection leaves behind.

    empty_only: leave a log that holds something to the next writer. Trouble is passed over: the next writer tidies too.
    """
    log = path / LOG
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


def _has_identity(meta: dict[Any, Any]) -> bool:
    notebook, clock = meta.get("notebook"), meta.get("clock")
    return isinstance(notebook, str) and notebook != "" and isinstance(clock, str) and bool(_CLOCK.fullmatch(clock))


def _checked(
    path: Path,
    connection: sqlite3.Connection,
    database: Path,
    folder: PrivateFolder | None = None,
    *,
    live: bool = False,
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
        return Opened(connection, database, meta["notebook"], version, current, live, folder)
    except BaseException:
        connection.close()
        if folder is not None:
            folder.close()
        raise
