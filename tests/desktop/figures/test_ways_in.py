"""JPEG, PNG, WebP and HEIC come into a visit each way there is: dropped, pasted as files, chosen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from tests.desktop.figures.test_figures_tab import drop, figures, shown
from tests.desktop.panes.conftest import Desk, desk, path

__all__ = ["desk", "path"]
HEIC = Path(__file__).parents[2] / "db" / "pictures" / "two.heic"


@pytest.fixture
def four(tmp_path: Path) -> list[Path]:
    """One picture of each format, none like another; the names end in capitals as cameras write them."""
    found = [tmp_path / "항구.HEIC"]
    found[0].write_bytes(HEIC.read_bytes())
    for number, (name, form) in enumerate((("JPG", "JPEG"), ("PNG", "PNG"), ("WEBP", "WEBP"))):
        found.append(tmp_path / f"항구.{name}")
        Image.new("RGB", (60 + number, 40), "teal").save(found[-1], form)
    return found


@pytest.mark.parametrize("way", ["dropped", "pasted", "chosen"])
def test_every_format_comes_in_every_way(way: str, desk: Desk, four: list[Path], qtbot: QtBot) -> None:
    page, pane = shown(desk)
    if way == "dropped":
        drop(pane, *four)
    elif way == "pasted":
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(each)) for each in four])
        QApplication.clipboard().setMimeData(data)
        QTest.keyClick(pane, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    else:
        pane.choose()
        dialog = page.window().findChild(QFileDialog)
        assert dialog is not None
        assert all(f"*.{ending}" in dialog.nameFilters()[0] for ending in ("jpg", "png", "webp", "heic"))
        dialog.filesSelected.emit([str(each) for each in four])
        dialog.reject()
    qtbot.waitUntil(lambda: len(figures(desk)) == 4, timeout=30_000)
    qtbot.waitUntil(lambda: desk.context.operations.undo.undoable is not None)  # the window heard of it
    assert all(figure.blob and desk.context.notebook.blob_path(figure.blob) for figure in figures(desk))
    desk.context.operations.undo.undo()
    qtbot.waitUntil(lambda: not figures(desk))
