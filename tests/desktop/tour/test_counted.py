"""What setting a tour up, and joining one, costs in keys and clicks: counted from an open notebook."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from db.records import Note, Person, Team, Visit
from desktop.dialogs.pasted_table import PastedTableDialog
from desktop.editor.outline_editor import OutlineEditor
from desktop.main_window import MainWindow
from desktop.panes.tour.tour import TourPage
from desktop.panes.visit.visit import VisitPage
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
    qtbot.waitUntil(lambda: bool(window.findChildren(TourPage)))
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
    qtbot.waitUntil(band.name.hasFocus)  # the question has the keys, until it is answered or put off
    hangul(band.name, "서이")
    hand = Hand(qtbot)
    hand.press(Qt.Key.Key_Return)
    assert window.context().person == "p3"


def be(window: MainWindow, qtbot: QtBot, name: str) -> None:
    """Answer who writes here."""
    band = window.findChildren(WhoBand)[0]
    (press,) = [each for each in band.findChildren(QWidget) if getattr(each, "text", str)() == name]
    QTest.mouseClick(press, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not [each for each in window.findChildren(WhoBand) if each.isVisible()])
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def writing(window: MainWindow, qtbot: QtBot, entry: str) -> OutlineEditor:
    """The text of an entry, opened, with the caret."""
    window.go(entry)
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), OutlineEditor))
    field = QApplication.focusWidget()
    assert isinstance(field, OutlineEditor)
    return field


def test_a_recorder_is_named_in_three_keys_and_clicks(window: MainWindow, qtbot: QtBot) -> None:
    """Coordinator 17: from the itinerary; two letters of the name are content."""
    be(window, qtbot, "강도윤")
    window.go("tour")
    page = window.findChildren(TourPage)[0]
    page.itinerary.view.setCurrentIndex(page.itinerary.model.find("v2"))
    qtbot.waitUntil(page.itinerary.view.hasFocus)
    hand = Hand(qtbot)
    hand.press(Qt.Key.Key_Return)
    assert window.current == "v2"
    (visit,) = [each for each in window.findChildren(VisitPage) if each.isVisible()]
    if not visit.header.fold.isChecked():  # once for all visits: it is remembered
        visit.header.fold.click()
    line = visit.header.recorders
    assert line is not None
    qtbot.waitUntil(line.isVisible)
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), OutlineEditor))
    hand.click(line)
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    hangul(line, "서이")
    hand.press(Qt.Key.Key_Return)
    hand.press(Qt.Key.Key_Return)
    found = window.context().notebook.reader.get("v2")
    assert isinstance(found, Visit)
    assert found.recorders == ("p3",)
    assert hand.count <= 4


def test_a_wrong_paste_is_undone_by_one_key_after_another_visit_was_seen(window: MainWindow, qtbot: QtBot) -> None:
    """Participant 8."""
    be(window, qtbot, "한도영 · 1조")
    reader = window.context().notebook.reader
    field = writing(window, qtbot, "n1")
    field.insert_pasted("\n○ 잘못 붙인 글\n- 그 아래")
    window.go("v1")
    field = writing(window, qtbot, "n1")
    assert "잘못 붙인" in str([note.text for note in reader.all(Note)])
    hand = Hand(qtbot)
    hand.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: field.toPlainText() == "○ 본다.")
    assert hand.count == 1


def test_size_is_one_key_and_language_and_colours_three_presses_with_the_caret_where_it_was(
    window: MainWindow, qtbot: QtBot
) -> None:
    """Participant 13."""
    be(window, qtbot, "한도영 · 1조")
    field = writing(window, qtbot, "n1")
    field.place_caret(2)
    hand = Hand(qtbot)
    hand.press(Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    assert window.theme.text_size > 100
    for words in ("English", "Dark", "한국어"):
        path = _in_menus(window.menuBar().actions(), words)
        assert path, words
        assert len(path) <= 3, [each.text() for each in path]
        path[-1].trigger()
        qtbot.waitUntil(lambda: isinstance(window.focusWidget(), OutlineEditor))
        kept = window.focusWidget()
        assert isinstance(kept, OutlineEditor)
        assert kept.textCursor().position() == 2
    assert window.theme.name == "dark"


def _in_menus(actions: Sequence[QAction], words: str) -> list[QAction]:
    """The way through the menus to an action of that name."""
    for action in actions:
        if action.text().replace("&", "") == words:
            return [action]
        menu = action.menu()
        if isinstance(menu, QMenu) and (found := _in_menus(menu.actions(), words)):
            return [action, *found]
    return []
