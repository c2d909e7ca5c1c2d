"""What is done to a whole table in the editor: rows and columns more or less, and cells that are pasted into it.

Each is one change of the text, so one step back.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QTextEdit

from desktop.editor import cells
from desktop.editor.composition import code_points, commit_composition, utf16_units
from desktop.editor.steps import step_between
from exporters.document.marks import Kind, line_kind

SHORT: Final = 60
"""Code points of a line up to which it may be meant for a cell of its own."""
EDITS: Final = MappingProxyType(
    {
        "row_above": "Alt+Shift+Ins", "row_below": "", "row_away": "Alt+Shift+Del",
        "column_left": "", "column_right": "Alt+Ins", "column_away": "Alt+Del",
    }
)  # fmt: skip
"""What can be done, and its key; Hangul has the same for columns."""
_KEYS: Final = MappingProxyType(
    {Qt.Key.Key_Insert: ("row_above", "column_right"), Qt.Key.Key_Delete: ("row_away", "column_away")}
)
"""With Shift, without it."""


def edit_key(editor: QTextEdit, event: QKeyEvent) -> bool:
    """Whether event was a key of EDITS and the caret in a table; then it is done."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    shifted = held == Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    found = _KEYS.get(Qt.Key(event.key()))
    if found is None or not (shifted or held == Qt.KeyboardModifier.AltModifier):
        return False
    if not cells.is_row(editor.textCursor().block().text()):
        return False
    edit_table(editor, found[0 if shifted else 1])
    return True


def edit_table(editor: QTextEdit, what: str) -> None:
    """Do one of EDITS to the table that the caret is in; where nothing of it is left, an empty line is."""
    commit_composition(editor)
    top, rows, row, cell = _place(editor)
    head = len(rows) > 1 and cells.is_rule(rows[1])
    if what == "row_away":
        made, row = _without_row(rows, row, head=head)
    elif what in ("row_above", "row_below"):
        row = max(row + (what == "row_below"), 2 if head else 0)
        made = [*rows[:row], cells.new_row(rows[0]), *rows[row:]]
    elif what == "column_away":
        made = cells.without_column(rows, cell)
        made = made if any(cells.texts(each) for each in made) else []
    else:
        cell += what == "column_right"
        made = cells.with_column(rows, cell)
    become(editor, top, rows, made)
    if made:
        _into(editor, top + min(row, len(made) - 1), cell)


def paste_into_cells(editor: QTextEdit, text: str) -> bool:
    """Put pasted text where the caret is in a table: a table cell by cell, several short lines down empty cells.

    Other text goes into the one cell. False: it holds more than a table, and does not belong into cells.
    """
    every = [line for line in text.split("\n") if line.strip()]
    tables = [cells.is_row(line) for line in every]
    top, rows, row, cell = _place(editor)
    if (any(tables) and not all(tables)) or any(line_kind(line).kind is Kind.FIGURE for line in every):
        return False
    block = [cells.texts(line) for line in every if any(tables) and not cells.is_rule(line)]
    if (
        not any(tables)
        and 1 < len(every) <= _empty_below(rows, row, cell)
        and all(len(each) <= SHORT for each in every)
    ):
        block = [[cells.escaped(line)] for line in every]
    if len(block) < 2 and sum(map(len, block)) < 2:
        words = block[0][0] if block and block[0] else cells.escaped(" ".join(every))
        editor.textCursor().insertText(words)
        return True
    become(editor, top, rows, cells.filled(rows, row, cell, block))
    _into(editor, top + row, cell)
    return True


def _without_row(rows: list[str], row: int, *, head: bool) -> tuple[list[str], int]:
    """rows without one, and which stands there now; the rule goes with the header."""
    if head and row < 2:
        return rows[2:], 0
    return rows[:row] + rows[row + 1 :], row


def _empty_below(rows: Sequence[str], row: int, cell: int) -> int:
    """How many cells from one on downwards are empty."""
    number = 0
    for line in rows[row:]:
        found = cells.texts(line)
        if cells.is_rule(line):
            continue
        if cell >= len(found) or found[cell]:
            break
        number += 1
    return number


def _place(editor: QTextEdit) -> tuple[int, list[str], int, int]:
    """The line that the caret's table begins in, its rows, and which of them and which cell the caret is in."""
    cursor = editor.textCursor()
    first = last = cursor.block()
    while first.previous().isValid() and cells.is_row(first.previous().text()):
        first = first.previous()
    while last.next().isValid() and cells.is_row(last.next().text()):
        last = last.next()
    top, rows, block = first.blockNumber(), [first.text()], first
    while block != last:
        block = block.next()
        rows.append(block.text())
    line = cursor.block().text()
    cell = cells.cell_at(line, code_points(line, cursor.positionInBlock()))
    return top, rows, cursor.blockNumber() - top, cell


def become(editor: QTextEdit, top: int, rows: Sequence[str], made: Sequence[str]) -> None:
    """Put made in the place of rows, changing only what differs: marks in the other words stay where they are."""
    document, cursor = editor.document(), editor.textCursor()
    cursor.beginEditBlock()
    if len(rows) == len(made):
        for number, (row, other) in enumerate(zip(rows, made, strict=True), start=top):
            _change(cursor, document.findBlockByNumber(number).position(), row, other)
    elif made:
        _change(cursor, document.findBlockByNumber(top).position(), "\n".join(rows), "\n".join(made))
    else:
        last = document.findBlockByNumber(top + len(rows) - 1)
        cursor.setPosition(document.findBlockByNumber(top).position())
        cursor.setPosition(last.position() + last.length() - 1, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
    cursor.endEditBlock()
    editor.setTextCursor(cursor)


def _change(cursor: QTextCursor, start: int, before: str, after: str) -> None:
    step = step_between(before, after)
    if step.removed or step.added:
        at = start + utf16_units(before, step.at)
        cursor.setPosition(at)
        cursor.setPosition(at + utf16_units(step.removed, len(step.removed)), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(step.added)


def _into(editor: QTextEdit, number: int, cell: int) -> None:
    """Put the caret at the end of a cell."""
    block = editor.document().findBlockByNumber(number)
    if cells.is_rule(block.text()):
        block = block.next() if cells.is_row(block.next().text()) else block.previous()
    found = cells.bounds(block.text())
    cursor = QTextCursor(block)
    cursor.setPosition(block.position() + utf16_units(block.text(), found[min(cell, len(found) - 1)][1]))
    editor.setTextCursor(cursor)
