from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import Connection

from db import engine
from db.edits import Draft, create
from db.errors import KnownError
from db.notebook import Notebook
from db.records import Note, Tour
from resources import sentences

ROOT = Path(__file__).resolve().parents[2]


def limit_pages(notebook: Notebook, more: int | None) -> None:
    """Let the database grow by so many pages only, as on a full disk; None: by as many as it likes."""

    def job(connection: Connection) -> None:
        count = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={1 << 30 if more is None else int(count or 0) + more}")

    notebook._writer.submit(job).result()


def test_a_full_disk_writes_nothing_half_and_the_next_write_succeeds(notebook: Notebook) -> None:
    before = create(Note, text="앞.")
    notebook.commit([before])
    limit_pages(notebook, 2)
    with pytest.raises(KnownError) as full:
        notebook.commit([create(Note, text="글. " * 20_000), create(Note, text="둘.")])
    assert full.value.key == "errors.disk_full"
    assert str(notebook.path) in sentences("ko")(full.value.key, **full.value.values)
    assert [note.id for note in notebook.reader.all(Note)] == [before.object]
    assert notebook.verify() == ()
    limit_pages(notebook, None)
    notebook.commit([create(Note, text="글. " * 20_000)])
    assert notebook.reader.count(Note) == 2
    assert notebook.verify() == ()


def test_closing_on_a_full_disk_keeps_the_drafts(notebook: Notebook) -> None:
    notebook.keep_draft(Draft("x", "note", "text", "글. " * 30_000)).result()
    limit_pages(notebook, 1)
    notebook.close()
    with Notebook.open(notebook.path) as again:
        assert [draft.object for draft in again.reader.drafts()] == ["x"]
        again.commit_drafts().result()
        assert again.reader.count(Note) == 1


def test_nothing_counts_as_saved_in_a_notebook_that_was_moved_away(notebook: Notebook) -> None:
    notebook.commit([create(Note, text="하나.")])
    elsewhere = notebook.path.with_name("elsewhere")
    notebook.path.rename(elsewhere)
    with pytest.raises(KnownError, match=r"errors\.moved"):
        notebook.commit([create(Note, text="둘.")])
    assert not notebook.path.exists()
    elsewhere.rename(notebook.path)
    notebook.commit([create(Note, text="셋.")])
    assert [note.text for note in notebook.reader.all(Note)] == ["하나.", "셋."]


def test_a_notebook_deleted_before_the_first_write_is_not_made_again(notebook: Notebook) -> None:
    database = notebook.path / "notebook.db"
    database.rename(notebook.path / "kept")
    with pytest.raises(KnownError, match=r"errors\.moved"):
        notebook.commit([create(Note)])
    assert not database.exists()


def test_a_fault_of_the_program_is_no_known_error(notebook: Notebook) -> None:
    def job(_connection: Connection) -> None:
        raise RuntimeError("fault")

    with pytest.raises(RuntimeError, match="fault"):
        notebook._writer.submit(job).result()
    assert notebook.commit([create(Note)])


def test_a_failing_job_is_undone_as_a_whole(notebook: Notebook) -> None:
    def job(connection: Connection) -> None:
        connection.exec_driver_sql("DELETE FROM revision")
        connection.exec_driver_sql("CREATE TABLE extra (x)")
        raise RuntimeError("fault")

    with pytest.raises(RuntimeError):
        notebook._writer.submit(job).result()
    assert notebook.verify() == ()
    assert notebook.reader.count(Tour) == 1


def test_the_connection_is_as_safe_as_the_facts_ask(notebook: Notebook) -> None:
    def job(connection: Connection) -> list[object]:
        names = ("journal_mode", "synchronous", "wal_autocheckpoint", "mmap_size", "trusted_schema")
        return [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names]

    assert notebook._writer.submit(job).result()[:3] == ["wal", 2, 0]
    assert notebook._writer.submit(job).result()[4] == 0
    with pytest.raises(KnownError):
        notebook.reader._rows("DELETE FROM revision")


def test_the_log_moves_into_the_database_when_idle(notebook: Notebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_IDLE_SECONDS", 0.01)
    database = notebook.path / "notebook.db"
    before = database.stat().st_size
    notebook.commit([create(Note, text="글. " * 5000)])
    notebook.commit([create(Note, text="끝.")])
    deadline = time.monotonic() + 5
    while database.stat().st_size < before + 15_000:
        assert time.monotonic() < deadline
    assert (notebook.path / "notebook.db-wal").exists()


READING = """
import sys
import time
from pathlib import Path
from db.notebook import Notebook
from db.records import KINDS
with Notebook.open(Path(sys.argv[1]), read_only=bool(sys.argv[2])) as notebook:
    for kind in KINDS.values():
        notebook.reader.all(kind), notebook.reader.statuses(kind)
    notebook.reader.drafts(), notebook.history(notebook.reader.tour().id), notebook.verify()
found = [name for name in ("sqlalchemy", "alembic", "PIL", "platformdirs") if name in sys.modules]
print(found)
"""


@pytest.mark.parametrize("read_only", ["", "1"])
def test_reading_loads_no_database_library(notebook: Notebook, read_only: str) -> None:
    notebook.close()
    done = subprocess.run(
        [sys.executable, "-c", READING, str(notebook.path), read_only],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_making_a_notebook_does_not_load_alembic(tmp_path: Path) -> None:
    source = "import sys, pathlib; from db.notebook import Notebook; Notebook.create(pathlib.Path(sys.argv[1])).close()"
    done = subprocess.run(
        [sys.executable, "-c", source + "; print('alembic' in sys.modules)", str(tmp_path / "n")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("False\n", "")
