"""The structure tree of a file: which element each piece of content and each link belongs to, both ways round.

ISO 32000-1, 14.7. An element is entered when its first content is, after the elements that it stands in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from exporters.pdf.objects import Objects, literal
from exporters.pdf.tags import Box, Element

_LEAF: Final = 64
"""Entries in one leaf of a number tree."""


@dataclass(slots=True)
class _Entered:
    """kids: entered elements, and what stands for content as (page, mark) or for links as text."""

    number: int
    kids: list[_Entered | tuple[int, int] | str] = field(default_factory=list)
    box: str = ""


class Structure:
    """pages: object numbers of all pages, which have the first keys of the parent tree."""

    def __init__(self, objects: Objects, pages: Sequence[int]) -> None:
        self._objects = objects
        self._pages = pages
        self.number = objects.reserve()
        self._entered: dict[Element, _Entered] = {}
        self._owners: list[str] = []
        self._links: list[int] = []

    def enter(self, element: Element) -> _Entered:
        """The element's place in the tree, at the end of its parent if it is new."""
        found = self._entered.get(element)
        if found is None:
            around = self.enter(element.parent) if element.parent is not None else None
            found = self._entered[element] = _Entered(self._objects.reserve())
            if around is not None:
                around.kids.append(found)
        return found

    def mark(self, element: Element, page: int, mark: int) -> None:
        """A piece of content on a page (its index) belongs to element."""
        self.enter(element).kids.append((page, mark))

    def box(self, element: Element, box: Box, left: float, base: float) -> None:
        """Where on its page a figure is. left, base: its strip's top left corner, in points from the lower left."""
        low = base - box.top - box.height
        corners = (left + box.x, low, left + box.x + box.width, low + box.height)
        self.enter(element).box = "/O/Layout/BBox[" + " ".join(f"{each:.2f}" for each in corners) + "]"

    def end_page(self, owners: Sequence[Element]) -> None:
        """The next page has these marks' owners."""
        self._owners.append("[" + " ".join(f"{self._entered[each].number} 0 R" for each in owners) + "]")

    def link(self, element: Element, page: int, annotation: int) -> int:
        """A link's annotation belongs to element; gives the annotation's key in the parent tree."""
        entered = self.enter(element)
        entered.kids.append(f"<</Type/OBJR/Obj {annotation} 0 R/Pg {self._pages[page]} 0 R>>")
        self._links.append(entered.number)
        return len(self._pages) + len(self._links) - 1

    def write(self) -> None:
        """Write the whole tree."""
        top: list[int] = []
        notes: list[tuple[str, int]] = []
        for element, entered in self._entered.items():
            parent = self._entered[element.parent].number if element.parent else self.number
            body = f"<</Type/StructElem/S/{element.role}/P {parent} 0 R{self._kids(entered)}"
            if element.attributes or entered.box:
                body += f"/A<<{element.attributes or entered.box}>>"
            if element.alt:
                body += f"/Alt{literal(element.alt)}"
            if element.role == "Note":
                notes.append((f"(note{len(notes):06})", entered.number))
                body += f"/ID{notes[-1][0]}"
            if element.parent is None:
                top.append(entered.number)
            self._objects.put(entered.number, body + ">>")
        kids = " ".join(f"{number} 0 R" for number in top)
        names = " ".join(f"{name} {number} 0 R" for name, number in notes)
        known = f"/IDTree {self._objects.add(f'<</Names[{names}]>>')} 0 R" if notes else ""
        self._objects.put(
            self.number,
            f"<</Type/StructTreeRoot/K[{kids}]/ParentTree {self._parent_tree()} 0 R"
            f"/ParentTreeNextKey {len(self._pages) + len(self._links)}{known}>>",
        )

    def _kids(self, entered: _Entered) -> str:
        """The entries /Pg and /K: marks on the page of the first one are numbers, others say their page."""
        first = next((kid[0] for kid in entered.kids if isinstance(kid, tuple)), None)
        parts: list[str] = []
        for kid in entered.kids:
            match kid:
                case _Entered(number):
                    parts.append(f"{number} 0 R")
                case (page, mark):
                    parts.append(
                        str(mark) if page == first else f"<</Type/MCR/Pg {self._pages[page]} 0 R/MCID {mark}>>"
                    )
                case _:
                    parts.append(kid)
        where = f"/Pg {self._pages[first]} 0 R" if first is not None else ""
        return f"{where}/K[{' '.join(parts)}]" if parts else where

    def _parent_tree(self) -> int:
        values = [str(each) for each in self._owners] + [f"{number} 0 R" for number in self._links]
        leaves = []
        for start in range(0, len(values), _LEAF):
            part = values[start : start + _LEAF]
            pairs = " ".join(f"{start + at} {value}" for at, value in enumerate(part))
            leaf = self._objects.add(f"<</Limits[{start} {start + len(part) - 1}]/Nums[{pairs}]>>")
            leaves.append(f"{leaf} 0 R")
        return self._objects.add(f"<</Kids[{' '.join(leaves)}]>>")
