"""The entries that a reviewer sent back, on the home page: the reason before who and when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.dates import when
from desktop.models.today import Returned
from desktop.panes.parts import Elided, button, label, rule
from desktop.signs import sign_pixmap

if TYPE_CHECKING:
    from desktop.context import PageContext
    from desktop.panes.home.folds import Folds


RETURNED = "returned"
"""How the list is called where it is remembered whether it is open."""
FIRST = 3
"""Entries that are listed before it is open."""


class ReturnedCard(QFrame):
    """open_requested: the entry's id. laptop: today's date there. own: they are to be mended by who looks."""

    open_requested = Signal(str)

    def __init__(
        self, context: PageContext, folds: Folds, returned: Sequence[Returned], laptop: date, *, own: bool
    ) -> None:
        super().__init__()
        self._context, self._laptop, self._own = context, laptop, own
        self.setProperty("look", "card_returned")
        px = context.theme.px
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(16), px(12), px(14), px(12))
        layout.setSpacing(px(12))
        folds.fill(layout, RETURNED, list(enumerate(returned)), self._row, FIRST, "home.more_entries")

    def _row(self, numbered: tuple[int, Returned]) -> QWidget:
        """One entry, a hairline above it where another one stands there."""
        number, one = numbered
        box, column = QWidget(), QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._context.theme.px(12))
        if number:
            column.addWidget(rule())
        column.addLayout(self._told(one))
        box.setLayout(column)
        return box

    def _told(self, one: Returned) -> QHBoxLayout:
        theme, sentences = self._context.theme, self._context.sentences
        sign = QLabel()
        sign.setPixmap(sign_pixmap("returned", theme, 15, 2.0))
        sign.setFixedWidth(theme.px(27))
        sign.setContentsMargins(0, theme.px(1), 0, 0)
        words = QVBoxLayout()
        words.setSpacing(theme.px(3))
        names = QHBoxLayout()
        names.setSpacing(theme.px(8))
        if one.place.within:
            names.addWidget(label(one.place.within, "strong"))
        names.addWidget(Elided(" ".join(one.place.name.split()), "small"), 1)
        words.addLayout(names)
        if one.reason:
            words.addWidget(label(f"“{one.reason.strip()}”", wrap=True))
        about = [part for part in (one.by, when(one.instant, self._laptop, sentences)) if part]
        if about:
            words.addWidget(label(" · ".join(about), "small"))
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(sign, alignment=Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addSpacing(theme.px(16))
        row.addWidget(self._mend(one))
        return row

    def _mend(self, one: Returned) -> QWidget:
        mend = button(self._context.sentences("window.home.mend" if self._own else "undo.open"))
        mend.setAccessibleName(f"{mend.text()}: {one.place.within} {one.place.name}")
        mend.clicked.connect(lambda: self.open_requested.emit(one.place.object_id))
        return mend
