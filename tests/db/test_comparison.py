"""A backup beside the notebook of now: what one has that the other lacks, by sets of revisions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from db.backup import ASKED, Backups
from db.comparison import Comparison, Group, compare
from db.edits import change, create
from db.errors import KnownError
from db.manifest import MANIFEST, Backup, read_manifest
from db.notebook import Notebook
from db.records import Note, Tour, Visit


@pytest.fixture
def backups(tmp_path: Path) -> Backups:
    return Backups(tmp_path / "backups")


@pytest.fixture
def written(notebook: Notebook) -> dict[str, str]:
    """A visit with two notes: ids by heading."""
    visit = create(Visit, title="델프트 물류혁신연구소")
    notes = [create(Note, visit=visit.object, heading=name, text=f"{name}의 글.") for name in ("하나", "둘")]
    notebook.commit([visit, *notes])
    return {"방문": visit.object, "하나": notes[0].object, "둘": notes[1].object}


def note(notebook: Notebook, object_id: str) -> Note:
    found = notebook.reader.get(object_id)
    assert isinstance(found, Note)
    return found


def taken(notebook: Notebook, backups: Backups) -> Backup:
    return backups.take(notebook.path, ASKED)


def test_nothing_differs_from_a_backup_made_just_now(
    notebook: Notebook, backups: Backups, written: dict[str, str]
) -> None:
    found = compare(taken(notebook, backups), notebook.reader)
    assert found == Comparison()
    assert found.same


def test_what_was_written_since_is_only_here_or_newer_here(
    notebook: Notebook, backups: Backups, written: dict[str, str]
) -> None:
    backup = taken(notebook, backups)
    notebook.commit([change(note(notebook, written["하나"]), text="고친 글."), create(Note, heading="셋")])
    assert compare(backup, notebook.reader) == Comparison(
        only_here=Group({"note": 1}, ("셋",)), newer_here=Group({"note": 1}, ("하나",))
    )


def test_what_the_notebook_lost_is_only_there_or_newer_there(
    notebook: Notebook, backups: Backups, written: dict[str, str], tmp_path: Path
) -> None:
    """As when an older copy of the folder was put back."""
    old = taken(notebook, backups)
    notebook.commit([change(note(notebook, written["하나"]), text="고친 글.")])
    notebook.commit([create(Note, heading=f"새 {number}") for number in range(5)])
    new = taken(notebook, backups)
    with Notebook.open(old.folder, read_only=True) as older:
        found = compare(new, older.reader, names=2)
    assert (dict(found.only_there.counts), len(found.only_there.names)) == ({"note": 5}, 2)
    assert found.newer_there == Group({"note": 1}, ("하나",))
    assert not found.only_here
    assert not found.newer_here


def test_what_went_apart_is_newer_on_both_sides(
    notebook: Notebook, backups: Backups, written: dict[str, str], tmp_path: Path
) -> None:
    old = taken(notebook, backups)
    notebook.commit([change(note(notebook, written["둘"]), text="이쪽 글.")])
    new = taken(notebook, backups)
    other = tmp_path / "다른.notebook"
    (other / "blobs").mkdir(parents=True)
    (other / old.database.name).write_bytes(old.database.read_bytes())
    with Notebook.open(other) as apart:
        apart.commit([change(note(apart, written["둘"]), text="저쪽 글.")])
        found = compare(new, apart.reader)
    assert found == Comparison(newer_here=Group({"note": 1}, ("둘",)), newer_there=Group({"note": 1}, ("둘",)))


def test_what_is_in_the_bin_is_not_missed(notebook: Notebook, backups: Backups, written: dict[str, str]) -> None:
    backup = taken(notebook, backups)
    made = create(Note, heading="잠깐")
    notebook.commit([made])
    notebook.commit([change(note(notebook, made.object), deleted=True)])
    assert compare(backup, notebook.reader).same


def test_another_notebooks_backup_is_refused(notebook: Notebook, backups: Backups, tmp_path: Path) -> None:
    with Notebook.create(tmp_path / "남의.notebook", [create(Tour, title="남의 연수")]) as other:
        backup = taken(other, backups)
    with pytest.raises(KnownError, match=r"errors\.backup_damaged"):
        compare(backup, notebook.reader)


def test_a_backup_tells_what_was_written_last(notebook: Notebook, backups: Backups, written: dict[str, str]) -> None:
    notebook.commit([create(Note, text="제목 없는 글의 첫머리입니다.")])
    notebook.commit([change(note(notebook, written["하나"]), text="고친 글.")])
    backup = taken(notebook, backups)
    assert [name for name, _ in backup.last] == ["하나", "제목 없는 글의 첫머리입니다.", "둘"]
    assert backup.last[0][1] == notebook.history(written["하나"])[-1].instant
    assert read_manifest(backup.folder) == backup


def test_a_backup_of_an_older_program_is_still_listed(notebook: Notebook, backups: Backups) -> None:
    backup = taken(notebook, backups)
    page = json.loads((backup.folder / MANIFEST).read_text(encoding="utf-8"))
    del page["last"]
    (backup.folder / MANIFEST).write_text(json.dumps(page), encoding="utf-8")
    (listed,) = backups.of(notebook.id)
    assert listed.last == ()
