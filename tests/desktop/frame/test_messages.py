"""The hub keeps what is said before anybody listens, and bands say it in the window's language."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

import resources
from db.errors import KnownError
from desktop.app import application
from desktop.messages import Level, Message, Messages, Step
from desktop.panes.bands import Bands
from desktop.theme import Theme


@pytest.fixture
def bands(qtbot: QtBot) -> tuple[Bands, Messages]:
    application()
    messages = Messages()
    bands = Bands(messages, Theme.load(), resources.sentences("ko"))
    qtbot.addWidget(bands)
    return bands, messages


def test_what_is_told_before_a_window_listens_is_kept_in_order(qtbot: QtBot) -> None:
    messages, told = Messages(), []
    messages.told.connect(lambda message: told.append(message.key))
    messages.tell(Level.INFO, "one")
    messages.tell(Level.INFO, "two")
    messages.withdraw("one")
    assert told == []
    messages.listen()
    messages.tell(Level.INFO, "three")
    assert told == ["two", "three"]


def test_a_later_message_of_the_same_topic_takes_its_place(bands: tuple[Bands, Messages]) -> None:
    shown, messages = bands
    messages.listen()
    messages.tell(Level.INFO, "window.import.undone", topic="import")
    messages.tell(Level.INFO, "window.import.nothing", topic="import")
    assert shown.texts() == [resources.sentences("ko")("window.import.nothing")]
    messages.withdraw("import")
    assert shown.texts() == []
    assert shown.isHidden()


def test_news_takes_the_place_of_older_news_and_of_nothing_else(bands: tuple[Bands, Messages]) -> None:
    shown, messages = bands
    say = resources.sentences("ko")
    messages.listen()
    messages.tell(Level.WARNING, "exchange.left_out", count=2)
    messages.news("exchange.made", topic="in", name="항만", place="/여기")
    messages.news("coverage.saved", topic="csv", name="현황.csv")
    assert shown.texts() == [say("coverage.saved", name="현황.csv"), say("exchange.left_out", count=2)]
    messages.tell(Level.INFO, "window.import.nothing", topic="import")
    assert len(shown.texts()) == 3


def test_a_known_error_becomes_its_sentence_and_a_fault_is_raised(bands: tuple[Bands, Messages]) -> None:
    shown, messages = bands
    messages.listen()
    messages.error(KnownError("errors.exists", path="/somewhere/x.notebook"))
    assert "x.notebook" in shown.texts()[0]
    with pytest.raises(ZeroDivisionError):
        messages.error(ZeroDivisionError())


def test_a_step_is_done_once_and_its_band_goes(bands: tuple[Bands, Messages]) -> None:
    shown, messages = bands
    done: list[int] = []
    messages.listen()
    messages.tell(Level.ERROR, "window.import.nothing", Step("window.import.undo", lambda: done.append(1)))
    press = next(each for each in shown.findChildren(QPushButton) if each.text() == "들이기 되돌리기")
    press.click()
    assert done == [1]
    assert shown.texts() == []


def test_bands_change_their_language_at_once(bands: tuple[Bands, Messages]) -> None:
    shown, messages = bands
    messages.listen()
    messages.tell(Level.WARNING, "window.import.done", name="a.txt", count=28)
    shown.speak(Theme.load(), resources.sentences("en"))
    assert shown.texts() == ["a.txt: objects imported: 28."]


def test_a_message_knows_its_sentence() -> None:
    message = Message(Level.INFO, "window.status.saved", {"time": "22:58"})
    assert message.text(resources.sentences("ko")) == "저장됨 22:58"
