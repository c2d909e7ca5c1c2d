"""Runs Python's cycle collector in the GUI thread only.

Left alone it runs in whichever thread happens to allocate, and there it may destroy Qt objects that only the GUI
thread may touch: the program ends without a word.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY, AGAIN = 500, 4
"""Milliseconds between two looks: what pages leave behind in two seconds holds the window up for 40 ms when it is
collected at once. AGAIN: so many times more rarely than by its threshold the oldest objects are looked through."""


class Collector(QObject):
    """Collects from now on, as often as Python itself would have, until close."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_on = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect the oldest generation whose threshold is passed."""
        counts, (new, middle, old) = gc.get_count(), gc.get_threshold()
        most = (new, middle, old * AGAIN)
        due = [age for age in range(3) if most[age] and counts[age] > most[age]]
        if due:
            gc.collect(due[-1])

    def close(self) -> None:
        """Leave collecting to Python again."""
        self._timer.stop()
        if self._was_on:
            gc.enable()
