"""Reads the code of pages and dialogs a little after the start, so that nobody waits for it who opens one first."""

from __future__ import annotations

import gc
from importlib import import_module
from typing import Final

from PySide6.QtCore import QObject, QTimer

QUIET: Final = 700
"""ms until the first module: what a start is waited for comes before."""
EVERY: Final = 120
"""ms between two modules, in which whatever came up has its turn."""
MODULES: Final = (
    "desktop.panes.review.card", "desktop.panes.review.column", "desktop.panes.review.acting",
    "desktop.panes.review.page_threads", "desktop.panes.review.review", "desktop.panes.find_bar",
    "desktop.panes.writing", "desktop.panes.visit.contacts", "desktop.panes.visit.header", "desktop.panes.visit.notes",
    "desktop.panes.visit.questions", "desktop.panes.visit.visit", "exporters.spelling", "desktop.panes.day.day",
    "desktop.panes.live.composer", "desktop.panes.live.live", "desktop.panes.figures.figures",
    "desktop.panes.implications.implications", "desktop.panes.review.queue", "desktop.panes.review.comments",
    "desktop.panes.chapter", "desktop.panes.tour.calendar_view", "desktop.panes.tour.tour", "desktop.panes.bin.bin",
    "exporters.document.outline", "exporters.compile.entries", "exporters.html.preview",
    "desktop.dialogs.history", "desktop.panes.report.definition", "desktop.dialogs.export", "desktop.report_pages",
)  # fmt: skip
"""What is opened most often first; what a module needs itself stands before it, so that each takes a moment only."""


class Warming(QObject):
    """Begins by itself, and ends when everything of MODULES is there. left: what is not yet."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.left = list(MODULES)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._next)
        self._timer.start(QUIET)

    def _next(self) -> None:
        import_module(self.left.pop(0))
        if self.left:
            self._timer.start(EVERY)
        else:
            gc.freeze()  # code stays: to look through all of it for garbage takes a tenth of a second, again and again
            self.deleteLater()
