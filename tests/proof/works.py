"""The kinds of work that are killed: what each does, and what must be there when it died at any moment."""

from __future__ import annotations

import shutil
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import main
from db.adopt import adopt
from db.backup import Backups
from db.bundle import Bundle
from db.edits import Draft, Edit, create
from db.exchange import export, plan
from db.ids import new_id
from db.merging import carry_out, survey
from db.notebook import Notebook
from db.packing import pack, parcel_of
from db.records import Chapter, Figure, Note, Tour, Visit
from db.restore import restore_as, restore_into
from tests.db.older import make_older
from tests.threats.test_pictures import photo

Say = Callable[[int], None]
MANY = 200
MERGES, PART = 12, 150


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


class Merging(Work):
    """Revisions of another laptop are merged, part by part, and every third part is taken back."""

    span = 0.4

    def prepare(self) -> None:
        lines = self.folder / "lines"
        if not lines.exists():
            with Notebook.create(self.folder / "other.notebook") as other:
                other.backs_up = False
                for _ in range(MERGES):
                    other.commit([create(Note, text="글. " * 50) for _ in range(PART)])
                (self.folder / "id").write_text(other.id)
                lines.write_text("\n".join(export(other.reader)), encoding="utf-8")
            shutil.rmtree(self.folder / "other.notebook")
        self.lines = lines.read_text(encoding="utf-8").split("\n")
        self.path = self.folder / "n.notebook"
        shutil.rmtree(self.path, ignore_errors=True)
        Notebook.create(self.path, notebook_id=(self.folder / "id").read_text()).close()

    def work(self, say: Say) -> None:
        notebook = Notebook.open(self.path)
        notebook.backs_up = False
        say(0)
        for number in range(MERGES):
            part = self.lines[number * PART : (number + 1) * PART]
            notebook.merge(plan(notebook.reader, part), sender=None, file=str(number))
            if number % 3 == 2:
                notebook.set_aside(next(each.id for each in notebook.intakes() if each.name == str(number)))
            say(number + 1)

    def check(self, said: int) -> int:
        with Notebook.open(self.path) as notebook:
            notebook.backs_up = False
            taken = {each.name: each for each in notebook.intakes()}
            assert len(taken) in (said, said + 1)
            shown = {line.partition(" ")[0] for line in export(notebook.reader)}
            assert all(each.aside in (0, PART) and len(each.revisions) == PART for each in taken.values())
            standing = [each for each in taken.values() if not each.aside]
            assert sorted(shown) == sorted(name for each in standing for name in each.revisions)
            assert all(taken[str(number)].aside == PART for number in range(2, said, 3))
            assert notebook.verify() == ()
            notebook.merge(plan(notebook.reader, self.lines, again=True), sender=None, file="all")
            assert sorted(export(notebook.reader)) == sorted(self.lines)
        return len(taken)


class Bundling(Work):
    """Notes are handed in and packed on one laptop, each with a picture, and taken in on another."""

    span = 0.6

    def prepare(self) -> None:
        shutil.rmtree(self.folder)
        self.folder.mkdir()
        self.mine, self.other = self.folder / "mine.notebook", self.folder / "other.notebook"
        tour = [create(Tour, "tour", title="연수"), create(Visit, "v", date="2031-05-05")]
        with Notebook.create(self.mine, tour, author="p", device="p") as mine:
            mine.backs_up = False
            blob = mine.add_blob(photo(40, 30))
            mine.commit([create(Figure, visit="v", blob=blob.sha256)])
            Notebook.create(self.other, notebook_id=mine.id).close()

    def work(self, say: Say) -> None:
        mine = Notebook.open(self.mine, author="p", device="p")
        other = Notebook.open(self.other, author="o", device="o")
        mine.backs_up = other.backs_up = False
        say(0)
        for number in range(1, 1 << 30):
            name, path = f"n{number}", self.folder / f"{number}.brief"
            mine.commit([create(Note, name, visit="v", author="p", text="하나.")])
            mine.commit([Edit(name, "note", {"text": "하나. 둘."})])
            mine.submit([name])
            pack(mine, path, parcel_of(mine, lambda sharing: sharing.day("2031-05-05")))
            carry_out(other, survey(other.reader, [path]))
            say(number)

    def check(self, said: int) -> int:
        bundles = list(self.folder.glob("*.brief"))
        for path in bundles:
            with Bundle(path) as opened:
                opened.check()
        assert said <= len(bundles) <= said + 1
        with Notebook.open(self.mine, author="p", device="p") as mine:
            for note in mine.reader.all(Note):
                handed = mine.reader.status(note.id) == "submitted"
                assert (len(mine.history(note.id)) == 1) or not handed, "half handed in"
                assert note.text == "하나. 둘." or not handed
            assert mine.verify() == ()
        with Notebook.open(self.other) as other:
            there = other.reader.count(Note)
            assert said <= there <= said + 1
            assert set(other.reader.statuses(Note).values()) <= {"submitted"}
            assert other.verify() == (), "a figure without its picture"
        return there


KINDS: dict[str, type[Work]] = {
    "writing": Writing,
    "creating": Creating,
    "importing": TakingIn,
    "backup": BackingUp,
    "restore": Restoring,
    "upgrade": Upgrading,
    "adopting": Adopting,
    "export": Exporting,
    "merging": Merging,
    "bundles": Bundling,
}
