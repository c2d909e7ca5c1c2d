"""Where blocks are set: what they stand in, and how far from the left edge of the text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TypeAlias

from exporters.document import nodes as n
from exporters.pdf.slab import Slab
from exporters.pdf.tags import Element, Headings


@dataclass(frozen=True, slots=True)
class Spot:
    """chapter: the id that anchors begin with. inside: the element that blocks become part of. x: in points."""

    chapter: str
    inside: Element
    headings: Headings
    x: float = 0.0

    def at(self, x: float, inside: Element) -> Spot:
        return replace(self, x=x, inside=inside)


SetBlocks: TypeAlias = Callable[[Iterable[n.Block], Spot], list[Slab]]
