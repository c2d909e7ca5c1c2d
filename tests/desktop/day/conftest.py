"""A tour with a delegation, three visits on one day, and the window of one of its people."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from db.edits import Edit, create
from db.notebook import Notebook
from db.order import keys
from db.queries import Reader
from db.records import Contact, Figure, Note, Person, Question, Takeaway, Team, Tour, Visit
from desktop.dialogs.sending import SendDialog
from desktop.main_window import MainWindow
from desktop.panes.day.day import DayPage
from tests.desktop.frame.conftest import TODAY, make_window
from tests.desktop.seats import seated, stored

__all__ = ["make_window"]

DAY = f"day:{TODAY.isoformat()}"


def edits() -> list[Edit]:
    """a, b and c are today's visits; p1 keeps the record of a; p2 wrote of a."""
    order = iter(keys(40))
    made = [
        create(Tour, "t", order=next(order), title="항만 연수", start="2031-06-09", end="2031-06-12"),
        create(Team, "m1", order=next(order), tour="t", name="1조"),
        create(Person, "p1", order=next(order), tour="t", team="m1", name="문지안"),
        create(Person, "p2", order=next(order), tour="t", team="m1", name="한도영"),
        create(Person, "p3", order=next(order), tour="t", name="이선경", role="coordinator"),
        create(Person, "p4", order=next(order), tour="t", name="오가람", role="reviewer"),
    ]
    for name, day, start in (
        ("z", "2031-06-10", "10:00"), ("a", "2031-06-11", "09:30"), ("b", "2031-06-11", "13:30"),
        ("c", "2031-06-11", "16:00"), ("d", "2031-06-12", "10:00"),
    ):  # fmt: skip
        made.append(
            create(Visit, name, order=next(order), tour="t", institution=f"기관 {name}", date=day, start_time=start,
                   end_time="17:00", city="로테르담", address="Kade 1",
                   recorders=("p1",) if name == "a" else ()),
        )  # fmt: skip
        made.append(create(Contact, f"k{name}", order=next(order), visit=name, name="M. de Wit"))
    return [
        *made,
        create(Note, "n1", order=next(order), visit="a", heading="운영", text="○ 배가 기다리지 않는다."),
        create(Question, "q1", order=next(order), visit="b", question="예산은?", answer="정해져 있다.", asker="p1"),
        create(Question, "q2", order=next(order), visit="b", question="누가?", answer="공사가.", asker="p2"),
        create(Takeaway, "s2", order=next(order), visit="a", tour="t", text="남의 글.", author="p2", team="m1"),
        create(Figure, "f1", order=next(order), visit="a", caption="관제실", credit="문지안"),
    ]


@pytest.fixture
def path(tmp_path: Path, home: Path) -> Path:
    """The notebook on disk, closed."""
    return stored(tmp_path, edits())


class Desk:
    """The window of one person, what is in it, and the keys and clicks that were needed."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot, self.pressed = window, qtbot, 0
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)

    @property
    def notebook(self) -> Notebook:
        return self.window.context().notebook

    @property
    def reader(self) -> Reader:
        return self.notebook.reader

    @property
    def page(self) -> QWidget:
        assert self.window.workspace is not None
        page = self.window.workspace.stack.currentWidget()
        assert page is not None
        return page

    @property
    def day(self) -> DayPage:
        page = self.page
        assert isinstance(page, DayPage)
        return page

    @property
    def primary(self) -> QPushButton:
        """The window's one main button."""
        assert self.window.tools.primary is not None
        return self.window.tools.primary

    @property
    def focus(self) -> QWidget:
        focus = QApplication.focusWidget()
        assert focus is not None
        return focus

    def key(self, code: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """One key, as a person presses it: shortcuts of the window hear it first."""
        self.pressed += 1
        QTest.keyClick(self.focus, code, held)

    def send(self, code: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """The same to the focus alone."""
        self.pressed += 1
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.sendEvent(self.focus, QKeyEvent(kind, code, held))

    def click(self, widget: QWidget) -> None:
        self.pressed += 1
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def act(self, name: str) -> None:
        """An action by its one shortcut."""
        self.pressed += 1
        assert self.window.actions_[name].isEnabled(), name
        assert not self.window.actions_[name].shortcut().isEmpty(), name
        self.window.actions_[name].trigger()

    def asked(self) -> SendDialog:
        """The dialog that shows how a bundle is made, once it takes keys."""
        dialog = next(each for each in self.window.findChildren(SendDialog) if each.isVisible())
        self.qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    def hand_in(self) -> None:
        """Hand the open day in: one press shows how, the other does it."""
        self.click(self.primary)
        self.click(self.asked().save)
        self.sent()

    def sent(self) -> None:
        """Wait until the bundle is made, and the dialog gone."""
        self.qtbot.waitUntil(lambda: not self.window.findChildren(SendDialog), timeout=20000)

    def undo(self) -> None:
        stack = self.window.context().operations.undo
        self.window.actions_["undo"].trigger()
        self.qtbot.waitUntil(lambda: not stack.busy)

    def note(self) -> str:
        """What the status bar says."""
        return " ".join(str(getattr(each, "text", str)()) for each in self.window.status.findChildren(QWidget))


@pytest.fixture
def desk_of(make_window: Callable[..., MainWindow], path: Path, qtbot: QtBot) -> Callable[..., Desk]:
    """desk_of(person="p1", language="ko") shows that person's window, at home."""

    def make(person: str = "p1", language: str = "ko") -> Desk:
        return Desk(seated(make_window(path, language), person, qtbot), qtbot)

    return make


@pytest.fixture
def desk(desk_of: Callable[..., Desk]) -> Desk:
    return desk_of()
