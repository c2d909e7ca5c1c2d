"""Notebooks as older programs left them: made by the migration steps that those programs had."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from db.engine import make_engine
from db.migrations import upgrade
from db.schema import APPLICATION_ID, alembic_name, derived, permanent
from db.tables import Tables


def make_older(path: Path, version: int = 1) -> Path:
    """Put the closed notebook at path, or a backup's folder, back to a version of the schema; its content stays."""
    database, newer = path / "notebook.db", path / "newer.db"
    database.rename(newer)
    database.touch()
    engine = make_engine(database)
    with engine.begin() as connection:
        upgrade(connection, alembic_name(version))
        Tables().derived.create_all(connection)
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version={version}")
    engine.dispose()
    with closing(sqlite3.connect(database.absolute().as_uri(), uri=True, isolation_level=None)) as raw:
        raw.execute("ATTACH ? AS newer", (newer.absolute().as_uri(),))
        raw.execute("BEGIN")
        for table in (*permanent(version), *derived()):
            names = ",".join(f'"{column.name}"' for column in table.columns)
            raw.execute(f'INSERT INTO main."{table.name}" ({names}) SELECT {names} FROM newer."{table.name}"')
        raw.execute("COMMIT")
    newer.unlink()
    return path
