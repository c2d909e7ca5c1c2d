"""What differs between two texts, by words, so that a reader sees phrases that changed and not single letters.

Lines are compared first, then sentences, then words, each only inside what differs on the level above. An eojeol whose
particle or ending alone changed keeps its stem (조사는 → 조사가), and a sentence keeps its ending (준다. → 한다.).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import chain
from typing import Final, Literal, TypeAlias

from db.frozen import dataclass
from db.merge import sentence_tokens

Kind = Literal["same", "inserted", "deleted"]
_Change: TypeAlias = tuple[str, str]
"""What stood, and what stands for it; where both are the same text, nothing changed."""

_MOST_PAIRS: Final = 100_000
_MOST_CELLS: Final = 1_000_000
"""Equal pairs, and possible pairs, beyond which tokens are first anchored at those that stand once on either side."""

_LEAST_KEPT: Final = 0.2
"""Share of the shorter side's letters below which words in common are coincidence."""

_WORD: Final = re.compile(r"\s*\S+")
_HANGUL: Final = re.compile(r"[가-힣]")
_OPENED: Final = re.compile(r"[\s(\[\"'“‘]\Z")
_STEM: Final = re.compile(r"(?:^|[^가-힣])[가-힣]{2,}\Z")
_LATIN: Final = re.compile(r"[A-Za-z0-9]\Z")
_ENDING: Final = re.compile(r"(?:[가-힣]{2,}|[다요까죠])?[.,!?…。)\]\"'”’]*\Z")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text: the same on both sides, or on one of them only."""

    kind: Kind
    text: str


def difference(before: str, after: str) -> tuple[Piece, ...]:
    """The way from before to after, in reading order; of a changed place what was deleted comes first.

    The texts of "same" and "deleted" joined are before, those of "same" and "inserted" are after. The other way round
    it is the same pieces with the two kinds exchanged.
    """
    crossed = before > after  # one of two equally good ways is taken, so the direction must not choose it
    one, other = (after, before) if crossed else (before, after)
    changes = _tidied(_compared(one, other, (_lines, sentence_tokens, _words)))
    return tuple(_pieces((new, old) if crossed else (old, new) for old, new in changes))


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def _words(text: str) -> list[str]:
    """text cut before the blanks that stand before each word."""
    words = _WORD.findall(text)
    return [*words, rest] if (rest := text[sum(map(len, words)) :]) else words


def _compared(one: str, other: str, levels: Sequence[Callable[[str], list[str]]]) -> Iterator[_Change]:
    """one and other as changes and what is the same, by the tokens of each level in turn."""
    if one == other or not (one and other and levels):
        if one or other:
            yield one, other
        return
    ours, theirs = levels[0](one), levels[0](other)
    last = len(levels) == 1
    key: Callable[[str], str] = str.strip if last else str
    blocks = aligned([key(each) for each in ours], [key(each) for each in theirs])
    if last and not _akin(ours, theirs, blocks):
        blocks = []
    at, beside = 0, 0
    for i, j, size in [*blocks, (len(ours), len(theirs), 0)]:
        yield from _compared("".join(ours[at:i]), "".join(theirs[beside:j]), levels[1:])
        yield from zip(ours[i : i + size], theirs[j : j + size], strict=True)
        at, beside = i + size, j + size


def _akin(ours: Sequence[str], theirs: Sequence[str], blocks: Sequence[tuple[int, int, int]]) -> bool:
    shared = sum(len(word.strip()) for i, _, size in blocks for word in ours[i : i + size])
    shorter = min(sum(len(word.strip()) for word in side) for side in (ours, theirs))
    return shared >= shorter * _LEAST_KEPT


def aligned(ours: Sequence[str], theirs: Sequence[str]) -> list[tuple[int, int, int]]:
    """Blocks (at, beside, size) in which both agree, in order; where there is too much to compare, fewer of them."""
    head, tail = _agreeing(ours, theirs)
    ends = len(ours) - tail, len(theirs) - tail
    found = [(0, 0, head)]
    stretches = [(head, ends[0], head, ends[1])]
    if not _comparable(ours[head : ends[0]], theirs[head : ends[1]]):
        anchors = _anchors(ours, theirs, stretches[0])
        stretches = list(_between(anchors, stretches[0]))
        found += [(i, j, 1) for i, j in anchors]
    for start, end, beside, end_beside in stretches:
        old, new = ours[start:end], theirs[beside:end_beside]
        if _comparable(old, new):
            blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
            found += [(start + i, beside + j, size) for i, j, size in blocks]
    return [block for block in [*sorted(found), (*ends, tail)] if block[2]]


def _agreeing(ours: Sequence[str], theirs: Sequence[str]) -> tuple[int, int]:
    """How many tokens agree at the beginning, and beyond them at the end."""
    most = min(len(ours), len(theirs))
    head = next((at for at in range(most) if ours[at] != theirs[at]), most)
    most -= head
    return head, next((at for at in range(most) if ours[-1 - at] != theirs[-1 - at]), most)


def _comparable(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    if len(ours) * len(theirs) > _MOST_CELLS:
        return False
    counts = Counter(theirs)
    return sum(counts[token] for token in ours) <= _MOST_PAIRS


def _anchors(ours: Sequence[str], theirs: Sequence[str], within: tuple[int, int, int, int]) -> list[tuple[int, int]]:
    """Tokens that stand once on either side: the longest row of them that stands in the same order (patience diff)."""
    from bisect import bisect_left

    start, end, beside, end_beside = within
    counts, counts_beside = Counter(ours[start:end]), Counter(theirs[beside:end_beside])
    places = {theirs[j]: j for j in range(beside, end_beside) if counts_beside[theirs[j]] == 1}
    pairs = [(i, places[ours[i]]) for i in range(start, end) if counts[ours[i]] == 1 and ours[i] in places]
    tops: list[int] = []
    rows: list[tuple[int, int]] = []  # of each pile its top; per pair, itself and what stood on the pile before
    piles: list[int] = []
    for number, (_, j) in enumerate(pairs):
        pile = bisect_left(tops, j)
        rows.append((number, piles[pile - 1] if pile else -1))
        tops[pile : pile + 1], piles[pile : pile + 1] = [j], [number]
    chosen: list[tuple[int, int]] = []
    at = piles[-1] if piles else -1
    while at >= 0:
        chosen.append(pairs[at])
        at = rows[at][1]
    return chosen[::-1]


def _between(
    anchors: Sequence[tuple[int, int]], within: tuple[int, int, int, int]
) -> Iterator[tuple[int, int, int, int]]:
    start, end, beside, end_beside = within
    for i, j in [*anchors, (end, end_beside)]:
        yield start, i, beside, j
        start, beside = i + 1, j + 1


def _tidied(changes: Iterator[_Change]) -> Iterator[_Change]:
    """changes with neighbours joined, and what merely stands between two of them taken into them."""
    joined: list[_Change] = []
    for old, new in chain.from_iterable(_split(each) for each in changes):
        if joined and (joined[-1][0] == joined[-1][1]) == (old == new):
            joined[-1] = (joined[-1][0] + old, joined[-1][1] + new)
        else:
            joined.append((old, new))
    at = 1
    while at < len(joined) - 1:
        island = joined[at][0]
        if joined[at][0] == joined[at][1] and "\n" not in island and len(island.strip()) <= 1:
            three = joined[at - 1 : at + 2]
            joined[at - 1 : at + 2] = [("".join(old for old, _ in three), "".join(new for _, new in three))]
        else:
            at += 1
    for change in joined:
        yield from _trimmed(*change)


def _split(change: _Change) -> Iterator[_Change]:
    """A word whose blanks differ, as the blanks and the word."""
    old, new = change
    if old != new and old.strip() and old.strip() == new.strip():
        word = old.strip()
        yield old[: old.index(word)], new[: new.index(word)]
        yield word, word
        yield old[old.index(word) + len(word) :], new[new.index(word) + len(word) :]
    else:
        yield change


def _trimmed(old: str, new: str) -> Iterator[_Change]:
    """A change without what agrees at its ends: blanks, the stem of an eojeol, an ending."""
    if old == new or not (old and new):
        yield old, new
        return
    most = _agreeing(old, new)[0]
    head = next((at for at in range(most, 0, -1) if _is_stem(old[:at], old[at:], new[at:])), 0)
    rest, rest_new = old[head:], new[head:]
    most = _agreeing(rest[::-1], rest_new[::-1])[0]
    tail = next((at for at in range(most, 0, -1) if _is_ending(rest[-at:])), 0)
    yield old[:head], old[:head]
    yield rest[: len(rest) - tail], rest_new[: len(rest_new) - tail]
    yield rest[len(rest) - tail :], rest[len(rest) - tail :]


def _is_stem(shared: str, old: str, new: str) -> bool:
    """Whether a word may be cut behind shared: at its beginning, behind two syllables, or where Hangul begins."""
    if _OPENED.search(shared) or _STEM.search(shared):
        return True
    particles = _HANGUL.match(old) and _HANGUL.match(new)
    return particles is not None and _LATIN.search(shared) is not None


def _is_ending(shared: str) -> bool:
    return not shared.strip() or _ENDING.fullmatch(shared) is not None


def _pieces(changes: Iterator[_Change]) -> Iterator[Piece]:
    same = ""
    for old, new in changes:
        if old == new:
            same += old
            continue
        if same:
            yield Piece("same", same)
            same = ""
        if old:
            yield Piece("deleted", old)
        if new:
            yield Piece("inserted", new)
    if same:
        yield Piece("same", same)
