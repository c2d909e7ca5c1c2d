"""The documents of entries that were open, so that undo survives a visit to another entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCursor, QTextDocument, QTextOption

from desktop.editor.block_formats import SIZE, BlockFormats
from desktop.editor.composition import utf16_units
from desktop.editor.highlighter import OutlineHighlighter

if TYPE_CHECKING:
    from desktop.theme import Theme


class OutlineDocument(QTextDocument):
    """One field's text with its colours and indents. bold: the face of the whole."""

    def __init__(self, theme: Theme, *, bold: bool = False, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setDocumentMargin(2)
        self.setDefaultFont(theme.font(SIZE, bold=bold))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setDefaultTextOption(option)
        self.formats = BlockFormats(self, theme)
        self.highlighter = OutlineHighlighter(self, theme)

    def load(self, text: str) -> None:
        """Begin with text, without undo steps. Never while somebody writes in it."""
        self.formats.frozen = True
        self.setPlainText(text)
        self.formats.frozen = False
        self.formats.format_all()

    def take(self, text: str) -> None:
        """Become text by changing only what differs, as one undo step; carets elsewhere stay."""
        old = self.toPlainText()
        if old == text:
            return
        start = 0
        while start < min(len(old), len(text)) and old[start] == text[start]:
            start += 1
        end = 0
        while end < min(len(old), len(text)) - start and old[-1 - end] == text[-1 - end]:
            end += 1
        cursor = QTextCursor(self)
        cursor.setPosition(utf16_units(old, start))
        cursor.setPosition(utf16_units(old, len(old) - end), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text[start : len(text) - end])


class DocumentCache(QObject):
    """Documents by object and field. limit: how many are kept beside those in use."""

    def __init__(self, theme: Theme, parent: QObject | None = None, limit: int = 200) -> None:
        super().__init__(parent)
        self._theme = theme
        self._limit = limit
        self._documents: dict[tuple[str, str], OutlineDocument] = {}

    def document(self, object_id: str, field: str, text: str, *, bold: bool = False) -> OutlineDocument:
        """The document of a field, holding text; its undo steps of before are still there."""
        key = object_id, field
        document = self._documents.pop(key, None)
        if document is None:
            document = OutlineDocument(self._theme, bold=bold, parent=self)
            document.load(text)
        else:
            document.take(text)
        self._documents[key] = document
        return document

    def trim(self) -> None:
        """Let the oldest go. Only while none of them is in a widget."""
        while len(self._documents) > self._limit:
            self._documents.pop(next(iter(self._documents))).deleteLater()
