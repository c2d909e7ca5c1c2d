"""Where a glued heading ends and its body begins: a guess that is always flagged.

Signs of a seam inside a word: the script changes (Hangul to a year or a Latin name), the rest of the word is a word
that this article begins words with elsewhere or that the heading or the institution names, the part before it is a
noun that headings end in, or the rest begins a sentence (최근, 먼저, …). Each gives points; the best seam wins.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from exporters.importing.words import (
    HEADING_NOUNS,
    PARTICLES,
    SHORT_NOUNS,
    SHORT_STARTERS,
    STARTERS,
    SUBJECT_PARTICLES,
    VERBAL_ENDINGS,
)  # fmt: skip

_NOUNS: Final = frozenset(HEADING_NOUNS)
_TOKEN: Final = re.compile(r"[^\s]+")
_WORD: Final = re.compile(r"[가-힣]+|[A-Za-z][A-Za-z.&-]*|\d+")
_YEAR: Final = re.compile(r"\d{4}\s?년|[’']\d{2}\s?년|\d{4}[,.\s]")
_LATIN_BEHIND_HANGUL: Final = re.compile(r"[가-힣][A-Za-z0-9]{1,10}$")
_VERBAL: Final = re.compile(
    r"[되된될됨됐돼했]|하(?:고|여|였|며|는|면|던|게|기|려|지만|도록)|(?:한다|함|이다)\b|할\s|시(?:키|켜|킨|킬|켰)|합니다"
    r"|이었|입니다"
)
"""Endings that make a verb of the noun before them: 설립되었고, 구조이다."""
_SENTENCE: Final = re.compile(r"(?<=[가-힣])[.?!]")
_VERSION: Final = re.compile(r"\d\.\d$|\d{4}$")
_APOSTROPHE: Final = re.compile(r"['’](?=\d\d)|(?<=[A-Za-z])['’](?=[A-Za-z])")
_LONGEST: Final = 70
_ENOUGH: Final = 3.5
_ALONE: Final = 2.5
_MARGIN: Final = 1.5
"""Fewer points are enough for a seam that no other comes near."""
_PREFIX: Final = 8


@dataclass(frozen=True, slots=True)
class Seam:
    """at: where the body begins. points: how sure; below enough nothing is cut."""

    at: int
    points: float


class Lexicon:
    """The words of one article, as the guess needs them: how often a stem begins a word."""

    def __init__(self, text: str, start: int, end: int, names: str = "") -> None:
        self.names = names
        self._prefixes: Counter[str] = Counter()
        self._words: Counter[str] = Counter()
        for match in _WORD.finditer(text, start, end):
            word = match.group()
            before = text[match.start() - 1] if match.start() > start else " "
            if before.isalnum():
                continue
            self._words[word] += 1
            for length in range(2, min(len(word), _PREFIX) + 1):
                self._prefixes[word[:length]] += 1

    def begins(self, stem: str) -> int:
        """How many words of the article begin with stem."""
        return self._prefixes[stem[:_PREFIX]]

    def has(self, word: str) -> int:
        return self._words[word]


def has_body(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] behind ◇ holds a sentence, so more than a heading."""
    stop = _SENTENCE.search(text, start, end)
    return stop is not None


def seam(text: str, start: int, end: int, lexicon: Lexicon) -> Seam | None:
    """The likeliest place where a heading at start ends inside a word, with its body behind; None: none is sure."""
    stop = _SENTENCE.search(text, start, min(end, start + 4 * _LONGEST))
    limit = min(stop.start() if stop else end, end, start + _LONGEST)
    if stop is not None and stop.end() < end and _is_question(text, start, stop.end()):
        return Seam(stop.end(), _ENOUGH)
    best, second = Seam(start, -99.0), -99.0
    for token in _TOKEN.finditer(text, start, limit):
        for at in _inner(text, token.start(), token.end()):
            points = _points(text, start, token.start(), at, _token_end(text, at, end), lexicon)
            if points > best.points:
                best, second = Seam(at, points), best.points
            else:
                second = max(second, points)
    sure = best.points >= _ENOUGH or (best.points >= _ALONE and best.points - second >= _MARGIN)
    return best if sure else None


def _is_question(text: str, start: int, end: int) -> bool:
    """A heading that asks, with its body glued to the question mark."""
    return end - start <= _LONGEST // 2 and text[end - 1] == "?" and not text[end].isspace()


def _token_end(text: str, at: int, end: int) -> int:
    match = _TOKEN.match(text, at, end)
    return match.end() if match else at


def _inner(text: str, low: int, high: int) -> Iterator[int]:
    for at in range(low + 1, min(high, low + 40)):
        before, behind = text[at - 1], text[at]
        if (before.isalnum() or before in ")]’'\"”%") and (behind.isalnum() or behind in "'\"‘“(’"):
            yield at


def _points(text: str, start: int, low: int, at: int, high: int, lexicon: Lexicon) -> float:
    left, right = _tail(text[low:at]), _head(text[at:high])
    whole = text[low:high]
    if not right or _joins(text, start, at, right) or _is_inside(text, start, at):
        return -9.0
    change = _change(text, at)
    ending = _left(left, lexicon)
    total = _right(text[start:at], text, at, right, lexicon) + change + (max(ending, 0.0) if change >= 4.0 else ending)
    core = next((run.group() for run in _WORD.finditer(whole) if run.start() < at - low < run.end()), "")
    if core and core not in (left, right):
        stem = stem_of(core)  # the word itself stands here once
        total -= 4.0 if lexicon.has(core) > 1 or (stem != core and lexicon.has(stem) > 0) else 0.0
    length = at - start
    total -= 3.0 if length < 4 else 0.0
    total -= 0.05 * max(0, length - 24)
    words = text[start:low].split()
    return total - 0.4 * max(0, len(words) - 6) - 1.5 * _topics(words, lexicon)


def _topics(words: list[str], lexicon: Lexicon) -> int:
    """Nouns with a topic particle: they belong to sentences, hardly to headings."""
    return sum(
        len(word) > 2
        and word.endswith(("은", "는"))
        and not word.endswith(VERBAL_ENDINGS)
        and lexicon.begins(word[:-1]) > 1
        for word in words
    )


def _joins(text: str, start: int, at: int, right: str) -> bool:
    """Numbers and Latin words hold together, and a noun with the particle or the verb's ending behind it."""
    left, first = text[at - 1], text[at]
    if left.isdigit() and first.isdigit():
        return True
    if left.isdigit() and "가" <= first <= "힣":
        # A unit, unless the heading ends in a version or a year and its own noun comes again.
        nouns = (word for word in _WORD.findall(text[start:at]) if len(word) > 1 and word[0] >= "가")
        return _VERSION.search(text, max(start, at - 6), at) is None or not right.startswith(tuple(nouns))
    if "가" <= left <= "힣" and right in PARTICLES:
        return True
    if "가" <= left <= "힣" and _VERBAL.match(text, at):
        return not any(right.startswith(word) for word in STARTERS if len(word) > 1)
    return (
        left.isascii()
        and first.isascii()
        and left.isalpha()
        and first.isalpha()
        and not (left.islower() and first.isupper())
    )


def _is_inside(text: str, start: int, at: int) -> bool:
    """Whether at stands inside a quotation that the heading opens."""
    heading = _APOSTROPHE.sub("", text[start:at])
    opened = heading.count("‘") > heading.count("’") or heading.count("“") > heading.count("”")
    return opened or heading.count("'") % 2 == 1 or heading.count('"') % 2 == 1


def _tail(piece: str) -> str:
    words = _WORD.findall(piece)
    return words[-1] if words else ""


def _head(piece: str) -> str:
    match = _WORD.match(piece.lstrip("'\"‘“(’"))
    return match.group() if match else ""


def stem_of(word: str) -> str:
    """word without its particle. A word of two syllables stays whole: 마을 is one."""
    for particle in PARTICLES:
        if word.endswith(particle) and len(word) > len(particle) + (len(word) == 2):
            return word[: -len(particle)]
    return word


def _right(heading: str, text: str, at: int, right: str, lexicon: Lexicon) -> float:
    """How well the rest begins a sentence."""
    total = 0.0
    stem = stem_of(right)
    if any(right == word or (right.startswith(word) and len(word) > 1) for word in STARTERS):
        total += 3.5
    elif right in SHORT_STARTERS and text[at + len(right) : at + len(right) + 1].isspace():
        total += 1.0
    elif len(right) == 1 and "가" <= right <= "힣":
        total -= 3.0
    if len(stem) > 1 and not stem.isdigit():
        count = lexicon.begins(stem)
        total += min(4.0, 1.2 + math.log2(count + 1)) if count else 0.0
        if stem in heading or stem in lexicon.names:
            total += 2.5
    if stem != right or (len(right) == 2 and right.endswith(("은", "는"))):
        total += 2.0 if right.endswith(SUBJECT_PARTICLES) else 0.7
    return total


def _left(left: str, lexicon: Lexicon) -> float:
    """How well the part before ends a heading: with a noun."""
    if not left:
        return 1.0
    if left in _NOUNS:
        return 3.0
    longest = max((length for length in (4, 3, 2) if len(left) > length and left[-length:] in _NOUNS), default=0)
    total = 2.5 if longest else 0.0
    if len(left) > 1 and lexicon.begins(left) > 1:  # more often than here
        total += 1.5
    if len(left) == 1 and "가" <= left <= "힣":
        total += 0.5 if left in SHORT_NOUNS else -2.0
    if not longest and left.endswith(("을", "를", "은", "는", "의", "와", "과", "며", "고", "한", "된", "던")):
        total -= 3.0
    return total


def _change(text: str, at: int) -> float:
    """A change of script or a quotation at the seam."""
    left, right = text[at - 1], text[at]
    if right in "‘“'\"(":
        return 0.0
    if _YEAR.match(text, at):
        return 4.0
    if "가" <= left <= "힣" and right.isdigit():
        return 1.5
    if "가" <= left <= "힣" and right.isascii() and right.isupper():
        return 1.5
    if _LATIN_BEHIND_HANGUL.search(text, max(0, at - 12), at) and "가" <= right <= "힣":
        return -2.0  # 3D프린터 holds together
    if left in ")]’”%\"'":
        return 1.5
    if left.islower() and right.isupper():
        return 1.5
    return 0.0
