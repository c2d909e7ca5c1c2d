"""Light, dark and the system's colours: at once, remembered, and without losing caret, undo or what was seen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QApplication, QScrollArea, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from desktop.colouring import Colouring
from desktop.dialogs.export import ExportDialog
from desktop.dialogs.new_notebook import NewNotebookDialog
from desktop.editor.outline_editor import OutlineEditor
from desktop.main_window import MainWindow
from desktop.panes.parts import button, picture
from desktop.theme import Theme
from desktop.window_state import WindowState
from tests.desktop.editor.typing import enter, hangul, key
from tests.desktop.frame.defining import export_dialog
from tests.desktop.panes.conftest import path as path  # noqa: PLC0414 - the notebook with one visit of everything
from tests.desktop.panes.test_closing import open_window


class Hints(QObject):
    """What of QStyleHints is asked, with a system that changes its mind."""

    colorSchemeChanged = Signal(Qt.ColorScheme)

    def __init__(self, system: Qt.ColorScheme) -> None:
        super().__init__()
        self.system, self.forced = system, Qt.ColorScheme.Unknown

    def colorScheme(self) -> Qt.ColorScheme:
        return self.system if self.forced == Qt.ColorScheme.Unknown else self.forced

    def setColorScheme(self, scheme: Qt.ColorScheme) -> None:
        self.forced = scheme
        self.colorSchemeChanged.emit(self.colorScheme())


@pytest.fixture
def desk(path: Path, home: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    session, window = open_window(path, home, qtbot)
    yield window
    window.close()
    session.close()


def ground(widget: QWidget) -> str:
    """The colour in which most of a widget is seen."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = [image.pixelColor(x, y).name() for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)]
    return max(set(pixels), key=pixels.count)


@pytest.mark.parametrize("system", [Qt.ColorScheme.Dark, Qt.ColorScheme.Light, Qt.ColorScheme.Unknown])
def test_the_system_is_followed_only_while_that_was_chosen(system: Qt.ColorScheme, qtbot: QtBot) -> None:
    hints = Hints(system)
    colouring = Colouring("system", hints)  # type: ignore[arg-type]
    assert colouring.name == ("dark" if system == Qt.ColorScheme.Dark else "light")
    other = Qt.ColorScheme.Light if system == Qt.ColorScheme.Dark else Qt.ColorScheme.Dark
    with qtbot.waitSignal(colouring.changed):
        hints.system = other
        hints.colorSchemeChanged.emit(other)
    assert colouring.name == ("light" if system == Qt.ColorScheme.Dark else "dark")
    colouring.choose("light")
    assert (colouring.name, hints.forced) == ("light", Qt.ColorScheme.Light)
    hints.system = Qt.ColorScheme.Dark
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert colouring.name == "light"
    colouring.choose("system")
    assert (colouring.name, hints.forced) == ("dark", Qt.ColorScheme.Unknown)


def test_the_choice_is_in_the_menu_and_is_remembered(desk: MainWindow, path: Path, home: Path, qtbot: QtBot) -> None:
    choices = {str(action.data()): action for action in desk.actions_.colours.actions()}
    assert [action.text() for action in choices.values()] == ["밝게", "어둡게", "시스템 설정에 따름"]
    assert choices["system"].isChecked()
    choices["dark"].trigger()
    assert choices["dark"].isChecked()
    assert not choices["system"].isChecked()
    assert desk.theme.name == "dark"
    desk.close()
    assert WindowState(home / "window.ini").colours == "dark"
    session, again = open_window(path, home, qtbot)
    assert again.theme.name == "dark"
    assert again.actions_.colours.checkedAction().data() == "dark"
    again.close()
    session.close()


def test_everything_is_dark_at_once(desk: MainWindow, qtbot: QtBot) -> None:
    dark = {Theme.load("dark").hex(token).lower() for token in ("desk", "pane", "paper", "sunk")}
    light = {Theme.load("light").hex(token).lower() for token in ("desk", "pane", "paper", "sunk")}
    for shown in ("v", "h1", "implications", "tour", "bin", "day:2031-06-12", "live:v"):
        desk.go(shown)
        desk.set_colours("light")
        qtbot.wait(10)
        assert ground(desk) in light, shown
        desk.set_colours("dark")
        qtbot.wait(10)
        assert ground(desk) in dark, shown


def test_caret_undo_and_what_was_seen_stay(desk: MainWindow, qtbot: QtBot) -> None:
    desk.resize(1200, 700)
    desk.go("n1")
    text = QApplication.focusWidget()
    assert isinstance(text, OutlineEditor)
    text.moveCursor(text.textCursor().MoveOperation.End)
    for _ in range(40):
        enter(text)
        hangul(text, "가나다")
    text.place_caret(150)
    bar = _bar(desk)
    qtbot.waitUntil(lambda: bar.maximum() > 500, timeout=20000)
    qtbot.wait(50)
    bar.setValue(500)
    before = bar.value()
    written = text.toPlainText()
    desk.set_colours("dark")
    qtbot.waitUntil(lambda: isinstance(desk.focusWidget(), OutlineEditor))
    again = desk.focusWidget()
    assert isinstance(again, OutlineEditor)
    assert again is not text
    assert (again.toPlainText(), again.textCursor().position()) == (written, 150)
    qtbot.waitUntil(lambda: abs(_bar(desk).value() - before) <= 20, timeout=20000)
    key(again, "\x1a", Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(again.toPlainText()) < len(written)


def _bar(window: MainWindow) -> QScrollBar:
    """What scrolls the page in which the caret is."""
    around: QWidget | None = window.focusWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    assert around is not None
    return around.verticalScrollBar()


def test_a_dialog_that_waits_for_an_answer_is_recoloured_with_what_was_typed(desk: MainWindow, qtbot: QtBot) -> None:
    desk.errands.ask_new()
    dialog = desk.findChild(NewNotebookDialog)
    assert dialog is not None
    hangul(dialog.title, "항만")
    face, sign = button("가져오기", icon="import", theme=desk.theme), picture(desk.theme, "warning", "amber")
    face.setParent(dialog)
    sign.setParent(dialog)
    desk.set_colours("dark")
    qtbot.wait(10)
    dark = Theme.load("dark")
    assert dialog.isVisible()
    assert dialog.title.text() == "항만"
    assert ground(dialog) in {dark.hex(token).lower() for token in ("paper", "pane")}
    assert _ink(face.icon().pixmap(20, 20)) == dark.hex("ink2").lower()
    assert _ink(sign.pixmap()) == dark.hex("amber").lower()


def _ink(picture: QPixmap) -> str:
    image = picture.toImage()
    whole = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return max(whole, key=lambda colour: colour.alpha()).name()


@pytest.mark.parametrize("what", ["colours", "language", "size"])
def test_the_export_dialog_goes_along_with_what_was_chosen_in_it(what: str, desk: MainWindow, qtbot: QtBot) -> None:
    desk.errands.ask_export()
    before = export_dialog(desk)
    chosen = before.definition.last()
    if what == "colours":
        desk.set_colours("dark")
    elif what == "language":
        desk.set_language("en")
    else:
        desk.set_text_size(125)
    shown = [dialog for dialog in desk.findChildren(ExportDialog) if dialog.isVisible()]
    assert len(shown) == 1
    assert shown[0] is not before
    assert shown[0].definition.last() == chosen
    assert (shown[0].theme.name, shown[0].sentences.language, shown[0].theme.text_size) == {
        "colours": ("dark", "ko", 100), "language": ("light", "en", 100), "size": ("light", "ko", 125),
    }[what]  # fmt: skip
    shown[0].reject()


def test_another_size_is_drawn_once_and_follows_the_colours() -> None:
    theme = Theme.load("light")
    larger = theme.sized(150)
    assert theme.sized(150) is larger
    assert larger.sized(100) is theme
    assert larger.px(10) == 15
    theme.take("dark")
    assert theme.sized(150).hex("paper") == Theme.load("dark").hex("paper")
    assert theme.sized(150).text_size == 150
