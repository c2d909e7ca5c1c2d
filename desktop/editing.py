"""Who is meant by undo, redo, cut, copy and paste: the text field that has the focus, or what was done to the records.

Undo goes back in the order in which things were done: what was typed in the field after the last step on the records
comes first, then what was typed in another field after it, then that step, then what was typed before it. While a
syllable is composed, the field is meant.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from shiboken6 import isValid

from desktop.editor.composition import LineField, commit_composition, preedit
from desktop.editor.outline_editor import OutlineEditor

if TYPE_CHECKING:
    from desktop.actions import Actions
    from desktop.editor.lasting import Key, Lasting
    from desktop.editor.steps import Steps
    from desktop.undoing import Command, UndoStack
    from resources import Sentences

Field: TypeAlias = QLineEdit | QTextEdit | QPlainTextEdit
TakeBack: TypeAlias = Callable[[str, str, Callable[[], object]], bool]

METHODS = {"cut": "cut", "copy": "copy", "paste": "paste", "paste_plain": "paste_plain", "select_all": "selectAll"}
WAYS = ("undo", "redo")


class Editing(QObject):
    """Keeps the Edit actions in step with the focus and with what was done, and passes them on.

    A field may refuse or replace what it is asked, for instance while a syllable is being composed.
    """

    def __init__(self, actions: Actions, window: QWidget) -> None:
        super().__init__(window)
        self._actions, self._window = actions, window
        self._stack: UndoStack | None = None
        self._sentences: Sentences | None = None
        self._lasting: Lasting | None = None
        self._take_back: TakeBack | None = None
        self._field: Field | None = None
        self._waiting: list[str] = []
        for name in METHODS:
            actions[name].triggered.connect(lambda _=False, wanted=name: self._do(wanted))
        for name in WAYS:
            actions[name].triggered.connect(lambda _=False, wanted=name: self.go(wanted))
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)
        self._follow(None, QApplication.focusWidget())

    def attend(
        self,
        stack: UndoStack | None,
        sentences: Sentences,
        lasting: Lasting | None = None,
        take_back: TakeBack | None = None,
    ) -> None:
        """From now on the records of this notebook are meant, or none; told in this language.

        lasting: what was typed in its texts. take_back: takes back what was typed last in the text of an object and
        field, wherever that stands, and says whether it can; where that turns out later, it does what it is given.
        """
        if self._stack is not stack:
            self._waiting.clear()
            if self._stack is not None and isValid(self._stack):
                self._stack.changed.disconnect(self._moved)
            if stack is not None:
                stack.changed.connect(self._moved)
        self._stack, self._sentences = stack, sentences
        self._lasting, self._take_back = lasting, take_back
        self._tell()

    def go(self, way: str) -> None:
        """undo or redo what was done last, typing or not. While a step is under way, it waits for its turn."""
        stack = self._records
        if stack is not None and stack.busy:
            self._waiting.append(way)
        elif self._means_text(way):
            getattr(self._field, way)()
            self._tell()
        elif stack is None:
            return
        elif way == "undo" and (key := self._elsewhere()) and self._take_back and self._take_back(*key, stack.undo):
            self._tell()
        else:
            getattr(stack, way)()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fields take the keys of undo for themselves, unless they are told not to."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            keys = QKeySequence(event.keyCombination())
            if any(keys in self._actions[way].shortcuts() and self._actions[way].isEnabled() for way in WAYS):
                event.ignore()
                return True
        return super().eventFilter(watched, event)

    def _follow(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is None and old is not None:  # the program lost the focus, or a menu opened: nothing else is chosen
            return
        for name in METHODS:
            self._actions[name].setEnabled(isinstance(new, Field))
        self._watch(new if isinstance(new, Field) else None)
        self._tell()

    def _watch(self, field: Field | None) -> None:
        before = self._field
        if field is before:
            return
        if before is not None and isValid(before):
            before.removeEventFilter(self)
            before.textChanged.disconnect(self._tell)
        self._field = field
        if field is not None:
            if field.window() is self._window:
                field.installEventFilter(self)
            field.textChanged.connect(self._tell)

    def _do(self, name: str) -> None:
        field = QApplication.focusWidget()
        if isinstance(field, Field):
            commit_composition(field)  # what is chosen anew would go without it
            getattr(field, METHODS[name], field.paste)()  # most fields take nothing but text

    def _moved(self) -> None:
        self._tell()
        while self._waiting and self._stack is not None and not self._stack.busy:
            self.go(self._waiting.pop(0))

    def _means_text(self, way: str) -> bool:
        """Whether undo or redo is of what was typed in the field with the focus."""
        field = self._meant
        if field is None or field.isReadOnly() or not field.isEnabled():
            return False
        if way == "undo" and preedit(field):
            return True
        command, steps = self._command(way), _steps(field)
        if steps is None:
            source = field if isinstance(field, QLineEdit) else field.document()
            return bool(source.isUndoAvailable() if way == "undo" else source.isRedoAvailable())
        if not (steps.can_undo if way == "undo" else steps.can_redo):
            return False
        turn = steps.done_at if way == "undo" else steps.undone_at
        return command is None or turn >= command.at

    def _elsewhere(self) -> Key | None:
        """The text without the focus in which somebody wrote after the last step on the records."""
        if self._lasting is None or not isValid(self._lasting) or self._records is None:
            return None
        command = self._command("undo")
        return self._lasting.typed_last(command.at if command is not None else 0)

    @property
    def _meant(self) -> Field | None:
        """The field that has the focus, or had it last; not one of a dialog that is gone and waits to be deleted."""
        field = self._field if self._field is not None and isValid(self._field) else None
        gone = field is not None and field.window() is not self._window and not field.window().isVisible()
        return None if gone else field

    @property
    def _records(self) -> UndoStack | None:
        """The stack of the notebook, unless somebody writes in a dialog."""
        field = self._meant
        if field is not None and field.window() is not self._window:
            return None
        return self._stack if self._stack is not None and isValid(self._stack) else None

    def _command(self, way: str) -> Command | None:
        stack = self._records
        if stack is None:
            return None
        return stack.undoable if way == "undo" else stack.redoable

    def _tell(self, _: object = None) -> None:
        """Name in menu and tool tips what would be undone and done again."""
        if self._sentences is None:
            return
        for way in WAYS:
            text, command = self._means_text(way), self._command(way)
            text = text or (way == "undo" and self._elsewhere() is not None)
            what = self._sentences("undo.what.typed") if text else ""
            if command is not None and not text:
                what = command.performed.words(self._sentences)
            self._actions[way].setEnabled(bool(text or command))
            self._actions.call(way, self._sentences, what)


def _steps(field: Field) -> Steps | None:
    """The author's steps in a field that keeps them itself."""
    if isinstance(field, LineField):
        return field.steps
    return field.outline.steps if isinstance(field, OutlineEditor) else None
