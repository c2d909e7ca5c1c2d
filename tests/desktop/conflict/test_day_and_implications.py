"""What was written apart about a day or an implication stands on its page."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.edits import create
from db.records import Implication, Takeaway
from desktop.models.conflicts import spots
from desktop.panes.day.day import DayPage
from desktop.panes.implications.implications import ImplicationsPage
from desktop.panes.writing import WritingPage
from tests.desktop.conflict.conftest import Two
from tests.desktop.conflict.test_texts import ALT, CTRL, opened, press
from tests.desktop.seats import on_screen


def shown(two: Two, page: WritingPage, key: str, qtbot: QtBot) -> WritingPage:
    on_screen(page, 1100, 800, qtbot)
    two.operations.changed.connect(page.refresh)  # type: ignore[attr-defined]
    page.show_object(key)  # type: ignore[attr-defined]
    return page


def test_a_remark_on_a_day(two: Two, qtbot: QtBot) -> None:
    two.operations.commit([create(Takeaway, "r1", tour="t", author="p1", date="2031-06-12", text="하루였다.")])
    two.give()
    two.parted("r1", "text", "긴 하루였다.", "짧은 하루였다.")
    assert [spot.page for spot in spots(two.here.reader)] == ["day:2031-06-12"]
    page = shown(two, DayPage(two.context, date(2031, 6, 12)), "day:2031-06-12", qtbot)
    opened(page, "r1", "text")
    press(Qt.Key.Key_1, ALT)
    press(Qt.Key.Key_Return, CTRL)
    assert two.value("r1", "text") == "긴 하루였다."
    assert spots(two.here.reader) == ()
    page.leave()


def test_an_implication(two: Two, qtbot: QtBot) -> None:
    two.operations.commit([create(Implication, "i1", order="a0", tour="t", text="지도를 만든다.", horizon="단기")])
    two.give()
    two.parted("i1", "text", "지도를 새로 만든다.", "지도를 고친다.")
    two.parted("i1", "horizon", "중기", "장기")
    assert [(spot.page, spot.field) for spot in spots(two.here.reader)] == [
        ("implications", "text"), ("implications", "horizon"),
    ]  # fmt: skip
    page = shown(two, ImplicationsPage(two.context), "implications", qtbot)
    opened(page, "i1", "text")
    press(Qt.Key.Key_2, ALT)
    press(Qt.Key.Key_Return, CTRL)
    assert two.value("i1", "text") == "지도를 고친다."
    opened(page, "i1", "horizon")
    press(Qt.Key.Key_1, ALT)
    assert two.value("i1", "horizon") == "중기"
    page.leave()
