"""The PDF writer: a document to a typeset report, chapter by chapter, in one pass over the blocks of each."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from exporters.base import Finding, Progress, WriteOptions, Written, atomic_file
from exporters.document import nodes as n
from exporters.pdf.archive import properties
from exporters.pdf.chapter import Finished, Outside
from exporters.pdf.container import Plan, common, finish
from exporters.pdf.crew import Alone, Forked, Layout, processes
from exporters.pdf.fonts import MISSING
from exporters.pdf.keeping import Kept
from exporters.pdf.objects import Objects, Segment
from exporters.pdf.pages import Entry
from exporters.pdf.pictures import Pictures
from exporters.pdf.setting import Setting
from exporters.pdf.slab import Slab
from exporters.pdf.style import load_style
from exporters.pdf.tags import Element

_DIGITS: Final = 1234567890


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
    """Writes a report as PDF.

    processes: how many make it, None for as many as are worth it; the bytes are the same.
    """

    name = "pdf"
    suffix = ".pdf"

    def __init__(self, processes: int | None = None) -> None:
        self._processes = processes

    def write(self, document: n.Document, path: Path, options: WriteOptions, progress: Progress) -> Written:
        """Write document to path, whole or not at all. Raises OSError, Cancelled; KeyError for an unknown style."""
        with _uncollected(), (options.kept.pages if options.kept else Kept()).alone() as kept:
            count = self._processes or (1 if options.kept else processes(_blocks(document), len(document.chapters)))
            return _Report(document, options, kept).write(path, progress, count)


def _blocks(document: n.Document) -> int:
    return sum(len(chapter.blocks) for chapter in document.chapters)


class _Report:
    """One report being written."""

    def __init__(self, document: n.Document, options: WriteOptions, kept: Kept) -> None:
        self._document = document
        self._options = options
        self._kept = kept
        self._setting: Setting = kept.setting(load_style(options.style), document.language)

    def write(self, path: Path, progress: Progress, count: int) -> Written:
        total = len(self._document.chapters) + 1
        with closing(self._crew(count)) as crew:
            found = crew.outsides(lambda done: progress(done, total))
            chapters = [found[at] for at in range(len(self._document.chapters))]
            before = self._before(chapters)
            plan = self._plan([each.outside for each in before], chapters)
            with atomic_file(path) as file:
                objects = Objects(file, plan.end)
                for made in (
                    crew.segments(self._layout(plan, len(before))),
                    _placed(before, self._layout(plan), self._setting),
                ):
                    for _, of_part in sorted(made.items()):
                        for segment in of_part:
                            objects.take(segment)
                self._finish(objects, plan)
        progress(total, total)
        return Written(path, len(plan.pages), tuple(self._findings(chapters)))

    def _crew(self, count: int) -> Alone | Forked:
        chapters, foot = self._document.chapters, self._setting.foot

        def make(at: int) -> Finished:
            return self._kept.chapter(self._setting, chapters[at], self._document.title)

        return Forked(make, len(chapters), foot, count) if count > 1 else Alone(make, range(len(chapters)), foot)

    # --- what stands before the chapters ---

    def _before(self, chapters: Sequence[Outside]) -> list[Finished]:
        """Cover and contents. How many pages these take is tried: their lines do not depend on the numbers in them."""
        cover = self._document.cover
        covers = [self._kept.cover(self._setting, cover)] if cover is not None else []
        count = self._kept.contents
        while True:
            self._setting.setter.said()
            leaves = self._setting.leaves(self._contents(chapters, len(covers) + count + 1))
            if len(leaves) == count:
                break
            count = len(leaves)
        self._kept.contents = count
        title = self._setting.say("report.pdf.contents")
        head = self._setting.frame.head(self._document.title, title)
        return [*covers, self._setting.finished(leaves, head, Pictures())]

    def _contents(self, chapters: Sequence[Outside], page: int) -> list[Slab]:
        entries: list[Entry] = []
        for chapter in chapters:
            entries += [Entry(mark.level, mark.title, mark.anchor, page + mark.page) for mark in chapter.marks]
            page += chapter.pages
        return self._setting.frame.contents(entries, Element("Sect", Element("Document")))

    # --- the whole ---

    def _plan(self, before: Sequence[Outside], chapters: Sequence[Outside]) -> Plan:
        """Chapters have the first numbers, because what stands before them changes with every page."""
        parts = [*before, *chapters]
        order = [*range(len(before), len(parts)), *range(len(before))]
        return Plan(parts, order, self._setting.size)

    def _layout(self, plan: Plan, skipped: int = 0) -> Layout:
        """Places of the parts; the first few are left out, and those after them counted from 0."""
        places = dict(enumerate(plan.places()[skipped:]))
        return Layout(places, common(self._setting.size), len(plan.pages))

    def _finish(self, objects: Objects, plan: Plan) -> None:
        self._setting.setter.said()
        self._setting.frame.foot(_DIGITS, _DIGITS)
        said = self._setting.setter.said()
        chars = tuple(frozenset().union(own, *(part.chars[at] for part in plan.parts)) for at, own in enumerate(said))
        pictures = Pictures()
        for part in plan.parts:
            for path, _ in part.pictures.values():
                pictures.add(path)
        known = properties(self._document, self._setting.say("report.untitled"), self._options.epoch)
        finish(objects, plan, known, self._setting.fonts(chars), pictures)

    def _findings(self, chapters: Sequence[Outside]) -> Iterator[Finding]:
        unreadable: dict[Path, Finding] = {}
        missing: dict[str, str] = {}
        for chapter, found in zip(self._document.chapters, chapters, strict=True):
            unreadable = {**found.unreadable, **unreadable}
            for char in self._setting.lacking(found.chars):
                missing.setdefault(char, chapter.title)
        yield from unreadable.values()
        for char, place in sorted(missing.items()):
            shown = char if char.isprintable() else MISSING
            yield Finding("report.pdf.missing_glyph", (("glyph", shown), ("code", f"U+{ord(char):04X}")), place)


def _placed(parts: Sequence[Finished], layout: Layout, setting: Setting) -> dict[int, list[Segment]]:
    crew = Alone(lambda at: parts[at], range(len(parts)), setting.foot)
    crew.outsides(lambda _: None)
    return crew.segments(layout)
