"""The PDF writer: a document to a typeset report, in one pass over its blocks."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from exporters.base import Finding, Progress, WriteOptions, Written, atomic_file
from exporters.document import nodes as n
from exporters.pdf.archive import properties
from exporters.pdf.blocks import BlockSetter
from exporters.pdf.container import PdfFile, Standing
from exporters.pdf.cover import CoverSetter
from exporters.pdf.face import Face
from exporters.pdf.flow import Leaf, pages_of
from exporters.pdf.fonts import MISSING, FontChain
from exporters.pdf.fore import Fore, Mark
from exporters.pdf.objects import Objects
from exporters.pdf.pages import Frame
from exporters.pdf.pictures import Pictures
from exporters.pdf.references import refers, resolved
from exporters.pdf.style import ReportStyle, load_style
from exporters.pdf.tags import Element
from exporters.pdf.text import Typesetter
from resources import Sentences, font_path, sentences

_ROUNDS: Final = 4
"""How often page references are set again; a round changes a page only where a longer number made a line more."""


@dataclass(frozen=True, slots=True)
class Part:
    """Pages that follow each other. running: printed at the right of their head."""

    leaves: list[Leaf]
    running: str

    @property
    def pages(self) -> int:
        return len(self.leaves)

    @property
    def marks(self) -> Sequence[Mark]:
        return [
            (*placed.slab.bookmark, placed.slab.anchor, page)
            for page, leaf in enumerate(self.leaves)
            for placed in leaf.placed
            if placed.slab.bookmark
        ]

    @property
    def anchors(self) -> Mapping[str, tuple[int, float]]:
        return {
            placed.slab.anchor: (page, placed.top)
            for page, leaf in enumerate(self.leaves)
            for placed in leaf.placed
            if placed.slab.anchor
        }


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for reference cycles meanwhile: with so many small objects it would take a sixth of the time."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


class PdfWriter:
    """Writes a report as PDF."""

    name = "pdf"
    suffix = ".pdf"

    def write(self, document: n.Document, path: Path, options: WriteOptions, progress: Progress) -> Written:
        """Write document to path, whole or not at all. Raises OSError, Cancelled; KeyError for an unknown style."""
        with _uncollected():
            return _Report(document, options).write(path, progress)


class _Report:
    """One report being written."""

    def __init__(self, document: n.Document, options: WriteOptions) -> None:
        self._document = document
        self._options = options
        self._style: ReportStyle = load_style(options.style)
        self._faces = {
            name: Face(font_path(file))
            for name, file in (
                ("F1", "Pretendard-Regular.ttf"), ("F2", "Pretendard-Bold.ttf"), ("F3", "TourFallback-Regular.ttf"),
                ("F4", "TourFallback-Bold.ttf"), ("F5", "TourSymbols.ttf"),
            )
        }  # fmt: skip
        regular, bold = self._chain("F1", "F3", "F5"), self._chain("F2", "F4", "F5")
        self._setter = Typesetter(regular, bold, self._style)
        self._say: Sentences = sentences(document.language)
        self._frame = Frame(self._setter, self._say)
        self._pictures = Pictures()
        self._root = Element("Document")
        self._missing: dict[str, str] = {}

    def _chain(self, *names: str) -> FontChain:
        return FontChain([(name, self._faces[name]) for name in names])

    def write(self, path: Path, progress: Progress) -> Written:
        total = len(self._document.chapters) + 1
        parts: list[Part] = []
        blocks = BlockSetter(self._setter, self._say, self._pictures)
        for done, chapter in enumerate(self._document.chapters):
            progress(done, total)
            parts.append(self._part(chapter, blocks))
            self._note_missing(chapter.title)
        fore = Fore(self._document, self._setter, self._frame, self._say, self._covers)
        self._refer(parts, fore, blocks)
        depth, feet = self._style.page.depth, self._style.feet
        before = [Part(pages_of(slabs, depth, feet), running) for slabs, running in fore.sections(parts, self._root)]
        parts = before + parts
        pages = sum(len(part.leaves) for part in parts) + self._covers
        page = self._style.page
        with atomic_file(path) as file, Objects(file) as objects:
            pdf = PdfFile(objects, (page.width, page.height), pages, self._places(parts))
            self._write_pages(pdf, parts, pages)
            progress(total - 1, total)
            known = properties(self._document, self._say("report.untitled"), self._options.epoch)
            pdf.finish(known, self._fonts(), self._pictures)
        progress(total, total)
        return Written(path, pages, (*blocks.findings, *self._pictures.findings, *self._glyph_findings()))

    def _part(self, chapter: n.Chapter, blocks: BlockSetter) -> Part:
        section = Element("Sect", self._root)
        slabs = self._frame.opener(chapter, section) + blocks.blocks(chapter.blocks, chapter.id, section)
        return Part(pages_of(slabs, self._style.page.depth, self._style.feet), chapter.title)

    def _refer(self, parts: list[Part], fore: Fore, blocks: BlockSetter) -> None:
        """Set the chapters that tell pages again, now that these are known, until the numbers hold."""
        chapters = [(at, chapter) for at, chapter in enumerate(self._document.chapters) if refers(chapter)]
        told: dict[str, int] = {}
        for _ in range(_ROUNDS if chapters else 0):
            pages = fore.pages(parts)
            if pages == told:
                return
            told = pages
            for at, chapter in chapters:
                parts[at] = self._part(resolved(chapter, pages, self._say), blocks)

    @property
    def _covers(self) -> int:
        """Pages before the contents."""
        return 1 if self._document.cover is not None else 0

    def _fonts(self) -> dict[str, tuple[Face, dict[int, str]]]:
        """Each face with the glyphs that were printed, by resource name."""
        fonts: dict[str, tuple[Face, dict[int, str]]] = {name: (face, {}) for name, face in self._faces.items()}
        for chain in self._setter.chains:
            for name, used in chain.used().items():
                fonts[name][1].update(used)
        return fonts

    def _places(self, parts: list[Part]) -> dict[str, tuple[int, float]]:
        """(page index, top in points) of each anchor."""
        leaves = (leaf for part in parts for leaf in part.leaves)
        return {
            placed.slab.anchor: (number, self._style.page.top + placed.top)
            for number, leaf in enumerate(leaves, self._covers)
            for placed in leaf.placed
            if placed.slab.anchor
        }

    def _write_pages(self, pdf: PdfFile, parts: list[Part], pages: int) -> None:
        page = self._style.page
        number = 1
        if self._document.cover is not None:
            cover = CoverSetter(self._setter, self._pictures).slab(self._document.cover, Element("Sect", self._root))
            pdf.page([Standing(cover, 0, 0)], "", "")
            number += 1
        for part in parts:
            head = self._frame.head(self._document.title, part.running)
            for leaf in part.leaves:
                strips = [
                    Standing(placed.slab, page.left, page.top + placed.top, placed.again) for placed in leaf.placed
                ]
                pdf.page(strips, "" if leaf.opener else head, self._frame.foot(number, pages))
                for strip in strips:
                    if strip.slab.bookmark:
                        pdf.bookmark(*strip.slab.bookmark, strip.slab.anchor)
                number += 1

    def _note_missing(self, place: str) -> None:
        for chain in self._setter.chains:
            for char in chain.missing:
                self._missing.setdefault(char, place)

    def _glyph_findings(self) -> list[Finding]:
        return [
            Finding(
                "report.pdf.missing_glyph",
                (("glyph", char if char.isprintable() else MISSING), ("code", f"U+{ord(char):04X}")),
                place,
            )
            for char, place in sorted(self._missing.items())
        ]
