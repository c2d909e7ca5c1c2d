"""Damaged files: the notebook opens sound, or says what is wrong; and a backup brings everything back."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from db.backup import Backups
from db.edits import create
from db.errors import KnownError
from db.manifest import Backup
from db.notebook import Notebook
from db.records import KINDS, Note, Tour
from db.restore import replace_damaged, restore_into
from resources import sentences
from tests.conftest import FULL
from tests.proof.conftest import Figures

CASES = 200 if FULL else 30
STORED, IN_LOG = 120, 30
PAGE = 4096


def _noise(data: bytes, chance: random.Random) -> bytes:
    made = bytearray(data)
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(made) // PAGE) * PAGE
        made[at : at + PAGE] = chance.randbytes(PAGE)
    return bytes(made)


def _bits(data: bytes, chance: random.Random) -> bytes:
    made = bytearray(data)
    for _ in range(chance.randrange(1, 40)):
        made[chance.randrange(len(made))] ^= 1 << chance.randrange(8)
    return bytes(made)


def _zeros(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + bytes(min(len(data) - at, chance.randrange(1, 20 * PAGE))) + data[at + 20 * PAGE :]


def _swapped(data: bytes, chance: random.Random) -> bytes:
    pages = [data[at : at + PAGE] for at in range(0, len(data), PAGE)]
    one, other = (chance.randrange(len(pages)) for _ in range(2))
    pages[one], pages[other] = pages[other], pages[one]
    return b"".join(pages)


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


HARMS: dict[str, Callable[[bytes, random.Random], bytes | None]] = {
    "pages of noise": _noise,
    "flipped bits": _bits,
    "zeros": _zeros,
    "swapped pages": _swapped,
    "cut short": _cut,
    "gone": lambda data, chance: None,
}


@pytest.fixture
def live(place: Path) -> Path:
    """A notebook as a sudden end leaves it: much in the database, and the last commits in the log only."""
    path = place / "n.notebook"
    with Notebook.create(path, [create(Tour, title="연수")]) as notebook:
        notebook.backs_up = False
        notebook.commit([create(Note, text=f"{number}. " * 200) for number in range(STORED)])
    with Notebook.open(path) as notebook:
        notebook.backs_up = False
        for number in range(IN_LOG):
            notebook.commit([create(Note, text=f"로그 {number}. " * 200)])
        shutil.copytree(path, place / "live")
    return place / "live"


@pytest.fixture
def backup(place: Path, live: Path) -> Backup:
    return Backups(place / "backups").take(place / "n.notebook")


def looked_at(path: Path) -> str:
    """What opening, reading everything, checking and writing says: sound, or what is wrong."""
    try:
        with Notebook.open(path) as notebook:
            notebook.backs_up = False
            for kind in KINDS.values():
                notebook.reader.all(kind)
                notebook.reader.statuses(kind)
            problems = notebook.verify(sentences("ko"))
            if problems:
                return "told by verify"
            notebook.commit([create(Note, text="새 글.")])
            return "sound"
    except KnownError as error:
        return f"told: {sentences('en')(error.key, **error.values)}"


def brought_back(path: Path, backup: Backup, place: Path) -> str:
    """Restore the backup, as the command does; how. Afterwards everything is there, and sound."""
    how = "united"
    try:
        with Notebook.open(path) as notebook:
            notebook.backs_up = False
            restore_into(notebook, backup, Backups(place / "before"))
    except KnownError as error:
        if error.key not in ("errors.damaged", "errors.foreign_schema", "errors.not_a_notebook"):
            raise
        replace_damaged(path, backup, datetime(2031, 5, 22))
        how = "replaced"
    with Notebook.open(path) as notebook:
        notebook.backs_up = False
        assert notebook.verify() == ()
        texts = {note.text for note in notebook.reader.all(Note)}
        assert {f"{number}. " * 200 for number in range(STORED)} <= texts
        assert {f"로그 {number}. " * 200 for number in range(IN_LOG)} <= texts
    return how


def test_damage_is_told_and_a_backup_brings_everything_back(
    live: Path, backup: Backup, place: Path, figures: Figures
) -> None:
    said: Counter[str] = Counter()
    ways: Counter[str] = Counter()
    for number in range(CASES):
        chance = random.Random(number)
        path = place / "case"
        shutil.copytree(live, path)
        file = path / ("notebook.db" if number % 3 else "notebook.db-wal")
        harmed = list(HARMS.values())[number // 3 % len(HARMS)](file.read_bytes(), chance)
        file.unlink() if harmed is None else file.write_bytes(harmed)
        said[looked_at(path)] += 1
        ways[brought_back(path, backup, place)] += 1
        for left in place.glob("case*"):
            shutil.rmtree(left)
    told = sum(said.values()) - said["sound"]
    figures("damaged files", cases=CASES, opened_sound=said["sound"], told=told, brought_back=sum(ways.values()))
    assert sum(said.values()) == sum(ways.values()) == CASES
    assert told > CASES // 3
    assert said["sound"]


def test_a_log_that_is_gone_costs_only_what_was_in_it(live: Path) -> None:
    (live / "notebook.db-wal").unlink()
    with Notebook.open(live, read_only=True) as notebook:
        assert notebook.verify() == ()
        assert notebook.reader.count(Note) == STORED


def test_a_log_that_is_whole_costs_nothing(live: Path) -> None:
    with Notebook.open(live, read_only=True) as notebook:
        assert notebook.verify() == ()
        assert notebook.reader.count(Note) == STORED + IN_LOG
