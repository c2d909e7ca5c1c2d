"""What stands before the first chapter: the submission, the contents, the lists of figures and of tables.

How many pages it takes does not depend on the numbers in it, so it is laid out twice: to be counted, and to be printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from exporters.document import nodes as n
from exporters.pdf.flow import pages_of
from exporters.pdf.pages import Entry, Frame, Listed
from exporters.pdf.slab import Slab
from exporters.pdf.style import ReportStyle
from exporters.pdf.submission import SubmissionSetter
from exporters.pdf.tags import Element
from exporters.pdf.text import Typesetter
from resources import Sentences

Mark = tuple[int, str, str, int]
"""A line of the contents: level, title, anchor, and page of its chapter."""


class Told(Protocol):
    """What is asked of a chapter. pages: how many. anchors: page of the chapter, and points from the top, by name."""

    @property
    def pages(self) -> int: ...
    @property
    def marks(self) -> Sequence[Mark]: ...
    @property
    def anchors(self) -> Mapping[str, tuple[int, float]]: ...


class Fore:
    """The pages before the chapters. covers: pages before them."""

    def __init__(self, document: n.Document, setter: Typesetter, frame: Frame, say: Sentences, covers: int) -> None:
        self._document = document
        self._frame = frame
        self._style: ReportStyle = setter.style
        self._submission = SubmissionSetter(setter, frame)
        self._say = say
        self._covers = covers
        listed = ((say("report.pdf.figures"), figures_of), (say("report.pdf.tables"), tables_of))
        found = [(title, list(of(document, say))) for title, of in listed] if document.lists else []
        self._lists = [(title, lines) for title, lines in found if lines]

    def sections(self, chapters: Sequence[Told], root: Element) -> list[tuple[list[Slab], str]]:
        """Strips of pages that follow each other, and what is printed at the right of their head.

        root: what they become part of.
        """
        first = self._count(chapters) + self._covers + 1
        return self._made(entries_of(chapters, first), places_of(chapters, first), root)

    def pages(self, chapters: Sequence[Told]) -> dict[str, int]:
        """The printed page of each anchor of chapters."""
        return places_of(chapters, self._count(chapters) + self._covers + 1)

    def _count(self, chapters: Sequence[Told]) -> int:
        made = self._made(entries_of(chapters, 0), places_of(chapters, 0), Element("Document"))
        return sum(len(pages_of(slabs, self._style.page.depth, self._style.feet)) for slabs, _ in made)

    def _made(self, entries: Sequence[Entry], pages: Mapping[str, int], root: Element) -> list[tuple[list[Slab], str]]:
        made: list[tuple[list[Slab], str]] = []
        if self._document.submission:
            made.append((self._submission.slabs(self._document.submission, Element("Sect", root)), ""))
        if self._document.contents:
            made.append((self._frame.contents(entries, Element("Sect", root)), self._say("report.pdf.contents")))
        slabs: list[Slab] = []
        for title, listed in self._lists:
            slabs += self._frame.listing(title, listed, pages, Element("Sect", root), first=not slabs)
        return [*made, (slabs, " · ".join(title for title, _ in self._lists))] if slabs else made


def entries_of(chapters: Sequence[Told], first: int) -> list[Entry]:
    """What the contents list. first: the printed number of the first page of chapters."""
    entries = []
    for chapter in chapters:
        entries += [Entry(level, title, anchor, first + page) for level, title, anchor, page in chapter.marks]
        first += chapter.pages
    return entries


def places_of(chapters: Sequence[Told], first: int) -> dict[str, int]:
    """The page of each anchor."""
    places = {}
    for chapter in chapters:
        places.update({anchor: first + page for anchor, (page, _) in chapter.anchors.items()})
        first += chapter.pages
    return places


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
