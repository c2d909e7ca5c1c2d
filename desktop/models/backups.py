"""What the dialog of backups shows, found in the pool: notebooks, their backups, and what is in one of them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from db.errors import KnownError
from db.lock import DATABASE

if TYPE_CHECKING:
    from db.backup import Backups
    from db.comparison import Comparison
    from db.manifest import Backup
    from db.notebook import Notebook

ENTRIES: Final = ("note", "question", "takeaway", "chapter", "implication")
"""Kinds of what is written."""

SMALL: Final = 500_000_000
"""Bytes of free space below which it is told."""

DAMAGED: Final = ("errors.damaged", "errors.foreign_schema")


class State(StrEnum):
    """What has become of a notebook. THERE: in its place, but not open in this window."""

    OPEN = "open"
    THERE = "there"
    GONE = "gone"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class Target:
    """A notebook that backups may go back to.

    last: its newest backup was taken, or None where there is none. reading: it is open, but only for reading.
    """

    notebook: str
    title: str
    path: Path
    state: State
    last: datetime | None = None
    reading: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One backup in the list. backup: None where it is no longer whole. here, second: which folder has it."""

    taken: datetime
    backup: Backup | None
    here: bool = False
    second: bool = False

    @property
    def entries(self) -> int:
        return sum(self.backup.counts.get(kind, 0) for kind in ENTRIES) if self.backup else 0


@dataclass(frozen=True, slots=True)
class Second:
    """The second folder. there: it is. free: bytes that are left in it. last: the newest backup in it was taken."""

    path: Path | None = None
    there: bool = False
    free: int = 0
    last: datetime | None = None

    @property
    def small(self) -> bool:
        return self.there and self.free < SMALL


@dataclass(frozen=True, slots=True)
class Listing:
    """The backups of one notebook, newest first."""

    rows: tuple[Row, ...]
    second: Second


@dataclass(frozen=True, slots=True)
class Examined:
    """A backup after a look into it. backup: the copy of it that is whole. trouble: why it cannot be used."""

    backup: Backup
    trouble: KnownError | None = None
    comparison: Comparison | None = None


def targets(
    backups: Backups, known: Mapping[str, str], opened: Target | None, wanted: Path | None
) -> tuple[Target, ...]:
    """Every notebook that has backups, the one that is meant first: wanted, else the open one, else the newest.

    known: where notebooks were opened last, by id. opened: the open one. wanted: where the one that is meant is or was.
    """
    meant = {backup.notebook for backup in backups.matching(str(wanted))} if wanted is not None else set[str]()
    found = [
        _target(backup, known, opened, wanted if backup.notebook in meant else None) for backup in backups.newest()
    ]
    if opened is not None and all(target.notebook != opened.notebook for target in found):
        found.append(opened)
    first = meant or ({opened.notebook} if opened is not None else set())
    return tuple(sorted(found, key=lambda target: target.notebook not in first))


def state_at(path: Path) -> State:
    """What has become of the notebook at path."""
    from db.opening import inspect, open_checked, tidy, writable
    from db.place import is_shared

    if not os.path.lexists(path):
        return State.GONE
    try:
        live = writable(path) and not is_shared(path)
        inspect(path, live=live)
        open_checked(path, live=live).close()
    except KnownError as error:
        lost = error.key == "errors.not_a_notebook" and (path / "blobs").is_dir()
        if lost or error.key in DAMAGED:
            return State.DAMAGED
        return State.GONE if error.key in ("errors.missing", "errors.not_a_notebook") else State.THERE
    if live:
        tidy(path, empty_only=True)
    return State.THERE


def listing(backups: Backups, notebook: str) -> Listing:
    """The backups of the notebook with this id, and how the second folder stands."""
    rows = [Row(taken, None) for taken in backups.spoilt(notebook)]
    for backup in backups.of(notebook):
        roots = {copy.folder.parent.parent for copy in backups.copies(backup)}
        rows.append(Row(backup.taken, backup, backups.root in roots, backups.second in roots))
    rows.sort(key=lambda row: row.taken, reverse=True)
    return Listing(tuple(rows), second_of(backups.second, rows))


def second_of(folder: Path | None, rows: Sequence[Row]) -> Second:
    """How the second folder stands; rows: the backups."""
    if folder is None or not folder.is_dir():
        return Second(folder)
    try:
        free = shutil.disk_usage(folder).free
    except OSError:
        return Second(folder)
    return Second(folder, True, free, next((row.taken for row in rows if row.second), None))


def examine(backups: Backups, backup: Backup, target: Target, notebook: Notebook | None) -> Examined:
    """Check that backup is whole, in one of the folders, and compare it with the notebook as it is now, if it is there.

    notebook: the open one, where target is.
    """
    trouble: KnownError | None = KnownError("errors.backup_damaged", path=backup.folder)
    for copy in backups.copies(backup):
        try:
            copy.require_whole()
            backup, trouble = copy, None
            break
        except KnownError as error:
            trouble = error
    if trouble is not None or target.state not in (State.OPEN, State.THERE):
        return Examined(backup, trouble)
    try:
        return replace(Examined(backup), comparison=_compared(backup, target, notebook))
    except KnownError as error:
        if error.key in ("errors.backup_damaged", "errors.newer"):
            return Examined(backup, error)
        return Examined(backup)  # the notebook cannot be read just now; the backup can


def is_whole(backups: Backups, backup: Backup) -> bool:
    """Whether one of the folders has backup as it was made."""
    for copy in backups.copies(backup):
        try:
            copy.require_whole()
        except KnownError:
            continue
        return True
    return False


def bring_to_second(backups: Backups, notebook: str) -> KnownError | None:
    """Make the second folder, and copy the newest backup of the notebook there; answers what went wrong."""
    from db.trouble import named

    if backups.second is None:
        return None
    try:
        with named(backups.second):
            backups.second.mkdir(exist_ok=True)
    except KnownError as error:
        return error
    newest = next(iter(backups.of(notebook)), None) if notebook else None
    if newest is not None:
        backups.copy_to_second(newest)
    return backups.second_trouble


def _compared(backup: Backup, target: Target, notebook: Notebook | None) -> Comparison:
    """With a reader of its own, so that the window does not wait."""
    from db.comparison import compare
    from db.notebook import Notebook
    from db.queries import Reader

    if notebook is not None and not notebook.read_only:
        with closing(Reader(notebook.path)) as reader:
            return compare(backup, reader)
    with Notebook.open(target.path, read_only=True) as there:
        return compare(backup, there.reader)


def _target(backup: Backup, known: Mapping[str, str], opened: Target | None, wanted: Path | None) -> Target:
    if opened is not None and opened.notebook == backup.notebook and wanted in (None, opened.path):
        return replace(opened, last=backup.taken)
    path = wanted
    if path is None:
        places = [Path(known[backup.notebook])] if backup.notebook in known else []
        path = next((each for each in places if (each / DATABASE).is_file()), backup.path)
    return Target(backup.notebook, backup.title, path, state_at(path), backup.taken)
