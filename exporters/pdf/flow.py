"""Strips to pages, in one pass."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from exporters.pdf.pagefoot import PageFoot
from exporters.pdf.slab import Slab
from exporters.pdf.style import Feet

_STRETCHED: Final = 0.7
"""Of what a page's gaps may open, the share that they do to keep together what should be."""
_TIGHTER: Final = 1.6
"""How many times as far gaps may close where that saves a page of a few lines."""
_FEW: Final = 4
_LESS: Final = (1.0, 2.5, 4.0)
"""Lines that a page may leave to the next one, so that the last is not so empty; the most where pages are few."""


@dataclass(slots=True)
class Placed:
    """A strip and where it stands: points from the top of the text. again: it stood on an earlier page already."""

    slab: Slab
    top: float
    again: bool = False


@dataclass(slots=True)
class Leaf:
    """One page's strips. opener: it begins a chapter. notes: footnotes, low points high in all."""

    placed: list[Placed] = field(default_factory=list)
    opener: bool = False
    notes: list[Slab] = field(default_factory=list)
    low: float = 0.0

    @property
    def depth(self) -> float:
        return max((each.top + each.slab.height for each in self.placed), default=0.0)


def pages_of(slabs: Sequence[Slab], depth: float, feet: Feet, rule: Slab | None = None) -> list[Leaf]:
    """The pages of one chapter. depth: height of the text in points. rule: what stands between it and its footnotes.

    Strips that stay together move to the next page together; a figure is made smaller where that keeps it on its page.
    """
    groups, strip = list(_groups(slabs)), rule or Slab(0)

    def laid(feet: Feet, less: float = 0.0) -> list[Leaf]:
        flow = _Flow(depth, feet, strip, less)
        for group in groups:
            flow.add(group)
        return flow.finish()

    leaves = laid(feet)
    if _ends_poorly(leaves, feet):
        leaves = _better_ended(leaves, depth, feet, laid)
    for leaf in leaves:
        top = depth - leaf.low if leaf.placed else 0.0
        for note in leaf.notes:
            leaf.placed.append(Placed(note, top))
            top += note.height
    return leaves


def _ends_poorly(leaves: Sequence[Leaf], feet: Feet) -> bool:
    """Whether a few lines are alone on the last page."""
    return len(leaves) > 1 and leaves[-1].depth + leaves[-1].low < feet.short


def _better_ended(
    leaves: list[Leaf], depth: float, feet: Feet, laid: Callable[[Feet, float], list[Leaf]]
) -> list[Leaf]:
    """The pages with their gaps closed a little more, so that the last one goes, or opened, so that it gets more;
    as they are where that would cost an even foot."""
    tight = replace(feet, tighter=feet.tighter * _TIGHTER, most_tighter=feet.most_tighter * _TIGHTER)
    known = _short_feet(leaves, depth, feet)
    for wanted, less in (
        (tight, 0.0),
        *((feet, feet.short / 5 * share) for share in _LESS[: 3 if len(leaves) < _FEW else 2]),
    ):
        others = laid(wanted, less)
        better = len(others) < len(leaves) or (len(others) == len(leaves) and not _ends_poorly(others, feet))
        if better and _short_feet(others, depth, feet) <= known:
            return others
    return leaves


def _short_feet(leaves: Sequence[Leaf], depth: float, feet: Feet) -> int:
    """How many pages but the last end clearly above the others."""
    return sum(depth - leaf.low - leaf.depth > feet.short / 5 for leaf in leaves[:-1])


def _groups(slabs: Sequence[Slab]) -> Iterator[list[Slab]]:
    group: list[Slab] = []
    for slab in slabs:
        group.append(slab)
        if not (slab.keep or slab.soft):
            yield group
            group = []
    if group:
        yield group


def _parted(group: Sequence[Slab]) -> Iterator[list[Slab]]:
    """What of group must stay together in any case."""
    part: list[Slab] = []
    for slab in group:
        part.append(slab)
        if not slab.keep:
            yield part
            part = []
    if part:
        yield part


class _Flow:
    def __init__(self, depth: float, feet: Feet, rule: Slab, less: float) -> None:
        """less: points that pages leave free at first, for wider gaps."""
        self._depth = depth
        self._less = less
        self._foot = PageFoot(rule, depth)
        self._feet = feet
        self._leaves: list[Leaf] = [Leaf(opener=True)]
        self._at = self._gap = self._give = self._stretch = 0.0
        self._waiting: list[Slab] = []

    def add(self, group: list[Slab]) -> None:
        """Place group; a figure that does not fit waits for the next page, and what follows it in its section may fill
        this one."""
        if self._waiting and (_is_floating(group) or _begins_section(group) or not self._fits(group)):
            self._release()
        if _is_floating(group) and self._at and not self._fits(self._resized(group)):
            self._waiting = group
        else:
            self._add(group)

    def _release(self) -> None:
        waiting, self._waiting = self._waiting, []
        if waiting:
            self._turn()
            self._add(waiting)

    def _add(self, group: list[Slab]) -> None:
        rest = self._depth - self._foot.height - self._at
        hole = rest > max(self._feet.hole, self._stretch * _STRETCHED)
        if hole and self._at and any(slab.soft for slab in group) and not self._fits(group):
            for part in _parted(group):
                self._add_whole(part)
        else:
            self._add_whole(group)

    def _add_whole(self, group: list[Slab]) -> None:
        if self._fits(group):
            self._put(group)
            return
        group = self._resized(group)
        if self._at and not self._fits(group) and self._height(group) <= self._depth:
            self._turn()
        if self._fits(group):
            self._put(group)
        else:
            self._put_split(group)

    def finish(self) -> list[Leaf]:
        self._release()
        self._close()
        while self._foot.owed:
            self._turn()
            self._close()
        _even(self._leaves, self._depth, self._feet)
        return self._leaves

    def _turn(self) -> None:
        self._close()
        self._foot.turn()
        self._leaves.append(Leaf())
        self._at = self._gap = self._give = self._stretch = 0.0

    def _close(self) -> None:
        """The page takes its footnotes."""
        self._foot.end(self._depth - self._foot.height - self._at)
        self._leaves[-1].notes, self._leaves[-1].low = self._foot.strips, self._foot.height

    def _room(self) -> float:
        """What the page still takes, with its gaps closed as far as they may be."""
        less = self._less if self._at else 0.0
        return self._depth - less - self._foot.height - self._at + min(self._give, self._feet.most_tighter) + 0.01

    def _fits(self, group: list[Slab]) -> bool:
        return self._space(group[0]) + self._height(group, first=not self._at) <= self._room()

    def _resized(self, group: list[Slab]) -> list[Slab]:
        """group with its figures smaller, where that lets it stand on this page; else as it is."""
        over = self._space(group[0]) + self._height(group, first=not self._at) - self._room() + 0.02
        spare = sum(slab.height - slab.least for slab in group if slab.resize)
        if over > spare:
            return group
        made = []
        for slab in group:
            if slab.resize:
                less = min(over, slab.height - slab.least)
                over -= less
                slab = slab.resize(slab.height - less)
            made.append(slab)
        return made

    def _space(self, slab: Slab) -> float:
        return max(self._gap, slab.before) if self._at else 0.0

    def _height(self, group: list[Slab], *, first: bool = False) -> float:
        slab = group[0]
        if len(group) == 1 and not slab.notes:
            return slab.height + (slab.repeat.height if first and slab.repeat else 0.0)
        height, gap, noted = 0.0, 0.0, False
        for number, slab in enumerate(group):
            noted = noted or bool(slab.notes)
            if number:
                height += max(gap, slab.before)
            height += slab.height
            gap = slab.after
        if noted:
            height += self._foot.needed(group)
        return height + (group[0].repeat.height if first and group[0].repeat else 0.0)

    def _put(self, group: list[Slab]) -> None:
        for slab in group:
            if not self._at and slab.repeat is not None and len(self._leaves) > 1:
                self._place(slab.repeat, again=True)
            self._place(slab)

    def _place(self, slab: Slab, *, again: bool = False) -> None:
        space = self._space(slab)
        self._give += space * self._feet.tighter
        self._stretch += min(space * self._feet.wider, self._feet.widest)
        self._at += space
        self._leaves[-1].placed.append(Placed(slab, self._at, again))
        self._at += slab.height
        self._gap = slab.after
        if slab.notes:
            self._foot.take(slab.notes)

    def _put_split(self, group: list[Slab]) -> None:
        """A group that is higher than a page: as much as fits, page after page."""
        for at, slab in enumerate(group):
            pair = group[at : at + 2] if _is_head(slab) else [slab]
            if not self._fits(pair) and self._at:
                self._turn()
            self._put([slab])


def _is_floating(group: Sequence[Slab]) -> bool:
    """Whether group is a figure with its words, which may stand a little later."""
    return any(slab.resize for slab in group) and not any(map(_is_head, group))


def _begins_section(group: Sequence[Slab]) -> bool:
    return any(slab.bookmark for slab in group)


def _is_head(slab: Slab) -> bool:
    """Whether nothing may part slab from what follows it, however high the group is."""
    return slab.bookmark is not None or slab.head


def _even(leaves: Sequence[Leaf], depth: float, feet: Feet) -> None:
    """Feet at the same height: what is left of a page goes between its paragraphs, more where the gap is wide."""
    for leaf in leaves:
        rest = depth - leaf.low - leaf.depth
        gaps = [max(0.0, _gap(above, below)) for above, below in zip(leaf.placed, leaf.placed[1:], strict=False)]
        if rest < 0:
            _share(leaf, rest, gaps)
            continue
        most = [min(gap * feet.wider, feet.widest) for gap in gaps]
        if leaf is not leaves[-1] and rest <= feet.reach * sum(most):
            _share(leaf, min(rest, sum(most)), most)


def _share(leaf: Leaf, rest: float, weights: Sequence[float]) -> None:
    total = sum(weights)
    moved = 0.0
    for placed, weight in zip(leaf.placed[1:], weights, strict=True):
        moved += rest * weight / total if total else 0.0
        placed.top += moved


def _gap(above: Placed, below: Placed) -> float:
    return below.top - above.top - above.slab.height
