"""The frame of a report: contents, chapter openers, running head and page number."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from exporters.document import nodes as n
from exporters.pdf.draw import number, rectangle, rule
from exporters.pdf.slab import LinkArea, Slab, chained
from exporters.pdf.style import TextStyle
from exporters.pdf.tags import Element
from exporters.pdf.text import Run, Typesetter
from resources import Sentences

_CREDIT: Final = 9.0
"""Points between a figure's title in the list and its credit."""
_LONGEST_HEAD: Final = 400
"""Code points of a title that are looked at for the running head."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents. level: 0 a chapter, 1 a section. anchor: where it leads. page: printed."""

    level: int
    title: str
    anchor: str
    page: int


def _stays(entries: Sequence[Entry], at: int) -> bool:
    """Whether an entry stays with the next: a chapter with its first section, and the last section with another."""
    following = [entry.level for entry in entries[at + 1 : at + 3]]
    if following[:1] != [1]:
        return False
    return entries[at].level == 0 or following[1:] != [1]


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the list of figures or tables. label: `그림 3.`; credit: as printed, or empty."""

    label: str
    title: str
    credit: str
    anchor: str


class Frame:
    """Sets what stands around the blocks. say: the words printed, in the report's language."""

    def __init__(self, setter: Typesetter, say: Sentences) -> None:
        self._setter = setter
        self._style = setter.style
        self._say = say
        self._measures = setter.style.measures["frame"]

    def opener(self, chapter: n.Chapter, inside: Element) -> list[Slab]:
        """A chapter's first strips: the small line, its title, and a short rule. inside: the chapter's element."""
        style = self._style.text
        width = self._style.page.measure
        slabs: list[Slab] = []
        if chapter.kicker:
            kicker = [Run(chapter.kicker, True)]
            slabs += self._setter.set_runs(kicker, style["kicker"], width, Element("P", inside), ragged=True)
        title = [Run(chapter.title, True)]
        slabs += self._setter.set_runs(title, style["title"], width, Element("H1", inside), ragged=True)
        slabs.append(self._bar(self._measures["opener"]))
        slabs[-1].after = 6
        for slab in slabs:
            slab.keep = True
        slabs[0].anchor = f"chapter-{chapter.id}"
        slabs[0].bookmark = (0, chapter.title)
        return slabs

    def _bar(self, height: float) -> Slab:
        """What parts a title from what follows it, in the form of the style."""
        bar, colours, width = Slab(height), self._style.colours, self._style.page.measure
        match self._style.forms["opener"]:
            case "double":
                bar.over(rule(0, 5, width, 2, colours["navy"]))
                bar.over(rule(0, 8.2, width, 0.6, colours["navy"]))
            case "rule":
                bar.over(rule(0, 9, width, 1.2, colours["ink"]))
            case _:
                bar.over(rectangle(0, 8, 37, 3, colours["mark"]))
        return bar

    def title(self, text: str, inside: Element) -> list[Slab]:
        """The title of what stands before the chapters, with its short rule."""
        width, heading = self._style.page.measure, Element("H1", inside)
        slabs = self._setter.set_runs([Run(text, True)], self._style.text["title"], width, heading, ragged=True)
        slabs.append(self._bar(self._measures["title"]))
        for slab in slabs:
            slab.keep = True
        return slabs

    def contents(self, entries: Sequence[Entry], inside: Element) -> list[Slab]:
        """The contents' strips, with leaders."""
        width = self._style.page.measure
        title = self._say("report.pdf.contents")
        slabs = self.title(title, inside)
        slabs[0].anchor = "contents"
        slabs[0].bookmark = (0, title)
        around = Element("TOC", inside)
        inner = around
        for at, entry in enumerate(entries):
            item = Element("TOCI", around if entry.level == 0 else inner)
            if entry.level == 0:
                inner = Element("TOC", item)
            lines = self._chapter(entry, width, at == 0, Element("Link", Element("Reference", item)))
            for line in lines:
                line.keep = _stays(entries, at)
            slabs += lines
        chained(slabs[-4:])
        return slabs

    def listing(
        self, title: str, listed: Sequence[Listed], pages: Mapping[str, int], inside: Element, labels: float
    ) -> list[Slab]:
        """A list of figures or tables: label, title and page of each, and its credit. labels: width of theirs."""
        slabs = self.title(title, inside)
        slabs[0].anchor, slabs[0].bookmark = listed[0].anchor.partition("-")[0] + "s", (0, title)
        slabs[0].before = 40
        begin = len(slabs)
        width, around = self._style.page.measure, Element("TOC", inside)
        for each in listed:
            link = Element("Link", Element("Reference", Element("TOCI", around)))
            slabs += self._listed(each, pages.get(each.anchor, 0), labels, width, link)
        if sum(slab.height for slab in slabs) < self._style.page.depth / 2:
            chained(slabs)
        else:
            chained(slabs[-4:])
            chained(slabs[begin : begin + 4])
        return slabs

    def labels(self, listed: Iterable[Listed]) -> float:
        """The width that labels of lists take."""
        return max((self._setter.width(each.label, self._style.text["listed"]) for each in listed), default=0.0) + 12

    def _listed(self, each: Listed, page: int, room: float, width: float, link: Element) -> list[Slab]:
        """A line of a list, with its credit behind it where there is room, else below."""
        style = self._style.text["listed"]
        entry = Entry(1, each.title or "\u00a0", each.anchor, page)
        label = self._setter.set_runs([Run(each.label, True, self._style.colours["mark"])], style, room, link)
        lines = self._entry(entry, width, link, style, room, each.credit)
        lines[0].take(label[0], first=True)
        lines[-1].after = 3.5
        says = f"{each.label} {each.title}, {page}"
        for line in lines:
            line.links = (LinkArea(f"#{each.anchor}", 0, 0, width, line.height, link, says),)
            line.keep = line is not lines[-1]
        return lines

    def _chapter(self, entry: Entry, width: float, first: bool, link: Element) -> list[Slab]:
        """A line of the contents."""
        style = self._style.text["contents1" if entry.level == 0 else "contents2"]
        lines = self._entry(entry, width, link, style, 0.0 if entry.level == 0 else 15.0)
        if lines:
            lines[0].before = style.before
            if entry.level == 0 and not first:
                lines[0].under(rule(0, -style.before / 2, width, 0.5, self._style.colours["hairline"]))
        return lines

    def _entry(
        self, entry: Entry, width: float, link: Element, style: TextStyle, indent: float, credit: str = ""
    ) -> list[Slab]:
        """An entry's lines. credit: said in small letters behind or below it."""
        room = self._setter.width("0000", style) + 10
        lines = self._setter.set_runs(
            [Run(entry.title, style.bold)], style, width - indent - room, link, x=indent, ragged=True
        )
        if not lines:
            return []
        used = indent + self._setter.width(lines[-1].text, style)
        small, below = self._style.text["credit"], self._credit(credit, indent, width - room, link)
        start = used + _CREDIT
        if len(below) == 1 and start + self._setter.width(below[0].text, small) <= width - room:
            down = (style.leading - small.leading) / 2 + (style.size - small.size) * 0.35
            lines[-1].take(below.pop(), start - indent, down)
            used = start + self._setter.width(credit, small)
        self._figure(lines[-1], str(entry.page), used + 8, width, style, link)
        lines += below
        says = f"{entry.title}, {entry.page}"
        for line in lines:
            line.links = (LinkArea(f"#{entry.anchor}", 0, 0, width, line.height, link, says),)
        return lines

    def _credit(self, credit: str, left: float, right: float, link: Element) -> list[Slab]:
        runs = [Run(credit)] if credit else []
        return self._setter.set_runs(runs, self._style.text["credit"], right - left, link, x=left, ragged=True)

    def _figure(self, line: Slab, page: str, used: float, width: float, style: TextStyle, link: Element) -> None:
        """Put an entry's page at the right end of its last line, and a leader of dots from used on before it."""
        right = width - self._setter.width(page, style)
        (figure,) = self._setter.set_runs([Run(page, style.bold)], style, 99, link, x=right)
        line.take(figure)
        if right - 8 > used:
            y = -style.leading / 2 - style.size * 0.3
            colour = self._style.colours["line"]
            dots = f"{colour} RG 0.9 w 1 J [0 4] 0 d {number(right - 8)} {number(y)} m {number(used)} {number(y)} l S"
            line.over(f"q {dots} Q")

    def head(self, left: str, right: str) -> str:
        """The running head, from the page's top left corner; empty where the style has none."""
        if self._style.forms["head"] == "none":
            return ""
        page, style = self._style.page, self._style.text["running"]
        right = self._shortened(right, page.measure * 0.55)
        left = self._shortened(left, page.measure * 0.42)
        x = page.width - page.right - self._setter.width(right, style)
        parts = [self._line(left, "running", page.left, page.head), self._line(right, "running", x, page.head)]
        below = page.head + self._measures["head_rule"]
        parts.append(rule(page.left, below, page.measure, 0.6, self._style.colours["line"]))
        return "\n".join(parts)

    def foot(self, page_number: int, pages: int) -> str:
        page, style = self._style.page, self._style.text["folio"]
        text = self._say(f"report.pdf.folio_{self._style.forms['folio']}", page=page_number, pages=pages)
        x = (page.width - self._setter.width(text, style)) / 2
        return self._line(text, "folio", x, page.height - page.foot)

    def _line(self, text: str, name: str, x: float, top: float) -> str:
        style = self._style.text[name]
        lines = self._setter.set_runs([Run(text, style.bold)], style, 9999, None, x=x, ragged=True)
        return f"q 1 0 0 1 0 {number(-top)} cm {lines[0].parts[0].drawn()} Q" if lines else ""

    def _shortened(self, text: str, most: float) -> str:
        """text as far as it fits into most points, with … where it was cut."""
        style = self._style.text["running"]
        if len(text) <= _LONGEST_HEAD and self._setter.width(text, style) <= most:
            return text
        lengths = range(min(len(text), _LONGEST_HEAD))
        fitting = bisect_right(lengths, most, key=lambda length: self._setter.width(text[:length] + "…", style)) - 1
        return text[: max(fitting, 0)].rstrip() + "…"
