"""Keys in a table: Tab from cell to cell, Enter for a new row; an empty row ends the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextCursor

from desktop.editor import cells
from desktop.editor.composition import code_points, commit_composition, utf16_units

if TYPE_CHECKING:
    from desktop.editor.outline_text import OutlineText

TABS = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}


def table_key(editor: OutlineText, event: QKeyEvent) -> bool:
    """Whether event was a key of the table that the caret is in; then it is done."""
    if not cells.is_row(editor.textCursor().block().text()):
        return False
    key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    shifted = held == Qt.KeyboardModifier.ShiftModifier
    if key in TABS and (not held or shifted):
        commit_composition(editor)
        step(editor, -1 if shifted else TABS[Qt.Key(key)])
        return True
    if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (not held or shifted):
        commit_composition(editor)
        add_row(editor)
        return True
    return False


def step(editor: OutlineText, by: int) -> None:
    """The caret to the next cell or the one before, what it holds chosen; behind the last cell a new row."""
    cursor = editor.textCursor()
    lines, row = _lines(editor), cursor.blockNumber()
    cell = cells.cell_at(lines[row], code_points(lines[row], cursor.positionInBlock()))
    found = cells.beside(lines, row, cell, by)
    if found is not None:
        choose(editor, *found)
    elif by > 0:
        cursor.setPosition(editor.document().findBlockByNumber(cells.extent(lines, row)[1]).position())
        editor.setTextCursor(cursor)
        add_row(editor)


def add_row(editor: OutlineText) -> None:
    """A row under the caret's, the caret in its first cell; an empty last row becomes an empty line."""
    cursor = editor.textCursor()
    lines, row = _lines(editor), cursor.blockNumber()
    first, last = cells.extent(lines, row)
    if cells.is_empty(lines[row]) and row == last and row > first:
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText("")
        editor.setTextCursor(cursor)
        return
    if row == first and row < last and cells.is_rule(lines[row + 1]):
        row += 1
        cursor.movePosition(QTextCursor.MoveOperation.NextBlock)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    cursor.insertText("\n" + cells.new_row(lines[row]))
    choose(editor, row + 1, 0)


def choose(editor: OutlineText, row: int, cell: int) -> None:
    """Put the caret at the end of a cell, with what it holds chosen."""
    block = editor.document().findBlockByNumber(row)
    line = block.text()
    found = cells.bounds(line)
    start, end = found[min(cell, len(found) - 1)]
    cursor = QTextCursor(block)
    cursor.setPosition(block.position() + utf16_units(line, start))
    cursor.setPosition(block.position() + utf16_units(line, end), QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)


def _lines(editor: OutlineText) -> list[str]:
    return editor.toPlainText().split("\n")
