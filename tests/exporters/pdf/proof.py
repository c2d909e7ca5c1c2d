"""Proof-reads a finished report as a printer's reader would: what a page must not show is found in the file itself.

python -m tests.exporters.pdf.proof FILE STYLE prints what it finds.
"""

from __future__ import annotations

import ctypes
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import pikepdf
import pypdfium2 as pdfium

from exporters.pdf.style import ReportStyle, load_style
from tests.exporters.pdf.reading import letters, opened
from tests.exporters.pdf.tagged import Node, Tagged, tagged

HEADINGS: Final = frozenset(("H1", "H2", "H3"))


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece of text or a picture on a page, in points from its lower left corner. mark: None for ornament."""

    mark: int | None
    text: bool
    base: float
    left: float
    low: float
    right: float
    high: float


@dataclass
class Proof:
    path: Path
    style: ReportStyle

    @cached_property
    def told(self) -> Tagged:
        return tagged(self.path)

    @cached_property
    def pages(self) -> list[list[Shown]]:
        with opened(self.path) as pdf:
            return [list(_shown(page)) for page in pdf]

    @cached_property
    def chapters(self) -> set[int]:
        """The pages that begin a chapter."""
        with opened(self.path) as pdf:
            return {mark.get_dest().get_index() for mark in pdf.get_toc() if mark.level == 0}

    @cached_property
    def covers(self) -> int:
        """Pages before the first that is listed."""
        return min(self.chapters, default=0)

    def body(self, page: int) -> list[Shown]:
        """What is told on page."""
        return [each for each in self.pages[page] if each.mark is not None]

    def lines(self, node: Node) -> dict[int, list[float]]:
        """By page, the heights of the lines of node, downwards; marks and pictures are none."""
        marks = [each for held in node.all() for each in held.content if isinstance(each, tuple)]
        found: dict[int, list[float]] = {}
        for page, mark in marks:
            bases = {round(each.base) for each in self.pages[page] if each.mark == mark and each.text}
            found.setdefault(page, []).extend(bases)
        return {page: sorted(set(bases), reverse=True) for page, bases in found.items() if bases}

    def faults(self) -> Iterator[str]:
        yield from self.lonely_headings()
        yield from self.lonely_lines()
        yield from self.uneven_feet()
        yield from self.headless_tables()
        yield from self.parted_pairs()
        yield from self.lost_figures()
        yield from self.wrong_numbers()
        yield from self.beyond_margins()
        yield from self.overlapping()

    def lonely_headings(self) -> Iterator[str]:
        notes = {each for node in self.told.of("Note") if _within(node, "P") for each in _marks(node)}
        ends = {page - 1 for page in (*self.chapters, len(self.pages))}
        for node in self.told.of(*HEADINGS):
            for page, bases in self.lines(node).items():
                if page < self.covers or page in ends and _is_last(node):
                    continue
                below = (each.low for each in self.body(page) if (page, each.mark) not in notes)
                if not any(low < bases[-1] - 8 for low in below):
                    yield f"page {page + 1}: heading alone at the foot: {node.text[:30]}"

    def lonely_lines(self) -> Iterator[str]:
        for node in self.told.of("P"):
            if _within(node, "TD", "TH", "TOCI", "Note"):
                continue
            own = {page: len(bases) for page, bases in self.lines(_without_notes(node)).items()}
            if len(own) > 1 and min(own.values()) < 2:
                yield f"page {min(own) + 1}: a line of a paragraph alone: {own} {node.text[:30]}"

    def uneven_feet(self) -> Iterator[str]:
        for page in range(self.covers, len(self.pages) - 1):
            if page + 1 in self.chapters or not self.body(page):
                continue
            rest = min(each.low for each in self.body(page)) - self.style.page.bottom
            if rest > self._most_free(page + 1):
                yield f"page {page + 1}: {rest:.0f} pt free at the foot"

    def _most_free(self, page: int) -> float:
        """Points that may be free at the foot of the page before: more where it begins with what cannot be parted."""
        if _within(self._on(page)[0], "Figure", "Caption"):
            return self.style.page.depth / 4
        line = self.style.text["body"].leading
        stiff = any(_within(node, "TR") for node in self._on(page) + self._on(page - 1))
        return 4.2 * line if stiff else line + 9  # rows of tables have no gaps to open

    def _on(self, page: int) -> list[Node]:
        """The elements that are told on page."""
        return [node for node in self.told.root.all() if any(each[0] == page for each in _own(node))]

    def headless_tables(self) -> Iterator[str]:
        for node in self.told.of("Table"):
            heads = [each for each in node.all() if each.role == "TH" and "Column" in str(each.entries.get("/A"))]
            pages = sorted(node.pages())
            for page in pages[1:] if heads else ():
                if letters("".join(each.text for each in heads)) not in letters(self.told.ornament[page]):
                    yield f"page {page + 1}: a table goes on without its header: {heads[0].text[:30]}"

    def parted_pairs(self) -> Iterator[str]:
        for node in self.told.of("L"):
            items = [each for each in node.content if isinstance(each, Node)]
            labels = [item.content[0].text for item in items if isinstance(item.content[0], Node)]
            if labels[:2] == ["Q", "A"] and max(self.lines(items[0])) != min(self.lines(items[1])):
                yield f"page {max(self.lines(items[0])) + 1}: a question without the beginning of its answer"

    def lost_figures(self) -> Iterator[str]:
        last = 0
        for node in self.told.root.all():
            if node.role == "Figure":
                (page,) = node.pages()
                if page - last > 1:
                    yield f"page {page + 1}: a figure whose place is on page {last + 1}"
                caption = [each for each in node.parent.all() if each.role == "Caption"] if node.parent else []
                if any(each.pages() != {page} for each in caption):
                    yield f"page {page + 1}: a figure without its words"
            elif not _within(node, "Caption", "Note") and node.content:
                last = max([last, *(each[0] for each in node.content if isinstance(each, tuple))])

    def wrong_numbers(self) -> Iterator[str]:
        """Every number of a page, in lists and references, is that of the page it leads to."""
        nodes = {node.entries["/self"]: node for node in self.told.of("Link")}
        with pikepdf.open(self.path) as pdf:
            places: dict[Any, int] = {page.objgen: at for at, page in enumerate(pdf.pages)}
            tree = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
            for page in pdf.pages:
                for annotation in page.get("/Annots", []):
                    node = nodes[tree[int(annotation.StructParent)].objgen]
                    if "/Dest" not in annotation or node.parent is None or _within(node.parent.parent, "P"):
                        continue  # to the web, or from a sign to its footnote
                    target = str(places[annotation.Dest[0].objgen] + 1)
                    if not re.search(rf"{target}(쪽|(출처|Source|Credit).*)?$", node.text):
                        yield f"page {places[page.objgen] + 1}: {node.text} leads to page {target}"
        labels = [letters(each.text.split(".")[0]) for each in self.told.of("Caption")]
        listed = [letters(each.text.split(".")[0]) for each in self.told.of("TOCI") if _is_label(each.text)]
        if listed and sorted(set(labels) & set(listed)) != sorted(set(listed)):
            yield f"lists name what is not there: {set(listed) - set(labels)}"
        numbered_captions = {each for each in labels if re.fullmatch(r"(그림|표|Figure|Table)\d+", each)}
        if listed and numbered_captions != set(listed):
            yield f"lists lack {numbered_captions - set(listed)}"

    def beyond_margins(self) -> Iterator[str]:
        page = self.style.page
        for at in range(self.covers, len(self.pages)):
            for each in self.body(at):
                if each.left < page.left - 1 or each.right > page.width - page.right + 1.5:
                    yield f"page {at + 1}: {each} beyond the margin"
                if each.low < page.bottom - 4 or each.high > page.height - page.top + 6:
                    yield f"page {at + 1}: {each} above or below the text area"

    def overlapping(self) -> Iterator[str]:
        for at in range(self.covers, len(self.pages)):
            shown = sorted(self.pages[at], key=lambda each: -each.base)
            for order, one in enumerate(shown):
                for other in shown[order + 1 :]:
                    if other.high < one.low:
                        continue
                    if _overlap(one, other):
                        yield f"page {at + 1}: {one} over {other}"


def _overlap(one: Shown, other: Shown) -> bool:
    wide = min(one.right, other.right) - max(one.left, other.left)
    high = min(one.high, other.high) - max(one.low, other.low)
    if one.text and other.text and abs(one.base - other.base) < 1:
        return wide > 2
    return wide > 1 and high > 0.3 * min(one.high - one.low, other.high - other.low)


def _own(node: Node) -> list[tuple[int, int]]:
    return [each for each in node.content if isinstance(each, tuple)]


def _marks(node: Node) -> list[tuple[int, int]]:
    return [each for held in node.all() for each in held.content if isinstance(each, tuple)]


def _within(node: Node | None, *roles: str) -> bool:
    while node is not None:
        if node.role in roles:
            return True
        node = node.parent
    return False


def _is_last(node: Node) -> bool:
    """Whether nothing follows node in its section."""
    return node.parent is None or node.parent.content[-1] is node


def _without_notes(node: Node) -> Node:
    """node without the footnotes that stand in it."""
    kept = [each for each in node.content if not isinstance(each, Node) or each.role != "Note"]
    return Node(node.role, node.parent, node.entries, kept)


def _is_label(text: str) -> bool:
    return bool(re.match(r"(그림|표|Figure|Table)\s*\d+\.", text))


def _shown(page: pdfium.PdfPage) -> Iterator[Shown]:
    kinds = [pdfium.raw.FPDF_PAGEOBJ_TEXT, pdfium.raw.FPDF_PAGEOBJ_IMAGE]
    for each in page.get_objects(filter=kinds):
        text = each.type == pdfium.raw.FPDF_PAGEOBJ_TEXT
        if text and pdfium.raw.FPDFTextObj_GetTextRenderMode(each) == pdfium.raw.FPDF_TEXTRENDERMODE_INVISIBLE:
            continue
        left, low, right, high = each.get_bounds()
        if right - left > 0.1:
            yield Shown(_mark(each), text, each.get_matrix().f, left, low, right, high)


def _mark(each: pdfium.PdfObject) -> int | None:
    number = ctypes.c_int()
    for at in range(pdfium.raw.FPDFPageObj_CountMarks(each)):
        mark = pdfium.raw.FPDFPageObj_GetMark(each, at)
        if pdfium.raw.FPDFPageObjMark_GetParamIntValue(mark, b"MCID", number):
            return number.value
    return None


def faults(path: Path, style: str) -> list[str]:
    return list(Proof(path, load_style(style)).faults())


if __name__ == "__main__":
    for fault in faults(Path(sys.argv[1]), sys.argv[2]):
        print(fault)
