"""Who writes is chosen in the status bar; visits and chapters are added where they belong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from db.edits import Edit, create
from db.notebook import Notebook
from db.records import Chapter, Person, Takeaway, Team, Tour, Visit
from db.settings import Settings
from desktop.adding import add_chapter, add_takeaway, add_visit
from desktop.context import PageContext
from desktop.editor.composition import LineField
from desktop.main_window import MainWindow
from desktop.models.people import people
from tests.desktop.editor.typing import hangul
from tests.desktop.frame.conftest import TODAY, TOUR
from tests.desktop.known import remember

MakeWindow = Callable[..., MainWindow]


def _people(context: PageContext) -> None:
    context.operations.commit(
        [
            create(Team, "t1", tour=TOUR, order="a", name="1조"),
            create(Team, "t2", tour=TOUR, order="b", name="2조"),
            create(Person, "p1", tour=TOUR, team="t2", name="문지안"),
            create(Person, "p2", tour=TOUR, team="t1", name="서이준"),
            create(Person, "p3", tour=TOUR, name="강도윤"),
        ]
    )


def test_people_are_listed_by_team_and_name(context: PageContext) -> None:
    _people(context)
    assert [each.name for each in people(context.notebook.reader)] == ["서이준 · 1조", "문지안 · 2조", "강도윤"]


def test_who_writes_is_chosen_and_remembered_on_this_laptop_only(
    make_window: MakeWindow, tour_path: Path, home: Path
) -> None:
    window = make_window(tour_path)
    _people(window.context())
    window.set_language("ko")
    chosen = next(each for each in window.status.findChildren(QAction) if each.text() == "문지안 · 2조")
    chosen.trigger()
    notebook = window.context().notebook
    assert window.context().person == "p1"
    assert notebook.author == "p1"
    assert Settings.load(home).person(notebook.id) == "p1"
    window.set_person("")
    assert window.context().person is None
    assert Settings.load(home).person(notebook.id) is None


def test_a_new_visit_stands_on_the_day_of_the_one_that_is_open(context: PageContext) -> None:
    made = context.notebook.reader.get(add_visit(context, "b", TODAY))
    assert isinstance(made, Visit)
    assert (made.date, made.city, made.tour) == ("2031-06-11", "로테르담", TOUR)
    beside_note = context.notebook.reader.get(add_visit(context, "n1", TODAY))
    assert isinstance(beside_note, Visit)
    assert beside_note.date == "2031-06-11"
    assert [visit.id for visit in context.notebook.reader.all(Visit)][-2:] == [made.id, beside_note.id]


def test_without_an_open_visit_it_stands_on_today_or_on_the_first_day(context: PageContext) -> None:
    for today, day in ((date(2031, 6, 10), "2031-06-10"), (date(2030, 1, 1), "2031-06-09")):
        made = context.notebook.reader.get(add_visit(context, "", today))
        assert isinstance(made, Visit)
        assert made.date == day


def test_a_new_chapter_stands_last(context: PageContext) -> None:
    made = add_chapter(context)
    assert [chapter.id for chapter in context.notebook.reader.all(Chapter)] == ["h1", made]


def test_a_takeaway_is_whose_it_is_and_an_empty_one_is_used_again(context: PageContext) -> None:
    _people(context)
    own = replace(context, person="p1")
    made = own.notebook.reader.get(add_takeaway(own, "c"))
    assert isinstance(made, Takeaway)
    assert (made.author, made.team, made.visit, made.date) == ("p1", "t2", "c", "2031-06-11")
    assert add_takeaway(own, "c") == made.id
    own.operations.commit([Edit(made.id, "takeaway", {"text": "적었다."})])
    assert add_takeaway(own, "c") != made.id


def test_home_leads_to_an_empty_takeaway_of_the_next_visit(make_window: MakeWindow, tour_path: Path) -> None:
    window = make_window(tour_path)
    write = next(each for each in window.findChildren(QPushButton) if each.text() == "소감 쓰기")
    write.click()
    assert window.workspace is not None
    assert window.workspace.current == "b"
    made = window.context().notebook.reader.all(Takeaway, visit="b")[-1]
    assert (made.author, made.text) == (None, "")  # nobody said who writes


def test_a_new_visit_is_named_first(make_window: MakeWindow, tour_path: Path, qtbot: QtBot) -> None:
    window = make_window(tour_path)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.actions_["new_visit"].trigger()
    field = QApplication.focusWidget()
    assert isinstance(field, LineField)
    assert field.key == (window.current, "institution")
    hangul(field, "연구소")
    window.leave()
    assert getattr(window.context().notebook.reader.get(window.current), "institution", "") == "연구소"


def test_the_first_visit_of_a_notebook_is_named_first_too(
    make_window: MakeWindow, tmp_path: Path, home: Path, qtbot: QtBot
) -> None:
    """The button that makes it goes with the page on which it stands."""
    path = tmp_path / "새 연수.notebook"
    Notebook.create(path, [create(Tour, TOUR, title="물", start="2031-06-09", end="2031-06-12")]).close()
    remember(path)
    window = make_window(path)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    button = next(each for each in window.findChildren(QPushButton) if each.text() == "새 방문")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.wait(50)
    field = QApplication.focusWidget()
    assert isinstance(field, LineField)
    assert field.key == (window.current, "institution")
