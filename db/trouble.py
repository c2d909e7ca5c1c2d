"""What SQLite and the operating system say, in terms of what the user can do about it."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from db.errors import KnownError, Unreadable

_SQLITE: Final = {
    sqlite3.SQLITE_FULL: "errors.disk_full",
    sqlite3.SQLITE_READONLY: "errors.read_only",
    sqlite3.SQLITE_PERM: "errors.no_permission",
    sqlite3.SQLITE_CANTOPEN: "errors.no_permission",
    sqlite3.SQLITE_IOERR: "errors.disk_trouble",
    sqlite3.SQLITE_CORRUPT: "errors.damaged",
    sqlite3.SQLITE_NOTADB: "errors.damaged",
    sqlite3.SQLITE_BUSY: "errors.busy",
    sqlite3.SQLITE_LOCKED: "errors.busy",
}
_SYSTEM: Final = {
    errno.ENOSPC: "errors.disk_full",
    errno.EDQUOT: "errors.disk_full",
    errno.EFBIG: "errors.disk_full",
    errno.EROFS: "errors.read_only",
    errno.EACCES: "errors.no_permission",
    errno.EPERM: "errors.no_permission",
    errno.ENOENT: "errors.missing",
    errno.ENOTDIR: "errors.missing",
    errno.EIO: "errors.disk_trouble",
    errno.ENAMETOOLONG: "errors.bad_path",
}


def known(error: BaseException, path: Path) -> KnownError | None:
    """The KnownError that error amounts to, or None where it is a fault of the program.

    error: of sqlite3, of SQLAlchemy around it, or of the operating system. path: of the notebook.
    """
    origin = getattr(error, "orig", None) or error
    if isinstance(origin, sqlite3.Error):
        code = getattr(origin, "sqlite_errorcode", None)
        if code is None:  # text that is not UTF-8, found by the module and not by SQLite
            unreadable = isinstance(origin, sqlite3.OperationalError) and "UTF-8" in str(origin)
            return KnownError("errors.damaged", path=path) if unreadable else None
        key = _SQLITE.get(code & 0xFF)
        if key == "errors.no_permission" and not os.path.lexists(path):
            key = "errors.missing"
    elif isinstance(origin, OSError):
        key = _SYSTEM.get(origin.errno or 0)
    elif isinstance(origin, Unreadable):
        key = "errors.damaged"
    else:
        key = None
    return KnownError(key, path=path) if key else None


@contextmanager
def named(path: Path) -> Iterator[None]:
    """Trouble inside the block is raised as the KnownError it amounts to, naming path."""
    try:
        yield
    except (sqlite3.Error, OSError, Unreadable) as error:
        trouble = known(error, path)
        if trouble is None:
            raise
        raise trouble from error
