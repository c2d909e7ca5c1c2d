"""Focus mode: nothing but the text column and the status bar is seen, until Esc or F11."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid


class FocusMode(QObject):
    """action: checked while it is on. parts: what is hidden then, asked anew for every page."""

    def __init__(self, window: QWidget, action: QAction, parts: Callable[[], Iterable[QWidget]]) -> None:
        super().__init__(window)
        self._action, self._parts = action, parts
        self._hidden: dict[QWidget, bool] = {}
        self._out = QShortcut(QKeySequence(Qt.Key.Key_Escape), window)
        self._out.setEnabled(False)
        self._out.activated.connect(lambda: action.setChecked(False))
        action.toggled.connect(self._turn)

    def again(self) -> None:
        """Another page is shown, or everything was built anew."""
        if self._action.isChecked():
            self._turn(False)
            self._turn(True)

    def _turn(self, on: bool) -> None:
        self._out.setEnabled(on)
        hidden, self._hidden = self._hidden, {}
        for part, shown in hidden.items():
            if isValid(part):
                part.removeEventFilter(self)
                part.setVisible(shown)
        if on:
            for part in self._parts():
                self._hidden[part] = not part.isHidden()
                part.hide()
                part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What its page shows meanwhile is seen afterwards."""
        if event.type() == QEvent.Type.ShowToParent and isinstance(watched, QWidget) and watched in self._hidden:
            self._hidden[watched] = True
            watched.hide()
        return super().eventFilter(watched, event)
