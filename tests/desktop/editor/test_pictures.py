"""Pictures by paste, drop and choice: put at the caret, told about once, refused with a reason, never waited for."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from db.blobs import Blob
from db.notebook import Notebook
from db.records import Figure
from desktop.messages import Message
from desktop.panes.pictures import take_pictures, told
from desktop.panes.writing import WritingPage
from tests.desktop.panes.conftest import Desk, desk, path
from tests.desktop.panes.test_visit import editor

__all__ = ["desk", "path"]
ORIENTATION = 0x0112


@pytest.fixture
def photos(tmp_path: Path) -> dict[str, Path]:
    """A small one, one wider than 2,400 px, one that lies on its side, and a text that says it is a picture."""
    folder = tmp_path / "사진"
    folder.mkdir()
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    found = {"small": folder / "작은.png", "wide": folder / "넓은.jpg", "lying": folder / "누운.jpg"}
    Image.new("RGB", (40, 30), "red").save(found["small"])
    Image.new("RGB", (3000, 100), "blue").save(found["wide"])
    Image.new("RGB", (60, 30), "green").save(found["lying"], exif=exif)
    found["text"] = folder / "글.jpg"
    found["text"].write_text("사진이 아니다")
    return found


def given(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(each)) for each in paths])
    return data


def notes(page: WritingPage) -> list[str]:
    said: list[str] = []
    page.noted.connect(said.append)
    return said


def bands(desk: Desk) -> list[Message]:
    found: list[Message] = []
    desk.context.messages.told.connect(found.append)
    desk.context.messages.listen()
    return found


def figures(desk: Desk) -> list[Figure]:
    return desk.context.notebook.reader.all(Figure, entry="n1")


@pytest.mark.parametrize("way", ["drop", "choose"])
def test_pictures_come_in_at_the_caret_and_are_told_about_once(
    way: str, desk: Desk, photos: dict[str, Path], qtbot: QtBot
) -> None:
    page = desk.visit()
    said, text = notes(page), editor(page, "n1")
    chosen = [photos["wide"], photos["small"], photos["lying"]]
    if way == "drop":
        assert text.canInsertFromMimeData(given(*chosen))
        text.insertFromMimeData(given(*chosen))
    else:
        page.marks.mark_chosen.emit("▲")
        dialog = page.findChild(QFileDialog)
        assert dialog is not None
        dialog.filesSelected.emit([str(each) for each in chosen])
        dialog.close()
    qtbot.waitUntil(lambda: len(figures(desk)) == 3, timeout=20_000)
    qtbot.waitUntil(lambda: bool(said))
    assert said == ["사진 1장을 2,400 px로 줄이고 1장을 바로 세워 넣었습니다. 원본은 따로 보관하십시오."]
    sizes = [(figure.width, figure.height) for figure in figures(desk)]
    assert sizes == [(2400, 80), (40, 30), (30, 60)]
    lines = text.toPlainText().split("\n")
    assert lines == ["○ 배가 기다리지 않는다.", *(f"![](figure:{figure.id})" for figure in figures(desk))]


def test_a_copied_picture_is_pasted_and_copied_text_stays_text(desk: Desk, qtbot: QtBot) -> None:
    page = desk.visit()
    said, text = notes(page), editor(page, "n1")
    image = QImage(50, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("orange"))
    data = QMimeData()
    data.setImageData(image)
    text.insertFromMimeData(data)
    qtbot.waitUntil(lambda: len(figures(desk)) == 1, timeout=20_000)
    assert (figures(desk)[0].width, figures(desk)[0].height) == (50, 20)
    qtbot.waitUntil(lambda: bool(said))
    assert said == [""]
    data.setText("표의 글")  # spreadsheets give both
    text.insertFromMimeData(data)
    assert text.toPlainText().endswith("표의 글")
    assert len(figures(desk)) == 1


def test_what_is_refused_is_named_with_the_reason_in_one_band(
    desk: Desk, photos: dict[str, Path], tmp_path: Path, qtbot: QtBot
) -> None:
    page = desk.visit()
    told_bands = bands(desk)
    gone = tmp_path / "없는.jpg"
    editor(page, "n1").insertFromMimeData(given(photos["text"], gone, photos["small"]))
    qtbot.waitUntil(lambda: bool(told_bands), timeout=20_000)
    assert len(told_bands) == 1
    words = told_bands[0].text(desk.context.sentences)
    assert words.startswith("사진 2장을 넣지 못했습니다. 글.jpg: 그림으로 읽을 수 없는 파일입니다.")
    assert "없는.jpg: " in words
    assert len(figures(desk)) == 1


def test_many_can_be_stopped_and_then_none_is_put_in(
    desk: Desk, photos: dict[str, Path], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = desk.visit()
    said = notes(page)
    whole = Notebook.add_blob

    def slow(notebook: Notebook, data: bytes) -> Blob:
        taken.append(data)
        return whole(notebook, data)

    taken: list[bytes] = []
    monkeypatch.setattr(Notebook, "add_blob", slow)
    editor(page, "n1").insertFromMimeData(given(*[photos["small"]] * 40))
    qtbot.waitUntil(lambda: page.working.isVisible(), timeout=10_000)
    page.working.stop.click()
    qtbot.waitUntil(lambda: bool(said), timeout=10_000)
    assert said == ["멈추었습니다. 사진을 넣지 않았습니다."]
    assert len(taken) < 40
    assert not figures(desk)
    assert editor(page, "n1").toPlainText() == "○ 배가 기다리지 않는다."


def test_one_writes_on_while_they_come_in_and_may_open_another_page(
    desk: Desk, photos: dict[str, Path], qtbot: QtBot
) -> None:
    page = desk.visit()
    editor(page, "n1").insertFromMimeData(given(photos["small"]))
    page.show_object("w")
    qtbot.waitUntil(lambda: len(figures(desk)) == 1, timeout=20_000)
    assert desk.text("n1") == "○ 배가 기다리지 않는다."
    assert figures(desk)[0].visit == "v"


def test_each_line_says_what_was_done(desk: Desk) -> None:
    say = desk.context.sentences
    plain, scaled = Blob("a", 1, 1, "image/png"), Blob("b", 1, 1, "image/png", scaled=True)
    turned = Blob("c", 1, 1, "image/png", turned=True)
    assert told(say, [plain]) == ""
    assert told(say, [scaled] * 12) == "사진 12장을 2,400 px로 줄여 넣었습니다. 원본은 따로 보관하십시오."
    assert told(say, [turned, plain]) == "사진 1장을 바로 세워 넣었습니다. 원본은 따로 보관하십시오."


def test_a_file_larger_than_may_be_is_not_even_read(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    page = desk.visit()
    told_bands = bands(desk)
    huge = tmp_path / "큰.jpg"
    with huge.open("wb") as file:
        file.truncate(30_000_000_000)
    take_pictures(page, [huge], lambda blobs: None)
    qtbot.waitUntil(lambda: bool(told_bands), timeout=10_000)
    assert "25 MB" in told_bands[0].text(desk.context.sentences)
