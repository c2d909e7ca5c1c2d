"""The structure of one chapter: which element each piece of content and each link belongs to, both ways round.

ISO 32000-1, 14.7. An element is entered when its first content is, after the elements that it stands in. Elements are
counted from the chapter's beginning; they get the numbers of a file when the chapter gets its place in one.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple, TypeAlias

from exporters.pdf.objects import literal
from exporters.pdf.tags import Box, Element

ROOT: Final = -1
"""Stands for the report's own element, which no chapter holds."""


Plain: TypeAlias = tuple[str, int, list[int | tuple[int, int]], str, str]
"""A node's values."""


class Node(NamedTuple):
    """parent: place of the element that it stands in, or ROOT.

    kids: places of elements, and (page, mark) for content; a link is (page, -1 - its place among the chapter's links).
    entries: further entries of its dictionary. box: where it stands on its page, or empty.
    """

    role: str
    parent: int
    kids: list[int | tuple[int, int]]
    entries: str
    box: str = ""


class Tree:
    """The elements of one chapter, nodes, as they are entered. root: the report's own element."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self._places: dict[Element, int] = {}

    def enter(self, element: Element) -> int:
        """The element's place, which is at the end of its parent if it is new."""
        place = self._places.get(element)
        if place is None:
            around = element.parent
            if around is None:
                return ROOT
            parent = self._places.get(around)
            if parent is None:
                parent = self.enter(around)
            place = self._places[element] = len(self.nodes)
            alt = f"/Alt{literal(element.alt)}" if element.alt else ""
            attributes = f"/A<<{element.attributes}>>" if element.attributes else ""
            self.nodes.append(Node(element.role, parent, [], attributes + alt))
            if parent != ROOT:
                self.nodes[parent].kids.append(place)
        return place

    def mark(self, element: Element, page: int, mark: int) -> int:
        """A piece of content on a page of the chapter belongs to element; gives the element's place."""
        place = self._places.get(element)
        if place is None:
            place = self.enter(element)
        if place != ROOT:
            self.nodes[place].kids.append((page, mark))
        return place

    def box(self, element: Element, box: Box, left: float, base: float) -> None:
        """Where on its page a figure is. left, base: its strip's top left corner, in points from the lower left."""
        low = base - box.top - box.height
        corners = (left + box.x, low, left + box.x + box.width, low + box.height)
        said = "/O/Layout/BBox[" + " ".join(f"{each:.2f}" for each in corners) + "]"
        place = self.enter(element)
        self.nodes[place] = self.nodes[place]._replace(box=said)

    def link(self, element: Element, page: int, link: int) -> int:
        """A link, by its place among the chapter's links, belongs to element; gives the element's place."""
        place = self.enter(element)
        self.nodes[place].kids.append((page, -1 - link))
        return place


def folded(nodes: Iterable[Node]) -> bytes:
    """nodes in a tenth of their room, for as long as they wait for their numbers in this run of the program."""
    return marshal.dumps([tuple(node) for node in nodes])


def unfolded(nodes: bytes) -> list[Plain]:
    """What folded was given."""
    found: list[Plain] = marshal.loads(nodes)
    return found


def numbered(nodes: Sequence[Plain], first: int, root: int, page: int, links: Sequence[int]) -> Iterator[str]:
    """The nodes as dictionaries.

    first: number of the first of them; root: of the report's own element; page: of the chapter's first page. links: of
    the links, 0 for one that leads nowhere.
    """
    for at, (role, parent, kids, entries, box) in enumerate(nodes, first):
        above = root if parent < 0 else first + parent
        if box:
            entries = f"/A<<{box}>>{entries}"
        if role == "Note":
            entries += f"/ID{note_name(at)}"
        if len(kids) == 1:
            kid = kids[0]
            if kid.__class__ is int:
                yield f"<</Type/StructElem/S/{role}/P {above} 0 R/K[{first + kid} 0 R]{entries}>>"
                continue
            if kid[1] >= 0:  # type: ignore[index]
                on, mark = kid  # type: ignore[misc]
                yield f"<</Type/StructElem/S/{role}/P {above} 0 R/Pg {page + on} 0 R/K[{mark}]{entries}>>"
                continue
        yield f"<</Type/StructElem/S/{role}/P {above} 0 R{_kids(kids, first, page, links)}{entries}>>"


def _kids(kids: Sequence[int | tuple[int, int]], first: int, page: int, links: Sequence[int]) -> str:
    """The entries /Pg and /K: marks on the page of the first one are numbers, others say their page."""
    here = next((kid[0] for kid in kids if isinstance(kid, tuple)), None)
    parts: list[str] = []
    for kid in kids:
        if isinstance(kid, int):
            parts.append(f"{first + kid} 0 R")
            continue
        on, mark = kid
        if mark < 0:
            if number := links[-1 - mark]:
                parts.append(f"<</Type/OBJR/Obj {number} 0 R/Pg {page + on} 0 R>>")
        else:
            parts.append(str(mark) if on == here else f"<</Type/MCR/Pg {page + on} 0 R/MCID {mark}>>")
    where = f"/Pg {page + here} 0 R" if here is not None else ""
    return f"{where}/K[{' '.join(parts)}]" if parts else where


def note_name(number: int) -> str:
    """The name under which a note's element, an object of this number, is found."""
    return f"(note{number:08})"
