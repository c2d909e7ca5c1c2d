"""What the context menu offers in a table: rows and columns more or less."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from desktop.editor import cells
from desktop.editor.table_edits import EDITS, edit_table

if TYPE_CHECKING:
    from desktop.editor.outline_editor import OutlineEditor
    from resources import Sentences

PARTED = "column_left"
"""Before which a line stands."""


def offer_table(editor: OutlineEditor, say: Sentences, menu: QMenu, position: int) -> None:
    """Put what can be done to the table at a place of the text, UTF-16 units, on top of menu; elsewhere nothing."""
    block = editor.document().findBlock(position)
    if editor.isReadOnly() or not cells.is_row(block.text()):
        return
    others = menu.actions()
    before = others[0] if others else menu.addSeparator()
    for name, keys in EDITS.items():
        if name == PARTED:
            menu.insertSeparator(before)
        action = QAction(say(f"editor.table.{name}"), menu)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(partial(_edit, editor, position, name))
        menu.insertAction(before, action)
    menu.insertSeparator(before)


def _edit(editor: OutlineEditor, position: int, name: str) -> None:
    editor.place_caret(position)
    edit_table(editor, name)
    editor.setFocus()
