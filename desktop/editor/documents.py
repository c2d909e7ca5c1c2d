"""The document of one field on screen: its text with colours and indents, and the author's steps in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCursor, QTextDocument, QTextOption

from desktop.editor.block_formats import SIZE, BlockFormats
from desktop.editor.composition import utf16_units
from desktop.editor.highlighter import OutlineHighlighter
from desktop.editor.steps import Step, Steps, step_between

if TYPE_CHECKING:
    from desktop.theme import Theme


_ODD = re.compile("[\u2028\u2029\ufdd0\ufdd1\ud800-\udfff\U00010000-\U0010ffff]")
"""Signs that Qt gives as line breaks, and those of two units or of half a sign."""


class OutlineDocument(QTextDocument):
    """bold: the face of the whole. steps: the author's, which are there before the document and after it.

    Qt's own undo is off: it would count indents as steps, and end with the document.
    """

    def __init__(
        self, theme: Theme, *, bold: bool = False, steps: Steps | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.setUndoRedoEnabled(False)
        self.setDocumentMargin(2)
        self.setDefaultFont(theme.font(SIZE, bold=bold))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setDefaultTextOption(option)
        self.formats = BlockFormats(self, theme)
        self.highlighter = OutlineHighlighter(self, theme)
        self.steps = steps if steps is not None else Steps()
        self._taking = False
        self._size: tuple[int, int] = (1, 1)
        self._changed: int | None = None
        self.contentsChange.connect(self._place)
        self.contentsChanged.connect(self._note)

    def load(self, text: str) -> None:
        """Begin with text. Never while somebody writes in it."""
        self._taking = self.formats.frozen = True
        self.setPlainText(text)
        self.formats.frozen = False
        self.formats.format_all()
        self._taking = False
        self.steps.take(self.toPlainText())

    def put(self, text: str) -> None:
        """Become text by changing only what differs, as the author's step; carets elsewhere stay."""
        self.carry_out(step_between(self.toPlainText(), text))

    def take(self, text: str) -> None:
        """Become text, which the author did not write: it is no step of the author's."""
        self._taking = True
        self.put(text)
        self._taking = False
        self.steps.take(self.toPlainText())

    def carry_out(self, step: Step) -> QTextCursor:
        """Change the text; answers where the change ends."""
        text = self.toPlainText()
        cursor = QTextCursor(self)
        cursor.setPosition(utf16_units(text, step.at))
        cursor.setPosition(utf16_units(text, step.at + len(step.removed)), QTextCursor.MoveMode.KeepAnchor)
        if step.removed or step.added:
            cursor.insertText(step.added)
        return cursor

    def isUndoAvailable(self) -> bool:
        return self.steps.can_undo

    def isRedoAvailable(self) -> bool:
        return self.steps.can_redo

    def _place(self, position: int, removed: int, added: int) -> None:
        block = self.findBlock(position)
        within = block.isValid() and position + added <= block.position() + block.length()
        self._changed = block.position() if within and self._changed in (None, block.position()) else -1

    def _note(self) -> None:
        """A letter of a syllable being composed changes no text, and is told all the same."""
        changed, self._changed = self._changed, None
        count, blocks = self.characterCount(), self.blockCount()
        before, self._size = self._size, (count, blocks)
        if self._taking or (before == self._size and changed not in (None, -1) and self._composing(changed)):
            return
        line = self._line(changed, before) if changed not in (None, -1) else None
        self.steps.note(self.toPlainText() if line is None else line)

    def _composing(self, place: int) -> bool:
        return bool(self.findBlock(place).layout().preeditAreaText())

    def _line(self, place: int, before: tuple[int, int]) -> str | None:
        """The text, where only the line at place is another than in the text as it was; None where that is not sure.

        In a long entry the whole costs a millisecond at every key.
        """
        old, line = self.steps.text, self.findBlock(place).text().replace("\xa0", " ")  # as toPlainText has them
        if before != (len(old) + 1, self.blockCount()) or (place and old[place - 1 : place] != "\n"):
            return None
        end = old.find("\n", place)
        text = f"{old[:place]}{line}{old[end:] if end >= 0 else ''}"
        return None if _ODD.search(line) or len(text) + 1 != self.characterCount() else text
