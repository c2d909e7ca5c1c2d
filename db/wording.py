"""Whether a text says anything: blanks do not, nor marks of the outline that stand alone."""

from __future__ import annotations

from typing import Final

WORDLESS: Final = "".join(chr(code) for code in range(0x3001) if chr(code).isspace()) + "□◇○-·▹※*▲#|"
"""Of these letters a text without words is made: blanks, and the marks that begin a line before anything is written."""


def has_words(text: str) -> bool:
    """Whether anything is written in text, as outline text or as a line."""
    return bool(text.strip(WORDLESS))
