"""Who are you? A band over the page, never in the way: a name is typed or chosen, and it goes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.editor.composition import LineField, full_text
from desktop.models.people import Named, found_by
from desktop.panes.flow import FlowLayout
from desktop.panes.parts import button, clear, label, picture

if TYPE_CHECKING:
    from desktop.theme import Theme
    from resources import Sentences

SHOWN = 9
"""Names that are offered at a time; typing finds the others."""


class WhoBand(QFrame):
    """chosen: id of who writes here. later: nobody wants to say now."""

    chosen = Signal(str)
    later = Signal()

    def __init__(
        self, theme: Theme, sentences: Sentences, people: Sequence[Named], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._say, self._people, self._found = sentences, tuple(people), tuple(people)
        self.setObjectName("who")
        self.setProperty("look", "band_info")
        self.setAccessibleName(sentences("tour.who.ask"))
        px = theme.px
        self.name = LineField()
        self.name.setPlaceholderText(sentences("tour.who.type"))
        self.name.setAccessibleName(sentences("tour.who.ask"))
        self.name.setFixedWidth(px(200))
        self.name.textChanged.connect(lambda _: self._list())
        self.name.textEdited.connect(lambda _: self._list())
        self.name.returnPressed.connect(self._take)
        later = button(sentences("tour.who.later"), "quiet")
        later.clicked.connect(self.later)
        first = QHBoxLayout()
        first.setSpacing(px(10))
        words = label(sentences("tour.who.ask"), "strong")
        words.setBuddy(self.name)
        for part in (picture(theme, "person", "blue", 18), words, self.name):
            first.addWidget(part)
        first.addStretch(1)
        first.addWidget(later)
        self._names = FlowLayout(px(6), px(6))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(14), px(8), px(8), px(10))
        layout.setSpacing(px(8))
        layout.addLayout(first)
        layout.addLayout(self._names)
        self._list()

    def _list(self) -> None:
        """The names that fit what is typed, the syllable that is being composed too."""
        self._found = found_by(self._people, full_text(self.name))
        clear(self._names)
        for person in self._found[:SHOWN]:
            press = QPushButton(person.name.replace("&", "&&"))
            press.setProperty("look", "value")
            press.clicked.connect(partial(self.chosen.emit, person.object_id))
            self._names.addWidget(press)
            press.show()
        rest = len(self._found) - SHOWN
        if rest > 0:
            self._names.addWidget(label(self._say("tour.who.more", count=rest), "small"))
        elif not self._found:
            self._names.addWidget(label(self._say("tour.who.nobody"), "small"))

    def _take(self) -> None:
        """Enter takes the only one left, or the first that fits."""
        if self._found and (full_text(self.name).strip() or len(self._found) == 1):
            self.chosen.emit(self._found[0].object_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.later.emit()
        else:
            super().keyPressEvent(event)
