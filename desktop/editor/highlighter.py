"""Colours and weights of outline text: marks in their colour, headings larger, notes smaller.

Only layout formats, never the text: safe during composition, and no undo steps.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextBlock, QTextCharFormat, QTextDocument

from desktop.editor.cells import is_rule
from exporters.document.marks import Kind, LineKind, line_kind

if TYPE_CHECKING:
    from desktop.theme import Theme

TOO_LONG = 20_000
"""Code points in one block above which typing would wait for the colours."""

BAR = re.compile(r"(?<!\\)\|")
STRONG = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
EMPHASIS = re.compile(r"(?<![*\\\w])\*(?=[^\s*])([^*]+)(?<=[^\s*])\*(?!\*)")
CODE = re.compile(r"(?<!\\)`(?=\S)([^`]+)(?<=\S)`")
LINK = re.compile(r"(?<!\\)\[([^\[\]]+)\](?=(\((?:https?://|mailto:)[^\s()]*\)))\2")
SIGNED = ("*", "`", "](")
"""What lines hold in which signs may be hidden."""
DRAWN = frozenset("□◇○▲")
"""Marks that the editor draws itself; their letters are kept in the text, unseen."""


class OutlineHighlighter(QSyntaxHighlighter):
    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self._theme = theme
        self.inks: Callable[[QTextBlock, OutlineHighlighter], None] | None = None
        """Puts what is drawn of a difference over the colours of a line."""
        self.columns: Callable[[QTextBlock, OutlineHighlighter], None] | None = None
        """Makes room in a row of the table that is written in."""
        self._hidden = QTextCharFormat()
        colour = theme.color("paper")
        colour.setAlpha(0)
        self._hidden.setForeground(colour)
        self._bare = -1
        self._gone = QTextCharFormat(self._hidden)
        gone = theme.font(1)
        gone.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 1)  # also a long address leaves no gap
        self._gone.setFont(gone)
        self._light = QTextCharFormat()
        self._light.setForeground(theme.color("line2"))
        self._bar = self._format("edge", 15)
        self._caption = self._format("ink", 13, bold=True)
        self._small = self._format("ink2", 13)
        self._figure = QTextCharFormat(self._hidden)
        self._figure.setFont(theme.font(13))
        self._credit = self._format("ink2", 13)

    def show_signs(self, line: int) -> None:
        """Let the signs and addresses of one line be seen, while the caret is in it; -1 for none."""
        before, self._bare = self._bare, line
        for number in {before, line}:
            block = self.document().findBlockByNumber(number)
            if any(sign in block.text() for sign in SIGNED):
                self.rehighlightBlock(block)

    def bare(self, block: QTextBlock) -> bool:
        """Whether the signs of a line are seen."""
        return block.blockNumber() == self._bare

    def highlightBlock(self, text: str) -> None:
        if text and len(text) <= TOO_LONG:
            self._outline(text)
        if self.columns is not None and text[:1] == "|":
            self.columns(self.currentBlock(), self)
        if self.inks is not None:
            self.inks(self.currentBlock(), self)

    def _outline(self, text: str) -> None:
        kind = line_kind(text)
        self._body(text, kind)
        if kind.mark and kind.kind not in (Kind.FIGURE, Kind.TABLE_ROW, Kind.TABLE_TITLE):
            look = QTextCharFormat(self.format(kind.mark_start))
            look.merge(self._hidden if kind.mark in DRAWN else self._mark_of(kind))
            self.setFormat(kind.mark_start, len(kind.mark), look)
        if kind.kind not in (Kind.FIGURE, Kind.FIGURE_LINE):
            if "**" in text:
                self._strongs(text)
            self._others(text)

    def _mark_of(self, kind: LineKind) -> QTextCharFormat:
        form = QTextCharFormat()
        form.setForeground(self._theme.color("mark"))
        form.setFontWeight(QFont.Weight.Bold)
        return form

    def _body(self, text: str, kind: LineKind) -> None:
        if kind.kind is Kind.HEADING:
            level = self._format("navy", 18, bold=True) if kind.level == 1 else self._format("ink", 15, bold=True)
            self.setFormat(0, len(text), level)
        elif kind.kind is Kind.NOTE:
            self.setFormat(0, len(text), self._small)
        elif kind.kind is Kind.FIGURE_LINE:
            self.setFormat(0, len(text), self._caption)
            credit = text.find("[", kind.mark_end)
            if credit >= 0:
                self.setFormat(credit, len(text) - credit, self._credit)
        elif kind.kind is Kind.FIGURE:
            self.setFormat(0, len(text), self._figure)
        elif kind.kind is Kind.TABLE_TITLE:
            self.setFormat(0, len(text), self._small)
            self.setFormat(kind.mark_end, text.rfind(">") - kind.mark_end, self._caption)
        elif kind.kind is Kind.TABLE_ROW:
            for bar in BAR.finditer(text):
                self.setFormat(bar.start(), 1, self._bar)
            if is_rule(text):
                self.setFormat(0, len(text), self._light)

    def _strongs(self, text: str) -> None:
        sign = self._light if self.currentBlock().blockNumber() == self._bare else self._gone
        for found in STRONG.finditer(text):
            for place in (found.start(), found.end() - 2):
                self.setFormat(place, 2, sign)
            for place in range(found.start() + 2, found.end() - 2):
                look = QTextCharFormat(self.format(place))
                look.setFontWeight(QFont.Weight.Bold)
                self.setFormat(place, 1, look)

    def _others(self, text: str) -> None:
        """Emphasis, code and links as they will read."""
        if "*" in text:
            for found in EMPHASIS.finditer(text):
                self._within(found, lambda look: look.setFontItalic(True))
        if "`" in text:
            for found in CODE.finditer(text):
                self._within(found, lambda look: look.setBackground(self._theme.color("sunk")))
        if "](" in text:
            for found in LINK.finditer(text):
                self._within(found, lambda look: look.setForeground(self._theme.color("accent")))

    def _within(self, found: re.Match[str], dress: Callable[[QTextCharFormat], None]) -> None:
        """Dress the words of found, and let its signs go where the caret is elsewhere."""
        sign = self._light if self.currentBlock().blockNumber() == self._bare else self._gone
        first, end = found.span(1)
        self.setFormat(found.start(), first - found.start(), sign)
        self.setFormat(end, found.end() - end, sign)
        for place in range(first, end):
            look = QTextCharFormat(self.format(place))
            if look.font().pixelSize() != 1:
                dress(look)
                self.setFormat(place, 1, look)

    def _format(self, token: str, size: float, *, bold: bool = False) -> QTextCharFormat:
        form = QTextCharFormat()
        form.setForeground(self._theme.color(token))
        form.setFont(self._theme.font(size, bold=bold))
        return form
