"""The fonts of a report: which glyph of which file prints a character, and how wide each word is.

A character is looked up in a chain of faces; a glyph of a later face lives inside its cached word. What no face has
is printed as 〓 and remembered, so that nothing disappears silently.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from exporters.pdf.face import Face

MISSING: Final = "〓"
_INVISIBLE: Final = frozenset(chr(code) for code in (0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFE0E, 0xFE0F, 0xFEFF))


class FontChain:
    """Faces in the order in which they are asked.

    faces: (resource name, face) pairs. used: per resource name, the glyphs printed so far and what each stands for.
    missing: the characters that no face has.
    """

    def __init__(self, faces: Sequence[tuple[str, Face]]) -> None:
        self.faces = tuple(faces)
        self.used: dict[str, dict[int, str]] = {name: {} for name, _ in faces}
        self.missing: set[str] = set()
        self._glyphs: dict[str, tuple[str, int, float]] = {}
        self._widths: dict[str, float] = {}
        self._runs: dict[str, tuple[tuple[str, str], ...]] = {}
        self.space = self.glyph(" ")[2]

    def glyph(self, char: str) -> tuple[str, int, float]:
        """(resource name, glyph id, width in 1/1000 em) of char."""
        found = self._glyphs.get(char)
        if found is None:
            found = self._glyphs[char] = self._find(char)
        return found

    def _find(self, char: str) -> tuple[str, int, float]:
        for name, face in self.faces:
            glyph = face.glyphs.get(ord(char))
            if glyph:
                return name, glyph, face.width(glyph)
        if char in _INVISIBLE or char < " ":
            return self.faces[0][0], 0, -1.0
        self.missing.add(char)
        return self._find(MISSING) if char != MISSING else (self.faces[0][0], 0, 500.0)

    def width(self, text: str) -> float:
        """Width of text in 1/1000 em, without letter-spacing."""
        found = self._widths.get(text)
        if found is None:
            found = self._widths[text] = sum(max(0.0, self.glyph(char)[2]) for char in text)
        return found

    def runs(self, text: str) -> tuple[tuple[str, str], ...]:
        """text as (resource name, hexadecimal glyph codes) runs."""
        found = self._runs.get(text)
        if found is None:
            found = self._runs[text] = self._make_runs(text)
        return found

    def _make_runs(self, text: str) -> tuple[tuple[str, str], ...]:
        runs: list[tuple[str, list[str]]] = []
        for char in text:
            name, glyph, width = self.glyph(char)
            if width < 0:
                continue
            self.used[name].setdefault(glyph, char)
            if runs and runs[-1][0] == name:
                runs[-1][1].append(f"{glyph:04X}")
            else:
                runs.append((name, [f"{glyph:04X}"]))
        return tuple((name, "".join(codes)) for name, codes in runs)
