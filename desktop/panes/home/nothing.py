"""The home page of a notebook without visits: what it is for, and the two ways to begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.panes.parts import button, label, picture

if TYPE_CHECKING:
    from desktop.context import PageContext


class Nothing(QWidget):
    """take, add: the buttons that take a text in, and that add a visit."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        say, theme = context.sentences, context.theme
        middle = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(picture(theme, "notebook", "ink3", 32), alignment=middle)
        for text, look in (("window.home.empty", "head"), ("window.home.empty_step", "second")):
            words = label(say(text), look, wrap=True)
            words.setAlignment(middle)
            column.addSpacing(theme.px(8))
            column.addWidget(words)
        self.take = button(say("window.action.import"), "tonal", icon="import", theme=theme)
        self.add = button(say("window.action.new_visit"), icon="plus", theme=theme)
        for press in (self.take, self.add):
            press.setEnabled(not context.notebook.read_only)
        steps = QHBoxLayout()
        steps.setSpacing(theme.px(8))
        steps.addStretch(1)
        steps.addWidget(self.take)
        steps.addWidget(self.add)
        steps.addStretch(1)
        column.addSpacing(theme.px(16))
        column.addLayout(steps)
        column.addStretch(1)
