"""A finished file's outline, and what is looked for on its pages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """A line of the file's outline. level: 0 a chapter, 1 a section. page: from 0. top: points from the page's top."""

    level: int
    title: str
    page: int
    top: float


@dataclass(frozen=True, slots=True)
class Sought:
    """Pages from 0, the last of which may be the file's; letters: as `letters_of` gives them, or nothing for any."""

    first: int
    last: int | None
    letters: str = ""


def letters_of(text: str) -> str:
    """Letters and digits only: lines are broken, marks are printed as signs, blanks are justified."""
    return "".join(char for char in text if char.isalnum()).casefold()
