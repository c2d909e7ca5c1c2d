"""Who are you? A band over the page, never in the way: a name is typed or chosen, and it goes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.editor.composition import LineField, full_text
from desktop.models.people import Named, found_by
from desktop.panes.flow import FlowLayout
from desktop.panes.parts import button, clear, label, picture

if TYPE_CHECKING:
    from desktop.theme import Theme
    from resources import Sentences

SHOWN, FEW = 24, 3
"""Names that are offered at a time, and where the window is low; typing finds the others."""
NARROWLY = 100
"""How much more of the line the field takes than the room after it, up to its own width."""
LOW, LOWEST = 760, 500
"""px at 100 % of the window below which room is scarce, and below which names are shown only while one is typed."""


class WhoBand(QWidget):
    """chosen: id of who writes here. later: nobody wants to say now."""

    chosen = Signal(str)
    later = Signal()

    def __init__(
        self, theme: Theme, sentences: Sentences, people: Sequence[Named], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._say, self._people, self._found = sentences, tuple(people), tuple(people)
        card = QFrame()
        card.setProperty("look", "band_info")
        self.setAccessibleName(sentences("tour.who.ask"))
        px = theme.px
        self.name = LineField()
        self.name.setPlaceholderText(sentences("tour.who.type"))
        self.name.setAccessibleName(sentences("tour.who.ask"))
        self.name.setMaximumWidth(px(240))
        self.name.textChanged.connect(lambda _: self._list())
        self.name.textEdited.connect(lambda _: self._list())
        self.name.returnPressed.connect(self._take)
        later = button(sentences("tour.who.later"), "quiet")
        later.clicked.connect(self.later)
        self._put_off = later
        first = QHBoxLayout()
        first.setSpacing(px(10))
        words = label(sentences("tour.who.ask"), "strong")
        words.setBuddy(self.name)
        for part in (picture(theme, "person", "blue", 18), words, self.name):
            first.addWidget(part, NARROWLY if part is self.name else 0)
        first.addStretch(1)
        first.addWidget(later)
        self._names = FlowLayout(px(6), px(6))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(16), px(8), px(16), px(8))
        outer.addWidget(card)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(px(14), px(8), px(8), px(10))
        layout.setSpacing(px(8))
        layout.addLayout(first)
        layout.addLayout(self._names)
        self._list()

    def _list(self) -> None:
        """The names that fit what is typed, the syllable that is being composed too."""
        self._found = found_by(self._people, full_text(self.name))
        clear(self._names)
        height, px = self.window().height(), self._theme.px
        shown = FEW if height < px(LOW) else SHOWN
        if height < px(LOWEST) and not full_text(self.name).strip():
            return
        for person in self._found[:shown]:
            press = QPushButton(person.name.replace("&", "&&"))
            press.setProperty("look", "value")
            press.setAutoDefault(True)
            press.clicked.connect(partial(self.chosen.emit, person.object_id))
            self._names.addWidget(press)
            press.show()
        rest = len(self._found) - shown
        if rest > 0 or not self._found:
            words = self._say("tour.who.more", count=rest) if self._found else self._say("tour.who.nobody")
            told = label(words, "small")
            told.setMinimumHeight(max((each.sizeHint().height() for each in self._buttons()), default=0))
            self._names.addWidget(told)
        chain = [self.name, self._put_off, *self._buttons()]  # those made last stand last everywhere else
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

    def _buttons(self) -> list[QPushButton]:
        """The names that are offered."""
        items = (self._names.itemAt(place) for place in range(self._names.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [each for each in widgets if isinstance(each, QPushButton)]

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self._list()  # only now it is known how high the window is

    def _take(self) -> None:
        """Enter takes the only one left, or the first that fits."""
        if self._found and (full_text(self.name).strip() or len(self._found) == 1):
            self.chosen.emit(self._found[0].object_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.later.emit()
        else:
            super().keyPressEvent(event)
