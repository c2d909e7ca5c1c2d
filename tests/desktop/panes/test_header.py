"""The header of a visit: contacts a click away, dates that cannot be read yet, and room for it at every text size."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from db.edits import change
from db.records import Contact, Visit
from desktop.editor.composition import LineField
from desktop.panes.visit.visit import VisitPage
from tests.desktop.editor.typing import compose, hangul
from tests.desktop.panes.conftest import Desk
from tests.desktop.panes.test_closing import open_window


def test_a_click_on_who_was_met_leads_to_the_first_contact(desk: Desk) -> None:
    page = desk.visit()
    QTest.mouseClick(page.header._who_line, Qt.MouseButton.LeftButton)
    writing = page.fields.autosave.writing("k1", "name")
    assert writing is not None
    assert writing.widget.hasFocus()
    assert writing.widget.isVisible()
    assert page.header.fold.isChecked()
    page.header.fold.click()
    assert not writing.widget.isVisible()


def test_where_nobody_was_met_the_click_makes_a_contact(desk: Desk) -> None:
    page = desk.visit("w")
    QTest.mouseClick(page.header._who_line, Qt.MouseButton.LeftButton)
    focus = QApplication.focusWidget()
    assert isinstance(focus, LineField)
    hangul(focus, "가나")
    page.leave()
    assert [each.name for each in desk.context.notebook.reader.all(Contact, visit="w")] == ["가나"]


def test_a_contact_taken_away_comes_back(desk: Desk, qtbot: QtBot) -> None:
    page = desk.visit()
    page.header.unfold(True)
    assert page.header.contacts is not None
    page.header.contacts._remove("k1")
    assert not desk.context.notebook.reader.all(Contact, visit="v")
    assert page.undo_band.isVisible()
    page._undelete()
    qtbot.waitUntil(lambda: not desk.context.operations.undo.busy)
    assert [each.id for each in desk.context.notebook.reader.all(Contact, visit="v")] == ["k1"]


def test_a_date_that_cannot_be_read_is_said_kept_and_read_later(path: Path, home: Path, qtbot: QtBot) -> None:
    session, window = open_window(path, home, qtbot)
    page = _page(window, "v")
    assert page.header.when is not None
    page.header.when.setFocus()
    page.header.when.selectAll()
    hangul(page.header.when, "내일")
    compose(page.header.when, "가")
    window.close()
    session.close()
    session, window = open_window(path, home, qtbot)
    page = _page(window, "v")
    field = page.header.when
    assert field is not None
    assert field.text() == "내일가"
    if not field.isVisible():
        assert field.trouble.text() in page.header._summary.text()
        page.header.unfold(True)
    qtbot.waitUntil(field.trouble.isVisible)
    field.setFocus()
    field.selectAll()
    hangul(field, "2031. 6. 13. 10:00")
    page.setFocus()
    field.clearFocus()
    assert not field.trouble.isVisible()
    visit = page.visit()
    assert isinstance(visit, Visit)
    assert (visit.date, visit.start_time) == ("2031-06-13", "10:00")
    window.close()
    session.close()
    session, window = open_window(path, home, qtbot)
    again = _page(window, "v").header.when
    assert again is not None
    assert again.text().startswith("2031. 6. 13.")
    assert not again.isModified()
    window.close()
    session.close()


@pytest.mark.parametrize("size", [100, 125, 200])
@pytest.mark.parametrize("width", [1440, 1024])
def test_nothing_of_an_unfolded_header_is_clipped(size: int, width: int, path: Path, home: Path, qtbot: QtBot) -> None:
    session, window = open_window(path, home, qtbot)
    window.resize(width, 700)
    window.set_text_size(size)
    window.set_person("p1")  # who writes is not asked any more
    page = _page(window, "v")
    qtbot.wait(10)  # the focus finds its place
    page.header.unfold(True)
    for _ in range(3):
        qtbot.wait(10)
    for part in page.header.findChildren(QWidget):
        if isinstance(part, QLineEdit | QLabel) and part.isVisibleTo(page.header):
            assert part.height() >= part.minimumSizeHint().height(), part.accessibleName()
    area, inner = page.header, page.header.widget()
    assert inner is not None
    assert inner.height() <= area.viewport().height() or area.verticalScrollBar().maximum() > 0
    assert area.height() >= window.theme.px(100)
    page.header.unfold(False)
    qtbot.wait(10)
    splitter = page.splitter
    assert splitter is not None
    assert splitter.isVisible()
    assert splitter.height() >= window.theme.px(70)
    window.close()
    session.close()


def test_opening_an_entry_folds_a_header_that_hides_the_text(path: Path, home: Path, qtbot: QtBot) -> None:
    session, window = open_window(path, home, qtbot)
    window.resize(1024, 700)
    window.set_text_size(200)
    page = _page(window, "v")
    qtbot.wait(10)
    page.header.unfold(True)
    qtbot.wait(10)
    splitter = page.splitter
    assert splitter is not None
    assert not splitter.isVisible()
    window.go("n2")
    assert splitter.isVisible()
    assert not page.header.unfolded
    window.close()
    session.close()


def _page(window: object, object_id: str) -> VisitPage:
    from desktop.main_window import MainWindow

    assert isinstance(window, MainWindow)
    window.go(object_id)
    page = window.workspace.stack.currentWidget() if window.workspace else None
    assert isinstance(page, VisitPage)
    return page


def test_nobody_met_looks_as_what_else_is_missing(path: Path, home: Path, qtbot: QtBot) -> None:
    session, window = open_window(path, home, qtbot)
    window.go("v")
    assert window.workspace is not None
    page = window.workspace.stack.currentWidget()
    assert isinstance(page, VisitPage)
    met = page.header._who
    before = met.palette().color(met.foregroundRole())
    reader = window.context().notebook.reader
    contacts = reader.all(Contact, visit="v")
    window.context().operations.commit([change(each, deleted=True) for each in contacts])
    page.header.show_contacts()
    after = met.palette().color(met.foregroundRole())
    assert (before, after) == (window.theme.color("ink"), window.theme.color("ink3"))
    window.close()
    session.close()
