"""Asks who writes on this laptop, once a notebook with people is open and nobody said: in a band, never in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from db.records import Person
from desktop.models.people import people

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from db.edits import Changes
    from desktop.context import PageContext
    from desktop.panes.centre import Centre
    from desktop.panes.who import WhoBand


class Who(QObject):
    """choose: called with the id of who writes from now on. left: the question went, and the focus with it."""

    left = Signal()

    def __init__(self, centre: Centre, choose: Callable[[str], object], parent: QObject) -> None:
        super().__init__(parent)
        self._centre, self._choose = centre, choose
        self._later: set[str] = set()
        self._asked: set[str] = set()
        self._context: PageContext | None = None
        self._band: WhoBand | None = None

    def attend(self, context: PageContext | None) -> None:
        """The window was furnished for a notebook, or for none."""
        self._context, self._band = context, None
        if context is not None:
            context.operations.changed.connect(self._changed)
            self._ask()

    def parts(self) -> list[QWidget]:
        """The band, where it is there."""
        return [self._band] if self._band is not None and isValid(self._band) and self._band.isVisible() else []

    def _ask(self) -> None:
        """Show the band where it is wanted and not there yet."""
        context = self._context
        there = self._band is not None and isValid(self._band)
        if context is None or there or context.notebook.id in self._later or context.notebook.read_only:
            return
        reader = context.notebook.reader
        record = reader.get(context.person) if context.person else None
        known = isinstance(record, Person) and not record.deleted
        listed = () if known else people(reader)
        if not listed:
            return
        from desktop.panes.who import WhoBand

        band = self._band = WhoBand(context.theme, context.sentences, listed)
        band.chosen.connect(self._choose)
        band.later.connect(self._put_off)
        self._centre.ask(band)

    def offer(self) -> None:
        """The keys go to the question when it is new, so that the answer can be typed; but not away from a text."""
        context, band = self._context, self._band
        if context is None or band is None or not isValid(band) or context.notebook.id in self._asked:
            return
        from desktop.editing import Field
        from desktop.focus import take_focus

        self._asked.add(context.notebook.id)
        if not isinstance(band.window().focusWidget(), Field):
            take_focus(band.name)

    def holds_focus(self) -> bool:
        """Whether somebody is answering; a window that is new has the focus anywhere."""
        asked = self._context is not None and self._context.notebook.id in self._asked
        return asked and any(_holds(part, part.window().focusWidget()) for part in self.parts())

    def _changed(self, changes: Changes) -> None:
        if "person" in changes.kinds:
            self._ask()  # what is typed in a band that is there stays
            QTimer.singleShot(0, self, self.offer)

    def _put_off(self) -> None:
        """Not now: not again while the program runs; the status bar still asks."""
        if self._context is not None:
            self._later.add(self._context.notebook.id)
        if self._band is not None:
            held = _holds(self._band, QApplication.focusWidget())
            self._band.hide()
            self._band.deleteLater()
            self._band = None
            if held:
                self.left.emit()


def _holds(part: QWidget, focus: QWidget | None) -> bool:
    """Whether the focus is in part; in a window built anew it is nowhere at first."""
    return focus is not None and part.isAncestorOf(focus)
