"""Better wordings of a foreign text: offered, never applied."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from exporters.importing.values import Offer

LIMIT: Final = 2000
"""Most offers of one input; more help nobody."""

_SQUARED: Final = MappingProxyType(
    {
        "㏊": "ha",
        "㎞": "km",
        "㎏": "kg",
        "㎝": "cm",
        "㎜": "mm",
        "㎡": "m2",
        "㏄": "cc",
        "㎖": "ml",
        "㎎": "mg",
    }
)
_SIGNS: Final = "".join(_SQUARED)
# Words are bounded and begin at their first letter, so that a file of one endless word takes no endless time.
_UNIT_IN_WORD: Final = re.compile(
    f"(?<![A-Za-zÀ-ÿ])[A-Za-zÀ-ÿ]{{1,60}}[{_SIGNS}][A-Za-zÀ-ÿ]{{0,60}}|[{_SIGNS}][a-zà-ÿ]{{1,60}}"
)
_SOFT: Final = re.compile(
    r"(?:(?<![A-Za-zÀ-ÿ가-힣])[A-Za-zÀ-ÿ가-힣]{1,60})?\xad[A-Za-zÀ-ÿ가-힣]{0,60}"
    r"|(?<![A-Za-zÀ-ÿ])[A-Za-zÀ-ÿ]{2,60}- [a-zà-ÿ㏊㎞]{2,60}(?![A-Za-z])"
)
_REVERSED: Final = re.compile(r"’(?P<inner>(?!\d\d)[^‘’\n]{1,60})‘(?!\d\d)|”(?P<double>[^“”\n]{1,60})“")
_DOTS: Final = re.compile(r"(?<=[가-힣A-Za-z0-9])\s?[․ㆍ•∙⋅・‧⸱]\s?(?=[가-힣A-Za-z0-9])|(?<=[가-힣]) ·(?=[가-힣])")
_SPLIT: Final = re.compile(
    r"(?<![가-힣])(?P<left>[가-힣]{1,60})\n[ \t]{0,8}(?:\n[ \t]{0,8})?(?P<right>[가-힣]{1,60})(?=[ ,.])"
)
_LINE_LONG: Final = 30


def wordings(text: str) -> tuple[Offer, ...]:
    """The offers for text, in order of place; at most LIMIT."""
    offers: list[Offer] = []
    for offer in _all(text):
        offers.append(offer)
        if len(offers) >= LIMIT:
            break
    return tuple(sorted(offers, key=lambda offer: (offer.start, offer.end)))


def _all(text: str) -> Iterator[Offer]:
    if any(sign in text for sign in _SQUARED):
        for match in _UNIT_IN_WORD.finditer(text):
            yield _offer("unit_sign", match, "".join(_SQUARED.get(char, char) for char in match.group()))
    for match in _SOFT.finditer(text):
        yield _offer("soft_hyphen", match, match.group().replace("\xad", "").replace("- ", ""))
    for match in _REVERSED.finditer(text):
        inner = match["inner"] or match["double"]
        yield _offer("reversed_quotes", match, f"‘{inner}’" if match["inner"] else f"“{inner}”")
    for match in _DOTS.finditer(text):
        yield _offer("middle_dot", match, "·")
    yield from _page_breaks(text)


def _page_breaks(text: str) -> Iterator[Offer]:
    """A long line that ends inside a word, with the next line going on."""
    for match in _SPLIT.finditer(text):
        line_start = text.rfind("\n", 0, match.start()) + 1
        if match.start() - line_start < _LINE_LONG or match.group().count("\n") < 2:
            continue
        yield _offer("page_break", match, match["left"] + match["right"])


def _offer(code: str, match: re.Match[str], proposed: str) -> Offer:
    return Offer(code, match.start(), match.end(), match.group(), proposed)
