"""Entries of a column come bit by bit: those that will be seen first, the others while nobody waits; and they go so."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import pairwise
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget
from shiboken6 import delete, isValid

from db.frozen import dataclass
from desktop.turns import Turn

if TYPE_CHECKING:
    from desktop.editor.fields import Fields

AT_ONCE, LEAST = 4, 2
"""Entries that are built before the page is seen, at most, and at least where fewer fill it."""
SLICE, PAUSE = 0.004, 4
"""Seconds after which the loop has its turn, and ms until the next entries."""
FIXED = QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed
"""How a room takes its place."""
AWAY = 150
"""ms between two looks whether the page is seen again."""


@dataclass(frozen=True, slots=True)
class Expected:
    """An entry that is still to be built. name: its id. room: stands in its place until then. height: of room, px.

    room is no widget: three hundred of them that come into sight together take Qt 40 ms.
    """

    name: str
    make: Callable[[], QWidget]
    room: QSpacerItem
    height: Callable[[], int]


class Coming(QObject):
    """area: what scrolls. column: the entries' layout in it. made: is told of each part once it stands in its place.

    What stands above the part that is seen gets its room from where nobody looks: nothing that is seen moves. What
    asks for all fields of the page has them (Fields.complete); what is asked for by name is there at once (need).
    """

    def __init__(
        self, area: QScrollArea, column: QVBoxLayout, fields: Fields, made: Callable[[str, QWidget], object],
        at_once: int = AT_ONCE, *, in_order: bool = True,
    ) -> None:  # fmt: skip
        """at_once: entries that are built before the page is seen, at most: few where each takes long.

        in_order: Tab goes through what takes the focus as it was made; else made sees to that.
        """
        super().__init__(area)
        self._at_once, self._ordered = at_once, in_order
        self._area, self._column, self._fields, self._made = area, column, fields, made
        page = fields.parent()
        self._page = page if isinstance(page, QWidget) else None
        self.names: list[str] = []
        self._first: frozenset[str] = frozenset()
        self._must: frozenset[str] = frozenset()
        self._waiting: dict[str, Expected] = {}
        self._parts: dict[str, QWidget] = {}
        self._heights: dict[str, int] = {}
        self._next = Turn(self, self._slice)
        fields.all_wanted.connect(self.finish)
        fields.one_wanted.connect(self.need)
        area.verticalScrollBar().valueChanged.connect(lambda _: self._see())

    # --- what is to come ----------------------------------------------------------------------------------------

    def plan(self, names: Sequence[str], first: str, urgent: Collection[str] = ()) -> None:
        """What comes now. first: the entry that is opened. urgent: those that cannot wait."""
        self.names = list(names)
        at = max(0, self.names.index(first) - 1) if first in self.names else 0
        at = max(0, min(at, len(self.names) - self._at_once))
        self._first = frozenset(self.names[at : at + self._at_once])
        self._must = frozenset(urgent) | {first, *self.names[at : at + LEAST]}

    def add(self, name: str, make: Callable[[], QWidget], height: Callable[[], int]) -> None:
        """Make room for an entry in the column. height: px that it will take, about; asked again by `estimate`."""
        known = self._heights.get(name)
        room = QSpacerItem(0, height() if known is None else known, *FIXED)
        self._column.addItem(room)
        self._waiting[name] = Expected(name, make, room, height)
        self._fields.coming[name] = self._area

    def estimate(self) -> None:
        """Ask again how high those are that are still to come."""
        for each in self._waiting.values():
            each.room.changeSize(0, each.height(), *FIXED)
        self._column.invalidate()

    def first(self) -> Iterator[None]:
        """Build what fills the page, an entry at each step; the others come by themselves from then on."""
        left = self._area.viewport().height()
        for entry in list(self._waiting.values()):
            if entry.name in self._must or (entry.name in self._first and left > 0):
                left -= entry.room.sizeHint().height()
                self._build(entry, keeping=False)
                yield
        if self._waiting:
            self._next.start(PAUSE)

    def start(self) -> None:
        """All of first in one go."""
        deque(self.first(), 0)

    def need(self, name: str) -> None:
        """Build one entry now, where it is still to come."""
        if (entry := self._waiting.get(name)) is not None:
            self._build(entry)

    def near(self, focus: QWidget | None) -> None:
        """Build those beside the entry that has the focus, to which Tab may lead; the outermost where none has it."""
        if not self._waiting:
            return
        here = next((name for name, part in self._parts.items() if isValid(part) and _holds(part, focus)), None)
        place = self.names.index(here) if here is not None else -1
        for name in (self.names[place - 1], self.names[(place + 1) % len(self.names)]) if here else self._ends():
            self.need(name)

    def _ends(self) -> tuple[str, str]:
        return self.names[0], self.names[-1]

    def finish(self) -> None:
        """Build all that is still to come, each in its place."""
        if self._waiting:
            for entry in list(self._waiting.values()):
                self._build(entry)
            self.settle()

    def clear(self) -> None:
        """Nothing is to come any more. How high each entry was is remembered."""
        self._heights |= {name: part.height() for name, part in self._parts.items() if isValid(part)}
        self._next.stop()
        for name in self._waiting:
            self._fields.coming.pop(name, None)
        self._waiting.clear()
        self._parts.clear()
        self.names = []

    def forget(self) -> None:
        """The column shows something else from now on."""
        self.clear()
        self._heights.clear()

    # --- building -----------------------------------------------------------------------------------------------

    def _slice(self) -> None:
        """A few more: those in view, then on from there, then what stands above."""
        if self._fields.context.operations.closed:  # the window went while its entries were still coming
            return
        if self._page is not None and not self._page.isVisible():  # the page that is seen has its turn
            self._next.start(AWAY)
            return
        end = perf_counter() + SLICE
        for entry in self._by_distance():
            self._build(entry)
            if perf_counter() > end:
                break
        if self._waiting:
            self._next.start(PAUSE)

    def _see(self) -> None:
        """Somebody scrolled to where something is still to come; places are known once the column was laid out."""
        if self._waiting and self._area.isVisible():
            self.settle()
            for entry in [each for each in self._waiting.values() if self._in_view(each.room)]:
                self._build(entry)

    def _by_distance(self) -> list[Expected]:
        waiting = list(self._waiting.values())
        seen = [each for each in waiting if self._in_view(each.room)]
        above = [each for each in waiting if self._above(each.room)]
        known = {each.name for each in (*above, *seen)}
        return [*seen, *(each for each in waiting if each.name not in known), *reversed(above)]

    def _in_view(self, room: QSpacerItem) -> bool:
        """Whether any of a room is seen; it has no height until the column was laid out."""
        top, height = self._top(room), room.geometry().height()
        seen = self._area.verticalScrollBar().value()
        below = seen + self._area.viewport().height()
        return height > 0 and self._area.isVisible() and top < below and top + height > seen

    def _above(self, part: QWidget | QSpacerItem) -> bool:
        height = part.geometry().height()
        return height > 0 and self._top(part) + height <= self._area.verticalScrollBar().value()

    def _top(self, part: QWidget | QSpacerItem) -> int:
        inner, around = self._area.widget(), self._column.parentWidget()
        found = part.geometry().topLeft()
        return around.mapTo(inner, found).y() if inner is not None and around is not None else found.y()

    def _build(self, entry: Expected, *, keeping: bool = True) -> None:
        """keeping: what is seen stays where it is."""
        if self._waiting.pop(entry.name, None) is not entry:
            return
        self._fields.coming.pop(entry.name, None)
        seen = self._seen() if keeping and self._area.isVisible() and self._above(entry.room) else None
        top = self._top(seen) if seen is not None else 0
        part = entry.make()
        place = self._column.indexOf(entry.room)
        self._column.takeAt(place)
        self._column.insertWidget(place, part)
        self._parts[entry.name] = part
        if self._ordered:
            self._in_order(entry.name)
        part.show()  # the layout would do so in the next round of the loop only
        self._made(entry.name, part)
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

    def _in_order(self, name: str) -> None:
        """Tab goes through a part that came later as if it had been there from the beginning."""
        place = self.names.index(name)
        start = next((found[-1] for each in reversed(self.names[:place]) if (found := self._takers(each))), None)
        takers = self._takers(name)
        after = next((found[0] for each in self.names[place + 1 :] if (found := self._takers(each))), None)
        if start is None and after is not None:
            start = after.previousInFocusChain()
            while start not in (None, after) and not start.focusPolicy() & Qt.FocusPolicy.TabFocus:
                start = start.previousInFocusChain()
        for one, other in pairwise([*([start] if start is not None else []), *takers]):
            QWidget.setTabOrder(one, other)

    def _takers(self, name: str) -> list[QWidget]:
        """The widgets of an entry that Tab stops at, where it is built."""
        part = self._parts.get(name)
        found = part.findChildren(QWidget) if part is not None else []
        return [each for each in found if each.focusPolicy() & Qt.FocusPolicy.TabFocus]


def _holds(part: QWidget, focus: QWidget | None) -> bool:
    return focus is not None and (part is focus or part.isAncestorOf(focus))


class Going(QObject):
    """What was taken out of a column is seen no more, and ends bit by bit: a thousand widgets that end together hold
    the window up.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._parts: deque[QWidget] = deque()
        self._next = Turn(self, self._some)

    def take(self, layout: QLayout) -> None:
        """Take every widget and inner layout out of layout."""
        while (item := layout.takeAt(0)) is not None:
            widget, inner = item.widget(), item.layout()
            if widget is not None:
                widget.hide()
                self._parts.append(widget)
            elif inner is not None:
                self.take(inner)
        if self._parts:
            self._next.start(PAUSE)

    def _some(self) -> None:
        end = perf_counter() + SLICE
        while self._parts and perf_counter() < end:
            if isValid(part := self._parts.popleft()):
                delete(part)
        if self._parts:
            self._next.start(PAUSE)
