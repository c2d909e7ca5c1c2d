"""The document of one field on screen: its text with colours and indents, and the author's steps in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCursor, QTextDocument, QTextOption

from desktop.editor.block_formats import SIZE, BlockFormats
from desktop.editor.composition import utf16_units
from desktop.editor.highlighter import OutlineHighlighter
from desktop.editor.steps import Step, Steps, step_between

if TYPE_CHECKING:
    from desktop.theme import Theme


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

    def _note(self) -> None:
        if not self._taking:
            self.steps.note(self.toPlainText())
