"""While nobody said who writes: one question and no main button; what was written till then becomes theirs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from db.edits import create
from db.notebook import Notebook
from db.records import Note, Person, Takeaway, Team
from desktop.editor.outline_editor import OutlineEditor
from desktop.main_window import MainWindow
from desktop.messages import Level
from desktop.panes.day.day import DayPage
from desktop.panes.who import WhoBand
from tests.desktop.editor.typing import hangul
from tests.desktop.frame.conftest import TOUR

MakeWindow = Callable[..., MainWindow]
SIGNED = "이름을 고르기 전에 쓴 글 2건을 문지안 님의 글로 했습니다. 아니면 Ctrl+Z로 되돌리십시오."


@pytest.fixture
def roster(tour_path: Path) -> Path:
    """The tour with twelve people: the coordinator, and eleven who take part."""
    roles = ["coordinator", *["participant"] * 11]
    names = ["강도윤", "문지안", "서이준", *(f"사람{letter}" for letter in "가나다라마바사아자")]
    with Notebook.open(tour_path) as notebook:
        notebook.commit([create(Team, "t1", tour=TOUR, order="a", name="1조")])
        notebook.commit(
            [
                create(Person, f"p{number}", tour=TOUR, team="t1", name=name, role=role)
                for number, (name, role) in enumerate(zip(names, roles, strict=True))
            ]
        )
    return tour_path


def who(window: MainWindow) -> WhoBand:
    return next(each for each in window.findChildren(WhoBand) if each.isVisible())


def write(window: MainWindow, qtbot: QtBot) -> tuple[str, str]:
    """A takeaway on the page of the day, and a note: their ids."""
    window.go("day:2031-06-12")
    assert window.workspace is not None
    page = window.workspace.stack.currentWidget()
    assert isinstance(page, DayPage)
    editor = page.cards[0].editors[0]
    hangul(editor, "우리도 잰다.")
    made = editor.key[0] if editor.key else ""
    operations = window.context().operations
    operations.commit([create(Note, "mine", visit="d", order="z", text="○ 적어 둔다.")])
    return made, "mine"


def test_everybody_is_offered_where_there_is_room(make_window: MakeWindow, roster: Path) -> None:
    band = who(make_window(roster))
    assert len(band.findChildren(QPushButton)) == 12 + 1  # and "later"


def test_the_question_stands_alone_until_it_is_answered(make_window: MakeWindow, roster: Path, qtbot: QtBot) -> None:
    window = make_window(roster)
    messages = window.context().messages
    messages.tell(Level.INFO, "undo.busy")
    assert window.bands.texts() == []
    assert not window.bands.isVisible()
    assert window.tools.primary is None
    messages.tell(Level.WARNING, "day.nothing")
    assert len(window.bands.texts()) == 1
    window.set_person("p1")
    qtbot.waitUntil(lambda: len(window.bands.texts()) == 2)
    assert window.tools.primary is not None
    assert window.tools.primary.text() == "하루 글 제출"


def test_news_are_told_when_the_question_is_put_off(make_window: MakeWindow, roster: Path, qtbot: QtBot) -> None:
    window = make_window(roster)
    window.context().messages.tell(Level.INFO, "undo.busy")
    who(window).later.emit()
    qtbot.waitUntil(lambda: len(window.bands.texts()) == 1)
    assert window.bands.isVisible()


def test_a_notebook_without_people_has_its_main_button(make_window: MakeWindow, tour_path: Path) -> None:
    primary = make_window(tour_path).tools.primary
    assert primary is not None
    assert primary.text() == "보고서 내보내기"


def test_what_was_written_without_a_name_becomes_the_writers(
    make_window: MakeWindow, roster: Path, qtbot: QtBot
) -> None:
    window = make_window(roster)
    takeaway, note = write(window, qtbot)
    window.set_person("p1")
    context = window.context()
    reader = context.notebook.reader
    signed = reader.get(takeaway)
    assert isinstance(signed, Takeaway)
    assert (signed.author, signed.team, signed.text) == ("p1", "t1", "우리도 잰다.")
    assert getattr(reader.get(note), "author", "") == "p1"
    assert getattr(reader.get("s1"), "author", "") is None, "what was there before is nobody's still"
    qtbot.waitUntil(lambda: SIGNED in window.bands.texts())
    page = window.workspace.stack.currentWidget() if window.workspace else None
    assert isinstance(page, DayPage)
    assert [each.key for each in page.cards[0].editors if isinstance(each, OutlineEditor)] == [(takeaway, "text")]
    context.operations.undo.undo()
    qtbot.waitUntil(lambda: not context.operations.undo.busy)
    assert getattr(reader.get(takeaway), "author", "") is None
    assert getattr(reader.get(note), "author", "") is None


@pytest.mark.parametrize("after", ["p0", ""])
def test_a_coordinator_signs_nothing(make_window: MakeWindow, roster: Path, qtbot: QtBot, after: str) -> None:
    window = make_window(roster)
    takeaway, note = write(window, qtbot)
    window.set_person(after)
    reader = window.context().notebook.reader
    assert [getattr(reader.get(each), "author", "") for each in (takeaway, note)] == [None, None]


def test_who_takes_over_from_another_signs_nothing(make_window: MakeWindow, roster: Path, qtbot: QtBot) -> None:
    window = make_window(roster)
    window.set_person("p1")
    takeaway, note = write(window, qtbot)
    window.set_person("p2")
    reader = window.context().notebook.reader
    assert [getattr(reader.get(each), "author", "") for each in (takeaway, note)] == ["p1", None]


def test_who_closes_a_band_by_mouse_writes_on(make_window: MakeWindow, tour_path: Path, qtbot: QtBot) -> None:
    window = make_window(tour_path)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.go("n1")
    editor = QApplication.focusWidget()
    assert isinstance(editor, OutlineEditor)
    window.context().messages.tell(Level.INFO, "undo.busy")
    close = next(each for each in window.bands.findChildren(QPushButton) if each.text() == "닫기")
    QTest.mouseClick(close, Qt.MouseButton.LeftButton)
    assert window.bands.texts() == []
    assert QApplication.focusWidget() is editor
