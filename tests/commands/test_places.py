"""A folder that this machine does not know: checked first, and then worked on where it is, without a copy."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db.notebook import Notebook
from db.records import Visit
from db.settings import Settings
from tests.commands.conftest import Run
from tests.db.older import make_older
from tests.db.test_opening import content

FOREIGN = {
    "trigger": "CREATE TRIGGER spy AFTER INSERT ON revision BEGIN DELETE FROM revision; END",
    "view": "CREATE VIEW spy AS SELECT * FROM revision",
    "virtual table": "CREATE VIRTUAL TABLE spy USING fts5(text)",
    "column": "ALTER TABLE draft ADD COLUMN spy TEXT",
    "newer": "PRAGMA user_version=7",
}
COMMANDS = (
    ("dump",),
    ("verify",),
    ("export", "pdf", "--out", "out.pdf"),
    ("import", "visit.txt"),
    ("backup",),
    ("history", "x"),
)


@pytest.fixture
def stranger(notebook: Path, tmp_path: Path, home: Path) -> Path:
    """A sound notebook on a stick; this machine knows nothing of it."""
    path = tmp_path / "stick.notebook"
    notebook.rename(path)
    shutil.rmtree(home)
    home.mkdir()
    return path


@pytest.mark.parametrize("statement", FOREIGN.values(), ids=FOREIGN)
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_what_differs_is_refused_before_anything_is_copied(
    refused: Run, stranger: Path, home: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], statement: str
) -> None:
    monkeypatch.chdir(stranger.parent)
    with closing(sqlite3.connect(stranger / "notebook.db", isolation_level=None)) as raw:
        raw.execute(statement)
    before = content(stranger.parent)
    refused("--notebook", stranger, *command, names=stranger)
    assert content(stranger.parent) == before
    assert [each.name for each in home.rglob("*") if each.is_file() and each.name != "settings.toml"] == []
    assert Settings.load().known == {}


def test_what_is_sound_is_worked_on_in_place_and_known_from_then_on(run: Run, stranger: Path) -> None:
    file = stranger.parent / "visit.txt"
    assert run("--notebook", stranger, "import", file).code == 0
    with Notebook.open(stranger, read_only=True) as notebook:
        assert notebook.reader.count(Visit) == 1
        assert Settings.load().knows(notebook.id, stranger)


def test_an_older_one_is_read_from_a_copy_and_written_only_when_asked(run: Run, stranger: Path) -> None:
    make_older(stranger)
    before = content(stranger)
    assert run("--notebook", stranger, "dump").code == 0
    assert run("--notebook", stranger, "verify").code == 0
    assert content(stranger) == before
    assert run("--notebook", stranger, "import", stranger.parent / "visit.txt").code == 0
    with closing(sqlite3.connect(stranger / "notebook.db")) as raw:
        assert raw.execute("PRAGMA user_version").fetchone()[0] > 1
