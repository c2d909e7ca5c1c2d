"""The window as it is used: welcome, opening, walking about, changing language and size, closing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

import resources
from db.edits import Draft
from db.notebook import Notebook
from db.records import Note, Tour
from db.settings import Settings
from desktop.dialogs.new_notebook import NewNotebookDialog, folder_name
from desktop.main_window import MainWindow
from desktop.models.outline import HOME
from desktop.panes.home.home import HomePage
from desktop.panes.parts import Press
from desktop.panes.welcome import WelcomePage
from desktop.window_state import WindowState
from desktop.workspace import Workspace
from tests.desktop.frame.defining import export_dialog

MakeWindow = Callable[..., MainWindow]


def _words(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text()]


def _space(window: MainWindow) -> Workspace:
    assert window.workspace is not None
    return window.workspace


def _press(widget: QWidget, key: Qt.Key) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier))


def test_without_a_notebook_the_window_offers_the_ways_to_begin(make_window: MakeWindow) -> None:
    window = make_window()
    page = window.findChild(WelcomePage)
    assert page is not None
    ways = [card.objectName() for card in page.findChildren(Press)]
    assert ways == ["welcome_receive", "welcome_new", "welcome_open", "welcome_import", "welcome_sample"]
    assert not window.actions_["export"].isEnabled()


def test_a_known_notebook_is_listed_and_opens_by_enter(make_window: MakeWindow, tour_path: Path) -> None:
    make_window(tour_path).close()
    window = make_window()
    page = window.findChild(WelcomePage)
    assert page is not None
    known = page.findChildren(Press)[-1]
    assert known.accessibleName() == "항만 연수"
    _press(known, Qt.Key.Key_Return)
    assert _space(window).current == HOME
    assert window.windowTitle().startswith("항만 연수")


def test_a_new_notebook_is_made_from_the_dialog(make_window: MakeWindow, tmp_path: Path) -> None:
    window = make_window()
    window.errands.ask_new()
    dialog = window.findChild(NewNotebookDialog)
    assert dialog is not None
    assert not dialog.make.isEnabled()
    dialog.title.setText("새 연수: 물/항만?")
    dialog.path.setText(str(tmp_path / folder_name(dialog.title.text())))
    dialog.countries.setText("네덜란드, 독일 · 덴마크")
    dialog.start.setDate(QDate(2031, 6, 9))
    dialog.end.setDate(QDate(2031, 6, 12))
    dialog.make.click()
    made = tmp_path / "새 연수 물 항만.notebook"
    notebook = window._session.notebook
    assert notebook is not None
    assert notebook.path == made
    tour = notebook.reader.tour()
    assert isinstance(tour, Tour)
    assert (tour.title, tour.start, tour.end) == ("새 연수: 물/항만?", "2031-06-09", "2031-06-12")
    assert tour.countries == ("네덜란드", "독일", "덴마크")


def test_there_is_nothing_to_undo_in_a_new_notebook(make_window: MakeWindow, tmp_path: Path, qtbot: QtBot) -> None:
    """What was typed in the dialog that made it is gone with the dialog."""
    window = make_window()
    window.activateWindow()
    window.errands.ask_new()
    dialog = window.findChild(NewNotebookDialog)
    assert dialog is not None
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.title.setFocus()
    qtbot.keyClicks(dialog.title, "Ports")  # type: ignore[no-untyped-call]
    assert window.actions_["undo"].isEnabled()
    dialog.path.setText(str(tmp_path / "Ports.notebook"))
    dialog.make.click()
    assert window._session.notebook is not None
    assert not window.actions_["undo"].isEnabled()
    qtbot.waitUntil(lambda: window.findChild(NewNotebookDialog) is None)
    assert not window.actions_["undo"].isEnabled()


def test_the_dialog_refuses_a_taken_place_and_says_so(make_window: MakeWindow, tour_path: Path) -> None:
    window = make_window()
    window.errands.ask_new()
    dialog = window.findChild(NewNotebookDialog)
    assert dialog is not None
    dialog.title.setText("x")
    dialog.path.setText(str(tour_path))
    assert not dialog.make.isEnabled()
    assert "항만 연수.notebook" in dialog.reason.text()
    dialog.reject()


def test_what_cannot_be_opened_is_told_in_a_band_and_the_open_one_stays(
    make_window: MakeWindow, tour_path: Path, tmp_path: Path
) -> None:
    window = make_window(tour_path)
    (tmp_path / "leer.notebook").mkdir()
    assert not window._session.open(tmp_path / "leer.notebook")
    assert len(window.bands.texts()) == 1
    assert window._session.notebook is not None
    assert window._session.notebook.path == tour_path
    assert not window._session.open(tmp_path / "nowhere.notebook")
    assert len(window.bands.texts()) == 1


def test_a_locked_notebook_is_offered_for_reading(make_window: MakeWindow, tour_path: Path) -> None:
    with Notebook.open(tour_path):
        window = make_window()
        assert not window._session.open(tour_path)
        assert len(window.bands.texts()) == 1
        assert window._session.open_to_read(tour_path)
        assert window._session.notebook is not None
        assert window._session.notebook.read_only
        assert "읽기만" in window.bands.texts()[0]
        window.close()


def test_language_changes_everything_at_once_and_stays(
    make_window: MakeWindow, tour_path: Path, home: Path, qtbot: QtBot
) -> None:
    window = make_window(tour_path)
    assert "확인할 것" in _words(window)
    window.set_language("en")
    qtbot.waitUntil(lambda: "To check" in _words(window))
    assert "확인할 것" not in _words(window)
    assert [action.text() for action in window.menuBar().actions()][0] == "File"
    assert window.actions_["import"].text() == "Import text…"
    assert Settings.load(home).language == "en"


def test_text_size_grows_everything_and_is_remembered(make_window: MakeWindow, tour_path: Path, home: Path) -> None:
    window = make_window(tour_path)
    before = window.status.height()
    window.actions_["larger"].trigger()
    window.actions_["larger"].trigger()
    assert window.theme.text_size == 125
    assert window.status.height() > before
    window.close()
    assert WindowState(home / "window.ini").text_size == 125
    window.set_text_size(200)
    window.actions_["larger"].trigger()
    assert window.theme.text_size == 200


def test_saved_appears_only_after_a_commit(make_window: MakeWindow, tour_path: Path, qtbot: QtBot) -> None:
    window = make_window(tour_path)
    assert window.status.saved_at == ""
    operations = window.context().operations
    with qtbot.waitSignal(operations.saved):
        operations.keep_draft(Draft("n1", "note", "text", "○ 새 글\n"))
    assert window.status.saved_at != ""
    assert any(word.startswith("저장됨 ") for word in _words(window.status))


def test_what_was_typed_is_a_revision_after_closing_at_once(make_window: MakeWindow, tour_path: Path) -> None:
    window = make_window(tour_path)
    window.context().operations.keep_draft(Draft("n1", "note", "text", "○ 닫기 직전\n"))
    window.close()
    with Notebook.open(tour_path) as notebook:
        note = notebook.reader.get("n1")
        assert isinstance(note, Note)
        assert note.text == "○ 닫기 직전\n"
        assert notebook.reader.drafts() == []


def test_a_day_opens_and_closes_by_click_and_by_key(make_window: MakeWindow, tour_path: Path) -> None:
    space = _space(make_window(tour_path))
    tree, model = space.navigator.tree, space.navigator.model
    day = model.find("day:2031-06-09")
    assert not tree.isExpanded(day)
    tree.clicked.emit(day)
    assert space.current == "day:2031-06-09"
    assert tree.isExpanded(day)
    tree.setCurrentIndex(day)
    _press(tree, Qt.Key.Key_Left)
    assert not tree.isExpanded(day)
    assert tree.isExpanded(model.find("day:2031-06-11"))


def test_f6_walks_through_the_panes_and_back(make_window: MakeWindow, tour_path: Path, qtbot: QtBot) -> None:
    window = make_window(tour_path)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    space = _space(window)
    space.navigator.tree.setFocus()
    walked: list[QWidget] = []
    for _ in range(4):
        window.actions_["next_pane"].trigger()
        focus = QApplication.focusWidget()
        assert focus is not None
        walked.append(focus)
    home = space.stack.currentWidget()
    assert isinstance(home, HomePage)
    assert home.isAncestorOf(walked[0])
    assert home.side.isAncestorOf(walked[1])
    assert window.tools.isAncestorOf(walked[2])
    assert walked[3] is space.navigator.tree
    window.actions_["previous_pane"].trigger()
    focus = QApplication.focusWidget()
    assert focus is not None
    assert window.tools.isAncestorOf(focus)


@pytest.mark.parametrize("language", resources.LANGUAGES)
def test_everything_that_takes_the_focus_has_a_name(make_window: MakeWindow, tour_path: Path, language: str) -> None:
    window = make_window(tour_path, language)
    window.errands.ask_export()
    export_dialog(window)
    window.errands.ask_new()
    nameless = [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and not _name(widget)
    ]
    assert nameless == []
    for dialog in window.findChildren(NewNotebookDialog):
        dialog.reject()


def _name(widget: QWidget) -> str:
    inner = widget.parentWidget()
    if isinstance(widget, QLineEdit) and widget.objectName() == "qt_spinbox_lineedit" and inner is not None:
        return inner.accessibleName()
    text = getattr(widget, "text", lambda: "")
    return widget.accessibleName() or (text() if not isinstance(widget, QLineEdit) else "")


def test_the_buttons_of_the_tool_bar_say_their_keys(make_window: MakeWindow, tour_path: Path) -> None:
    window = make_window(tour_path)
    tips = [tool.toolTip() for tool in window.tools.findChildren(QToolButton)]
    ways = ["뒤로 (Alt+Left)", "앞으로 (Alt+Right)", "되돌리기 (Ctrl+Z)", "다시 하기 (Ctrl+Shift+Z)"]
    assert tips[1:] == [*ways, "연수 전체에서 찾기 (Ctrl+Shift+F)"]


def test_undo_acts_on_the_field_with_the_focus(make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window()
    window.errands.ask_new()
    dialog = window.findChild(NewNotebookDialog)
    assert dialog is not None
    dialog.activateWindow()
    dialog.title.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.title)
    dialog.title.insert("항만")
    window.actions_["undo"].trigger()
    assert dialog.title.text() == ""
    window.actions_["redo"].trigger()
    assert dialog.title.text() == "항만"
    dialog.reject()


def test_the_navigator_can_be_hidden(make_window: MakeWindow, tour_path: Path) -> None:
    window = make_window(tour_path)
    window.actions_["navigator"].trigger()
    assert not _space(window).navigator.isVisible()
    window.set_language("en")
    assert not _space(window).navigator.isVisible()


def test_the_window_comes_back_where_it_was(make_window: MakeWindow, tour_path: Path) -> None:
    window = make_window(tour_path)
    window.resize(760, 560)
    window.close()
    assert make_window(tour_path).size().toTuple() == (760, 560)


def test_closing_the_notebook_leads_to_the_welcome_page(make_window: MakeWindow, tour_path: Path, qtbot: QtBot) -> None:
    window = make_window(tour_path)
    window.actions_["close_notebook"].trigger()
    assert window.workspace is None
    page = window.findChild(WelcomePage)
    assert page is not None
    qtbot.waitUntil(page.isVisible)
    with Notebook.open(tour_path):
        pass


def test_a_check_with_several_places_lists_them(make_window: MakeWindow, tour_path: Path, qtbot: QtBot) -> None:
    window = make_window(tour_path)
    page = _space(window).stack.currentWidget()
    assert isinstance(page, HomePage)
    opened: list[str] = []
    page.open_requested.disconnect()
    page.open_requested.connect(opened.append)
    check = next(row for row in page.findChildren(Press) if row.accessibleName().startswith("답이 없는 질문"))
    _press(check, Qt.Key.Key_Space)
    assert opened == ["q1"]


def test_names_of_folders_suit_every_system() -> None:
    assert folder_name("  a/b\\c:d*e?  ") == "a b c d e"
    assert folder_name("가" * 80) == "가" * 60
    assert folder_name("...") == "notebook"
    assert folder_name("한국") == "한국"


def test_a_press_is_no_press_when_the_mouse_leaves(qtbot: QtBot) -> None:
    from desktop.theme import Theme

    card = Press(Theme.load())
    qtbot.addWidget(card)
    card.resize(100, 40)
    pressed: list[int] = []
    card.pressed.connect(lambda: pressed.append(1))
    for inside in (True, False):
        place = QPoint(50, 20) if inside else QPoint(500, 20)
        from PySide6.QtTest import QTest

        QTest.mousePress(card, Qt.MouseButton.LeftButton, pos=QPoint(50, 20))
        QTest.mouseRelease(card, Qt.MouseButton.LeftButton, pos=place)
    assert pressed == [1]


def test_keys_begin_with_the_first_way_to_begin(make_window: MakeWindow, tour_path: Path, qtbot: QtBot) -> None:
    window = make_window()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    focus = window.focusWidget()
    assert focus is not None
    assert not window.tools.isAncestorOf(focus)
    assert focus.accessibleName().startswith("꾸러미 받기")
