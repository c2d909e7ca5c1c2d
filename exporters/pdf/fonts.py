"""The fonts of a report: which glyph of which file prints a character, and how wide each word is.

A character is looked up in a chain of faces; a glyph of a later face lives inside its cached word. What no face has
is printed as 〓 and remembered, so that nothing disappears silently.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Final, TypeVar

from exporters.pdf.face import Face

_K = TypeVar("_K")
_V = TypeVar("_V")
MISSING: Final = "〓"
_LONG: Final = 32
"""Code points of a text that is no word: it hardly comes again."""
_INVISIBLE: Final = frozenset(chr(code) for code in (0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFE0E, 0xFE0F, 0xFEFF))
_TURNS: Final = frozenset(("LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"))
"""Signs that only turn the direction of text."""
_ELSEWHERE: Final = "\u2026"
"""Stands for a code in another face: no byte, so no code contains it."""
_ESCAPED: Final = {ord("\\"): "\\\\", ord("("): "\\(", ord(")"): "\\)", ord("\r"): "\\r"}


def _code(glyph: int) -> str:
    """A glyph's two bytes as they stand in a literal string (ISO 32000-1, 7.3.4.2)."""
    return (chr(glyph >> 8) + chr(glyph & 0xFF)).translate(_ESCAPED)


class Remembered(dict[_K, _V]):
    """A dictionary that works out what it does not have yet."""

    def __init__(self, make: Callable[[_K], _V]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: _K) -> _V:
        value = self[key] = self._make(key)
        return value


class _Widths(dict[str, float]):
    """Width of each word in 1/1000 em. advances: of characters."""

    def __init__(self, advances: Remembered[str, float]) -> None:
        super().__init__()
        self._advance = advances.__getitem__

    def __missing__(self, text: str) -> float:
        width = self[text] = self.of(text)
        return width

    def of(self, text: str) -> float:
        """The width of text, which is not kept."""
        return sum(map(self._advance, text))


class Codes(dict[str, str]):
    """Each word as the inside of a string in a TJ array, for one size. show: see FontChain._show."""

    def __init__(self, shown: Remembered[str, str], mixed: Callable[[str], str]) -> None:
        super().__init__()
        self._show = shown.__getitem__
        self._mixed = mixed

    def __missing__(self, text: str) -> str:
        codes = "".join(map(self._show, text))
        if _ELSEWHERE in codes:
            codes = self._mixed(text)
        self[text] = codes
        return codes


class FontChain:
    """Faces in the order in which they are asked.

    faces: (resource name, face) pairs. missing: the characters that no face has.
    """

    def __init__(self, faces: Sequence[tuple[str, Face]]) -> None:
        self.faces = tuple(faces)
        self.missing: set[str] = set()
        self._base = faces[0][0]
        self._glyphs = Remembered(self._find)
        self._advances: Remembered[str, float] = Remembered(lambda char: max(0.0, self._glyphs[char][2]))
        self._shown = Remembered(self._show)
        self._widths = _Widths(self._advances)
        self._codes: dict[str, Codes] = {}
        self.space = self._advances[" "]

    def _find(self, char: str) -> tuple[str, int, float]:
        """(resource name, glyph id, width in 1/1000 em) of char; the width of what is not printed is negative."""
        own = unicodedata.category(char) == "Co"  # private use: a face means something of its own by it
        for name, face in self.faces:
            glyph = face.glyphs.get(ord(char))
            if glyph and not own:
                return name, glyph, face.width(glyph)
        if char in _INVISIBLE or unicodedata.category(char) == "Cc" or unicodedata.bidirectional(char) in _TURNS:
            return self._base, 0, -1.0
        self.missing.add(char)
        return self._find(MISSING) if char != MISSING else (self._base, 0, 500.0)

    def _show(self, char: str) -> str:
        """char's code in the first face; empty where it is not printed; _ELSEWHERE where another face has it."""
        name, glyph, width = self._glyphs[char]
        if width < 0:
            return ""
        return _code(glyph) if name == self._base and char not in self.missing else _ELSEWHERE

    def lacking(self, chars: Iterable[str]) -> set[str]:
        """Those of chars that no face has."""
        for char in chars:
            self._glyphs[char]
        return self.missing.intersection(chars)

    def used(self, chars: Iterable[str]) -> dict[str, dict[int, str]]:
        """Per resource name, the glyphs that print chars and what each stands for."""
        used: dict[str, dict[int, str]] = {name: {} for name, _ in self.faces}
        for char in sorted(chars):
            name, glyph, width = self._glyphs[char]
            if width >= 0:
                used[name].setdefault(glyph, MISSING if char in self.missing else char)
        return used

    def width(self, text: str) -> float:
        """Width of text in 1/1000 em, without letter-spacing."""
        return self._widths[text] if len(text) < _LONG else self._widths.of(text)

    def code(self, text: str, size: str) -> str:
        """text as the inside of a string in a TJ array; size: of the font, as PDF writes it.

        A glyph of a later face ends the string, switches the font and switches back: lines need not know of it.
        """
        return self.coder(size)[text]

    def coder(self, size: str) -> Codes:
        """code() for one size, as a dictionary by text."""
        found = self._codes.get(size)
        if found is None:
            found = self._codes[size] = Codes(self._shown, lambda text: self._mixed(text, size))
        return found

    def _mixed(self, text: str, size: str) -> str:
        parts: list[str] = []
        now = self._base
        shown = [char for char in text if self._shown[char]]
        for (name, missing), chars in groupby(shown, lambda char: (self._glyphs[char][0], char in self.missing)):
            run = "".join(chars)
            if name != now:
                parts.append(f")]TJ /{name} {size} Tf [(")
                now = name
            code = "".join(_code(self._glyphs[char][1]) for char in run)
            if missing:  # the text layer keeps what was meant
                meant = run.encode("utf-16-be", "replace").hex()
                code = f")]TJ /Span <</ActualText <FEFF{meant}>>> BDC [({code})]TJ EMC [("
            parts.append(code)
        if now != self._base:
            parts.append(f")]TJ /{self._base} {size} Tf [(")
        return "".join(parts)
