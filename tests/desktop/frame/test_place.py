"""Where the window comes back, and that dialogs fit the screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QDialog, QPushButton
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from desktop.operations import Pool
from desktop.window_state import FIRST, WindowState, fitted
from exporters.base import Progress

MakeWindow = Callable[..., MainWindow]
SCREENS = [QRect(0, 0, 1440, 900), QRect(1440, 100, 1920, 1080)]
side = st.integers(-5000, 5000)


@given(side, side, st.integers(1, 4000), st.integers(1, 4000))
def test_the_window_is_always_whole_on_one_screen(x: int, y: int, width: int, height: int) -> None:
    found = fitted(QRect(x, y, width, height), SCREENS)
    assert any(screen.contains(found) for screen in SCREENS)
    assert fitted(found, SCREENS) == found
    if any(screen.contains(QRect(x, y, width, height)) for screen in SCREENS):
        assert found == QRect(x, y, width, height)


def test_a_screen_that_is_gone_or_nothing_remembered() -> None:
    assert fitted(QRect(2000, 200, 800, 600), SCREENS[:1]) == QRect(640, 200, 800, 600)
    assert fitted(QRect(), SCREENS[1:]).size() == FIRST.size()
    assert fitted(QRect(), [QRect(0, 0, 1024, 700)]) == QRect(0, 0, 1024, 700)
    assert fitted(QRect(5, 6, 700, 500), []) == QRect(5, 6, 700, 500)


@pytest.mark.parametrize("written", ["", "a b c d", "1 2 3", "1 2 3 4 5"])
def test_a_damaged_memory_of_the_place_reads_as_none(written: str, tmp_path: Path) -> None:
    file = tmp_path / "window.ini"
    file.write_text(f"[window]\nplace={written}\n", encoding="utf-8")
    assert WindowState(file).place.isNull()


def test_the_window_does_not_creep(make_window: MakeWindow, tour_path: Path) -> None:
    window = make_window(tour_path)
    window.setGeometry(QRect(QPoint(20, 60), window.minimumSize()))
    found = []
    for _ in range(3):
        window.close()
        window = make_window(tour_path)
        found.append(window.geometry())
    assert found == [QRect(QPoint(20, 60), window.minimumSize())] * 3


@pytest.mark.parametrize("name", ["new", "export", "keys", "about"])
def test_a_dialog_at_200_per_cent_stays_on_the_screen(
    name: str, make_window: MakeWindow, tour_path: Path, qtbot: QtBot
) -> None:
    window = make_window(tour_path)
    window.set_text_size(200)
    window.actions_[name].trigger()
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(QDialog)))
    qtbot.wait(20)
    dialog = next(each for each in window.findChildren(QDialog) if each.isVisible())
    room = window.screen().availableGeometry().size()
    assert dialog.width() <= room.width()
    assert dialog.height() <= room.height()
    for press in dialog.findChildren(QPushButton):
        if press.isDefault():
            assert dialog.rect().contains(press.mapTo(dialog, press.rect().bottomRight()))
    dialog.reject()


def test_work_that_is_cut_short_by_closing_answers_nobody(qtbot: QtBot) -> None:
    pool, heard = Pool(), list[object]()

    def work(progress: Progress) -> str:
        return "done"

    task = pool.start(work)
    for signal in (task.done, task.failed, task.cancelled, task.finished):
        signal.connect(lambda *values: heard.append(values))
    pool.close()
    qtbot.wait(20)
    assert heard == []
