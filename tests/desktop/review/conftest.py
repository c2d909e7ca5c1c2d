"""The window of a reviewer or an author, on a tour with two visits, and the keys that were needed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from db.commenting import Thread, threads
from db.edits import Edit, create
from db.notebook import Notebook
from db.order import keys
from db.records import Chapter, Decision, Figure, Note, Person, Question, Takeaway, Team, Tour, Visit
from db.status import SUBMITTED
from desktop.editor.composition import LineField
from desktop.editor.outline_editor import OutlineEditor
from desktop.main_window import MainWindow
from desktop.panes.review.composer import Composer
from desktop.panes.review.review import Review
from desktop.panes.writing import WritingPage
from tests.desktop.day.conftest import Desk as WindowDesk
from tests.desktop.frame.conftest import make_window
from tests.desktop.seats import seated, stored

__all__ = ["make_window"]

TEXT = "○ 선박은 여섯 번 시각을 알린다 🚢.\n- 대기는 11시간에서 7시간으로 줄었다.\n○ 자료는 각 터미널에 남는다."
CTRL_ALT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def edits() -> list[Edit]:
    order = iter(keys(40))
    return [
        create(Tour, "t", order=next(order), title="항만 연수", start="2031-06-09", end="2031-06-12"),
        create(Team, "m1", order=next(order), tour="t", name="1조"),
        create(Person, "p1", order=next(order), tour="t", team="m1", name="문지안"),
        create(Person, "r1", order=next(order), tour="t", name="이선경", role="reviewer"),
        create(Person, "r2", order=next(order), tour="t", name="한도영", role="reviewer"),
        create(Visit, "a", order=next(order), tour="t", institution="항만공사", date="2031-06-11", start_time="09:30",
               recorders=("p1",)),
        create(Visit, "b", order=next(order), tour="t", institution="연구소", date="2031-06-11", start_time="14:00"),
        create(Note, "n1", order=next(order), visit="a", heading="운영", text=TEXT, author="p1"),
        create(Note, "n2", order=next(order), visit="a", heading="자료", text="○ 규약만 관리한다.", author="p1"),
        create(Note, "n3", order=next(order), visit="b", heading="연구", text="○ 물길을 잰다.", author="p1"),
        create(Question, "q1", order=next(order), visit="a", question="요금은?", answer="정해져 있다."),
        create(Takeaway, "s1", order=next(order), visit="a", tour="t", text="우리도 잰다.", author="p1", team="m1"),
        create(Figure, "f1", order=next(order), visit="a", caption="관제실", credit="문지안"),
        create(Chapter, "h1", order=next(order), tour="t", heading="개요", text="□ 목적\n○ 본다.", author="p1"),
    ]  # fmt: skip


def submit(notebook: Notebook, *names: str, verdict: str = SUBMITTED, author: str = "p1", reason: str = "") -> None:
    from db.standing import standing

    for name in names:
        heads = standing(notebook.reader, [name])[name].heads
        notebook.commit([create(Decision, object=name, verdict=verdict, author=author, heads=heads, reason=reason)])


@pytest.fixture
def path(tmp_path: Path, home: Path) -> Path:
    """The notebook on disk, closed."""
    return stored(tmp_path, edits())


class Desk(WindowDesk):
    """What is in the window of one person."""

    def open(self, object_id: str) -> WritingPage:
        self.window.go(object_id)
        self.qtbot.wait(5)
        return self.writing

    def become(self, person: str) -> None:
        """Somebody else writes from now on."""
        self.window.set_person(person)
        self.settle()

    def settle(self) -> None:
        """What was built anew takes its place."""
        self.qtbot.wait(20)
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)
        self.qtbot.wait(20)

    @property
    def writing(self) -> WritingPage:
        page = self.page
        assert isinstance(page, WritingPage)
        return page

    @property
    def review(self) -> Review:
        return self.writing.review

    def editor(self, object_id: str = "n1", field: str = "text") -> OutlineEditor:
        writing = self.writing.fields.autosave.writing(object_id, field)
        assert writing is not None
        assert isinstance(writing.widget, OutlineEditor)
        return writing.widget

    def line(self, object_id: str, field: str) -> LineField:
        writing = self.writing.fields.autosave.writing(object_id, field)
        assert writing is not None
        assert isinstance(writing.widget, LineField)
        return writing.widget

    def choose(self, words: str, object_id: str = "n1", field: str = "text") -> OutlineEditor:
        """Select words in a text, as a person would."""
        editor = self.editor(object_id, field)
        found = editor.document().find(words)
        assert not found.isNull(), words
        editor.setTextCursor(found)
        editor.setFocus()
        return editor

    def caret(self, editor: OutlineEditor, at: int) -> None:
        cursor = QTextCursor(editor.document())
        cursor.setPosition(at)
        editor.setTextCursor(cursor)

    def type(self, text: str) -> None:
        from tests.desktop.editor.typing import commit

        commit(self.focus, text)

    @property
    def composer(self) -> Composer:
        found = [each for each in self.page.findChildren(Composer) if each.isVisible()]
        assert len(found) == 1
        return found[0]

    @property
    def composing(self) -> bool:
        return any(each.isVisible() for each in self.page.findChildren(Composer))

    def send(self, code: Qt.Key = Qt.Key.Key_Return, held: Qt.KeyboardModifier = CTRL) -> None:
        self.key(code, held)

    def threads(self, object_id: str = "n1") -> tuple[Thread, ...]:
        return threads(self.reader, object_id)

    def comment(self, words: str, text: str, object_id: str = "n1", field: str = "text") -> str:
        """Leave a comment by keys; answers the id of its thread."""
        before = {each.id for each in self.threads(object_id)}
        self.choose(words, object_id, field)
        self.key(Qt.Key.Key_M, CTRL_ALT)
        self.type(text)
        self.send()
        self.qtbot.wait(5)
        (name,) = {each.id for each in self.threads(object_id)} - before
        return name

    def suggest(self, words: str, instead: str, object_id: str = "n1") -> str:
        before = {each.id for each in self.threads(object_id)}
        self.choose(words, object_id)
        self.key(Qt.Key.Key_S, CTRL_ALT)
        QTest.keyClick(self.focus, Qt.Key.Key_Delete)
        self.type(instead)
        self.send()
        self.qtbot.wait(5)
        (name,) = {each.id for each in self.threads(object_id)} - before
        return name


@pytest.fixture
def desk_of(make_window: Callable[..., MainWindow], path: Path, qtbot: QtBot) -> Callable[..., Desk]:
    """desk_of(person="r1", language="ko") shows that person's window."""

    def make(person: str = "r1", language: str = "ko") -> Desk:
        return Desk(seated(make_window(path, language), person, qtbot), qtbot)

    return make


@pytest.fixture
def desk(desk_of: Callable[..., Desk]) -> Desk:
    return desk_of()
