"""Hanging indents of outline lines, kept in step with the text.

Setting a block's format under a syllable being composed is not safe: so a block gets its format after the syllable was
committed, and only when the kind of its line changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QFontMetricsF, QTextBlock, QTextBlockFormat, QTextCursor, QTextDocument, QTextFormat

from desktop.editor.highlighter import DRAWN
from exporters.document.marks import Kind, LineKind, line_kind

if TYPE_CHECKING:
    from desktop.theme import Theme

PLACES = {1: 18, 2: 40, 3: 58}
NUMBERS = {1: 0, 2: 0, 3: 18, 4: 40}
SIZE = 15
"""Of the face, px at 100 %."""
LINE = 148
"""Line height, per cent of the face's own."""
BLANK = 90
PICTURE = 150
"""Height of a figure above its line; px at 100 %."""
FURTHER = 20
"""Lines above a further paragraph among which its item is looked for."""
_KEY = QTextFormat.Property.UserProperty + 1


class BlockFormats(QObject):
    """Formats one document's blocks. frozen: leave them alone for now."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self._document, self._theme = document, theme
        self._metrics = QFontMetricsF(theme.font(SIZE))
        self._bold = QFontMetricsF(theme.font(SIZE, bold=True))
        self._large = QFontMetricsF(theme.font(18, bold=True))
        self._small = QFontMetricsF(theme.font(13))
        self._small_bold = QFontMetricsF(theme.font(13, bold=True))
        self._from, self._to = -1, -1
        self._composed = -1
        # as a position: a cursor that outlives its document breaks the program when both go
        self.frozen = False
        self.lead: Callable[[QTextBlock], float] | None = None
        """px that a line needs before its first letter."""
        document.contentsChange.connect(self._note)
        document.contentsChanged.connect(self._apply)

    def format_all(self) -> None:
        """Format every block at once, as part of loading."""
        self._from, self._to = 0, self._document.characterCount()
        self._apply()

    def _note(self, position: int, removed: int, added: int) -> None:
        if position <= self._composed:
            self._composed = max(position, self._composed + added - removed)
        if self.frozen:  # a format that was given here; kept, it would reach to wherever one writes next
            return
        self._from = position if self._from < 0 else min(self._from, position)
        self._to = max(self._to, position + added)

    def _apply(self) -> None:
        if self.frozen or (self._from < 0 and self._composed < 0):
            return
        composed, self._composed = self._composed, -1
        block, end = self._document.findBlock(self._from), self._to
        some, self._from = self._from >= 0, -1
        self._to = -1
        self.frozen = True
        made: list[tuple[int, QTextBlockFormat]] = []
        try:
            if composed >= 0 and (apart := self._document.findBlock(composed)).isValid():
                self._format(apart, made)  # what changed since may be far from it
            while some and block.isValid() and block.position() <= end:
                self._format(block, made)
                block = block.next()
                if block.isValid() and block.position() > end and _is_further(block.text()):
                    end = block.position()  # it hangs under the item above it
            if made:
                self._give(made)
        finally:
            self.frozen = False

    def _give(self, made: Iterable[tuple[int, QTextBlockFormat]]) -> None:
        cursor = QTextCursor(self._document)
        cursor.beginEditBlock()
        for position, form in made:
            cursor.setPosition(position)
            cursor.setBlockFormat(form)
        cursor.endEditBlock()

    def _format(self, block: QTextBlock, made: list[tuple[int, QTextBlockFormat]]) -> None:
        """Put a block with the format it needs into made, or remember it where a syllable is being composed in it."""
        if block.layout().preeditAreaText():
            self._composed = block.position()
        elif (wanted := self._wanted(block)).property(_KEY) != block.blockFormat().property(_KEY):
            made.append((block.position(), wanted))

    def again(self, block: QTextBlock) -> None:
        """Format a block anew: something else than its text changed."""
        self._note(block.position(), 0, 0)
        self._apply()

    def _wanted(self, block: QTextBlock) -> QTextBlockFormat:
        form = self.wanted(block.text())
        if _is_further(block.text()):
            self._hang_under_item(form, block)
        lead = self.lead(block) if self.lead is not None and block.length() > 1 else 0.0
        if lead:
            form.setTextIndent(form.textIndent() + lead)
            form.setProperty(_KEY, f"{form.property(_KEY)} +{lead:.1f}")
        return form

    def _hang_under_item(self, form: QTextBlockFormat, block: QTextBlock) -> None:
        """Let a further paragraph stand where the words of its item do."""
        above = block.previous()
        for _ in range(FURTHER):
            if not above.isValid() or not _is_further(above.text()):
                break
            above = above.previous()
        if above.isValid() and line_kind(above.text()).kind in (Kind.BULLET, Kind.NOTE, Kind.NUMBERED):
            place = self.wanted(above.text()).leftMargin()
            form.setLeftMargin(max(place, -form.textIndent()))
            form.setProperty(_KEY, f"{form.property(_KEY)} {place:.1f}")

    def wanted(self, line: str) -> QTextBlockFormat:
        """The format of a block whose text is line."""
        kind = line_kind(line)
        place, metrics = self._place(kind)
        hang = metrics.horizontalAdvance(line[: kind.mark_end]) if kind.kind is not Kind.FIGURE else 0.0
        if kind.kind in (Kind.BULLET, Kind.NOTE, Kind.NUMBERED) and kind.mark not in DRAWN:
            face = self._small_bold if kind.kind is Kind.NOTE else self._bold
            hang += face.horizontalAdvance(kind.mark) - metrics.horizontalAdvance(kind.mark)
        lead = metrics.horizontalAdvance(line[: kind.mark_start])
        form = QTextBlockFormat()
        form.setLeftMargin(max(self._theme.px(place) + hang - lead, hang))
        form.setTextIndent(-hang)
        above, below = self._room(kind)
        form.setTopMargin(self._theme.px(above))
        form.setBottomMargin(self._theme.px(below))
        form.setLineHeight(
            BLANK if kind.kind is Kind.BLANK else LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
        )
        form.setProperty(_KEY, f"{kind.kind.value} {kind.level} {line[: kind.mark_end]}")
        return form

    def _place(self, kind: LineKind) -> tuple[int, QFontMetricsF]:
        match kind.kind:
            case Kind.HEADING:
                return 0, self._large if kind.level == 1 else self._bold
            case Kind.BULLET:
                return PLACES[kind.level], self._metrics
            case Kind.NUMBERED:
                return NUMBERS[kind.level], self._metrics
            case Kind.NOTE:
                return 40, self._small
            case Kind.FIGURE | Kind.FIGURE_LINE:
                return 18, self._small
            case Kind.INDENTED:
                return 38, self._metrics
        return 0, self._metrics

    def _room(self, kind: LineKind) -> tuple[int, int]:
        if kind.kind is Kind.HEADING:
            return (16, 4) if kind.level == 1 else (14, 3)
        if kind.kind is Kind.TABLE_TITLE:
            return 10, 3
        if kind.kind is Kind.FIGURE:
            return PICTURE + 12, 6
        return (1, 2) if kind.kind is not Kind.BLANK else (0, 0)


def _is_further(line: str) -> bool:
    return line[:1] in (" ", "\t", "\u3000") and line_kind(line).kind is Kind.INDENTED


def block_key(block: QTextBlock) -> str:
    """What line the block was last formatted as."""
    return str(block.blockFormat().property(_KEY) or "")
