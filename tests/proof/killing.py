"""Kills a program at work, again and again: `python -m tests.proof.killing WORK COUNT SEED FOLDER` prints figures.

A process of its own, which forks for each cycle: everything is loaded once, so that a thousand cycles take minutes.
The first cycle whose outcome is not all or nothing ends it with an assertion.
"""

from __future__ import annotations

import importlib
import json
import os
import random
import shutil
import signal
import sqlite3
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import main
from db.adopt import adopt
from db.backup import Backups
from db.edits import Draft, Edit, create
from db.ids import new_id
from db.notebook import Notebook
from db.records import Chapter, Note, Tour, Visit
from db.restore import restore_as, restore_into
from tests.db.older import make_older

Say = Callable[[int], None]
MANY = 200
LOADED = (
    "alembic.command",
    "db.adopt",
    "db.backup",
    "db.making",
    "db.union",
    "db.upgrading",
    "exporters.output",
    "exporters.pdf.writer",
)
"""What the work would load late, again in each cycle."""


class Work(ABC):
    """One kind of work. folder: where it is done, empty at first. span: seconds within which it is killed."""

    span = 0.1

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @abstractmethod
    def prepare(self) -> None:
        """What must be there before the work begins."""

    @abstractmethod
    def work(self, say: Say) -> None:
        """The work; say(n): so much is told as done, starting with 0."""

    @abstractmethod
    def check(self, said: int) -> int:
        """Assert that what was told is there and the rest wholly or not at all; how much is there."""


class Writing(Work):
    """Drafts and commits, one after the other. After 20 cycles on one notebook, a new one."""

    def prepare(self) -> None:
        self.object = new_id()
        old = sorted(self.folder.glob("*.notebook"))
        cycles = int(old[0].stem) + 1 if old else 0
        path = self.folder / f"{cycles}.notebook"
        if not old or cycles % 20 == 0:
            shutil.rmtree(self.folder)
            self.folder.mkdir()
            Notebook.create(path, [create(Tour, title="연수")]).close()
        else:
            old[0].rename(path)
        self.path = path

    def work(self, say: Say) -> None:
        notebook = Notebook.open(self.path)
        notebook.commit([create(Note, self.object, text="0")])
        say(0)
        for number in range(1, 1 << 30):
            base = notebook.reader.heads(self.object)["text"]
            notebook.keep_draft(Draft(self.object, "note", "text", str(number), base)).result()
            say(number)
            if number % 3 == 0:
                notebook.commit_drafts().result()

    def check(self, said: int) -> int:
        with Notebook.open(self.path) as notebook:
            draft = notebook.reader.draft(self.object, "text")
            note = notebook.reader.get(self.object)
            assert isinstance(note, Note)
            there = int(draft.text if draft else note.text)
            assert there >= said, f"{said} was saved, {there} is there"
            assert len(notebook.history(self.object)) - 1 >= said // 3 - 1
            assert notebook.verify() == ()
        return there


class Creating(Work):
    """A new notebook with content."""

    span = 0.3

    def prepare(self) -> None:
        shutil.rmtree(self.folder)
        self.folder.mkdir()

    def work(self, say: Say) -> None:
        say(0)
        self.make()
        say(MANY)

    def make(self) -> Notebook:
        return Notebook.create(self.folder / "n.notebook", [create(Note, text="글. " * 30) for _ in range(MANY)])

    def check(self, said: int, beside: tuple[Path, ...] = ()) -> int:
        path = self.folder / "n.notebook"
        assert all(each in (path, *beside) or each.name.startswith(".new-") for each in self.folder.iterdir())
        return self.whole(path) if said or path.exists() else 0

    @staticmethod
    def whole(path: Path) -> int:
        with Notebook.open(path) as notebook:
            assert notebook.verify() == ()
            assert notebook.reader.count(Note) == MANY
        return MANY


class TakingIn(Work):
    """An import into a notebook: one transaction a text."""

    span = 0.3

    def prepare(self) -> None:
        shutil.rmtree(self.folder)
        self.folder.mkdir()
        Notebook.create(self.folder / "n.notebook").close()

    def work(self, say: Say) -> None:
        notebook = Notebook.open(self.folder / "n.notebook")
        say(0)
        for number in range(1, 100):
            originals = [Edit(new_id(), "note", {"text": "가져온 글. " * 20}) for _ in range(MANY)]
            notebook.take_in(originals, [Edit(each.object, "note", {"visit": "v"}) for each in originals])
            say(number * MANY)

    def check(self, said: int) -> int:
        with Notebook.open(self.folder / "n.notebook") as notebook:
            count = notebook.reader.count(Note)
            assert count in (said, said + MANY)
            assert count == notebook.reader.count(Note, visit="v")
            assert notebook.verify() == ()
        return count


class BackingUp(Work):
    """Backups one after the other, into two folders."""

    def prepare(self) -> None:
        shutil.rmtree(self.folder)
        (self.folder / "second").mkdir(parents=True)
        Creating(self.folder).make().close()
        self.backups = Backups(self.folder / "first", self.folder / "second")

    def work(self, say: Say) -> None:
        say(0)
        for number in range(1, 30):
            self.backups.take(self.folder / "n.notebook")
            say(number)

    def check(self, said: int) -> int:
        with Notebook.open(self.folder / "n.notebook") as notebook:
            name = notebook.id
        for root in ("first", "second"):
            found = Backups(self.folder / root).of(name)
            for backup in found:
                backup.require_whole()
                _whole_copy(backup.folder)
        found = self.backups.of(name)
        assert len(found) >= min(said, 16)
        return len(found)


def _whole_copy(folder: Path) -> None:
    with Notebook.open(folder, read_only=True) as copy:
        assert copy.verify() == ()
        assert copy.reader.count(Note) == MANY


class Restoring(Work):
    """A backup becomes a notebook of its own, and then is united with an older one."""

    def prepare(self) -> None:
        shutil.rmtree(self.folder)
        self.folder.mkdir()
        path = self.folder / "older.notebook"
        with Notebook.create(path) as notebook:
            notebook.backs_up = False
            shutil.copytree(path, self.folder / "newer.notebook")
        self.backups = Backups(self.folder / "backups")
        with Notebook.open(self.folder / "newer.notebook") as notebook:
            notebook.backs_up = False
            notebook.commit([create(Note, text="글. " * 30) for _ in range(MANY)])
            self.backup = self.backups.take(notebook.path)

    def work(self, say: Say) -> None:
        say(0)
        restore_as(self.backup, self.folder / "n.notebook")
        say(1)
        with Notebook.open(self.folder / "older.notebook") as notebook:
            restore_into(notebook, self.backup, self.backups)
            say(2)

    def check(self, said: int) -> int:
        made = self.folder / "n.notebook"
        assert said == 0 or made.exists()
        if made.exists():
            Creating.whole(made)
        with Notebook.open(self.folder / "older.notebook") as notebook:
            count = notebook.reader.count(Note)
            assert notebook.verify() == ()
        assert count in ((MANY,) if said == 2 else (0, MANY))
        return int(made.exists()) + count // MANY


class Upgrading(Work):
    """A notebook of an older program is opened: backed up, its tables changed, and what is derived made anew."""

    span = 0.3

    def prepare(self) -> None:
        shutil.rmtree(self.folder)
        self.folder.mkdir()
        self.path = self.folder / "n.notebook"
        Creating(self.folder).make().close()
        make_older(self.path)
        with closing(sqlite3.connect(self.path / "notebook.db", isolation_level=None)) as raw:
            raw.execute("UPDATE meta SET value = 'older' WHERE name = 'derived_version'")
            raw.execute("DROP TABLE note")

    def work(self, say: Say) -> None:
        say(0)
        Notebook.open(self.path).close()
        say(1)

    def check(self, said: int) -> int:
        with closing(sqlite3.connect(self.path / "notebook.db", isolation_level=None)) as raw:
            (version,) = raw.execute("SELECT value FROM meta WHERE name = 'derived_version'").fetchone()
            tables = raw.execute("SELECT count(*) FROM sqlite_master WHERE name = 'note'").fetchone()[0]
            columns = {row[1] for row in raw.execute("PRAGMA table_info(draft)")}
            schema = raw.execute("PRAGMA user_version").fetchone()[0]
            (step,) = raw.execute("SELECT version_num FROM alembic_version").fetchone()
        upgraded = version != "older"
        assert upgraded == bool(tables) == ("held" in columns) == (schema > 1) == (step > "0001")
        assert upgraded or not said
        Creating.whole(self.path)
        return int(upgraded)


class Adopting(Work):
    """A notebook on a stick is taken in by copy and check."""

    span = 0.3

    def prepare(self) -> None:
        stick = self.folder / "stick"
        if not stick.exists():
            stick.mkdir()
            with Creating(stick).make() as notebook:
                notebook.backs_up = False
        for each in self.folder.iterdir():
            if each != stick:
                shutil.rmtree(each)
        self.source = stick / "n.notebook"
        self.before = _bytes(self.source)

    def work(self, say: Say) -> None:
        say(0)
        adopt(self.source, self.folder / "n.notebook")
        say(MANY)

    def check(self, said: int) -> int:
        assert _bytes(self.source) == self.before
        return Creating.check(Creating(self.folder), said, (self.source.parent,))


def _bytes(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


class Exporting(Work):
    """A report as PDF over one that is there already."""

    span = 0.25

    def prepare(self) -> None:
        path = self.folder / "n.notebook"
        if not path.exists():
            tour = create(Tour, title="물과 도시")
            visits = [create(Visit, tour=tour.object, institution=f"기관 {each}") for each in range(10)]
            Notebook.create(
                path, [tour, *visits, create(Chapter, tour=tour.object, text="○ 글은 길다. " * 200)]
            ).close()
        self.out = self.folder / "report.pdf"
        self.out.write_bytes(b"before")

    def work(self, say: Say) -> None:
        say(0)
        assert main.main(["--notebook", str(self.folder / "n.notebook"), "export", "pdf", "--out", str(self.out)]) == 0
        say(1)

    def check(self, said: int) -> int:
        data = self.out.read_bytes()
        whole = data.startswith(b"%PDF") and data.rstrip().endswith(b"%%EOF")
        assert whole or (data == b"before" and not said)
        return int(whole)


KINDS: dict[str, type[Work]] = {
    "writing": Writing,
    "creating": Creating,
    "importing": TakingIn,
    "backup": BackingUp,
    "restore": Restoring,
    "upgrade": Upgrading,
    "adopting": Adopting,
    "export": Exporting,
}


def killed(work: Work, wait: float) -> tuple[int, bool]:
    """Do work in a process of its own, killed wait seconds after it began: what it had told, and whether it died."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _work(work, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        begun = told.readline()
        time.sleep(wait)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        lines = [begun, *told.read().splitlines(keepends=True)]
    assert begun, "the work failed before it began"
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the work failed"
    return int([line for line in lines if line.endswith(b"\n")][-1]), os.WIFSIGNALED(status)


def _work(work: Work, writing: int) -> None:
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)

        def say(number: int) -> None:
            os.write(writing, b"%d\n" % number)

        work.work(say)
    except BaseException as error:
        os.write(2, f"{type(error).__name__}: {error}\n".encode())
        os._exit(1)
    os._exit(0)


def run(kind: str, count: int, seed: int, folder: Path) -> dict[str, int]:
    """Figures of count cycles, or more until enough were killed at work.

    told: steps told as done. there: of those and of the step that was cut short.
    """
    os.environ["BRIEFING_HOME"] = str(folder.with_name("home"))
    for name in LOADED:
        importlib.import_module(name)
    chance = random.Random(seed)
    work = KINDS[kind](folder)
    figures = {"cycles": 0, "killed_at_work": 0, "told": 0, "there": 0}
    span = work.span
    while figures["cycles"] < count or figures["killed_at_work"] <= count // 5:
        work.prepare()
        said, died = killed(work, chance.uniform(0, span))
        span = min(work.span, span * (1.1 if died else 0.6))  # a faster machine is killed sooner
        figures["cycles"] += 1
        figures["killed_at_work"] += died
        figures["told"] += said
        figures["there"] += work.check(said)
    return figures


if __name__ == "__main__":
    print(json.dumps(run(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))))
