"""Where there is little room, nothing is cut: the navigator becomes a drawer, the side goes under the centre."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from desktop.panes.flow import FlowLayout
from desktop.panes.home.home import HomePage
from desktop.panes.parts import Elided
from desktop.workspace import Workspace

MakeWindow = Callable[..., MainWindow]


def _space(window: MainWindow) -> Workspace:
    assert window.workspace is not None
    return window.workspace


def _settle() -> None:
    for _ in range(3):
        QApplication.processEvents()


def test_the_navigator_is_a_drawer_in_a_narrow_window_and_comes_back(
    make_window: MakeWindow, tour_path: Path, qtbot: QtBot
) -> None:
    window = make_window(tour_path)
    window.resize(1440, 800)
    _settle()
    space = _space(window)
    assert space.navigator.isVisible()
    assert space.navigator.parent() is space.splitter
    window.resize(900, 800)
    _settle()
    assert not space.navigator.isVisible()
    lines = window.tools.findChildren(QToolButton)[0]
    assert lines.isVisible()
    lines.click()
    assert space.navigator.isVisible()
    assert space.stack.geometry().width() > 800
    window.resize(1440, 800)
    _settle()
    assert space.navigator.parent() is space.splitter
    assert space.navigator.isVisible()
    assert not lines.isVisible()


def test_the_drawer_goes_when_something_is_chosen_or_escape_is_pressed(
    make_window: MakeWindow, tour_path: Path
) -> None:
    window = make_window(tour_path)
    window.resize(900, 800)
    _settle()
    navigator = _space(window).navigator
    for escape in (False, True):
        window.actions_["navigator"].trigger()
        assert navigator.isVisible()
        if escape:
            _escape(navigator.tree)
        else:
            navigator.tree.clicked.emit(navigator.model.find("home"))
        assert not navigator.isVisible()
        assert not window.actions_["navigator"].isChecked()


def _escape(widget: QWidget) -> None:
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget, key)


def test_nothing_of_home_is_wider_than_its_page_at_any_text_size(
    make_window: MakeWindow, tour_path: Path, qtbot: QtBot
) -> None:
    for language in ("ko", "en"):
        window = make_window(tour_path, language)
        window.resize(1440, 900)
        for size in (100, 125, 150, 200):
            window.set_text_size(size)
            _settle()
            page = _space(window).stack.currentWidget()
            assert isinstance(page, HomePage)
            area = page.findChild(QScrollArea)
            assert area is not None
            inside = area.widget()
            assert inside is not None
            assert inside.minimumSizeHint().width() <= area.viewport().width(), (language, size)
        window.close()


def test_a_flow_goes_on_in_the_next_line(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    flow = FlowLayout(10, 4, box)
    parts = [QWidget() for _ in range(3)]
    for part in parts:
        part.setFixedSize(100, 20)
        flow.addWidget(part)
    assert flow.heightForWidth(320) == 20
    assert flow.heightForWidth(319) == 44
    assert flow.heightForWidth(50) == 68
    box.resize(220, 100)
    box.show()
    _settle()
    assert [part.pos().toTuple() for part in parts] == [(0, 0), (110, 0), (0, 24)]


def test_a_line_that_does_not_fit_is_told_by_its_tool_tip(qtbot: QtBot) -> None:
    words = Elided("아주 긴 이름을 가진 기관의 아주 긴 글 제목")
    qtbot.addWidget(words)
    words.resize(60, 20)
    words.show()
    qtbot.waitUntil(lambda: words.toolTip() == words.text())
    words.resize(900, 20)
    qtbot.waitUntil(lambda: words.toolTip() == "")
