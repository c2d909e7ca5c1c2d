"""Notebooks that need long work before they can be used: the window goes on meanwhile, and stopping harms nothing."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from db import upgrading
from db.backup import Backups
from db.errors import KnownError, NotReadyError
from db.lock import refusal
from db.notebook import Notebook
from db.opening import inspect
from db.schema import SCHEMA_VERSION
from desktop.main_window import MainWindow
from desktop.panes.waiting import WaitingPage
from desktop.panes.welcome import WelcomePage
from tests.db.older import make_older
from tests.desktop.known import remember

P = TypeVar("P", bound=QWidget)
MakeWindow = Callable[..., MainWindow]


class Gate:
    """Holds the work in the pool until the test lets it go on."""

    def __init__(self) -> None:
        self.reached, self.open = threading.Event(), threading.Event()

    def wait(self) -> None:
        self.reached.set()
        assert self.open.wait(30)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    gate, before = Gate(), upgrading.back_up

    def back_up(*given: object) -> None:
        gate.wait()
        before(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(upgrading, "back_up", back_up)
    yield gate
    gate.open.set()


def _stale(path: Path) -> Path:
    """What is derived is another program's."""
    with closing(sqlite3.connect(path / "notebook.db")) as database:
        database.execute("UPDATE meta SET value = 'other' WHERE name = 'derived_version'")
        database.commit()
    return path


@pytest.fixture(params=["older", "derive"])
def slow(request: pytest.FixtureRequest, tour_path: Path) -> Path:
    return _stale(make_older(tour_path) if request.param == "older" else tour_path)


def _page(window: MainWindow, kind: type[P]) -> P:
    QApplication.processEvents()  # what was just put into the window is seen in Qt's loop
    (page,) = (each for each in window._centre.findChildren(kind) if each.isVisible())
    return page


def _opened(window: MainWindow, qtbot: QtBot) -> Notebook:
    qtbot.waitUntil(lambda: window._session.notebook is not None and window._session.wait is None, timeout=20000)
    assert window._session.notebook is not None
    return window._session.notebook


def test_a_current_notebook_is_open_before_the_window(make_window: MakeWindow, tour_path: Path) -> None:
    window = make_window(tour_path)
    assert window._session.notebook is not None
    assert window._session.wait is None
    assert window._session._opening is None


def test_the_window_stands_with_a_sentence_until_the_notebook_is_there(
    make_window: MakeWindow, slow: Path, gate: Gate, qtbot: QtBot
) -> None:
    window = make_window(slow)
    page = _page(window, WaitingPage)
    qtbot.waitUntil(lambda: page.working.isVisible(), timeout=5000)
    qtbot.waitUntil(gate.reached.is_set, timeout=5000)
    assert window._session.notebook is None
    window.set_language("en")
    _page(window, WaitingPage)
    gate.open.set()
    notebook = _opened(window, qtbot)
    assert window.workspace is not None
    tour = notebook.reader.tour()
    assert tour is not None
    assert tour.title == "항만 연수"
    assert inspect(slow, live=True) == SCHEMA_VERSION
    assert Backups.of_user().of(notebook.id)


def test_what_is_stopped_is_as_it_was_and_can_be_opened_again(
    make_window: MakeWindow, slow: Path, gate: Gate, qtbot: QtBot
) -> None:
    version = inspect(slow, live=False)
    window = make_window(slow)
    qtbot.waitUntil(gate.reached.is_set, timeout=5000)
    _page(window, WaitingPage).working.stop.click()
    gate.open.set()
    qtbot.waitUntil(lambda: any("멈췄습니다" in text for text in window.bands.texts()), timeout=20000)
    _page(window, WelcomePage)
    assert inspect(slow, live=False) == version
    assert refusal(slow) is None
    with pytest.raises(NotReadyError):
        Notebook.open(slow, at_once=True)
    assert refusal(slow) is None
    next(each for each in window.bands.findChildren(QPushButton) if each.text() == "다시 열기").click()
    _opened(window, qtbot)


def test_the_open_notebook_stays_usable_until_the_other_is_there(
    make_window: MakeWindow, slow: Path, gate: Gate, tmp_path: Path, qtbot: QtBot
) -> None:
    from tests.desktop.frame.conftest import tour_edits

    here = tmp_path / "여기.notebook"
    Notebook.create(here, tour_edits()).close()
    remember(here)
    window = make_window(here)
    came: list[str] = []
    assert not window._session.open(slow, lambda: came.append("open"))
    assert not window._session.open(slow)  # it is on its way
    qtbot.waitUntil(lambda: any("항만 연수:" in text for text in window.bands.texts()), timeout=5000)
    window.go("n1")
    assert window.current == "n1"
    assert window._session.notebook is not None
    assert window._session.notebook.path == here
    assert not came
    gate.open.set()
    qtbot.waitUntil(lambda: came == ["open"], timeout=20000)
    assert window._session.notebook.path == slow
    assert window.bands.texts() == []
    assert refusal(here) is None


def test_who_opens_another_meanwhile_gets_that_one(
    make_window: MakeWindow, slow: Path, gate: Gate, tmp_path: Path, qtbot: QtBot
) -> None:
    from tests.desktop.frame.conftest import tour_edits

    here = tmp_path / "여기.notebook"
    Notebook.create(here, tour_edits()).close()
    remember(here)
    window = make_window(slow)
    qtbot.waitUntil(gate.reached.is_set, timeout=5000)
    assert window._session.open(here)
    gate.open.set()
    qtbot.waitUntil(lambda: refusal(slow) is None, timeout=20000)
    qtbot.wait(50)
    assert window._session.notebook is not None
    assert window._session.notebook.path == here
    assert window._session.wait is None


def test_closing_ends_the_wait_and_lets_go_of_the_notebook(
    make_window: MakeWindow, slow: Path, gate: Gate, qtbot: QtBot
) -> None:
    window = make_window(slow)
    qtbot.waitUntil(gate.reached.is_set, timeout=5000)
    gate.open.set()
    window.close()
    assert refusal(slow) is None
    assert window._session.notebook is None


def test_what_keeps_it_from_being_opened_is_told(
    make_window: MakeWindow, tour_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def back_up(path: Path, _: object) -> None:
        raise KnownError("errors.not_upgraded", path=path, place="백업 자리")

    monkeypatch.setattr(upgrading, "back_up", back_up)
    window = make_window(make_older(tour_path))
    qtbot.waitUntil(lambda: any("백업 자리" in text for text in window.bands.texts()), timeout=20000)
    _page(window, WelcomePage)
    assert inspect(tour_path, live=False) == 1
    next(each for each in window.bands.findChildren(QPushButton) if each.text() == "읽기만 하기").click()
    assert _opened(window, qtbot).read_only
    assert inspect(tour_path, live=False) == 1


def test_progress_counts_objects_and_ends_the_work(slow: Path) -> None:
    class StoppedError(Exception):
        pass

    def stop(done: int, total: int) -> None:
        if total:
            raise StoppedError

    version = inspect(slow, live=False)
    with pytest.raises(StoppedError):
        Notebook.open(slow, progress=stop)
    assert refusal(slow) is None
    assert inspect(slow, live=False) == version
    with pytest.raises(NotReadyError):
        Notebook.open(slow, at_once=True)
