"""Finding words in the fields of a page, as plain values: where they stand, and the text with others in their place."""

from __future__ import annotations

import re
import unicodedata


def matches(text: str, words: str, *, case: bool = False) -> list[tuple[int, int]]:
    """Where words stand in text, in code points. case: capital letters count."""
    found = _pattern(words, case)
    return [each.span() for each in found.finditer(text)] if found is not None else []


def replaced(text: str, words: str, others: str, *, case: bool = False) -> tuple[str, int]:
    """text with others wherever words stand, and how often that is."""
    found = _pattern(words, case)
    others = unicodedata.normalize("NFC", others)
    return found.subn(lambda _: others, text) if found is not None else (text, 0)


def _pattern(words: str, case: bool) -> re.Pattern[str] | None:
    words = unicodedata.normalize("NFC", words)
    return re.compile(re.escape(words), re.NOFLAG if case else re.IGNORECASE) if words else None


def beside(places: list[tuple[int, int, int]], here: tuple[int, int], by: int) -> tuple[int, bool]:
    """Which of places comes after (1) or before (-1) here, and whether that is past the last or first one.

    places: (field, start, end) in reading order, at least one. here: field and code point; for the way forward where
    what is chosen ends, for the way back where it begins.
    """
    if by > 0:
        after = [number for number, (field, start, _) in enumerate(places) if (field, start) >= here]
        return (after[0], False) if after else (0, True)
    before = [number for number, (field, _, end) in enumerate(places) if (field, end) <= here]
    return (before[-1], False) if before else (len(places) - 1, True)
