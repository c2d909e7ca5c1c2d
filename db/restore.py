"""Brings a backup back: into its notebook as a union, beside it, or where the notebook is gone."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from db import blobs
from db.backup import RESTORE, Backups
from db.edits import Changes, Draft
from db.errors import BugError, KnownError
from db.holdings import ids_of
from db.lock import DATABASE, Lock
from db.manifest import Backup
from db.notebook import Notebook
from db.opening import open_checked
from db.partial import into_place, partial, require_new, sync_file
from db.private import PrivateFolder
from db.progress import Progress, unseen
from db.queries import connect
from db.salvage import salvage
from db.snapshot import copy_pictures, pictures_in
from db.trouble import named
from db.values import is_blob_name

_LONGEST_NAME: Final = 255  # bytes


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore brought back: changes of the notebook, and how many pictures came back or are still missing.

    added: ids of the revisions that were not here before; the others were only mended.
    """

    changes: Changes
    pictures: int
    missing: int
    added: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Replaced:
    """Where the damaged notebook is now, and how many revisions that the backup lacked were read from it."""

    aside: Path
    salvaged: int


def restore_into(notebook: Notebook, backup: Backup, backups: Backups, progress: Progress = unseen) -> Restored:
    """Add to the open notebook what backup holds beyond it; a backup of now is made first.

    progress: told before each picture; what it raises stops the restore before anything but pictures has changed.

    Nothing that is newer is lost, and damaged revisions and pictures are made whole. Raises KnownError, and then
    nothing was changed: `errors.damaged` where the database itself is broken (see replace_damaged),
    `errors.backup_damaged`, `errors.other_notebook`, and storage trouble.
    """
    if backup.notebook != notebook.id:
        raise KnownError("errors.other_notebook", path=notebook.path)
    backup.require_whole()
    with named(notebook.path), closing(connect(notebook.path / DATABASE)) as own:
        if own.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":  # nothing is written on broken ground
            raise KnownError("errors.damaged", path=notebook.path)
        here = {str(row[0]) for row in own.execute("SELECT id FROM revision")}
    try:
        backups.take_if_changed(notebook.path, RESTORE, timedelta())
    except KnownError as error:
        if error.key != "errors.backup_unsound":  # that is what the restore is to mend
            raise
    with named(notebook.path), closing(connect(backup.database, immutable=True)) as other:
        names = pictures_in(other, current=_is_current(backup))
        wanting = tuple(name for name in names if not blobs.is_sound(notebook.path, name))
        for name in wanting:
            damaged = blobs.find(notebook.path, name)
            if damaged is not None and blobs.is_sound(backup.folder.parent, name):
                damaged.unlink()
        missing = copy_pictures(wanting, backup.folder.parent, notebook.path, progress)
    changes = notebook.unite(backup.database)
    added = tuple(each for each in changes.revisions if each not in here)
    return Restored(changes, len(wanting) - len(missing), len(missing), added)


def restore_as(backup: Backup, path: Path, progress: Progress = unseen) -> None:
    """Make the notebook of backup at path, whole or not at all.

    progress: told before each picture; what it raises stops the work, and nothing is left. Raises KnownError
    `errors.exists` where path exists, `errors.shared_place`, `errors.backup_damaged`.
    """
    path = Path(path).absolute()
    require_new(path)
    backup.require_whole()
    with named(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with partial(path.parent) as folder:
            _fill(backup, folder, progress)
            into_place(folder, path)


def replace_damaged(path: Path, backup: Backup, now: datetime) -> Replaced:
    """Put backup in the place of a notebook that is damaged, and into it whatever can still be read of that.

    The damaged one stays beside it under another name. now: for that name. Raises KnownError where another program
    holds the notebook, and as restore_as.
    """
    backup.require_whole()
    aside = _set_aside(path, now)
    restore_as(backup, path)
    with (
        Notebook.open(path) as made,
        PrivateFolder(made.id) as folder,
    ):
        with named(path):
            found = folder / DATABASE
            salvage(aside, made.id, found)
            copy_pictures(_pictures_of(aside), aside, path)
        added = len(made.unite(found).revisions)
        with closing(connect(found, immutable=True)) as salvaged:
            _take_drafts(made, salvaged)
        return Replaced(aside, added)


def _take_drafts(notebook: Notebook, salvaged: sqlite3.Connection) -> None:
    """What was being written when the notebook was damaged; where the backup has the same field, the later one."""
    there = {(draft.object, draft.field): draft.saved_at for draft in notebook.reader.drafts(held=None)}
    rows = salvaged.execute("SELECT object, kind, field, text, base, caret, saved_at, held FROM draft").fetchall()
    for object_id, kind, field, text, base, caret, saved_at, held in rows:
        known = there.get((object_id, field))
        if known is None or datetime.fromisoformat(known) < datetime.fromisoformat(saved_at):
            draft = Draft(object_id, kind, field, text, ids_of(base), caret, held=bool(held))
            with suppress(BugError):  # of a kind or field that this program does not know: it stays where it was read
                notebook.keep_draft(draft).result()


def _pictures_of(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(file.name for file in (folder / blobs.FOLDER).glob("??/*") if is_blob_name(file.name)))


def _set_aside(path: Path, now: datetime) -> Path:
    with suppress(KnownError), named(path):
        (path / DATABASE).touch()  # a lock needs one
    Lock(path).release()
    aside = path.with_name(_beside(path.stem, f" {now:%Y%m%d-%H%M%S}.damaged"))
    with named(path):
        path.rename(aside)
    return aside


def _beside(stem: str, end: str) -> str:
    """stem with another end, shortened to what file systems take."""
    while len(os.fsencode(stem + end)) > _LONGEST_NAME:
        stem = stem[:-1]
    return stem + end


def _fill(backup: Backup, folder: Path, progress: Progress) -> None:
    (folder / blobs.FOLDER).mkdir(parents=True)
    shutil.copyfile(backup.database, folder / DATABASE)
    sync_file(folder / DATABASE)
    with closing(connect(folder / DATABASE, immutable=True)) as connection:
        names = pictures_in(connection, current=_is_current(backup))
        copy_pictures(names, backup.folder.parent, folder, progress)


def _is_current(backup: Backup) -> bool:
    opened = open_checked(backup.folder, live=False)
    opened.close()
    return opened.current
