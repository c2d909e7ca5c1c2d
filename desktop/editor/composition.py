"""Hangul being composed: the syllable that is on screen but not yet in the text.

Qt's text accessors leave it out, and changing the text or the caret under it scrambles what follows. Everything that
saves asks `full_text`; everything that leaves, inserts or undoes calls `commit_composition` first.
"""

from __future__ import annotations

from typing import TypeAlias

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QFocusEvent, QGuiApplication, QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QWidget

TextField: TypeAlias = QLineEdit | QTextEdit | QPlainTextEdit


class LineField(QLineEdit):
    """A line that knows the syllable being composed in it, which QLineEdit does not tell."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.preedit = ""

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if self.isReadOnly():
            event.ignore()
            return
        self.preedit = event.preeditString()
        super().inputMethodEvent(event)
        self.textEdited.emit(self.text())

    def undo(self) -> None:
        commit_composition(self)
        super().undo()

    def redo(self) -> None:
        commit_composition(self)
        super().redo()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redo()
        else:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                commit_composition(self)
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        commit_composition(self)
        super().focusOutEvent(event)


def preedit(field: TextField) -> str:
    """The syllable being composed in field, or nothing."""
    if isinstance(field, LineField):
        return field.preedit
    if isinstance(field, QTextEdit | QPlainTextEdit):
        return field.textCursor().block().layout().preeditAreaText()
    return ""


def full_text(field: TextField) -> str:
    """The text of field with the syllable being composed at its place. Changes nothing in the widget."""
    if isinstance(field, QLineEdit):
        text, at = field.text(), field.cursorPosition()
    else:
        block = field.textCursor().block()
        text, at = field.toPlainText(), block.position() + block.layout().preeditAreaPosition()
    composed = preedit(field)
    if not composed:
        return text
    place = code_points(text, at)
    return text[:place] + composed + text[place:]


def commit_composition(field: QWidget | None) -> None:
    """Make the syllable being composed part of the text, once."""
    if not isinstance(field, TextField) or not preedit(field):
        return
    if field.hasFocus():
        QGuiApplication.inputMethod().commit()
    rest = preedit(field)
    if rest:
        event = QInputMethodEvent("", [])
        event.setCommitString(rest)
        QCoreApplication.sendEvent(field, event)


def code_points(text: str, units: int) -> int:
    """How many code points the first `units` UTF-16 units of text are: Qt counts units, the notebook code points."""
    if text.isascii() or max(text[:units], default="") <= "\uffff":
        return min(units, len(text))
    return len(text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore"))


def utf16_units(text: str, points: int) -> int:
    """How many UTF-16 units the first `points` code points of text are."""
    return len(text[:points].encode("utf-16-le", "surrogatepass")) // 2
