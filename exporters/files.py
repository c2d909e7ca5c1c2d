"""The doors to the file system: what may be read in, and where an output may be put.

Both are asked before any work is done, so that a refusal costs nothing and leaves nothing behind.
"""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from db.errors import KnownError

INPUT_LIMIT: Final = 20 << 20
"""Bytes of the largest text that is taken in."""

_DATABASE: Final = "notebook.db"
_KEYS: Final = {
    errno.ENOENT: "files.missing",
    errno.ENOTDIR: "files.missing",
    errno.EISDIR: "files.folder",
    errno.EACCES: "files.unreadable",
    errno.EPERM: "files.unreadable",
    errno.ENOSPC: "files.full",
    errno.EDQUOT: "files.full",
    errno.EFBIG: "files.full",
    errno.EROFS: "files.unwritable",
}


def read_input(path: Path, limit: int = INPUT_LIMIT) -> bytes:
    """All bytes of the file at path. limit: bytes.

    Raises KnownError for a path that is missing, a folder, a device, unreadable or too large; only then is it read.
    """
    try:
        _require_plain_file(path)
        if path.stat().st_size > limit:
            raise KnownError("files.too_large", path=path, megabytes=limit >> 20)
        with open(path, "rb", opener=_at_once) as file:
            data = file.read(limit + 1) or b""
    except OSError as error:
        raise trouble(error, path) from error
    if len(data) > limit:
        raise KnownError("files.too_large", path=path, megabytes=limit >> 20)
    return data


def check_target(path: Path) -> None:
    """Raises KnownError where no output can be put at path: its folder, its kind, or inside a notebook."""
    try:
        folder = Path(os.path.realpath(path)).parent
        if not folder.is_dir():
            raise KnownError("files.no_folder", path=folder)
        with suppress(FileNotFoundError):
            path.stat()  # tells of links that lead in a circle
        if path.exists():
            _require_plain_file(path)
    except OSError as error:
        raise trouble(error, path, writing=True) from error
    if any((above / _DATABASE).exists() for above in (folder, *folder.parents)):
        raise KnownError("files.inside", path=path)


def trouble(error: OSError, path: Path | None = None, *, writing: bool = False) -> KnownError:
    """What error amounts to, in terms of what the user can do. path: of the file, else the one that error names."""
    where = path if path is not None else error.filename
    key = _KEYS.get(error.errno or 0, "files.other")
    if writing and key in ("files.unreadable", "files.missing"):
        key = "files.unwritable"
    if where is None or key == "files.other":
        return KnownError("files.other", path=where or "?", reason=error.strerror or type(error).__name__)
    return KnownError(key, path=where)


def _at_once(name: str, flags: int) -> int:
    """Opens without waiting: for the other end of a pipe that has just taken the file's place, for a system's log."""
    return os.open(name, flags | getattr(os, "O_NONBLOCK", 0))


def _require_plain_file(path: Path) -> None:
    if path.is_dir():
        raise KnownError("files.folder", path=path)
    if path.exists() and not path.is_file():
        raise KnownError("files.special", path=path)
