"""Making the tables of a new notebook. Runs on the writer thread, in one transaction."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Connection, insert

from db.schema import ALEMBIC, APPLICATION_ID, SCHEMA_VERSION, alembic_name
from db.store import Store
from db.tables import Tables


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
