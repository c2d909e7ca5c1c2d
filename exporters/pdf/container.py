"""The PDF file itself: pages of ready strips with their tags, links, outline, fonts, pictures, properties."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from exporters.pdf.archive import Properties, clean, write_info, write_intent, write_metadata
from exporters.pdf.draw import number
from exporters.pdf.face import Face
from exporters.pdf.fontfile import embed
from exporters.pdf.objects import Objects, literal
from exporters.pdf.outline import Bookmark, write_outline
from exporters.pdf.pictures import Pictures
from exporters.pdf.sheet import Sheet
from exporters.pdf.slab import LinkArea, Slab
from exporters.pdf.structure import Structure
from exporters.pdf.tags import Element

_HEAD, _FOOT = "Header", "Footer"


@dataclass(frozen=True, slots=True)
class Standing:
    """A strip on a page: where its top left corner is, in points from the page's. again: it was told before."""

    slab: Slab
    left: float
    top: float
    again: bool = False


class PdfFile:
    """One file being made. size: of its pages in points. pages: how many. places: (page index, top) by anchor."""

    def __init__(
        self, objects: Objects, size: tuple[float, float], pages: int, places: Mapping[str, tuple[int, float]]
    ) -> None:
        self._objects = objects
        self._width, self._height = size
        self._places = places
        self._resources = self._objects.reserve()
        self._tree = self._objects.reserve()
        first = self._objects.reserve(pages)
        self._pages = range(first, first + pages)
        self._structure = Structure(self._objects, self._pages)
        self._heads: dict[str, int] = {}
        self._done = 0
        self._bookmarks: list[Bookmark] = []

    def page(self, strips: Iterable[Standing], head: str, foot: str) -> None:
        """The next page. head, foot: operators of what it has in common with others, from its top left corner."""
        sheet = Sheet()
        links: list[int] = []
        for strip in strips:
            base = self._height - strip.top
            for part in strip.slab.parts:
                owner = None if strip.again else part.element
                if owner is not None:
                    if sheet.begins(owner, part):
                        self._structure.mark(owner, self._done, len(sheet.owners))
                    elif not part.operators:
                        self._structure.enter(owner)
                    if owner.box:
                        self._structure.box(owner, owner.box, strip.left, base)
                sheet.draw(owner, part, strip.left, base)
            if not strip.again:
                links += [made for area in strip.slab.links if (made := self._link(area, strip))]
        self._end_page(sheet.finish(), sheet.owners, links, head, foot)

    def _end_page(self, body: str, owners: Sequence[Element], links: Sequence[int], head: str, foot: str) -> None:
        if head not in self._heads:
            self._heads[head] = self._frame(head, _HEAD)
        contents = [self._heads[head], self._objects.stream(body.encode("latin-1")), self._frame(foot, _FOOT)]
        annotations = f"/Annots[{_references(links)}]" if links else ""
        self._objects.put(
            self._pages[self._done],
            f"<</Type/Page/Parent {self._tree} 0 R/MediaBox[0 0 {number(self._width)} {number(self._height)}]"
            f"/Resources {self._resources} 0 R/Contents[{_references(filter(None, contents))}]"
            f"/StructParents {self._done}/Tabs/S{annotations}>>",
        )
        self._structure.end_page(owners)
        self._done += 1

    def _frame(self, operators: str, kind: str) -> int:
        """A stream of what stands on many pages; 0 where there is nothing."""
        if not operators:
            return 0
        mark = f"/Artifact<</Type/Pagination/Subtype/{kind}>>BDC"
        body = f"{mark}\nq 1 0 0 1 0 {number(self._height)} cm\n{operators}\nQ\nEMC"
        return self._objects.stream(body.encode("latin-1"), as_is=True)

    def _link(self, area: LinkArea, strip: Standing) -> int:
        """The annotation of a link; 0 where it leads nowhere."""
        target = self._target(area.target)
        if not target:
            return 0
        x, high = strip.left + area.x, self._height - strip.top - area.top
        corners = (x, high - area.height, x + area.width, high)
        annotation = self._objects.reserve()
        key = self._structure.link(area.element, self._done, annotation)
        self._objects.put(
            annotation,
            f"<</Type/Annot/Subtype/Link/Rect[{' '.join(map(number, corners))}]/Border[0 0 0]/F 4"
            f"/Contents{literal(clean(area.says))}/StructParent {key}{target}>>",
        )
        return annotation

    def _target(self, target: str) -> str:
        if not target.startswith("#"):
            return f"/A<</S/URI/URI{literal(quote(target, safe=_URL_MARKS, errors='replace'))}>>"
        place = self._place(target[1:])
        return f"/Dest{place}" if place else ""

    def _place(self, anchor: str) -> str:
        if anchor not in self._places:
            return ""
        page, top = self._places[anchor]
        return f"[{self._pages[page]} 0 R/XYZ null {number(self._height - top + 12)} null]"

    def bookmark(self, level: int, title: str, anchor: str) -> None:
        """The next line of the outline. level: 0 a chapter, 1 a section."""
        if place := self._place(anchor):
            self._bookmarks.append(Bookmark(level, clean(title), place))

    def finish(
        self, known: Properties, fonts: Mapping[str, tuple[Face, Mapping[int, str]]], pictures: Pictures
    ) -> None:
        """Write what all pages share. fonts: (face, glyph id → what it stands for) by resource name."""
        objects = self._objects
        faces = {name: embed(objects, face, used) for name, (face, used) in fonts.items() if used}
        entries = f"/Font<<{_named(faces)}>>"
        if images := pictures.write(objects):
            entries += f"/XObject<<{_named(images)}>>"
        objects.put(self._resources, f"<<{entries}>>")
        objects.put(self._tree, f"<</Type/Pages/Count {len(self._pages)}/Kids[{_references(self._pages)}]>>")
        self._structure.write()
        outline = write_outline(objects, self._bookmarks)
        root = objects.add(
            f"<</Type/Catalog/Pages {self._tree} 0 R/StructTreeRoot {self._structure.number} 0 R"
            f"/MarkInfo<</Marked true>>/Lang{literal(known.language)}/ViewerPreferences<</DisplayDocTitle true>>"
            f"/Metadata {write_metadata(objects, known)} 0 R/OutputIntents[{write_intent(objects)} 0 R]"
            + (f"/Outlines {outline} 0 R>>" if outline else ">>")
        )
        objects.finish(root, write_info(objects, known))


_URL_MARKS = "%/:=&?~#+!$,;'@()*[]"


def _references(numbers: Iterable[int]) -> str:
    return " ".join(f"{each} 0 R" for each in numbers)


def _named(numbers: Mapping[str, int]) -> str:
    return "".join(f"/{name} {each} 0 R" for name, each in numbers.items())
