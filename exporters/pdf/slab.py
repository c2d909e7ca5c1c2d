"""The smallest thing that a page takes: a strip of a certain height, with what is drawn in it.

Coordinates are points from the strip's top left corner, x to the right, y down; operators are PDF's, in which y grows
upwards, so they are written with negative y. A strip knows no page number and no object number.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class LinkArea:
    """A rectangle that leads somewhere. target: a URL, or `#` and the name of an anchor."""

    target: str
    x: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to be drawn. x, top, width, height in points. key: index into the chapter's list of files."""

    path: str
    x: float
    top: float
    width: float
    height: float


@dataclass(slots=True)
class Slab:
    """One strip.

    height: with its leading. before, after: space above (dropped at the head of a page) and below. keep: it stays with
    the next one. operators: content stream. anchor: name of a place that links lead to. bookmark: (level, title).
    repeat: the strip to print again at the head of a page that begins with this one. resize: makes the same strip in
    another height in points, at least `least`. head: a heading, which never stands last on a page.
    """

    height: float
    before: float = 0.0
    after: float = 0.0
    keep: bool = False
    operators: str = ""
    links: tuple[LinkArea, ...] = ()
    pictures: tuple[Picture, ...] = ()
    anchor: str = ""
    bookmark: tuple[int, str] | None = None
    repeat: Slab | None = None
    resize: Callable[[float], Slab] | None = None
    least: float = 0.0
    head: bool = False
    text: str = field(default="", repr=False)


def chained(slabs: list[Slab]) -> list[Slab]:
    """slabs, each staying with the next but the last."""
    for slab in slabs[:-1]:
        slab.keep = True
    return slabs
