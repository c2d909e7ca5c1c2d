"""The line over a cell of the coverage in which somebody writes why a person was absent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from desktop.dialogs.pasted_table import CellDelegate
from desktop.editor.composition import LineField

if TYPE_CHECKING:
    from desktop.theme import Theme
    from resources import Sentences

EDITOR = 240
"""Width of the line; px at 100 %."""


class CoverageDelegate(CellDelegate):
    """The line in which the reason of an absence is written; the cells are painted by the grid itself."""

    def __init__(self, theme: Theme, sentences: Sentences, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._say = theme, sentences

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        editor = super().createEditor(parent, option, index)
        hint = self._say("coverage.reason_hint")
        editor.setAccessibleName(f"{hint}: {editor.accessibleName()}")
        if isinstance(editor, LineField):
            editor.setPlaceholderText(hint)
        return editor

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The line is wider than its cell, and wholly in sight."""
        room = editor.parentWidget() or editor
        width = min(self._theme.px(EDITOR), room.width())
        height = max(editor.sizeHint().height(), option.rect.height())
        top = min(option.rect.top(), room.height() - height)
        editor.setGeometry(max(0, min(option.rect.left(), room.width() - width)), max(0, top), width, height)
