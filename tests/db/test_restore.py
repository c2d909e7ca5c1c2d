from __future__ import annotations

import shutil
import sqlite3
import time
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from db.backup import Backups
from db.edits import Draft, change, create
from db.errors import KnownError
from db.ids import new_id
from db.manifest import Backup
from db.notebook import Notebook
from db.records import Figure, Note, Redaction
from db.restore import replace_damaged, restore_as, restore_into
from db.revisions import canonical
from db.salvage import salvage
from tests.db.test_backup import picture, spoil

NOW = datetime(2031, 5, 22, 9)


@pytest.fixture
def backups(tmp_path: Path) -> Backups:
    return Backups(tmp_path / "backups")


@pytest.fixture
def older(notebook: Notebook, tmp_path: Path) -> Path:
    """The notebook as it was before anything was written in it: a copy found on a stick, say."""
    path = tmp_path / "older.notebook"
    shutil.copytree(notebook.path, path)
    return path


def texts(notebook: Notebook) -> list[str]:
    return sorted(note.text for note in notebook.reader.all(Note))


def filled(notebook: Notebook, backups: Backups) -> Backup:
    blob = notebook.add_blob(picture())
    notebook.commit([create(Note, text="하나."), create(Note, text="둘."), create(Figure, blob=blob.sha256)])
    return backups.take(notebook.path)


def test_a_restore_is_a_union(notebook: Notebook, older: Path, backups: Backups) -> None:
    backup = filled(notebook, backups)
    with Notebook.open(older) as other:
        other.commit([create(Note, text="나중.")])
        restored = restore_into(other, backup, backups)
        assert (len(restored.changes.revisions), restored.pictures, restored.missing) == (3, 1, 0)
        assert restored.changes.kinds == {"note", "figure"}
        assert texts(other) == ["나중.", "둘.", "하나."]
        assert other.verify() == ()
        again = restore_into(other, backup, backups)
        assert (again.changes.revisions, again.pictures) == ((), 0)
        assert other.commit([create(Note, text="그 뒤.")])


def test_what_was_there_is_backed_up_first(notebook: Notebook, older: Path, backups: Backups) -> None:
    backup = filled(notebook, backups)
    with Notebook.open(older) as other:
        other.commit([create(Note, text="나중.")])
        restore_into(other, backup, backups)
    before = backups.of(backup.notebook)[0]
    assert (before.reason, before.revisions) == ("restore", 2)


def test_both_sides_of_one_text_are_listed(notebook: Notebook, tmp_path: Path, backups: Backups) -> None:
    note = create(Note, text="처음.")
    notebook.commit([note])
    older = tmp_path / "older.notebook"
    restore_as(backups.take(notebook.path), older)
    record = notebook.reader.get(note.object)
    assert isinstance(record, Note)
    notebook.commit([change(record, text="이쪽.")])
    backup = backups.take(notebook.path)
    with Notebook.open(older) as other:
        other.commit([change(record, text="저쪽.")])
        restore_into(other, backup, backups)
        assert {version.value for version in other.reader.conflicts(note.object)["text"]} == {"이쪽.", "저쪽."}


def test_the_clock_stays_ahead(notebook: Notebook, older: Path, backups: Backups) -> None:
    """The backup was written on a laptop whose clock was an hour ahead."""
    ahead = (time.time_ns() // 1_000_000 + 3_600_000) << 16
    notebook.close()
    with closing(sqlite3.connect(notebook.path / "notebook.db", isolation_level=None)) as raw:
        raw.execute("UPDATE meta SET value = ? WHERE name = 'clock'", (str(ahead),))
    with Notebook.open(notebook.path) as again:
        backup = filled(again, backups)
    with Notebook.open(older) as other:
        restore_into(other, backup, backups)
        made = create(Note, text="뒤.")
        other.commit([made])
        assert other.history(made.object)[0].hlc > ahead + 3


def test_nothing_is_written_on_broken_ground(notebook: Notebook, backups: Backups) -> None:
    """An index that does not fit its table: what is there cannot be told from what is not."""
    backup = filled(notebook, backups)
    notebook.close()
    with closing(sqlite3.connect(notebook.path / "notebook.db", isolation_level=None)) as raw:
        (page,) = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'by_revision_object'").fetchone()
        raw.execute("PRAGMA writable_schema=ON")
        raw.execute("UPDATE sqlite_master SET rootpage = ? WHERE name = 'by_revision_parent_parent'", (page,))
    with Notebook.open(notebook.path) as again, pytest.raises(KnownError, match=r"errors\.damaged"):
        restore_into(again, backup, backups)


def test_damaged_text_and_pictures_are_made_whole(notebook: Notebook, backups: Backups) -> None:
    backup = filled(notebook, backups)
    spoil(notebook.path, "하나")
    (figure,) = notebook.reader.all(Figure)
    file = notebook.blob_path(figure.blob or "")
    assert file is not None
    file.write_bytes(b"\x00")
    assert len(notebook.verify()) >= 2
    restored = restore_into(notebook, backup, backups)
    assert (len(restored.changes.revisions), restored.pictures) == (1, 1)
    assert notebook.verify() == ()
    assert texts(notebook) == ["둘.", "하나."]


def test_where_the_notebook_is_gone(notebook: Notebook, backups: Backups) -> None:
    backup = filled(notebook, backups)
    notebook.close()
    shutil.rmtree(notebook.path)
    restore_as(backup, backup.path)
    with Notebook.open(notebook.path) as again:
        assert (again.id, again.verify(), texts(again)) == (notebook.id, (), ["둘.", "하나."])
        assert again.commit([create(Note, text="셋.")])


def test_drafts_come_back(notebook: Notebook, older: Path, backups: Backups, tmp_path: Path) -> None:
    notebook.keep_draft(Draft(new_id(), "note", "text", "쓰다 만 글")).result()
    backup = backups.take(notebook.path)
    restore_as(backup, tmp_path / "new.notebook")
    with Notebook.open(tmp_path / "new.notebook", read_only=True) as again:
        assert [draft.text for draft in again.reader.drafts()] == ["쓰다 만 글"]
    with Notebook.open(older) as other:
        restore_into(other, backup, backups)
        assert [draft.text for draft in other.reader.drafts()] == ["쓰다 만 글"]


def test_nothing_is_overwritten(notebook: Notebook, backups: Backups, tmp_path: Path) -> None:
    backup = backups.take(notebook.path)
    with pytest.raises(KnownError, match=r"errors\.exists"):
        restore_as(backup, notebook.path)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["backups", notebook.path.name]


def test_a_damaged_backup_is_refused(notebook: Notebook, backups: Backups, tmp_path: Path) -> None:
    backup = backups.take(notebook.path)
    data = bytearray(backup.database.read_bytes())
    data[len(data) // 2] ^= 0xFF
    backup.database.write_bytes(data)
    with pytest.raises(KnownError, match=r"errors\.backup_damaged"):
        restore_as(backup, tmp_path / "new.notebook")
    with pytest.raises(KnownError, match=r"errors\.backup_damaged"):
        restore_into(notebook, backup, backups)
    assert not (tmp_path / "new.notebook").exists()


def test_another_notebooks_backup_is_refused(notebook: Notebook, backups: Backups, tmp_path: Path) -> None:
    with Notebook.create(tmp_path / "b.notebook", [create(Note, text="남의 글.")]) as other:
        backup = backups.take(other.path)
    with pytest.raises(KnownError, match=r"errors\.other_notebook"):
        restore_into(notebook, backup, backups)


def test_what_was_blanked_stays_blanked(notebook: Notebook, older: Path, backups: Backups) -> None:
    note = create(Note, text="지울 글.")
    (name,) = notebook.commit([note]).revisions
    backup = backups.take(notebook.path)
    with Notebook.open(older) as other:
        other.commit([create(Redaction, revisions=(name,), reason="약속")])
        restore_into(other, backup, backups)
        (revision,) = other.history(note.object)
        assert (revision.redacted, dict(revision.fields), texts(other)) == (True, {}, [""])
        assert other.verify() == ()


def test_what_was_blanked_before_the_backup_comes_back_blanked(
    notebook: Notebook, older: Path, backups: Backups
) -> None:
    note = create(Note, text="지울 글.")
    (name,) = notebook.commit([note]).revisions
    notebook.commit([create(Redaction, revisions=(name,), reason="약속")])
    body = canonical({"redacted": True, "object": note.object, "kind": "note", "parents": []})
    with closing(sqlite3.connect(notebook.path / "notebook.db", isolation_level=None)) as raw:
        raw.execute("UPDATE revision SET payload = ?, author = NULL, device = NULL, hlc = 0 WHERE id = ?", (body, name))
    notebook.rebuild().result()
    backup = backups.take(notebook.path)
    with Notebook.open(older) as other:
        restore_into(other, backup, backups)
        assert other.history(note.object)[0].redacted
        assert other.verify() == ()


def test_a_redaction_that_comes_back_blanks_what_still_has_its_body_here(
    notebook: Notebook, backups: Backups, tmp_path: Path
) -> None:
    note = create(Note, text="지울 글.")
    (name,) = notebook.commit([note]).revisions
    notebook.close()
    path = tmp_path / "before.notebook"
    shutil.copytree(notebook.path, path)
    with Notebook.open(notebook.path) as writing:
        writing.redact([name], "약속")
        backup = backups.take(writing.path)
    with Notebook.open(path) as other:
        assert texts(other) == ["지울 글."]
        restore_into(other, backup, backups)
        assert (other.history(note.object)[0].redacted, texts(other)) == (True, [""])
        assert other.verify() == ()


def test_a_merge_that_was_undone_stays_undone(notebook: Notebook, older: Path, backups: Backups) -> None:
    note = create(Note, text="남의 글.")
    (name,) = notebook.commit([note]).revisions
    with closing(sqlite3.connect(notebook.path / "notebook.db", isolation_level=None)) as raw:
        raw.execute("INSERT INTO set_aside VALUES (?, NULL, '2031-05-22')", (name,))
    notebook.rebuild().result()
    backup = backups.take(notebook.path)
    with Notebook.open(older) as other:
        restored = restore_into(other, backup, backups)
        assert restored.changes.revisions == (name,)
        assert texts(other) == []


def test_a_damaged_notebook_makes_room(notebook: Notebook, backups: Backups) -> None:
    backup = filled(notebook, backups)
    with pytest.raises(KnownError, match=r"errors\.locked"):
        replace_damaged(notebook.path, backup, NOW)
    notebook.close()
    (notebook.path / "notebook.db").write_bytes(b"noise" * 1000)
    replaced = replace_damaged(notebook.path, backup, NOW)
    assert (replaced.aside.name, replaced.salvaged) == ("연수 노트 20310522-090000.damaged", 0)
    with Notebook.open(notebook.path) as again:
        assert again.verify() == ()
        assert texts(again) == ["둘.", "하나."]
    assert (replaced.aside / "notebook.db").read_bytes() == b"noise" * 1000


def test_what_can_still_be_read_is_taken_along(notebook: Notebook, backups: Backups) -> None:
    backup = filled(notebook, backups)
    notebook.backs_up = False
    notebook.commit([create(Note, text=f"{number}. " * 300) for number in range(100)])
    picture_later = notebook.add_blob(picture(7))
    notebook.close()
    database = notebook.path / "notebook.db"
    with closing(sqlite3.connect(database)) as raw:
        (page,) = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'meta'").fetchone()
    data = bytearray(database.read_bytes())
    at = data.index(b"50. 50. ")
    data[at : at + 20] = b"x" * 20
    data[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    database.write_bytes(data)
    with pytest.raises(KnownError, match=r"errors\.damaged"):
        Notebook.open(notebook.path)
    replaced = replace_damaged(notebook.path, backup, NOW)
    with Notebook.open(notebook.path) as again:
        assert again.verify() == ()
        there = set(texts(again))
        assert again.blob_path(picture_later.sha256)
    assert {"하나.", "둘.", "3. " * 300, "99. " * 300} <= there
    assert "50. " * 300 not in there
    assert len(there) == 2 + replaced.salvaged


def test_what_was_being_written_when_it_was_damaged_is_taken_along(notebook: Notebook, backups: Backups) -> None:
    fresh = create(Note, text="하나.")
    notebook.commit([fresh])
    base = notebook.reader.heads(fresh.object)["text"]
    notebook.keep_draft(Draft(fresh.object, "note", "text", "하나. 둘", base)).result()
    backup = backups.take(notebook.path)
    notebook.keep_draft(Draft(fresh.object, "note", "text", "하나. 둘. 셋", base)).result()
    notebook.keep_draft(Draft(fresh.object, "note", "text~settle", "결과", base, held=True)).result()
    killed = notebook.path.with_name("killed.notebook")
    shutil.copytree(notebook.path, killed)
    notebook.close()
    with closing(sqlite3.connect(killed / "notebook.db")) as raw:
        (page,) = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'meta'").fetchone()
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with (killed / "notebook.db").open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)
    replace_damaged(killed, backup, NOW)
    with Notebook.open(killed) as again:
        assert texts(again) == ["하나. 둘. 셋"]
        assert not again.reader.conflicts(fresh.object)
        assert [draft.text for draft in again.reader.drafts(held=True)] == ["결과"]


def test_nothing_is_salvaged_from_a_view_or_another_notebook(tmp_path: Path, notebook: Notebook) -> None:
    notebook.commit([create(Note, text="글.")])
    assert salvage(notebook.path, notebook.id, tmp_path / "own.db") == 2
    assert salvage(notebook.path, new_id(), tmp_path / "other.db") == 0
    with closing(sqlite3.connect(notebook.path / "notebook.db", isolation_level=None)) as raw:
        raw.execute("ALTER TABLE revision RENAME TO kept")
        raw.execute("CREATE VIEW revision AS SELECT * FROM kept")
    assert salvage(notebook.path, notebook.id, tmp_path / "view.db") == 0
    assert salvage(tmp_path / "nowhere", notebook.id, tmp_path / "none.db") == 0
