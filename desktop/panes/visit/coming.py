"""Entries of a column that are built a few at a time: those in view at once, the others while nobody waits for them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import pairwise
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from db.frozen import dataclass

if TYPE_CHECKING:
    from desktop.editor.fields import Fields

AT_ONCE, LEAST = 4, 2
"""Entries that are built before the page is seen, at most, and at least where fewer fill it."""
SLICE, PAUSE = 0.004, 4
"""Seconds after which the loop has its turn, and ms until the next entries."""
AWAY = 150
"""ms between two looks whether the page is seen again."""


@dataclass(frozen=True, slots=True)
class Expected:
    """An entry that is still to be built. name: its id. room: stands in its place until then."""

    name: str
    make: Callable[[], QWidget]
    room: QWidget


class Coming(QObject):
    """area: what scrolls. column: the entries' layout in it. made: is told of each part once it stands in its place.

    What stands above the part that is seen gets its room from where nobody looks: nothing that is seen moves. What
    asks for all fields of the page has them (Fields.complete); what is asked for by name is there at once (need).
    """

    def __init__(
        self, area: QScrollArea, column: QVBoxLayout, fields: Fields, made: Callable[[QWidget], object],
        at_once: int = AT_ONCE,
    ) -> None:  # fmt: skip
        """at_once: entries that are built before the page is seen, at most: few where each takes long."""
        super().__init__(area)
        self._at_once = at_once
        self._area, self._column, self._fields, self._made = area, column, fields, made
        page = fields.parent()
        self._page = page if isinstance(page, QWidget) else None
        self.names: list[str] = []
        self._first: frozenset[str] = frozenset()
        self._must: frozenset[str] = frozenset()
        self._room = 0
        self._waiting: list[Expected] = []
        self._parts: dict[str, QWidget] = {}
        self._heights: dict[str, int] = {}
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._slice)
        fields.all_wanted.connect(self.finish)
        fields.one_wanted.connect(self.need)
        area.verticalScrollBar().valueChanged.connect(lambda _: self._see())

    def plan(self, names: Sequence[str], first: str, urgent: Collection[str] = ()) -> None:
        """What comes now. first: the entry that is opened. urgent: those that cannot wait."""
        self.names = list(names)
        at = max(0, self.names.index(first) - 1) if first in self.names else 0
        at = max(0, min(at, len(self.names) - self._at_once))
        self._first = frozenset(self.names[at : at + self._at_once])
        self._must = frozenset(urgent) | {first, *self.names[at : at + LEAST]}
        self._room = self._area.viewport().height()

    def add(self, name: str, make: Callable[[], QWidget], height: int) -> None:
        """Put an entry into the column, now or soon. height: px that it will take, about."""
        if name in self._must or (name in self._first and self._room > 0):
            self._room -= height
            part = self._parts[name] = make()
            self._column.addWidget(part)
            part.show()  # the layout would do so in the next round of the loop only
            self._made(part)
            return
        room = QWidget()
        room.setFixedHeight(self._heights.get(name, height))
        self._column.addWidget(room)
        self._waiting.append(Expected(name, make, room))
        self._fields.coming[name] = self._area
        self._next.start(PAUSE)

    def need(self, name: str) -> None:
        """Build one entry now, where it is still to come."""
        for entry in [each for each in self._waiting if each.name == name]:
            self._build(entry)

    def finish(self) -> None:
        """Build all that is still to come, each in its place."""
        if self._waiting:
            for entry in list(self._waiting):
                self._build(entry)
            self.settle()

    def clear(self) -> None:
        """Nothing is to come any more. How high each entry was is remembered."""
        self._heights |= {name: part.height() for name, part in self._parts.items() if isValid(part)}
        self._next.stop()
        for entry in self._waiting:
            self._fields.coming.pop(entry.name, None)
        self._waiting.clear()
        self._parts.clear()
        self.names = []

    def forget(self) -> None:
        """The column shows something else from now on."""
        self.clear()
        self._heights.clear()

    def _slice(self) -> None:
        """A few more: those in view, then on from there, then what stands above."""
        if self._fields.context.operations.closed:  # the window went while its entries were still coming
            return
        if self._page is not None and not self._page.isVisible():  # the page that is seen has its turn
            self._next.start(AWAY)
            return
        end = perf_counter() + SLICE
        while self._waiting and perf_counter() < end:
            seen = self._in_view()
            below = [each for each in self._waiting if not self._above(each.room)]
            self._build(seen[0] if seen else below[0] if below else self._waiting[-1])
        if self._waiting:
            self._next.start(PAUSE)

    def _see(self) -> None:
        """Somebody scrolled to where something is still to come; places are known once the column was laid out."""
        if self._waiting and self._area.isVisible():
            self.settle()
            for entry in self._in_view():
                self._build(entry)

    def _in_view(self) -> list[Expected]:
        return [each for each in self._waiting if not each.room.visibleRegion().isEmpty()]

    def _above(self, widget: QWidget) -> bool:
        return self._top(widget) + widget.height() <= self._area.verticalScrollBar().value()

    def _top(self, widget: QWidget) -> int:
        inner = self._area.widget()
        return widget.mapTo(inner, QPoint(0, 0)).y() if inner is not None else 0

    def _build(self, entry: Expected) -> None:
        if entry not in self._waiting:
            return
        self._waiting.remove(entry)
        self._fields.coming.pop(entry.name, None)
        seen = self._seen() if self._area.isVisible() and self._above(entry.room) else None
        top = self._top(seen) if seen is not None else 0
        place = self._column.indexOf(entry.room)
        part = entry.make()
        self._column.removeWidget(entry.room)
        self._column.insertWidget(place, part)
        self._in_order(entry.name, part)
        entry.room.hide()
        entry.room.deleteLater()
        part.show()
        self._parts[entry.name] = part
        self._made(part)
        if seen is not None:
            self.settle()
            bar = self._area.verticalScrollBar()
            bar.setValue(bar.value() + self._top(seen) - top)

    def _seen(self) -> QWidget | None:
        """The topmost part of which something is seen."""
        built = (self._parts[name] for name in self.names if name in self._parts)
        return next((part for part in built if isValid(part) and not self._above(part)), None)

    def settle(self) -> None:
        """Let everything find its height now: texts ask for another one once they know their width."""
        for _ in range(2):
            if (inner := self._area.widget()) is not None and (layout := inner.layout()) is not None:
                layout.activate()
            QCoreApplication.sendEvent(self._area, QEvent(QEvent.Type.LayoutRequest))

    def _in_order(self, name: str, part: QWidget) -> None:
        """Tab goes through a part that came later as if it had been there from the beginning."""
        takers = _takers(part)
        place = self.names.index(name)
        before = [found for each in self.names[:place] if each in self._parts for found in _takers(self._parts[each])]
        after = [found for each in self.names[place:] if each in self._parts for found in _takers(self._parts[each])]
        start: QWidget | None = before[-1] if before else None
        if start is None and after:
            start = after[0].previousInFocusChain()
            while start not in (None, after[0]) and not start.focusPolicy() & Qt.FocusPolicy.TabFocus:
                start = start.previousInFocusChain()
        for one, other in pairwise([*([start] if start is not None else []), *takers]):
            QWidget.setTabOrder(one, other)


def _takers(part: QWidget) -> list[QWidget]:
    """The widgets of a part that Tab stops at."""
    return [each for each in part.findChildren(QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
