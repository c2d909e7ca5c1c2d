"""A long column of rows that are made bit by bit: what is near is there at once, the window is never held up."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

SLICE: Final = 0.012
"""Seconds of one turn of Qt's loop in which rows are made or let go; what Qt then does with them comes on top."""
PAUSE: Final = 8
"""ms between such turns, in which keys and the screen have their way."""

AWAY: Final = 8
"""Rows that end in one turn."""
FIRST: Final = 3
"""Rows that are there before anything is painted."""
HIGHEST: Final = (1 << 24) - 1
"""No limit of a widget's height, as Qt has it."""


class GradualColumn(QWidget):
    """made: the row of a number has come; its neighbours may not be there yet.

    Rows that are not there yet have the height that they will have, so that nothing jumps. The first one is made at
    once; the others from the one that is nearest to what area shows.
    """

    made = Signal(int)

    def __init__(self, area: QScrollArea, heights: Callable[[int], int], make: Callable[[int], QWidget]) -> None:
        """heights: of a row, in px, once the first one is there. make: the row of a number."""
        super().__init__()
        self._area, self._heights, self._make = area, heights, make
        self._slots: list[QWidget] = []
        self._waiting: dict[int, None] = {}
        self._held: tuple[dict[int, Any], ...] = ()
        self._timer = QTimer(self)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._go_on)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def start(self, count: int, wanted: Sequence[int] = ()) -> None:
        """Make so many rows, those that are wanted at once."""
        for _ in range(count):
            slot = QWidget()
            inside = QVBoxLayout(slot)
            inside.setContentsMargins(0, 0, 0, 0)
            self._slots.append(slot)
            self._column.addWidget(slot)
        self._waiting = dict.fromkeys(range(count))
        for number in (*range(FIRST), *wanted):
            self.fill(number)
        if self._waiting:
            self._timer.start()
            self.estimate()

    def estimate(self) -> None:
        """Give rows that are not there yet their height, which may have changed with the width."""
        if not self._timer.isActive():
            return
        for number in self._waiting:
            self._slots[number].setFixedHeight(self._heights(number))

    def fill(self, number: int) -> None:
        """Make a row now, if it is not there."""
        if number not in self._waiting:
            return
        del self._waiting[number]
        slot, inside = self._slots[number], self._slots[number].layout()
        assert inside is not None
        slot.setMinimumHeight(0)
        slot.setMaximumHeight(HIGHEST)
        row = self._make(number)
        inside.addWidget(row)
        row.show()  # a layout does so only in the next turn, and Tab may come before
        self.made.emit(number)

    def let_go(self, *held: dict[int, Any]) -> None:
        """Be seen no more, and end bit by bit: a thousand widgets that end together hold the window up.

        held: what else is known of rows, by number; it goes with them.
        """
        self._waiting.clear()
        self._held = held
        self.hide()
        self._timer.timeout.disconnect(self._go_on)
        self._timer.timeout.connect(self._end_some)
        self._timer.start()

    def _end_some(self) -> None:
        for slot in self._slots[-AWAY:]:
            slot.deleteLater()
        del self._slots[-AWAY:]
        for each in self._held:
            for number in [number for number in each if number >= len(self._slots)]:
                del each[number]
        if not self._slots:
            self._timer.stop()
            self.deleteLater()

    def _go_on(self) -> None:
        begin = time.perf_counter()
        order = self._by_distance()
        while order and time.perf_counter() - begin < SLICE:
            self.fill(order.pop())
        if not self._waiting:
            self._timer.stop()

    def _by_distance(self) -> list[int]:
        """What is not there yet, the nearest last."""
        inner = self._area.widget()
        if inner is None or not inner.isAncestorOf(self):
            return sorted(self._waiting, reverse=True)
        bar = self._area.verticalScrollBar()
        middle = bar.value() + self._area.viewport().height() // 2 - self.mapTo(inner, QPoint(0, 0)).y()

        def distance(number: int) -> int:
            box = self._slots[number].geometry()
            return abs(box.center().y() - middle)

        return sorted(self._waiting, key=distance, reverse=True)
