"""Undo, redo, cut, copy and paste act on the text field that has the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

if TYPE_CHECKING:
    from desktop.actions import Actions

Field: TypeAlias = QLineEdit | QTextEdit | QPlainTextEdit

METHODS = {
    "undo": "undo", "redo": "redo", "cut": "cut", "copy": "copy", "paste": "paste", "select_all": "selectAll",
}  # fmt: skip


class Editing(QObject):
    """Keeps the Edit actions in step with the focus, and passes them on to it.

    A field may refuse or replace what it is asked, for instance while a syllable is being composed.
    """

    def __init__(self, actions: Actions, window: QWidget) -> None:
        super().__init__(window)
        self._actions = actions
        for name in METHODS:
            actions[name].triggered.connect(lambda _=False, wanted=name: self._do(wanted))
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)
        self._follow(None, QApplication.focusWidget())

    def _follow(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is None and old is not None:  # the program lost the focus, or a menu opened: nothing else is chosen
            return
        for name in METHODS:
            self._actions[name].setEnabled(isinstance(new, Field))

    def _do(self, name: str) -> None:
        field = QApplication.focusWidget()
        if isinstance(field, Field):
            getattr(field, METHODS[name])()
