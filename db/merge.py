"""Three-way merge of two versions of a text, by sentences, so that no two sentences are ever woven together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from db.frozen import dataclass

_BREAK: Final = re.compile(r"\n|(?:(?<=[.?!。])|(?<=[.?!。][\"'”’)\]]))[^\S\n]+")
"""What stands between two sentences: a line end, or blanks after a closing mark (and one closing quote or bracket)."""

_MOST_PAIRS: Final = 2_000_000
"""Equal pairs of sentences beyond which a comparison takes too long; such texts count as conflicting."""


@dataclass(frozen=True, slots=True)
class _Change:
    """Tokens start to end of the base become new."""

    start: int
    end: int
    new: tuple[str, ...]


def merge(base: str, one: str, other: str) -> str | None:
    """one and other, both written from base, as one text; None where their changes overlap or touch.

    Two changes touch when no sentence of base stands between them. The same change made twice is made once.
    """
    if one == other or other == base:
        return one
    if one == base:
        return other
    tokens = sentence_tokens(base)
    ours, theirs = _changes(tokens, sentence_tokens(one)), _changes(tokens, sentence_tokens(other))
    if ours is None or theirs is None:
        return None
    together = _together(tokens, ours, theirs)
    return None if together is None else _applied(tokens, together)


def sentence_tokens(text: str) -> list[str]:
    """text cut into sentences and what stands between them; joined, they are text again."""
    tokens: list[str] = []
    at = 0
    for gap in _BREAK.finditer(text):
        tokens += (text[at : gap.start()], gap.group())
        at = gap.end()
    tokens.append(text[at:])
    return [token for token in tokens if token]


def _changes(base: Sequence[str], side: Sequence[str]) -> list[_Change] | None:
    """What turns base into side, in order; None where comparing would take too long."""
    head = 0
    while head < min(len(base), len(side)) and base[head] == side[head]:
        head += 1
    tail = 0
    while tail < min(len(base), len(side)) - head and base[-1 - tail] == side[-1 - tail]:
        tail += 1
    old, new = base[head : len(base) - tail], side[head : len(side) - tail]
    counts = Counter(new)
    if sum(counts[token] for token in old) > _MOST_PAIRS:
        return None
    from difflib import SequenceMatcher  # a start shows what was merged before

    return [
        _Change(head + i1, head + i2, tuple(new[j1:j2]))
        for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        if tag != "equal"
    ]


def _together(base: Sequence[str], ours: list[_Change], theirs: list[_Change]) -> list[_Change] | None:
    """All changes in order, or None where one of ours overlaps or touches one of theirs.

    A change that both made counts as either's: what only one of them changed beside it touches the other's.
    """
    sides = dict.fromkeys(ours, 0)
    for change in theirs:
        sides[change] = 2 if change in sides else 1
    chosen = sorted(sides, key=lambda change: (change.start, change.end, change.new))
    for last, change in pairwise(chosen):
        if sides[last] != sides[change] and not _apart(base, last, change):
            return None
    return chosen


def _apart(base: Sequence[str], first: _Change, second: _Change) -> bool:
    return any(token.strip() for token in base[first.end : second.start])


def _applied(base: Sequence[str], changes: Sequence[_Change]) -> str:
    parts: list[str] = []
    at = 0
    for change in changes:
        parts += base[at : change.start]
        parts += change.new
        at = change.end
    parts += base[at:]
    return "".join(parts)
