"""The PDF file around the chapters: which numbers they have, structure, fonts, pictures, outline, properties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Final

from exporters.pdf.archive import Properties, clean, write_info, write_intent, write_metadata
from exporters.pdf.chapter import Outside
from exporters.pdf.draw import number
from exporters.pdf.face import Face
from exporters.pdf.fontfile import Subset, embed
from exporters.pdf.objects import Objects
from exporters.pdf.outline import Bookmark, write_outline
from exporters.pdf.pictures import Pictures
from exporters.pdf.place import Common, Numbers, Place, numbers
from exporters.pdf.structure import note_name

_RESOURCES: Final = 1
_PAGES: Final = 2
_STRUCTURE: Final = 3
_ROOT: Final = 4
_FIRST: Final = 64
"""The first number of the first chapter."""
_ABOVE: Final = 12
"""Points that a page shows above the place a link leads to."""


def common(size: tuple[float, float]) -> Common:
    """size: of a page in points."""
    return Common(_RESOURCES, _PAGES, _ROOT, size)


class Plan:
    """Which numbers each part of a report has.

    parts: by keys, in the order of their numbers: those of the first stay when others change. order: the keys in the
    order of the pages. size: of a page in points.
    """

    def __init__(self, parts: Mapping[int, Outside], order: Sequence[int], size: tuple[float, float]) -> None:
        self._height = size[1]
        self.parts = [parts[key] for key in order]
        given: dict[int, Numbers] = {}
        first = _FIRST
        for key, part in parts.items():
            given[key] = numbers(part, first)
            first = given[key].end
        self.end = first
        self._order = order
        self._numbers = [given[key] for key in order]
        pages = (range(own.pages, own.pages + part.pages) for part, own in self._pairs())
        self.pages = list(chain.from_iterable(pages))
        self._places = {
            name: (own.pages + page, top) for part, own in self._pairs() for name, (page, top) in part.anchors.items()
        }

    def _pairs(self) -> Iterator[tuple[Outside, Numbers]]:
        return zip(self.parts, self._numbers, strict=True)

    def places(self) -> dict[int, Place]:
        """The place of each part, by its key."""
        page, found = 1, {}
        for key, (part, own) in zip(self._order, self._pairs(), strict=True):
            found[key] = Place(own.pages, page, {anchor: self.target(anchor) for anchor in part.targets})
            page += part.pages
        return found

    def target(self, anchor: str) -> str:
        """Where an anchor is, as PDF writes it; empty for one that there is none of."""
        place = self._places.get(anchor)
        if place is None:
            return ""
        page, top = place
        return f"[{page} 0 R/XYZ null {number(self._height - top + _ABOVE)} null]"

    def bookmarks(self) -> list[Bookmark]:
        return [
            Bookmark(mark.level, clean(mark.title), place)
            for part in self.parts
            for mark in part.marks
            if (place := self.target(mark.anchor))
        ]

    def write_structure(self, objects: Objects) -> None:
        """What joins the chapters' structures, which are in their segments."""
        sections = " ".join([f"{own.nodes + top} 0 R" for part, own in self._pairs() for top in part.tops])
        pairs = sorted(self._pairs(), key=lambda pair: pair[1])
        leaves = " ".join([f"{own.leaf} 0 R" for _, own in pairs])
        notes = [own.nodes + note for part, own in pairs for note in part.notes]
        names = " ".join([f"{note_name(note)} {note} 0 R" for note in notes])
        objects.put(_ROOT, f"<</Type/StructElem/S/Document/P {_STRUCTURE} 0 R/K[{sections}]>>")
        known = f"/IDTree {objects.add(f'<</Names[{names}]>>')} 0 R" if names else ""
        tree = objects.add(f"<</Kids[{leaves}]>>")
        objects.put(
            _STRUCTURE,
            f"<</Type/StructTreeRoot/K[{_ROOT} 0 R]/ParentTree {tree} 0 R/ParentTreeNextKey {self.end}{known}>>",
        )


def finish(
    objects: Objects,
    plan: Plan,
    known: Properties,
    fonts: Mapping[str, tuple[Face, Subset]],
    pictures: Pictures,
) -> None:
    """Write what all pages share. fonts: by resource name."""
    faces = {name: embed(objects, face, subset) for name, (face, subset) in fonts.items()}
    entries = f"/Font<<{_named(faces)}>>"
    if images := pictures.write(objects):
        entries += f"/XObject<<{_named(images)}>>"
    objects.put(_RESOURCES, f"<<{entries}>>")
    kids = " ".join([f"{page} 0 R" for page in plan.pages])
    objects.put(_PAGES, f"<</Type/Pages/Count {len(plan.pages)}/Kids[{kids}]>>")
    plan.write_structure(objects)
    outline = write_outline(objects, plan.bookmarks())
    root = objects.add(
        f"<</Type/Catalog/Pages {_PAGES} 0 R/StructTreeRoot {_STRUCTURE} 0 R"
        f"/MarkInfo<</Marked true>>/Lang({known.language})/ViewerPreferences<</DisplayDocTitle true>>"
        f"/Metadata {write_metadata(objects, known)} 0 R/OutputIntents[{write_intent(objects)} 0 R]"
        + (f"/Outlines {outline} 0 R>>" if outline else ">>")
    )
    objects.finish(root, write_info(objects, known))


def _named(numbers_: Mapping[str, int]) -> str:
    return "".join(f"/{name} {each} 0 R" for name, each in numbers_.items())
