"""Two notebooks of one tour on one machine, written apart, and the pages and window on the first of them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import resources
from db.edits import Edit, create
from db.exchange import export, plan
from db.notebook import Notebook
from db.order import keys
from db.records import Chapter, Contact, Figure, Note, Person, Question, Takeaway, Team, Tour, Value, Visit
from db.settings import Settings
from desktop.app import application
from desktop.context import PageContext
from desktop.main_window import MainWindow
from desktop.messages import Messages
from desktop.operations import Operations
from desktop.panes.chapter import ChapterPage
from desktop.panes.visit.visit import VisitPage
from desktop.session import Session
from desktop.theme import Theme
from desktop.window_state import WindowState
from tests.desktop.seats import on_screen

BEFORE = "○ 공사는 자료를 모아 둔다.\n - 기록은 반년 동안 둔다."
OURS = "○ 공사는 자료를 모으지 않는다.\n - 기록은 1년 동안 둔다."
THEIRS = "○ 공사는 규칙만 맡는다.\n - 기록은 2년 동안 둔다."


def tour_edits() -> list[Edit]:
    order = iter(keys(30))
    return [
        create(Tour, "t", order=next(order), title="항만 연수", countries=("네덜란드",)),
        create(Team, "team1", order=next(order), tour="t", name="2조"),
        create(Person, "p1", order=next(order), tour="t", team="team1", name="문지안"),
        create(Person, "p2", order=next(order), tour="t", team="team1", name="서이준"),
        create(Visit, "v", order=next(order), tour="t", institution="항만공사", date="2031-06-12", start_time="09:30"),
        create(Visit, "w", order=next(order), tour="t", institution="연구소", date="2031-06-13", start_time="14:00"),
        create(Note, "n1", order=next(order), visit="v", heading="운영", text="○ 배가 기다리지 않는다."),
        create(Note, "n2", order=next(order), visit="v", heading="자료", text=BEFORE),
        create(Question, "q1", order=next(order), visit="v", question="요금은?", answer="정해져 있다."),
        create(Takeaway, "s1", order=next(order), visit="v", text="우리도 잰다.", author="p1", team="team1"),
        create(Figure, "f1", order=next(order), visit="v", entry="n2", caption="관제실", credit="문지안"),
        create(Contact, "k1", order=next(order), visit="v", name="M. de Wit", position="실장"),
        create(Note, "n3", order=next(order), visit="w", heading="연구", text="○ 물길을 잰다."),
        create(Chapter, "h1", order=next(order), tour="t", heading="개요", text="□ 목적\n○ 본다."),
    ]


class Two:
    """The notebook here and another one that knows the same; `meet` takes what the other wrote in here."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "연수.notebook"
        Notebook.create(self.path, tour_edits(), device="here").close()
        self.other_path = folder / "다른 노트북.notebook"
        shutil.copytree(self.path, self.other_path)
        self.here = Notebook.open(self.path, author="p1", device="here")
        self.other = Notebook.open(self.other_path, author="p2", device="there")
        self.operations = Operations(self.here)
        self.context = PageContext(
            self.here, resources.sentences("ko"), Theme.load(), self.operations, Messages(), person="p1"
        )

    def ours(self, object_id: str, **fields: Value) -> None:
        """Write here."""
        self.operations.commit([_edit(self.here, object_id, fields)])

    def theirs(self, object_id: str, **fields: Value) -> None:
        """Write there."""
        self.other.commit([_edit(self.other, object_id, fields)])

    def meet(self, other: Notebook | None = None) -> None:
        """Take in here what the other wrote."""
        found = plan(self.here.reader, export((other or self.other).reader))
        self.operations.announce(self.here.merge(found, sender="p2", file="꾸러미"))

    def give(self) -> None:
        """Let the other take in what was written here."""
        self.other.merge(plan(self.other.reader, export(self.here.reader)), sender="p1", file="꾸러미")

    def parted(self, object_id: str, field: str, ours: Value, theirs: Value) -> None:
        """Both change a field apart, and meet."""
        self.ours(object_id, **{field: ours})
        self.theirs(object_id, **{field: theirs})
        self.meet()

    def another(self, name: str, person: str, folder: Path) -> Notebook:
        """A third notebook, which knows what there is here now; to be closed by who asks."""
        path = folder / f"{name}.notebook"
        self.operations.announce(self.here.commit_drafts().result())
        third = Notebook.create(path, author=person, device=name, notebook_id=self.here.id)
        third.merge(plan(third.reader, export(self.here.reader)), sender=None, file="")
        return third

    def value(self, object_id: str, field: str) -> Value:
        found: Value = getattr(self.here.reader.get(object_id), field)
        return found

    def listed(self, object_id: str, field: str) -> set[object]:
        """The values in conflict."""
        return {version.value for version in self.here.reader.conflicts(object_id).get(field, ())}

    def close(self) -> None:
        self.operations.close()
        self.here.close()
        self.other.close()


def _edit(notebook: Notebook, object_id: str, fields: dict[str, Value]) -> Edit:
    record = notebook.reader.get(object_id)
    assert record is not None
    return Edit(object_id, record.KIND, fields)


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    application()
    made = Two(tmp_path)
    yield made
    made.close()


@pytest.fixture
def visit_page(two: Two, qtbot: QtBot) -> Iterator[Callable[..., VisitPage]]:
    """visit_page(object_id) shows a page on the notebook here; it is left after the test."""
    pages: list[VisitPage] = []

    def show(object_id: str = "v") -> VisitPage:
        page = VisitPage(two.context)
        _show(page, two, qtbot)
        page.show_object(object_id)
        pages.append(page)
        return page

    yield show
    for page in pages:
        page.leave()
        page.close()


@pytest.fixture
def chapter_page(two: Two, qtbot: QtBot) -> Iterator[ChapterPage]:
    page = ChapterPage(two.context)
    _show(page, two, qtbot)
    page.show_object("h1")
    yield page
    page.leave()
    page.close()


def _show(page: VisitPage | ChapterPage, two: Two, qtbot: QtBot) -> None:
    two.operations.changed.connect(page.refresh)
    on_screen(page, 1100, 800, qtbot)


@pytest.fixture
def window(two: Two, qtbot: QtBot, home: Path) -> Iterator[Callable[[], MainWindow]]:
    """window() closes the notebook here and opens it in a window, written by the first person."""
    sessions: list[Session] = []

    def show() -> MainWindow:
        two.operations.close()
        two.here.close()
        settings = Settings.load(home)
        settings.people[two.here.id] = "p1"
        settings.remember(two.here.id, two.path)
        session = Session(settings, Messages())
        sessions.append(session)
        assert session.open(two.path)
        window = MainWindow(
            session, Messages(), WindowState(home / "window.ini"), resources.sentences("ko"), date(2031, 6, 12)
        )
        qtbot.addWidget(window)
        window.resize(1440, 900)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    yield show
    for session in sessions:
        session.close()
    if sessions:
        two.here = Notebook.open(two.path)
        two.operations = Operations(two.here)


def as_person(two: Two, person: str | None) -> None:
    """Who writes here from now on."""
    two.context = replace(two.context, person=person)
    two.here.author = person
