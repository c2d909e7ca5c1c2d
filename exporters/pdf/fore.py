"""What stands before the first chapter: the submission, the contents, the lists of figures and of tables.

How many pages it takes does not depend on the numbers in it, so it is laid out twice: to be counted, and to be printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from exporters.document import nodes as n
from exporters.pdf.flow import Leaf, pages_of
from exporters.pdf.pages import Entry, Frame, Listed
from exporters.pdf.slab import Slab
from exporters.pdf.style import ReportStyle
from exporters.pdf.submission import SubmissionSetter
from exporters.pdf.tags import Element
from exporters.pdf.text import Typesetter
from resources import Sentences


@dataclass(frozen=True, slots=True)
class Part:
    """Pages that follow each other. running: printed at the right of their head."""

    leaves: list[Leaf]
    running: str


class Fore:
    """The pages before the chapters. root: what they become part of. covers: pages before them."""

    def __init__(self, document: n.Document, setter: Typesetter, frame: Frame, say: Sentences, covers: int) -> None:
        self._document = document
        self._frame = frame
        self._style: ReportStyle = setter.style
        self._submission = SubmissionSetter(setter, frame)
        self._say = say
        self._covers = covers
        figures, tables = list(figures_of(document, say)), list(tables_of(document, say))
        self._lists = [
            (title, listed)
            for title, listed in ((say("report.pdf.figures"), figures), (say("report.pdf.tables"), tables))
            if listed
        ]

    def parts(self, chapters: Sequence[Part], root: Element) -> list[Part]:
        """The pages, with the page numbers of chapters in them."""
        first = self._count(chapters) + self._covers + 1
        return self._made(entries_of(chapters, first), places_of(chapters, first), root)

    def pages(self, chapters: Sequence[Part]) -> dict[str, int]:
        """The printed page of each anchor of chapters."""
        return places_of(chapters, self._count(chapters) + self._covers + 1)

    def _count(self, chapters: Sequence[Part]) -> int:
        made = self._made(entries_of(chapters, 0), places_of(chapters, 0), Element("Document"))
        return sum(len(part.leaves) for part in made)

    def _made(self, entries: Sequence[Entry], pages: dict[str, int], root: Element) -> list[Part]:
        made: list[Part] = []
        if self._document.submission:
            section = Element("Sect", root)
            made.append(self._part(self._submission.slabs(self._document.submission, section), ""))
        title = self._say("report.pdf.contents")
        made.append(self._part(self._frame.contents(entries, Element("Sect", root)), title))
        slabs: list[Slab] = []
        for title, listed in self._lists:
            slabs += self._frame.listing(title, listed, pages, Element("Sect", root), first=not slabs)
        if slabs:
            made.append(self._part(slabs, " · ".join(title for title, _ in self._lists)))
        return made

    def _part(self, slabs: list[Slab], running: str) -> Part:
        return Part(pages_of(slabs, self._style.page.depth, self._style.feet), running)


def entries_of(parts: Sequence[Part], first: int) -> list[Entry]:
    """What the contents list. first: the printed number of the first page of parts."""
    return [
        Entry(*placed.slab.bookmark, placed.slab.anchor, number)
        for number, leaf in enumerate((leaf for part in parts for leaf in part.leaves), first)
        for placed in leaf.placed
        if placed.slab.bookmark
    ]


def places_of(parts: Sequence[Part], first: int) -> dict[str, int]:
    """The page of each anchor."""
    return {
        placed.slab.anchor: number
        for number, leaf in enumerate((leaf for part in parts for leaf in part.leaves), first)
        for placed in leaf.placed
        if placed.slab.anchor
    }


def figures_of(document: n.Document, say: Sentences) -> Iterator[Listed]:
    """Each figure with its credit, once."""
    told: set[int] = set()
    for block in _blocks(document):
        if isinstance(block, n.Figure) and block.number not in told:
            told.add(block.number)
            credit = say("report.pdf.credit", credit=block.credit) if block.credit else ""
            label = say("report.pdf.figure", number=block.number)
            yield Listed(label, block.caption, credit, f"figure-{block.number}")


def tables_of(document: n.Document, say: Sentences) -> Iterator[Listed]:
    """Each table that has a number."""
    for block in _blocks(document):
        if isinstance(block, n.Table) and block.number:
            yield Listed(say("report.pdf.table", number=block.number), block.title, "", f"table-{block.number}")


def _blocks(document: n.Document) -> Iterator[n.Block]:
    for chapter in document.chapters:
        yield from _within(chapter.blocks)


def _within(blocks: Iterable[n.Block]) -> Iterator[n.Block]:
    for block in blocks:
        match block:
            case n.QuestionAnswer():
                yield from _within(block.answer)
            case n.TakeawayGroup():
                for takeaway in block.takeaways:
                    yield from _within(takeaway.blocks)
            case n.Figure() | n.Table():
                yield block
