"""Takes in a notebook that this machine does not know, on a stick, say: by a copy of what can be checked of it.

The source is only read, through db.foreign, and nothing is written beside it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from db import blobs
from db.blobs import MOST_BYTES, Blob
from db.errors import KnownError
from db.exchange import line_of, plan
from db.foreign import gather, identity, listed_pictures
from db.holdings import Holdings
from db.ids import is_id
from db.lock import DATABASE, refusal
from db.opening import connected, inspect
from db.partial import into_place, partial, require_new
from db.private import PrivateFolder
from db.progress import Progress, unseen
from db.queries import connect
from db.schema import SCHEMA_VERSION
from db.snapshot import pictures_in
from db.trouble import named
from db.upgrading import derive

if TYPE_CHECKING:
    from db.mergeplan import MergePlan
    from db.notebook import Notebook
    from db.queries import Reader
    from db.settings import Settings

_PICTURES: Final = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
"""How the files begin that this program keeps pictures in."""


@dataclass(frozen=True, slots=True)
class Adopted:
    """path: the new notebook. notebook: its id. revisions, pictures: how many came in. left_out: what did not, one
    sentence each."""

    path: Path
    notebook: str
    revisions: int
    pictures: int
    left_out: tuple[KnownError, ...]


@dataclass(frozen=True, slots=True)
class Pictures:
    """brought: how many came in. left_out: those that did not."""

    brought: int
    left_out: tuple[KnownError, ...]


def identify(path: Path) -> str:
    """The id that the notebook at path gives itself; nothing is written there.

    Raises KnownError `errors.missing`, `errors.not_a_notebook`, `errors.damaged`.
    """
    with _reading(Path(path).absolute()) as source:
        return _identity(source, path)


def is_known(settings: Settings, path: Path) -> bool:
    """Whether the notebook in this very folder was made, taken in or opened here before. Raises as identify."""
    return settings.knows(identify(path), path)


def adopt(source: Path, target: Path, progress: Progress | None = None) -> Adopted:
    """Make a notebook at target of all that can be checked of the one at source, whole or not at all.

    progress: steps done and how many there may be; what it raises ends the work, and nothing is left. Raises KnownError
    `errors.exists` and `errors.shared_place` for target; `errors.missing`, `errors.not_a_notebook`, `errors.damaged`,
    `errors.newer`, `errors.locked` (somebody is writing it) and `errors.busy` for source; and storage trouble.
    """
    source, target, told = Path(source).absolute(), Path(target).absolute(), progress or unseen
    require_new(target)
    if inspect(source, live=False) > SCHEMA_VERSION:
        raise KnownError("errors.newer", path=source)
    notebook = identify(source)
    with named(target), partial(target.parent) as folder, _naming(target, folder):
        (folder / blobs.FOLDER).mkdir(parents=True)
        with _reading(source) as opened:
            found = gather(opened, folder / DATABASE, notebook, told)
        derive(folder / DATABASE, target)
        pictures = _bring_all(source, folder, lambda done, total: told(found.revisions + done, found.revisions + total))
        into_place(folder, target)
    left_out = (*found.left_out, *pictures.left_out)
    return Adopted(target, notebook, found.revisions, pictures.brought, left_out)


def differences(
    source: Path, reader: Reader, progress: Progress | None = None, *, again: bool = False, redact: bool = False
) -> MergePlan:
    """What merging the notebook at source, a copy of the reader's own, would do; nothing is written.

    progress: as in adopt. again, redact: as in db.exchange.plan. Bring the pictures before the merge is carried out.
    Raises KnownError `errors.other_tour` where source is no copy of it, and as adopt; a newer program's is read as far
    as this one can.
    """
    source = Path(source).absolute()
    with _reading(source) as opened:
        notebook = _identity(opened, source)
        if notebook != Holdings(reader).notebook:
            raise KnownError("errors.other_tour", path=source)
        with PrivateFolder(notebook) as folder, named(folder):
            told = progress or unseen
            found = gather(opened, folder / DATABASE, notebook, lambda done, total: told(done, 2 * total))
            with closing(connect(folder / DATABASE, immutable=True)) as made:
                lines = _followed(_lines(made), found.revisions, told)
                return plan(reader, lines, again=again, redact=redact)


def bring_pictures(source: Path, notebook: Notebook, progress: Progress | None = None) -> Pictures:
    """Take the pictures into notebook that source, a copy of it, has beyond it. progress and trouble: as in adopt."""
    source = Path(source).absolute()
    with _reading(source) as opened:
        listed = [each for each in listed_pictures(opened) if not blobs.is_sound(notebook.path, each.sha256)]
    missing = []
    for number, blob in enumerate(listed):
        (progress or unseen)(number, len(listed))
        body = _picture(source, blob.sha256)
        if body is None:
            missing.append(KnownError("errors.left_out.picture", name=blob.sha256))
        else:
            notebook.keep_blob(blob, body)
    return Pictures(len(listed) - len(missing), tuple(missing))


def _bring_all(source: Path, folder: Path, progress: Progress) -> Pictures:
    """Copy the pictures that the notebook being made in folder knows or shows."""
    with closing(connect(folder / DATABASE, immutable=True)) as made:
        names = pictures_in(made, current=True)
    missing = []
    for number, name in enumerate(names):
        progress(number, len(names))
        body = _picture(source, name)
        if body is None:
            missing.append(KnownError("errors.left_out.picture", name=name[:64]))
        else:
            blobs.store(folder, Blob(name, 0, 0, ""), body)
    return Pictures(len(names) - len(missing), tuple(missing))


def _lines(made: sqlite3.Connection) -> Iterator[str]:
    rows = made.execute("SELECT id, payload FROM revision WHERE id NOT IN (SELECT revision FROM set_aside)")
    return (line_of(*row) for row in rows)


def _followed(lines: Iterator[str], total: int, progress: Progress) -> Iterator[str]:
    """lines, the second half of the work; the first was to read them."""
    for number, line in enumerate(lines):
        if number % 500 == 0:
            progress(total + number, 2 * total)
        yield line


@contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to the notebook at path that writes nothing there. It must stand still meanwhile: SQLite's own locks
    would be files beside it."""
    inspect(path, live=False)
    refused = refusal(path)
    if refused is not None:
        raise refused
    before = _stamps(path)
    with named(path):
        connection, _, folder = connected(path, live=False)
    try:
        yield connection
    finally:
        connection.close()
        if folder is not None:
            folder.close()
    if _stamps(path) != before:
        raise KnownError("errors.busy", path=path)


def _stamps(path: Path) -> list[tuple[int, int]]:
    stamps = []
    for name in (DATABASE, f"{DATABASE}-wal"):
        with suppress(OSError):
            found = (path / name).stat()
            stamps.append((found.st_mtime_ns, found.st_size))
    return stamps


def _identity(source: sqlite3.Connection, path: Path) -> str:
    found = identity(source)
    if not is_id(found):
        raise KnownError("errors.damaged", path=path)
    return found


def _picture(source: Path, name: str) -> bytes | None:
    """The bytes of a picture, or None where they are missing, not what the name says, too many, or no picture."""
    file = blobs.find(source, name)
    try:
        if file is None or file.stat().st_size > MOST_BYTES:
            return None
        body = file.read_bytes()
    except OSError:
        return None
    sound = blobs.name_of(body) == name and body.startswith(_PICTURES)
    return body if sound else None


@contextmanager
def _naming(target: Path, folder: Path) -> Iterator[None]:
    """Storage trouble of folder, in which target is being made, is told of target."""
    try:
        with named(target):
            yield
    except KnownError as error:
        if Path(str(error.values.get("path"))).is_relative_to(folder):
            raise KnownError(error.key, **{**error.values, "path": target}) from error
        raise
