"""The lock that lets one program write a notebook: the operating system's, which ends with the process."""

from __future__ import annotations

import errno
import getpass
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import IO, Final

from db.errors import KnownError
from db.trouble import named
from resources import Key

DATABASE: Final = "notebook.db"
LOCK_NAME: Final = "notebook.lock"
PROGRAMS: Final = ("window", "import", "restore", "redact", "backup", "pack", "merge")
"""Who may hold a notebook, as the lock file says it: the window, or a command. Older programs said nothing."""

_FAR_BYTE: Final = 1 << 30
"""On Windows a locked byte cannot be read: this one is locked, so that the owner's name stays readable."""


class Lock:
    """Held from construction to release().

    folder: the notebook. program: one of PROGRAMS, or nothing. Raises KnownError `errors.locked` with its owner (user,
    computer, with which program, and since when, the time on this machine), or what keeps the lock file from being
    written.
    """

    def __init__(self, folder: Path, program: str = "") -> None:
        self._file = _opened(folder)
        try:
            take(self._file)
        except OSError as error:
            refused = _refusal(folder, self._file)
            self._file.close()
            raise refused from error
        with named(folder):
            self._file.seek(0)
            self._file.truncate()
            since = f"{datetime.now():%Y-%m-%d %H:%M}"
            lines = user(), computer(), since, os.getpid(), program
            self._file.write("".join(f"{each}\n" for each in lines).encode())
            self._file.flush()

    def is_of(self, folder: Path) -> bool:
        """Whether it still locks what stands in folder, and not only what stood there once."""
        try:
            return os.path.samestat(os.fstat(self._file.fileno()), (folder / LOCK_NAME).stat())
        except OSError:
            return False

    def release(self) -> None:
        """Give the lock back; the file stays, empty."""
        if self._file.closed:
            return
        try:
            self._file.seek(0)
            self._file.truncate()
        except OSError:
            pass  # a full disk must not keep the lock
        give(self._file)
        self._file.close()


def refusal(folder: Path) -> KnownError | None:
    """What Lock would raise where somebody holds the notebook in folder, or None. Writes and takes nothing there."""
    try:
        file = (folder / LOCK_NAME).open("rb", buffering=0)
    except OSError:
        return None
    with file:
        try:
            take(file)
        except OSError as error:
            # Where locks are not known, or want a file that can be written, nobody can be asked.
            asked = error.errno in (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
            return _refusal(folder, file) if asked else None
        give(file)
        return None


def _opened(folder: Path) -> IO[bytes]:
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    with named(folder):
        if not (folder / DATABASE).is_file():
            raise KnownError("errors.not_a_notebook", path=folder)
        return os.fdopen(os.open(folder / LOCK_NAME, flags, 0o644), "r+b", buffering=0)


def _refusal(folder: Path, file: IO[bytes]) -> KnownError:
    """The refusal, with what the holder wrote into file; a question mark for what cannot be read."""
    try:
        file.seek(0)
        text = file.read(400).decode("utf-8", "replace")
    except OSError:
        text = ""
    lines = ["".join(letter for letter in line if letter.isprintable()).strip() for line in text.splitlines()]
    *_, program = [*lines, "", "", "", "", ""][:5]
    user, computer, since = (line or "?" for line in [*lines, "", "", ""][:3])
    words = Key(f"errors.program.{program if program in PROGRAMS else 'unknown'}")
    return KnownError("errors.locked", path=folder, user=user, computer=computer, since=since, program=words)


def user() -> str:
    """What the system calls the user of this program."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "?"


def computer() -> str:
    """What the system calls this machine; as the socket module does, which takes longer to load than to ask."""
    return os.environ.get("COMPUTERNAME", "?") if sys.platform == "win32" else os.uname().nodename


if sys.platform == "win32":
    import msvcrt

    def take(file: IO[bytes]) -> None:
        file.seek(_FAR_BYTE)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

    def give(file: IO[bytes]) -> None:
        file.seek(_FAR_BYTE)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def take(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)

    def give(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_UN)
