"""What all writers share: their protocol, options, progress with cancel, and the atomic save."""

from __future__ import annotations

import gc
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol, TypeVar

from db.progress import Progress as Progress
from exporters.document.nodes import Document

_T = TypeVar("_T")


class Cancelled(Exception):
    """The user stopped the work; nothing was written."""


class Keeping(Protocol):
    """What a program that goes on running has left of earlier reports."""

    def of(self, kind: type[_T]) -> _T:
        """What a writer keeps, in the one object of its own kind; kind() at first."""
        ...


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """style: name of a report style. epoch: seconds since 1970 that stand for now, or None.

    kept: what is left of earlier reports, or None.
    """

    style: str = "house"
    epoch: int | None = None
    kept: Keeping | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to tell about an output: a key of the interface texts, its values, and the place."""

    code: str
    values: tuple[tuple[str, str], ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    path: Path
    pages: int
    findings: tuple[Finding, ...] = ()


class Writer(Protocol):
    """One output format. name: on the command line. suffix: of the file, with its dot."""

    name: str
    suffix: str

    def write(self, document: Document, path: Path, options: WriteOptions, progress: Progress) -> Written:
        """Write document to path, whole or not at all. Raises OSError, Cancelled."""
        ...


def no_progress(done: int, total: int) -> None:
    """A Progress that shows nothing."""


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for reference cycles meanwhile: with so many small objects it would take a sixth of a report's time."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


@contextmanager
def atomic_file(path: Path) -> Iterator[IO[bytes]]:
    """A binary file that takes path's place, synced, when the block ends without an exception; else nothing changes."""
    place = Path(os.path.realpath(path))  # a link stays, and what it names is replaced
    # short: the place's own name may be as long as names can be
    temporary = place.parent / f".writing-{secrets.token_hex(8)}"
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(place)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
