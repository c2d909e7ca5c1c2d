"""A window that was really killed in the middle of a syllable: the next start goes on in the same place."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.commenting import threads
from db.notebook import Notebook
from desktop.editor.autosave import AT_MOST, QUIET
from desktop.editor.carets import place_of
from desktop.editor.composition import LineField
from desktop.editor.outline_editor import OutlineEditor
from desktop.panes.review.suggest_mode import TYPED
from desktop.panes.visit.visit import VisitPage
from tests.architecture.sources import ROOT
from tests.desktop.editor.test_lasting import page_of
from tests.desktop.panes.conftest import FIGURE, path
from tests.desktop.panes.test_closing import open_window

__all__ = ["path"]


def killed(path: Path, home: Path, object_id: str, name: str, caret: int) -> None:
    command = [sys.executable, "-m", "tests.desktop.editor.writer", str(path), str(home), object_id, name, str(caret)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL, done.stderr


def test_what_a_kill_costs_is_two_seconds_at_most() -> None:
    assert AT_MOST + QUIET <= 2_000  # ms: the wait since the first key, and room for a slow disk


@pytest.mark.parametrize(
    ("object_id", "name", "tab", "said"),
    [
        ("n2", "text", 0, "항만공사 · 내용 자료 · 글"),
        ("q1", "answer", 1, "항만공사 · 질의응답 · 답변"),
        ("v", "tel", 0, "방문 항만공사 · 전화"),
        ("v", "city", 0, "방문 항만공사 · 도시"),
        (FIGURE, "caption", 3, "항만공사 · 그림 · 설명"),
        ("h1", "text", None, "장 개요 · 글"),
        ("s1", "text", 2, "항만공사 · 소감·시사점 · 글"),
        ("k1", "name", 0, "항만공사 · 면담자 · 이름"),
        ("n2", "heading", 0, "항만공사 · 내용 자료 · 제목"),
        ("h1", "heading", None, "장 개요 · 제목"),
    ],
)
def test_the_next_start_goes_on_where_it_was(
    object_id: str, name: str, tab: int | None, said: str, path: Path, home: Path, qtbot: QtBot
) -> None:
    with Notebook.open(path) as notebook:
        before = str(getattr(notebook.reader.get(object_id), name))
    caret = min(2, len(before))
    killed(path, home, object_id, name, caret)
    session, window = open_window(path, home, qtbot)
    window.resize(1440, 900)
    text = before[:caret] + "가나한" + before[caret:]
    letters = len("".join(text.split()))
    assert window.status._entry.text().startswith(f"지난번에 갑자기 닫힌 글을 되살렸습니다: {said} ({letters}자)")
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), LineField | OutlineEditor))
    focus = QApplication.focusWidget()
    assert isinstance(focus, LineField | OutlineEditor)
    assert focus.key == (object_id, name)
    assert (focus.text() if isinstance(focus, LineField) else focus.toPlainText()) == text
    place = place_of(focus)
    assert place is not None
    assert place.caret in (caret + 2, caret + 3)  # before or behind the syllable that was open
    page = page_of(window)
    if isinstance(page, VisitPage):
        assert page.stack.currentIndex() == tab
    window.close()
    session.close()
    with Notebook.open(path) as notebook:
        assert getattr(notebook.reader.get(object_id), name) == text
        assert len(notebook.history(object_id)) == 2


def test_what_was_being_suggested_is_there_and_the_text_as_it_was(path: Path, home: Path, qtbot: QtBot) -> None:
    with Notebook.open(path) as notebook:
        before = str(getattr(notebook.reader.get("h1"), "text"))  # noqa: B009
    killed(path, home, "h1", f"text{TYPED}", 2)
    session, window = open_window(path, home, qtbot)
    window.go("h1")
    opened = session.notebook
    assert opened is not None
    qtbot.waitUntil(lambda: bool(threads(opened.reader, "h1")))
    (one,) = threads(opened.reader, "h1")
    assert one.root is not None
    assert one.acceptable
    start, end = one.root.start or 0, one.root.end or 0
    assert before[:start] + str(one.suggestion) + before[end:] == before[:2] + "가나한" + before[2:]
    assert getattr(opened.reader.get("h1"), "text") == before  # noqa: B009
    window.close()
    session.close()


def test_the_environment_of_the_killed_one_is_this_ones(home: Path) -> None:
    assert os.environ["BRIEFING_HOME"] == str(home)
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"
