"""The pieces of a long text in one document: what changed is made anew, the rest by and by, what stands stays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument

if TYPE_CHECKING:
    from exporters.html.preview import Piece

_FIRST = "<p>x</p>"
"""A paragraph that is taken away again: Qt lets the first one lose its shape where HTML is put into a document."""
_KEEP = QTextCursor.MoveMode.KeepAnchor


class Pieces:
    """page: a piece as an HTML page. All blocks of document are of the pieces, in their order."""

    def __init__(self, document: QTextDocument, page: Callable[[Piece], str]) -> None:
        self._document, self._page = document, page
        self.all: tuple[Piece, ...] = ()
        self._blocks: list[int] = []

    def clear(self) -> None:
        """Forget all of them."""
        self._document.clear()
        self.all, self._blocks = (), []

    def take(self, pieces: Sequence[Piece], fresh: Callable[[Piece], bool] = lambda piece: False) -> None:
        """These are wanted from now on; those that are alike stay where they stand. fresh: which are made anew."""
        old, new = self.all, tuple(pieces)
        shorter = min(len(old), len(new))
        top = next((at for at in range(shorter) if not old[at].alike(new[at])), shorter)
        bottom = next((at for at in range(shorter - top) if not old[-1 - at].alike(new[-1 - at])), shorter - top)
        for index in reversed(range(len(old))):
            if top <= index < len(old) - bottom or fresh(old[index]):
                self._remove(index)
        self._blocks[top : len(old) - bottom] = [0] * (len(new) - top - bottom)
        self.all = new

    def at(self, position: int) -> int:
        """The number of the piece that position (code points) is in."""
        return next((number for number, piece in enumerate(self.all) if position <= piece.end), len(self.all) - 1)

    def waiting(self, near: int) -> int | None:
        """The piece nearest to one that is not in the document yet."""
        numbers = (number for number, blocks in enumerate(self._blocks) if not blocks)
        return min(numbers, key=lambda number: abs(number - near), default=None)

    def make(self, index: int) -> None:
        """Put a piece into the document, if it is not there."""
        if self._blocks[index]:
            return
        self._lay_out()
        document, before = self._document, sum(self._blocks)
        html = self._page(self.all[index])
        first = "" if "<body>\n<table" in html else _FIRST
        cursor = QTextCursor(document)
        at = sum(self._blocks[:index])
        if at < before:
            cursor = self._edit_at(at)
            cursor.insertBlock()
            cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
            cursor.setBlockFormat(QTextBlockFormat())
            cursor.setCharFormat(QTextCharFormat())
        elif before:
            cursor.movePosition(QTextCursor.MoveOperation.End)
            cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
        place = cursor.position()
        cursor.insertHtml(html.replace("<body>", f"<body>{first}", 1))
        blocks = document.blockCount() - before
        if first:
            cursor.setPosition(place)
            further = QTextCursor.MoveOperation.NextBlock if blocks > 1 else QTextCursor.MoveOperation.EndOfBlock
            cursor.movePosition(further, _KEEP)
            cursor.removeSelectedText()
        self._blocks[index] = document.blockCount() - before
        last = document.findBlockByNumber(at + self._blocks[index] - 1)
        if not last.text():  # Qt puts one behind a table, in the shape of whatever comes next
            QTextCursor(last).setBlockFormat(QTextBlockFormat())

    def bounds(self, index: int) -> tuple[float, float]:
        """Top and bottom of a piece that is in the document; px."""
        self._lay_out()
        first = sum(self._blocks[:index])
        layout, find = self._document.documentLayout(), self._document.findBlockByNumber
        top = layout.blockBoundingRect(find(first)).top()
        return top, layout.blockBoundingRect(find(first + self._blocks[index] - 1)).bottom()

    def _lay_out(self) -> None:
        """Let nothing wait to be laid out: Qt forgets what waits when something is put in above it."""
        self._document.documentLayout().frameBoundingRect(self._document.rootFrame())

    def _edit_at(self, block: int) -> QTextCursor:
        return QTextCursor(self._document.findBlockByNumber(block))

    def _remove(self, index: int) -> None:
        first, blocks = sum(self._blocks[:index]), self._blocks[index]
        self._blocks[index] = 0
        if not blocks:
            return
        self._lay_out()
        if not any(self._blocks):
            self._document.clear()
            return
        cursor, behind = self._edit_at(first), self._document.findBlockByNumber(first + blocks)
        if behind.isValid():
            cursor.setPosition(behind.position(), _KEEP)
        else:
            cursor.movePosition(QTextCursor.MoveOperation.PreviousCharacter)
            shape = cursor.blockFormat()
            cursor.movePosition(QTextCursor.MoveOperation.End, _KEEP)
            cursor.removeSelectedText()
            cursor.setBlockFormat(shape)  # an empty one would take that of what went
            return
        cursor.removeSelectedText()
