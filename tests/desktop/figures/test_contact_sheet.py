"""The contact sheet: what is missing, moving by menu, keys and drop, and three hundred figures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.edits import change, create
from db.order import keys
from db.records import Figure
from desktop.models.contact_sheet import TILE_ROLE
from desktop.panes.figures.figures import FiguresPage
from tests.desktop.panes.conftest import FIGURE, Desk, desk, path

__all__ = ["desk", "path"]


@pytest.fixture
def sheet(desk: Desk, tmp_path: Path, qtbot: QtBot) -> Iterator[FiguresPage]:
    """v: one in a text, and three with times; w: nothing."""
    photo = tmp_path / "사진.png"
    Image.new("RGB", (80, 60), "orange").save(photo)
    blob = desk.context.notebook.add_blob(photo.read_bytes())
    times = ("2031-06-12T10:03:00+02:00", None, "2031-06-12T10:01:00")
    edits = [
        create(Figure, f"f{n}", visit="v", entry="v", order=order, blob=blob.sha256, caption=f"설명 {n}", taken_at=time)
        for n, (order, time) in enumerate(zip(keys(43)[40:], times, strict=True))
    ]
    desk.context.notebook.commit(edits)
    page = FiguresPage(desk.context)
    desk.context.operations.changed.connect(page.refresh)
    qtbot.addWidget(page)
    page.resize(900, 600)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.show_object("figures")
    yield page
    page.close()


def captions(sheet: FiguresPage) -> list[str]:
    model = sheet.model
    return [str(model.index(row).data()) for row in range(model.rowCount())]


def choose(sheet: FiguresPage, figure_id: str) -> None:
    """Only this one, whatever keys an earlier test has left held down as Qt sees it."""
    alone = QItemSelectionModel.SelectionFlag.ClearAndSelect
    sheet.view.selectionModel().setCurrentIndex(sheet.model.index(sheet.model.row_of(figure_id)), alone)


def figure(desk: Desk, figure_id: str) -> Figure:
    found = desk.context.notebook.reader.get(figure_id)
    assert isinstance(found, Figure)
    return found


def test_figures_stand_under_their_visit_with_what_they_lack(sheet: FiguresPage, desk: Desk) -> None:
    QAbstractItemModelTester(sheet.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert captions(sheet) == ["항만공사", "관제실", "설명 0", "설명 1", "설명 2"]
    assert sheet.model.words(sheet.model.index(1).data(TILE_ROLE)) == "사진, 대체 글 없음"
    assert sheet.model.words(sheet.model.index(2).data(TILE_ROLE)) == "출처, 대체 글 없음"
    desk.context.operations.commit([change(figure(desk, "f0"), credit="문지안", alt="배")])
    assert sheet.lacking.text() == "빠진 것  3"
    sheet.lacking.click()
    assert captions(sheet) == ["항만공사", "관제실", "설명 1", "설명 2"]


def test_arrows_walk_over_tiles_and_alt_arrows_move_one(sheet: FiguresPage, desk: Desk) -> None:
    assert QApplication.focusWidget() is sheet.view
    assert [each.id for each in sheet.selected()] == [FIGURE]
    QTest.keyClick(sheet.view, Qt.Key.Key_Right)
    assert [each.id for each in sheet.selected()] == ["f0"]
    QTest.keyClick(sheet.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert captions(sheet)[1:] == ["관제실", "설명 1", "설명 0", "설명 2"]
    assert [each.id for each in sheet.selected()] == ["f0"]
    QTest.keyClick(sheet.view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert captions(sheet)[1:] == ["관제실", "설명 0", "설명 1", "설명 2"]


def test_they_are_sorted_by_the_time_they_were_taken(sheet: FiguresPage) -> None:
    choose(sheet, "f1")
    sheet.sort()
    assert captions(sheet)[1:] == ["설명 2", "설명 0", "관제실", "설명 1"]


@pytest.mark.parametrize("way", ["menu", "drop"])
def test_one_is_moved_to_another_visit_and_back_by_undo(way: str, sheet: FiguresPage, desk: Desk, qtbot: QtBot) -> None:
    desk.context.notebook.commit([create(Figure, "g", visit="w", entry="w", order="x", caption="딴 것")])
    sheet._stale = True
    sheet.show_object("figures")
    choose(sheet, "f0")
    if way == "menu":
        others = next(action.menu() for action in sheet.menu().actions() if action.menu() is not None)
        next(action for action in others.actions() if action.text() == "연구소").trigger()  # type: ignore[attr-defined]
    else:
        data = sheet.model.mimeData([sheet.model.index(sheet.model.row_of("f0"))])
        target = sheet.model.index(sheet.model.row_of("g"))
        sheet.model.dropMimeData(data, Qt.DropAction.MoveAction, -1, -1, target)
    assert (figure(desk, "f0").visit, figure(desk, "f0").entry) == ("w", "w")
    assert captions(sheet)[-3:] == ["연구소", "딴 것", "설명 0"]
    desk.context.operations.undo.undo()
    qtbot.waitUntil(lambda: figure(desk, "f0").visit == "v")


def test_what_stands_in_a_text_stays_there_and_that_is_said(sheet: FiguresPage, desk: Desk) -> None:
    said: list[str] = []
    sheet.noted.connect(said.append)
    sheet.give([figure(desk, FIGURE)], "w")
    assert figure(desk, FIGURE).visit == "v"
    assert said == ["글 안에 놓인 그림은 그 글에서 옮깁니다."]


def test_delete_puts_into_the_bin_and_enter_opens_the_place(sheet: FiguresPage, desk: Desk, qtbot: QtBot) -> None:
    choose(sheet, "f1")
    with qtbot.waitSignal(sheet.open_requested) as opened:
        QTest.keyClick(sheet.view, Qt.Key.Key_Return)
    assert opened.args == ["f1"]
    QTest.keyClick(sheet.view, Qt.Key.Key_Delete)
    assert figure(desk, "f1").deleted
    assert [each.id for each in sheet.selected()] == ["f2"]


def test_another_picture_comes_in(sheet: FiguresPage, desk: Desk) -> None:
    blob = desk.context.notebook.add_blob((Path(__file__).parents[2] / "db" / "pictures" / "two.heic").read_bytes())
    sheet._put("f2", [blob])
    assert (figure(desk, "f2").width, figure(desk, "f2").taken_at) == (64, "2031-06-12T10:14:33+02:00")


def test_an_empty_tour_says_where_figures_come_from(sheet: FiguresPage) -> None:
    sheet.view.selectAll()
    sheet.remove()
    assert sheet.stack.currentWidget() is sheet.empty
    assert not sheet.filters.isVisible()


def test_only_pictures_that_are_seen_are_made(sheet: FiguresPage, desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    names = []
    for number in range(60):
        Image.new("RGB", (20, 20), (number, 90, 90)).save(tmp_path / "p.png")
        names.append(desk.context.notebook.add_blob((tmp_path / "p.png").read_bytes()).sha256)
    edits = [
        create(Figure, f"m{n}", visit="w", entry="w", order=order, blob=names[n % 60])
        for n, order in enumerate(keys(300))
    ]
    desk.context.operations.commit(edits)
    qtbot.waitUntil(lambda: len(sheet.pictures._pixmaps) > 2, timeout=10_000)
    qtbot.waitUntil(lambda: not sheet.pictures._busy, timeout=10_000)
    assert len(sheet.pictures._pixmaps) < 40
    assert sheet.model.rowCount(QModelIndex()) == 306
    QTest.keyClick(sheet.view, Qt.Key.Key_End)
    assert [each.id for each in sheet.selected()] == ["m299"]
    assert sheet.view.visualRect(sheet.view.currentIndex()).intersects(sheet.view.viewport().rect())
