"""Ranges of a text that comments are about: live while somebody writes, painted under the words."""

from __future__ import annotations

import dataclasses
from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QTextBlock, QTextCursor

from db.frozen import dataclass
from desktop.editor.composition import points_in, units_in, utf16_units

if TYPE_CHECKING:
    from desktop.editor.outline_editor import OutlineEditor
    from desktop.theme import Theme

NEW = "~"
"""Name of the range that is being commented on."""
EDGE = 2
"""Thickness of the line under a range; px at 100 %."""

ROOM = 4_000
"""UTF-16 units by which a range may grow by what is typed in it, until all are marked anew."""


@dataclass(frozen=True, slots=True)
class Range:
    """start, end: code points of the text. unsure: somebody should look whether it is still the right place.

    quiet: painted only while it is the active one; what it is about is drawn by others.
    """

    name: str
    start: int
    end: int
    unsure: bool = False
    quiet: bool = False


@dataclasses.dataclass(slots=True)
class _Mark:
    name: str
    cursor: QTextCursor
    unsure: bool
    quiet: bool


class CommentMarks:
    """Those of one editor. active: the name of the one that is painted stronger."""

    def __init__(self, editor: OutlineEditor, theme: Theme) -> None:
        self._editor, self._theme = editor, theme
        self._marks: list[_Mark] = []
        self._by_name: dict[str, _Mark] = {}
        self._longest = 0
        self.active = ""
        editor.under.append(self._paint)

    @property
    def names(self) -> list[str]:
        """In the order of the text."""
        return [mark.name for mark in self._marks]

    def show(self, ranges: Sequence[Range]) -> None:
        """Mark these and no others. They go with the text from now on: what is typed at an edge stays outside."""
        document = self._editor.document()
        units, last = units_in(self._editor.toPlainText()), document.characterCount() - 1
        self._marks = []
        for each in sorted(ranges, key=lambda one: (one.start, one.end, one.name)):
            cursor = QTextCursor(document)
            cursor.setPosition(min(units(each.start), last))
            cursor.setPosition(min(units(each.end), last), QTextCursor.MoveMode.KeepAnchor)
            cursor.setKeepPositionOnInsert(True)
            self._marks.append(_Mark(each.name, cursor, each.unsure, each.quiet))
        self._by_name = {mark.name: mark for mark in self._marks}
        lengths = (mark.cursor.selectionEnd() - mark.cursor.selectionStart() for mark in self._marks)
        self._longest = max(lengths, default=0) + ROOM
        self._editor.viewport().update()

    def activate(self, name: str) -> None:
        """Paint one stronger than the others; a name that is not here, none."""
        if name != self.active:
            self.active = name
            self._editor.viewport().update()

    @property
    def collapsed(self) -> bool:
        """Whether the words of any were deleted since."""
        return any(not mark.cursor.hasSelection() for mark in self._marks)

    def span(self, name: str) -> tuple[int, int] | None:
        """Where a range is now, in code points; None where it is not here or its words are gone."""
        mark = self._by_name.get(name)
        if mark is None or not mark.cursor.hasSelection():
            return None
        points = points_in(self._editor.toPlainText())
        return points(mark.cursor.selectionStart()), points(mark.cursor.selectionEnd())

    def ranges(self) -> list[tuple[str, tuple[int, int], bool]]:
        """Name, place in code points and whether that is unsure, of all whose words are there."""
        points = points_in(self._editor.toPlainText())
        return [
            (mark.name, (points(mark.cursor.selectionStart()), points(mark.cursor.selectionEnd())), mark.unsure)
            for mark in self._marks
            if mark.cursor.hasSelection()
        ]

    def place(self, name: str) -> int | None:
        """Where a range begins, in UTF-16 units."""
        mark = self._by_name.get(name)
        return mark.cursor.selectionStart() if mark is not None else None

    def at(self, position: int) -> str:
        """The name of the shortest range around a place, UTF-16 units; empty where there is none."""
        found = [
            mark
            for mark in self._marks[self._first(position - self._longest) : self._first(position + 1)]
            if mark.cursor.selectionEnd() >= position and mark.cursor.hasSelection()
        ]
        if any(mark.name == self.active for mark in found):
            return self.active
        length = [mark.cursor.selectionEnd() - mark.cursor.selectionStart() for mark in found]
        return found[length.index(min(length))].name if found else ""

    def near(self, top: int, bottom: int) -> list[str]:
        """The names of those that begin between two heights, px in the editor, in the order of the text."""
        first = self._editor.cursorForPosition(QPoint(0, max(0, top))).block().position()
        last = self._editor.cursorForPosition(QPoint(self._editor.width(), max(0, bottom))).position()
        return [mark.name for mark in self._marks[self._first(first) : self._first(last + 1)]]

    def _first(self, position: int) -> int:
        """The number of the first that begins at a place or behind it; typing never changes their order."""
        return bisect_left(self._marks, position, key=lambda mark: mark.cursor.selectionStart())

    def top(self, name: str) -> float | None:
        """Where the line begins that a range begins in, px in the editor."""
        place = self.place(name)
        if place is None:
            return None
        document = self._editor.document()
        block = document.findBlock(place)
        line = block.layout().lineForTextPosition(place - block.position())
        top = document.documentLayout().blockBoundingRect(block).top()
        return top + (line.y() if line.isValid() else 0.0)

    def _paint(self, clip: QRect, first: QTextBlock, last: QTextBlock) -> None:
        if not self._marks:
            return
        painter = QPainter(self._editor.viewport())
        painter.setClipRect(clip)
        begin, end = first.position(), last.position() + last.length()
        strong: list[_Mark] = []
        for mark in self._marks[self._first(begin - self._longest) : self._first(end + 1)]:
            if mark.cursor.selectionEnd() < begin or not mark.cursor.hasSelection():
                continue
            if mark.name == self.active:
                strong.append(mark)
            elif not mark.quiet:
                self._paint_one(painter, mark, first, last, strong=False)
        for mark in strong:
            self._paint_one(painter, mark, first, last, strong=True)
        painter.end()

    def _paint_one(self, painter: QPainter, mark: _Mark, first: QTextBlock, last: QTextBlock, *, strong: bool) -> None:
        start, end = mark.cursor.selectionStart(), mark.cursor.selectionEnd()
        document = self._editor.document()
        block = document.findBlock(max(start, first.position()))
        while block.isValid() and block.position() < end and block.blockNumber() <= last.blockNumber():
            for box in boxes(block, start - block.position(), end - block.position()):
                self._paint_box(painter, box, mark.unsure, strong=strong)
            block = block.next()

    def _paint_box(self, painter: QPainter, box: QRectF, unsure: bool, *, strong: bool) -> None:
        theme = self._theme
        edge = max(1, theme.px(EDGE))
        if not unsure or strong:
            painter.fillRect(box, theme.color("highlight" if strong else "amber_ground"))
        pen = QPen(theme.color("highlight_line"), edge)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if unsure:
            pen.setDashPattern([3, 2])
        painter.setPen(pen)
        y = box.bottom() - edge / 2
        painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))


def shift(block: QTextBlock, place: int) -> int:
    """UTF-16 units by which a place of a line is further on while a syllable is composed in front of it."""
    composed = block.layout().preeditAreaText()
    return utf16_units(composed, len(composed)) if composed and place > block.layout().preeditAreaPosition() else 0


def boxes(block: QTextBlock, start: int, end: int) -> list[QRectF]:
    """What part of a block's lines is from start to end, UTF-16 units of the block, without blanks at line ends."""
    layout, text = block.layout(), block.text()
    start, end = start + shift(block, start), end + shift(block, end)
    units = utf16_units(text, len(text)) + shift(block, block.length())
    narrow = units == len(text)
    found: list[QRectF] = []
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        begin = max(start, line.textStart())
        stop = min(end, line.textStart() + line.textLength(), units)
        if stop == line.textStart() + line.textLength() and number + 1 < layout.lineCount() and narrow:
            while stop > begin and text[stop - 1 : stop] == " ":
                stop -= 1
        if begin < stop:
            left: Any = line.cursorToX(begin)  # a pair, whatever the type stub says
            right: Any = line.cursorToX(stop)
            origin = layout.position()
            top = origin.y() + line.y()
            height = line.ascent() + line.descent() + 2
            found.append(QRectF(origin.x() + float(left[0]), top, float(right[0]) - float(left[0]), height))
    return found
