"""Finds what an implication rests on: a few letters of a name, and Enter takes it; Escape ends it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout

from desktop.editor.composition import LineField, commit_composition, full_text, preedit
from desktop.editor.steps import Steps
from desktop.focus import take_focus
from desktop.models.implications import ICONS, Offer, matching, offers
from desktop.panes.parts import label

if TYPE_CHECKING:
    from desktop.context import PageContext

MOST, SEEN = 40, 7
"""Rows that are listed, and that are seen at once."""


class EvidencePicker(QFrame):
    """chosen: id of what was chosen. ended: nothing more is to be chosen."""

    chosen = Signal(str)
    ended = Signal()

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._offers: tuple[Offer, ...] = ()
        self._taken: Sequence[str] = ()
        say, theme = context.sentences, context.theme
        self.setProperty("look", "well")
        steps = Steps()
        steps.turn = context.operations.undo.turn
        self.filter = LineField(steps=steps)
        self.filter.setPlaceholderText(say("implications.find"))
        self.filter.setAccessibleName(say("implications.find"))
        self.filter.textEdited.connect(self._look)
        self.filter.textChanged.connect(self._look)
        self.filter.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName(say("implications.found"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setIconSize(QSize(theme.px(16), theme.px(16)))
        self.list.setFixedHeight(theme.px(30) * SEEN)
        self.list.itemClicked.connect(self._take)
        self.list.installEventFilter(self)
        self._none = label(say("implications.none_found"), "second", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.px(side) for side in (10, 8, 10, 8)))
        layout.setSpacing(theme.px(6))
        for widget in (self.filter, self.list, self._none):
            layout.addWidget(widget)
        self.hide()

    def begin(self, taken: Sequence[str]) -> None:
        """Offer everything but what is taken already; the focus goes into the filter."""
        self._offers = offers(self._context.notebook.reader, self._context.sentences)
        self.filter.setText("")
        self.follow(taken)
        self.show()
        take_focus(self.filter)

    def follow(self, taken: Sequence[str]) -> None:
        """Something was taken, or is free again."""
        self._taken = taken
        self._look()

    def listed(self) -> list[str]:
        """Ids of what is offered now, from the top."""
        rows = (self.list.item(number) for number in range(self.list.count()))
        return [str(row.data(Qt.ItemDataRole.UserRole)) for row in rows]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows in the filter move in the list, Enter takes, Escape ends."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            commit_composition(self.filter)
            self._take(self.list.currentItem())
            return True
        if key == Qt.Key.Key_Escape:
            commit_composition(self.filter)
            self.ended.emit()
            return True
        if watched is self.filter and key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not preedit(self.filter):
            by = -1 if key == Qt.Key.Key_Up else 1
            self.list.setCurrentRow(max(0, min(self.list.currentRow() + by, self.list.count() - 1)))
            return True
        return super().eventFilter(watched, event)

    def _look(self) -> None:
        """List what holds the words, the syllable being composed too."""
        theme = self._context.theme
        found = matching(self._offers, full_text(self.filter), self._taken, MOST)
        self.list.clear()
        for each in found:
            row = QListWidgetItem(theme.icon(ICONS[each.kind]), " · ".join(filter(None, (each.name, each.within))))
            row.setData(Qt.ItemDataRole.UserRole, each.object_id)
            kind = self._context.sentences(f"fields.kind.{each.kind}")
            row.setData(Qt.ItemDataRole.AccessibleTextRole, f"{kind}, {row.text()}")
            self.list.addItem(row)
        self.list.setCurrentRow(0)
        self.list.setVisible(bool(found))
        self._none.setVisible(not found)

    def _take(self, row: QListWidgetItem | None) -> None:
        if row is not None:
            self.chosen.emit(str(row.data(Qt.ItemDataRole.UserRole)))
            self.filter.selectAll()
