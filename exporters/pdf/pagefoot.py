"""The footnotes at the foot of the page that is being filled; what is too long goes on at the foot of the next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from exporters.pdf.slab import Slab

_SHARE: Final = 1 / 3
"""Of a page's depth: the most that a footnote takes from it, if more of it can stand on the next."""
_LEAST: Final = 2
"""Lines of a footnote that stand together."""


class PageFoot:
    """rule: the strip between the text and the notes. depth: height of a page's text in points.

    strips: what stands at the foot of this page, height points in all. owed: lines that wait for the next page.
    """

    def __init__(self, rule: Slab, depth: float) -> None:
        self._rule = rule
        self._most = depth * _SHARE
        self.strips: list[Slab] = []
        self.height = 0.0
        self.owed: list[Slab] = []
        self._goes_on = False

    def needed(self, group: Iterable[Slab]) -> float:
        """Points that the notes of group would take here."""
        height = self.height
        for slab in group:
            for note in slab.notes:
                count = self._count(note, height)
                height += sum(line.height for line in note[:count]) + (0 if height or not count else self._rule.height)
        return height - self.height

    def take(self, notes: Iterable[Sequence[Slab]]) -> None:
        for note in notes:
            count = self._count(note, self.height)
            self._goes_on = bool(count < len(note) and not self.owed)
            self._put(note[:count])
            self.owed += note[count:]

    def end(self, room: float) -> None:
        """Points are left above the foot: the last note goes on there."""
        if self._goes_on:
            self._fill(room)

    def _fill(self, room: float) -> None:
        """Put here as many of the lines that wait as room takes."""
        count, used = 0, 0.0 if self.height else self._rule.height
        for line in self.owed:
            if used + line.height > room:
                break
            used += line.height
            count += 1
        if 0 < len(self.owed) - count < _LEAST:
            count -= _LEAST - 1
        if count >= _LEAST or count == len(self.owed):
            waiting, self.owed = self.owed[max(count, 0) :], self.owed[: max(count, 0)]
            self._put(self.owed)
            self.owed = waiting

    def turn(self) -> None:
        """Go on at the foot of the next page."""
        self.strips, self.height = [], 0.0
        self._fill(self._most)
        self._goes_on = bool(self.owed)

    def _count(self, note: Sequence[Slab], height: float) -> int:
        """How many lines of note stand on this page, of whose foot height points are taken."""
        whole = sum(line.height for line in note)
        limit = 2 * self._most if whole <= self._most else self._most
        used = height or self._rule.height
        if used + whole <= limit:
            return len(note)
        count = 0
        while count < len(note) and used + note[count].height <= limit:
            used += note[count].height
            count += 1
        count = min(count, len(note) - _LEAST)
        return count if count >= _LEAST else 0

    def _put(self, lines: Sequence[Slab]) -> None:
        if lines and not self.strips:
            self.strips, self.height = [self._rule], self._rule.height
        self.strips += lines
        self.height += sum(line.height for line in lines)
