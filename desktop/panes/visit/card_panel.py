"""A pasted card, signature or header block: sorted into fields while it is looked at, written when it is accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QVBoxLayout

from db.records import Contact, Visit
from desktop.editor.composition import full_text
from desktop.editor.held_text import HeldText
from desktop.focus import take_focus
from desktop.models.carding import Choice, choices_of, edits, proposed
from desktop.panes.parts import Elided, button, clear, label, line
from exporters.importing.cards import CONTACT, sorted_out

if TYPE_CHECKING:
    from desktop.panes.writing import WritingPage

BOX = 96
"""Height of the box; px at 100 %."""


class CardPanel(QFrame):
    """closed: it was accepted, or put away."""

    closed = Signal()

    def __init__(self, page: WritingPage, visit: Visit, kept_as: str) -> None:
        """kept_as: the name under which what was pasted is kept until it is decided."""
        super().__init__()
        self._page, self._visit, self._say = page, visit.id, page.context.sentences
        self._rows: list[tuple[Choice, QComboBox]] = []
        self.setProperty("look", "well")
        theme, say = page.context.theme, self._say
        px = theme.px
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(14), px(10), px(14), px(12))
        layout.setSpacing(px(8))
        layout.addWidget(label(say("visit.card.title"), "strong"))
        self.box = HeldText(page.context, Visit.KIND, visit.id, kept_as, name=say("visit.card.box"))
        self.box.setProperty("look", "field")
        self.box.setPlaceholderText(say("visit.card.here"))
        self.box.setFixedHeight(px(BOX))
        self.box.textChanged.connect(self.sort)
        layout.addWidget(self.box)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(4))
        self._grid.setColumnStretch(1, 1)
        layout.addLayout(self._grid)
        self._accept = button(f"{say('visit.card.accept')}  Ctrl+Enter", "tonal")
        self._accept.clicked.connect(self.accept)
        away = button(f"{say('visit.card.away')}  Esc", "quiet")
        away.clicked.connect(self.put_away)
        layout.addLayout(line(self._accept, away))
        self.sort()

    def begin(self) -> None:
        """The caret goes into the box."""
        take_focus(self.box)

    def sort(self) -> None:
        """Show where each piece of what is in the box would go."""
        record = self._page.context.notebook.reader.get(self._visit)
        clear(self._grid)
        self._rows = []
        if not isinstance(record, Visit):
            return
        say, people = self._say, -1
        for choice in proposed(sorted_out(full_text(self.box)), record):
            if choice.piece.target == CONTACT and choice.piece.number != people:
                people = choice.piece.number
                self._grid.addWidget(
                    label(say("visit.card.contact", number=people + 1), "small"), self._next(), 0, 1, 3
                )
            self._add(choice, record)
        self._accept.setEnabled(bool(self._rows))

    def choices(self) -> list[Choice]:
        """Each piece with where it is wanted now."""
        found = []
        for choice, box in self._rows:
            target, _, field = str(box.currentData()).partition(".")
            found.append(Choice(choice.piece, target, field))
        return found

    def accept(self) -> None:
        """Write what is shown, in one step."""
        reader = self._page.context.notebook.reader
        record = reader.get(self._visit)
        if not isinstance(record, Visit) or not self._rows:
            return
        found = edits(self.choices(), record, reader.all(Contact, visit=self._visit))
        if found and self._page.commit(*found, how="added") is None:
            return
        self.put_away()

    def put_away(self) -> None:
        """What is in the box is not wanted, or was taken."""
        self.box.end()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        elif (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.accept()
        else:
            super().keyPressEvent(event)

    def _next(self) -> int:
        return self._grid.rowCount()

    def _add(self, choice: Choice, visit: Visit) -> None:
        say, piece, row = self._say, choice.piece, self._next()
        box = QComboBox()
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.addItem(say("visit.card.leave_out"), f"{piece.target}.")
        for target, field in choices_of(piece):
            words = say(f"fields.field.{field}") if target == CONTACT else say(f"editor.header.{field}")
            words = words if target == piece.target else f"{say(f'fields.kind.{target}')}: {words}"
            box.addItem(words, f"{target}.{field}")
        box.setCurrentIndex(max(0, box.findData(f"{choice.target}.{choice.field}")))
        box.setAccessibleName(say("visit.card.field_of", value=piece.value))
        self._grid.addWidget(box, row, 0)
        self._grid.addWidget(Elided(piece.value), row, 1)
        there = str(getattr(visit, piece.field, "") or "") if piece.target != CONTACT and piece.field else ""
        if there:
            self._grid.addWidget(label(say("visit.card.there", value=there), "small"), row, 2)
        self._rows.append((choice, box))
