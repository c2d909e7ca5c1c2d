"""Where a comment stands after the text changed: its range is carried from each version of the text to the next.

The quote is the check: a range whose words are the same is sure. Words that are gone come back only where they were
put in anew, as cutting and pasting or undoing does; a place that merely reads alike is never taken for them.
Positions count code points; what counts otherwise (Qt: UTF-16 units) is converted where it is shown.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from itertools import pairwise
from typing import Final

from db.frozen import dataclass
from db.merge import sentence_tokens

CONTEXT: Final = 48
"""Code points before and after a quote that are kept with it."""
_KEPT: Final = 0.5
"""Share of a range's code points that one change has to leave, else its text is lost."""
_LIKE: Final = 0.6
"""Share that a changed range and its quote must have in common for it to be sure."""
_TELLING: Final = 40
"""Code points of a quote that is known by its words alone; a shorter one needs what stood beside it too."""
_SENTENCE: Final = 8
"""Code points of the shortest sentence that is looked for as a whole."""
_BESIDE: Final = 16
"""Code points on each side of a quote by which its place is told from one that reads alike."""
_MOST_PLACES: Final = 100
"""Places of the same words among which the right one is looked for."""
_TOLD: Final = 0.7
"""Share of the sentences around a range that has to stay for it to be sure."""
_MARK: Final = re.compile(r"[ \t]*(?:[□◇○▹·※*-]|\d{1,2}[.)]|[가-하][.)])?[ \t]+")


class Outcome(StrEnum):
    """sure: the words are there. check: probably; a person should look. lost: the text is gone."""

    SURE = "sure"
    CHECK = "check"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a comment was put. start, end: code points of the text that it was put on; quote: what stood there.

    before, after: what stood beside it, CONTEXT code points at most.
    """

    start: int
    end: int
    quote: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where it stands now. start, end: code points, both 0 where its text is lost. exact: the words are the quote."""

    outcome: Outcome
    start: int = 0
    end: int = 0
    exact: bool = False


LOST: Final = Place(Outcome.LOST)


def anchor(text: str, start: int, end: int) -> Anchor:
    """An anchor on text[start:end]. Raises ValueError for what is no range of text, or an empty one."""
    if not 0 <= start < end <= len(text):
        raise ValueError(f"no range of a text of {len(text)}: {start} to {end}")
    return Anchor(start, end, text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])


def carried(anchors: Sequence[Anchor], texts: Sequence[str], begins: Sequence[int] | None = None) -> list[Place]:
    """Where anchors stand in the last of texts.

    texts: the versions of the text in the order in which they were written. begins: for each anchor the place in texts
    of the one that it was put on; without them that is the first. Where an anchor's quote does not stand there (a
    version is missing here, or its numbers are another program's), its words are looked for.
    """
    if not texts:
        return [LOST] * len(anchors)
    first = [0] * len(anchors) if begins is None else begins
    found = [_begun(each, texts[at]) for each, at in zip(anchors, first, strict=True)]
    for number, (old, new) in enumerate(pairwise(texts)):
        if old != new:
            step = _Step(old, new)
            found = [step.carry(each) if at <= number else each for each, at in zip(found, first, strict=True)]
    return [each.place() for each in found]


@dataclass(frozen=True, slots=True)
class _Travelling:
    """An anchor on its way. text: the words of its range as they were last seen; unsure: it was found, not carried.

    start is None while its text is gone. before, after: what stood beside it when it was last there.
    """

    anchor: Anchor
    start: int | None
    text: str
    before: str
    after: str
    unsure: bool = False

    @property
    def end(self) -> int:
        return (self.start or 0) + len(self.text)

    def place(self) -> Place:
        if self.start is None:
            return LOST
        exact = self.text == self.anchor.quote
        sure = not self.unsure and (exact or _alike(self.anchor.quote, self.text))
        return Place(Outcome.SURE if sure else Outcome.CHECK, self.start, self.end, exact)


def _begun(given: Anchor, text: str) -> _Travelling:
    if given.quote and text[given.start : given.end] == given.quote:
        before, after = _beside(text, given.start, given.end)
        return _Travelling(given, given.start, given.quote, before, after)
    lost = _Travelling(given, None, given.quote, given.before, given.after)
    places = _occurrences(text, given.quote)
    if len(places) > 1:
        places = [at for at in places if _stands_alike(text, at, lost)]
    return _put(lost, text, places[0], unsure=True) if len(places) == 1 else lost


class _Step:
    """One change of a text, for all anchors in it."""

    def __init__(self, old: str, new: str) -> None:
        self._old, self._new = old, new
        same = list(_same_sentences(old, new))
        self._same = {at for at, _, _ in same}
        self._kept = _kept(old, new, same)
        self._starts = [start for start, _, _ in self._kept]
        self._sentences = [start for start, _ in _sentences(old)]

    def carry(self, one: _Travelling) -> _Travelling:
        if one.start is None:
            return self._returned(one)
        parts = list(self._parts(one.start, one.end))
        if len(parts) == 1 and parts[0][1] == len(one.text):
            return _put(one, self._new, parts[0][0], unsure=not self._told(one))
        moved = self._moved(one)
        if moved is not None:
            return moved
        near = _together(parts, len(one.text))
        if sum(size for _, size in near) < len(one.text) * _KEPT:
            return replace(one, start=None)
        start, end = min(at for at, _ in near), max(at + size for at, size in near)
        return _put(one, self._new, start, end, unsure=len(near) < len(parts) or not self._told(one))

    def _told(self, one: _Travelling) -> bool:
        """Whether enough of the sentences that the range is in stays to say that it is this place."""
        assert one.start is not None
        old, _, size = self._kept[bisect_right(self._starts, one.start) - 1]
        if len(one.text) < _SENTENCE and not (old <= one.start and one.end <= old + size and size >= _SENTENCE):
            return False
        first = self._sentences[bisect_right(self._sentences, one.start) - 1]
        last = bisect_left(self._sentences, one.end)
        end = self._sentences[last] if last < len(self._sentences) else len(self._old)
        parts = list(self._parts(first, end))
        spread = max(at + size for at, size in parts) - min(at for at, _ in parts)
        if sum(size for _, size in parts) < max(end - first, spread) * _TOLD:
            return False
        words = self._old[first:end].strip()
        return first in self._same or max(self._old.count(words), self._new.count(words)) < 2

    def _parts(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """What of old[start:end] still stands, as places in the new text and their lengths."""
        at = max(0, bisect_right(self._starts, start) - 1)
        for old, new, size in self._kept[at:]:
            if old >= end:
                return
            first, last = max(old, start), min(old + size, end)
            if first < last:
                yield new + first - old, last - first

    def _moved(self, one: _Travelling) -> _Travelling | None:
        """Cut here and put in elsewhere by this very change, in one place only."""
        places = self._put_in(one.text)
        if len(places) > 1 or len(one.text) < _TELLING:
            places = [at for at in places if _stands_alike(self._new, at, one)]
        unsure = self._old.count(one.text) > 1  # it may have been cut at the other place
        return _put(one, self._new, places[0], unsure=unsure) if len(places) == 1 else None

    def _returned(self, one: _Travelling) -> _Travelling:
        """What was gone is put in again: where it stood, as undoing does, or anywhere else, which is less sure."""
        places = self._put_in(one.text)
        same = [at for at in places if _stands_alike(self._new, at, one)]
        if len(same) == 1:
            return _put(one, self._new, same[0], unsure=one.text in self._old)
        told = len(places) == 1 and len(one.text) >= _TELLING
        return _put(one, self._new, places[0], unsure=True) if told else one

    def _put_in(self, text: str) -> list[int]:
        """Where text was put in by this change."""
        return [at for at in _occurrences(self._new, text) if self._is_new(at, at + len(text))]

    def _is_new(self, start: int, end: int) -> bool:
        """Whether most of new[start:end] did not stand in the old text."""
        old = sum(max(0, min(new + size, end) - max(new, start)) for _, new, size in self._kept)
        return old < (end - start) * (1 - _KEPT)


def _kept(old: str, new: str, same: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """What both texts share: place in old, place in new, length; in the order of old.

    same: sentences, wherever they went; the rest is compared in order.
    """
    found = list(same)
    taken = bytearray(len(old)), bytearray(len(new))
    for at, beside, size in found:
        taken[0][at : at + size] = taken[1][beside : beside + size] = b"\1" * size
    found += _left(_in_order(old, new), *taken)
    joined: list[tuple[int, int, int]] = []
    for at, beside, size in sorted(found):
        if joined and joined[-1][0] + joined[-1][2] == at and joined[-1][1] + joined[-1][2] == beside:
            joined[-1] = (*joined[-1][:2], joined[-1][2] + size)
        else:
            joined.append((at, beside, size))
    return joined


def _same_sentences(old: str, new: str) -> Iterator[tuple[int, int, int]]:
    """Sentences that stand once in each text; of those that stand more often, the ones between the same two, then
    those behind or before the same one, unless the two say different things."""
    here, there = list(_long_sentences(old)), list(_long_sentences(new))
    seen: tuple[set[int], set[int]] = set(), set()
    for sides in (((),), ((-1, 1),), ((-1,), (1,)), ((),)):
        pairs: set[tuple[int, int, int]] = set()
        for near in sides:
            ours, theirs = _once(here, near, seen[0]), _once(there, near, seen[1])
            pairs |= {(ours[key], theirs[key], len(key[0])) for key in ours.keys() & theirs.keys()}
        counts, counts_there = Counter(at for at, _, _ in pairs), Counter(beside for _, beside, _ in pairs)
        for at, beside, size in pairs:
            if counts[at] == counts_there[beside] == 1:
                seen[0].add(at)
                seen[1].add(beside)
                yield at, beside, size


def _once(
    sentences: Sequence[tuple[int, str]], near: Sequence[int], seen: Collection[int]
) -> dict[tuple[str, ...], int]:
    """Places of the sentences that stand once, told apart by those near them too (-1 before, 1 behind)."""
    ends = [(-1, ""), *sentences, (-1, "")]
    keys = {
        at: (words, *(ends[number + by][1] for by in near))
        for number, (at, words) in enumerate(sentences, start=1)
        if at not in seen
    }
    counts = Counter(keys.values())
    return {key: at for at, key in keys.items() if counts[key] == 1}


def _long_sentences(text: str) -> Iterator[tuple[int, str]]:
    return ((at, words) for at, words in _sentences(text) if len(words) >= _SENTENCE)


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    """Sentences and what stands between them, with their places; marks at the beginning of a line stand apart."""
    at = 0
    for token in sentence_tokens(text):
        mark = _MARK.match(token)
        if mark:
            yield at, mark.group()
        cut = mark.end() if mark else 0
        if token[cut:]:
            yield at + cut, token[cut:]
        at += len(token)


def _left(
    blocks: Iterable[tuple[int, int, int]], taken: bytearray, taken_there: bytearray
) -> Iterator[tuple[int, int, int]]:
    """What of blocks is taken on neither side."""
    for at, beside, size in blocks:
        start = 0
        for offset in range(size + 1):
            if offset == size or taken[at + offset] or taken_there[beside + offset]:
                if offset > start:
                    yield at + start, beside + start, offset - start
                start = offset + 1


def _in_order(old: str, new: str) -> Iterator[tuple[int, int, int]]:
    at, beside = 0, 0
    from db.difference import difference  # a start needs to know that there are comments, not where

    for piece in difference(old, new):
        size = len(piece.text)
        if piece.kind == "same":
            yield at, beside, size
        at += size if piece.kind != "inserted" else 0
        beside += size if piece.kind != "deleted" else 0


def _together(parts: Sequence[tuple[int, int]], size: int) -> list[tuple[int, int]]:
    """Those of parts (place, length) that stand near the longest of them. size: of the range they come from."""
    if not parts:
        return []
    longest, _ = max(parts, key=lambda part: part[1])
    return [part for part in parts if abs(part[0] - longest) <= size * 2]


def _put(one: _Travelling, text: str, start: int, end: int | None = None, *, unsure: bool = False) -> _Travelling:
    end = start + len(one.text) if end is None else end
    before, after = _beside(text, start, end)
    return replace(one, start=start, text=text[start:end], before=before, after=after, unsure=one.unsure or unsure)


def _beside(text: str, start: int, end: int) -> tuple[str, str]:
    return text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]


def _occurrences(text: str, words: str) -> list[int]:
    """Where words stand in text; nowhere, where that is more often than anybody could tell apart."""
    found: list[int] = []
    at = text.find(words) if words else -1
    while at >= 0:
        found.append(at)
        if len(found) > _MOST_PLACES:
            return []
        at = text.find(words, at + 1)
    return found


def _stands_alike(text: str, at: int, one: _Travelling) -> bool:
    """Whether the same stands beside text at a place as beside one when it was last there, on both sides."""
    before, after = _beside(text, at, at + len(one.text))
    return before[-_BESIDE:] == one.before[-_BESIDE:] and after[:_BESIDE] == one.after[:_BESIDE]


def _alike(quote: str, text: str) -> bool:
    """Whether most of either stands in the other."""
    from db.difference import difference  # a start needs to know that there are comments, not where

    kept = sum(len(piece.text) for piece in difference(quote, text) if piece.kind == "same")
    return kept >= max(len(quote), len(text)) * _LIKE
