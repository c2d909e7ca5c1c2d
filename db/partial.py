"""Whole or not at all: what is being made stands in a folder with a name of its own until it takes its place."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from db import blobs
from db.errors import KnownError
from db.lock import DATABASE
from db.place import is_shared, is_too_long
from db.trouble import named

_NAME: Final = ".new-{}.partial"
_STALE_SECONDS: Final = 3600


@contextmanager
def partial(place: Path) -> Iterator[Path]:
    """A name in the folder place for what is being made there; nothing is left of it after the block.

    What a program that was killed left behind an hour ago or longer is removed.
    """
    sweep(place)
    folder = hidden(place)
    try:
        yield folder
    finally:
        if os.path.lexists(folder):
            shutil.rmtree(folder, ignore_errors=True)


def sweep(place: Path) -> None:
    """Remove what programs that were killed an hour ago or longer were making in the folder place."""
    for left in place.glob(_NAME.format("*")):
        with suppress(OSError):  # another program has just finished it, or it cannot be removed
            if time.time() - left.lstat().st_mtime <= _STALE_SECONDS:
                continue
            if left.is_dir() and not left.is_symlink():
                shutil.rmtree(left, ignore_errors=True)
            else:
                left.unlink()


def hidden(place: Path) -> Path:
    """A new name in the folder place for what is not, or no longer, to be seen there."""
    return place / _NAME.format(os.urandom(6).hex())


def require_new(path: Path) -> None:
    """Raises KnownError where no notebook can be made at path: it exists, is shared (see db.place) or too long."""
    with named(path):
        if is_too_long(path / DATABASE) or is_too_long(hidden(path.parent) / DATABASE):
            raise KnownError("errors.bad_path", path=path)
        if os.path.lexists(path):
            raise KnownError("errors.exists", path=path)
        if is_shared(path):
            raise KnownError("errors.shared_place", path=path)


def into_place(made: Path, path: Path) -> None:
    """Rename the folder made to path, such that it lasts. Raises KnownError `errors.exists` where path exists."""
    blobs.sync_folder(made)
    if os.path.lexists(path):
        raise KnownError("errors.exists", path=path)
    made.rename(path)
    blobs.sync_folder(path.parent)


def sync_file(file: Path) -> None:
    """Make what was written into file last through a power cut."""
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())
