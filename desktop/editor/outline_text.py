"""What can be done to lines of outline text in a widget: marks, levels, numbers, styles, moving, and putting text in.

Each is one step of the author's, after the syllable being composed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtGui import QTextBlock, QTextCursor
from PySide6.QtWidgets import QTextEdit

from desktop.editor import cells, lines
from desktop.editor.composition import code_points, commit_composition, utf16_units
from desktop.editor.documents import OutlineDocument
from desktop.editor.erasing import erase_chosen, make_room, within_cell
from desktop.editor.moving import exchange
from desktop.editor.table_edits import paste_into_cells
from exporters.document.marks import Kind, line_kind

WHOLE = (Kind.FIGURE, Kind.TABLE_ROW, Kind.TABLE_TITLE)
"""Lines in which no other words may stand."""


class OutlineText(QTextEdit):
    """The lines of an OutlineDocument."""

    @property
    def outline(self) -> OutlineDocument:
        document = self.document()
        assert isinstance(document, OutlineDocument)
        return document

    def new_line(self) -> None:
        """Go on in the next line: a list goes on, an empty item ends it."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        if cursor.hasSelection():
            if not erase_chosen(self):
                cursor.removeSelectedText()
            cursor.setPosition(self.textCursor().position())
        line = cursor.block().text()
        begins = lines.continuation(line)
        if begins is None:
            _replace_line(cursor, "")
        elif cursor.positionInBlock() < line_kind(line).mark_end:
            cursor.insertText("\n")
        else:
            cursor.insertText("\n" + begins)
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def blank_typed(self) -> None:
        """A mark typed in an item that had one takes its place, as a step of its own."""
        cursor = self.textCursor()
        line, at = cursor.block().text(), cursor.positionInBlock()
        away = lines.overridden(line, code_points(line, at))
        if away:
            cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
            units = utf16_units(line, away)
            cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor, units)
            cursor.removeSelectedText()

    def level(self, by: int) -> None:
        """The chosen lines one level deeper (+1) or higher (-1)."""
        self._change_lines(lambda line: lines.levelled(line, by))

    def set_mark(self, mark: str) -> None:
        """Give the chosen lines mark, or take it away where they have it; numbers count up."""
        self._change_lines(lambda line: lines.marked(line, mark))
        if line_kind(f"{mark} ").kind is Kind.NUMBERED and self.textCursor().hasSelection():
            self.renumber()

    def renumber(self) -> None:
        """Count the numbered items round the caret anew, from the first of them."""
        commit_composition(self)
        every, cursor = self.toPlainText().split("\n"), self.textCursor()
        changed = lines.renumbered(every, self.document().findBlock(cursor.selectionStart()).blockNumber())
        if changed:
            self.outline.put("\n".join(changed.get(number, line) for number, line in enumerate(every)))

    def _change_lines(self, change: Callable[[str], str]) -> None:
        commit_composition(self)
        cursor = self.textCursor()
        first = self.document().findBlock(cursor.selectionStart())
        last = self.document().findBlock(cursor.selectionEnd())
        inside = cursor.block().length() - 1 - cursor.positionInBlock()
        working = QTextCursor(first)
        working.beginEditBlock()
        numbers = range(first.blockNumber(), last.blockNumber() + 1)
        for number in numbers:
            block = self.document().findBlockByNumber(number)
            changed = change(block.text())
            if changed != block.text():
                working.setPosition(block.position())
                _replace_line(working, changed)
        working.endEditBlock()
        if len(numbers) == 1:
            block = self.document().findBlockByNumber(numbers[0])
            cursor = QTextCursor(block)
            cursor.setPosition(block.position() + max(0, block.length() - 1 - inside))
            self.setTextCursor(cursor)

    def move_line(self, by: int) -> None:
        """The chosen lines, or the caret's, one up (-1) or down (+1); tables are moved and passed whole."""
        commit_composition(self)
        cursor, document = self.textCursor(), self.document()
        first = document.findBlock(cursor.selectionStart()).blockNumber()
        end = document.findBlock(cursor.selectionEnd())
        last = end.blockNumber() - (cursor.hasSelection() and cursor.selectionEnd() == end.position())
        found = exchange(self.toPlainText().split("\n"), first, max(first, last), by)
        if found is None:
            return
        shift = by * (found[1][1] - found[1][0] + 1)
        places = [_place_of(document.findBlock(each), each) for each in (cursor.anchor(), cursor.position())]
        (first, last), (low, high) = found
        passed = "\n".join(document.findBlockByNumber(number).text() for number in range(low, high + 1))
        begin = document.findBlockByNumber(min(first, low)).position()
        cursor.beginEditBlock()  # what is passed goes to the other side: marks in what is moved stay in it
        if by > 0:
            cursor.setPosition(_end(document.findBlockByNumber(last)))
            cursor.setPosition(_end(document.findBlockByNumber(high)), QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
            cursor.setPosition(begin)
            cursor.insertText(f"{passed}\n")
        else:
            cursor.setPosition(begin)
            cursor.setPosition(document.findBlockByNumber(first).position(), QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
            cursor.setPosition(_end(document.findBlockByNumber(last + shift)))
            cursor.insertText(f"\n{passed}")
        cursor.endEditBlock()
        for (number, column), mode in zip(places, QTextCursor.MoveMode, strict=True):
            block = document.findBlockByNumber(number + shift)
            place = block.position() + column if block.isValid() else document.characterCount() - 1
            cursor.setPosition(place, mode)
        self.setTextCursor(cursor)

    def set_style(self, sign: str) -> None:
        """Put sign (`*`, `**`, a backtick) round what is chosen in each line, or round the caret; or take it away."""
        commit_composition(self)
        if not self.textCursor().hasSelection():
            make_room(self)
        chosen = self.textCursor()
        if any(line_kind(each.text()).kind is Kind.FIGURE for each in _chosen(self)) or _crosses_cells(self):
            return
        first = self.document().findBlock(chosen.selectionStart())
        last = self.document().findBlock(chosen.selectionEnd())
        cursor, block = QTextCursor(first), last
        cursor.beginEditBlock()
        while True:
            line, at = block.text(), block.position()
            start = code_points(line, max(0, chosen.selectionStart() - at))
            end = code_points(line, max(0, chosen.selectionEnd() - at)) if block == last else len(line)
            if first != last:
                start = min(max(start, line_kind(line).mark_end), end)
            if first == last or line[start:end].strip():
                changed, start, end = lines.styled(line, start, end, sign)
                cursor.setPosition(at)
                _replace_line(cursor, changed)
                if first == last:
                    cursor.setPosition(at + utf16_units(changed, start))
                    cursor.setPosition(at + utf16_units(changed, end), QTextCursor.MoveMode.KeepAnchor)
            if block == first:
                break
            block = block.previous()
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def insert_block(self, text: str) -> None:
        """Put lines behind the caret's line, or behind the table it is in; an empty row at its end gives way."""
        commit_composition(self)
        cursor = self.textCursor()
        if cells.is_row(cursor.block().text()):
            rows = self.toPlainText().split("\n")
            first, last = cells.extent(rows, cursor.blockNumber())
            cursor.setPosition(self.document().findBlockByNumber(last).position())
            empty = last > first and cells.is_empty(rows[last])
        else:
            empty = not cursor.block().text().strip()
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        if empty:
            cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text if empty else f"\n{text}")
        self.setTextCursor(cursor)

    def insert_link(self) -> None:
        """Make what is selected a link, the caret at its address."""
        commit_composition(self)
        if _crosses_cells(self):
            return
        if not self.textCursor().hasSelection():
            make_room(self)
        cursor = self.textCursor()
        chosen = cursor.selectedText().replace("\u2029", " ")
        cursor.insertText(f"[{chosen}](https://)")
        cursor.movePosition(QTextCursor.MoveOperation.Left)
        self.setTextCursor(cursor)

    def insert_pasted(self, text: str) -> None:
        """Put pasted text at the caret; an item takes the place of an empty one, cells go into the cells of a table."""
        commit_composition(self)
        cursor = self.textCursor()
        cursor.beginEditBlock()
        if cursor.hasSelection() and not erase_chosen(self):
            cursor.removeSelectedText()
        make_room(self)
        if not cells.is_row(self.textCursor().block().text()):
            self._paste(text)
        elif not paste_into_cells(self, text):
            self.insert_block(text)
        cursor.endEditBlock()

    def _paste(self, text: str) -> None:
        cursor = self.textCursor()
        line, column = cursor.block().text(), cursor.positionInBlock()
        at = code_points(line, column)
        every = text.split("\n")
        behind, last = line[at:], line_kind(every[-1]).kind
        kind, lead = line_kind(every[0]), lines.lead(line)
        alone = kind.kind in WHOLE or (kind.mark and (len(every) > 1 or kind.kind is not Kind.NUMBERED))
        if (kind.mark or len(every) > 1) and not line[lead:].strip():  # an empty line, or an empty item
            cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
            kept = 0 if kind.mark else utf16_units(line, line_kind(line).mark_end)
            cursor.movePosition(QTextCursor.MoveOperation.Right, n=kept)
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        elif alone and at <= lead:
            cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
            text += "\n"
        elif alone and (kind.kind in WHOLE or len(every) > 1 or not behind.strip()):
            text = f"\n{text}\n" if behind.strip() else f"\n{text}"
        elif last in WHOLE and behind.strip():
            text += "\n"
        cursor.insertText(text)
        if text.endswith("\n") and every[-1]:
            cursor.movePosition(QTextCursor.MoveOperation.Left)
        self.setTextCursor(cursor)


def _crosses_cells(editor: OutlineText) -> bool:
    """Whether what is chosen is more than words of one cell, where it is in a table."""
    cursor = editor.textCursor()
    if not cursor.hasSelection() or not any(cells.is_row(each.text()) for each in _chosen(editor)):
        return False
    return not within_cell(editor)


def _chosen(editor: OutlineText) -> Iterator[QTextBlock]:
    """The lines that are chosen, or the caret's."""
    cursor = editor.textCursor()
    block, last = (editor.document().findBlock(at) for at in (cursor.selectionStart(), cursor.selectionEnd()))
    yield block
    while block != last:
        block = block.next()
        yield block


def _place_of(block: QTextBlock, position: int) -> tuple[int, int]:
    """Number and column of a place in block."""
    return block.blockNumber(), position - block.position()


def _end(block: QTextBlock) -> int:
    return block.position() + block.length() - 1


def _replace_line(cursor: QTextCursor, text: str) -> None:
    cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    cursor.insertText(text)
