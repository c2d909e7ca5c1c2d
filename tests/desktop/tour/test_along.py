"""A new tour from this one: institutions, contacts and people come along, days move, nothing written does."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QDate, Qt
from pytestqt.qtbot import QtBot

from db.notebook import Notebook
from db.records import Chapter, Contact, Note, Person, Takeaway, Team, Visit
from desktop.context import PageContext
from desktop.dialogs.new_notebook import NewNotebookDialog
from desktop.main_window import MainWindow
from desktop.models.taken_along import Along, edits_along, shift

ALL = Along(frozenset({"v1", "v2", "v3"}), frozenset({"p1", "p2", "p3", "p4"}))


def made(context: PageContext, along: Along, folder: Path, start: date | None = date(2032, 3, 1)) -> Notebook:
    reader = context.notebook.reader
    return Notebook.create(folder / "새 연수.notebook", edits_along(reader, along, "new", shift(reader, start)))


def test_institutions_and_people_come_along_with_days_moved(context: PageContext, tmp_path: Path) -> None:
    with made(context, ALL, tmp_path) as notebook:
        visits = notebook.reader.all(Visit)
        assert [(visit.institution, visit.date, visit.start_time) for visit in visits] == [
            ("항만공사", "2032-03-02", "09:30"), ("연구소", "2032-03-02", "10:00"), ("시청", "2032-03-03", None),
        ]  # fmt: skip
        (contact,) = notebook.reader.all(Contact)
        assert (contact.visit, contact.name, contact.tel) == (visits[0].id, "M. de Wit", "+31 10 123 4567")
        teams = {team.id: team.name for team in notebook.reader.all(Team)}
        people = [(person.name, teams.get(person.team or "")) for person in notebook.reader.all(Person)]
        assert people == [("문지안", "1조"), ("한도영", "1조"), ("서이준", "2조"), ("강도윤", None)]


def test_nothing_that_was_written_comes_along(context: PageContext, tmp_path: Path) -> None:
    with made(context, ALL, tmp_path) as notebook:
        for kind in (Note, Takeaway, Chapter):
            assert notebook.reader.all(kind) == []
        assert all(not visit.title and not visit.recorders for visit in notebook.reader.all(Visit))
        old = {record.id for kind in (Visit, Person, Team) for record in context.notebook.reader.all(kind)}
        assert not old & {record.id for kind in (Visit, Person, Team) for record in notebook.reader.all(kind)}


def test_only_what_was_chosen(context: PageContext, tmp_path: Path) -> None:
    with made(context, Along(frozenset({"v1"}), frozenset({"p3"}), contacts=False), tmp_path, None) as notebook:
        (visit,) = notebook.reader.all(Visit)
        assert visit.date is None
        assert notebook.reader.all(Contact) == []
        assert [team.name for team in notebook.reader.all(Team)] == ["2조"]


def test_the_dialog_makes_it(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window.actions_["new_from"].trigger()
    (dialog,) = window.findChildren(NewNotebookDialog)
    assert dialog.along is not None
    assert dialog.start.date().daysTo(dialog.end.date()) == 3, "as many days as this one"
    dialog.title.setText("다음 연수")
    dialog.path.setText(str(tmp_path / "다음.notebook"))
    dialog.start.setDate(QDate(2032, 6, 7))
    people = dialog.along.tree.topLevelItem(1)
    assert people is not None
    people.setCheckState(0, Qt.CheckState.Unchecked)
    assert dialog.make.isEnabled()
    dialog.make.click()
    reader = window.context().notebook.reader
    tour = reader.tour()
    assert tour is not None
    assert (tour.title, tour.start) == ("다음 연수", "2032-06-07")
    assert [visit.date for visit in reader.all(Visit)] == ["2032-06-08", "2032-06-08", "2032-06-09"]
    assert reader.all(Person) == []
