"""A notebook is backed up while it is written, beside the window, and trouble is told once."""

from __future__ import annotations

import errno
import shutil
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from db.backup import Backups
from db.edits import create
from db.manifest import Backup
from db.records import Note
from db.settings import Settings
from desktop.app import application
from desktop.backups import FIRST_LOOK, LOOK_EVERY, Keeper
from desktop.messages import Message, Messages
from desktop.session import Session
from tests.db.wall import Wall


class Stage:
    """A session with an open notebook, its keeper, and what was told."""

    def __init__(self, qtbot: QtBot, home: Path, path: Path, wall: Wall, root: Path) -> None:
        application()
        self.wall, self.root, self._qtbot = wall, root, qtbot
        self.messages = Messages()
        self.session = Session(Settings.load(home), self.messages)
        self.told: list[Message] = []
        self.shown: list[str] = []
        self.messages.told.connect(self._tell)
        self.messages.withdrawn.connect(self._withdraw)
        self.messages.listen()
        self.kind: type[Backups] = Backups
        self.keeper = Keeper(
            self.session, self.messages, lambda: self.shown.append("x"), self.session, self._make, wall
        )
        self.session.open(path)

    def _make(self, settings: Settings) -> Backups:
        return self.kind(self.root, settings.second_backups, self.wall)

    def _tell(self, message: Message) -> None:
        self.told.append(message)

    def _withdraw(self, topic: str) -> None:
        self.told = [message for message in self.told if message.topic != topic]

    def keys(self) -> list[str]:
        return [message.key for message in self.told]

    def look(self) -> None:
        """One look, until its answer has come."""
        task = self.keeper.look()
        assert task is not None
        with self._qtbot.waitSignal(task.finished, timeout=10000):
            pass

    def write(self) -> None:
        assert self.session.operations is not None
        self.session.operations.commit([create(Note, visit="c", text="글.")])

    def backups(self) -> tuple[Backup, ...]:
        assert self.session.notebook is not None
        return Backups(self.root).of(self.session.notebook.id)


@pytest.fixture
def stage(qtbot: QtBot, home: Path, tour_path: Path, tmp_path: Path, wall: Wall) -> Iterator[Stage]:
    made = Stage(qtbot, home, tour_path, wall, tmp_path / "자료" / "backups")
    yield made
    made.session.close()


def test_every_half_hour_and_only_what_has_changed(stage: Stage) -> None:
    stage.look()
    assert len(stage.backups()) == 1, "never backed up before"
    stage.wall.wait(minutes=31)
    stage.look()
    assert len(stage.backups()) == 1, "nothing changed"
    stage.write()
    stage.look()
    stage.write()
    stage.wall.wait(minutes=29)
    stage.look()
    assert len(stage.backups()) == 2, "not yet"
    stage.wall.wait(minutes=1)
    stage.look()
    assert [backup.reason for backup in stage.backups()] == ["timer"] * 3
    assert stage.told == []


def test_the_timer_looks_soon_after_opening_and_then_every_few_minutes(stage: Stage, qtbot: QtBot) -> None:
    assert stage.keeper.timer.isActive()
    assert stage.keeper.timer.interval() == FIRST_LOOK
    stage.keeper.timer.timeout.emit()
    assert stage.keeper.timer.interval() == LOOK_EVERY
    assert stage.keeper.look() is None, "one look at a time"
    qtbot.waitUntil(lambda: len(stage.backups()) == 1)
    stage.session.close()
    assert not stage.keeper.timer.isActive()
    assert stage.keeper.look() is None


def test_the_window_does_not_wait(stage: Stage) -> None:
    threads: list[threading.Thread] = []

    class Noting(Backups):
        def take_if_changed(self, *args: Any, **names: Any) -> Backup | None:
            threads.append(threading.current_thread())
            return super().take_if_changed(*args, **names)

    stage.kind = Noting
    stage.look()
    assert threads
    assert threads[0] is not threading.current_thread()


def test_a_notebook_that_is_only_read_is_not_looked_at(
    qtbot: QtBot, home: Path, tour_path: Path, tmp_path: Path, wall: Wall
) -> None:
    stage = Stage(qtbot, home, tmp_path / "nowhere", wall, tmp_path / "backups")
    stage.session.open_to_read(tour_path)
    assert not stage.keeper.timer.isActive()
    assert stage.keeper.look() is None
    stage.session.close()


def test_trouble_is_told_once_until_it_goes_right(stage: Stage) -> None:
    stage.root.parent.mkdir(parents=True)
    stage.root.write_text("no folder")
    stage.look()
    assert stage.keys() == ["backup.band.failed"]
    stage.told.clear()
    stage.look()
    assert stage.told == []
    stage.root.unlink()
    stage.look()
    assert len(stage.backups()) == 1
    shutil.rmtree(stage.root)
    stage.root.write_text("again")
    stage.write()
    stage.wall.wait(hours=1)
    stage.look()
    assert stage.keys() == ["backup.band.failed"]
    stage.told[0].steps[0].do()
    assert stage.shown == ["x"]
    stage.root.unlink()
    stage.look()
    assert stage.told == [], "the band goes when there is a backup again"


def test_a_full_disk_is_told_as_such(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    import db.backup

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(db.backup, "write_manifest", full)
    stage.look()
    assert stage.keys() == ["backup.band.full"]
    assert stage.backups() == ()


def test_closing_waits_for_a_look_under_way(
    qtbot: QtBot, home: Path, tour_path: Path, tmp_path: Path, wall: Wall
) -> None:
    started, release, ended = threading.Event(), threading.Event(), threading.Event()

    class Slow(Backups):
        def take_if_changed(self, *args: Any, **names: Any) -> Backup | None:
            started.set()
            release.wait(10)
            ended.set()
            return None

    stage = Stage(qtbot, home, tour_path, wall, tmp_path / "backups")
    stage.kind = Slow
    stage.keeper.look()
    assert started.wait(10)
    threading.Thread(target=release.set).start()
    stage.session.close()
    assert ended.is_set()
    assert stage.told == []


def test_a_second_folder_that_is_away_is_told_once_after_days(stage: Stage, tmp_path: Path, home: Path) -> None:
    stick = tmp_path / "막대"
    stick.mkdir()
    stage.session.settings.second_backups = stick
    stage.look()
    assert len(list(stick.rglob("backup.json"))) == 1
    assert Settings.load(home).second_reached != ""
    stick.rename(tmp_path / "away")
    for hours in (1, 24, 24):
        stage.wall.wait(hours=hours)
        stage.write()
        stage.look()
    assert stage.told == []
    stage.wall.wait(hours=24)
    stage.look()
    assert stage.keys() == ["backup.band.second_missing"]
    assert stage.told[0].values["days"] == 3
    stage.told.clear()
    stage.wall.wait(hours=24)
    stage.look()
    assert stage.told == [], "not again the next day"
    (tmp_path / "away").rename(stick)
    stage.look()
    assert len(list(stick.rglob("backup.json"))) == 2, "the newest is brought there when it is back"
    stage.wall.wait(days=2)
    stage.look()
    stick.rename(tmp_path / "away")
    stage.wall.wait(days=2)
    stage.look()
    assert stage.told == [], "the days are counted anew"


def test_a_second_folder_that_is_full_is_told_once(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    stick = tmp_path / "막대"
    stick.mkdir()
    stage.session.settings.second_backups = stick

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch:
        patch.setattr(shutil, "copyfile", full)
        for _ in range(2):
            stage.look()
            stage.write()
            stage.wall.wait(hours=1)
    assert stage.keys() == ["backup.band.second_full"]
    assert len(stage.backups()) == 2, "the first folder has them"
    stage.look()
    assert stage.told == []


def test_a_failed_backup_at_the_end_is_told(stage: Stage) -> None:
    stage.write()
    assert stage.session.notebook is not None
    stage.session.notebook.backs_up = True
    home = stage.session.settings.folder
    (home / "backups").write_text("no folder")
    stage.session.close()
    assert stage.keys() == ["backup.band.failed"]


def test_the_wait_of_half_an_hour_is_the_stores(stage: Stage) -> None:
    from db.backup import EVERY

    assert timedelta(milliseconds=LOOK_EVERY) < EVERY
