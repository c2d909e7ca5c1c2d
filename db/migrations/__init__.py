"""Brings the permanent tables of an older notebook up to this version. What is derived is rebuilt, never migrated."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection


def upgrade(connection: Connection, to: str = "head") -> None:
    """Apply the steps that the database lacks, inside connection's transaction, so that a failing one undoes all.

    to: the last step to apply.
    Alembic takes long to load: call this only where the schema is behind.
    """
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, to)
