"""Qt's own words are said in the language of the window, and follow it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFileDialog, QLabel, QTextEdit

from desktop.editor.composition import LineField
from desktop.main_window import MainWindow

NATIVE = QKeySequence.SequenceFormat.NativeText


def words(field: LineField) -> str:
    return " ".join(each.text() for each in field.createStandardContextMenu().actions())


def test_menus_of_text_fields_speak_as_the_window_does(make_window: Callable[..., MainWindow]) -> None:
    window = make_window(language="ko")
    field = LineField()
    assert "붙여넣기" in words(field)
    window.set_language("en")
    assert "Paste" in words(field)
    window.set_language("ko")
    window.set_language("ko")
    assert "붙여넣기" in words(field)
    app = QCoreApplication.instance()
    assert app is not None
    assert len(app.findChildren(QTranslator)) == 1


def test_keys_are_called_as_keyboards_call_them(make_window: Callable[..., MainWindow]) -> None:
    window = make_window(language="ko")
    shown = [window.actions_[name].shortcut().toString(NATIVE) for name in ("back", "home", "delete_entry", "previous")]
    assert shown == ["Alt+Left", "Alt+Home", "Ctrl+Shift+Del", "Ctrl+PgUp"]
    assert QCoreApplication.translate("QFileDialog", "Back") == "뒤로"
    assert QCoreApplication.translate("QFileDialog", "no such words") == "no such words"


def test_the_dialog_for_files_speaks_one_language(make_window: Callable[..., MainWindow]) -> None:
    window = make_window(language="ko")
    dialog = QFileDialog(window)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    said = [each.text() for each in dialog.findChildren(QLabel) if each.text()]
    assert len(said) >= 3
    assert [each for each in said if not any("가" <= sign <= "힣" for sign in each)] == []
    dialog.deleteLater()


def test_the_menu_of_a_text_calls_things_as_the_edit_menu_does(make_window: Callable[..., MainWindow]) -> None:
    window = make_window(language="ko")
    for field in (LineField(), QTextEdit()):
        said = [each.text().partition("\t")[0] for each in field.createStandardContextMenu().actions() if each.text()]
        called = [window.actions_[name].text() for name in ("undo", "redo", "cut", "copy", "paste", "select_all")]
        assert [each for each in called if each not in said] == []
        assert "지우기" in said
