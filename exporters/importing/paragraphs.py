"""Paragraphs of foreign text: by its line breaks, and where those were lost.

A lost break is Hangul and a full stop, question or exclamation mark, directly followed by the next sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from exporters.document.marks import Kind, line_kind

_STOP: Final = re.compile(r"(?<=[가-힣)])[.?!](?=\S)")
_SMALL_ITEM: Final = re.compile(r"▹(?![)\]])|·(?=[ \t])")
_NOT_BEFORE: Final = ",.?!…·~;:)]}）】》〉」』%/-*"
_DOMAIN: Final = re.compile(r"(?:com|net|org|kr)(?![a-z가-힣])")
_ASIDE: Final = re.compile(r"\([^()가-힣]*\)")
_YEAR: Final = re.compile(r"[’']\d{2}(?!\d)")
_SENTENCE_END: Final = re.compile(r"[.?!。:;…][\"”“’')\]）】」』]*$")
_ITEM: Final = re.compile(r"[①-⑳➊-➓▶▷►•●■▸→⇒☞✓✔◎☆★]")
_UNSEEN: Final = "\u200b\u2060\ufeff"
"""Signs without width: a line of them is empty."""
_WRAPPED: Final = 30
"""A line at least this long, without an end of sentence, was wrapped by its program."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """text has no line break; start and end are its place in the source. lost: a break was put before it."""

    text: str
    start: int
    end: int
    lost: bool = False


def paragraphs(text: str, start: int, end: int) -> list[Paragraph]:
    """The paragraphs of text[start:end], which holds no marks."""
    done: list[Paragraph] = []
    open_line = False  # the paragraph before may continue in this line
    for low, high in _lines(text, start, end):
        if low == high:
            open_line = False
            continue
        parts = [part for span in _items(text, low, high) for part in _parts(text, *span, span[0] > low)]
        if open_line and done and _continues(done[-1].text, text[low:high]):
            last = done.pop()
            first = parts.pop(0)
            done.append(Paragraph(f"{last.text} {first.text}", last.start, first.end, last.lost))
        done.extend(parts)
        open_line = True
    return done


def _items(text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    """The small items of one line: ▹ anywhere; `· ` behind a sentence, and then each that no blank stands before."""
    start, listed = low, False
    for match in _SMALL_ITEM.finditer(text, low, high):
        at = match.start()
        listed = listed or at == low or (match.group() == "·" and text[at - 1] in ".?!")
        if at > start and (match.group() == "▹" or (listed and not text[at - 1].isspace())):
            yield start, at
            start = at
    yield start, high


def lost_breaks(text: str, start: int, end: int) -> Iterator[int]:
    """Where a paragraph begins in text[start:end] (one line) because a line break was lost."""
    double = single = 0
    seen = start
    for match in _STOP.finditer(text, start, end):
        at = match.end()
        if at >= end:
            return
        double += text.count('"', seen, at)
        single += _quotes(text, seen, at)
        seen = at
        if _breaks(text, at, end, double, single) and not _numbering(text, match.start(), start):
            yield at


def _quotes(text: str, low: int, high: int) -> int:
    """Straight single quotes that are no apostrophes."""
    total = text.count("'", low, high)
    if total:
        total -= len(re.findall(r"[A-Za-z]'[A-Za-z]", text[low:high]))
    return total


def _breaks(text: str, at: int, end: int, double: int, single: int) -> bool:
    following = text[at]
    if following == '"':
        return double % 2 == 0
    if following == "'":
        return single % 2 == 0 or _YEAR.match(text, at, end) is not None
    if following in "”’":
        return following == "’" and _YEAR.match(text, at, end) is not None
    if following in _NOT_BEFORE:
        return False
    if following == "(" and (text[at - 1] != "." or _ASIDE.match(text, at, end)):
        return False  # an aside to the sentence, not the next one
    return _DOMAIN.match(text, at, end) is None


def _numbering(text: str, stop: int, start: int) -> bool:
    """가. 나. 다. at the line's beginning."""
    return stop - 1 == start and text[stop - 1] in "가나다라마바사아자차카타파하" and text[stop] == "."


def _parts(text: str, low: int, high: int, lost: bool) -> Iterator[Paragraph]:
    for at in (*lost_breaks(text, low, high), high):
        piece = text[low:at]
        if piece.strip().strip(_UNSEEN):
            yield Paragraph(piece.strip(), low, at, lost)
            lost = True
        low = at


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The lines of text[start:end] without the blanks around them; equal ends for an empty line."""
    low = start
    while low <= end:
        high = text.find("\n", low, end)
        high = end if high < 0 else high
        piece = text[low:high]
        left = len(piece) - len(piece.lstrip())
        right = len(piece.rstrip())
        yield (low + left, low + right) if piece.strip().strip(_UNSEEN) else (low, low)
        low = high + 1


def _continues(before: str, line: str) -> bool:
    """Whether line goes on with the paragraph before, which its program wrapped."""
    if _SENTENCE_END.search(before[-6:]) or _ITEM.match(line):
        return False
    if line_kind(line).kind is not Kind.TEXT:
        return False
    return len(before) >= _WRAPPED
