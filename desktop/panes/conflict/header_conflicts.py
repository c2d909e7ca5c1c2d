"""What is in conflict in the header of a visit: its lines while the header is unfolded, else one line that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.disputes import STRAY
from db.records import Contact
from desktop.models.conflicts import Spot
from desktop.panes.parts import Elided, Press, clear, label, line, picture

if TYPE_CHECKING:
    from desktop.context import PageContext
    from desktop.panes.conflict.conflict import Conflicts


class HeaderConflicts(QWidget):
    """Of the visit itself and of its contacts. unfold_requested: the lines have to be seen.

    A single one is seen as it is, folded or not; several would take the room that writing needs.
    """

    unfold_requested = Signal()

    def __init__(self, context: PageContext, conflicts: Conflicts) -> None:
        super().__init__()
        self._context, self._conflicts = context, conflicts
        self._visit, self._contacts = "", list[str]()
        self._unfolded = False
        theme = context.theme
        self._lines = QWidget()
        self._inside = QVBoxLayout(self._lines)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(0)
        self._words, self._count = Elided("", "second"), label("", "warning")
        self._count.setFont(theme.font(13, bold=True, tabular=True))
        self._folded = Press(theme, "conflict")
        row = line(
            picture(theme, "merge", "amber", 18), label(context.sentences("conflict.count"), "strong"), self._count,
            spacing=theme.px(8), stretch=False,
        )  # fmt: skip
        row.addWidget(self._words, 1)
        row.addWidget(picture(theme, "down", "amber", 16))
        row.setContentsMargins(theme.px(10), theme.px(5), theme.px(10), theme.px(5))
        self._folded.setLayout(row)
        self._folded.pressed.connect(self.unfold_requested)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.px(6), 0, 0)
        layout.addWidget(self._folded)
        layout.addWidget(self._lines)
        conflicts.changed.connect(self.refresh)
        conflicts.opening.connect(self._opening)

    def load(self, visit: str) -> None:
        """Those of this visit."""
        self._visit, self._contacts = visit, self._contact_ids(visit)
        clear(self._inside)
        self._inside.addLayout(self._conflicts.place(visit))
        for contact in self._context.notebook.reader.all(Contact, visit=visit):
            called = contact.name or self._context.sentences("fields.kind.contact")
            self._inside.addLayout(self._conflicts.place(contact.id, called=called))
        self.refresh()

    def unfold(self, shown: bool) -> None:
        """Whether the header is unfolded."""
        self._unfolded = shown
        self.refresh()

    def refresh(self) -> None:
        """What is said follows the conflicts there are."""
        if self._visit and self._contact_ids(self._visit) != self._contacts:
            self.load(self._visit)
            return
        say, found = self._context.sentences, self._spots()
        folded = len(found) > 1 and not self._unfolded
        names = dict.fromkeys(
            say("conflict.stray" if spot.field == STRAY else f"fields.field.{spot.field}") for spot in found
        )
        self._words.setText(" · ".join(names))
        self._count.setText(str(len(found)))
        self._folded.setAccessibleName(f"{say('conflict.count')} {len(found)}: {', '.join(names)}")
        self._folded.setVisible(folded)
        self._lines.setVisible(not folded)
        self.setVisible(bool(found))

    def _opening(self, object_id: str) -> None:
        if object_id in (self._visit, *self._contacts) and len(self._spots()) > 1:
            self.unfold_requested.emit()

    def _spots(self) -> list[Spot]:
        here = {self._visit, *self._contacts}
        return [spot for spot in self._conflicts.spots if spot.object in here]

    def _contact_ids(self, visit: str) -> list[str]:
        return [row[0] for row in self._context.notebook.reader.columns(Contact, visit=visit)]
