"""What setting a tour up, and joining one, costs in keys and clicks: counted from an open notebook."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from db.records import Person, Team, Visit
from desktop.dialogs.pasted_table import PastedTableDialog
from desktop.main_window import MainWindow
from desktop.panes.tour.tour import TourPage
from desktop.panes.who import WhoBand
from tests.desktop.editor.typing import hangul

ITINERARY = (
    "일자\t시간\t국가\t도시\t방문기관\t내용\n6.9(월)\t13:00\t한국\t인천\t\t인천 출국\n"
    "6.10(화)\t09:30~11:40\t네덜란드\t로테르담\t물류청\t브리핑\n\t14:00\t\t\t기후적응과\t견학\n"
)
ROSTER = (
    "성명\t소속\t직급\t조\t연락처\n오세린\t남해시\t과장\t3조\t010-1234-5678\n유하준\t북해시\t대리\t3조\t010-1234-5679\n"
)


class Hand:
    """Presses keys and clicks, and counts them."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot, self.count = qtbot, 0

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.count += 1
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, modifiers)

    def click(self, widget: QWidget) -> None:
        self.count += 1
        assert widget.isVisible()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def _paste(hand: Hand, qtbot: QtBot, window: MainWindow) -> None:
    """Ctrl+V, the preview, and Enter."""
    hand.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    (dialog,) = [each for each in window.findChildren(PastedTableDialog) if each.isVisible()]
    qtbot.waitUntil(lambda: dialog.model.rowCount() > 0)
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.waitUntil(dialog.table.hasFocus)
    hand.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not isValid(dialog) or not dialog.isVisible())
    window.activateWindow()  # as a window manager does
    qtbot.waitUntil(window.isActiveWindow)


def test_a_coordinator_makes_the_tour_in_six_keys_and_clicks(
    window: MainWindow, qtbot: QtBot, copied: Callable[[str], None]
) -> None:
    hand = Hand(qtbot)
    reader = window.context().notebook.reader
    hand.press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    page = window.findChildren(TourPage)[0]
    qtbot.waitUntil(page.itinerary.view.hasFocus)
    copied(ITINERARY)
    _paste(hand, qtbot, window)
    assert [visit.institution for visit in reader.all(Visit)][-2:] == ["물류청", "기후적응과"]
    hand.click(page.tabs[1])
    copied(ROSTER)
    qtbot.waitUntil(page.people.tree.hasFocus)
    _paste(hand, qtbot, window)
    assert {"오세린", "유하준"} <= {person.name for person in reader.all(Person)}
    assert [team.name for team in reader.all(Team)] == ["1조", "2조", "3조"]
    assert hand.count == 6


def test_who_are_you_is_one_click(window: MainWindow, qtbot: QtBot) -> None:
    hand = Hand(qtbot)
    band = window.findChildren(WhoBand)[0]
    names = [each for each in band.findChildren(QWidget) if getattr(each, "text", str)() == "서이준 · 2조"]
    hand.click(names[0])
    assert window.context().person == "p3"
    assert hand.count == 1
    qtbot.waitUntil(lambda: not [each for each in window.findChildren(WhoBand) if each.isVisible()])


def test_who_are_you_by_letters_and_enter(window: MainWindow, qtbot: QtBot) -> None:
    band = window.findChildren(WhoBand)[0]
    assert not band.name.hasFocus(), "it is never in the way"
    band.name.setFocus()
    hangul(band.name, "서이")
    hand = Hand(qtbot)
    hand.press(Qt.Key.Key_Return)
    assert window.context().person == "p3"
