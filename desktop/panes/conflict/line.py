"""One conflict where it stands: a quiet line that opens in place into the choice."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from db.disputes import DELETED, STRAY
from db.records import Shape
from db.versions import conflict
from desktop.models.conflict_words import sentence, versions_of
from desktop.models.conflicts import Spot
from desktop.models.values import Here, shape_of
from desktop.panes.conflict.short import ShortChoice
from desktop.panes.conflict.stray import StrayChoice
from desktop.panes.parts import button, label, picture

if TYPE_CHECKING:
    from db.edits import Changes
    from db.queries import Version
    from desktop.context import PageContext
    from desktop.panes.conflict.view import ConflictView


class ConflictLine(QFrame):
    """One field in conflict. settling: a choice is written in a moment."""

    settling = Signal()

    def __init__(self, context: PageContext, spot: Spot, *, may_write: bool, called: str = "") -> None:
        super().__init__()
        self._spot, self._context, self._may_write, self._called = spot, context, may_write, called
        self.key = spot.object, spot.field
        self._versions: tuple[Version, ...] = ()
        self.view: ConflictView | None = None
        self.choice: ShortChoice | None = None
        self.setProperty("look", "conflict")
        theme = context.theme
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(theme.px(10), theme.px(4), theme.px(6), theme.px(4))
        head.setSpacing(theme.px(8))
        self._words = label("", wrap=True)
        head.addWidget(picture(theme, "merge", "amber", 18), 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self._words, 1)
        layout.addLayout(head)
        self._head = head
        if spot.field in (DELETED, STRAY) or shape_of(spot.kind, spot.field) is not Shape.TEXT:
            make = StrayChoice if spot.field == STRAY else ShortChoice
            self.choice = make(context, spot.object, spot.kind, spot.field, may_write=may_write, parent=self)
            self.choice.settling.connect(self.settling)
            head.replaceWidget(self._words, self.choice)
            self._words.hide()
        else:
            self._open = button(context.sentences("conflict.compare"), "amber")
            self._open.clicked.connect(self._toggle)
            head.addWidget(self._open)
        self.read()

    def read(self) -> None:
        """Say who changed it, and offer what there is to choose from."""
        reader, spot = self._context.notebook.reader, self._spot
        found = versions_of(reader, spot)
        if not found or found == self._versions:
            return
        self._versions = found
        here = Here(self._context.person, self._context.notebook.device, date.today())
        what, who = sentence(reader, self._context.sentences, spot, found, here, self._called)
        self._words.setText(f"{what} — {who}")
        self.setAccessibleName(self._words.text())
        if self.choice is None:
            self._open.setAccessibleName(f"{self._context.sentences('conflict.compare')}: {self._words.text()}")
        if self.choice is not None:
            self.choice.show_versions(found, f"{what} — {who}" if spot.field in (DELETED, STRAY) else what)

    def refresh(self, changes: Changes) -> None:
        """Versions may have come or gone."""
        if self._spot.object in changes.ids:
            self.read()
        if self.view is not None:
            self.view.refresh(changes)

    def open(self) -> None:
        """Unfold the choice, with the focus in it."""
        if self.choice is not None:
            self.choice.begin()
            return
        self.settling.emit()  # what is being typed is one of the versions
        self.unfold()
        if self.view is not None:
            self.view.begin()

    def unfold(self) -> None:
        """Show the choice; the focus stays where it is."""
        if self.choice is not None:
            return
        if self.view is None:
            found = conflict(self._context.notebook.reader, self._spot.object, self._spot.field)
            if found is None:
                return
            from desktop.panes.conflict.view import ConflictView

            self.view = ConflictView(self._context, found, may_write=self._may_write)
            self.view.folded.connect(self.fold)
            for key, do in self.view.keys().items():
                shortcut = QShortcut(QKeySequence(key), self)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(do)
            self.view.settling.connect(self.settling)
            layout = self.layout()
            assert layout is not None
            layout.addWidget(self.view)
            self._head.insertWidget(self._head.count() - 1, self.view.before)
        self.view.show()
        self.view.before.show()
        self._open.setText(self._context.sentences("conflict.fold"))

    def fold(self) -> None:
        """Only the line again; what was being edited is kept."""
        if self.view is not None:
            self.view.hide()
            self.view.before.hide()
            self._open.setText(self._context.sentences("conflict.compare"))
            self._open.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keep(self) -> None:
        """Keep what is being edited."""
        if self.view is not None:
            self.view.keep()

    @property
    def opened(self) -> bool:
        return self.view is not None and not self.view.isHidden()

    def _toggle(self) -> None:
        if self.opened:
            self.fold()
        else:
            self.open()
