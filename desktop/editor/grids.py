"""Tables as grids: painted over the rows of a pipe table while the caret is elsewhere; the text stays as it is.

A grid that needs more height than its rows have gets it as room under the last of them.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QTextBlock, QTextCursor

from db.frozen import dataclass
from desktop.editor import cells
from desktop.editor.columns import Columns

if TYPE_CHECKING:
    from desktop.editor.outline_text import OutlineText
    from desktop.theme import Theme

DELAY = 120
"""ms after a change until rows get their room."""
PAD_X, PAD_Y, LEAST = 8, 4, 36
"""Inside a cell, and its least width; px at 100 %."""
SIZE = 14
KEPT = 60
WRAP = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere | Qt.AlignmentFlag.AlignLeft


@dataclass(frozen=True, slots=True)
class Grid:
    """A table laid out. rows: the words of its cells. numbers: which line of the table each row is, from 0.

    header: whether the first row is one. widths, heights: px.
    """

    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    header: bool
    widths: tuple[float, ...]
    heights: tuple[float, ...]


class Grids(QObject):
    """The grids of one editor."""

    def __init__(self, editor: OutlineText, theme: Theme) -> None:
        super().__init__(editor)
        self._editor, self._theme = editor, theme
        self._made: OrderedDict[tuple[tuple[str, ...], int], Grid] = OrderedDict()
        self._some = False
        self._columns = Columns(editor, theme)
        self.wanted: Callable[[int, int], bool] | None = None
        """Whether the table from one place to another is to be seen as text, caret or not; UTF-16 units."""
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(DELAY)
        self._later.timeout.connect(self.make_room)
        editor.document().contentsChange.connect(self._changed)
        self._later.start(0)

    def _changed(self, position: int, removed: int, added: int) -> None:
        if self._has_rows(position, position + added):
            self._later.start()

    def _has_rows(self, start: int, stop: int) -> bool:
        """Whether lines from start to stop, or beside them, are of tables: what changes far from all lets them be."""
        document = self._editor.document()
        block, last = document.findBlock(start), document.findBlock(stop)
        block, last = block.previous() if block.blockNumber() else block, last.next() if last.next().isValid() else last
        while block.isValid():
            if cells.is_row(block.text()):
                return True
            if block == last:
                break
            block = block.next()
        return False

    def resized(self) -> None:
        """The editor has another width."""
        if self._some:
            self._later.start()

    # --- where tables are ---------------------------------------------------------------------------------------

    def extent(self, block: QTextBlock) -> tuple[QTextBlock, QTextBlock]:
        """The first and last row of the table that block is a row of."""
        first = last = block
        while first.previous().isValid() and cells.is_row(first.previous().text()):
            first = first.previous()
        while last.next().isValid() and cells.is_row(last.next().text()):
            last = last.next()
        return first, last

    def is_open(self, first: QTextBlock, last: QTextBlock) -> bool:
        """Whether the caret is in the table: then its text is seen instead of a grid."""
        if self.wanted is not None and self.wanted(first.position(), last.position() + last.length()):
            return True
        cursor = self._editor.textCursor()
        if self._editor.isReadOnly() or not (self._editor.hasFocus() or cursor.hasSelection()):  # found, perhaps
            return False
        return first.position() <= cursor.position() < last.position() + last.length()

    def grid(self, first: QTextBlock, last: QTextBlock) -> Grid:
        """The table from first to last, laid out for the width that the editor has now."""
        lines, block = [], first
        while block.isValid() and block.position() <= last.position():
            lines.append(block.text())
            block = block.next()
        width = round(self._editor.viewport().width() - 4)
        key = tuple(lines), width
        if key not in self._made:
            self._made[key] = self._lay_out(lines, width)
            while len(self._made) > KEPT:
                self._made.popitem(last=False)
        self._made.move_to_end(key)
        return self._made[key]

    def _lay_out(self, lines: list[str], width: float) -> Grid:
        px = self._theme.px
        numbers = tuple(number for number, line in enumerate(lines) if number != 1 or not cells.is_rule(line))
        words = [[_shown(cell) for cell in cells.texts(lines[number])] for number in numbers]
        columns = max(len(row) for row in words)
        rows = tuple(tuple(row + [""] * (columns - len(row))) for row in words)
        header = len(numbers) < len(lines)
        faces = [QFontMetricsF(self._theme.font(SIZE, bold=header and not number)) for number in range(len(rows))]
        natural = [
            max(face.horizontalAdvance(row[column]) for face, row in zip(faces, rows, strict=True)) + 2 * px(PAD_X) + 2
            for column in range(columns)
        ]
        widths = shared([max(each, px(LEAST)) for each in natural], width, px(LEAST))
        heights = []
        for face, row in zip(faces, rows, strict=True):
            inner = [QRectF(0, 0, max(each - 2 * px(PAD_X), 1), 1e6) for each in widths]
            high = max(face.boundingRect(box, WRAP, cell).height() for box, cell in zip(inner, row, strict=True))
            heights.append(max(high, face.height()) + 2 * px(PAD_Y))
        return Grid(rows, numbers, header, tuple(widths), tuple(heights))

    # --- room ---------------------------------------------------------------------------------------------------

    def line_up(self) -> None:
        """Let the bars of the table that is written in stand below each other."""
        block = self._editor.textCursor().block()
        table = self.extent(block) if cells.is_row(block.text()) else None
        self._columns.show(table if table is not None and self.is_open(*table) else None)

    def make_room(self) -> None:
        """Give the last row of each table the room that its grid needs more than its text."""
        self.line_up()
        document = self._editor.document()
        block, self._some = document.firstBlock(), False
        cursor: QTextCursor | None = None
        while block.isValid():
            if not cells.is_row(block.text()):
                block = block.next()
                continue
            self._some = True
            first, last = self.extent(block)
            room = self._room(first, last)
            form = last.blockFormat()
            if abs(form.bottomMargin() - room) > 1 and not last.layout().preeditAreaText():
                cursor = cursor or QTextCursor(document)
                cursor.setPosition(last.position())
                form.setBottomMargin(room)
                cursor.setBlockFormat(form)
            block = last.next()

    def _room(self, first: QTextBlock, last: QTextBlock) -> float:
        layout = self._editor.document().documentLayout()
        top, bottom = layout.blockBoundingRect(first).top(), layout.blockBoundingRect(last).bottom()
        return float(self._theme.px(4) + max(0.0, sum(self.grid(first, last).heights) - (bottom - top)))

    # --- painting -----------------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, first: QTextBlock, last: QTextBlock, clip: QRectF) -> None:
        """Draw the grid over its rows."""
        theme, grid = self._theme, self.grid(first, last)
        layout = self._editor.document().documentLayout()
        top, bottom = layout.blockBoundingRect(first).top(), layout.blockBoundingRect(last).bottom()
        left, high = 1.0, max(sum(grid.heights), bottom - top)
        cursor = self._editor.textCursor()
        chosen = cursor.selectionStart() <= first.position() and cursor.selectionEnd() >= last.position()
        ground = theme.color("sel" if cursor.hasSelection() and chosen else "paper")
        painter.fillRect(QRectF(0, top - 1, self._editor.viewport().width(), high + 2), ground)
        spare = (high - sum(grid.heights)) / len(grid.heights)
        y = top
        for number, (row, height) in enumerate(zip(grid.rows, grid.heights, strict=True)):
            box = QRectF(left, y, sum(grid.widths), height + spare)
            if box.intersects(clip.adjusted(0, -2, 0, 2)):
                self._paint_row(painter, grid, row, box, head=grid.header and not number)
            y += height + spare

    def _paint_row(self, painter: QPainter, grid: Grid, row: tuple[str, ...], box: QRectF, *, head: bool) -> None:
        theme, px = self._theme, self._theme.px
        if head:
            painter.fillRect(box, theme.color("sunk"))
        painter.setFont(theme.font(SIZE, bold=head))
        x = box.left()
        for cell, width in zip(row, grid.widths, strict=True):
            painter.setPen(QPen(theme.color("line2"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            corner = QPointF(round(x) + 0.5, round(box.top()) + 0.5)
            painter.drawRect(QRectF(corner, QPointF(round(x + width) + 0.5, round(box.bottom()) + 0.5)))
            painter.setPen(theme.color("ink"))
            inner = QRectF(x + px(PAD_X), box.top(), width - 2 * px(PAD_X), box.height())
            painter.drawText(inner, WRAP | Qt.AlignmentFlag.AlignVCenter, cell)
            x += width

    def cell_at(self, point: QPointF) -> tuple[int, int] | None:
        """Line and cell of a grid that is seen at point; None where there is none."""
        block = self._editor.cursorForPosition(point.toPoint()).block()
        if not cells.is_row(block.text()):
            return None
        first, last = self.extent(block)
        if self.is_open(first, last):
            return None
        grid = self.grid(first, last)
        layout = self._editor.document().documentLayout()
        y, bottom = layout.blockBoundingRect(first).top(), layout.blockBoundingRect(last).bottom()
        spare = (max(sum(grid.heights), bottom - y) - sum(grid.heights)) / len(grid.heights)
        row = _place([height + spare for height in grid.heights], point.y() - y)
        return first.blockNumber() + grid.numbers[row], _place(grid.widths, point.x() - 1)


def shared(natural: list[float], width: float, least: float) -> list[float]:
    """Widths of columns: what each would like, or where that is too much what is left for the wide ones."""
    if sum(natural) <= width:
        return natural
    found = list(natural)
    wide = set(range(len(natural)))
    room = width
    while wide:
        part = max(room / len(wide), least)
        narrow = {column for column in wide if natural[column] <= part}
        if not narrow:
            whole = sum(natural[column] for column in wide)
            for column in wide:
                found[column] = max(least, (room * natural[column] / whole + part) / 2)
            break
        room -= sum(natural[column] for column in narrow)
        wide -= narrow
    return found


def _place(sizes: list[float] | tuple[float, ...], at: float) -> int:
    for number, size in enumerate(sizes):
        at -= size
        if at < 0:
            return number
    return len(sizes) - 1


def _shown(cell: str) -> str:
    """The words of a cell, without its marks."""
    from exporters.document.letters import plain
    from exporters.document.markup import parse_inlines

    return plain(parse_inlines(cell.replace("\\|", "|")))
