"""Breaks a paragraph into lines: all lines together as even as they can be (total fit), by layers with a beam.

After Knuth and Plass (1981), with what Korean needs: breaks at spaces, a Hangul word split between syllables only
where it pays, and a line left short rather than torn. Lengths are in 1/1000 em of the paragraph's size.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import itemgetter
from typing import Final, NamedTuple

from exporters.pdf.splits import NO_END, NO_START
from exporters.pdf.tokens import Measure, Piece, Token

LOOSEST: Final = 340.0
"""The widest extra gap between two words."""
SHRINK: Final = 0.25
"""Share of a space by which gaps may shrink."""
_BEAM: Final = 16
_WIDTH_OF: Final = itemgetter(1)
_COST_OF: Final = itemgetter(0)
_GOOD: Final = 250.0
_STRETCH: Final = 100 / _GOOD**2
_STRANDED: Final = 2200.0
_FORCED: Final = 4000.0


@dataclass(slots=True)
class Line:
    """words: the tokens' pieces, one tuple a word. gap: extra width per gap. last: the paragraph ends here.

    split: it ends inside a word.
    """

    words: tuple[tuple[Piece, ...], ...]
    gap: float
    width: float
    last: bool
    split: bool


_Node = tuple[float, "_Node | None", int, int, float, float]
"""(cost, node before, word, character in it, gap of the line that ends here, widths of all that stands before it)."""


class Break(NamedTuple):
    """Where a line ends: before a word, or before one of its characters. gap: extra width per gap of that line.

    at: widths of all that stands before it.
    """

    word: int
    char: int
    gap: float
    at: float


_BEGIN: Final = Break(0, 0, 0.0, 0.0)


class Breaker:
    """Breaks paragraphs of one size and one set of styles. measure(style, text) → width; space: width of a space."""

    def __init__(self, measure: Measure, space: float) -> None:
        self._measure = measure
        self._space = space

    def justified(self, tokens: Sequence[Token], width: float) -> list[Line]:
        """The lines of a justified paragraph of width; the first and all others are equally long."""
        breaks = self.breaks(tokens, width)
        return [self._line(tokens, *pair, pair[1] is breaks[-1]) for pair in zip(breaks, breaks[1:], strict=False)]

    def breaks(self, tokens: Sequence[Token], width: float) -> list[Break]:
        """The same lines as places: the beginning, then the end of each."""
        if not tokens:
            return []
        space = self._space
        acc = list(accumulate([token.width + space for token in tokens], initial=0.0))
        if acc[-1] - space <= width:
            return _one_line(tokens, acc[-1] - space)
        node: _Node | None = self._search(tokens, acc, width)
        found: list[Break] = []
        while node is not None:
            found.append(Break(node[2], node[3], node[4], node[5]))
            node = node[1]
        found.reverse()
        return found

    def ragged(self, tokens: Sequence[Token], width: float) -> list[Line]:
        """The lines of a left-aligned paragraph: whole words as long as they fit."""
        breaks = self.ragged_breaks(tokens, width)
        return [self._line(tokens, *pair, pair[1] is breaks[-1]) for pair in zip(breaks, breaks[1:], strict=False)]

    def ragged_breaks(self, tokens: Sequence[Token], width: float) -> list[Break]:
        """The same lines as places, as breaks()."""
        if not tokens:
            return []
        space = self._space
        whole = sum([token.width for token in tokens]) + space * (len(tokens) - 1)
        if whole <= width:
            return _one_line(tokens, whole)
        found = [_BEGIN]
        begin = at = 0.0  # widths before the line, and before the word
        for word, token in enumerate(tokens):
            if at > begin and at + token.width - begin > width:
                found.append(Break(word, 0, 0.0, at))
                begin = at
            if token.width > width:
                cuts = self._filled(token, word, at, width)
                found += cuts
                begin = cuts[-1].at if cuts else begin
            at += token.width + space
        found.append(Break(len(tokens), 0, 0.0, at - space))
        return found

    def _search(self, tokens: Sequence[Token], acc: list[float], width: float) -> _Node:
        space, total = self._space, acc[-1] - self._space
        layer: dict[tuple[int, int], _Node] = {(0, 0): (0.0, None, 0, 0, 0.0, 0.0)}
        best: _Node | None = None
        while layer:
            following: dict[tuple[int, int], _Node] = {}
            for node in layer.values():
                cost, _, word, _, _, start = node
                if best is not None and cost >= best[0]:
                    continue
                rest = total - start
                if rest <= width:
                    cost += 600 if rest < _STRANDED else 0
                    ended: _Node | None = (cost, node, len(tokens), 0, 0.0, total)
                else:
                    fit = max(word, bisect_right(acc, start + width + space, word) - 1)
                    ended = self._step(tokens, acc, width, node, fit, following)
                if ended is not None and (best is None or ended[0] < best[0]):
                    best = ended
            if len(following) > _BEAM:
                kept = sorted(following.values(), key=_COST_OF)[:_BEAM]
                following = {(node[2], node[3]): node for node in kept}
            layer = following
        assert best is not None
        return best

    def _step(
        self,
        tokens: Sequence[Token],
        acc: list[float],
        width: float,
        node: _Node,
        fit: int,
        following: dict[tuple[int, int], _Node],
    ) -> _Node | None:
        """Put the breaks that may follow node into following; the node of the end where the last word fits tight.

        fit: the first word that does not fit whole.
        """
        cost, _, word, _, _, start = node
        space, count = self._space, len(tokens)
        gaps = fit - word - 1
        natural = acc[fit] - space - start
        loose = (width - natural) / gaps if gaps > 0 else (0.0 if natural > 0.97 * width else 4 * LOOSEST)
        found = False
        if fit > word and loose <= LOOSEST:
            _add(following, (cost + 1 + _STRETCH * loose * loose, node, fit, 0, loose, acc[fit]))
            found = True
            if loose <= 25:
                return None
        ended = None
        tight_gaps = fit - word
        if fit < count and tight_gaps > 0:
            over = (acc[fit + 1] - space - start - width) / tight_gaps
            if 0 < over <= SHRINK * space:
                tight: _Node = (cost + 1 + 4 * _STRETCH * over * over, node, fit + 1, 0, -over, acc[fit + 1])
                if fit + 1 == count:
                    ended = tight
                else:
                    _add(following, tight)
                found = True
        if fit < count and (loose > 60 or not found):
            found = self._splits(tokens[fit], node, fit, acc[fit], width, following) or found
        if found and loose > 60 and fit - 1 > word:
            wider = (width - (acc[fit - 1] - space - start)) / (gaps - 1) if gaps > 1 else 4 * LOOSEST
            if wider <= LOOSEST:
                _add(following, (cost + 1 + _STRETCH * wider * wider, node, fit - 1, 0, wider, acc[fit - 1]))
        if not found:
            self._force(tokens, acc, node, fit, width, loose, following)
        return ended

    def _splits(
        self,
        token: Token,
        node: _Node,
        fit: int,
        at_word: float,
        width: float,
        following: dict[tuple[int, int], _Node],
    ) -> bool:
        """Breaks inside the word that no longer fits whole, which begins at_word."""
        cost, _, word, char, _, start = node
        points = token.points(self._measure)
        if not points:
            return False
        first = char if fit == word else 0
        gaps = fit - word
        room = width + start - at_word
        tightest = room + SHRINK * self._space * gaps if gaps else room
        widest = room - LOOSEST * gaps if gaps else room - 0.03 * width
        low, high = bisect_left(points, widest, key=_WIDTH_OF), bisect_right(points, tightest, key=_WIDTH_OF)
        found = False
        for at, before, penalty in points[low:high]:
            if at <= first:
                continue
            gap = (room - before) / gaps if gaps else 0.0
            stretch = _STRETCH if gap >= 0 else 4 * _STRETCH
            _add(following, (cost + 1 + stretch * gap * gap + penalty, node, fit, at, gap, at_word + before))
            found = True
        return found

    def _force(
        self,
        tokens: Sequence[Token],
        acc: list[float],
        node: _Node,
        fit: int,
        width: float,
        loose: float,
        following: dict[tuple[int, int], _Node],
    ) -> None:
        """Where nothing fits well: the whole words however loose, and the fullest split; a long word is cut."""
        cost, _, word, char, _, start = node
        if fit > word:
            torn = cost + _FORCED / 2 + 100 * min(loose / _GOOD, 20) ** 2
            _add(following, (torn, node, fit, 0, loose, acc[fit]))
        token, at_word = (tokens[fit], acc[fit]) if fit < len(tokens) else (tokens[-1], acc[-2])
        first = char if fit == word else 0
        room = width + start - at_word
        point = self._fullest(token, first, room)
        if point:
            at, before, penalty = point
            gaps = fit - word
            gap = (room - before) / gaps if gaps else 0.0
            _add(following, (cost + _FORCED / 3 + penalty, node, fit, at, gap, at_word + before))
        elif fit == word:
            at = self._longest(token, first, room)
            before = token.prefix(self._measure)[at]
            _add(following, (cost + _FORCED, node, fit, at, 0.0, at_word + before))

    def _longest(self, token: Token, first: int, room: float) -> int:
        """The last index at which what stands before it fits into room; at least one character is taken."""
        text, prefix = token.text, token.prefix(self._measure)
        low = max(first + 1, min(bisect_right(prefix, room) - 1, len(text) - 1))
        at = low
        while at > first + 1 and not _may_cut(text[at - 1], text[at]) and low - at < 8:
            at -= 1
        return at if _may_cut(text[at - 1], text[at]) else low

    def _fullest(self, token: Token, first: int, room: float) -> tuple[int, float, int] | None:
        """The last place after first where token may be split so that what stands before it fits into room."""
        points = token.points(self._measure)
        at = bisect_right(points, room, key=_WIDTH_OF) - 1
        return points[at] if at >= 0 and points[at][0] > first else None

    def _filled(self, token: Token, word: int, at: float, width: float) -> list[Break]:
        """The ends of full lines inside a word that is wider than a line. at: widths of what stands before it."""
        prefix = token.prefix(self._measure)
        found: list[Break] = []
        start = 0
        while prefix[-1] - prefix[start] > width and start < len(prefix) - 2:
            point = self._fullest(token, start, prefix[start] + width)
            start = point[0] if point else self._longest(token, start, prefix[start] + width)
            found.append(Break(word, start, 0.0, at + prefix[start]))
        return found

    def _line(self, tokens: Sequence[Token], start: Break, stop: Break, last: bool) -> Line:
        words = [token.pieces for token in tokens[start.word : stop.word + (1 if stop.char else 0)]]
        if stop.char:
            words[-1] = _cut_pieces(words[-1], start.char if stop.word == start.word else 0, stop.char)
        if start.char and not (stop.char and stop.word == start.word):
            words[0] = _cut_pieces(words[0], start.char, None)
        width = stop.at - start.at - (0.0 if stop.char or last else self._space)
        return Line(tuple(words), stop.gap, width, last, bool(stop.char))


def _one_line(tokens: Sequence[Token], width: float) -> list[Break]:
    return [_BEGIN, Break(len(tokens), 0, 0.0, width)]


def _add(following: dict[tuple[int, int], _Node], node: _Node) -> None:
    """Keep the cheapest way to each place."""
    key = node[2], node[3]
    known = following.get(key)
    if known is None or node[0] < known[0]:
        following[key] = node


def _cut_pieces(pieces: tuple[Piece, ...], start: int, end: int | None) -> tuple[Piece, ...]:
    if not start and end is None:
        return pieces
    cut, at = [], 0
    for piece in pieces:
        text = piece.text[max(0, start - at) : None if end is None else max(0, end - at)]
        if text:
            cut.append(Piece(piece.style, text))
        at += len(piece.text)
    return tuple(cut)


def _may_cut(left: str, right: str) -> bool:
    """Whether a line may end between two characters of a word that has to be cut by force."""
    return right not in NO_START and left not in NO_END and left != " " and right != " "
