"""Bands have the height their words need, however many come, and whatever the width."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFrame, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from desktop.messages import Level, Step

MakeWindow = Callable[..., MainWindow]


@pytest.mark.parametrize("width", [1440, 800])
@pytest.mark.parametrize("page", ["h1", "n1"])
def test_no_band_is_squeezed(width: int, page: str, make_window: MakeWindow, tour_path: Path, qtbot: QtBot) -> None:
    window = make_window(tour_path)
    window.resize(width, 700)
    window.go(page)
    qtbot.wait(20)
    messages = window.context().messages
    steps = [Step("window.band.close", lambda: None)] * 2
    messages.tell(Level.INFO, "window.import.done", *steps, topic="one", name="보고서.txt", count=3)
    qtbot.wait(20)
    messages.tell(Level.WARNING, "window.import.done", topic="two", count=4, name="긴 말 " * 60)
    messages.tell(Level.INFO, "window.import.done", *steps, topic="three", name="보고서.txt", count=3)
    for text_size in (100, 200):
        window.set_text_size(text_size)
        qtbot.wait(20)
        frames = [each for each in window.bands.findChildren(QFrame) if each.property("look") and each.isVisible()]
        bands = [each for each in frames if str(each.property("look")).startswith("band_")]
        assert len(bands) == 3
        for band in bands:
            words = max(band.findChildren(QLabel), key=lambda each: len(each.text()))
            assert words.height() >= words.heightForWidth(words.width()) > 0
            assert band.rect().contains(words.geometry())


def test_buttons_leave_the_words_most_of_the_line(make_window: MakeWindow, tour_path: Path, qtbot: QtBot) -> None:
    window = make_window(tour_path)
    window.resize(1024, 700)
    steps = [Step("places.copy", lambda: None), Step("places.reopen", lambda: None)]
    window.context().messages.tell(Level.INFO, "window.import.done", *steps, topic="one", name="긴 말 " * 20, count=3)
    for text_size, beside in ((100, True), (200, False), (100, True)):
        window.set_text_size(text_size)
        qtbot.wait(20)
        words = max(window.bands.findChildren(QLabel), key=lambda each: len(each.text()))
        press = window.bands.findChildren(QPushButton)[0]
        assert (press.geometry().top() < words.geometry().bottom()) is beside
        assert words.width() > window.bands.width() * 0.5
