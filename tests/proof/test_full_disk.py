"""A disk that is full: what was told as saved is there, what was refused is told so, and nothing is half written."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from db.backup import Backups
from db.edits import create
from db.errors import KnownError
from db.notebook import Notebook
from db.records import Note, Tour
from db.restore import restore_as
from tests.architecture.sources import ROOT
from tests.proof.conftest import Figures

FULL_KEYS = ("errors.disk_full", "errors.disk_trouble")
SMALL = 3 << 20

WRITER = """
import json, resource, sys
from pathlib import Path
from db.edits import create
from db.errors import KnownError
from db.notebook import Notebook
from db.records import Note

notebook = Notebook.open(Path(sys.argv[1]))
if int(sys.argv[2]):
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
saved = []
while True:
    try:
        saved += notebook.commit([create(Note, text="글은 길다. " * 3000)]).revisions
    except KnownError as error:
        key = error.key
        break
notebook.close()
print(json.dumps([saved, key]))
"""


def _may_mount() -> bool:
    with tempfile.TemporaryDirectory() as folder:
        return shutil.which("mount") is not None and _mounted(Path(folder)) and _unmounted(Path(folder))


def _mounted(folder: Path) -> bool:
    command = ["mount", "-t", "tmpfs", "-o", f"size={SMALL}", "tmpfs", str(folder)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _unmounted(folder: Path) -> bool:
    return subprocess.run(["umount", "-l", str(folder)], capture_output=True, check=False).returncode == 0


WAYS = ("limit", "small disk") if _may_mount() else ("limit",)

WORDS = {"limit": "no file may grow", "small disk": "a disk of 3 MB"}


@pytest.fixture
def small(place: Path) -> Iterator[Path]:
    """A folder; where the system lets us, a disk of its own of 3 MB."""
    folder = place / "작은 디스크"
    folder.mkdir()
    mounted = "small disk" in WAYS and _mounted(folder)
    yield folder
    if mounted:
        assert _unmounted(folder)


@pytest.mark.parametrize("way", WAYS)
def test_what_was_saved_before_the_disk_was_full_is_there(small: Path, place: Path, way: str, figures: Figures) -> None:
    path = (small if way == "small disk" else place) / "n.notebook"
    Notebook.create(path, [create(Tour, title="연수")]).close()
    done = subprocess.run(
        [sys.executable, "-c", WRITER, str(path), str(SMALL if way == "limit" else 0)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert done.returncode == 0, done.stderr
    saved, key = json.loads(done.stdout)
    assert key in FULL_KEYS
    assert len(saved) > 5
    shutil.copytree(path, place / "copy")
    with Notebook.open(place / "copy") as notebook:
        there = {revision.id for note in notebook.reader.all(Note) for revision in notebook.history(note.id)}
        assert there == set(saved)
        assert notebook.verify() == ()
    figures(f"full disk: {WORDS[way]}", saved=len(saved), lost=len(set(saved) - there))


@contextmanager
def no_larger_files(way: str) -> Iterator[None]:
    """Where there is no small disk, no file may grow larger than one."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    if way == "limit":
        resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL // 4, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("way", WAYS)
def test_a_backup_and_a_restore_that_do_not_fit_leave_nothing_half(small: Path, place: Path, way: str) -> None:
    path = place / "n.notebook"
    where = small if way == "small disk" else place / "where"
    backups = Backups(where / "backups")
    with Notebook.create(path, [create(Tour, title="연수")]) as notebook:
        first = backups.take(path)
        notebook.commit([create(Note, text=f"{number}. " * 3000) for number in range(400)])
        with pytest.raises(KnownError) as full, no_larger_files(way):
            backups.take(path)
        assert full.value.key in FULL_KEYS
        assert backups.of(notebook.id) == (first,)
        assert [each.name for each in first.folder.parent.iterdir()] == [first.name]
        large = Backups(place / "large").take(path)
    with pytest.raises(KnownError) as full, no_larger_files(way):
        restore_as(large, where / "n.notebook")
    assert full.value.key in FULL_KEYS
    assert [each.name for each in where.iterdir()] == ["backups"]
