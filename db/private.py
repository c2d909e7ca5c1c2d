"""Folders for copies that are needed for a moment: in the user's cache, by notebook, for nobody else to look into."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Final

from db.ids import is_id
from db.lock import give, take
from db.settings import cache_home
from db.trouble import named

_UNREAD: Final = "unread"
"""Holds copies of notebooks whose id is not known yet."""
_LOCK: Final = ".lock"
_ATTEMPTS: Final = 10


class PrivateFolder:
    """A new, empty folder until close(). path: where it is.

    notebook: the id of the notebook that a copy is needed of. A lock beside the folder shows that its program lives;
    what a program that was killed left behind is removed when the next one is made. Raises KnownError.
    """

    def __init__(self, notebook: str = "") -> None:
        with named(cache_home()):
            home = _home()
            cache_home().parent.mkdir(parents=True, exist_ok=True)
            for each in (cache_home(), home):
                with suppress(FileExistsError):
                    each.mkdir(mode=0o700)
            sweep()
            self.path, self._lock = _locked(home / (notebook if is_id(notebook) else _UNREAD))
            try:
                self.path.mkdir(mode=0o700)
            except BaseException:
                self.close()
                raise

    def close(self) -> None:
        """Remove the folder and all in it. May be called again; what cannot be removed is left to the next sweep."""
        if not self._lock.closed:
            _remove(self.path, self._lock)

    def __enter__(self) -> Path:
        return self.path

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def sweep() -> None:
    """Remove what programs that are no more left behind; what still belongs to one is left alone."""
    home = _home()
    for lock in home.glob(f"*/*{_LOCK}"):
        with suppress(OSError):
            file = _opened(lock, os.O_RDWR)
            try:
                take(file)
            except OSError:
                file.close()
            else:
                _remove(lock.with_suffix(""), file)
    for folder in home.glob("*/*/"):
        if not folder.with_name(folder.name + _LOCK).exists():  # its lock comes first and goes last
            shutil.rmtree(folder, ignore_errors=True)


def _home() -> Path:
    return cache_home() / "copies"


def _locked(place: Path) -> tuple[Path, IO[bytes]]:
    """A name in place for a folder, and its lock. Another program may sweep between any two of these steps."""
    for attempt in range(_ATTEMPTS):
        path = place / os.urandom(8).hex()
        try:
            place.mkdir(mode=0o700, exist_ok=True)
            file = _opened(path.with_name(path.name + _LOCK), os.O_RDWR | os.O_CREAT | os.O_EXCL)
            try:
                take(file)
                os.stat(path.with_name(path.name + _LOCK))
            except OSError:
                file.close()
                raise
            return path, file
        except OSError:
            if attempt == _ATTEMPTS - 1:
                raise
    raise AssertionError("not reached")


def _opened(lock: Path, flags: int) -> IO[bytes]:
    flags |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(lock, flags, 0o600), "r+b", buffering=0)


def _remove(folder: Path, lock: IO[bytes]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    name = folder.with_name(folder.name + _LOCK)
    if not folder.exists() and os.name == "posix":
        name.unlink(missing_ok=True)
    give(lock)
    lock.close()
    with suppress(OSError):  # Windows removes no open file
        if not folder.exists():
            name.unlink(missing_ok=True)
        folder.parent.rmdir()
