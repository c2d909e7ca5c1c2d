"""Says on the page of a visit that it is in the bin, with the way out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.focus import take_focus
from desktop.panes.parts import button, label, picture
from desktop.reviving import revive

if TYPE_CHECKING:
    from db.records import Visit
    from desktop.context import PageContext


class BinnedBand(QWidget):
    """Seen only while the visit that is shown is in the bin."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        say, theme = context.sentences, context.theme
        self._context, self._visit = context, ""
        frame = QFrame()
        frame.setProperty("look", "band_warning")
        words = label(say("conflict.stray_band"), wrap=True)
        frame.setAccessibleName(words.text())
        self.back = button(say("conflict.revive_visit"))
        self.back.setToolTip(say("conflict.revive_visit_tip"))
        self.back.setEnabled(not context.notebook.read_only)
        self.back.clicked.connect(lambda: revive(self._context, self._visit))
        row = QHBoxLayout(frame)
        row.setContentsMargins(theme.px(14), theme.px(7), theme.px(8), theme.px(7))
        row.setSpacing(theme.px(10))
        row.addWidget(picture(theme, "trash", "amber", 18), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(words, 1)
        row.addWidget(self.back)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(26), theme.px(10), theme.px(20), 0)
        layout.addWidget(frame)
        self.hide()

    def show_visit(self, visit: Visit | None) -> None:
        """The visit that the page shows."""
        self._visit = visit.id if visit is not None else ""
        self.setVisible(visit is not None and visit.deleted)

    def take_focus(self) -> None:
        """Put the focus on the way out of the bin."""
        if self.isVisible():
            take_focus(self.back)
