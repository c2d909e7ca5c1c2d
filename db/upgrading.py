"""Brings the database of an older notebook up to this program: its permanent tables, and what is derived."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from db.backup import UPGRADE, Backups, back_up_quietly
from db.engine import Writer
from db.errors import KnownError
from db.opening import Opened
from db.schema import SCHEMA_VERSION, alembic_name

if TYPE_CHECKING:
    from sqlalchemy import Connection


def back_up(path: Path, opened: Opened) -> None:
    """Back up the notebook at path before it is brought up to date.

    Raises KnownError where its permanent tables are to change and the disk takes no backup: it can still be read. A
    damaged one is brought up to date without, because only an open notebook can be mended from an earlier backup.
    """
    if not opened.behind:
        back_up_quietly(path, UPGRADE)
        return
    try:
        Backups.of_user().take_if_changed(path, UPGRADE, timedelta())
    except KnownError as error:
        if error.key != "errors.backup_unsound":
            raise


def bring_up(database: Path, path: Path, opened: Opened) -> None:
    """Bring database up to this program, in one transaction. opened: what was found there. path: what an error names.

    Raises KnownError, and then nothing was changed.
    """

    def job(connection: Connection) -> None:
        if opened.behind:
            _migrate(connection, opened.version)
        if not opened.current:
            from db.store import Store

            Store(connection).rebuild(connection)

    writer = Writer(database, path)
    try:
        writer.submit(job).result()
    finally:
        writer.close()


def _migrate(connection: Connection, version: int) -> None:
    from db.migrations import upgrade

    # The tables were compared with those of this version; what the file says of its steps was not.
    connection.exec_driver_sql("DELETE FROM alembic_version")
    connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (alembic_name(version),))
    upgrade(connection)
    connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")
