"""The contact sheet: what is missing, moving by menu, keys and drop, and three hundred figures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QItemSelectionModel, QMimeData, QModelIndex, QPoint, QRect, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QImage
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from db.edits import change, create
from db.order import keys
from db.records import Figure, Visit
from desktop.models.contact_sheet import TILE_ROLE, placed
from desktop.panes.figures.figures import FiguresPage
from tests.desktop.panes.conftest import FIGURE, Desk, desk, path
from tests.desktop.seats import on_screen

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
    on_screen(page, 900, 600, qtbot)
    page.show_object("figures")
    yield page
    page.close()


def captions(sheet: FiguresPage) -> list[str]:
    model = sheet.model
    return [str(model.index(row).data()) for row in range(model.rowCount())]


def head(sheet: FiguresPage, name: str) -> QRect:
    """Where the head of a group is, brought into view."""
    row = captions(sheet).index(name)
    sheet.view.scrollTo(sheet.model.index(row))
    return sheet.view.visualRect(sheet.model.index(row))


def given(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(each)) for each in paths])
    return data


def drop(sheet: FiguresPage, data: QMimeData, place: QPoint) -> None:
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    sheet.view.dropEvent(QDropEvent(place, Qt.DropAction.CopyAction, data, left, none))


def figures_on(sheet: FiguresPage, ids: list[str], place: QPoint) -> None:
    drop(sheet, sheet.model.mimeData([sheet.model.index(sheet.model.row_of(each)) for each in ids]), place)


def photos(folder: Path, count: int) -> list[Path]:
    """Of 20 px and more, the last one taken first."""
    paths = [folder / f"{number}.jpg" for number in range(count)]
    for number, each in enumerate(paths):
        exif = Image.Exif()
        exif[0x8769] = {0x9003: f"2031:06:12 10:{59 - number:02}:00"}
        Image.new("RGB", (20 + number, 20), "red").save(each, exif=exif)
    return paths


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
    assert captions(sheet) == ["항만공사", "관제실", "설명 0", "설명 1", "설명 2", "연구소", "방문이 없는 그림"]
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
    assert captions(sheet)[1:5] == ["관제실", "설명 1", "설명 0", "설명 2"]
    assert [each.id for each in sheet.selected()] == ["f0"]
    QTest.keyClick(sheet.view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert captions(sheet)[1:5] == ["관제실", "설명 0", "설명 1", "설명 2"]


def test_they_are_sorted_by_the_time_they_were_taken(sheet: FiguresPage) -> None:
    choose(sheet, "f1")
    sheet.sort()
    assert captions(sheet)[1:5] == ["설명 2", "설명 0", "관제실", "설명 1"]


@pytest.mark.parametrize("way", ["menu", "keys", "drop"])
def test_one_is_moved_to_another_visit_and_back_by_undo(way: str, sheet: FiguresPage, desk: Desk, qtbot: QtBot) -> None:
    choose(sheet, "f0")
    if way == "menu":
        others = next(action.menu() for action in sheet.menu().actions() if action.menu() is not None)
        assert isinstance(others, QMenu)
        next(action for action in others.actions() if "연구소" in action.text()).trigger()
    elif way == "keys":
        both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        QTest.keyClick(sheet.view, Qt.Key.Key_M, both)
        menu = sheet.findChildren(QMenu, "others")[-1]
        qtbot.waitUntil(menu.isVisible)
        assert [action.text() for action in menu.actions()] == ["6.12 목 14:00 연구소", "", "방문 없음"]
        assert menu.activeAction().text().endswith("연구소")
        QTest.keyClick(menu, Qt.Key.Key_Return)
    else:
        figures_on(sheet, ["f0"], head(sheet, "연구소").center())
    assert (figure(desk, "f0").visit, figure(desk, "f0").entry) == ("w", "w")
    assert captions(sheet)[-3:] == ["연구소", "설명 0", "방문이 없는 그림"]
    desk.context.operations.undo.undo()
    qtbot.waitUntil(lambda: figure(desk, "f0").visit == "v")


def test_one_can_belong_to_no_visit_and_come_back(sheet: FiguresPage, desk: Desk) -> None:
    figures_on(sheet, ["f0", "f1"], head(sheet, "방문이 없는 그림").center())
    assert (figure(desk, "f0").visit, figure(desk, "f0").entry) == (None, None)
    assert captions(sheet)[-3:] == ["방문이 없는 그림", "설명 0", "설명 1"]
    assert [each.id for each in sheet.selected()] == ["f0", "f1"]
    figures_on(sheet, ["f1"], head(sheet, "연구소").center())
    assert figure(desk, "f1").visit == "w"


def test_by_mouse_it_comes_between_two_others(sheet: FiguresPage, desk: Desk) -> None:
    """Left half of a tile: before it. Right half: behind it."""
    first = sheet.view.visualRect(sheet.model.index(sheet.model.row_of("f0")))
    spot = sheet.view.spot_at(first.center() + QPoint(-20, 0), sheet.model.mimeData([]))
    assert (spot.host, spot.before) == ("v", "f0")
    figures_on(sheet, ["f2"], first.center() + QPoint(-20, 0))
    assert captions(sheet)[1:5] == ["관제실", "설명 2", "설명 0", "설명 1"]
    last = sheet.view.visualRect(sheet.model.index(sheet.model.row_of("f1")))
    figures_on(sheet, ["f2"], last.center() + QPoint(20, 0))
    assert captions(sheet)[1:5] == ["관제실", "설명 0", "설명 1", "설명 2"]


def test_where_two_people_sorted_apart_there_is_room_again(sheet: FiguresPage, desk: Desk) -> None:
    desk.context.notebook.commit([change(figure(desk, name), order="a5") for name in ("f0", "f1", "f2")])
    reader = desk.context.notebook.reader
    first, second, third = (each.id for each in reader.all(Figure, visit="v") if each.order == "a5")
    desk.context.notebook.commit(placed(reader, [figure(desk, third)], "v", second))
    there = [each.id for each in reader.all(Figure, visit="v") if each.id != FIGURE]
    assert there == [first, third, second]


def test_photos_are_dropped_on_a_visit_by_time_and_undone_as_one(
    sheet: FiguresPage, desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    paths = photos(tmp_path, 5)
    drop(sheet, given(*paths), head(sheet, "연구소").center())
    qtbot.waitUntil(lambda: len(sheet.selected()) == 5, timeout=20_000)
    found = desk.context.notebook.reader.all(Figure, visit="w")
    assert [each.width for each in found] == [24, 23, 22, 21, 20]
    assert {each.entry for each in found} == {"w"}
    desk.context.operations.undo.undo()
    qtbot.waitUntil(lambda: not desk.context.notebook.reader.all(Figure, visit="w"))


def test_the_group_under_what_is_dragged_is_seen(sheet: FiguresPage, tmp_path: Path) -> None:
    data, none = given(*photos(tmp_path, 1)), Qt.KeyboardModifier.NoModifier
    place, left = head(sheet, "연구소").center(), Qt.MouseButton.LeftButton
    before = sheet.view.viewport().grab().toImage()
    sheet.view.dragMoveEvent(QDragMoveEvent(place, Qt.DropAction.CopyAction, data, left, none))
    assert sheet.view.spot is not None
    assert sheet.view.spot.host == "w"
    assert sheet.view.viewport().grab().toImage() != before
    sheet.view.dragLeaveEvent(QDragLeaveEvent())
    assert sheet.view.spot is None


def test_a_copied_picture_is_pasted_into_the_group_that_keys_came_to(
    sheet: FiguresPage, desk: Desk, qtbot: QtBot
) -> None:
    image = QImage(50, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("orange"))
    QApplication.clipboard().setImage(image)
    QTest.keyClick(sheet.view, Qt.Key.Key_End)
    QTest.keyClick(sheet.view, Qt.Key.Key_Up)
    assert sheet.model.data(sheet.view.currentIndex()) == "연구소"
    QTest.keyClick(sheet.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(desk.context.notebook.reader.all(Figure, visit="w")) == 1, timeout=20_000)


@pytest.mark.parametrize("what", ["text", "web"])
def test_what_is_no_picture_is_refused_in_one_sentence(what: str, sheet: FiguresPage) -> None:
    said: list[str] = []
    sheet.noted.connect(said.append)
    data = QMimeData()
    if what == "text":
        data.setText("글")
    else:
        data.setUrls([QUrl("https://example.org/photo.jpg")])
    drop(sheet, data, head(sheet, "연구소").center())
    assert said == [sheet.context.sentences("figures.not_pictures")]


def test_files_that_are_no_pictures_are_left_to_the_window(sheet: FiguresPage, tmp_path: Path) -> None:
    (tmp_path / "글.docx").write_text("x")
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    data = given(tmp_path / "글.docx")
    event = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, left, none)
    sheet.view.dragEnterEvent(event)
    assert not event.isAccepted()


def test_a_chapter_takes_photos_in_its_text_only(sheet: FiguresPage, desk: Desk, tmp_path: Path) -> None:
    desk.context.operations.commit([create(Figure, "h", entry="h1", order="x", caption="장의 것")])
    said: list[str] = []
    sheet.noted.connect(said.append)
    drop(sheet, given(*photos(tmp_path, 1)), head(sheet, "개요").center())
    figures_on(sheet, ["f0"], head(sheet, "개요").center())
    assert said == [sheet.context.sentences("figures.of_chapter")] * 2
    assert figure(desk, "f0").visit == "v"


def test_credit_me_by_one_key_for_all_that_are_chosen(sheet: FiguresPage, desk: Desk, qtbot: QtBot) -> None:
    object.__setattr__(sheet.context, "person", "p1")
    sheet.view.selectAll()
    QTest.keyClick(sheet.view, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert {each.credit for each in desk.context.notebook.reader.all(Figure, visit="v")} == {"문지안"}
    desk.context.operations.undo.undo()
    qtbot.waitUntil(lambda: figure(desk, "f0").credit == "")


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


def test_an_empty_tour_says_where_figures_come_from(sheet: FiguresPage, desk: Desk) -> None:
    sheet.view.selectAll()
    sheet.remove()
    assert captions(sheet) == ["항만공사", "연구소", "방문이 없는 그림"]
    reader = desk.context.notebook.reader
    desk.context.operations.commit([change(visit, deleted=True) for visit in reader.all(Visit)])
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
    assert sheet.model.rowCount(QModelIndex()) == 307
    QTest.keyClick(sheet.view, Qt.Key.Key_End)  # where there is none without a visit
    QTest.keyClick(sheet.view, Qt.Key.Key_Left)
    assert [each.id for each in sheet.selected()] == ["m299"]
    assert sheet.view.visualRect(sheet.view.currentIndex()).intersects(sheet.view.viewport().rect())
