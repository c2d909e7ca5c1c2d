"""`backup`, `history` and `restore`: the way back from the command line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from db.backup import Backups
from db.edits import change, create
from db.lock import Lock
from db.notebook import Notebook
from db.records import Note, Person, Tour, Visit
from db.settings import Settings
from tests.commands.conftest import Run


def names(run: Run, *options: object) -> list[str]:
    return [line.split()[0] for line in run(*options, "backup", "--list").out.splitlines()]


def write(path: Path, text: str) -> str:
    """A note more, by another program; its id. Closing backs up."""
    with Notebook.open(path) as notebook:
        made = create(Note, text=text)
        notebook.commit([made])
    return made.object


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_backup_makes_one_and_lists_it_first(run: Run, notebook: Path, lang: str) -> None:
    made = run("--notebook", notebook, "backup", lang=lang)
    assert (made.code, made.err) == (0, [])
    assert "물과 도시" in made.out
    listed = run("--notebook", notebook, "backup", "--list", lang=lang).out.splitlines()
    assert len(listed) == 2, "import made one when it closed the notebook"
    assert f"{listed[0]}\n" == made.out


def test_a_notebook_without_backups_says_so(run: Run, refused: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.notebook"
    run("--notebook", path, "new", "--title", "연수")
    answer = run("--notebook", path, "backup", "--list")
    assert (answer.code, answer.out, [str(path) in line for line in answer.err]) == (0, "", [True])
    refused("--notebook", path, "backup", "--restore", "2", names="2")


@pytest.mark.parametrize("wanted", ["path", "title", "id"])
def test_a_notebook_that_is_gone_comes_back_where_it_was(run: Run, notebook: Path, wanted: str) -> None:
    before = run("--notebook", notebook, "dump").out
    with Notebook.open(notebook, read_only=True) as opened:
        name = {"path": str(notebook), "title": "물과 도시", "id": opened.id[:6]}[wanted]
    shutil.rmtree(notebook)
    (backup,) = names(run, "--notebook", name)
    answer = run("--notebook", name, "backup", "--restore", backup)
    assert (answer.code, answer.err) == (0, [])
    assert str(notebook) in answer.out
    assert run("--notebook", notebook, "dump").out == before
    assert run("--notebook", notebook, "verify").code == 0


def test_the_last_notebook_comes_back_without_a_word(run: Run, notebook: Path) -> None:
    notebook.rename(notebook.with_name("elsewhere"))
    (backup,) = names(run)
    assert run("backup", "--restore", backup).code == 0
    assert run("verify").code == 0


def test_restoring_into_the_notebook_loses_nothing_newer(run: Run, notebook: Path) -> None:
    (backup,) = names(run, "--notebook", notebook)
    kept = write(notebook, "나중에 쓴 글.")
    answer = run("--notebook", notebook, "backup", "--restore", backup)
    assert (answer.code, answer.err) == (0, [])
    assert "0 revisions" in answer.out
    with Notebook.open(notebook, read_only=True) as opened:
        assert opened.reader.get(kept) is not None


def test_beside_it(run: Run, refused: Run, notebook: Path, tmp_path: Path) -> None:
    (backup,) = names(run, "--notebook", notebook)
    write(notebook, "나중에 쓴 글.")
    beside = tmp_path / "곁" / "b.notebook"
    assert run("--notebook", notebook, "backup", "--restore", backup, "--out", beside).code == 0
    with Notebook.open(beside, read_only=True) as opened:
        assert opened.reader.count(Note, text="나중에 쓴 글.") == 0
        assert Settings.load().known[opened.id] == str(notebook)
    refused("--notebook", notebook, "backup", "--restore", backup, "--out", beside, names=beside)


def test_a_damaged_notebook_is_kept_aside(run: Run, refused: Run, notebook: Path, tmp_path: Path) -> None:
    (backup,) = names(run, "--notebook", notebook)
    (notebook / "notebook.db").write_bytes(b"noise" * 2000)
    refused("--notebook", notebook, "backup", names=notebook)
    answer = run("--notebook", notebook, "backup", "--restore", backup)
    assert answer.code == 0
    (aside,) = tmp_path.glob("*.damaged")
    assert str(aside) in answer.err[0]
    assert run("--notebook", notebook, "verify").code == 0


def test_a_notebook_without_its_database_comes_back(run: Run, notebook: Path, tmp_path: Path) -> None:
    (backup,) = names(run, "--notebook", notebook)
    (notebook / "notebook.db").unlink()
    assert run("--notebook", notebook, "backup", "--restore", backup).code == 0
    assert run("--notebook", notebook, "verify").code == 0


def test_a_folder_in_its_place_is_left_alone(run: Run, refused: Run, notebook: Path) -> None:
    (backup,) = names(run, "--notebook", notebook)
    shutil.rmtree(notebook)
    notebook.mkdir()
    (notebook / "recipes.txt").write_text("soup")
    refused("--notebook", notebook, "backup", "--restore", backup, names=notebook)
    assert [file.name for file in notebook.iterdir()] == ["recipes.txt"]


def test_what_cannot_be_found_or_is_meant_twice_is_refused(
    run: Run, refused: Run, notebook: Path, tmp_path: Path
) -> None:
    with Notebook.create(tmp_path / "twin.notebook", [create(Tour, title="물과 도시")]) as twin:
        twin.commit([create(Note, text="글.")])
    shutil.rmtree(tmp_path / "twin.notebook")
    run("--notebook", notebook, "backup")
    refused("--notebook", tmp_path / "none.notebook", "backup", "--list", names="none.notebook")
    refused("--notebook", tmp_path / "none.notebook", "backup", names="none.notebook")
    refused("--notebook", "물과 도시", "backup", "--list", names=twin.id[:8])
    refused("--notebook", notebook, "backup", "--restore", "1999", names="1999")
    refused("--notebook", notebook, "backup", "--restore", "2", names=names(run, "--notebook", notebook)[0])
    assert run("backup", "--out", tmp_path / "x").code == 2


def test_a_damaged_backup_changes_nothing(run: Run, refused: Run, notebook: Path, home: Path) -> None:
    (backup,) = names(run, "--notebook", notebook)
    (database,) = home.glob("backups/*/*/notebook.db")
    data = bytearray(database.read_bytes())
    data[5000] ^= 1
    database.write_bytes(data)
    refused("--notebook", notebook, "backup", "--restore", backup, names=backup)
    shutil.rmtree(notebook)
    refused("--notebook", notebook, "backup", "--restore", backup, names=backup)
    assert not notebook.exists()


def test_a_notebook_in_use_is_refused(run: Run, refused: Run, notebook: Path) -> None:
    (backup,) = names(run, "--notebook", notebook)
    lock = Lock(notebook)
    for options in (("backup",), ("backup", "--restore", backup), ("restore", "x", "y"), ("history", "x")):
        refused("--notebook", notebook, *options, names=notebook)
    lock.release()


def test_a_second_folder_that_is_missing_is_told(run: Run, notebook: Path, tmp_path: Path) -> None:
    settings = Settings.load()
    settings.second_backups = tmp_path / "stick"
    settings.save()
    answer = run("--notebook", notebook, "backup")
    assert answer.code == 0
    assert [str(tmp_path / "stick") in line for line in answer.err] == [True]


def test_the_demo_leaves_no_backups(run: Run, tmp_path: Path) -> None:
    from exporters.sample import build

    build(tmp_path / "sample.notebook").close()
    assert not Backups.of_user().root.exists()


def test_history_lists_and_restore_goes_back(run: Run, notebook: Path) -> None:
    with Notebook.open(notebook) as opened:
        (visit,) = opened.reader.all(Visit)
        tour = opened.reader.tour()
        assert tour is not None
        person = create(Person, tour=tour.id, name="한가람")
        opened.commit([person])
        opened.author = person.object
        opened.commit([change(visit, institution="물관리청", city="쇠르홀름")])
        revisions = opened.history(visit.id)
    listed = run("--notebook", notebook, "history", visit.id[:8])
    assert listed.code == 0
    lines = listed.out.splitlines()
    assert [line.split()[0] for line in lines] == [revision.id[:12] for revision in revisions]
    assert "한가람" in lines[-1]
    assert "Institution" in lines[-1]
    assert "imported" in lines[0]
    answer = run("--notebook", notebook, "--as", "한가람", "restore", "물관리청", revisions[0].id[:12])
    assert answer.code == 0
    with Notebook.open(notebook, read_only=True) as opened:
        (back,) = opened.reader.all(Visit)
        assert (back.institution, back.city) == (visit.institution, visit.city)
        newest = opened.history(visit.id)[-1]
        assert newest.author == person.object
        assert newest.id[:12] in answer.out
    again = run("--notebook", notebook, "restore", visit.id, revisions[0].id)
    assert (again.code, "already" in again.out) == (0, True)


def test_what_history_and_restore_refuse(run: Run, refused: Run, notebook: Path, tmp_path: Path) -> None:
    first = write(notebook, "같은 글")
    second = write(notebook, "같은 글")
    refused("--notebook", notebook, "history", "같은 글", names=first[:8])
    refused("--notebook", notebook, "restore", "같은 글", "x", names=second[:8])
    refused("--notebook", notebook, "history", "zzz", names="zzz")
    refused("--notebook", notebook, "restore", first, "zzz", names="zzz")
    refused("--notebook", notebook, "restore", first, "", names="")
    refused("--notebook", tmp_path / "none.notebook", "history", "x", names="none.notebook")
    refused("--notebook", notebook, "--as", "아무개", "restore", first, "x", names="아무개")
    assert run("--notebook", notebook, "restore", first).code == 2
