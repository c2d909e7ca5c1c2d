"""A small tour of four days, and the window on it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import resources
from db.edits import Edit, create
from db.lock import LOCK_NAME
from db.notebook import Notebook
from db.order import keys
from db.records import Chapter, Contact, Figure, Note, Person, Question, Report, Takeaway, Team, Tour, Visit
from db.settings import Settings
from desktop import making
from desktop.app import application
from desktop.context import PageContext
from desktop.main_window import MainWindow
from desktop.messages import Messages
from desktop.operations import Operations
from desktop.session import Session
from desktop.theme import Theme
from desktop.window_state import WindowState
from tests.desktop.known import remember

TODAY = date(2031, 6, 11)
TOUR = "6f7b7b6c-1d1c-4a9e-9d5d-0f2b8a7d3b11"


def tour_edits() -> list[Edit]:
    """Two visits on the third day, one on the first and on the fourth; one fault of each sort that home counts."""
    order = iter(keys(20))
    tour = create(Tour, TOUR, order=next(order), title="항만 연수", start="2031-06-09", end="2031-06-12",
                  countries=("네덜란드", "독일"))  # fmt: skip
    edits = [tour]
    for name, day, time, city in (
        ("a", "2031-06-09", "10:00", "암스테르담"),
        ("b", "2031-06-11", "14:00", "로테르담"),
        ("c", "2031-06-11", "09:30", "로테르담"),
        ("d", "2031-06-12", None, "함부르크"),
    ):
        edits.append(
            create(
                Visit,
                name,
                order=next(order),
                tour=TOUR,
                institution=f"기관 {name}",
                date=day,
                start_time=time,
                end_time="17:00",
                city=city,
                visit_type="브리핑",
            )  # fmt: skip
        )
    edits += [
        create(Note, "n1", order=next(order), visit="c", heading="운영", text="○ 배가 기다리지 않는다.\n"),
        create(Note, "n2", order=next(order), visit="c", text=""),
        create(Question, "q1", order=next(order), visit="c", question="요금은?", answer=""),
        create(Question, "q2", order=next(order), visit="c", question="누가?", answer="공사가 합니다."),
        create(Takeaway, "s1", order=next(order), visit="c", text="우리도 잰다."),
        create(Figure, "f1", order=next(order), visit="b", caption="관제실", credit=""),
        create(Contact, "k1", order=next(order), visit="c", name="M. de Wit"),
        create(Contact, "k2", order=next(order), visit="a", name="P. Smit"),
        create(Contact, "k3", order=next(order), visit="d", name="A. Vos"),
        create(Chapter, "h1", order=next(order), tour=TOUR, heading="개요", text="○ 나흘 동안 네 곳을 본다.\n"),
        create(Report, "r1", order=next(order), tour=TOUR, title="결과보고서"),
    ]
    return edits


@pytest.fixture
def tour_path(tmp_path: Path, home: Path) -> Path:
    """A notebook on disk, closed, that this machine knows."""
    path = tmp_path / "항만 연수.notebook"
    Notebook.create(path, tour_edits()).close()
    remember(path)
    return path


@pytest.fixture
def context(tour_path: Path, qtbot: QtBot) -> Iterator[PageContext]:
    """The open notebook and the window's services, in Korean."""
    application()
    notebook = Notebook.open(tour_path)
    operations = Operations(notebook)
    messages = Messages()
    yield PageContext(notebook, resources.sentences("ko"), Theme.load(), operations, messages)
    operations.close()
    notebook.close()


@pytest.fixture
def make_window(qtbot: QtBot, home: Path) -> Iterator[Callable[..., MainWindow]]:
    """make_window(path=None, language="ko") shows a window; it is closed after the test."""
    application()
    sessions: list[Session] = []

    def make(path: Path | None = None, language: str = "ko") -> MainWindow:
        messages = Messages()
        session = Session(Settings.load(home), messages)
        sessions.append(session)
        if path is not None:
            session.open(path)
        state = WindowState(home / "window.ini")
        window = MainWindow(session, messages, state, resources.sentences(language), TODAY)
        qtbot.addWidget(window)
        if state.place.isNull():  # the offscreen screen is small
            window.resize(1440, 900)
        window.show()
        qtbot.waitExposed(window)
        return window

    yield make
    for session in sessions:
        session.close()


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where copies go."""
    folder = tmp_path / "내 문서"
    folder.mkdir()
    monkeypatch.setattr(making, "documents", lambda: folder)
    return folder


@pytest.fixture
def stick(tour_path: Path, tmp_path: Path) -> Path:
    """A copy of the notebook, with a changed and a new note, in a folder that this machine does not know."""
    path = tmp_path / "스틱" / "항만 연수.notebook"
    path.parent.mkdir()
    shutil.copytree(tour_path, path)
    with Notebook.open(path) as notebook:
        notebook.backs_up = False
        notebook.commit([Edit("n1", "note", {"text": "○ 그곳에서 고쳤다.\n"})])
        notebook.commit([Edit("n9", "note", {"visit": "c", "text": "○ 새 글\n", "order": "z"})])
    (path / LOCK_NAME).unlink()  # to open it here would make one
    return path


@pytest.fixture
def foreign(stick: Path, tour_path: Path) -> Path:
    """The same while this machine has no notebook of the tour."""
    shutil.rmtree(tour_path)
    return stick


@pytest.fixture
def peopled(tmp_path: Path, home: Path) -> Path:
    """The small tour with two teams of two and one."""
    order = iter(keys(9))
    people = [
        create(Team, "t1", order=next(order), name="하나팀"),
        create(Team, "t2", order=next(order), name="두리팀"),
    ]
    for number, team in ((1, "t1"), (2, "t1"), (3, "t2")):
        people.append(create(Person, f"p{number}", order=next(order), name=f"사람{number}", team=team))
    path = tmp_path / "나라.notebook"
    Notebook.create(path, [*tour_edits(), *people]).close()
    remember(path)
    return path
