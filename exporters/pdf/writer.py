"""The PDF writer: a document to a typeset report, chapter by chapter, in one pass over the blocks of each."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from exporters.base import Finding, Progress, WriteOptions, Written, atomic_file
from exporters.document import nodes as n
from exporters.pdf.archive import properties
from exporters.pdf.chapter import Finished, Outside
from exporters.pdf.container import Plan, common, finish
from exporters.pdf.crew import Alone, Forked, Layout, placed, processes
from exporters.pdf.fonts import MISSING
from exporters.pdf.keeping import Kept
from exporters.pdf.objects import Objects
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
        with _uncollected(), (options.kept.pages if options.kept else Kept(keeps=False)).alone() as kept:
            count = self._processes or (1 if options.kept else processes(_blocks(document), len(document.chapters)))
            return _Report(document, options, kept).write(path, progress, count)


def _blocks(document: n.Document) -> int:
    return sum(len(chapter.blocks) for chapter in document.chapters)


class _Report:
    """One report being written. Its chapters have the keys 0, 1, …; then comes the cover, then what else there is."""

    def __init__(self, document: n.Document, options: WriteOptions, kept: Kept) -> None:
        self._document = document
        self._options = options
        self._kept = kept
        self._setting: Setting = kept.setting(load_style(options.style), document.language)
        self._count = len(document.chapters)
        self._covers = 1 if document.cover is not None else 0

    def write(self, path: Path, progress: Progress, count: int) -> Written:
        total = self._count + self._covers
        with closing(self._crew(total, count)) as crew:
            found = crew.outsides(lambda done: progress(done, total + 1))
            here = {total: self._before([found[at] for at in range(self._count)])}
            found |= {key: part.outside for key, part in here.items()}
            plan = Plan(found, [*range(self._count, len(found)), *range(self._count)], self._setting.size)
            layout = Layout(plan.places(), common(self._setting.size), len(plan.pages))
            with atomic_file(path) as file:
                objects = Objects(file, plan.end)
                made = crew.segments(layout) | placed(here, layout, self._setting.foot)
                for _, segments in sorted(made.items()):
                    for segment in segments:
                        objects.take(segment)
                self._finish(objects, plan)
        progress(total + 1, total + 1)
        return Written(path, len(plan.pages), tuple(self._findings(found)))

    def _crew(self, total: int, count: int) -> Alone | Forked:
        foot = self._setting.foot
        return Forked(self._made, total, foot, count) if count > 1 else Alone(self._made, range(total), foot)

    def _made(self, key: int) -> Finished:
        cover = self._document.cover
        if key == self._count and cover is not None:
            return self._kept.cover(self._setting, cover)
        return self._kept.chapter(self._setting, self._document.chapters[key], self._document.title)

    def _before(self, chapters: Sequence[Outside]) -> Finished:
        """The contents. How many pages they take is tried, for their lines do not depend on the numbers in them."""
        count = self._kept.contents
        while True:
            self._setting.setter.said()
            leaves = self._setting.leaves(self._contents(chapters, self._covers + count + 1))
            if len(leaves) == count:
                break
            count = len(leaves)
        self._kept.contents = count
        head = self._setting.frame.head(self._document.title, self._setting.say("report.pdf.contents"))
        return self._setting.finished(leaves, head, Pictures())

    def _contents(self, chapters: Sequence[Outside], page: int) -> list[Slab]:
        entries: list[Entry] = []
        for chapter in chapters:
            entries += [Entry(mark.level, mark.title, mark.anchor, page + mark.page) for mark in chapter.marks]
            page += chapter.pages
        return self._setting.frame.contents(entries, Element("Sect", Element("Document")))

    def _finish(self, objects: Objects, plan: Plan) -> None:
        self._setting.setter.said()
        self._setting.frame.foot(_DIGITS, _DIGITS)
        said = self._setting.setter.said()
        chars = tuple("".join(set(own).union(*(part.chars[at] for part in plan.parts))) for at, own in enumerate(said))
        pictures = Pictures()
        for part in plan.parts:
            for path, _ in part.pictures.values():
                pictures.add(path)
        known = properties(self._document, self._setting.say("report.untitled"), self._options.epoch)
        finish(objects, plan, known, self._setting.fonts(chars), pictures)

    def _findings(self, found: Mapping[int, Outside]) -> Iterator[Finding]:
        """What the parts tell, each thing once. found: by key."""
        unreadable: dict[Path, Finding] = {}
        missing: dict[str, str] = {}
        for key, part in sorted(found.items()):
            unreadable = {**part.unreadable, **unreadable}
            place = self._document.chapters[key].title if key < self._count else self._document.title
            for char in self._setting.lacking(part.chars):
                missing.setdefault(char, place)
        yield from unreadable.values()
        for char, place in sorted(missing.items()):
            shown = char if char.isprintable() else MISSING
            yield Finding("report.pdf.missing_glyph", (("glyph", shown), ("code", f"U+{ord(char):04X}")), place)
