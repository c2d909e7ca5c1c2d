"""Runs of styled text to lines, and lines to strips."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from exporters.document import nodes as n
from exporters.pdf.draw import number
from exporters.pdf.fonts import FontChain, Remembered
from exporters.pdf.linebreak import Breaker, Line
from exporters.pdf.slab import LinkArea, Slab
from exporters.pdf.style import ReportStyle, TextStyle
from exporters.pdf.tokens import Piece, Tokenizer

_Format: TypeAlias = tuple[bool, str | None, str]
_TRACK_FROM, _TRACK_MOST, _TRACK_EMERGENCY = 55.0, 18.0, 55.0
_PRINTED_MOST: Final = 340.0


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one style. colour None: the paragraph's. href: where it leads, or empty."""

    text: str
    bold: bool = False
    colour: str | None = None
    href: str = ""


class Typesetter:
    """Sets paragraphs in the fonts of one report. regular, bold: the chains of faces."""

    def __init__(self, regular: FontChain, bold: FontChain, style: ReportStyle) -> None:
        self.style = style
        self.chains = (regular, bold)
        self._formats: list[_Format] = []
        self._index: dict[_Format, int] = {}
        self._breaker = Breaker(self._measure, regular.space)
        self._tokenizer = Tokenizer(self._measure)
        self._numbers = Remembered(number)

    def _measure(self, which: int, text: str) -> float:
        return self.chains[self._formats[which][0]].width(text)

    def _format(self, run: Run) -> int:
        wanted = (run.bold, run.colour, run.href)
        if wanted not in self._index:
            self._index[wanted] = len(self._formats)
            self._formats.append(wanted)
        return self._index[wanted]

    def runs(self, inlines: n.Inlines, *, bold: bool = False, colour: str | None = None) -> list[list[Run]]:
        """inlines as runs, one list for each line between forced breaks."""
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
                case n.LineBreak():
                    yield None

    def width(self, text: str, style: TextStyle) -> float:
        """Width of text on one line, in points."""
        return self.chains[style.bold].width(text) * style.size / 1000

    def paragraph(
        self, inlines: n.Inlines, style: TextStyle, width: float, *, x: float = 0.0, ragged: bool = False
    ) -> list[Slab]:
        """One strip a line. width: the measure in points. x: left edge."""
        slabs: list[Slab] = []
        for runs in self.runs(inlines, bold=style.bold):
            slabs += self.set_runs(runs, style, width, x=x, ragged=ragged)
        return _no_orphans(slabs)

    def set_runs(
        self, runs: Sequence[Run], style: TextStyle, width: float, *, x: float = 0.0, ragged: bool = False
    ) -> list[Slab]:
        """The strips of one paragraph without forced breaks."""
        tokens = self._tokenizer.tokens([(self._format(run), run.text) for run in runs])
        measure = width * 1000 / style.size
        lines = self._breaker.ragged(tokens, measure) if ragged else self._breaker.justified(tokens, measure)
        return [self._strip(line, style, x) for line in lines]

    def _strip(self, line: Line, style: TextStyle, x: float) -> Slab:
        gap, track = spacing(line)
        baseline = style.leading / 2 + style.size * 0.35
        words = [word[0].text if len(word) == 1 else "".join([piece.text for piece in word]) for word in line.words]
        first = line.words[0][0].style
        links: tuple[LinkArea, ...] = ()
        styles = {piece.style for word in line.words for piece in word}
        if len(styles) == 1 and not self._formats[first][2]:
            operators = self._plain_line(words, first, style, gap)
        else:
            operators, areas = self._mixed_line(line.words, style, gap, track)
            links = tuple(
                LinkArea(href, x + start, baseline - style.size, end - start, style.size * 1.25)
                for href, start, end in areas
            )
        if track:
            operators = f"{number(track * style.size / 1000)} Tc {operators} 0 Tc"
        body = f"BT {self._numbers[x]} {self._numbers[-baseline]} Td {operators} ET"
        return Slab(style.leading, operators=body, links=links, text=" ".join(words))

    def _plain_line(self, words: Sequence[str], which: int, style: TextStyle, gap: float) -> str:
        """The text operators of a line in one style: the words' codes with the gap between them."""
        bold, colour, _ = self._formats[which]
        chain = self.chains[bold]
        size = self._numbers[style.size]
        codes = chain.coder(size)
        space = codes[" "] + (number(-gap) if gap else "")
        array = space.join(map(codes.__getitem__, words))
        return f"{colour or style.colour} rg /{chain.faces[0][0]} {size} Tf [{array}]TJ"

    def _mixed_line(
        self, words: Sequence[tuple[Piece, ...]], style: TextStyle, gap: float, track: float
    ) -> tuple[str, list[tuple[str, float, float]]]:
        """The text operators of a line in several styles, and (href, from, to) of its links in points."""
        size = self._numbers[style.size]
        out: list[str] = []
        state: tuple[bool, str] | None = None
        at = 0.0
        areas: list[tuple[str, float, float]] = []
        for index, word in enumerate(words):
            for order, piece in enumerate(word):
                bold, own, href = self._formats[piece.style]
                chain = self.chains[bold]
                wanted = (bold, own or style.colour)
                if wanted != state:
                    out.append(f"{']TJ ' if state else ''}{wanted[1]} rg /{chain.faces[0][0]} {size} Tf [")
                    state = wanted
                if index and not order:
                    out.append(chain.code(" ", size) + (number(-gap) if gap else ""))
                    blank = (chain.space + gap + track) * style.size / 1000
                    if href and areas and areas[-1][0] == href and areas[-1][2] == at:
                        areas[-1] = (href, areas[-1][1], at + blank)
                    at += blank
                out.append(chain.code(piece.text, size))
                start = at
                at += (chain.width(piece.text) + track * len(piece.text)) * style.size / 1000
                if href and areas and areas[-1][0] == href and areas[-1][2] == start:
                    areas[-1] = (href, areas[-1][1], at)
                elif href:
                    areas.append((href, start, at))
        return "".join(out) + ("]TJ" if state else ""), areas


def spacing(line: Line) -> tuple[float, float]:
    """(extra width of each gap, letter-spacing) in 1/1000 em that a line is printed with."""
    gaps = len(line.words) - 1
    if line.last and line.gap >= 0 or not gaps:
        return 0.0, 0.0
    gap, track = line.gap, 0.0
    if gap <= _TRACK_FROM:
        return gap, 0.0
    chars = sum(len(piece.text) for word in line.words for piece in word) + gaps
    track = min(_TRACK_MOST, (gap - _TRACK_FROM) * gaps / chars)
    left = gap - track * chars / gaps
    if left > 300:
        more = min(_TRACK_EMERGENCY - track, (left - 300) * gaps / chars)
        track += more
        left -= more * chars / gaps
    return (0.0, 0.0) if left > _PRINTED_MOST else (left, track)


def _no_orphans(slabs: list[Slab]) -> list[Slab]:
    """No first line alone at the foot of a page, no last line alone at its head."""
    if len(slabs) > 1:
        slabs[0].keep = True
        slabs[-2].keep = True
    return slabs
