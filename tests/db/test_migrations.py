"""A notebook of an older program: brought up to date as a whole or not at all, and read where it may not be written."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from db.backup import UPGRADE, Backups
from db.edits import Draft, create
from db.errors import KnownError
from db.ids import new_id
from db.manifest import Backup, hash_of_file
from db.notebook import Notebook
from db.records import Note
from db.restore import replace_damaged, restore_as, restore_into
from db.salvage import salvage
from db.schema import SCHEMA_VERSION, derived, permanent, statements
from resources import sentences
from tests.architecture.sources import ROOT
from tests.db.older import make_older
from tests.db.test_opening import content, run

NOW = datetime(2031, 5, 22, 9)


@pytest.fixture
def older(notebook: Notebook) -> Path:
    """A notebook of version 1, with a note and a draft."""
    notebook.backs_up = False
    made = create(Note, text="처음.")
    notebook.commit([made])
    notebook.close()
    with closing(sqlite3.connect(notebook.path / "notebook.db", isolation_level=None)) as raw:
        raw.execute(
            "INSERT INTO draft SELECT id, 'text', 'note', '쓰다 만 글', '[]', 3, '2031-05-22T09:00', 0 FROM note"
        )
    return make_older(notebook.path)


def version_of(path: Path) -> int:
    with closing(sqlite3.connect(path / "notebook.db")) as raw:
        return int(raw.execute("PRAGMA user_version").fetchone()[0])


def tables_of(path: Path) -> set[str]:
    with closing(sqlite3.connect(path / "notebook.db")) as raw:
        return {row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE sql IS NOT NULL")}


def check_whole(notebook: Notebook) -> None:
    assert notebook.verify() == ()
    assert [note.text for note in notebook.reader.all(Note)] == ["처음."]
    (draft,) = notebook.reader.drafts(held=None)
    assert (draft.text, draft.caret, draft.held) == ("쓰다 만 글", 3, False)


def test_it_is_backed_up_and_brought_up_to_date(older: Path) -> None:
    assert version_of(older) == 1
    with Notebook.open(older) as notebook:
        check_whole(notebook)
        (backup,) = Backups.of_user().of(notebook.id)
        assert (backup.reason, version_of(backup.folder)) == (UPGRADE, 1)
        notebook.keep_draft(Draft(new_id(), "comment", "text", "이유", held=True)).result()
        assert notebook.commit_drafts().result()
    assert version_of(older) == SCHEMA_VERSION
    assert tables_of(older) == {*statements((*permanent(SCHEMA_VERSION), *derived())), "alembic_version"}
    with Notebook.open(older, read_only=True) as again:
        assert [draft.text for draft in again.reader.drafts(held=None)] == ["이유"]
        assert again.reader.all(Note)[0].text == "쓰다 만 글"


def test_what_is_derived_is_computed_again_where_it_must_be(older: Path) -> None:
    run(older, "UPDATE note SET heading = 'of these rules'")
    with Notebook.open(older) as notebook:
        assert notebook.reader.all(Note)[0].heading == "of these rules"
    make_older(older)
    run(older, "UPDATE meta SET value = 'older' WHERE name = 'derived_version'", "ALTER TABLE note DROP COLUMN flags")
    with Notebook.open(older) as notebook:
        assert notebook.reader.all(Note)[0].heading == ""
        assert notebook.verify() == ()


def test_reading_it_changes_nothing(older: Path) -> None:
    before = content(older)
    with Notebook.open(older, read_only=True) as notebook:
        check_whole(notebook)
    assert content(older) == before
    assert version_of(older) == 1


def test_where_nothing_can_be_written_it_is_read(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.ready.writable", lambda path: False)
    before = content(older)
    with pytest.raises(KnownError, match=r"errors\.read_only"):
        Notebook.open(older)
    with Notebook.open(older, read_only=True) as notebook:
        check_whole(notebook)
    assert content(older) == before


def failing(key: str) -> Callable[..., None]:
    def fail(*arguments: object) -> None:
        raise KnownError(key, path="x")

    return fail


def test_without_room_for_a_backup_it_stays_as_it_is(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Backups, "take_if_changed", failing("errors.disk_full"))
    before = content(older)
    with pytest.raises(KnownError) as refused:
        Notebook.open(older)
    assert (refused.value.key, refused.value.values["place"]) == ("errors.not_upgraded", "x")
    for language in ("ko", "en"):
        assert str(older) in sentences(language)(refused.value.key, **refused.value.values)
    assert content(older) == before
    with Notebook.open(older, read_only=True) as notebook:
        check_whole(notebook)
    with pytest.raises(KnownError, match=r"errors\.not_upgraded"):  # the lock was given back
        Notebook.open(older)


def test_a_damaged_one_is_brought_up_to_date_so_that_it_can_be_mended(older: Path) -> None:
    run(older, "UPDATE revision SET payload = replace(payload, '처음', '다름') WHERE kind = 'note'")
    with Notebook.open(older) as notebook:
        assert len(notebook.verify()) >= 1
        assert Backups.of_user().of(notebook.id) == ()
    assert version_of(older) == SCHEMA_VERSION


def test_a_step_that_fails_leaves_it_as_it_was(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = content(older)

    def broken(*arguments: object) -> None:
        raise RuntimeError("fault")

    monkeypatch.setattr("db.store.Store.rebuild", broken)
    run(older, "UPDATE meta SET value = 'older' WHERE name = 'derived_version'")
    before = content(older)
    with pytest.raises(RuntimeError):
        Notebook.open(older)
    assert content(older) == before
    monkeypatch.undo()
    with Notebook.open(older) as notebook:
        check_whole(notebook)


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("CREATE TRIGGER spy AFTER UPDATE ON meta BEGIN DELETE FROM revision; END", "spy"),
        ("CREATE VIEW spy AS SELECT 1", "spy"),
        ("ALTER TABLE draft ADD COLUMN held INTEGER DEFAULT 0 NOT NULL", "draft"),
        ("ALTER TABLE draft ADD COLUMN spy TEXT", "draft"),
        ("DROP TABLE alembic_version", "alembic_version"),
        ("PRAGMA user_version=2", "draft"),
    ],
)
def test_a_foreign_schema_that_looks_old_is_refused(older: Path, statement: str, name: str) -> None:
    run(older, statement)
    before = content(older)
    for read_only in (True, False):
        with pytest.raises(KnownError) as refused:
            Notebook.open(older, read_only=read_only)
        assert (refused.value.key, refused.value.values["name"]) == ("errors.foreign_schema", name)
    assert content(older) == before


@pytest.mark.parametrize("stored", ["'9999'", "'no step'", "x'ff'"])
def test_what_it_says_of_its_steps_is_not_believed(older: Path, stored: str) -> None:
    run(older, f"UPDATE alembic_version SET version_num = {stored}")
    run(older, "INSERT INTO alembic_version VALUES ('0001')")
    with Notebook.open(older) as notebook:
        check_whole(notebook)


KILLED = """
import os, sys
from pathlib import Path
from alembic import op
from db.notebook import Notebook

def die(*arguments, **named):
    os.kill(os.getpid(), 9)

{when}
Notebook.open(Path(sys.argv[1]))
"""
MOMENTS = (
    "op.add_column = die",
    "first = op.add_column; op.add_column = lambda *given: (first(*given), die())",
    "import db.migrations as m; first = m.upgrade; m.upgrade = lambda *given: (first(*given), die())",
    "import db.upgrading as u; first = u.bring_up; u.bring_up = lambda *given: (first(*given), die())",
)
"""Before the step, after it, before COMMIT, after it."""


@pytest.mark.parametrize("moment", range(len(MOMENTS)))
def test_a_kill_in_the_midst_leaves_the_old_or_the_new(older: Path, moment: int) -> None:
    source = KILLED.replace("{when}", MOMENTS[moment])
    done = subprocess.run([sys.executable, "-c", source, str(older)], cwd=ROOT, check=False, env=os.environ)
    assert done.returncode == -9
    assert version_of(older) == (1 if moment < 3 else SCHEMA_VERSION)
    with Notebook.open(older) as notebook:
        check_whole(notebook)
    assert version_of(older) == SCHEMA_VERSION


class TestBackupsOfVersion1:
    """What older programs backed up still comes back, every way."""

    @pytest.fixture
    def backups(self, tmp_path: Path) -> Backups:
        return Backups(tmp_path / "backups")

    @pytest.fixture
    def backup(self, older: Path, backups: Backups) -> Backup:
        made = backups.take(older)
        assert version_of(made.folder) == 1
        return made

    def test_beside_the_notebook(self, backup: Backup, tmp_path: Path) -> None:
        restore_as(backup, tmp_path / "beside.notebook")
        with Notebook.open(tmp_path / "beside.notebook") as notebook:
            check_whole(notebook)

    def test_into_the_notebook(self, older: Path, backup: Backup, backups: Backups) -> None:
        with Notebook.open(older) as notebook:
            notebook.commit([create(Note, text="나중.")])
            note = next(note for note in notebook.reader.all(Note) if note.text == "처음.")
            run(older, "DELETE FROM draft", f"DELETE FROM revision WHERE object = '{note.id}'")
            notebook.rebuild().result()
            assert len(restore_into(notebook, backup, backups).changes.revisions) == 1
            assert sorted(note.text for note in notebook.reader.all(Note)) == ["나중.", "처음."]
            (draft,) = notebook.reader.drafts(held=None)
            assert (draft.text, draft.held) == ("쓰다 만 글", False)
            assert notebook.verify() == ()

    def test_held_drafts_come_back_into_a_notebook_that_lacks_them(self, older: Path, backups: Backups) -> None:
        with Notebook.open(older) as notebook:
            (note,) = notebook.reader.all(Note)
            for text in ("고른 글", "다르게 고른 글"):
                notebook.keep_draft(Draft(note.id, "note", f"text~{text}", text, held=True)).result()
            backup = backups.take(older)
            notebook.drop_draft(note.id, "text~고른 글").result()
            notebook.keep_draft(Draft(note.id, "note", "text~다르게 고른 글", "더 새것", held=True)).result()
            restore_into(notebook, backup, backups)
            assert sorted(draft.text for draft in notebook.reader.drafts(held=True)) == ["고른 글", "더 새것"]

    def test_in_the_place_of_a_damaged_one(self, older: Path, backup: Backup) -> None:
        (older / "notebook.db").write_bytes(b"noise" * 1000)
        assert replace_damaged(older, backup, NOW).salvaged == 0
        with Notebook.open(older) as notebook:
            assert notebook.verify() == ()
            (note,) = notebook.reader.all(Note)
            assert [each.fields["text"] for each in notebook.history(note.id)] == ["처음.", "쓰다 만 글"]

    def test_what_is_damaged_is_read_as_far_as_it_goes(self, older: Path, backup: Backup, tmp_path: Path) -> None:
        with Notebook.open(older) as notebook:
            held = Draft(new_id(), "comment", "text", "의견", held=True)
            notebook.keep_draft(held).result()
            notebook.commit([create(Note, text="그 뒤.")])
        name = backup.notebook
        assert salvage(older, name, tmp_path / "new.db") == 4
        assert salvage(backup.folder, name, tmp_path / "old.db") == 2
        for file, wanted in (("new.db", [("의견", 1)]), ("old.db", [("쓰다 만 글", 0)])):
            with closing(sqlite3.connect(tmp_path / file)) as raw:
                assert raw.execute("SELECT text, held FROM draft").fetchall() == wanted
        run(older, "PRAGMA user_version=7", "ALTER TABLE meta RENAME TO kept")
        replaced = replace_damaged(older, backup, NOW)
        assert replaced.salvaged == 2
        with Notebook.open(older) as notebook:
            assert sorted(note.text for note in notebook.reader.all(Note)) == ["그 뒤.", "쓰다 만 글"]
            assert "의견" in [draft.text for draft in notebook.reader.drafts(held=True)]

    def test_a_backup_of_a_newer_program_is_refused(self, older: Path, backup: Backup, backups: Backups) -> None:
        run(backup.folder, "PRAGMA user_version=7")
        data = (backup.folder / "notebook.db").read_bytes()
        newer = replace(backup, size=len(data), sha256=hash_of_file(backup.folder / "notebook.db"))
        with pytest.raises(KnownError, match=r"errors\.newer"):
            restore_as(newer, older.with_name("beside.notebook"))
        with Notebook.open(older) as notebook:
            with pytest.raises(KnownError, match=r"errors\.newer"):
                restore_into(notebook, newer, backups)
            check_whole(notebook)
