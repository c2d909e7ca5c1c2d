"""Fractional order keys: a place between two others without touching them, so that two people may sort apart.

A key is a whole part, whose first letter says how many digits it has, and a fraction (the scheme of David Greenspan,
"Implementing fractional indexing", 2020), so that appending does not make keys longer. Keys compare by code point.
"""

from __future__ import annotations

import re
from typing import Final

_DIGITS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_KEY: Final = re.compile(r"[0-9A-Za-z]*")
_FIRST: Final = "a0"


def key_between(before: str | None, after: str | None) -> str:
    """A key that sorts after before and ahead of after; None or empty stands for the list's end.

    Where there is no room (equal or crossed keys of two people who sorted apart, or foreign ones) the answer still
    sorts after before.
    """
    before, after = before or None, after or None
    if before is None and after is None:
        return _FIRST
    if after is None:
        assert before is not None
        return _next(before)
    if before is None:
        return _previous(after) if _KEY.fullmatch(after) else _FIRST
    if before >= after or not (_KEY.fullmatch(before) and _KEY.fullmatch(after)):
        return before + "V"
    return _between(before, after)


def keys(count: int) -> list[str]:
    """count keys in order, for a new list."""
    made: list[str] = []
    last: str | None = None
    for _ in range(count):
        last = key_between(last, None)
        made.append(last)
    return made


def _between(before: str, after: str) -> str:
    low, high = _whole(before), _whole(after)
    if low is None or high is None:
        return _middle(before, after) or before + "V"
    if low == high:
        fraction = _middle(before[len(low) :], after[len(low) :])
        return low + fraction if fraction else before + "V"
    raised = _next(low)
    return raised if raised < after else low + _beyond(before[len(low) :])


def _beyond(fraction: str) -> str:
    """A fraction greater than the given one."""
    full = len(fraction) - len(fraction.lstrip(_DIGITS[-1]))
    rest = fraction[full:]
    start = _DIGITS.index(rest[0]) if rest else 0
    return fraction[:full] + _DIGITS[(start + len(_DIGITS) + 1) // 2]


def _whole(key: str) -> str | None:
    """The whole part of key, or None where it has none."""
    first = key[:1]
    if "a" <= first <= "z":
        length = ord(first) - ord("a") + 2
    elif "A" <= first <= "Z":
        length = ord("Z") - ord(first) + 2
    else:
        return None
    return key[:length] if len(key) >= length and _KEY.fullmatch(key) else None


def _next(key: str) -> str:
    whole = _whole(key)
    if whole is None:
        return key + "V"
    first, digits = whole[0], whole[1:]
    raised = _shifted(digits, 1)
    if raised is not None:
        return first + raised
    if first == "Z":
        return _FIRST
    if first == "z":
        return key + "V"
    longer = chr(ord(first) + 1)
    return longer + "0" * (len(digits) + (1 if first >= "a" else -1))


def _previous(key: str) -> str:
    whole = _whole(key)
    if whole is None:
        return _middle("", key) or key
    if len(key) > len(whole):
        return whole
    first, digits = whole[0], whole[1:]
    lowered = _shifted(digits, -1)
    if lowered is not None:
        return first + lowered
    if first == "a":
        return "Zz"
    if first == "A":
        return _middle("", key) or key
    return chr(ord(first) - 1) + "z" * (len(digits) + (-1 if first > "a" else 1))


def _shifted(digits: str, by: int) -> str | None:
    """digits as a number plus by (1 or -1); None on overflow."""
    top, zero = (_DIGITS[-1], _DIGITS[0]) if by > 0 else (_DIGITS[0], _DIGITS[-1])
    kept = digits.rstrip(top)
    if not kept:
        return None
    return kept[:-1] + _DIGITS[_DIGITS.index(kept[-1]) + by] + zero * (len(digits) - len(kept))


def _middle(low: str, high: str) -> str | None:
    """The shortest string of digits between low and high (low < high); None where there is none."""
    shared = 0
    while shared < len(high) and (low[shared] if shared < len(low) else _DIGITS[0]) == high[shared]:
        shared += 1
    prefix, low, high = high[:shared], low[shared:], high[shared:]
    if not high:
        return None
    floor = _DIGITS.index(low[0]) if low else 0
    ceiling = _DIGITS.index(high[0])
    if ceiling - floor > 1:
        return prefix + _DIGITS[(floor + ceiling + 1) // 2]
    if len(high) > 1:
        return prefix + high[0]
    return prefix + _DIGITS[floor] + _beyond(low[1:])
