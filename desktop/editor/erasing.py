"""What Backspace, Delete and typing take away: a mark with its blank at once, cells without their table, figures whole.

Everything here is done with one change of the text, so that it is one step back.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QTextBlock, QTextCursor
from PySide6.QtWidgets import QMenu, QTextEdit

from desktop.editor import cells, lines
from desktop.editor.composition import code_points, commit_composition, utf16_units
from desktop.editor.table_edits import become
from exporters.document.marks import Kind, line_kind

_KEYS = {Qt.Key.Key_Backspace: -1, Qt.Key.Key_Delete: 1}


def erase_key(editor: QTextEdit, event: QKeyEvent) -> bool:
    """Whether event erased something that is more than a letter; then it is done."""
    by = _KEYS.get(Qt.Key(event.key()), 0)
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    by_word = held == Qt.KeyboardModifier.ControlModifier
    shifted = held == Qt.KeyboardModifier.ShiftModifier and by < 0  # Shift+Delete cuts
    if not by or (held and not by_word and not shifted):
        return False
    commit_composition(editor)
    cursor = editor.textCursor()
    if cursor.hasSelection():
        return erase_chosen(editor)
    line, at = cursor.block().text(), cursor.positionInBlock()
    if cells.is_row(line):
        return _in_cell(editor, by, by_word=by_word)
    if line_kind(line).kind is Kind.FIGURE and (at if by < 0 else at < len(line)):
        _put(editor, cursor.block().position(), _end(cursor.block()))
        return True
    mark = utf16_units(line, lines.lead(line))
    if mark and (0 < at <= mark if by < 0 else at < mark):
        _put(editor, cursor.block().position(), cursor.block().position() + mark)
        return True
    if at if by < 0 else at < cursor.block().length() - 1:
        return False
    return _join(editor, cursor.block().previous() if by < 0 else cursor.block(), by)


def erase_chosen(editor: QTextEdit) -> bool:
    """Whether what is chosen reached into a mark, a table or a figure; then it is gone, and they are whole."""
    cursor = editor.textCursor()
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    first, last = editor.document().findBlock(start), editor.document().findBlock(end)
    if cells.is_row(first.text()) and cells.is_row(last.text()) and _rows_between(first, last):
        return _in_rows(editor, first, last)
    begin, stop = _begin(first, start, last), _stop(first, start, last, end)
    if (begin, stop) == (start, end):
        return False
    _put(editor, begin, max(begin, stop))
    return True


def with_own_erasing(menu: QMenu, editor: QTextEdit) -> None:
    """Let what Qt's menu cuts and deletes leave tables and figures whole."""

    def delete() -> None:
        if not erase_chosen(editor):
            editor.textCursor().removeSelectedText()

    for name, do in (("edit-cut", editor.cut), ("edit-delete", delete)):
        action = menu.findChild(QAction, name)
        if action is not None:
            action.triggered.disconnect()
            action.triggered.connect(do)


def within_cell(editor: QTextEdit) -> bool:
    """Whether what is chosen are words of one cell of a row."""
    cursor = editor.textCursor()
    block = editor.document().findBlock(cursor.selectionStart())
    if not cells.is_row(block.text()) or cells.is_rule(block.text()):
        return False
    low, high = _cell(block, cursor.selectionStart() - block.position())
    return low <= cursor.selectionStart() - block.position() and cursor.selectionEnd() - block.position() <= high


def make_room(editor: QTextEdit) -> None:
    """Before something is put in: what is chosen goes, and the caret stands where words may stand."""
    cursor = editor.textCursor()
    if cursor.hasSelection() and not erase_chosen(editor):
        if not _is_whole(editor.document().findBlock(cursor.selectionEnd()).text()):
            return
        cursor.removeSelectedText()
    cursor = editor.textCursor()
    block, line = cursor.block(), cursor.block().text()
    if cells.is_row(line):
        _stand_in_cell(editor)
    elif line_kind(line).kind is Kind.FIGURE:
        above = cursor.atBlockStart()
        cursor.setPosition(block.position() if above else _end(block))
        cursor.insertText("\n")
        if above:
            cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
        editor.setTextCursor(cursor)


def _stand_in_cell(editor: QTextEdit) -> None:
    """The caret in a row to where the words of its cell are; from the rule under a header to the row beside it."""
    cursor = editor.textCursor()
    block, at = cursor.block(), cursor.positionInBlock()
    if cells.is_rule(block.text()) and (_in_table(block.previous()) or _in_table(block.next())):
        cell = cells.cell_at(block.text(), code_points(block.text(), at))
        block = block.next() if _in_table(block.next()) else block.previous()
        found = cells.bounds(block.text())
        at = _units(block.text(), *found[min(cell, len(found) - 1)])[1]
    start, end = _cell(block, at)
    place = block.position() + min(max(at, start), end)
    if place != cursor.position():
        cursor.setPosition(place)
        editor.setTextCursor(cursor)


def to_text(editor: QTextEdit, event: QKeyEvent) -> bool:
    """Whether event took the caret to where the words of a line or a cell begin or end, instead of the whole line."""
    key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if key not in (Qt.Key.Key_Home, Qt.Key.Key_End) or held not in (
        Qt.KeyboardModifier.NoModifier,
        Qt.KeyboardModifier.ShiftModifier,
    ):
        return False
    commit_composition(editor)
    cursor = editor.textCursor()
    block, at = cursor.block(), cursor.positionInBlock()
    if cells.is_row(block.text()):
        place = _cell(block, at)[0 if key == Qt.Key.Key_Home else 1]
    else:
        first = block.layout().lineForTextPosition(at)
        place = utf16_units(block.text(), lines.lead(block.text()))
        if key == Qt.Key.Key_End or not place or not first.isValid() or first.lineNumber():
            return False
    if place == at:
        return False
    mode = QTextCursor.MoveMode.KeepAnchor if held else QTextCursor.MoveMode.MoveAnchor
    cursor.setPosition(block.position() + place, mode)
    editor.setTextCursor(cursor)
    return True


def round_figure(editor: QTextEdit, before: int) -> None:
    """Let the caret stand before or behind a figure's line, never in its unseen letters. before: where it was."""
    cursor = editor.textCursor()
    block, at = cursor.block(), cursor.positionInBlock()
    if cursor.hasSelection() or not 0 < at < block.length() - 1 or line_kind(block.text()).kind is not Kind.FIGURE:
        return
    cursor.setPosition(block.position() if before == _end(block) else _end(block))
    editor.setTextCursor(cursor)


# --- one place -----------------------------------------------------------------------------------------------------


def _in_cell(editor: QTextEdit, by: int, *, by_word: bool) -> bool:
    """Erase in a cell; its bars stay."""
    cursor = editor.textCursor()
    block, at = cursor.block(), cursor.positionInBlock()
    start, end = _cell(block, at)
    if cells.is_rule(block.text()):
        return True
    at = min(at, end) if by < 0 else max(at, start)
    if at <= start if by < 0 else at >= end:
        return True
    cursor.setPosition(block.position() + at)
    forward = QTextCursor.MoveOperation.NextWord if by_word else QTextCursor.MoveOperation.NextCharacter
    back = QTextCursor.MoveOperation.PreviousWord if by_word else QTextCursor.MoveOperation.PreviousCharacter
    cursor.movePosition(back if by < 0 else forward, QTextCursor.MoveMode.KeepAnchor)
    place = min(max(cursor.position(), block.position() + start), block.position() + end)
    cursor.setPosition(place, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    editor.setTextCursor(cursor)
    return True


def _join(editor: QTextEdit, upper: QTextBlock, by: int) -> bool:
    """Put the line behind upper at its end, without a mark; beside a figure or a table the caret only goes on."""
    lower = upper.next()
    if not upper.isValid() or not lower.isValid() or not upper.text().strip() or not lower.text().strip():
        return False
    if _is_whole(upper.text()) or _is_whole(lower.text()):
        cursor = editor.textCursor()
        cursor.setPosition(_end(upper) if by < 0 else lower.position())
        editor.setTextCursor(cursor)
        return True
    mark = utf16_units(lower.text(), lines.lead(lower.text()))
    if not mark:
        return False
    _put(editor, _end(upper), lower.position() + mark)
    return True


def _is_whole(line: str) -> bool:
    """Whether line means nothing any more where other words stand in it."""
    return cells.is_row(line) or line_kind(line).kind is Kind.FIGURE


# --- what is chosen ------------------------------------------------------------------------------------------------


def _begin(first: QTextBlock, start: int, last: QTextBlock) -> int:
    """Where what goes begins."""
    if not _is_whole(first.text()) or (first == last and cells.is_row(first.text())):
        return start
    if start == _end(first):
        return start + (first != last)
    return first.position()


def _stop(first: QTextBlock, start: int, last: QTextBlock, end: int) -> int:
    """Where what goes ends."""
    within = end - last.position()
    if first == last:
        return _end(last) if line_kind(last.text()).kind is Kind.FIGURE and start != _end(last) else end
    behind_words = start > first.position() and not _is_whole(first.text())
    if not _is_whole(last.text()):
        mark = utf16_units(last.text(), lines.lead(last.text()))
        return last.position() + mark if behind_words and within < mark else end
    if not within:
        return end - behind_words
    stop = last
    if cells.is_row(last.text()) and not _in_table(last.previous()) and cells.is_rule(last.next().text()):
        stop = last.next()
    return _end(stop) + (not behind_words and stop.next().isValid())


def _in_rows(editor: QTextEdit, first: QTextBlock, last: QTextBlock) -> bool:
    """Erase what is chosen in rows of one table: whole rows, or what stands in the cells."""
    cursor = editor.textCursor()
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    if start == first.position() and end in (_end(last), last.position()) and end > start:
        return _whole_rows(editor, first, last if end == _end(last) else last.previous())
    if within_cell(editor):
        return False
    rows: list[str] = []
    made, block = [], first
    while True:
        line, at = block.text(), block.position()
        rows.append(line)
        if not cells.is_rule(line):
            spans = [_units(line, *each) for each in cells.bounds(line)]
            for low, high in reversed(spans):
                low, high = max(low, start - at), min(high, end - at)
                if low < high:
                    line = _cut(line, low, high)
        made.append(line)
        if block == last:
            break
        block = block.next()
    row, cell = first.blockNumber(), cells.cell_at(first.text(), code_points(first.text(), start - first.position()))
    become(editor, row, rows, made)
    cursor = editor.textCursor()
    block = editor.document().findBlockByNumber(row)
    place = _units(block.text(), *cells.bounds(block.text())[cell])
    cursor.setPosition(block.position() + min(max(start - block.position(), place[0]), place[1]))
    editor.setTextCursor(cursor)
    return True


def _whole_rows(editor: QTextEdit, first: QTextBlock, last: QTextBlock) -> bool:
    """Take rows away, and the rule with the header; of a whole table an empty line is left."""
    if not _in_table(first.previous()) and last.next().isValid() and cells.is_rule(last.next().text()):
        last = last.next()
    above, below = _in_table(first.previous()), _in_table(last.next())
    start, end = first.position(), _end(last)
    if below:
        end += 1
    elif above:
        start -= 1
    _put(editor, start, end)
    return True


def _rows_between(first: QTextBlock, last: QTextBlock) -> bool:
    while first != last and _in_table(first):
        first = first.next()
    return first == last


def _in_table(block: QTextBlock) -> bool:
    return block.isValid() and cells.is_row(block.text())


# --- places --------------------------------------------------------------------------------------------------------


def _cell(block: QTextBlock, at: int) -> tuple[int, int]:
    """Where the words of the cell at a place of a row begin and end, in UTF-16 units."""
    line = block.text()
    found = cells.bounds(line)
    if not found:  # a row of one bar
        return at, at
    return _units(line, *found[cells.cell_at(line, code_points(line, at))])


def _units(line: str, start: int, end: int) -> tuple[int, int]:
    return utf16_units(line, start), utf16_units(line, end)


def _cut(line: str, low: int, high: int) -> str:
    """line without what is from low to high, in UTF-16 units."""
    return line[: code_points(line, low)] + line[code_points(line, high) :]


def _end(block: QTextBlock) -> int:
    return block.position() + block.length() - 1


def _put(editor: QTextEdit, start: int, end: int) -> None:
    cursor = editor.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    editor.setTextCursor(cursor)
