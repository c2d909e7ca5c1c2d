"""The line of a visit's date and times: written into three fields once it can be read, and kept until then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QToolButton, QVBoxLayout

from desktop.dates import day_of
from desktop.editor.composition import commit_composition
from desktop.panes.visit import when
from desktop.panes.visit.understood import Understood

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from db.records import Value, Visit
    from desktop.panes.writing import WritingPage


class WhenField(Understood):
    """Alt+Down, or the button at its end, opens a calendar."""

    part = "when"
    names = ("date", "start_time", "end_time")

    def __init__(self, page: WritingPage, visit: Visit, name: str) -> None:
        say = page.context.sentences
        super().__init__(page, visit, name, say("editor.header.when_wrong"))
        theme = page.context.theme
        self._open = QToolButton()
        self._open.setIcon(theme.icon("calendar", "ink3", 16))
        self._open.setIconSize(QSize(theme.px(16), theme.px(16)))
        self._open.setProperty("look", "in_line")
        self._open.setAccessibleName(say("visit.when.pick"))
        self._open.setToolTip(f"{say('visit.when.pick')} (Alt+↓)")
        self._open.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Alt+Down does it from the line
        self._open.setEnabled(not self.isReadOnly())
        self._open.clicked.connect(self.pick)

    def put_into(self, layout: QVBoxLayout) -> None:
        """Put it into layout with its button."""
        self.place(layout, self._open)

    def shown(self, visit: Visit) -> str:
        return when.shown(visit, self._page.context.sentences)

    def understood(self, text: str) -> Mapping[str, Value] | None:
        found = when.read(text, self._near())
        return dict(zip(self.names, found, strict=True)) if found is not None else None

    def doubt(self, visit: Visit) -> str:
        return when.doubt(visit, self._page.context.notebook.reader.tour(), self._page.context.sentences)

    def pick(self) -> None:
        """Open the calendar under the line, on what is written in it."""
        from desktop.panes.visit.when_picker import WhenPicker

        commit_composition(self)
        tour = self._page.context.notebook.reader.tour()
        known = when.read(self.text(), self._near()) or (None, None, None)
        days = (day_of(tour.start), day_of(tour.end)) if tour else (None, None)
        picker = WhenPicker(self._page.context, known, days, self)
        picker.picked.connect(self._take)
        picker.show_at(self.mapToGlobal(QPoint(0, self.height())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt and event.key() == Qt.Key.Key_Down and not self.isReadOnly():
            self.pick()
        else:
            super().keyPressEvent(event)

    def _near(self) -> date | None:
        tour = self._page.context.notebook.reader.tour()
        return day_of(tour.start) or day_of(tour.end) if tour else None

    def _take(self, text: str) -> None:
        """text: as it could have been written."""
        self.selectAll()
        self.insert(text)
        self.textEdited.emit(text)
        self.setModified(True)
        self.keep()
