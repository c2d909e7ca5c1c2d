"""Above an entry that came back: why, who said so and when; and where two reviewers judged, both of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget
from shiboken6 import isValid

from db.judging import Verdict, verdicts
from db.status import APPROVED, RETURNED, REVISED
from desktop.dates import moment
from desktop.models.threads import person_words
from desktop.panes.parts import clear, label, line
from desktop.signs import sign_pixmap

if TYPE_CHECKING:
    from db.edits import Changes
    from desktop.context import PageContext


class Reasons(QObject):
    """Those of one page."""

    def __init__(self, context: PageContext, page: QWidget) -> None:
        super().__init__(page)
        self._context = context
        self._places: dict[str, QVBoxLayout] = {}

    def place(self, entry: str) -> QVBoxLayout:
        """Where an entry's reason stands; to be put above its text."""
        layout = QVBoxLayout()
        layout.setContentsMargins(0, 0, 0, 0)
        self._places[entry] = layout
        self._fill(entry)
        return layout

    def refresh(self, changes: Changes) -> None:
        """Read again what was decided, or written since."""
        self._places = {entry: layout for entry, layout in self._places.items() if isValid(layout)}
        for entry in self._places:
            if "decision" in changes.kinds or entry in changes.ids:
                self._fill(entry)

    def _fill(self, entry: str) -> None:
        layout, reader = self._places[entry], self._context.notebook.reader
        clear(layout)
        state = reader.status(entry)
        found = verdicts(reader, entry) if state in (RETURNED, REVISED, APPROVED) else ()
        returned = [each for each in found if each.verdict == RETURNED]
        if returned:
            layout.addWidget(self._card(returned[0], found, state))

    def _card(self, one: Verdict, found: tuple[Verdict, ...], state: str) -> QWidget:
        say, theme, reader = self._context.sentences, self._context.theme, self._context.notebook.reader
        card = QFrame()
        card.setProperty("look", "card_returned")
        column = QVBoxLayout(card)
        column.setContentsMargins(*(theme.px(edge) for edge in (12, 8, 12, 9)))
        column.setSpacing(theme.px(2))
        sign = QLabel()
        sign.setPixmap(sign_pixmap(state, theme, 13, 2.0))
        sign.setFixedWidth(theme.px(20))
        row = line(sign, stretch=False, spacing=0)
        row.addWidget(label(one.reason or say("review.no_reason"), wrap=True), 1)
        column.addLayout(row)
        parts = [self._signed(one)]
        if state == REVISED:
            parts.append(say("review.revised_since"))
        others = [each for each in found if each is not one]
        if others:
            names = ", ".join(
                say(f"review.said.{each.verdict}", name=person_words(reader, say, each.author)[0]) for each in others
            )
            parts.append(say("review.stricter", names=names))
        column.addWidget(label(" · ".join(parts), "small", wrap=True))
        card.setAccessibleName(f"{say('window.state.returned')}: {one.reason} · {' · '.join(parts)}")
        return card

    def _signed(self, one: Verdict) -> str:
        say = self._context.sentences
        name = person_words(self._context.notebook.reader, say, one.author)[0]
        return " · ".join(filter(None, (name, moment(one.instant, date.today(), say))))
