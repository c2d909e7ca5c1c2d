"""Long work as the user sees it: a bar, a sentence, and a button that stops it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop.panes.parts import button, label

if TYPE_CHECKING:
    from desktop.operations import Task
    from desktop.theme import Theme
    from resources import Sentences

PATIENCE = 300
"""ms until the bar appears: shorter work shows nothing."""


class Working(QWidget):
    """Follows a Task. stopped: the user pressed stop, and the work has ended."""

    stopped = Signal()

    def __init__(self, theme: Theme, sentences: Sentences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._task: Task | None = None
        self._words = label("", "second", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(sentences("window.working.progress"))
        self.stop = button(sentences("window.button.stop"))
        self.stop.clicked.connect(self._cancel)
        column = QVBoxLayout()
        column.setSpacing(theme.px(6))
        column.addWidget(self._words)
        column.addWidget(self._bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(16))
        row.addLayout(column, 1)
        row.addWidget(self.stop)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(PATIENCE)
        self._wait.timeout.connect(lambda: self.setVisible(True))
        self.setVisible(False)

    def follow(self, task: Task, words: str) -> None:
        """Show the progress of task until it ends. words: what is being done."""
        self._task = task
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self._bar.setRange(0, 0)
        self.stop.setEnabled(True)
        task.progress.connect(self._show)
        task.finished.connect(self._end)
        task.cancelled.connect(self.stopped)
        self._wait.start()

    def _show(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self.stop.setEnabled(False)

    def _end(self) -> None:
        self._task = None
        self._wait.stop()
        self.setVisible(False)
