"""The top line of a visit's page: what is visited, how far its texts are, the visits before and after on that day."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from db.records import Note, Question, Takeaway, Visit
from desktop.models.outline import by_time
from desktop.models.states import entry_states
from desktop.panes.parts import Elided, button, label
from desktop.panes.visit.tabs import state_chip
from desktop.signs import overall, sign_pixmap

if TYPE_CHECKING:
    from desktop.context import PageContext

NARROW, WIDE = 560, 800
"""Width of the page below which the title stands almost alone, and from which there is room for words beside it.

px at 100 %.
"""
GROUNDS = {
    "submitted": "blue", "returned": "red", "revised": "violet", "changed_since_approval": "violet", "approved": "green"
}  # fmt: skip


class TitleRow(QHBoxLayout):
    """open_requested: id of the visit before or after. live_requested: by a button."""

    open_requested = Signal(str)
    live_requested = Signal()

    def __init__(self, context: PageContext, fold: QWidget) -> None:
        """fold: what unfolds the header, to stand at the end."""
        super().__init__()
        self._context, self._visit = context, ""
        self._day: list[str] = []
        theme, say = context.theme, context.sentences
        self.setContentsMargins(theme.px(26), theme.px(12), theme.px(20), theme.px(8))
        self.setSpacing(theme.px(10))
        self._type, self._title = label("", "chip"), Elided("", "title")
        self._title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._title.setMinimumWidth(theme.px(80))
        self._state = QLabel()
        self._state.setProperty("look", "chip")
        self._near = {by: self._step_button(by) for by in (-1, 1)}
        self._of_day = label("", "small")
        for widget in (self._type, self._title, self._state, self._near[-1], self._of_day, self._near[1]):
            self.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
            if widget is self._state:
                self.addStretch(1)
        self.live = button(f"{say('visit.live')}  F5", "", icon="live", theme=theme)
        self.live.setAccessibleName(say("visit.live"))
        self.live.setToolTip(f"{say('visit.live')} (F5)")
        self.live.setEnabled(not context.notebook.read_only)
        self.live.clicked.connect(self.live_requested)
        self.addWidget(self.live)
        self.addWidget(fold)

    def _step_button(self, by: int) -> QToolButton:
        theme, press = self._context.theme, QToolButton()
        press.setIcon(theme.icon("back" if by < 0 else "forward"))
        press.setIconSize(QSize(theme.px(18), theme.px(18)))
        press.setAccessibleName(self._context.sentences("editor.visit.before" if by < 0 else "editor.visit.after"))
        press.setToolTip(press.accessibleName())
        press.clicked.connect(partial(self._step, by))
        return press

    def say(self, institution: str, title: str, kind: str) -> None:
        """What is visited, in words that may still be being typed. kind: of visit."""
        words = f"{institution} — {title}" if institution and title and title != institution else institution or title
        self._title.setText(words or self._context.sentences("window.unnamed.visit"))
        self._title.update()
        self._type.setText(kind)

    def show_visit(self, visit: Visit) -> None:
        """Show a visit as it is now; call `share` then."""
        self.say(visit.institution, visit.title, visit.visit_type)
        self._show_state(overall(self._states(visit)))
        day = by_time(self._context.notebook.reader.all(Visit, date=visit.date)) if visit.date else [visit]
        self._visit, self._day = visit.id, [each.id for each in day]
        place = self._day.index(visit.id) if visit.id in self._day else 0
        self._of_day.setText(f"{place + 1} / {len(day)}")
        for by, press in self._near.items():
            press.setEnabled(0 <= place + by < len(day))

    def share(self, width: int) -> None:
        """Show what there is room for in a page of that width, px."""
        px = self._context.theme.px
        narrow = width < px(NARROW)
        self._type.setVisible(bool(self._type.text()) and not narrow)
        for beside in (self._near[-1], self._of_day, self._near[1]):
            beside.setVisible(len(self._day) > 1 and not narrow)
        words = "" if width < px(WIDE) else f"{self._context.sentences('visit.live')}  F5"
        if self.live.text() != words:
            self.live.setText(words)

    def _states(self, visit: Visit) -> list[str]:
        reader = self._context.notebook.reader
        states = entry_states(reader)
        written = [entry for kind in (Note, Question, Takeaway) for entry in reader.all(kind, visit=visit.id)]
        return [states.get(entry.id, "empty") for entry in written]

    def _show_state(self, state: str) -> None:
        theme = self._context.theme
        self._state.setVisible(state != "future")
        words = self._context.sentences(f"window.state.{state}")
        token = GROUNDS.get(state, "")
        picture = sign_pixmap(state, theme, 12, 2.0)
        self._state.setText("")
        self._state.setPixmap(state_chip(theme, picture, words, theme.hex(token) if token else theme.hex("ink2")))
        sheet = f"background: {theme.hex(f'{token}_ground' if token else 'sunk')};"
        if self._state.styleSheet() != sheet:
            self._state.setStyleSheet(sheet)
        self._state.setAccessibleName(words)

    def _step(self, by: int) -> None:
        place = self._day.index(self._visit) + by
        if 0 <= place < len(self._day):
            self.open_requested.emit(self._day[place])
