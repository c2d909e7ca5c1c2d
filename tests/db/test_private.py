"""Private copies: for nobody else, gone when they are done with, and swept where a program was killed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from db.edits import create
from db.errors import KnownError
from db.ids import new_id
from db.notebook import Notebook
from db.private import PrivateFolder, sweep
from db.records import Note
from tests.architecture.sources import ROOT
from tests.db.test_opening import STALE, run

HOLDER = """
import sys
from db.private import PrivateFolder

folder = PrivateFolder(sys.argv[1])
(folder.path / "notebook.db").write_text("text")
print(folder.path, flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def copies(home: Path) -> Path:
    return home / "cache" / "copies"


def test_only_the_user_looks_into_it_and_it_goes(copies: Path) -> None:
    name = new_id()
    before = os.umask(0)
    try:
        with PrivateFolder(name) as folder:
            assert folder.parent == copies / name
            for each in (folder, folder.parent, copies, copies.parent):
                assert each.stat().st_mode & 0o777 == 0o700, each
            assert folder.with_name(folder.name + ".lock").stat().st_mode & 0o777 == 0o600
            (folder / "a" / "b").mkdir(parents=True)
            (folder / "a" / "b" / "c").write_text("글")
    finally:
        os.umask(before)
    assert list(copies.iterdir()) == []


@pytest.mark.parametrize("name", ["", "..", "../../x", "a/b", "x" * 300])
def test_what_is_no_id_names_no_folder(copies: Path, name: str) -> None:
    with PrivateFolder(name) as folder:
        assert folder.parent == copies / "unread"


def test_two_stand_beside_each_other(copies: Path) -> None:
    name = new_id()
    with PrivateFolder(name) as one:
        (one / "file").write_text("글")
        with PrivateFolder(name) as other:
            assert one != other
            sweep()
            assert (one / "file").exists()
        assert (one / "file").exists()
    assert list(copies.iterdir()) == []


def test_closing_again_does_nothing() -> None:
    folder = PrivateFolder()
    folder.close()
    folder.close()
    assert not folder.path.exists()


def test_what_a_killed_program_left_is_swept_and_a_live_ones_stays(copies: Path) -> None:
    name = new_id()
    holders = [
        subprocess.Popen(
            [sys.executable, "-c", HOLDER, name], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    try:
        killed, alive = (Path(each.stdout.readline().strip()) for each in holders if each.stdout)
        holders[0].kill()
        holders[0].wait()
        assert (killed / "notebook.db").exists()
        with PrivateFolder() as folder:
            assert folder.exists()
            assert not killed.exists()
            assert (alive / "notebook.db").exists()
            assert sorted(each.name for each in (copies / name).iterdir()) == [alive.name, f"{alive.name}.lock"]
    finally:
        for each in holders:
            each.kill()
            each.communicate()
    sweep()
    assert list(copies.glob("*/*")) == []


def test_a_folder_without_its_lock_is_swept(copies: Path) -> None:
    left = copies / new_id() / "0123456789abcdef"
    left.mkdir(parents=True)
    (left / "notebook.db").write_text("글")
    beside = copies.parent / "other" / "folder"
    beside.mkdir(parents=True)
    sweep()
    assert not left.exists()
    assert beside.exists()


def test_a_copy_that_fails_leaves_nothing(notebook: Notebook, copies: Path) -> None:
    notebook.commit([create(Note)])
    notebook.close()
    run(notebook.path, STALE[0], "UPDATE revision SET payload = json_set(payload, '$.object', json('[]'))")
    with pytest.raises(KnownError, match=r"errors\.damaged"):
        Notebook.open(notebook.path, read_only=True)
    assert list(copies.iterdir()) == []


def test_a_cache_that_cannot_be_written_is_told(home: Path, notebook: Notebook) -> None:
    notebook.close()
    run(notebook.path, STALE[0])
    (home / "cache").write_text("in the way")
    with pytest.raises(KnownError) as refused:
        Notebook.open(notebook.path, read_only=True)
    assert refused.value.values["path"] == home / "cache"


def test_opening_to_write_sweeps_too(notebook: Notebook, copies: Path) -> None:
    notebook.close()
    left = copies / new_id() / "0123456789abcdef"
    left.mkdir(parents=True)
    Notebook.open(notebook.path).close()
    assert not left.exists()
