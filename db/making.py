"""Making the database of a new notebook, in one transaction on a writer of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, insert

from db.edits import Edit
from db.engine import do_once
from db.schema import ALEMBIC, APPLICATION_ID, SCHEMA_VERSION, alembic_name
from db.steps import Who
from db.store import Store
from db.tables import Tables


def make_database(database: Path, path: Path, notebook: str, edits: Sequence[Edit], who: Who) -> None:
    """Make the file database for the notebook with this id. edits: its first content. path: what an error names."""

    def job(connection: Connection) -> None:
        store = make_tables(connection, notebook)
        if edits:
            store.commit(connection, edits, who)

    database.touch()
    do_once(job, database, path)


def make_tables(connection: Connection, notebook: str) -> Store:
    """Empty tables, stamped as the newest schema, of the notebook with this id."""
    tables = Tables()
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")
    tables.permanent.create_all(connection, checkfirst=False)
    connection.exec_driver_sql(ALEMBIC)
    connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (alembic_name(SCHEMA_VERSION),))
    created = datetime.now(UTC).isoformat(timespec="seconds")
    rows = {"notebook": notebook, "clock": "0", "created": created}
    connection.execute(insert(tables["meta"]), [{"name": name, "value": value} for name, value in rows.items()])
    store = Store(connection)
    store.rebuild(connection)
    return store
