from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import inspect as look

from db.engine import make_engine
from db.migrations import upgrade
from db.notebook import Notebook
from db.records import KINDS, field_specs
from db.schema import ALEMBIC, PERMANENT, SCHEMA_VERSION, alembic_name, derived, derived_version, plain_sql, statements
from db.tables import Tables


def made_in(database: Path) -> dict[str, str]:
    raw = sqlite3.connect(database)
    rows = raw.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    raw.close()
    return {name: plain_sql(sql) for name, sql in rows}


def test_the_migrated_schema_is_that_of_the_tables(tmp_path: Path) -> None:
    for name in ("migrated.db", "made.db"):
        (tmp_path / name).touch()
    migrated = make_engine(tmp_path / "migrated.db")
    with migrated.begin() as connection:
        upgrade(connection)
        upgrade(connection)  # nothing left to do
        found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalars().all()
        assert found == [alembic_name(SCHEMA_VERSION)]
    migrated.dispose()
    made = make_engine(tmp_path / "made.db")
    with made.begin() as connection:
        Tables().permanent.create_all(connection)
        connection.exec_driver_sql(ALEMBIC)
    made.dispose()
    assert made_in(tmp_path / "migrated.db") == made_in(tmp_path / "made.db")
    assert made_in(tmp_path / "made.db") == statements(PERMANENT) | {"alembic_version": plain_sql(ALEMBIC)}


def test_a_failing_migration_is_undone_as_a_whole(tmp_path: Path) -> None:
    (tmp_path / "n.db").touch()
    engine = make_engine(tmp_path / "n.db")

    def fail() -> None:
        with engine.begin() as connection:
            upgrade(connection)
            raise RuntimeError("fault")

    with pytest.raises(RuntimeError):
        fail()
    assert look(engine).get_table_names() == []
    engine.dispose()


def test_a_notebook_has_the_described_schema_and_plain_columns(notebook: Notebook) -> None:
    notebook.close()
    found = made_in(notebook.path / "notebook.db")
    assert found == statements((*PERMANENT, *derived())) | {"alembic_version": plain_sql(ALEMBIC)}
    raw = sqlite3.connect(notebook.path / "notebook.db")
    for name, kind in KINDS.items():
        columns = [row[1] for row in raw.execute(f"PRAGMA table_info('{name}')")]
        assert set(columns) == {"id", *(spec.name for spec in field_specs(kind))}
        assert columns[0] == "id"
    assert raw.execute("SELECT title FROM tour").fetchall() == [("북해 항만 연수",)]
    raw.close()


def test_the_derived_version_is_the_same_in_every_process() -> None:
    source = "from db.schema import derived_version; print(derived_version())"
    done = subprocess.run(
        [sys.executable, "-c", source],
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONHASHSEED": "7"},
    )
    assert done.stdout.strip() == derived_version()
