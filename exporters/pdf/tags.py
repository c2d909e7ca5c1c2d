"""The structure of a report: what each part of a strip is, for readers who do not see the page.

Roles and attributes are PDF 1.7's (ISO 32000-1, 14.8). An element joins its parent when its first content is printed,
so the order of the tree is the order of the pages, and what prints nothing leaves no trace.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Role: TypeAlias = Literal[
    "Document", "Sect", "Div", "H1", "H2", "H3", "P", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD",
    "Figure", "Caption", "Note", "TOC", "TOCI", "Reference", "Link",
]  # fmt: skip
Numbering: TypeAlias = Literal["Disc", "Circle", "Decimal", "UpperRoman", "UpperAlpha"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points, from the strip's top left corner."""

    x: float
    top: float
    width: float
    height: float


@dataclass(eq=False, slots=True)
class Element:
    """One element of the structure. parent None: the root.

    attributes: PDF's entries `/O … /…` of its attribute dictionary. alt: what is said in its place. box: where a figure
    stands on its strip.
    """

    role: Role
    parent: Element | None = None
    attributes: str = ""
    alt: str = ""
    box: Box | None = None


class Lists:
    """The lists that are open in one part of a report: items indented deeper are lists inside the item before them."""

    def __init__(self, inside: Element) -> None:
        self._inside = inside
        self._open: list[tuple[float, Numbering, Element, Element]] = []

    def item(self, indent: float, numbering: Numbering) -> tuple[Element, Element]:
        """(Lbl, LBody) of the next item. indent: in points; equal indents with equal marks are one list."""
        while self._open and (self._open[-1][0] > indent or self._open[-1][:2] == (indent, numbering)):
            deepest = self._open.pop()
            if deepest[:2] == (indent, numbering):
                return self._item(indent, numbering, deepest[2])
        if self._open and self._open[-1][0] == indent:
            self._open.pop()
        around = self.innermost
        return self._item(indent, numbering, Element("L", around, f"/O/List/ListNumbering/{numbering}"))

    def _item(self, indent: float, numbering: Numbering, whole: Element) -> tuple[Element, Element]:
        item = Element("LI", whole)
        label, body = Element("Lbl", item), Element("LBody", item)
        self._open.append((indent, numbering, whole, body))
        return label, body

    @property
    def innermost(self) -> Element:
        """The body of the item that is open, or what the lists stand in."""
        return self._open[-1][3] if self._open else self._inside

    def close(self) -> None:
        self._open.clear()


class Headings:
    """Levels of headings below a chapter's title, which is H1: none is left out."""

    def __init__(self) -> None:
        self._level = 1

    def role(self, level: Literal[1, 2]) -> Role:
        """The role of a heading of outline level (1 □, 2 ◇)."""
        self._level = min(level + 1, self._level + 1)
        return "H2" if self._level == 2 else "H3"
