"""A notebook with one visit of everything, its pages, and a way to close and open it again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import resources
from db.edits import create
from db.notebook import Notebook
from db.order import keys
from db.records import Chapter, Contact, Figure, Implication, Note, Person, Question, Takeaway, Team, Tour, Visit
from desktop.app import application
from desktop.context import PageContext
from desktop.messages import Messages
from desktop.operations import Operations
from desktop.panes.chapter import ChapterPage
from desktop.panes.visit.visit import VisitPage
from desktop.panes.writing import WritingPage
from desktop.theme import Theme
from tests.desktop.known import remember

FIGURE = "11111111-1111-4111-8111-111111111111"


@pytest.fixture
def path(tmp_path: Path, home: Path) -> Path:
    """The notebook on disk, closed."""
    order = iter(keys(30))
    edits = [
        create(Tour, "t", order=next(order), title="항만 연수"),
        create(Team, "team1", order=next(order), tour="t", name="1조"),
        create(Person, "p1", order=next(order), tour="t", team="team1", name="문지안"),
        create(Person, "p2", order=next(order), tour="t", team="team1", name="한도영"),
        create(
            Visit,
            "v",
            order=next(order),
            tour="t",
            institution="항만공사",
            visit_type="브리핑",
            date="2031-06-12",
            start_time="09:30",
        ),
        create(Visit, "w", order=next(order), tour="t", institution="연구소", date="2031-06-12", start_time="14:00"),
        create(Note, "n1", order=next(order), visit="v", heading="운영", text="○ 배가 기다리지 않는다."),
        create(Note, "n2", order=next(order), visit="v", heading="자료", text=f"○ 그림\n![](figure:{FIGURE})"),
        create(Question, "q1", order=next(order), visit="v", question="요금은?", answer="정해져 있다.", asker="p1"),
        create(Takeaway, "s1", order=next(order), visit="v", text="우리도 잰다.", author="p1", team="team1"),
        create(Takeaway, "s2", order=next(order), visit="v", text="남의 글.", author="p2", team="team1"),
        create(Figure, FIGURE, order=next(order), visit="v", entry="n2", caption="관제실", credit="문지안"),
        create(Contact, "k1", order=next(order), visit="v", name="M. de Wit", position="실장"),
        create(Chapter, "h1", order=next(order), tour="t", heading="개요", text="□ 목적\n○ 본다."),
        create(Chapter, "h2", order=next(order), tour="t", heading="맺음", text="○ 끝."),
        create(Implication, "i1", order=next(order), tour="t", text="잰다.", horizon="단기"),
    ]
    file = tmp_path / "연수.notebook"
    Notebook.create(file, edits).close()
    remember(file)
    return file


class Desk:
    """An open notebook and its pages; `reopen` closes everything at once and opens it again."""

    def __init__(self, path: Path, qtbot: QtBot) -> None:
        self.path, self._qtbot = path, qtbot
        self.context = self._open()
        self.pages: list[WritingPage] = []

    def _open(self, *, read_only: bool = False) -> PageContext:
        notebook = Notebook.open(self.path, read_only=read_only)
        operations = Operations(notebook)
        return PageContext(notebook, resources.sentences("ko"), Theme.load(), operations, Messages())

    def visit(self, object_id: str = "v") -> VisitPage:
        page = VisitPage(self.context)
        self._show(page, object_id)
        return page

    def chapter(self, object_id: str = "h1") -> ChapterPage:
        page = ChapterPage(self.context)
        self._show(page, object_id)
        return page

    def write_as(self, person: str) -> None:
        self.context = replace(self.context, person=person)

    def text(self, object_id: str, field: str = "text") -> str:
        return str(getattr(self.context.notebook.reader.get(object_id), field))

    def reopen(self, *, read_only: bool = False) -> None:
        self.close()
        self.context = self._open(read_only=read_only)

    def close(self) -> None:
        for page in self.pages:
            page.leave()
            page.close()
        self.pages.clear()
        self.context.operations.close()
        self.context.notebook.close()

    def _show(self, page: WritingPage, object_id: str) -> None:
        self.context.operations.changed.connect(page.refresh)  # type: ignore[attr-defined]
        self._qtbot.addWidget(page)
        page.resize(1100, 800)
        page.show()
        page.activateWindow()
        self._qtbot.waitUntil(page.isActiveWindow)
        page.show_object(object_id)  # type: ignore[attr-defined]
        self.pages.append(page)


@pytest.fixture
def desk(path: Path, qtbot: QtBot) -> Iterator[Desk]:
    application()
    made = Desk(path, qtbot)
    yield made
    made.close()
