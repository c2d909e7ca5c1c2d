"""Notebooks of other versions of the program: an older one is brought up to date, a newer one is read from a copy."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from db.backup import UPGRADE, Backups, back_up_quietly
from db.engine import do_once
from db.errors import KnownError
from db.foreign import Gathered, gather, has_revisions, identity
from db.opening import Opened, connected, in_private
from db.progress import Progress, unseen
from db.schema import SCHEMA_VERSION, alembic_name
from db.trouble import named

if TYPE_CHECKING:
    from sqlalchemy import Connection


def back_up(path: Path, opened: Opened) -> None:
    """Back up the notebook at path before it is brought up to date.

    Raises KnownError `errors.not_upgraded` where its permanent tables are to change and the disk takes no backup: it
    can still be read. A damaged one is brought up to date without, because only an open notebook can be mended from an
    earlier backup.
    """
    if not opened.behind:
        back_up_quietly(path, UPGRADE)
        return
    try:
        Backups.of_user().take_if_changed(path, UPGRADE, timedelta())
    except KnownError as error:
        if error.key != "errors.backup_unsound":
            raise KnownError("errors.not_upgraded", path=path, place=error.values.get("path", "?")) from error


def bring_up(database: Path, path: Path, opened: Opened, progress: Progress = unseen) -> None:
    """Bring database up to this program, in one transaction. opened: what was found there. path: what an error names.

    progress: objects done, of how many. Raises KnownError, or what progress raises, and then nothing was changed.
    """

    def job(connection: Connection) -> None:
        if opened.behind:
            _migrate(connection, opened.version)
        if not opened.current:
            _rebuild(connection, progress)

    do_once(job, database, path)


def derive(database: Path, path: Path, progress: Progress = unseen) -> None:
    """Compute all that is derived in database, which has the permanent tables only. path: what an error names."""
    do_once(lambda connection: _rebuild(connection, progress), database, path)


def copy_of_older(opened: Opened, path: Path, progress: Progress = unseen) -> Opened:
    """What the notebook of an older program at path holds, in a copy that is brought up to date; opened is closed.

    progress: as in bring_up.
    """

    def make(database: Path) -> None:
        with closing(sqlite3.connect(database)) as made:
            opened.connection.backup(made)
        bring_up(database, path, opened, progress)

    try:
        return in_private(path, opened.notebook, make)
    finally:
        opened.close()


def copy_of_newer(path: Path, *, live: bool, progress: Progress = unseen) -> Opened:
    """What this program can read of the notebook of a newer one at path: its revisions by their hash, in a copy.

    live: as in open_checked. progress: revisions read, then objects computed. What only the newer program knows is
    passed through. Raises KnownError `errors.much_newer` where not even revisions can be read.
    """
    found: list[Gathered] = []
    with named(path):
        source, _, folder = connected(path, live=live)
        try:
            notebook = identity(source)

            def make(database: Path) -> None:
                found.append(gather(source, database, notebook, progress))
                derive(database, path, progress)

            if not notebook or not has_revisions(source):
                raise KnownError("errors.much_newer", path=path)
            return replace(in_private(path, notebook, make), newer=True, left_out=found[0].left_out)
        finally:
            source.close()
            if folder is not None:
                folder.close()


def _rebuild(connection: Connection, progress: Progress) -> None:
    from db.store import Store

    Store(connection).rebuild(connection, progress)


def _migrate(connection: Connection, version: int) -> None:
    from db.migrations import upgrade

    # The tables were compared with those of this version; what the file says of its steps was not.
    connection.exec_driver_sql("DELETE FROM alembic_version")
    connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (alembic_name(version),))
    upgrade(connection)
    connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")
