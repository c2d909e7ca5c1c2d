"""What the window shows while a notebook that needs long work is opened: its name, a sentence, a bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.dialogs.working import Working
from desktop.folders import shown
from desktop.panes.parts import label

if TYPE_CHECKING:
    from desktop.opening import Wait
    from desktop.theme import Theme
    from resources import Sentences


class WaitingPage(QWidget):
    """It stands until the work has ended; stopping it leaves the notebook as it was."""

    def __init__(self, theme: Theme, sentences: Sentences, wait: Wait, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px, name = theme.px, shown(wait.path)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(*(px(edge) for edge in (56, 44, 32, 32)))
        column.setSpacing(px(10))
        column.addWidget(label(name, "day", wrap=True))
        column.addWidget(label(sentences(f"places.waiting.{wait.work}", name=name), "second", wrap=True))
        column.addSpacing(px(8))
        self.working = Working(theme, sentences)
        self.working.setAccessibleName(name)
        column.addWidget(self.working)
        column.addStretch(1)
        inside.setMaximumWidth(px(720))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(inside, 1)
        row.addStretch(0)
        self.working.follow(wait.task, "")
