"""Pictures in texts: made beside the window, in a room that is kept for them, and let go when others are looked at."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from threading import get_ident
from typing import NamedTuple

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from db.edits import change
from db.records import Figure
from desktop import thumbnails
from desktop.editor.figure_pictures import FigurePictures
from desktop.panes.preview import Browser
from desktop.small_pictures import small
from desktop.thumbnails import Thumbnails
from tests.desktop.panes.conftest import FIGURE, Desk, desk, path
from tests.desktop.panes.test_visit import editor

__all__ = ["desk", "path"]


class Photo(NamedTuple):
    sha256: str
    width: int
    height: int


@pytest.fixture
def photo(desk: Desk) -> Photo:
    """Red, 3:2, in the text of a note."""
    body = io.BytesIO()
    Image.new("RGB", (600, 400), "red").save(body, "PNG")
    blob = desk.context.notebook.add_blob(body.getvalue())
    figure = desk.context.notebook.reader.get(FIGURE)
    assert isinstance(figure, Figure)
    desk.context.notebook.commit([change(figure, blob=blob.sha256, width=blob.width, height=blob.height)])
    return Photo(blob.sha256, blob.width, blob.height)


@pytest.fixture
def pictures(desk: Desk, photo: Photo) -> Iterator[FigurePictures]:
    made = FigurePictures(desk.context)
    yield made
    made.deleteLater()


def test_its_room_is_known_before_it_is_there(pictures: FigurePictures, qtbot: QtBot) -> None:
    assert pictures.room(FIGURE, 150) == QSize(225, 150)
    first = pictures.picture(FIGURE, 150)
    assert first is not None
    assert first.isNull()
    with qtbot.waitSignal(pictures.made, timeout=10_000):
        pass
    found = pictures.picture(FIGURE, 150)
    assert found is not None
    assert found.size() == QSize(450, 300)
    assert pictures.room(FIGURE, 150) == QSize(225, 150)


def test_a_panorama_is_lower_and_what_is_not_here_keeps_a_frame(desk: Desk, pictures: FigurePictures) -> None:
    figure = desk.context.notebook.reader.get(FIGURE)
    assert isinstance(figure, Figure)
    desk.context.notebook.commit([change(figure, width=2400, height=160)])
    pictures.forget()
    assert pictures.room(FIGURE, 150) == QSize(750, 50)
    desk.context.notebook.commit([change(figure, blob=None)])
    pictures.forget()
    assert pictures.picture(FIGURE, 150) is None
    assert pictures.room(FIGURE, 150) == QSize(240, 150)
    assert pictures.picture("nothing", 150) is None


@pytest.mark.usefixtures("photo")
def test_a_text_shows_it_without_waiting_and_without_a_jump(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[int] = []

    def made(photo: Path, size: QSize) -> QImage:
        threads.append(get_ident())
        return small(photo, size)

    monkeypatch.setattr(thumbnails, "small", made)
    page = desk.visit()
    text = editor(page, "n2")
    height = text.height()
    line = text.document().findBlockByNumber(1)
    box = text.document().documentLayout().blockBoundingRect(line)
    middle = QPoint(40, round(box.bottom()) - desk.context.theme.px(80))

    def red() -> bool:
        color = text.viewport().grab().toImage().pixelColor(middle)
        return color.red() > 200 > 60 > color.green()

    qtbot.waitUntil(red, timeout=10_000)
    assert text.height() == height
    assert threads
    assert get_ident() not in threads


def test_the_preview_keeps_its_place_and_then_shows_it(pictures: FigurePictures, photo: Photo, qtbot: QtBot) -> None:
    browser = Browser(pictures)
    qtbot.addWidget(browser)
    browser.resize(500, 500)
    browser.setHtml(f'<img src="blob:{photo.sha256}">')
    browser.show()
    size = browser.document().size()
    assert size.height() > 270

    def shown() -> QColor:
        return browser.viewport().grab().toImage().pixelColor(100, 100)

    qtbot.waitUntil(lambda: shown().red() > 200 > 60 > shown().green(), timeout=10_000)
    assert browser.document().size() == size


def test_no_more_is_kept_ready_than_a_bound(desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was painted last stays."""
    monkeypatch.setattr(thumbnails, "MOST", 5 * 4 * 20 * 20)
    names = []
    for number in range(9):
        body = io.BytesIO()
        Image.new("RGB", (20, 20), (number, 9, 9)).save(body, "PNG")
        names.append(desk.context.notebook.add_blob(body.getvalue()).sha256)
    kept = Thumbnails(desk.context, QSize(40, 40), desk.context.operations)
    for name in names:
        qtbot.waitUntil(lambda name=name: kept.get(name) is not None, timeout=10_000)  # type: ignore[misc]
        kept.get(names[0])
    assert set(kept._pixmaps) == {names[0], *names[-4:]}
