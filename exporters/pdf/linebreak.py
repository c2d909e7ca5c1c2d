"""Breaks a paragraph into lines: all lines together as even as they can be (total fit), by layers with a beam.

After Knuth and Plass (1981), with what Korean needs: breaks at spaces, a Hangul word split between syllables only
where it pays, and a line left short rather than torn. Lengths are in 1/1000 em of the paragraph's size.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import itemgetter
from typing import Final

from exporters.pdf.splits import NO_END, NO_START
from exporters.pdf.tokens import Measure, Piece, Token

LOOSEST: Final = 340.0
"""The widest extra gap between two words."""
SHRINK: Final = 0.25
"""Share of a space by which gaps may shrink."""
_BEAM: Final = 16
_WIDTH_OF: Final = itemgetter(1)
_GOOD: Final = 250.0
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


@dataclass(slots=True)
class _Node:
    cost: float
    before: _Node | None
    word: int
    char: int
    gap: float


class Breaker:
    """Breaks paragraphs of one size and one set of styles. measure(style, text) → width; space: width of a space."""

    def __init__(self, measure: Measure, space: float) -> None:
        self._measure = measure
        self._space = space

    def justified(self, tokens: Sequence[Token], width: float) -> list[Line]:
        """The lines of a justified paragraph of width; the first and all others are equally long."""
        if not tokens:
            return []
        acc = list(accumulate([token.width + self._space for token in tokens], initial=0.0))
        end = self._search(tokens, acc, width)
        return self._lines(tokens, acc, end, width)

    def ragged(self, tokens: Sequence[Token], width: float) -> list[Line]:
        """The lines of a left-aligned paragraph: whole words as long as they fit."""
        lines: list[Line] = []
        words: list[tuple[Piece, ...]] = []
        used = 0.0
        for token in tokens:
            if words and used + self._space + token.width > width:
                lines.append(Line(tuple(words), 0.0, used, False, False))
                words, used = [], 0.0
            rest = token
            if token.width > width:
                full, rest = self._filled(token, width)
                lines += full
            used += (self._space if words else 0.0) + rest.width
            words.append(rest.pieces)
        if words:
            lines.append(Line(tuple(words), 0.0, used, True, False))
        return lines

    def _search(self, tokens: Sequence[Token], acc: list[float], width: float) -> _Node:
        layer = {(0, 0): _Node(0.0, None, 0, 0, 0.0)}
        best: _Node | None = None
        while layer:
            following: dict[tuple[int, int], _Node] = {}
            for node in layer.values():
                if best is not None and node.cost >= best.cost:
                    continue
                ended = self._step(tokens, acc, width, node, following)
                if ended is not None and (best is None or ended.cost < best.cost):
                    best = ended
            if len(following) > _BEAM:
                kept = sorted(following.values(), key=lambda each: each.cost)[:_BEAM]
                following = {(node.word, node.char): node for node in kept}
            layer = following
        assert best is not None
        return best

    def _step(
        self,
        tokens: Sequence[Token],
        acc: list[float],
        width: float,
        node: _Node,
        following: dict[tuple[int, int], _Node],
    ) -> _Node | None:
        """Put the breaks that may follow node into following; the node of the end where the rest fits."""
        word, space, count = node.word, self._space, len(tokens)
        start = acc[word] + self._before(tokens[word], node.char)
        rest = acc[count] - space - start
        if rest <= width:
            return _Node(node.cost + (600 if rest < _STRANDED else 0), node, count, 0, 0.0)

        def add(to: int, char: int, cost: float, gap: float) -> None:
            total = node.cost + cost
            known = following.get((to, char))
            if known is None or total < known.cost:
                following[to, char] = _Node(total, node, to, char, gap)

        fit = max(word, bisect_right(acc, start + width + space, word) - 1)
        gaps = fit - word - 1
        natural = acc[fit] - space - start
        loose = (width - natural) / gaps if gaps > 0 else (0.0 if natural > 0.97 * width else 4 * LOOSEST)
        found = False
        if fit > word and loose <= LOOSEST:
            add(fit, 0, 1 + 100 * (loose / _GOOD) ** 2, loose)
            found = True
            if loose <= 25:
                return None
        ended = None
        tight_gaps = fit - word
        if fit < count and tight_gaps > 0:
            over = (acc[fit + 1] - space - start - width) / tight_gaps
            if 0 < over <= SHRINK * space:
                cost = 1 + 400 * (over / _GOOD) ** 2
                if fit + 1 == count:
                    ended = _Node(node.cost + cost, node, count, 0, -over)
                else:
                    add(fit + 1, 0, cost, -over)
                found = True
        if fit < count and (loose > 60 or not found):
            found = self._splits(tokens[fit], node, word, fit, acc[fit] - start, width, add) or found
        if found and loose > 60 and fit - 1 > word:
            wider = (width - (acc[fit - 1] - space - start)) / (gaps - 1) if gaps > 1 else 4 * LOOSEST
            if wider <= LOOSEST:
                add(fit - 1, 0, 1 + 100 * (wider / _GOOD) ** 2, wider)
        if not found:
            self._force(tokens, node, word, fit, acc[fit] - start, width, loose, add)
        return ended

    def _splits(
        self,
        token: Token,
        node: _Node,
        word: int,
        fit: int,
        used: float,
        width: float,
        add: Callable[[int, int, float, float], None],
    ) -> bool:
        """Breaks inside the word that no longer fits whole."""
        done = self._before(token, node.char) if fit == word else 0.0
        first = node.char if fit == word else 0
        gaps = fit - word
        room = width - used if fit > word else width + done
        tightest = room + SHRINK * self._space * gaps if gaps else room
        widest = room - LOOSEST * gaps if gaps else room - 0.03 * width
        points = token.points(self._measure)
        low, high = bisect_left(points, widest, key=_WIDTH_OF), bisect_right(points, tightest, key=_WIDTH_OF)
        found = False
        for at, before, penalty in points[low:high]:
            if at <= first:
                continue
            gap = (room - before) / gaps if gaps else 0.0
            stretch = 100 if gap >= 0 else 400
            add(fit, at, 1 + stretch * (gap / _GOOD) ** 2 + penalty, gap)
            found = True
        return found

    def _force(
        self,
        tokens: Sequence[Token],
        node: _Node,
        word: int,
        fit: int,
        used: float,
        width: float,
        loose: float,
        add: Callable[[int, int, float, float], None],
    ) -> None:
        """Where nothing fits well: the whole words however loose, and the fullest split; a long word is cut."""
        if fit > word:
            add(fit, 0, _FORCED / 2 + 100 * min(loose / _GOOD, 20) ** 2, loose)
        token = tokens[fit] if fit < len(tokens) else tokens[-1]
        first = node.char if fit == word else 0
        done = self._before(token, node.char) if fit == word else 0.0
        room = width - used if fit > word else width + done
        point = self._fullest(token, first, room)
        if point:
            at, before, penalty = point
            gaps = fit - word
            add(fit, at, _FORCED / 3 + penalty, (room - before) / gaps if gaps else 0.0)
        elif fit == word:
            at = self._longest(token, first, width + done)
            add(fit, at, _FORCED, 0.0)

    def _longest(self, token: Token, first: int, room: float) -> int:
        """The last index at which what stands before it fits into room; at least one character is taken."""
        text, prefix = token.text, token.prefix(self._measure)
        low = max(first + 1, min(bisect_right(prefix, room) - 1, len(text) - 1))
        at = low
        while at > first + 1 and not _may_cut(text[at - 1], text[at]) and low - at < 8:
            at -= 1
        return at if _may_cut(text[at - 1], text[at]) else low

    def _before(self, token: Token, char: int) -> float:
        """Width of token's first char characters."""
        return token.prefix(self._measure)[char] if char else 0.0

    def _fullest(self, token: Token, first: int, room: float) -> tuple[int, float, int] | None:
        """The last place after first where token may be split so that what stands before it fits into room."""
        points = token.points(self._measure)
        at = bisect_right(points, room, key=_WIDTH_OF) - 1
        return points[at] if at >= 0 and points[at][0] > first else None

    def _filled(self, token: Token, width: float) -> tuple[list[Line], Token]:
        """Full lines of a word that is wider than a line, and what is left of it."""
        prefix = token.prefix(self._measure)
        lines: list[Line] = []
        start = 0
        while prefix[-1] - prefix[start] > width and start < len(prefix) - 2:
            point = self._fullest(token, start, prefix[start] + width)
            end = point[0] if point else self._longest(token, start, prefix[start] + width)
            pieces = _cut_pieces(token.pieces, start, end)
            lines.append(Line((pieces,), 0.0, prefix[end] - prefix[start], False, True))
            start = end
        return lines, Token(_cut_pieces(token.pieces, start, None), prefix[-1] - prefix[start])

    def _lines(self, tokens: Sequence[Token], acc: list[float], end: _Node, width: float) -> list[Line]:
        nodes: list[_Node] = []
        node: _Node | None = end
        while node is not None:
            nodes.append(node)
            node = node.before
        nodes.reverse()
        lines = []
        for start, stop in zip(nodes, nodes[1:], strict=False):
            words = [token.pieces for token in tokens[start.word : stop.word + (1 if stop.char else 0)]]
            if stop.char:
                words[-1] = _cut_pieces(words[-1], start.char if stop.word == start.word else 0, stop.char)
            if start.char and not (stop.char and stop.word == start.word):
                words[0] = _cut_pieces(words[0], start.char, None)
            natural = (
                acc[stop.word] + (self._before(tokens[stop.word], stop.char) if stop.char else -self._space)
                - acc[start.word] - (self._before(tokens[start.word], start.char) if start.char else 0.0)
            )  # fmt: skip
            lines.append(Line(tuple(words), stop.gap, natural, stop is end, bool(stop.char)))
        return lines


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
