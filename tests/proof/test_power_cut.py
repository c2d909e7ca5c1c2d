"""The power goes at any moment: what was told as saved is there. A control shows that the proof can fail."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import Connection as Alchemy

from db import engine
from db.edits import Changes, Draft, Edit, create
from db.engine import Writer
from db.errors import KnownError
from db.lock import DATABASE
from db.notebook import Notebook
from db.records import Note, Tour
from db.steps import Who
from db.store import Store
from tests.conftest import FULL
from tests.proof import disk
from tests.proof.conftest import Figures

CUTS = 500 if FULL else 25
CONTROL = 100 if FULL else 20
COMMITS = 12
IN_A_RUN = 5


@dataclass(frozen=True, slots=True)
class Cut:
    """The files after the power was cut. saved: ids of the revisions, and the draft, told as saved by then."""

    files: dict[str, bytes]
    saved: tuple[str, ...]
    draft: int


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "template"
    Notebook.create(path, [create(Tour, title="연수"), create(Note, text="처음.")]).close()
    return path


class Run:
    """The real writer at work on a disk that may lose its power at any of its events."""

    def __init__(self, path: Path, seed: int) -> None:
        self._path = path
        self._random = random.Random(seed)
        self.cuts: list[Cut] = []
        self._saved: list[str] = []
        self._draft = 0
        self._disk = disk.Disk(self._event)

    def work(self) -> None:
        """Commits and drafts one after the other, with checkpoints between them and at the end."""
        writer = Writer(self._path / DATABASE, self._path)
        stores: list[Store] = []

        def submit(act: Callable[[Store, Alchemy], object]) -> object:
            def job(connection: Alchemy) -> object:
                if not stores:
                    stores.append(Store(connection))
                return act(stores[0], connection)

            return writer.submit(job).result()

        try:
            for number in range(1, COMMITS + 1):
                edits: list[Edit] = [create(Note, text=f"{number}. " * self._random.randrange(1, 3000))]
                changes = submit(lambda store, connection, each=edits: store.commit(connection, each, Who()))  # type: ignore[misc]
                assert isinstance(changes, Changes)
                self._saved += changes.revisions
                draft = Draft("draft", "note", "text", str(number))
                submit(lambda store, connection, each=draft: store.keep_draft(connection, each))  # type: ignore[misc]
                self._draft = number
        finally:
            writer.close()
            self._disk.unregister()

    def _event(self) -> None:
        luck = self._random if self._random.random() < 0.5 else None
        if self._random.random() < 0.2:
            self.cuts.append(Cut(self._disk.after_a_cut(luck), tuple(self._saved), self._draft))


def cuts(template: Path, monkeypatch: pytest.MonkeyPatch, seed: int, safety: str) -> list[Cut]:
    """Some moments of one run; in every other run there are checkpoints. safety: the writer's, or a weaker one."""
    pragmas = tuple(each.replace("synchronous=FULL", f"synchronous={safety}") for each in engine._PRAGMAS)
    monkeypatch.setattr(engine, "_PRAGMAS", pragmas)
    monkeypatch.setattr(engine, "_LARGEST_WAL", 100_000 if seed % 2 else 16 << 20)
    monkeypatch.setattr(engine, "sqlite3", SimpleNamespace(connect=disk.Connection))
    path = template.with_name(f"run-{seed}")
    shutil.copytree(template, path)
    run = Run(path, seed)
    run.work()
    assert len(run.cuts) > IN_A_RUN
    shutil.rmtree(path)
    return random.Random(seed).sample(run.cuts, IN_A_RUN)


def lost(cut: Cut, template: Path) -> int:
    """How much of what was told as saved is not there when the power is back; -1 where the notebook is damaged."""
    path = template.with_name("after")
    shutil.copytree(template, path)
    try:
        for name, data in cut.files.items():
            (path / Path(name).name).write_bytes(data)
        with Notebook.open(path, read_only=True) as notebook:
            if notebook.verify():
                return -1
            there = {revision.id for note in notebook.reader.all(Note) for revision in notebook.history(note.id)}
            draft = notebook.reader.draft("draft", "text")
            return len(set(cut.saved) - there) + max(0, cut.draft - int(draft.text if draft else 0))
    except KnownError:
        return -1
    finally:
        shutil.rmtree(path)


def test_nothing_saved_is_lost_by_a_power_cut(
    template: Path, monkeypatch: pytest.MonkeyPatch, figures: Figures
) -> None:
    found = [
        lost(cut, template) for seed in range(CUTS // IN_A_RUN) for cut in cuts(template, monkeypatch, seed, "FULL")
    ]
    figures(
        "power cuts, synchronous=FULL (the writer's)",
        cuts=len(found),
        lost=sum(map(bool, found)),
        damaged=found.count(-1),
    )
    assert len(found) == CUTS
    assert found == [0] * CUTS


def test_the_proof_finds_a_writer_that_is_less_careful(
    template: Path, monkeypatch: pytest.MonkeyPatch, figures: Figures
) -> None:
    found = [
        lost(cut, template)
        for seed in range(CONTROL // IN_A_RUN)
        for cut in cuts(template, monkeypatch, seed, "NORMAL")
    ]
    figures(
        "control: power cuts, synchronous=NORMAL", cuts=len(found), lost=sum(map(bool, found)), damaged=found.count(-1)
    )
    assert any(found)
