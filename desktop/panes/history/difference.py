"""Outline text to be read, with what was deleted and inserted marked in it: by shape first, then by colour."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from math import ceil
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QMimeData, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QTextEdit, QWidget

from db.difference import Piece
from desktop.editor.documents import OutlineDocument
from desktop.editor.highlighter import OutlineHighlighter
from desktop.editor.painting import paint_marks
from desktop.models.marked_text import Kind, MarkedLine, difference_words, folds, marked_lines
from desktop.panes.parts import button
from exporters.document.marks import figure_of

if TYPE_CHECKING:
    from desktop.editor.painting import Pictures
    from desktop.theme import Theme
    from resources import Sentences

Side = Literal["both", "inserted", "deleted"]
INKS = {"inserted": "green", "deleted": "red"}
FOLD = 26
"""Room for the line that says what is folded; px at 100 %."""


class DifferenceView(QTextEdit):
    """It grows with its text and leaves scrolling to what is around it. caret_moved: where the caret is, in the view.

    Text can be chosen and copied; of what is shown twice, what was inserted is copied.
    """

    caret_moved = Signal(QRect)

    def __init__(
        self, theme: Theme, sentences: Sentences, *, pictures: Pictures | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._sentences, self._pictures = theme, sentences, pictures
        self._lines: tuple[MarkedLine, ...] = ()
        self._numbers: list[int] = []  # of the lines that are shown, by block
        self._bold = False
        self._folds: dict[QPushButton, range] = {}
        self._document: _Document | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.setProperty("look", "outline")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.cursorPositionChanged.connect(lambda: self.caret_moved.emit(self.cursorRect()))
        self.show_text("")

    def show_pieces(
        self, pieces: Sequence[Piece], side: Side = "both", *, fold: bool = True, bold: bool = False
    ) -> None:
        """Show a difference. side: both, or only one text with what it alone has. fold: hide long unchanged parts."""
        shown = [piece for piece in pieces if side == "both" or piece.kind in ("same", side)]
        self._show(marked_lines(shown), fold=fold, bold=bold)
        self.setAccessibleDescription(difference_words(shown, self._sentences))

    def show_text(self, text: str, *, bold: bool = False) -> None:
        """Show a text without any marks."""
        self._show(marked_lines([Piece("same", text)]), fold=False, bold=bold)
        self.setAccessibleDescription("")

    @property
    def folded(self) -> int:
        """How many lines are hidden."""
        return sum(map(len, self._folds.values()))

    def unfold(self) -> None:
        """Show every line."""
        self._lay_out(())

    def _show(self, lines: tuple[MarkedLine, ...], *, fold: bool, bold: bool) -> None:
        self._lines, self._bold = lines, bold
        self._lay_out(folds(lines) if fold else ())

    def _lay_out(self, hidden: Sequence[range]) -> None:
        """Show the lines without those that are hidden."""
        for press in self._folds:
            press.hide()
            press.deleteLater()
        out = frozenset(number for run in hidden for number in run)
        self._numbers = [number for number in range(len(self._lines)) if number not in out]
        self._folds = {self._fold_press(run): run for run in hidden}
        before = self._document
        shown = [self._lines[number] for number in self._numbers]
        document = self._document = _Document(self._theme, shown, bold=self._bold, parent=self)
        if above := self._picture_room(document.firstBlock()):  # there is no room beside the first and the last line
            frame = document.rootFrame().frameFormat()
            frame.setTopMargin(frame.topMargin() + above)
            document.rootFrame().setFrameFormat(frame)
        for run in hidden:
            self._make_room(document, run)
        self.setDocument(document)
        document.documentLayout().documentSizeChanged.connect(self._fit)
        if before is not None:
            before.deleteLater()
        self._fit()

    def _make_room(self, document: QTextDocument, hidden: range) -> None:
        """For what says that lines are hidden: above the line behind them, else under the last one."""
        behind, room = document.findBlockByNumber(bisect_left(self._numbers, hidden.stop)), self._theme.px(FOLD)
        if hidden.start == 0 or not behind.isValid():
            frame = document.rootFrame().frameFormat()
            if hidden.start == 0:
                frame.setTopMargin(frame.topMargin() + room)
            else:
                frame.setBottomMargin(frame.bottomMargin() + room)
            document.rootFrame().setFrameFormat(frame)
        else:
            form = behind.blockFormat()
            form.setTopMargin(form.topMargin() + room)
            QTextCursor(behind).setBlockFormat(form)

    def _picture_room(self, block: QTextBlock) -> float:
        """Of a figure's line, what its picture takes up above it, px."""
        document = self._document
        return document.formats.wanted(block.text()).topMargin() if document and figure_of(block.text()) else 0.0

    def _fold_press(self, hidden: range) -> QPushButton:
        press = button(self._sentences("history.difference.same", count=len(hidden)), "link")
        press.setParent(self.viewport())
        press.clicked.connect(lambda: self._open(press))
        press.show()
        return press

    def _open(self, press: QPushButton) -> None:
        if press.hasFocus():
            self.setFocus()
        self._lay_out([run for other, run in self._folds.items() if other is not press])

    # --- size and drawing ---------------------------------------------------------------------------------------

    def _fit(self, _: object = None) -> None:
        height = ceil(self.document().size().height()) + 2
        if height != self.height() or height != self.minimumHeight():
            self.setFixedHeight(height)
        self._place_folds()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(400), ceil(self.document().size().height()) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(120), ceil(self.document().size().height()) + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_folds()

    def _place_folds(self) -> None:
        layout, room = self.document().documentLayout(), self._theme.px(FOLD)
        for press, hidden in self._folds.items():
            behind = self.document().findBlockByNumber(bisect_left(self._numbers, hidden.stop))
            end = self.document().size().height() - room
            above = room + self._picture_room(behind)
            top = layout.blockBoundingRect(behind).top() - above if behind.isValid() else end
            press.setGeometry(0, round(top), press.sizeHint().width(), room)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        first = self.cursorForPosition(event.rect().topLeft()).block()
        paint_marks(self, self._theme, event.rect(), first, self._pictures)
        self._paint_line_ends(event.rect())

    def _paint_line_ends(self, clip: QRect) -> None:
        """A line end that came or went is seen: lines were put together, or cut in two."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        block = self.cursorForPosition(clip.topLeft()).block()
        last = self.cursorForPosition(clip.bottomLeft()).blockNumber()
        while block.isValid() and block.blockNumber() <= last:
            line = self._lines[self._numbers[block.blockNumber()]]
            kind = line.broken
            if kind is not None and not line.whole and block.layout().lineCount():
                self._paint_line_end(painter, block, kind)
            block = block.next()
        painter.end()

    def _paint_line_end(self, painter: QPainter, block: QTextBlock, kind: Kind) -> None:
        px, theme = self._theme.px, self._theme
        line = block.layout().lineAt(block.layout().lineCount() - 1)
        found: Any = line.cursorToX(line.textStart() + line.textLength())  # a pair, whatever the type stub says
        origin = block.layout().position()
        left, top = origin.x() + float(found[0]), origin.y() + line.y()
        painter.fillRect(QRectF(left, top, px(14), line.ascent() + line.descent()), theme.color(kind))
        pen = QPen(theme.color(INKS[kind]), max(1.2, px(10) * 0.13))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        x, y = left + px(3), top + line.ascent() - px(4)
        painter.drawPolyline([QPointF(x + px(8), y - px(5)), QPointF(x + px(8), y), QPointF(x, y)])
        painter.drawPolyline([QPointF(x + px(3), y - px(3)), QPointF(x, y), QPointF(x + px(3), y + px(3))])

    # --- copying ------------------------------------------------------------------------------------------------

    def createMimeDataFromSelection(self) -> QMimeData:
        cursor, data = self.textCursor(), QMimeData()
        kept = self._chosen(cursor.selectionStart(), cursor.selectionEnd(), leave_out="deleted")
        data.setText(kept or self._chosen(cursor.selectionStart(), cursor.selectionEnd(), leave_out=None))
        return data

    def _chosen(self, start: int, end: int, leave_out: Kind | None) -> str:
        """The text from start to end, UTF-16 units, without what was leave_out; hidden lines between them too."""
        first, last = self.document().findBlock(start), self.document().findBlock(end)
        begin, stop = self._numbers[first.blockNumber()], self._numbers[last.blockNumber()]
        parts: list[str] = []
        for number in range(begin, stop + 1):
            line = self._lines[number]
            units = line.text.encode("utf-16-le", "surrogatepass")
            at = start - first.position() if number == begin else 0
            to = end - last.position() if number == stop else len(units) // 2
            for each in line.ranges:
                if each.kind == leave_out:
                    parts.append(_part(units, at, min(each.start, to)))
                    at = max(at, each.end)
            parts.append(_part(units, at, to))
            if number < stop and not line.joint and (leave_out is None or line.broken != leave_out):
                parts.append("\n")
        return "".join(parts)


def _part(units: bytes, start: int, end: int) -> str:
    return units[2 * start : 2 * end].decode("utf-16-le", "surrogatepass") if start < end else ""


class _Document(OutlineDocument):
    """An outline document in which lines are marked."""

    def __init__(self, theme: Theme, lines: Sequence[MarkedLine], *, bold: bool, parent: QWidget) -> None:
        super().__init__(theme, bold=bold, parent=parent)
        self.highlighter.setDocument(None)
        self.highlighter.deleteLater()
        self.highlighter = _Highlighter(self, theme, lines)
        self.setUndoRedoEnabled(False)
        self.load("\n".join(line.text for line in lines))


class _Highlighter(OutlineHighlighter):
    """The outline's colours, and over them what differs; in a difference, lines that do not differ stand back."""

    def __init__(self, document: QTextDocument, theme: Theme, lines: Sequence[MarkedLine]) -> None:
        super().__init__(document, theme)
        self._lines = lines
        self._differs = any(line.changed for line in lines)
        self._cuts: set[int] = set()
        self._quiet = QTextCharFormat()
        self._quiet.setForeground(theme.color("ink2"))
        self._plain = theme.font(15)
        self._marks = {kind: _mark(theme, kind) for kind in INKS}

    def setFormat(self, start: int, count: int, form: QTextCharFormat | Any) -> None:
        """Notes where the colours change, so that what is put over them need not ask letter by letter."""
        self._cuts |= {start, start + count}
        super().setFormat(start, count, form)

    def highlightBlock(self, text: str) -> None:
        number = self.currentBlock().blockNumber()
        line = self._lines[number] if number < len(self._lines) else MarkedLine("")
        self._cuts = set()
        if self._differs and not line.changed:
            self.setFormat(0, len(text), self._quiet)
        super().highlightBlock(text)
        cuts = sorted(self._cuts)
        for each in line.ranges:
            inner = [each.start, *(cut for cut in cuts if each.start < cut < each.end), each.end]
            for start, end in zip(inner, inner[1:], strict=False):
                self._mark(text, start, end, each.kind)

    def _mark(self, text: str, start: int, end: int, kind: str) -> None:
        look = QTextCharFormat(self.format(start))
        unseen = look.foreground().color().alpha() == 0
        if unseen and not text[start:end].strip("*"):  # ** are the difference: they must be seen
            look.setFont(self._plain)
            unseen = False
        mark = self._marks[kind]
        look.setBackground(mark.background())
        if not unseen:
            look.merge(mark)
        super().setFormat(start, end - start, look)


def _mark(theme: Theme, kind: str) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setBackground(theme.color(kind))
    form.setForeground(theme.color(INKS[kind]))
    if kind == "deleted":
        form.setFontStrikeOut(True)
    else:
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        form.setUnderlineColor(theme.color(INKS[kind]))
    return form
