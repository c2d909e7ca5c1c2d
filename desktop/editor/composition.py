"""Hangul being composed: the syllable that is on screen but not yet in the text.

Qt's text accessors leave it out, and changing the text or the caret under it scrambles what follows. Everything that
saves asks `full_text`; everything that leaves, inserts or undoes calls `commit_composition` first.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from typing import Protocol, TypeAlias

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QLineEdit, QMenu, QPlainTextEdit, QTextEdit, QWidget

from desktop.editor.steps import Step, Steps

TextField: TypeAlias = QLineEdit | QTextEdit | QPlainTextEdit
LONGEST = 2**31 - 1
"""UTF-16 units that a line takes: of what is longer than 32,767, Qt would leave the rest out without a word."""


class LineField(QLineEdit):
    """A line that knows the syllable being composed in it, which QLineEdit does not tell.

    steps: the author's, to be undone; Qt's own end with the widget. key: object and field that it shows, if it does.
    passes_lines: several lines that are pasted go into another field: lines_pasted, and nothing is put in here.
    """

    lines_pasted = Signal()

    def __init__(self, text: str = "", parent: QWidget | None = None, *, steps: Steps | None = None) -> None:
        super().__init__(text, parent)
        self.passes_lines = False
        self.setMaxLength(LONGEST)
        self.preedit = ""
        self.key: tuple[str, str] | None = None
        self.steps = steps if steps is not None else Steps()
        self.steps.take(self.text())
        self._taking = False
        self.textChanged.connect(self._note)

    def setText(self, arg__1: str | None) -> None:
        """Show text that nobody typed: it is no step of the author's."""
        self._taking = True
        super().setText(arg__1)
        self._taking = False
        self.steps.take(self.text())

    def _note(self, text: str) -> None:
        if not self._taking:
            self.steps.note(text)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if refused(self, event):
            return
        self.preedit = event.preeditString()
        super().inputMethodEvent(event)
        self.textEdited.emit(self.text())

    def undo(self) -> None:
        """One step of the author's back."""
        commit_composition(self)
        self._carry_out(self.steps.undo)

    def redo(self) -> None:
        """One step of the author's forward."""
        commit_composition(self)
        self._carry_out(self.steps.redo)

    def isUndoAvailable(self) -> bool:
        return self.steps.can_undo

    def isRedoAvailable(self) -> bool:
        return self.steps.can_redo

    def _carry_out(self, take: Callable[[], Step | None]) -> None:
        text = self.text()
        step = None if self.isReadOnly() else take()
        if step is not None:
            start = utf16_units(text, step.at)
            self.setSelection(start, utf16_units(text, step.at + len(step.removed)) - start)
            self.insert(step.added)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Qt's menu, with our undo in it."""
        commit_composition(self)
        menu = self.createStandardContextMenu()
        with_own_undo(menu, self, can_undo=self.steps.can_undo, can_redo=self.steps.can_redo)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def paste(self) -> None:
        """What is on the clipboard, in one line; or pass several lines on."""
        if self.passes_lines and not self.isReadOnly() and "\n" in QGuiApplication.clipboard().text().strip():
            commit_composition(self)
            self.lines_pasted.emit()
        else:
            super().paste()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif not undo_key(self, event):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                commit_composition(self)
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        commit_composition(self)
        super().focusOutEvent(event)


class PlainField(QPlainTextEdit):
    """Lines of plain text that end the syllable being composed in them before they undo, or lose the focus."""

    def full_text(self) -> str:
        """The text, the syllable being composed too."""
        return full_text(self)

    def undo(self) -> None:
        commit_composition(self)
        super().undo()

    def redo(self) -> None:
        commit_composition(self)
        super().redo()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not undo_key(self, event):
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if not refused(self, event):
            super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        commit_composition(self)
        super().focusOutEvent(event)


class Undoable(Protocol):
    """A field with steps of its own."""

    def undo(self) -> None: ...
    def redo(self) -> None: ...
    def isReadOnly(self) -> bool: ...


def undo_key(field: Undoable, event: QKeyEvent) -> bool:
    """Whether event is the key of undo or redo; then it is done, the field's own way."""
    if event.matches(QKeySequence.StandardKey.Undo):
        field.undo()
    elif event.matches(QKeySequence.StandardKey.Redo):
        field.redo()
    else:
        return False
    return True


def refused(field: Undoable, event: QInputMethodEvent) -> bool:
    """Whether field may not be written in; Qt would take what is composed all the same."""
    if field.isReadOnly():
        event.ignore()
        return True
    return False


def with_own_undo(menu: QMenu, field: Undoable, *, can_undo: bool, can_redo: bool) -> None:
    """Let undo and redo in Qt's menu of a field go by the field's own steps."""
    for name, do, can in (("edit-undo", field.undo, can_undo), ("edit-redo", field.redo, can_redo)):
        action = menu.findChild(QAction, name)
        if action is not None:
            action.triggered.disconnect()
            action.triggered.connect(do)
            action.setEnabled(can and not field.isReadOnly())


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
    encoded = text.encode("utf-16-le", "surrogatepass")
    if len(encoded) == 2 * len(text):
        return min(units, len(text))
    return len(encoded[: 2 * units].decode("utf-16-le", "ignore"))


def utf16_units(text: str, points: int) -> int:
    """How many UTF-16 units the first `points` code points of text are."""
    return len(text[:points].encode("utf-16-le", "surrogatepass")) // 2


def units_in(text: str) -> Callable[[int], int]:
    """utf16_units for many places in one text."""
    wide = [at for at, sign in enumerate(text) if sign > "\uffff"]
    return lambda points: points + bisect_left(wide, points) if wide else points


def points_in(text: str) -> Callable[[int], int]:
    """code_points for many places in one text."""
    wide = [at + number for number, at in enumerate(at for at, sign in enumerate(text) if sign > "\uffff")]
    return lambda units: units - bisect_left(wide, units) if wide else units
