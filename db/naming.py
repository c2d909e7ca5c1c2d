"""What an object is called: its title or name, else the first words of its text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

_TITLES: Final = ("title", "institution", "name", "heading", "caption", "question", "text")
_LONGEST: Final = 40


def title_of(value: Callable[[str], object]) -> str:
    """value: gives a field of the object by name, None or "" where it has none. May be empty."""
    texts = (str(value(field) or "").strip() for field in _TITLES)
    return " ".join(next(filter(None, texts), "").split())[:_LONGEST]
