"""Breaks a paragraph into lines: all lines together as even as they can be (total fit), by layers with a beam.

After Knuth and Plass (1981), with what Korean needs: breaks at spaces, a Hangul word split between syllables only
where it pays, and a line left short rather than torn. Lengths are in 1/1000 em of the paragraph's size.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from exporters.pdf.splits import NO_END, NO_START, UNITS, split_points

LOOSEST: Final = 340.0
"""The widest extra gap between two words."""
SHRINK: Final = 0.25
"""Share of a space by which gaps may shrink."""
_BEAM: Final = 16
_GOOD: Final = 250.0
_STRANDED: Final = 2200.0
_FORCED: Final = 4000.0
_LOOSE_START: Final = frozenset("~…–—>·")
"""May begin a line after all, where a blank stands before them."""
_BLANKS: Final = re.compile(r"[^\S\xa0]+")


Measure = Callable[[int, str], float]


@dataclass(frozen=True, slots=True)
class Piece:
    """Text in one style. style: an index that the caller knows."""

    style: int
    text: str


class Token:
    """What stands between two places to break at a space. width: in 1/1000 em."""

    __slots__ = ("_points", "_prefix", "pieces", "width")

    def __init__(self, pieces: tuple[Piece, ...], width: float) -> None:
        self.pieces = pieces
        self.width = width
        self._prefix: list[float] | None = None
        self._points: list[tuple[int, float, int]] | None = None

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    def prefix(self, measure: Measure) -> list[float]:
        """Width of the first n characters, for each n; worked out once."""
        if self._prefix is None:
            widths = (measure(piece.style, char) for piece in self.pieces for char in piece.text)
            self._prefix = [0.0, *accumulate(widths)]
        return self._prefix

    def points(self, measure: Measure) -> list[tuple[int, float, int]]:
        """(index, width before it, penalty) of each place where the word may be split."""
        if self._points is None:
            prefix = self.prefix(measure)
            self._points = [(at, prefix[at], penalty) for at, penalty in split_points(self.text)]
        return self._points


@dataclass(frozen=True, slots=True)
class Line:
    """words: the tokens' pieces, one tuple a word. gap: extra width per gap. last: the paragraph ends here.

    split: it ends inside a word.
    """

    words: tuple[tuple[Piece, ...], ...]
    gap: float
    width: float
    last: bool
    split: bool


class Tokenizer:
    """Cuts runs at blanks and keeps each word it has met. measure: as Breaker's."""

    def __init__(self, measure: Measure) -> None:
        self._measure = measure
        self._plain: dict[tuple[int, str], Token] = {}

    def tokens(self, runs: Sequence[tuple[int, str]]) -> list[Token]:
        """runs of (style, text) cut at blanks; marks and units stay with the word they belong to."""
        if len(runs) == 1:
            style, text = runs[0]
            words = _glued_plain(_blank_cut(text))
            return [self._plain.get((style, word)) or self._make(style, word) for word in words]
        return [Token(tuple(word), self._width(word)) for word in _glued(_styled_words(runs))]

    def _make(self, style: int, word: str) -> Token:
        token = self._plain[style, word] = Token((Piece(style, word),), self._measure(style, word))
        return token

    def _width(self, pieces: Sequence[Piece]) -> float:
        return sum(self._measure(piece.style, piece.text) for piece in pieces)


def _blank_cut(text: str) -> list[str]:
    """The words of text; a no-break space does not part them."""
    return text.split() if "\xa0" not in text else [word for word in _BLANKS.split(text) if word]


def _styled_words(runs: Sequence[tuple[int, str]]) -> list[list[Piece]]:
    words: list[list[Piece]] = []
    open_word = False
    for style, text in runs:
        if not text:
            continue
        cut = _blank_cut(text)
        joined = open_word and bool(cut) and text.startswith(cut[0])
        for number, word in enumerate(cut):
            if number == 0 and joined:
                words[-1].append(Piece(style, word))
            else:
                words.append([Piece(style, word)])
        open_word = bool(cut) and text.endswith(cut[-1])
    return words


def _glued_plain(words: list[str]) -> list[str]:
    glued: list[str] = []
    last = ""
    for word in words:
        if last and (word[0] in NO_START or last[-1] in NO_END or last[-1].isdigit()) and _belongs(last, word):
            glued[-1] += " " + word
        else:
            glued.append(word)
        last = word
    return glued


def _glued(words: list[list[Piece]]) -> list[list[Piece]]:
    glued: list[list[Piece]] = []
    last = ""
    for word in words:
        if last and _belongs(last, word[0].text):
            glued[-1].append(Piece(word[0].style, " " + word[0].text))
            glued[-1].extend(word[1:])
        else:
            glued.append(word)
        last = word[-1].text
    return glued


def _belongs(left: str, right: str) -> bool:
    if (right[0] in NO_START and right[0] not in _LOOSE_START) or (left[-1] in NO_END and left[-1] != "<"):
        return True
    return left[-1].isdigit() and right.rstrip(".,)") in UNITS


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
        acc = [0.0]
        for token in tokens:
            acc.append(acc[-1] + token.width + self._space)
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
            while not words and rest.width > width:
                head, rest = self._cut(rest, width)
                lines.append(Line((head.pieces,), 0.0, head.width, False, True))
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
        found = False
        for at, before, penalty in token.points(self._measure):
            if at <= first:
                continue
            rest = width - used - before if fit > word else width - (before - done)
            if gaps == 0:
                if 0 <= rest <= 0.03 * width:
                    add(fit, at, 1 + penalty, 0.0)
                    found = True
                continue
            gap = rest / gaps
            if -SHRINK * self._space <= gap <= LOOSEST:
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
        fitting = [each for each in token.points(self._measure) if each[0] > first and each[1] <= room]
        if fitting:
            at, before, penalty = fitting[-1]
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

    def _cut(self, token: Token, width: float) -> tuple[Token, Token]:
        fitting = [each for each in token.points(self._measure) if each[1] <= width]
        at = fitting[-1][0] if fitting else self._longest(token, 0, width)
        return self._part(token, 0, at), self._part(token, at, None)

    def _part(self, token: Token, start: int, end: int | None) -> Token:
        pieces = _cut_pieces(token.pieces, start, end)
        return Token(pieces, sum(self._measure(piece.style, piece.text) for piece in pieces))

    def _lines(self, tokens: Sequence[Token], acc: list[float], end: _Node, width: float) -> list[Line]:
        nodes: list[_Node] = []
        node: _Node | None = end
        while node is not None:
            nodes.append(node)
            node = node.before
        nodes.reverse()
        lines = []
        for start, stop in zip(nodes, nodes[1:], strict=False):
            words = []
            for at in range(start.word, min(stop.word + (1 if stop.char else 0), len(tokens))):
                first = start.char if at == start.word else 0
                last = stop.char if at == stop.word and stop.char else None
                words.append(_cut_pieces(tokens[at].pieces, first, last))
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
