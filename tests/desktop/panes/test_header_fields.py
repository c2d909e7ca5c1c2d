"""The header of a visit: odd dates are said where they stand, a calendar, recorders by name, words of other visits."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.edits import change, create
from db.records import Person, Question, Tour, Visit
from desktop.editor.composition import LineField
from desktop.panes.suggesting import open_list
from desktop.panes.visit.visit import VisitPage
from desktop.panes.visit.when import read
from desktop.panes.visit.when_picker import WhenPicker
from tests.desktop.editor.typing import compose, enter, hangul, key
from tests.desktop.panes.conftest import Desk


def tour(desk: Desk, start: str, end: str) -> None:
    found = desk.context.notebook.reader.get("t")
    assert isinstance(found, Tour)
    desk.context.notebook.commit([change(found, start=start, end=end)])


def visit(desk: Desk) -> Visit:
    found = desk.context.notebook.reader.get("v")
    assert isinstance(found, Visit)
    return found


def write(page: VisitPage, text: str, field: LineField | None) -> None:
    assert field is not None
    field.setFocus()
    field.selectAll()
    key(field, "", Qt.Key.Key_Delete)
    hangul(field, text)
    enter(field)


def unfolded(desk: Desk) -> VisitPage:
    page = desk.visit()
    page.header.unfold(True)
    QApplication.processEvents()
    return page


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("6.13 14:00-15:30", ("2031-06-13", "14:00", "15:30")),
        ("6월 13일 14시~15시 30분", ("2031-06-13", "14:00", "15:30")),
        ("2031년 6월 13일(금) 9:30", ("2031-06-13", "09:30", None)),
        ("6.31 14:00", None),
        ("2월 30일", None),
        ("14:00", (None, "14:00", None)),
        ("내일", None),
        ("", (None, None, None)),
    ],
)
def test_dates_as_people_write_them(text: str, found: object) -> None:
    assert read(text, date(2031, 6, 9)) == found


def test_what_is_odd_is_said_where_it_stands_and_kept(desk: Desk) -> None:
    tour(desk, "2031-06-09", "2031-06-16")
    page = unfolded(desk)
    line = page.header.when
    assert line is not None
    write(page, "2031. 7. 1. 09:00", line)
    assert visit(desk).date == "2031-07-01"
    assert "연수 기간" in line.odd.text()
    assert line.odd.isVisible()
    assert line.accessibleDescription() == line.odd.text()
    write(page, "2031. 6. 12. 11:00-10:00", line)
    assert "이릅니다" in line.odd.text()
    write(page, "2031. 6. 31.", line)
    assert line.trouble.isVisible()
    assert not line.odd.isVisible()
    assert visit(desk).date == "2031-06-12"
    write(page, "2031. 6. 12. 10:00-11:00", line)
    assert not line.odd.isVisible()
    assert not line.trouble.isVisible()


def test_the_calendar_opens_by_key_on_the_visits_day(desk: Desk, qtbot: QtBot) -> None:
    tour(desk, "2031-06-09", "2031-06-16")
    page = unfolded(desk)
    line = page.header.when
    assert line is not None
    line.setFocus()
    key(line, "", Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    picker = next(iter(line.findChildren(WhenPicker)))
    assert picker.calendar.selectedDate() == QDate(2031, 6, 12)
    assert picker.start.time() == QTime(9, 30)
    assert picker.end.text() == "–"
    assert picker.calendar.dateTextFormat(QDate(2031, 6, 16)).fontWeight() > 400
    picker.calendar.setSelectedDate(QDate(2031, 6, 13))
    picker.end.setTime(QTime(11, 0))
    key(picker.calendar, "\r", Qt.Key.Key_Return)
    assert (visit(desk).date, visit(desk).start_time, visit(desk).end_time) == ("2031-06-13", "09:30", "11:00")


def test_recorders_are_chosen_from_the_delegation_by_two_letters(desk: Desk) -> None:
    page = unfolded(desk)
    line = page.header.recorders
    assert line is not None
    line.setFocus()
    compose(line, "ㅁ")
    listing = open_list(page)
    assert listing is not None
    assert [each.suggestion.value for each in listing.found] == ["문지안"]
    enter(line)
    hangul(line, ", ")
    compose(line, "하")
    enter(line)
    assert line.text() == "문지안, 한도영"
    assert visit(desk).recorders == ("p1", "p2")
    write(page, "문지안, 홍길동", line)
    assert line.trouble.isVisible()
    assert visit(desk).recorders == ("p1", "p2")
    write(page, "한도영", line)
    assert visit(desk).recorders == ("p2",)
    assert not line.trouble.isVisible()


def test_of_two_people_of_one_name_the_chosen_one_is_meant(desk: Desk) -> None:
    desk.context.notebook.commit(
        [create(Person, name, name="김하나", affiliation=name, order=f"z{name}") for name in "ab"]
    )
    page = unfolded(desk)
    line = page.header.recorders
    assert line is not None
    line.setFocus()
    hangul(line, "김")
    key(line, "", Qt.Key.Key_Down)
    enter(line)
    assert visit(desk).recorders == ("b",)


def test_words_of_earlier_visits_are_offered_and_never_forced(desk: Desk) -> None:
    page = unfolded(desk)
    writing = page.fields.autosave.writing("v", "institution")
    assert writing is not None
    line = writing.widget
    assert isinstance(line, LineField)
    line.setFocus()
    line.selectAll()
    hangul(line, "연")
    assert open_list(page) is not None
    enter(line)  # nothing is chosen: what was typed stays
    assert line.text() == "연"
    line.selectAll()
    compose(line, "연")
    key(line, "", Qt.Key.Key_Down)
    enter(line)
    page.leave()
    assert visit(desk).institution == "연구소"


def test_who_is_named_later_is_offered_what_others_asked_before(desk: Desk, qtbot: QtBot) -> None:
    asked = {}
    for person in ("p1", "p2"):
        desk.context.notebook.author = person
        asked[person] = create(Question, visit="v", question=f"{person}의 질문", asker="p1", order=f"z{person}")
        desk.context.operations.commit([asked[person]])
    prepared = create(Question, visit="v", question="준비한 질문", prepared=True, order="zz")
    desk.context.operations.commit([prepared])

    def additions() -> list[str]:
        reader = desk.context.notebook.reader
        found = [reader.get(edit.object) for edit in (asked["p1"], asked["p2"], prepared)]
        return [each.addition for each in found if isinstance(each, Question)]

    page = unfolded(desk)
    line = page.header.recorders
    assert line is not None
    write(page, "문지안", line)
    assert visit(desk).recorders == ("p1",)
    assert additions() == ["none", "offered", "none"]
    desk.context.operations.undo.undo()
    qtbot.waitUntil(lambda: visit(desk).recorders == ())
    assert additions() == ["none", "none", "none"], "one step"
    desk.context.operations.undo.redo()
    qtbot.waitUntil(lambda: visit(desk).recorders == ("p1",))
    assert additions() == ["none", "offered", "none"]
    write(page, "문지안, 한도영", line)
    assert additions() == ["none", "none", "none"], "whoever keeps the record adds to it"
