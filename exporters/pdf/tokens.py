"""Words as the line breaker sees them: what must not be parted is one token, and each word is measured once.

Marks stay with the word they belong to, a unit with its number, a bold word with its particle.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Final, NamedTuple

from exporters.pdf.splits import NO_END, NO_START, is_unit, split_points

_LOOSE_START: Final = frozenset("~…–—>·")
"""May begin a line after all, where a blank stands before them."""
BLANKS: Final = frozenset(
    map(chr, (*range(9, 14), *range(0x1C, 0x21), 0x85, 0x1680, *range(0x2000, 0x200B)))
) | frozenset("\u2028\u2029\u202f\u205f\u3000")
"""What parts words: all white space but the no-break space."""
_AMOUNT: Final = re.compile(r"\d ?[^\s\d]{0,3}$")
"""A number with or without its unit, before `/`."""
_SHORT: Final = 5
"""Letters that stay with such a `/`, as of a unit."""
_BLANKS: Final = re.compile(r"[^\S\xa0]+")

Measure = Callable[[int, str], float]


class Piece(NamedTuple):
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


class _Words(dict[str, Token]):
    """The words of one style that were met. clinging: those that may belong to the word before or after them."""

    def __init__(self, style: int, measure: Measure) -> None:
        super().__init__()
        self._style = style
        self._measure = measure
        self.clinging: set[str] = set()

    def __missing__(self, word: str) -> Token:
        token = self[word] = Token((Piece(self._style, word),), self._measure(self._style, word))
        if word[0] in NO_START or word[-1] in NO_END or word == "/" or is_unit(word):
            self.clinging.add(word)
        return token


class Tokenizer:
    """Cuts runs at blanks and keeps each word it has met. measure: as Breaker's."""

    def __init__(self, measure: Measure) -> None:
        self._measure = measure
        self._plain: dict[int, _Words] = {}

    def tokens(self, runs: Sequence[tuple[int, str]]) -> list[Token]:
        """runs of (style, text) cut at blanks; marks and units stay with the word they belong to."""
        if len(runs) == 1:
            return self.plain(*runs[0])[1]
        return [Token(tuple(word), self._width(word)) for word in _glued(_styled_words(runs))]

    def plain(self, style: int, text: str) -> tuple[list[str], list[Token]]:
        """The same of one run, and the tokens' texts."""
        known = self._plain.get(style)
        if known is None:
            known = self._plain[style] = _Words(style, self._measure)
        words = _blank_cut(text)
        tokens = list(map(known.__getitem__, words))  # first, so that it has seen every word
        if not known.clinging.isdisjoint(words):
            words = _glued_plain(words)
            tokens = list(map(known.__getitem__, words))
        return words, tokens

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
        if last and _belongs(last, word, glued[-1]):
            glued[-1] += " " + word
        else:
            glued.append(word)
        last = word
    return glued


def _glued(words: list[list[Piece]]) -> list[list[Piece]]:
    glued: list[list[Piece]] = []
    last = ""
    for word in words:
        if last and _belongs(last, word[0].text, "".join(piece.text for piece in glued[-1])):
            glued[-1].append(Piece(word[0].style, " " + word[0].text))
            glued[-1].extend(word[1:])
        else:
            glued.append(word)
        last = word[-1].text
    return glued


def _belongs(left: str, right: str, whole: str) -> bool:
    """Whether the word right stays with left, the last word of whole."""
    if (right[0] in NO_START and right[0] not in _LOOSE_START) or (left[-1] in NO_END and left != "<"):
        return True
    if right == "/":
        return bool(_AMOUNT.search(whole))
    if left == "/":
        return len(whole) > 1 and len(right) <= _SHORT
    return left[-1].isdigit() and is_unit(right)
