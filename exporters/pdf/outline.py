"""The outline of a file: its chapters and sections, as viewers list them (ISO 32000-1, 12.3.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from exporters.pdf.objects import Objects, literal


@dataclass(frozen=True, slots=True)
class Bookmark:
    """level: 0 a chapter, 1 a section. place: a destination, as PDF writes it."""

    level: int
    title: str
    place: str


def write_outline(objects: Objects, bookmarks: Sequence[Bookmark]) -> int:
    """Write the outline, its chapters open; gives its number, 0 where there is nothing in it."""
    if not bookmarks:
        return 0
    root = objects.reserve()
    numbers = [objects.reserve() for _ in bookmarks]
    children: dict[int, list[int]] = {root: []}
    parents: list[int] = []
    chapter = root
    for mark, number in zip(bookmarks, numbers, strict=True):
        if mark.level == 0:
            chapter = number
        parents.append(root if mark.level == 0 else chapter)
        children.setdefault(parents[-1], []).append(number)
    beside: dict[int, str] = {}
    for group in children.values():
        for before, after in zip(group, group[1:], strict=False):
            beside[before] = beside.get(before, "") + f"/Next {after} 0 R"
            beside[after] = beside.get(after, "") + f"/Prev {before} 0 R"
    for mark, number, parent in zip(bookmarks, numbers, parents, strict=True):
        own = children.get(number, [])
        inner = f"/First {own[0]} 0 R/Last {own[-1]} 0 R/Count {len(own)}" if own else ""
        links = beside.get(number, "") + inner
        objects.put(number, f"<</Title{literal(mark.title)}/Parent {parent} 0 R{links}/Dest{mark.place}>>")
    top = children[root]
    objects.put(root, f"<</Type/Outlines/First {top[0]} 0 R/Last {top[-1]} 0 R/Count {len(bookmarks)}>>")
    return root
