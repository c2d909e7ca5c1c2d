"""What a program that goes on running keeps between reports, so that one edit costs one chapter.

Texts that were read into blocks are kept by the text, typeset chapters by all they were made of: what is kept is never
out of date, only unused, and what was unused for a while goes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporters.document.markup import parse
from exporters.document.nodes import OutlineBlock

if TYPE_CHECKING:
    from exporters.pdf.keeping import Kept as KeptPages

_MOST = 50_000
"""Texts that are kept; a tour of 30 people and 14 days has about 6,000."""


class Kept:
    """Starts empty; may be used by one report at a time, from any thread."""

    def __init__(self) -> None:
        self._texts: dict[str, tuple[OutlineBlock, ...]] = {}
        self._pages: KeptPages | None = None

    @property
    def pages(self) -> KeptPages:
        """The typeset chapters of the PDF writer."""
        if self._pages is None:
            from exporters.pdf.keeping import Kept as KeptPages

            self._pages = KeptPages()
        return self._pages

    def blocks(self, text: str) -> tuple[OutlineBlock, ...]:
        """As parse(text); the same text gives the same blocks."""
        found = self._texts.get(text)
        if found is None:
            if len(self._texts) >= _MOST:
                self._texts.clear()
            found = self._texts[text] = parse(text)
        return found
