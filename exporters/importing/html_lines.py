"""What is read of pasted HTML: looks of letters, lines with their marks, cells and tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from exporters.document.nodes import Inlines, Table

MARKS: Final = ("○", "-", "·")
"""The marks of a list's first, second and further levels."""


@dataclass(frozen=True, slots=True)
class Look:
    """How letters look, and whether they count."""

    strong: bool = False
    emphasis: bool = False
    code: bool = False
    href: str = ""
    kept: bool = False  # line breaks and blanks count, as in <pre>
    unread: bool = False
    sign: bool = False  # the bullet or number that Word puts before an item
    drawn: bool = False  # in a face of signs, whose letters are no letters


@dataclass(frozen=True, slots=True)
class Line:
    """mark: bullet or number. heading: 1-6, or 0. joined: goes on with the line before. table: instead of inlines.

    noted: names of the footnotes that it leads to. note: the name of the footnote that it is of.
    """

    inlines: Inlines = ()
    mark: str = ""
    heading: int = 0
    joined: bool = False
    table: Table | None = None
    noted: tuple[str, ...] = ()
    note: str = ""


@dataclass(slots=True)
class Cell:
    """A cell's lines; columns, rows: how many it reaches over."""

    lines: list[Line] = field(default_factory=list)
    columns: int = 1
    rows: int = 1


@dataclass(slots=True)
class Grid:
    """A table while it is read."""

    rows: list[list[Cell]] = field(default_factory=list)
    title: list[Line] = field(default_factory=list)
    placing: bool = False  # it places text on its page: a table stands in it
