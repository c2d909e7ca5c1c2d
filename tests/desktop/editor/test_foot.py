"""Writing on at the foot of a long text: the page follows, a line at a time and never back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.edits import Edit
from db.notebook import Notebook
from desktop.panes.visit.visit import VisitPage
from tests.desktop.editor.test_lasting import page_of
from tests.desktop.editor.test_staying import place
from tests.desktop.editor.typing import compose, enter, hangul
from tests.desktop.panes.conftest import path
from tests.desktop.panes.test_closing import open_window
from tests.desktop.panes.test_visit import editor

__all__ = ["path"]


def test_the_page_follows_and_never_jumps(path: Path, home: Path, qtbot: QtBot) -> None:
    with Notebook.open(path) as notebook:
        notebook.commit([Edit("n1", "note", {"text": "○ 긴 글이 이어진다.\n" * 60 + "○ 끝"})])
    session, window = open_window(path, home, qtbot)
    window.resize(1440, 900)
    window.go("n1")
    page = page_of(window)
    assert isinstance(page, VisitPage)
    text = editor(page, "n1")
    text.setFocus()
    text.place_caret(text.document().characterCount() - 1)
    text.show_caret()
    qtbot.wait(200)
    bar, seen = page.panes[0].verticalScrollBar(), []
    for number in range(12):
        enter(text)
        hangul(text, "한글 " * (8 if number % 3 == 0 else 1))
        compose(text, "한")
        QApplication.processEvents()
        QApplication.processEvents()
        y, height = place(page, text)
        assert 8 <= y <= height - 8
        seen.append(bar.value())
    assert seen == sorted(seen)
    assert max(after - before for before, after in zip(seen, seen[1:], strict=False)) < 120
    window.close()
    session.close()
