"""The PDF writer: a document to a typeset report, chapter by chapter, in one pass over the blocks of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

from exporters.base import Finding, Progress, WriteOptions, Written, atomic_file
from exporters.document import nodes as n
from exporters.pdf.archive import properties
from exporters.pdf.chapter import Finished, Outside
from exporters.pdf.container import Plan, common, finish
from exporters.pdf.crew import Alone, Forked, Layout, placed, processes
from exporters.pdf.fonts import MISSING
from exporters.pdf.fore import Expected, Fore, Told
from exporters.pdf.keeping import KeptChapters
from exporters.pdf.objects import Objects
from exporters.pdf.place import Place
from exporters.pdf.references import referred, resolved
from exporters.pdf.setting import Setting
from exporters.pdf.style import load_style

_DIGITS: Final = 1234567890
_ROUNDS: Final = 4
"""How often page references are set again; a round changes a page only where a longer number made a line more."""


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
        keeping = options.kept.of(KeptChapters) if options.kept else KeptChapters(keeps=False)
        with keeping.alone() as kept:
            count = self._processes or (1 if options.kept else processes(_blocks(document), len(document.chapters)))
            return _Report(document, options, kept).write(path, progress, count)


def _of_crew(plan: Plan, keys: Sequence[int]) -> dict[int, Place]:
    """The places of the parts that the crew makes, as it counts them. keys: theirs."""
    places = plan.places()
    return {at: places[key] for at, key in enumerate(keys)}


def _blocks(document: n.Document) -> int:
    return sum(len(chapter.blocks) for chapter in document.chapters)


class _Report:
    """One report being written. Its chapters have the keys 0, 1, …; then comes the cover, then what else there is."""

    def __init__(self, document: n.Document, options: WriteOptions, kept: KeptChapters) -> None:
        self._document = document
        self._options = options
        self._kept = kept
        self._setting: Setting = kept.setting(load_style(options.style), document.language)
        self._count = len(document.chapters)
        self._covers = 1 if document.cover is not None else 0
        self._referring = [at for at, chapter in enumerate(document.chapters) if any(referred(chapter))]

    def write(self, path: Path, progress: Progress, count: int) -> Written:
        total = self._count + self._covers
        # what takes longest comes first, so that in the end no process waits for another
        keys = sorted((key for key in range(total) if key not in self._referring), key=self._weight, reverse=True)
        with closing(self._crew(keys, count)) as crew:
            made = crew.outsides(lambda done: progress(done, total + 1))
            found = dict(sorted((keys[at], each) for at, each in made.items()))
            known = common(self._setting.size)
            crew.ahead(_of_crew(Plan(found, list(found), self._setting.size), keys), known)
            here = self._here(found, total)
            found |= {key: part.outside for key, part in sorted(here.items())}
            plan = Plan(found, [*range(self._count, len(found)), *range(self._count)], self._setting.size)
            layout = Layout(plan.places(), known, len(plan.pages))
            with atomic_file(path) as file:
                objects = Objects(file, plan.end)
                placed_ = crew.segments(layout._replace(places=_of_crew(plan, keys)))
                segments = {keys[at]: each for at, each in placed_.items()} | placed(here, layout, self._setting.foot)
                for _, of_part in sorted(segments.items()):
                    for segment in of_part:
                        objects.take(segment)
                self._finish(objects, plan)
        progress(total + 1, total + 1)
        return Written(path, len(plan.pages), tuple(self._findings(found)))

    def _crew(self, keys: Sequence[int], count: int) -> Alone | Forked:
        """For the parts with these keys, which it counts from 0."""
        foot = self._setting.foot

        def make(at: int) -> Finished:
            return self._made(keys[at])

        return Forked(make, len(keys), foot, count) if count > 1 else Alone(make, range(len(keys)), foot)

    def _weight(self, key: int) -> int:
        """About how long a part takes."""
        return len(self._document.chapters[key].blocks) if key < self._count else 1

    def _made(self, key: int) -> Finished:
        cover = self._document.cover
        if key == self._count and cover is not None:
            return self._kept.cover(self._setting, cover)
        return self._kept.chapter(self._setting, self._document.chapters[key], self._document.title)

    def _here(self, found: Mapping[int, Outside], total: int) -> dict[int, Finished]:
        """The parts that tell pages: chapters that refer to others, set until the numbers hold, and what stands before
        the chapters. found: all other parts."""
        setting, document = self._setting, self._document
        fore = Fore(document, setting, self._covers, self._kept.laid)
        here: dict[int, Finished] = {}
        wanted = {anchor for key in self._referring for anchor in referred(document.chapters[key])}

        def chapters() -> list[Told]:
            expected = (found.get(key) or Expected(document.chapters[key]) for key in range(self._count))
            return [here[key].outside if key in here else other for key, other in enumerate(expected)]

        told: dict[str, int] = {}
        for _ in range(_ROUNDS if self._referring else 0):
            pages = {anchor: page for anchor, page in fore.pages(chapters()).items() if anchor in wanted}
            if here and pages == told:
                break
            told = pages
            for key in self._referring:
                chapter = resolved(document.chapters[key], pages, setting.say)
                here[key] = self._kept.chapter(setting, chapter, document.title)
        here |= dict(enumerate(fore.finished(chapters()), total))
        self._kept.laid = fore.laid
        return here

    def _finish(self, objects: Objects, plan: Plan) -> None:
        self._setting.setter.said()
        self._setting.frame.foot(_DIGITS, _DIGITS)
        said = self._setting.setter.said()
        chars = tuple("".join(set(own).union(*(part.chars[at] for part in plan.parts))) for at, own in enumerate(said))
        pictures = self._setting.pictures()
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
