"""A program that is killed: what was told as saved is there, the lock ends with it, and nothing is half made."""

from __future__ import annotations

import json
import os
import platform
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.errors import KnownError
from db.lock import user
from db.notebook import Notebook
from db.records import Note
from tests.conftest import FULL

ROOT = Path(__file__).resolve().parents[2]

WRITER = """
import json, sys
from pathlib import Path
from db.edits import Draft, create, change
from db.notebook import Notebook
from db.records import Note

notebook = Notebook.open(Path(sys.argv[1]))
made = create(Note, text="0")
notebook.commit([made])
number = 0
while True:
    number += 1
    base = notebook.reader.heads(made.object)["text"]
    notebook.keep_draft(Draft(made.object, "note", "text", str(number), base)).result()
    print(json.dumps([made.object, number]), flush=True)
    if number % 3 == 0:
        notebook.commit_drafts().result()
"""

HOLDER = """
import sys
from pathlib import Path
from db.notebook import Notebook

notebook = Notebook.open(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.readline()
notebook.close()
"""

IMPORTER = """
import sys
from pathlib import Path
from db.edits import Edit
from db.ids import new_id
from db.notebook import Notebook

notebook = Notebook.open(Path(sys.argv[1]))
print("begin", flush=True)
while True:
    originals = [Edit(new_id(), "note", {"text": "가져온 글. " * 20}) for _ in range(500)]
    notebook.take_in(originals, [Edit(each.object, "note", {"visit": "v"}) for each in originals])
    print("taken", flush=True)
"""

MAKER = """
import os, sys
from pathlib import Path
from db import blobs
from db.notebook import Notebook
from db.edits import create
from db.records import Note

def die(folder):
    os.kill(os.getpid(), 9)

blobs.sync_folder = die  # the last step before the rename
Notebook.create(Path(sys.argv[1]), [create(Note, text="글")])
"""


@pytest.fixture
def closed(notebook: Notebook) -> Path:
    notebook.close()
    return notebook.path


class Child:
    """A Python process of our own that works on a notebook."""

    def __init__(self, source: str, path: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", source, str(path)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        )

    def line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline()

    def kill(self) -> list[str]:
        """Kill it; what it had said up to then."""
        self.process.kill()
        out, _ = self.process.communicate()
        return out.splitlines()


def children(source: str, path: Path) -> Iterator[Child]:
    child = Child(source, path)
    try:
        yield child
    finally:
        if child.process.poll() is None:
            child.process.kill()
        child.process.communicate()


@pytest.mark.parametrize("run", range(200 if FULL else 4))
def test_nothing_that_was_saved_is_lost_by_a_kill(closed: Path, run: int) -> None:
    for child in children(WRITER, closed):
        first = child.line()
        time.sleep(random.Random(run).uniform(0.0, 0.25))
        said = [first, *child.kill()]
    object_id, saved = json.loads([line for line in said if line.endswith("]") or line.endswith("]\n")][-1])
    with Notebook.open(closed) as notebook:
        draft = notebook.reader.draft(object_id, "text")
        note = notebook.reader.get(object_id)
        assert isinstance(note, Note)
        assert int(draft.text if draft else note.text) >= saved
        assert int(note.text) >= saved - 3
        assert notebook.verify() == ()
        assert notebook.commit_drafts().result() or not draft
        assert len(notebook.history(object_id)) >= saved // 3


@pytest.mark.parametrize("run", range(50 if FULL else 3))
def test_an_import_that_is_killed_is_there_as_a_whole_or_not_at_all(closed: Path, run: int) -> None:
    for child in children(IMPORTER, closed):
        assert child.line() == "begin\n"
        time.sleep(random.Random(run).uniform(0.1, 0.7))
        said = child.kill()
    with Notebook.open(closed) as notebook:
        count = notebook.reader.count(Note)
        assert count in (500 * len(said), 500 * len(said) + 500)
        assert count == notebook.reader.count(Note, visit="v")
        assert notebook.verify() == ()


def test_one_program_at_a_time_writes_and_the_other_is_named(closed: Path) -> None:
    for child in children(HOLDER, closed):
        assert child.line() == "held\n"
        with pytest.raises(KnownError) as refused:
            Notebook.open(closed)
        assert refused.value.key == "errors.locked"
        assert (refused.value.values["user"], refused.value.values["computer"]) == (user(), platform.node())
        assert str(child.process.pid) in (closed / "notebook.lock").read_text()
        with Notebook.open(closed, read_only=True) as beside:
            assert beside.reader.tour() is not None
        child.process.communicate("\n")
        Notebook.open(closed).close()


def test_a_kill_gives_the_lock_back(closed: Path) -> None:
    for child in children(HOLDER, closed):
        assert child.line() == "held\n"
        child.kill()
        Notebook.open(closed).close()


def test_twice_in_one_program_is_refused_too(closed: Path) -> None:
    with Notebook.open(closed), pytest.raises(KnownError, match=r"errors\.locked"):
        Notebook.open(closed)
    Notebook.open(closed).close()


def test_a_kill_while_a_notebook_is_made_leaves_none(tmp_path: Path) -> None:
    for child in children(MAKER, tmp_path / "n.notebook"):
        assert child.process.wait() == -9
    assert not (tmp_path / "n.notebook").exists()
    assert [each.name.startswith(".new-") for each in tmp_path.iterdir()] == [True]
    Notebook.create(tmp_path / "n.notebook").close()
