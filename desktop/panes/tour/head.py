"""The first line of the page of the tour: its title, never cut while there is room for it, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QFontMetrics, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.editor.fields import set_look

if TYPE_CHECKING:
    from desktop.theme import Theme

WORDS, SIGNS, SMALL, BELOW = range(4)
"""The buttons beside the title say what they do; are signs; the title is smaller too; it has the line for itself."""
SIGN = 34
"""px at 100 % that a button takes which is a sign."""
QWIDGETSIZE_MAX = (1 << 24) - 1
LARGE, LITTLE = 21, 18
"""px at 100 % of the title, as in the style sheet."""


class TourHead(QWidget):
    """presses: what can be done; each keeps its accessible name when it is a sign only."""

    def __init__(self, theme: Theme, presses: Sequence[QPushButton], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._presses = theme, tuple(presses)
        self.title: QLineEdit | None = None
        self._more: QWidget | None = None
        self.form = WORDS
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(26), theme.px(12), theme.px(20), theme.px(8))
        column.setSpacing(theme.px(4))
        self._first, self._second = QHBoxLayout(), QHBoxLayout()
        for line in (self._first, self._second):
            line.setSpacing(theme.px(10))
            column.addLayout(line)
        for press in self._presses:
            press.setAccessibleName(press.text())
            press.setToolTip(press.text())

    def show_title(self, title: QLineEdit, more: QWidget) -> None:
        """Show the field of another title. more: a button that belongs to it."""
        for old in (self.title, self._more):
            if old is not None:
                old.hide()
                old.deleteLater()
        self.title, self._more = title, more
        title.textChanged.connect(self.fit)
        self._place()
        self.fit()

    def fit(self) -> None:
        """The form in which the title is whole, with as many words on the buttons as there is room for."""
        if self.title is None:
            return
        room, px = self._room(), self._theme.px
        letters = QFontMetrics(self._theme.font(LARGE, bold=True)).horizontalAdvance(self.title.text())
        little = QFontMetrics(self._theme.font(LITTLE, bold=True)).horizontalAdvance(self.title.text())
        beside, signs = room - self._across(words=True) - px(14), room - self._across(words=False) - px(14)
        form = WORDS if letters <= beside else SIGNS if letters <= signs else SMALL if little <= signs else BELOW
        self.title.setToolTip(self.title.text() if form == BELOW and little > room - px(14) else "")
        if form != self.form:
            self.form = form
            self._place()

    def _room(self) -> int:
        return self.width() - self._theme.px(26 + 20)

    def _across(self, *, words: bool) -> int:
        """How wide the buttons are together, with or without words."""
        shown = [press for press in self._presses if not press.isHidden()]
        wide = len(shown) * self._theme.px(SIGN)
        if words:
            wide = sum(self._in_words(press) for press in shown)
        more = self._more.sizeHint().width() if self._more is not None else 0
        return wide + more + (len(shown) + 1) * self._theme.px(10)

    @staticmethod
    def _in_words(press: QPushButton) -> int:
        was = press.text()
        press.setText(press.accessibleName())
        wide = press.sizeHint().width()
        press.setText(was)
        return wide

    def _place(self) -> None:
        assert self.title is not None
        assert self._more is not None
        for line in (self._first, self._second):
            while line.count():
                line.takeAt(0)
        self._first.addWidget(self.title, 1)
        line = self._second if self.form == BELOW else self._first
        words = self.form == WORDS or (self.form == BELOW and self._across(words=True) <= self._room())
        for press in self._presses:
            press.setText(press.accessibleName() if words else "")
            press.setMaximumWidth(QWIDGETSIZE_MAX if words else self._theme.px(SIGN))
            line.addWidget(press)
        line.addWidget(self._more)
        if self.form == BELOW:
            line.addStretch(1)
        set_look(self.title, "section" if self.form >= SMALL else "title")
        if not self.title.hasFocus():
            self.title.setCursorPosition(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()
