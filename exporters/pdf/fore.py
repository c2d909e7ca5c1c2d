"""What stands before the first chapter: the submission, the contents, the lists of figures and of tables.

How many pages it takes does not depend on the numbers in it, so it is laid out with those that follow from a guess, and
once more only where the guess was wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from exporters.document import nodes as n
from exporters.pdf.chapter import Chars, Finished
from exporters.pdf.flow import Leaf
from exporters.pdf.pages import Entry, Listed
from exporters.pdf.setting import Setting
from exporters.pdf.slab import Slab
from exporters.pdf.submission import SubmissionSetter
from exporters.pdf.tags import Element
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


class Expected:
    """What is expected of a chapter until it is set: that it has one page, and its title alone in the contents."""

    def __init__(self, chapter: n.Chapter) -> None:
        anchor = f"chapter-{chapter.id}"
        self.pages = 1
        self.marks: Sequence[Mark] = ((0, chapter.title, anchor, 0),)
        self.anchors: Mapping[str, tuple[int, float]] = {anchor: (0, 0.0)}


class _Section(NamedTuple):
    """Pages that follow each other. running: at the right of their head. chars: printed on them."""

    leaves: list[Leaf]
    running: str
    chars: Chars


@dataclass(slots=True)
class Laid:
    """What was laid out of things said, with which marks and numbers. size: pages. done: the finished ones, if asked
    for."""

    said: object
    size: int
    marks: Sequence[Mark]
    entries: Sequence[Entry]
    listed: Sequence[int]
    sections: Sequence[_Section]
    done: list[Finished] = field(default_factory=list)


class Fore:
    """The pages before the chapters. covers: pages before them. laid: what an earlier report left, or None."""

    def __init__(self, document: n.Document, setting: Setting, covers: int, laid: Laid | None = None) -> None:
        self._document = document
        self._setting = setting
        self._covers = covers
        say = setting.say
        listed = ((say("report.pdf.figures"), figures_of), (say("report.pdf.tables"), tables_of))
        found = [(title, list(of(document, say))) for title, of in listed] if document.lists else []
        self._lists = [(title, lines) for title, lines in found if lines]
        self._said = (setting, document.title, document.submission, document.contents, self._lists)
        self.laid = laid if laid and laid.said == self._said else None

    def finished(self, chapters: Sequence[Told]) -> list[Finished]:
        """The pages, section by section, with the numbers that chapters have behind them."""
        laid, setting, title = self._settled(chapters), self._setting, self._document.title
        if not laid.done:
            setting.setter.said()
            for leaves, running, chars in laid.sections:
                head = setting.frame.head(title, running)
                laid.done.append(setting.finished(leaves, head, setting.pictures(), chars))
        return laid.done

    def pages(self, chapters: Sequence[Told]) -> dict[str, int]:
        """The printed page of each anchor of chapters."""
        laid = self.laid
        if laid is None or laid.marks != _marks(chapters):
            laid = self._settled(chapters)
        return places_of(chapters, self._first(laid.size))

    def _settled(self, chapters: Sequence[Told]) -> Laid:
        marks = _marks(chapters)
        count = self.laid.size if self.laid else self._guessed(marks)
        while True:
            first = self._first(count)
            entries, places = entries_of(chapters, first), places_of(chapters, first)
            listed = [places.get(each.anchor, 0) for _, lines in self._lists for each in lines]
            if self.laid is None or (self.laid.entries, self.laid.listed) != (entries, listed):
                sections = list(self._made(entries, places))
                made = sum(len(section.leaves) for section in sections)
                self.laid = Laid(self._said, made, marks, entries, listed, sections)
            if self.laid.size == count:
                return self.laid
            count = self.laid.size

    def _first(self, count: int) -> int:
        """The printed number of the first page of chapters behind so many pages."""
        return self._covers + count + 1

    def _guessed(self, marks: Sequence[Mark]) -> int:
        """About how many pages there will be: where that is right, they are laid out only once."""
        text, depth = self._setting.style.text, self._setting.style.page.depth
        styles = (text["contents1" if level == 0 else "contents2"] for level, *_ in marks)
        contents = sum(style.leading + style.before for style in styles) if self._document.contents else 0.0
        return int(contents // depth) + bool(contents) + bool(self._document.submission) + bool(self._lists)

    def _made(self, entries: Sequence[Entry], pages: Mapping[str, int]) -> Iterator[_Section]:
        root, setter, frame = Element("Document"), self._setting.setter, self._setting.frame
        setter.said()
        if self._document.submission:
            submission = SubmissionSetter(setter, frame)
            yield self._section(submission.slabs(self._document.submission, Element("Sect", root)), "")
        if self._document.contents:
            slabs = frame.contents(entries, Element("Sect", root))
            yield self._section(slabs, self._setting.say("report.pdf.contents"))
        slabs = []
        labels = frame.labels(each for _, listed in self._lists for each in listed)
        for title, listed in self._lists:
            slabs += frame.listing(title, listed, pages, Element("Sect", root), labels)
        if slabs:
            yield self._section(slabs, " · ".join(title for title, _ in self._lists))

    def _section(self, slabs: Sequence[Slab], running: str) -> _Section:
        return _Section(self._setting.leaves(slabs), running, self._setting.setter.said())


def _marks(chapters: Sequence[Told]) -> list[Mark]:
    return [mark for chapter in chapters for mark in chapter.marks]


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
