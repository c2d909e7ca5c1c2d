"""The PDF writer: a document to a typeset report, in one pass over its blocks."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from exporters.base import Finding, Progress, WriteOptions, Written, atomic_file
from exporters.document import nodes as n
from exporters.pdf.blocks import BlockSetter
from exporters.pdf.cover import CoverSetter
from exporters.pdf.face import Face
from exporters.pdf.flow import Leaf, pages_of
from exporters.pdf.fonts import MISSING, FontChain
from exporters.pdf.pages import Entry, Frame
from exporters.pdf.pictures import Pictures
from exporters.pdf.style import ReportStyle, load_style
from exporters.pdf.text import Typesetter
from resources import Sentences, font_path, sentences

if TYPE_CHECKING:
    from exporters.pdf.container import PdfFile


@dataclass(frozen=True, slots=True)
class _Part:
    """Pages that follow each other. running: printed at the right of their head."""

    leaves: list[Leaf]
    running: str


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
        self._missing: dict[str, str] = {}

    def _chain(self, *names: str) -> FontChain:
        return FontChain([(name, self._faces[name]) for name in names])

    def write(self, path: Path, progress: Progress) -> Written:
        from exporters.pdf.container import PdfFile

        total = len(self._document.chapters) + 1
        parts: list[_Part] = []
        blocks = BlockSetter(self._setter, self._say, self._pictures)
        for done, chapter in enumerate(self._document.chapters):
            progress(done, total)
            slabs = self._frame.opener(chapter) + blocks.blocks(chapter.blocks, chapter.id)
            parts.append(_Part(pages_of(slabs, self._style.page.depth, self._style.feet), chapter.title))
            self._note_missing(chapter.title)
        parts.insert(0, self._contents(parts))
        pages = sum(len(part.leaves) for part in parts) + (self._document.cover is not None)
        page = self._style.page
        with atomic_file(path) as file:
            pdf = PdfFile(file, self._document, (page.width, page.height), self._options.epoch)
            self._write_pages(pdf, parts, pages)
            for name, face in self._faces.items():
                if used := self._used(name):
                    pdf.font(name, face, used)
            progress(total - 1, total)
            pdf.save()
        progress(total, total)
        return Written(path, pages, (*blocks.findings, *self._pictures.findings, *self._glyph_findings()))

    def _used(self, name: str) -> dict[int, str]:
        used: dict[int, str] = {}
        for chain in self._setter.chains:
            used.update(chain.used().get(name, {}))
        return used

    def _contents(self, parts: list[_Part]) -> _Part:
        """The contents. Their pages are counted first: how many lines they take does not depend on the numbers."""
        depth, feet = self._style.page.depth, self._style.feet
        first = 2 if self._document.cover is not None else 1
        pages = len(pages_of(self._frame.contents(self._entries(parts, first)), depth, feet))
        leaves = pages_of(self._frame.contents(self._entries(parts, first + pages)), depth, feet)
        return _Part(leaves, self._say("report.pdf.contents"))

    @staticmethod
    def _entries(parts: list[_Part], page: int) -> list[Entry]:
        entries: list[Entry] = []
        for part in parts:
            for leaf in part.leaves:
                for placed in leaf.placed:
                    if placed.slab.bookmark:
                        level, title = placed.slab.bookmark
                        entries.append(Entry(level, title, placed.slab.anchor, page))
                page += 1
        return entries

    def _write_pages(self, pdf: PdfFile, parts: list[_Part], pages: int) -> None:
        number = 1
        if self._document.cover is not None:
            pdf.operators(CoverSetter(self._setter).operators(self._document.cover), 0, 0)
            pdf.end_page()
            number += 1
        for part in parts:
            for leaf in part.leaves:
                if not leaf.opener:
                    pdf.operators(self._frame.head(self._document.title, part.running), 0, 0)
                self._write_leaf(pdf, leaf)
                pdf.operators(self._frame.foot(number, pages), 0, 0)
                pdf.end_page()
                number += 1

    def _write_leaf(self, pdf: PdfFile, leaf: Leaf) -> None:
        page = self._style.page
        for placed in leaf.placed:
            slab, top = placed.slab, page.top + placed.top
            pdf.operators(slab.operators, page.left, top)
            for picture in slab.pictures:
                pdf.picture(picture, page.left, top)
            for area in slab.links:
                pdf.link(area, page.left, top)
            if slab.anchor:
                pdf.anchor(slab.anchor, top)
            if slab.bookmark:
                level, title = slab.bookmark
                pdf.bookmark(slab.anchor, title, level)

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
