"""The home page of a notebook without visits: what it is for, and the ways to begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QKeySequence

from desktop.panes.nothing import Nothing
from desktop.panes.parts import button

if TYPE_CHECKING:
    from desktop.context import PageContext


class NoVisits(Nothing):
    """set_up, take, add: the buttons that lead to itinerary and roster, that take a text in, and that add a visit.

    paste_requested: Ctrl+V, where nothing else takes it.
    """

    paste_requested = Signal()

    def __init__(self, context: PageContext) -> None:
        say, theme = context.sentences, context.theme
        self.set_up = button(say("window.home.set_up"), "tonal", icon="people", theme=theme)
        self.take = button(say("window.action.import"), icon="import", theme=theme)
        self.add = button(say("window.action.new_visit"), icon="plus", theme=theme)
        for press in (self.take, self.add):
            press.setEnabled(not context.notebook.read_only)
        self._writes = not context.notebook.read_only
        words, how = say("window.home.empty"), say("window.home.empty_step")
        super().__init__(theme, "notebook", words, how, self.set_up, self.take, self.add)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste) and self._writes:
            self.paste_requested.emit()
        else:
            super().keyPressEvent(event)
