"""The calendar of visits: what stands where, and what keys, drops and typing do to it."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from db.records import Tour, Visit
from desktop.editor.composition import LineField
from desktop.models.calendar import calendar, moved
from desktop.panes.tour.tour import TourPage
from tests.desktop.editor.typing import commit, compose, hangul

ALT = Qt.KeyboardModifier.AltModifier


def visit(page: TourPage, object_id: str) -> Visit:
    found = page.context.notebook.reader.get(object_id)
    assert isinstance(found, Visit)
    return found


def when(page: TourPage, object_id: str) -> tuple[str | None, str | None, str | None]:
    found = visit(page, object_id)
    return found.date, found.start_time, found.end_time


def go(page: TourPage, object_id: str) -> None:
    page.show_tab(0)
    page.itinerary.view.setCurrentIndex(page.itinerary.model.find(object_id))
    page.itinerary.view.setFocus()


def test_days_of_the_tour_stand_side_by_side_and_visits_at_one_time_too(page: TourPage) -> None:
    found = page.itinerary.model.calendar
    days = [day.day for day in found.columns if day]
    assert days == [9, 10, 10, 11, 12]
    cells = {cell.visit.id: cell for cell in found.cells}
    assert found.minute(cells["v1"].row) == 9 * 60 + 30
    assert cells["v1"].rows == 3
    assert (cells["v1"].column, cells["v2"].column) == (1, 2)
    assert found.minute(cells["v3"].row) is None
    tester = QAbstractItemModelTester(page.itinerary.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert tester.model() is page.itinerary.model


def test_a_visit_without_a_day_has_a_column_and_a_slip_of_the_pen_makes_none_by_the_thousand() -> None:
    visits = [Visit(id="a", date=None), Visit(id="b", date="2031-06-10")]
    found = calendar(Tour(id="t", start="2031-06-10", end="9031-06-10"), visits)
    assert found.columns == (date(2031, 6, 10), None)


def test_enter_opens_a_visit(page: TourPage, qtbot: QtBot) -> None:
    go(page, "v2")
    with qtbot.waitSignal(page.open_requested) as opened:
        QTest.keyClick(page.itinerary.view, Qt.Key.Key_Return)
    assert opened.args == ["v2"]


def test_alt_and_an_arrow_move_a_visit_which_lasts_as_long(page: TourPage, qtbot: QtBot) -> None:
    go(page, "v1")
    view = page.itinerary.view
    QTest.keyClick(view, Qt.Key.Key_Down, ALT)
    assert when(page, "v1") == ("2031-06-10", "10:00", "11:30")
    QTest.keyClick(view, Qt.Key.Key_Right, ALT)
    assert when(page, "v1") == ("2031-06-11", "10:00", "11:30")
    assert view.currentIndex() == page.itinerary.model.find("v1")
    QTest.keyClick(view, Qt.Key.Key_Left, ALT)
    QTest.keyClick(view, Qt.Key.Key_Up, ALT)
    assert when(page, "v1") == ("2031-06-10", "09:30", "11:00")
    page.context.operations.undo.undo()
    qtbot.waitUntil(lambda: when(page, "v1") == ("2031-06-10", "10:00", "11:30"))


def test_a_visit_is_dropped_at_a_day_and_time(page: TourPage) -> None:
    model = page.itinerary.model
    data = model.mimeData([model.find("v3")])
    row = next(row for row in range(model.rowCount()) if model.calendar.minute(row) == 15 * 60)
    model.dropMimeData(data, Qt.DropAction.MoveAction, -1, -1, model.index(row, model.columnCount() - 1))
    assert when(page, "v3") == ("2031-06-12", "15:00", None)
    data = model.mimeData([model.find("v1")])
    model.dropMimeData(data, Qt.DropAction.MoveAction, -1, -1, model.index(0, 0))
    assert when(page, "v1") == ("2031-06-09", None, None)


def test_a_name_typed_into_a_cell_is_a_visit_there(page: TourPage, qtbot: QtBot) -> None:
    view, model = page.itinerary.view, page.itinerary.model
    row = next(row for row in range(model.rowCount()) if model.calendar.minute(row) == 14 * 60)
    page.show_tab(0)
    view.setFocus()
    view.setCurrentIndex(model.index(row, 1))
    QTest.keyClick(view, Qt.Key.Key_Return)
    editor = view.findChild(QLineEdit)
    assert isinstance(editor, LineField)
    hangul(editor, "기후청")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(page.context.notebook.reader.all(Visit)) == 4)
    made = page.context.notebook.reader.all(Visit)[-1]
    assert (made.institution, made.date, made.start_time) == ("기후청", "2031-06-10", "14:00")
    assert made.city == "로테르담", "as the other visits of that day"
    assert view.currentIndex() == model.find(made.id)


def test_hangul_typed_into_an_empty_cell_begins_the_name_and_loses_no_syllable(page: TourPage, qtbot: QtBot) -> None:
    view, model = page.itinerary.view, page.itinerary.model
    page.show_tab(0)
    view.setFocus()
    view.setCurrentIndex(model.index(model.rowCount() - 1, 0))
    assert view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    compose(view, "ㅎ")
    editor = view.findChild(QLineEdit)
    assert isinstance(editor, LineField)
    for syllable in ("하", "한"):
        compose(editor, syllable)
    commit(editor, "한")
    compose(editor, "글")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(page.context.notebook.reader.all(Visit)) == 4)
    assert page.context.notebook.reader.all(Visit)[-1].institution == "한글"


def test_a_deleted_visit_comes_back_with_what_hangs_on_it(page: TourPage, qtbot: QtBot) -> None:
    go(page, "v1")
    QTest.keyClick(page.itinerary.view, Qt.Key.Key_Delete)
    assert visit(page, "v1").deleted
    page.context.operations.undo.undo()
    qtbot.waitUntil(lambda: not visit(page, "v1").deleted)
    assert not page.context.notebook.reader.get("k1").deleted  # type: ignore[union-attr]


@given(st.times(), st.one_of(st.none(), st.times()), st.integers(-100, 1600))
def test_a_move_never_makes_an_impossible_time(start: object, end: object, minute: int) -> None:
    fields = moved(
        Visit(id="v", start_time=str(start)[:5], end_time=str(end)[:5] if end else None), date(2031, 6, 10), minute
    )
    for name in ("start_time", "end_time"):
        clock = fields.get(name)
        assert clock is None or (len(clock) == 5 and int(clock[:2]) < 24 and int(clock[3:]) < 60)


@given(
    st.lists(
        st.builds(
            Visit,
            id=st.uuids().map(str),
            date=st.sampled_from([None, "2031-06-10", "2031-06-11", "2031-02-31"]),
            start_time=st.sampled_from([None, "00:00", "09:30", "10:00", "23:59"]),
            end_time=st.sampled_from([None, "00:10", "09:00", "11:10", "24:00"]),
        ),
        max_size=8,
    )
)
def test_every_visit_has_a_place_of_its_own(visits: list[Visit]) -> None:
    found = calendar(None, visits)
    taken = [(row, cell.column) for cell in found.cells for row in range(cell.row, cell.row + cell.rows)]
    assert len(taken) == len(set(taken))
    assert {cell.visit.id for cell in found.cells} == {visit.id for visit in visits}
    assert all(0 <= row < found.rows and column < len(found.columns) for row, column in taken)
