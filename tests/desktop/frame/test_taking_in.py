"""Text files come in through the window: a plan first, one transaction, undo, and again nothing new."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from db.records import Chapter, Source
from desktop.dialogs.importing import ImportDialog
from desktop.dialogs.new_notebook import NewNotebookDialog
from desktop.main_window import MainWindow

MakeWindow = Callable[..., MainWindow]
TEXT = "□ 항만의 첫인상\n ○ 부두는 생각보다 조용했다.\n ○ 사람이 적고 기계가 많다.\n"


@pytest.fixture
def text_file(tmp_path: Path) -> Path:
    file = tmp_path / "첫인상.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


def _dialog(window: MainWindow, qtbot: QtBot) -> ImportDialog:
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(ImportDialog)))
    return next(each for each in window.findChildren(ImportDialog) if each.isVisible())


def _chapters(window: MainWindow) -> list[str]:
    chapters = window.context().notebook.reader.all(Chapter)
    return [chapter.text for chapter in chapters if "조용" in chapter.text]


def _step(window: MainWindow, words: str) -> None:
    next(each for each in window.bands.findChildren(QPushButton) if each.text() == words and each.isVisible()).click()


def test_a_text_is_shown_as_a_plan_and_taken_in_on_demand(
    make_window: MakeWindow, tour_path: Path, text_file: Path, qtbot: QtBot
) -> None:
    window = make_window(tour_path)
    window.errands.take_files([text_file])
    dialog = _dialog(window, qtbot)
    assert dialog.model.rowCount() == 1
    assert _chapters(window) == []
    dialog.take.click()
    qtbot.waitUntil(lambda: len(_chapters(window)) == 1)
    qtbot.waitUntil(lambda: bool(window.bands.texts()))
    assert window.bands.texts()[0].startswith("첫인상.txt")
    assert window.context().notebook.reader.count(Source) == 1
    assert window.workspace is not None
    opened = window.context().notebook.reader.get(window.workspace.current)
    assert isinstance(opened, Chapter)
    assert "조용" in opened.text


def test_an_import_is_undone_and_done_again(
    make_window: MakeWindow, tour_path: Path, text_file: Path, qtbot: QtBot
) -> None:
    window = make_window(tour_path)
    window.errands.take_files([text_file])
    _dialog(window, qtbot).take.click()
    qtbot.waitUntil(lambda: bool(window.bands.texts()))
    _step(window, "들이기 되돌리기")
    qtbot.waitUntil(lambda: _chapters(window) == [])
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.bands.findChildren(QPushButton)))
    _step(window, "다시 들이기")
    qtbot.waitUntil(lambda: len(_chapters(window)) == 1)


def test_the_same_text_again_adds_nothing(
    make_window: MakeWindow, tour_path: Path, text_file: Path, qtbot: QtBot
) -> None:
    window = make_window(tour_path)
    for _ in range(2):
        window.errands.take_files([text_file])
        dialog = _dialog(window, qtbot)
        with qtbot.waitSignal(dialog.finished):
            dialog.take.click()
        qtbot.waitUntil(lambda: bool(window.bands.texts()))
    assert len(_chapters(window)) == 1
    assert "이미 들어 있는" in window.bands.texts()[0]


def test_leaving_the_dialog_writes_nothing(
    make_window: MakeWindow, tour_path: Path, text_file: Path, qtbot: QtBot
) -> None:
    window = make_window(tour_path)
    before = window.context().notebook.reader.count(Source)
    window.errands.take_files([text_file])
    _dialog(window, qtbot).cancel.click()
    assert window.context().notebook.reader.count(Source) == before
    assert _chapters(window) == []


def test_what_is_no_text_is_told_in_a_band(
    make_window: MakeWindow, tour_path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window = make_window(tour_path)
    binary = tmp_path / "사진.txt"
    binary.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    window.errands.take_files([binary])
    qtbot.waitUntil(lambda: any("사진.txt" in text for text in window.bands.texts()))
    assert not any(each.isVisible() for each in window.findChildren(ImportDialog))


def test_of_several_files_the_good_ones_are_offered_and_the_bad_one_named(
    make_window: MakeWindow, tour_path: Path, text_file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window = make_window(tour_path)
    (tmp_path / "빈.txt").write_text("", encoding="utf-8")
    window.errands.take_files([tmp_path / "빈.txt", text_file])
    dialog = _dialog(window, qtbot)
    assert dialog.model.rowCount() == 1
    assert dialog.take.isEnabled()
    dialog.cancel.click()


def test_a_dropped_text_is_taken_and_another_file_is_not(
    make_window: MakeWindow, tour_path: Path, text_file: Path, qtbot: QtBot
) -> None:
    window = make_window(tour_path)
    for file, accepted in ((text_file.with_suffix(".png"), False), (text_file, True)):
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(file))])
        enter = QDragEnterEvent(
            QPoint(300, 300), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
        enter.ignore()
        QApplication.sendEvent(window, enter)
        assert enter.isAccepted() is accepted
    drop = QDropEvent(
        QPointF(300, 300), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(window, drop)
    _dialog(window, qtbot).cancel.click()


def test_without_a_notebook_a_new_one_is_asked_for_first(
    make_window: MakeWindow, text_file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window = make_window()
    window.errands.take_files([text_file])
    asking = window.findChild(NewNotebookDialog)
    assert asking is not None
    assert asking.title.text() == "첫인상"
    asking.path.setText(str(tmp_path / "새것.notebook"))
    asking.make.click()
    _dialog(window, qtbot).take.click()
    qtbot.waitUntil(lambda: bool(window.bands.texts()))
    assert len(_chapters(window)) == 1
