"""The line that one writes in stays in sight whatever changes round it, and stands where it stood as far as it can."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.edits import Edit
from db.notebook import Notebook
from desktop.editor.outline_editor import OutlineEditor
from desktop.main_window import MainWindow
from desktop.panes.visit.visit import VisitPage
from tests.desktop.editor.test_lasting import page_of
from tests.desktop.panes.conftest import path
from tests.desktop.panes.test_closing import open_window
from tests.desktop.panes.test_visit import editor

__all__ = ["path"]
LONG = (
    "○ 긴 글이 이어진다. 그리고 또 이어지며 다음 줄로 넘어갈 만큼 길게 적어 둔다. 그래야 폭이 바뀔 때 높이도 바뀐다.\n"
    * 90
)
Way = Callable[[MainWindow, VisitPage], object]
WAYS: dict[str, tuple[Way, Way]] = {
    "focus": (lambda window, _: window.actions_["focus_mode"].setChecked(True),
              lambda window, _: window.actions_["focus_mode"].setChecked(False)),
    "preview": (lambda _, page: page.marks.preview.setChecked(True),
                lambda _, page: page.marks.preview.setChecked(False)),
    "navigator": (lambda window, _: window.actions_["navigator"].trigger(),
                  lambda window, _: window.actions_["navigator"].trigger()),
    "width": (lambda window, _: window.resize(1000, 820), lambda window, _: window.resize(1440, 900)),
    "height": (lambda window, _: window.resize(1440, 560), lambda window, _: window.resize(1440, 900)),
    "find": (lambda window, _: window.actions_["find"].trigger(), lambda _, page: page.finding.close_bar()),
}  # fmt: skip


def place(page: VisitPage, text: OutlineEditor) -> tuple[int, int]:
    """Where the caret is seen in its pane, and how high the pane is; px."""
    pane = page.panes[0]
    return text.viewport().mapTo(pane.viewport(), text.cursorRect().center()).y(), pane.viewport().height()


@pytest.mark.parametrize("share", [0.1, 0.93])
@pytest.mark.parametrize("way", WAYS)
def test_the_line_stays_in_sight(way: str, share: float, path: Path, home: Path, qtbot: QtBot) -> None:
    with Notebook.open(path) as notebook:
        notebook.commit([Edit("n1", "note", {"text": LONG})])
    session, window = open_window(path, home, qtbot)
    window.resize(1440, 900)
    window.go("n1")
    page = page_of(window)
    assert isinstance(page, VisitPage)
    text = editor(page, "n1")
    text.setFocus()
    text.place_caret(len(LONG) // 2)
    text.show_caret()
    qtbot.wait(200)
    y, height = place(page, text)
    bar = page.panes[0].verticalScrollBar()
    bar.setValue(bar.value() + y - round(share * height))
    for do in WAYS[way]:
        do(window, page)
        qtbot.wait(200)
        y, height = place(page, text)
        assert 8 <= y <= height - 8
    window.close()
    session.close()
