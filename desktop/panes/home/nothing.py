"""The home page of a notebook without visits: what it is for, and the ways to begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from desktop.panes.parts import button, label, picture

if TYPE_CHECKING:
    from desktop.context import PageContext


LARGE = 150
"""Text size in % from which the buttons have no room beside each other."""


class Nothing(QWidget):
    """set_up, take, add: the buttons that lead to itinerary and roster, that take a text in, and that add a visit."""

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
        self.set_up = button(say("window.home.set_up"), "tonal", icon="people", theme=theme)
        self.take = button(say("window.action.import"), icon="import", theme=theme)
        self.add = button(say("window.action.new_visit"), icon="plus", theme=theme)
        for press in (self.take, self.add):
            press.setEnabled(not context.notebook.read_only)
        beside = theme.text_size < LARGE  # larger words stand one under the other
        steps = QBoxLayout(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        steps.setSpacing(theme.px(8))
        steps.addStretch(1)
        steps.addWidget(self.set_up)
        steps.addWidget(self.take)
        steps.addWidget(self.add)
        steps.addStretch(1)
        column.addSpacing(theme.px(16))
        column.addLayout(steps)
        column.addStretch(1)
