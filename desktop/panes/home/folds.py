"""Lists on the home page that begin with a few rows: which of them are open, by notebook, also after the next start."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from desktop.panes.parts import button

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.memory import Memory
    from resources import Sentences

T = TypeVar("T")
OPEN = "home-open"
"""What is remembered: the names of the lists that are open."""


class Folds(QObject):
    """turned: name of a list that was opened or folded by its button."""

    turned = Signal(str)

    def __init__(self, memory: Memory, sentences: Sentences, parent: QObject) -> None:
        super().__init__(parent)
        self._memory, self._say = memory, sentences

    def open(self, name: str) -> bool:
        return name in self._memory.choice(OPEN).split()

    def turn(self, name: str) -> None:
        """Open a list, or fold it again."""
        kept = set(self._memory.choice(OPEN).split()) ^ {name}
        self._memory.keep_choice(OPEN, " ".join(sorted(kept)))
        self.turned.emit(name)

    def fill(
        self, column: QVBoxLayout, name: str, things: Sequence[T], make: Callable[[T], QWidget], first: int, key: str
    ) -> list[QWidget]:
        """Put a row for each of things into column, or for the first of them, and a button for the others.

        make: makes the row of one. key: of the button's words. Answers the rows.
        """
        is_open = self.open(name)
        rows = [make(thing) for thing in (things if is_open else things[:first])]
        for row in rows:
            column.addWidget(row)
        if len(things) > first:
            words = self._say("home.fewer") if is_open else self._say(key, count=len(things) - first)
            press = button(words, "link")
            press.setObjectName(fold_name(name))
            press.clicked.connect(partial(self.turn, name))
            column.addWidget(press)
        return rows


def fold_name(name: str) -> str:
    """The name of the button that opens or folds a list, to be found in a page built anew."""
    return f"fold {name}"


def fold_of(page: QWidget, name: str) -> QPushButton | None:
    """The button that opens or folds a list, where it is shown."""
    found = page.findChildren(QPushButton, fold_name(name))
    return next((each for each in found if not each.isHidden()), None)
