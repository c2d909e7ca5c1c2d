"""What a program that goes on running keeps between reports, so that one edit costs one chapter.

Texts that were read into blocks are kept by the text, and what writers keep in an object of theirs. It is never out of
date, only unused.
"""

from __future__ import annotations

from typing import Any, TypeVar

from exporters.document.markup import parse
from exporters.document.nodes import OutlineBlock

_T = TypeVar("_T")
_MOST = 50_000
"""Texts that are kept; a tour of 30 people and 14 days has about 6,000."""


class KeptReports:
    """Starts empty; may be used by one report at a time, from any thread."""

    def __init__(self) -> None:
        self._texts: dict[str, tuple[OutlineBlock, ...]] = {}
        self._of_writers: dict[type[Any], Any] = {}

    def of(self, kind: type[_T]) -> _T:
        """As Keeping.of."""
        found: _T | None = self._of_writers.get(kind)
        if found is None:
            found = self._of_writers[kind] = kind()
        return found

    def blocks(self, text: str) -> tuple[OutlineBlock, ...]:
        """As parse(text); the same text gives the same blocks."""
        found = self._texts.get(text)
        if found is None:
            if len(self._texts) >= _MOST:
                self._texts.clear()
            found = self._texts[text] = parse(text)
        return found
