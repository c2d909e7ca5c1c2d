"""The columns of the table that one writes in: its bars stand below each other, by room behind what its cells hold.

Only layout formats, as colours are: the text, undo and every place in it stay as they are. A table that is wider than
the page is left as it is typed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QFont, QFontMetricsF, QTextBlock, QTextCharFormat, QTextCursor

from desktop.editor import cells
from desktop.editor.block_formats import SIZE
from desktop.editor.composition import utf16_units
from desktop.editor.highlighter import BAR, STRONG

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.editor.highlighter import OutlineHighlighter
    from desktop.editor.outline_text import OutlineText
    from desktop.theme import Theme

MOST = 200
"""Rows of a table that are laid out again when one of them gets wider."""


class Columns(QObject):
    """Those of one editor. table: first and last row of the open one."""

    def __init__(self, editor: OutlineText, theme: Theme) -> None:
        super().__init__(editor)
        self._editor = editor
        self._plain, self._bold = QFontMetricsF(theme.font(SIZE)), QFontMetricsF(theme.font(SIZE, bold=True))
        self._bar, self._signs = self._plain.horizontalAdvance("|"), self._plain.horizontalAdvance("****")
        self._widths: tuple[float, ...] = ()
        self._first: QTextCursor | None = None
        self._last: QTextCursor | None = None
        editor.outline.highlighter.columns = self._dress

    def show(self, table: tuple[QTextBlock, QTextBlock] | None) -> None:
        """Let the bars of this table stand below each other, and those of no other."""
        rows = list(_blocks(*table)) if table is not None else []
        widths = self._shared([block.text() for block in rows]) if len(rows) <= MOST else ()
        first, last = (rows[0], rows[-1]) if widths else (None, None)
        here = first is not None and self._first is not None and self._first.block() == first
        same = here and self._last is not None and self._last.block() == last
        if widths == self._widths and (same or not widths):
            return
        stale = [] if here else list(self._shown())
        self._widths = widths
        self._first, self._last = (QTextCursor(block) if block is not None else None for block in (first, last))
        for block in (*stale, *(rows if widths or here else ())):
            self._editor.outline.highlighter.rehighlightBlock(block)

    def _shown(self) -> Iterator[QTextBlock]:
        if self._first is not None and self._last is not None:
            yield from _blocks(self._first.block(), self._last.block())

    def _shared(self, lines: Sequence[str]) -> tuple[float, ...]:
        """How wide each column is, px; none where they do not fit beside each other."""
        found: list[float] = []
        for line in lines:
            if cells.is_rule(line):
                continue
            for number, part in enumerate(_parts(line)):
                width = self._width(line[part[0] : part[1]], signs=True)
                if number == len(found):
                    found.append(width)
                found[number] = max(found[number], width)
        room = self._editor.viewport().width() - 3 * self._editor.document().documentMargin()
        return tuple(found) if sum(found) + (len(found) + 1) * self._bar <= room else ()

    def _dress(self, block: QTextBlock, highlighter: OutlineHighlighter) -> None:
        """Make room before the bars of a row."""
        if not self._widths or self._first is None or self._last is None:
            return
        if not self._first.block().position() <= block.position() <= self._last.block().position():
            return
        line, signs = block.text(), highlighter.bare(block)
        for (start, end), width in zip(_parts(line), self._widths, strict=False):
            spare = width - self._width(line[start:end], signs=signs)
            if end > start and spare > 0.4:
                place = utf16_units(line, end) - 1
                look = QTextCharFormat(highlighter.format(place))
                look.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
                look.setFontLetterSpacing(spare)
                highlighter.setFormat(place, 1, look)

    def _width(self, part: str, *, signs: bool) -> float:
        """How wide what stands between two bars is, px. signs: those of what is strong are seen."""
        strong = [found[1] for found in STRONG.finditer(part)] if "**" in part else []
        width = self._plain.horizontalAdvance(STRONG.sub("", part) if strong else part)
        return width + sum(self._bold.horizontalAdvance(each) + signs * self._signs for each in strong)


def _parts(line: str) -> list[tuple[int, int]]:
    """Where what stands between the bars of a row begins and ends; code points."""
    bars = [found.start() for found in BAR.finditer(line)]
    return [(left + 1, right) for left, right in zip(bars, bars[1:], strict=False)]


def _blocks(first: QTextBlock, last: QTextBlock) -> Iterator[QTextBlock]:
    while first.isValid():
        yield first
        if first == last:
            break
        first = first.next()
