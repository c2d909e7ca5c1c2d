"""A copy of the open notebook takes its place while somebody writes, as when a stick is mounted again."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.edits import Edit
from db.notebook import Notebook
from db.records import Note
from desktop.editor.outline_editor import OutlineEditor
from desktop.main_window import MainWindow
from tests.desktop.frame.placing import band_with, buttons_shown, press_button

MakeWindow = Callable[..., MainWindow]


@pytest.mark.parametrize("older", [False, True])
def test_a_copy_that_takes_the_place_of_the_open_notebook_is_written_or_said_to_be_older(
    make_window: MakeWindow, tour_path: Path, older: bool, qtbot: QtBot
) -> None:
    copy = tour_path.with_name("copy")
    shutil.copytree(tour_path, copy)
    with Notebook.open(tour_path) as notebook:  # what was written on another day is nothing to write again
        notebook.commit([Edit("n1", "note", {"text": "○ 어제 썼다.\n"})])
    window = make_window(tour_path)
    window.go("n1")
    window.context().operations.commit([Edit("n1", "note", {"text": "○ 어제 썼다. 오늘도 썼다.\n"})])
    if not older:
        shutil.rmtree(copy)
        shutil.copytree(tour_path, copy)
    tour_path.rename(tour_path.with_name("away"))
    copy.rename(tour_path)
    editor = next(each for each in window.findChildren(OutlineEditor) if "어제 썼다" in each.toPlainText())
    editor.setFocus()
    editor.insertPlainText("돌아온 뒤. ")
    if older:
        assert "예전 사본으로 바뀌어" in band_with(window, "열려 있는 동안", qtbot)
        assert "다른 곳에 저장…" in buttons_shown(window)
        shutil.rmtree(tour_path)
        tour_path.with_name("away").rename(tour_path)
        press_button(window, "다시 시도")
    qtbot.waitUntil(lambda: bool(window.context().notebook.reader.drafts()), timeout=20000)
    assert window.bands.texts() == [] or "저장" in window.bands.texts()[0]
    window.close()
    with Notebook.open(tour_path) as notebook:
        note = notebook.reader.get("n1")
        assert isinstance(note, Note)
        assert "오늘도 썼다" in note.text
        assert "돌아온 뒤" in note.text
