"""Strips to pages, in one pass."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from exporters.pdf.slab import Slab


@dataclass(slots=True)
class Placed:
    """A strip and where it stands: points from the top of the text."""

    slab: Slab
    top: float


@dataclass(slots=True)
class Leaf:
    """One page's strips. opener: it begins a chapter."""

    placed: list[Placed] = field(default_factory=list)
    opener: bool = False

    @property
    def depth(self) -> float:
        return max((each.top + each.slab.height for each in self.placed), default=0.0)


def pages_of(slabs: Sequence[Slab], depth: float) -> list[Leaf]:
    """The pages of one chapter. depth: height of the text in points.

    Strips that stay together move to the next page together. A figure that does not fit waits for the next page
    while the text goes on, so that no page ends half empty.
    """
    flow = _Flow(depth)
    for group in _groups(slabs):
        flow.add(group)
    return flow.finish()


def _groups(slabs: Sequence[Slab]) -> Iterator[list[Slab]]:
    group: list[Slab] = []
    for slab in slabs:
        group.append(slab)
        if not slab.keep:
            yield group
            group = []
    if group:
        yield group


class _Flow:
    def __init__(self, depth: float) -> None:
        self._depth = depth
        self._leaves: list[Leaf] = [Leaf(opener=True)]
        self._at = 0.0
        self._gap = 0.0
        self._waiting: list[list[Slab]] = []

    def add(self, group: list[Slab]) -> None:
        if self._fits(group):
            self._put(group)
        elif group[0].floats and self._at > 0:
            self._waiting.append(group)
        elif self._height(group, first=True) <= self._depth:
            while self._at and not self._fits(group):
                self._turn()
            self._put(group)
        else:
            self._put_split(group)

    def finish(self) -> list[Leaf]:
        while self._waiting:
            self._turn()
        _even(self._leaves, self._depth)
        return self._leaves

    def _turn(self) -> None:
        """A new page, with the figures that wait for one at its head."""
        self._leaves.append(Leaf())
        self._at = self._gap = 0.0
        waiting, self._waiting = self._waiting, []
        for number, group in enumerate(waiting):
            if number == 0 or self._fits(group):
                self._put(group)
            else:
                self._waiting.append(group)

    def _fits(self, group: list[Slab]) -> bool:
        return self._at + self._space(group[0]) + self._height(group) <= self._depth + 0.01

    def _space(self, slab: Slab) -> float:
        return max(self._gap, slab.before) if self._at else 0.0

    def _height(self, group: list[Slab], *, first: bool = False) -> float:
        height, gap = 0.0, 0.0
        for number, slab in enumerate(group):
            if number:
                height += max(gap, slab.before)
            height += slab.height
            gap = slab.after
        return height + (group[0].repeat.height if first and group[0].repeat else 0.0)

    def _put(self, group: list[Slab]) -> None:
        for slab in group:
            if not self._at and slab.repeat is not None and len(self._leaves) > 1:
                self._place(slab.repeat)
            self._place(slab)

    def _place(self, slab: Slab) -> None:
        self._at += self._space(slab)
        self._leaves[-1].placed.append(Placed(slab, self._at))
        self._at += slab.height
        self._gap = slab.after

    def _put_split(self, group: list[Slab]) -> None:
        """A group that is higher than a page: as much as fits, page after page."""
        for slab in group:
            if not self._fits([slab]) and self._at:
                self._turn()
            self._put([slab])


def _even(leaves: Sequence[Leaf], depth: float, *, most: float = 4.5) -> None:
    """Feet at the same height: what is left of a full page goes between its paragraphs, a little each."""
    for leaf in leaves[:-1]:
        rest = depth - leaf.depth
        gaps = [at for at in range(1, len(leaf.placed)) if _gap(leaf.placed[at - 1], leaf.placed[at]) > 0.5]
        if not gaps or rest <= 0 or rest > len(gaps) * most:
            continue
        each, moved = rest / len(gaps), 0.0
        for at, placed in enumerate(leaf.placed):
            if at in gaps:
                moved += each
            placed.top += moved


def _gap(above: Placed, below: Placed) -> float:
    return below.top - above.top - above.slab.height
