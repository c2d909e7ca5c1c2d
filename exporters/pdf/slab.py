"""The smallest thing that a page takes: a strip of a certain height, with what is drawn in it.

Coordinates are points from the strip's top left corner, x to the right, y down; operators are PDF's, in which y grows
upwards, so they are written with negative y. A strip knows no page number and no object number.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from exporters.pdf.draw import number
from exporters.pdf.tags import Element


@dataclass(frozen=True, slots=True)
class LinkArea:
    """A rectangle that leads somewhere. target: a URL, or `#` and the name of an anchor. says: what it is, in words."""

    target: str
    x: float
    top: float
    width: float
    height: float
    element: Element
    says: str


@dataclass(slots=True)
class Part:
    """operators: of a content stream. element: what they belong to, or None for ornament, which no reader is told.

    x: None, or for text the left end of its baseline, y points below the strip's top; operators show it then, and setup
    chooses colour and font before. setup may be empty where operators choose for themselves.
    """

    element: Element | None
    operators: str
    x: float | None = None
    y: float = 0.0
    setup: str = ""

    def moved(self, dx: float, down: float) -> Part:
        if self.x is not None:
            return Part(self.element, self.operators, self.x + dx, self.y + down, self.setup)
        if not self.operators or not (dx or down):
            return self
        return Part(self.element, f"q 1 0 0 1 {number(dx)} {number(-down)} cm {self.operators} Q")

    def drawn(self) -> str:
        """The operators, needing nothing before them."""
        if self.x is None:
            return self.operators
        return f"BT {number(self.x)} {number(-self.y)} Td {self.setup}{self.operators} ET"


@dataclass(slots=True)
class Slab:
    """One strip.

    height: with its leading. before, after: space above (dropped at the head of a page) and below. keep: it stays with
    the next one. soft: it does so where that leaves no hole at the foot of a page. parts: what is drawn, in reading
    order. anchor: name of a place that links lead to. bookmark: (level, title). repeat: the strip to print again at the
    head of a page that begins with this one. resize: makes the same strip in another height in points, at least
    `least`. head: a heading, which never stands last on a page. text: the words of a line, from which its width
    follows. notes: footnotes whose signs are in it, each by its lines.
    """

    height: float
    before: float = 0.0
    after: float = 0.0
    keep: bool = False
    soft: bool = False
    parts: list[Part] = field(default_factory=list)
    links: tuple[LinkArea, ...] = ()
    anchor: str = ""
    bookmark: tuple[int, str] | None = None
    repeat: Slab | None = None
    resize: Callable[[float], Slab] | None = None
    least: float = 0.0
    head: bool = False
    text: str = field(default="", repr=False)
    notes: tuple[tuple[Slab, ...], ...] = ()

    def over(self, operators: str) -> None:
        """Draw ornament after what is there."""
        self.parts.append(Part(None, operators))

    def under(self, operators: str) -> None:
        """Draw ornament before what is there."""
        self.parts.insert(0, Part(None, operators))

    def take(self, other: Slab, dx: float = 0.0, down: float = 0.0, *, first: bool = False) -> None:
        """Draw what other draws, moved by points, after what is there, or first."""
        parts = [part.moved(dx, down) for part in other.parts] if dx or down else other.parts
        self.parts[0 if first else len(self.parts) : 0 if first else len(self.parts)] = parts
        if other.links:
            self.links += tuple(replace(area, x=area.x + dx, top=area.top + down) for area in other.links)

    def move(self, dx: float, down: float = 0.0) -> None:
        """Move all that is drawn by points."""
        other = Slab(0, parts=self.parts, links=self.links)
        self.parts, self.links = [], ()
        self.take(other, dx, down)


def chained(slabs: list[Slab], *, soft: bool = False) -> list[Slab]:
    """slabs, each staying with the next but the last. soft: see Slab."""
    for slab in slabs[:-1]:
        if soft:
            slab.soft = True
        else:
            slab.keep = True
    return slabs
