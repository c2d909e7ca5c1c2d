"""How many comments of a page are open, and the way to the next of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.panes.parts import button

if TYPE_CHECKING:
    from desktop.panes.review.review import Review


class ReviewBadge(QWidget):
    """Gone while nothing is open. It goes to the next comment of the page, and shows the column where it was hidden."""

    def __init__(self, review: Review) -> None:
        super().__init__()
        self._review = review
        theme, say = review.context.theme, review.context.sentences
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.press = button("", "amber", icon="comment", theme=theme)
        self.press.setIconSize(QSize(theme.px(16), theme.px(16)))
        keys = QKeySequence("F8").toString(QKeySequence.SequenceFormat.NativeText)
        self.press.setToolTip(f"{say('review.next')} ({keys})")
        self.press.clicked.connect(self._next)
        layout.addWidget(self.press)
        review.changed.connect(self.read)
        self.hide()
        self.read()

    def read(self) -> None:
        """Count again."""
        say, count = self._review.context.sentences, len(self._review.open_here())
        self.press.setText(say("review.count", count=count))
        self.press.setAccessibleName(f"{self.press.text()}, {say('review.next')}")
        if self.isHidden() == bool(count):
            self.setVisible(bool(count))

    def _next(self) -> None:
        self._review.step(1)
