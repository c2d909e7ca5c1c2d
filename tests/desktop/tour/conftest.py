"""A tour with two teams and three visits, its page, and the window on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

import resources
from db.edits import create
from db.notebook import Notebook
from db.order import keys
from db.records import Chapter, Contact, Note, Person, Takeaway, Team, Tour, Visit
from db.settings import Settings
from desktop.app import application
from desktop.context import PageContext
from desktop.main_window import MainWindow
from desktop.messages import Messages
from desktop.operations import Operations
from desktop.panes.tour.tour import TourPage
from desktop.session import Session
from desktop.theme import Theme
from desktop.window_state import WindowState
from tests.desktop.known import remember
from tests.desktop.seats import on_screen

TODAY = date(2031, 6, 11)


@pytest.fixture
def path(tmp_path: Path, home: Path) -> Path:
    """The notebook on disk, closed."""
    order = iter(keys(30))
    edits = [
        create(Tour, "t", order=next(order), title="항만 연수", start="2031-06-09", end="2031-06-12"),
        create(Team, "t1", order=next(order), tour="t", name="1조"),
        create(Team, "t2", order=next(order), tour="t", name="2조"),
        create(Person, "p1", order=next(order), tour="t", team="t1", name="문지안", affiliation="시청"),
        create(Person, "p2", order=next(order), tour="t", team="t1", name="한도영"),
        create(Person, "p3", order=next(order), tour="t", team="t2", name="서이준"),
        create(Person, "p4", order=next(order), tour="t", name="강도윤", role="coordinator"),
        create(Visit, "v1", order=next(order), tour="t", institution="항만공사", date="2031-06-10", start_time="09:30",
               end_time="11:00", city="로테르담", recorders=("p1",)),
        create(Visit, "v2", order=next(order), tour="t", institution="연구소", date="2031-06-10", start_time="10:00",
               title="접안 기술"),
        create(Visit, "v3", order=next(order), tour="t", institution="시청", date="2031-06-11"),
        create(Contact, "k1", order=next(order), visit="v1", name="M. de Wit", tel="+31 10 123 4567"),
        create(Note, "n1", order=next(order), visit="v2", heading="운영", text="○ 본다.", author="p2"),
        create(Takeaway, "s1", order=next(order), visit="v1", text="우리도 잰다.", author="p1"),
        create(Chapter, "h1", order=next(order), tour="t", heading="개요", text="○ 본다.", author="p2"),
        create(Chapter, "h2", order=next(order), tour="t", heading="맺음"),
    ]  # fmt: skip
    file = tmp_path / "연수.notebook"
    Notebook.create(file, edits).close()
    remember(file)
    return file


@pytest.fixture
def context(path: Path, qtbot: QtBot) -> Iterator[PageContext]:
    """The open notebook and the window's services, in Korean."""
    app, theme = application(), Theme.load()
    app.setStyleSheet(theme.style_sheet())  # a window of a test before may have left larger letters
    notebook = Notebook.open(path)
    operations = Operations(notebook)
    yield PageContext(notebook, resources.sentences("ko"), theme, operations, Messages())
    operations.close()
    notebook.close()


@pytest.fixture
def page(context: PageContext, qtbot: QtBot) -> Iterator[TourPage]:
    """The page of the tour."""
    made = TourPage(context)
    context.operations.changed.connect(made.refresh)
    on_screen(made, 1180, 800, qtbot)
    made.show_object("tour")
    yield made
    made.leave()
    made.close()


@pytest.fixture
def window(path: Path, qtbot: QtBot, home: Path) -> Iterator[MainWindow]:
    """The window on the notebook."""
    application()
    messages = Messages()
    session = Session(Settings.load(home), messages)
    session.open(path)
    made = MainWindow(session, messages, WindowState(home / "window.ini"), resources.sentences("ko"), TODAY)
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    session.close()


@pytest.fixture
def copied(qtbot: QtBot) -> Iterator[Callable[[str], None]]:
    """copied(text) puts text into the clipboard as a spreadsheet does."""
    application()

    def put(text: str) -> None:
        data = QMimeData()
        data.setText(text)
        QGuiApplication.clipboard().setMimeData(data)

    yield put
    QGuiApplication.clipboard().clear()
