"""The window of the frame's tests, a clock, and notebooks that have lost something."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.backup import Backups
from db.edits import create
from db.manifest import Backup
from db.notebook import Notebook
from db.records import Note
from desktop.dialogs.backups import BackupsDialog
from desktop.main_window import MainWindow
from tests.db.wall import Wall
from tests.desktop.frame.conftest import make_window as make_window
from tests.desktop.frame.conftest import tour_path as tour_path

START = datetime(2031, 6, 11, 3, tzinfo=UTC)


@pytest.fixture
def wall() -> Wall:
    return Wall(START)


@pytest.fixture
def lost(tour_path: Path, tmp_path: Path) -> Backup:
    """The notebook at tour_path is of yesterday: its backup has two notes that it lacks, and it has one of its own."""
    older = tmp_path / "older"
    shutil.copytree(tour_path, older)
    with Notebook.open(tour_path) as notebook:
        notebook.backs_up = False
        notebook.commit([create(Note, "x1", visit="c", heading="갑문", text="○ 문이 두 겹이다.\n", order="z1")])
        notebook.commit([create(Note, "x2", visit="c", heading="요금", text="○ 배의 크기로 매긴다.\n", order="z2")])
        backup = Backups.of_user().take(tour_path)
    shutil.rmtree(tour_path)
    older.rename(tour_path)
    with Notebook.open(tour_path) as notebook:
        notebook.backs_up = False
        notebook.commit([create(Note, "y1", visit="c", heading="새벽", text="○ 오늘 쓴 글이다.\n", order="z3")])
    return backup


@pytest.fixture
def show(qtbot: QtBot) -> Callable[..., BackupsDialog]:
    """show(window, path=None) opens the dialog, and answers it when the newest backup was looked into."""

    def shown(window: MainWindow, path: Path | None = None, *, empty: bool = False) -> BackupsDialog:
        window.show_backups(path)
        dialog = next(each for each in window.findChildren(BackupsDialog) if each.isVisible())
        qtbot.waitUntil(lambda: dialog.chosen is not None or (empty and dialog.first.isVisible()))
        return dialog

    return shown
