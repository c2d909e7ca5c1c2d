"""One picture of the contact sheet large: keys alone, the words under it, and back to where one was."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from db.edits import change
from desktop.panes.figures.figures import FiguresPage
from tests.desktop.figures.test_contact_sheet import choose, figure, sheet
from tests.desktop.panes.conftest import Desk, desk, path

__all__ = ["desk", "path", "sheet"]


@pytest.fixture(autouse=True)
def somebody(desk: Desk) -> None:
    object.__setattr__(desk.context, "person", "p1")


def current(sheet: FiguresPage) -> str:
    tile = sheet.model.tile(sheet.view.currentIndex())
    assert tile is not None
    assert tile.figure is not None
    return tile.figure.id


def look(sheet: FiguresPage, figure_id: str, qtbot: QtBot) -> None:
    choose(sheet, figure_id)
    QTest.keyClick(sheet.view, Qt.Key.Key_Space)
    qtbot.waitUntil(sheet.big.isVisible)


def test_the_space_bar_shows_it_large_and_closes_it(sheet: FiguresPage, qtbot: QtBot) -> None:
    look(sheet, "f1", qtbot)
    assert not sheet.top.isVisible()
    qtbot.waitUntil(sheet.big.hasFocus)
    assert sheet.big.caption.text() == "설명 1"
    assert "출처" in sheet.big.lacks.text()
    assert "설명 1" in sheet.big.accessibleName()
    qtbot.waitUntil(lambda: sheet.big.canvas._picture is not None)
    picture = sheet.big.canvas._picture
    assert picture is not None
    assert (picture.width(), picture.height()) == (80, 60), "never larger than it is kept"
    QTest.keyClick(sheet.big, Qt.Key.Key_Space)
    assert sheet.view.isVisible()
    assert sheet.top.isVisible()
    assert current(sheet) == "f1"
    qtbot.waitUntil(sheet.view.hasFocus)


def test_arrows_walk_over_heads_and_esc_leaves_one_at_the_last(sheet: FiguresPage, qtbot: QtBot) -> None:
    look(sheet, "f0", qtbot)
    QTest.keyClick(sheet.big, Qt.Key.Key_Home)
    seen = [current(sheet)]
    for _ in range(10):
        QTest.keyClick(sheet.big, Qt.Key.Key_Right)
        seen += [current(sheet)] if current(sheet) != seen[-1] else []
    figures = [tile.figure.id for tile in sheet._tiles if tile.figure]
    assert seen == figures
    assert f"{len(figures)} / {len(figures)}" in sheet.big.place.text()
    assert not sheet.big.later.isEnabled()
    QTest.keyClick(sheet.big, Qt.Key.Key_Left)
    QTest.keyClick(sheet.big, Qt.Key.Key_Escape)
    assert current(sheet) == figures[-2]


def test_what_is_done_there_is_seen_there(sheet: FiguresPage, desk: Desk, qtbot: QtBot) -> None:
    look(sheet, "f1", qtbot)
    QTest.keyClick(sheet.big, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    me = figure(desk, "f1").credit
    assert me
    assert me in sheet.big.second.text()
    assert "출처" not in sheet.big.lacks.text()
    QTest.keyClick(sheet.big, Qt.Key.Key_Delete)
    assert figure(desk, "f1").deleted
    assert sheet.big.isVisible()
    assert current(sheet) != "f1"


def test_in_the_list_of_what_is_missing_one_mends_from_picture_to_picture(
    sheet: FiguresPage, desk: Desk, qtbot: QtBot
) -> None:
    ids = [tile.figure.id for tile in sheet._tiles if tile.figure]
    desk.context.operations.commit(
        [change(figure(desk, each), alt="그림", caption="설명", blob=figure(desk, "f0").blob) for each in ids]
    )
    QTest.mouseClick(sheet.lacking, Qt.MouseButton.LeftButton)
    missing = [each for each in ids if not figure(desk, each).credit]
    assert missing
    look(sheet, missing[0], qtbot)
    for _ in missing:
        QTest.keyClick(sheet.big, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert all(figure(desk, each).credit for each in missing)
    assert sheet.complete.isVisible(), "nothing is missing any more"
    assert sheet.top.isVisible()


def test_one_without_a_picture_is_a_frame(sheet: FiguresPage, desk: Desk, qtbot: QtBot) -> None:
    desk.context.operations.commit([change(figure(desk, "f1"), blob=None)])
    look(sheet, "f1", qtbot)
    picture = sheet.big.canvas._picture
    assert picture is not None
    assert picture.isNull()
    assert not sheet.big.canvas.grab().isNull()


def test_the_head_of_a_group_cannot_be_looked_at(sheet: FiguresPage) -> None:
    row = next(number for number, tile in enumerate(sheet._tiles) if tile.empty)
    sheet.view.setCurrentIndex(sheet.model.index(row))
    QTest.keyClick(sheet.view, Qt.Key.Key_Space)
    assert not sheet.big.isVisible()


def test_several_that_are_chosen_stay_so_when_they_are_changed(sheet: FiguresPage, desk: Desk) -> None:
    choose(sheet, "f0")
    for each in ("f1", "f2"):
        index = sheet.model.index(sheet.model.row_of(each))
        sheet.view.selectionModel().select(index, QItemSelectionModel.SelectionFlag.Select)
    QTest.keyClick(sheet.view, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert {figure(desk, each).credit for each in ("f0", "f1", "f2")} == {"문지안"}
    assert sorted(each.id for each in sheet.selected()) == ["f0", "f1", "f2"]


@pytest.mark.parametrize(("width", "height"), [(4000, 300), (60, 2000)])
def test_all_of_a_picture_is_seen(
    width: int, height: int, sheet: FiguresPage, desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "그림.png"
    Image.new("RGB", (width, height), "#0a0").save(file)
    blob = desk.context.notebook.add_blob(file.read_bytes())
    desk.context.operations.commit([change(figure(desk, "f1"), blob=blob.sha256)])
    look(sheet, "f1", qtbot)
    qtbot.waitUntil(lambda: sheet.big.canvas._picture is not None)
    sheet.big.earlier.setFocus()  # without the ring of the focus
    shot = sheet.big.canvas.grab().toImage()
    edge = [shot.pixelColor(shot.width() // 2, y).name() for y in (0, shot.height() - 1)] + [
        shot.pixelColor(x, shot.height() // 2).name() for x in (0, shot.width() - 1)
    ]
    assert "#00aa00" in [shot.pixelColor(shot.width() // 2, shot.height() // 2).name()]
    assert edge.count("#00aa00") == 2, "it fills the room one way and stands free the other"
