"""A chapter that is typeset: its pages and structure, without any number of a page or an object.

So it stays as it is whatever changes before it, can be kept, and can be made in another process.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias
from urllib.parse import quote

from exporters.base import Finding
from exporters.pdf.archive import clean
from exporters.pdf.draw import number
from exporters.pdf.objects import Segment, compressed, literal, stream_object
from exporters.pdf.pictures import Pictures, Stamp
from exporters.pdf.sheet import Sheet
from exporters.pdf.slab import LinkArea, Slab
from exporters.pdf.structure import ROOT, Tree, folded

Chars: TypeAlias = tuple[str, ...]
"""The characters that are printed in each chain of faces, each once and in order: less than sets of them take."""
_URL_MARKS: Final = "%/:=&?~#+!$,;'@()*[]"


class Standing(NamedTuple):
    """A strip on a page: where its top left corner is, in points from the page's. again: it was told before."""

    slab: Slab
    left: float
    top: float
    again: bool = False


class Link(NamedTuple):
    """target: `#` and an anchor, or a destination as PDF writes it. entries: the others of its annotation.

    page: of the chapter. element: its place in the chapter's structure.
    """

    target: str
    entries: str
    page: int
    element: int


class Mark(NamedTuple):
    """A line of the outline. level: 0 a chapter, 1 a section. page: of the chapter."""

    level: int
    title: str
    anchor: str
    page: int


class Outside(NamedTuple):
    """What others need to know of a finished chapter.

    pages, nodes, links: how many. anchors: page of the chapter and points from the top, by name. chars: printed in each
    chain of faces. pictures: file of each picture by its name, with what tells whether it was changed since.
    unreadable: by file. tops: places of elements that stand in the report's own; notes: of those that are notes.
    targets: anchors that its links lead to.
    """

    pages: int
    nodes: int
    links: int
    marks: tuple[Mark, ...]
    anchors: Mapping[str, tuple[int, float]]
    chars: Chars
    pictures: Mapping[str, tuple[Path, Stamp | None]]
    unreadable: Mapping[Path, Finding]
    tops: tuple[int, ...]
    notes: tuple[int, ...]
    targets: tuple[str, ...]


class Leaflet(NamedTuple):
    """One page. body: its compressed operators. owners: the element of each mark. links: its part of the chapter's."""

    body: bytes
    owners: tuple[int, ...]
    links: range
    opener: bool


@dataclass(slots=True)
class Finished:
    """nodes: folded. head: operators at the head of all pages but the opener. footed: whether they have feet.

    placed: see place.py.
    """

    outside: Outside
    sheets: Sequence[Leaflet]
    nodes: bytes
    links: Sequence[Link]
    head: str
    footed: bool = True
    placed: tuple[object, Segment] | None = None


class Finisher:
    """Makes one chapter's pages. size: of a page in points."""

    def __init__(self, size: tuple[float, float]) -> None:
        self._width, self._height = size
        self._tree = Tree()
        self._sheets: list[Leaflet] = []
        self._links: list[Link] = []
        self._marks: list[Mark] = []
        self._anchors: dict[str, tuple[int, float]] = {}

    def page(self, strips: Iterable[Standing], *, opener: bool) -> None:
        """The next page. opener: without a head."""
        sheet, tree, page = Sheet(), self._tree, len(self._sheets)
        owners: list[int] = []
        draw = sheet.draw
        first = len(self._links)
        for strip in strips:
            slab, left, base = strip.slab, strip.left, self._height - strip.top
            again = strip.again
            for part in slab.parts:
                owner = None if again else part.element
                begins = draw(owner, part, left, base)
                if owner is None:
                    continue
                if begins:
                    owners.append(tree.mark(owner, page, len(owners)))
                elif not part.operators:
                    tree.enter(owner)
                if owner.box:
                    tree.box(owner, owner.box, left, base)
            if slab.links and not strip.again:
                for area in slab.links:
                    self._link(area, strip, page)
            if slab.anchor:
                self._anchors[slab.anchor] = (page, strip.top)
            if slab.bookmark:
                self._marks.append(Mark(*slab.bookmark, slab.anchor, page))
        body = compressed(sheet.finish().encode("latin-1"))
        self._sheets.append(Leaflet(body, tuple(owners), range(first, len(self._links)), opener))

    def _link(self, area: LinkArea, strip: Standing, page: int) -> None:
        x, high = strip.left + area.x, self._height - strip.top - area.top
        corners = (x, high - area.height, x + area.width, high)
        target = area.target
        if not target.startswith("#"):
            target = f"/A<</S/URI/URI{literal(quote(target, safe=_URL_MARKS, errors='replace'))}>>"
        entries = f"/Rect[{' '.join(map(number, corners))}]/Border[0 0 0]/F 4/Contents{literal(clean(area.says))}"
        element = self._tree.link(area.element, page, len(self._links))
        self._links.append(Link(target, entries, page, element))

    def finish(self, head: str, chars: Chars, pictures: Pictures) -> Finished:
        """head: operators at the head of all pages but the opener."""
        nodes = self._tree.nodes
        outside = Outside(
            pages=len(self._sheets),
            nodes=len(nodes),
            links=len(self._links),
            marks=tuple(self._marks),
            anchors=self._anchors,
            chars=chars,
            pictures=pictures.used,
            unreadable=pictures.unreadable,
            tops=tuple(at for at, node in enumerate(nodes) if node.parent == ROOT),
            notes=tuple(at for at, node in enumerate(nodes) if node.role == "Note"),
            targets=tuple(dict.fromkeys(link.target[1:] for link in self._links if link.target[0] == "#")),
        )
        return Finished(outside, self._sheets, folded(nodes), self._links, head)


def frame_stream(number_: int, operators: str, kind: str, height: float) -> bytes:
    """A stream of what stands on many pages. kind: Header or Footer."""
    mark = f"/Artifact<</Type/Pagination/Subtype/{kind}>>BDC"
    body = f"{mark}\nq 1 0 0 1 0 {number(height)} cm\n{operators}\nQ\nEMC"
    return stream_object(number_, body.encode("latin-1"))
