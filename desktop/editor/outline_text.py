"""What can be done to lines of outline text in a widget: marks, levels, numbers, styles, moving, and putting text in.

Each is one step of the author's, after the syllable being composed.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QTextEdit

from desktop.editor import cells, lines
from desktop.editor.composition import code_points, commit_composition, utf16_units
from desktop.editor.documents import OutlineDocument
from exporters.document.marks import Kind, line_kind


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
        line = cursor.block().text()
        cursor.beginEditBlock()
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
        """The caret's line one up (-1) or down (+1)."""
        commit_composition(self)
        cursor = self.textCursor()
        block, column = cursor.block(), cursor.positionInBlock()
        other = block.next() if by > 0 else block.previous()
        if not other.isValid():
            return
        upper, lower = (block, other) if by > 0 else (other, block)
        text, number = f"{lower.text()}\n{upper.text()}", other.blockNumber()
        cursor.beginEditBlock()
        cursor.setPosition(upper.position())
        cursor.setPosition(lower.position() + lower.length() - 1, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text)
        cursor.endEditBlock()
        cursor.setPosition(self.document().findBlockByNumber(number).position() + column)
        self.setTextCursor(cursor)

    def set_style(self, sign: str) -> None:
        """Put sign (`*`, `**`, a backtick) round what is chosen in each line, or round the caret; or take it away."""
        commit_composition(self)
        chosen = self.textCursor()
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
        cursor = self.textCursor()
        chosen = cursor.selectedText().replace("\u2029", " ")
        cursor.insertText(f"[{chosen}](https://)")
        cursor.movePosition(QTextCursor.MoveOperation.Left)
        self.setTextCursor(cursor)

    def insert_pasted(self, text: str) -> None:
        """Put pasted text at the caret; an item takes the place of an empty one."""
        commit_composition(self)
        cursor = self.textCursor()
        line, first = cursor.block().text(), text.partition("\n")[0]
        empty = line_kind(line).mark and not line[line_kind(line).mark_end :].strip()
        block = line_kind(first).mark or "\n" in text
        if block and not cursor.hasSelection() and (empty or not line.strip()):
            cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
            begins = 0 if line_kind(first).mark else utf16_units(line, line_kind(line).mark_end)
            cursor.movePosition(QTextCursor.MoveOperation.Right, n=begins)
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        elif line_kind(first).kind is Kind.TABLE_ROW and not cursor.hasSelection() and line.strip():
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            text = f"\n{text}"
        cursor.insertText(text)
        self.setTextCursor(cursor)


def _replace_line(cursor: QTextCursor, text: str) -> None:
    cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    cursor.insertText(text)
