"""Runs of styled text to lines, and lines to strips."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, NamedTuple, TypeAlias

from exporters.document import nodes as n
from exporters.pdf.draw import number
from exporters.pdf.fonts import FontChain, Remembered
from exporters.pdf.linebreak import Breaker, Line
from exporters.pdf.slab import LinkArea, Part, Slab
from exporters.pdf.style import ReportStyle, TextStyle
from exporters.pdf.tags import Element
from exporters.pdf.tokens import BLANKS, Piece, Tokenizer

_Format: TypeAlias = tuple[bool, str | None, str]
_TRACK_FROM, _TRACK_MOST, _TRACK_EMERGENCY = 55.0, 18.0, 55.0
_PRINTED_MOST: Final = 340.0


class Run(NamedTuple):
    """Text in one style. colour None: the paragraph's. href: where it leads, or empty."""

    text: str
    bold: bool = False
    colour: str | None = None
    href: str = ""


@dataclass(slots=True)
class _Span:
    """A stretch of a line that leads to one place, or nowhere. start, end: points from the line's beginning."""

    href: str
    start: float
    end: float
    operators: str


class _Glyphs(NamedTuple):
    """A word or a blank, encoded. width: in points."""

    href: str
    bold: bool
    colour: str
    code: str
    width: float


class _LinkedLines:
    """Lines of a paragraph with links: a link that goes on in the next line is one element."""

    def __init__(self, element: Element | None) -> None:
        self._element = element
        self._last: tuple[str, Element | None] = ("", element)

    def owner(self, href: str) -> Element | None:
        """The element of the next stretch."""
        if href != self._last[0]:
            self._last = (href, self._link(href, self._element) if href and self._element else self._element)
        return self._last[1]

    @staticmethod
    def _link(href: str, around: Element) -> Element:
        """A link; one that leads to a place of the report is a reference."""
        return Element("Link", Element("Reference", around) if href.startswith("#") else around)


class Typesetter:
    """Sets paragraphs in the fonts of one report. regular, bold: the chains of faces.

    titles: what is said of links to places of the report, by target, where their line does not say it.
    """

    def __init__(self, regular: FontChain, bold: FontChain, style: ReportStyle) -> None:
        self.style = style
        self.chains = (regular, bold)
        self._wider = (0.0, regular.space - bold.space)  # lines are broken as if all blanks were regular
        self._formats: list[_Format] = [(False, None, ""), (True, None, "")]
        self._index = {wanted: at for at, wanted in enumerate(self._formats)}
        self._breaker = Breaker(self._measure, regular.space)
        self._tokenizer = Tokenizer(self._measure)
        self._numbers = Remembered(number)
        self._said: tuple[list[str], list[str]] = ([], [])
        self.titles: dict[str, str] = {}

    def _measure(self, which: int, text: str) -> float:
        return self.chains[self._formats[which][0]].width(text)

    def _format(self, run: Run) -> int:
        wanted = (run.bold, run.colour, run.href)
        if wanted not in self._index:
            self._index[wanted] = len(self._formats)
            self._formats.append(wanted)
        return self._index[wanted]

    def said(self) -> tuple[str, str]:
        """The characters that were set since this was asked last, each once, regular and bold ones."""
        chars = ["".join(sorted(set("".join(texts)) - BLANKS | {" "})) if texts else "" for texts in self._said]
        self._said = ([], [])
        return chars[0], chars[1]

    def runs(self, inlines: n.Inlines, *, bold: bool = False, colour: str | None = None) -> list[list[Run]]:
        """inlines as runs, one list for each line between forced breaks."""
        if len(inlines) == 1 and isinstance(inlines[0], n.Text):
            return [[Run(inlines[0].text, bold, colour)]]
        lines: list[list[Run]] = [[]]
        for run in self._flat(inlines, Run("", bold, colour)):
            if run is None:
                lines.append([])
            else:
                lines[-1].append(run)
        return lines

    def _flat(self, inlines: n.Inlines, around: Run) -> Iterator[Run | None]:
        accent = self.style.colours["accent"]
        for inline in inlines:
            match inline:
                case n.Text(text):
                    yield Run(text, around.bold, around.colour, around.href)
                case n.Code(text):
                    yield Run(text, around.bold, accent, around.href)
                case n.Strong(children):
                    yield from self._flat(children, Run("", True, around.colour, around.href))
                case n.Emphasis(children):
                    yield from self._flat(children, Run("", around.bold, accent, around.href))
                case n.Link(href, children):
                    yield from self._flat(children, Run("", around.bold, accent, href))
                case n.PageReference(_, children):  # one that tells no page
                    yield from self._flat(children, around)
                case n.LineBreak():
                    yield None

    def width(self, text: str, style: TextStyle) -> float:
        """Width of text on one line, in points."""
        return self.chains[style.bold].width(text) * style.size / 1000

    def paragraph(
        self,
        inlines: n.Inlines,
        style: TextStyle,
        width: float,
        element: Element | None,
        *,
        x: float = 0.0,
        ragged: bool = False,
    ) -> list[Slab]:
        """One strip a line, in element. width: the measure in points. x: left edge."""
        slabs: list[Slab] = []
        for runs in self.runs(inlines, bold=style.bold):
            slabs += self.set_runs(runs, style, width, element, x=x, ragged=ragged)
        return _no_orphans(slabs)

    def set_runs(
        self,
        runs: Sequence[Run],
        style: TextStyle,
        width: float,
        element: Element | None,
        *,
        x: float = 0.0,
        ragged: bool = False,
    ) -> list[Slab]:
        """The strips of one paragraph without forced breaks. element: what they are, or None for ornament."""
        for run in runs:
            self._said[run.bold].append(run.text)
        measure = width * 1000 / style.size
        if len(runs) == 1 and not runs[0].href:
            return self._plain(runs[0], style, measure, x, element, ragged)
        tokens = self._tokenizer.tokens([(self._format(run), run.text) for run in runs])
        lines = self._breaker.ragged(tokens, measure) if ragged else self._breaker.justified(tokens, measure)
        if not any(run.href for run in runs):
            return [self._unlinked_strip(line, style, x, element) for line in lines]
        linked = _LinkedLines(element)
        return [self._mixed_strip(line, style, x, element, linked) for line in lines]

    def _plain(
        self, run: Run, style: TextStyle, measure: float, x: float, element: Element | None, ragged: bool
    ) -> list[Slab]:
        """The strips of a paragraph in one style: the words' codes with the gap between them."""
        words, tokens = self._tokenizer.plain(int(run.bold), run.text)
        chain, size = self.chains[run.bold], self._numbers[style.size]
        codes = chain.coder(size)
        code = codes.__getitem__
        setup = f"{run.colour or style.colour} rg /{chain.faces[0][0]} {size} Tf "
        baseline, leading, blank = style.leading / 2 + style.size * 0.35, style.leading, codes[" "]
        slabs = []
        breaks = self._breaker.ragged_breaks(tokens, measure) if ragged else self._breaker.breaks(tokens, measure)
        count = len(words)
        start, char = 0, 0
        for stop, end, loose, _ in breaks[1:]:
            part = words[start : stop + 1] if end else words[start:stop]
            if end:
                part[-1] = part[-1][:end]
            if char:
                part[0] = part[0][char:]
            text = " ".join(part)
            gap, track = _spacing(loose, len(part) - 1, len(text), stop == count)
            gap += self._wider[run.bold] if gap else 0.0
            shown = f"[({_space(blank, gap).join(map(code, part))})]TJ"
            if track:
                shown = f"{number(track * style.size / 1000)} Tc {shown} 0 Tc"
            slabs.append(Slab(leading, parts=[Part(element, shown, x, baseline, setup)], text=text))
            start, char = stop, end
        return slabs

    def _mixed_strip(
        self, line: Line, style: TextStyle, x: float, element: Element | None, linked: _LinkedLines
    ) -> Slab:
        gap, track = spacing(line)
        baseline = style.leading / 2 + style.size * 0.35
        slab = Slab(style.leading, text=" ".join("".join(piece.text for piece in word) for word in line.words))
        for span in self._mixed_line(line.words, style, gap, track):
            shown = span.operators
            if track:
                shown = f"{number(track * style.size / 1000)} Tc {shown} 0 Tc"
            left = x + span.start
            owner = linked.owner(span.href)
            slab.parts.append(Part(owner, shown, left, baseline))
            if span.href and owner:
                top, width, height = baseline - style.size, span.end - span.start, style.size * 1.25
                says = self.titles.get(span.href, slab.text) if span.href.startswith("#") else span.href
                slab.links += (LinkArea(span.href, left, top, width, height, owner, says),)
        return slab

    def _unlinked_strip(self, line: Line, style: TextStyle, x: float, element: Element | None) -> Slab:
        text = " ".join(["".join([piece.text for piece in word]) for word in line.words])
        gap, track = _spacing(line.gap, len(line.words) - 1, len(text), line.last)
        shown = self._unlinked(line.words, style, gap)
        if track:
            shown = f"{number(track * style.size / 1000)} Tc {shown} 0 Tc"
        part = Part(element, shown, x, style.leading / 2 + style.size * 0.35)
        return Slab(style.leading, parts=[part], text=text)

    def _unlinked(self, words: Sequence[tuple[Piece, ...]], style: TextStyle, gap: float) -> str:
        """The operators of a line in several styles that leads nowhere."""
        size, own = self._numbers[style.size], style.colour
        out: list[str] = []
        now: tuple[bool, str] | None = None
        for index, word in enumerate(words):
            for order, (at, text) in enumerate(word):
                bold, colour, _ = self._formats[at]
                if (bold, colour or own) != now:
                    chain = self.chains[bold]
                    codes = chain.coder(size)
                    out.append(f"{')]TJ ' if now else ''}{colour or own} rg /{chain.faces[0][0]} {size} Tf [(")
                    now = (bold, colour or own)
                if index and not order:
                    out.append(_space(codes[" "], gap + self._wider[bold] if gap else 0.0))
                out.append(codes[text])
        out.append(")]TJ")
        return "".join(out)

    def _mixed_line(
        self, words: Sequence[tuple[Piece, ...]], style: TextStyle, gap: float, track: float
    ) -> list[_Span]:
        """A line in several styles, cut where a link begins or ends."""
        size = self._numbers[style.size]
        spans: list[_Span] = []
        at = 0.0
        for href, glyphs in groupby(self._glyphs(words, style, gap, track), lambda each: each.href):
            out: list[str] = []
            state: tuple[bool, str] | None = None
            start = at
            for each in glyphs:
                if (each.bold, each.colour) != state:
                    name = self.chains[each.bold].faces[0][0]
                    out.append(f"{')]TJ ' if state else ''}{each.colour} rg /{name} {size} Tf [(")
                    state = (each.bold, each.colour)
                out.append(each.code)
                at += each.width
            spans.append(_Span(href, start, at, "".join(out) + ")]TJ"))
        return spans

    def _glyphs(
        self, words: Sequence[tuple[Piece, ...]], style: TextStyle, gap: float, track: float
    ) -> Iterator[_Glyphs]:
        """Words and the blanks between them; a blank belongs to a link only where both its sides do."""
        size, em = self._numbers[style.size], style.size / 1000
        last = ""
        for index, word in enumerate(words):
            for order, piece in enumerate(word):
                bold, own, href = self._formats[piece.style]
                chain, colour = self.chains[bold], own or style.colour
                if index and not order:
                    wide = gap + self._wider[bold] if gap else 0.0
                    code = _space(chain.code(" ", size), wide)
                    inside = href if href == last else ""
                    yield _Glyphs(inside, bold, colour, code, (chain.space + wide + track) * em)
                width = chain.width(piece.text) + track * len(piece.text)
                yield _Glyphs(href, bold, colour, chain.code(piece.text, size), width * em)
                last = href


def spacing(line: Line) -> tuple[float, float]:
    """(extra width of each gap, letter-spacing) in 1/1000 em that a line is printed with."""
    chars = sum(len(piece.text) for word in line.words for piece in word) + len(line.words) - 1
    return _spacing(line.gap, len(line.words) - 1, chars, line.last)


def _spacing(gap: float, gaps: int, chars: int, last: bool) -> tuple[float, float]:
    if not gaps or last and gap >= 0:
        return 0.0, 0.0
    if gap <= _TRACK_FROM:
        return gap, 0.0
    track = min(_TRACK_MOST, (gap - _TRACK_FROM) * gaps / chars)
    left = gap - track * chars / gaps
    if left > 300:
        more = min(_TRACK_EMERGENCY - track, (left - 300) * gaps / chars)
        track += more
        left -= more * chars / gaps
    return (0.0, 0.0) if left > _PRINTED_MOST else (left, track)


def _space(blank: str, gap: float) -> str:
    """A blank of a TJ array's string with extra width behind it, in 1/1000 em."""
    return f"{blank}){-gap:.1f}(" if gap else blank


def _no_orphans(slabs: list[Slab]) -> list[Slab]:
    """No first line alone at the foot of a page, no last line alone at its head."""
    if len(slabs) > 1:
        slabs[0].keep = True
        slabs[-2].keep = True
    return slabs
