"""Names that are nearly the same: one letter written otherwise, one too many, or one that is missing."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from exporters.importing.grid import key_of

_LEAST = 4
"""Letters (Hangul: its single ones) that names must have, so that one of them is a slip and not another name."""
_GROUP = re.compile(r"^(?:team|group)|(?:조|팀|분과|모둠|team|group)$")


def odd_names(names: Iterable[str], there: Iterable[str]) -> frozenset[str]:
    """Those of names, as often as each is written, that are another one misspelled or with the same number.

    there: names that stand already; they are right. Of two names the one is odd that is written less often, or later.
    """
    counts = Counter(filter(None, names))
    right = [key_of(name) for name in there]
    found: set[str] = set()
    by_use = sorted(counts, key=lambda name: -counts[name])  # the first of those that are written as often stays first
    for name in by_use:
        key = key_of(name)
        if key in right:
            continue
        if any(_alike(key, other) for other in right):
            found.add(name)
        right.append(key)
    return frozenset(found)


def _alike(one: str, other: str) -> bool:
    numbers = re.findall(r"\d+", one)
    if [int(each) for each in numbers] != [int(each) for each in re.findall(r"\d+", other)]:
        return False
    bare, bare_other = (re.sub(r"\d+|^제(?=\d)", "", each) for each in (one, other))
    if numbers and (_GROUP.fullmatch(bare) or len(bare) < 2) and (_GROUP.fullmatch(bare_other) or len(bare_other) < 2):
        return True
    letters, others = (unicodedata.normalize("NFD", _GROUP.sub("", each)) for each in (one, other))
    return min(len(letters), len(others)) >= _LEAST and _one_apart(letters, others)


def _one_apart(one: str, other: str) -> bool:
    if len(one) > len(other):
        one, other = other, one
    at = next((place for place in range(len(one)) if one[place] != other[place]), len(one))
    return one[at + (len(one) == len(other)) :] == other[at + 1 :]
