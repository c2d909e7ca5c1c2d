"""What a difference says, drawn in a text that can be written in: words that go struck, words that come underlined.

The text stays as it is. Words that are not in it stand in room that layout formats make behind a letter, and before a
line by its indent: so autosave, undo, find, copying and counting never see them, no position moves, and what is typed
moves them along.
"""

from __future__ import annotations

import dataclasses
from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPainter,
    QPen,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
)

from db.frozen import dataclass
from desktop.editor.cells import is_row
from desktop.editor.comment_marks import ROOM, boxes, shift
from desktop.editor.composition import units_in

if TYPE_CHECKING:
    from desktop.editor.highlighter import OutlineHighlighter
    from desktop.editor.outline_editor import OutlineEditor
    from desktop.theme import Theme

Kind = Literal["inserted", "deleted"]
COLOURS = {"inserted": "green", "deleted": "red"}
WIDEST = 0.55
"""Share of the text's width that words which are not in it may take; longer ones end in an ellipsis."""
AT_ONCE = 0.03
"""Seconds for which lines are drawn anew before the window goes on."""
PAD = 2
"""Beside such words; px at 100 %."""
SMALLEST = 6
"""Pixel size of a font below which letters are not there to be seen."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words of the text, code points from start to end. name: of the suggestion."""

    name: str
    start: int
    end: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Words:
    """Words that are not in the text, before place at (code points)."""

    name: str
    at: int
    text: str
    kind: Kind


Ink: TypeAlias = Run | Words


@dataclasses.dataclass(slots=True)
class _Live:
    """An ink that goes with the text. room: px that its words take; shown: what of them fits."""

    ink: Ink
    cursor: QTextCursor
    text: str
    room: float = 0.0
    shown: str = ""
    font: QFont | None = None

    @property
    def words(self) -> bool:
        return isinstance(self.ink, Words)

    @property
    def at(self) -> int:
        return self.cursor.selectionStart()


Seen: TypeAlias = Callable[[_Live, QRectF, float], None]
"""Given an ink, where its words stand, px, and how far down their base line is."""


def of_suggestion(name: str, start: int, quote: str, replacement: str) -> list[Ink]:
    """The inks of a suggestion on a text that does not have it: quote stands at start, replacement is proposed."""
    from db.difference import difference

    found: list[Ink] = []
    at = start
    for piece in difference(quote, replacement):
        if piece.kind == "inserted":
            found.append(Words(name, at, piece.text, "inserted"))
            continue
        if piece.kind == "deleted":
            found.append(Run(name, at, at + len(piece.text), "deleted"))
        at += len(piece.text)
    return found


def of_typed(before: str, after: str) -> list[Ink]:
    """The inks of a text that somebody typed over another."""
    from db.suggesting import changes

    found: list[Ink] = []
    for start, end, beside, stop in changes(before, after):
        if start < end:
            found.append(Words("", beside, before[start:end], "deleted"))
        if beside < stop:
            found.append(Run("", beside, stop, "inserted"))
    return found


class Inks(QObject):
    """Those of one editor."""

    def __init__(self, editor: OutlineEditor, theme: Theme) -> None:
        super().__init__(editor)
        self._editor, self._theme = editor, theme
        self._live: list[_Live] = []
        self._width, self._longest = editor.viewport().width(), 0
        self._waiting: deque[QTextCursor] = deque()
        self._more = QTimer(self)
        self._more.setSingleShot(True)
        self._more.setInterval(0)
        self._more.timeout.connect(self._go_on)
        document = editor.outline
        document.highlighter.inks = self._dress
        document.formats.lead = self._lead
        editor.under.append(self._paint_grounds)
        editor.over.append(self._paint_words)
        editor.open_tables(self._has_rows)
        editor.viewport().installEventFilter(self)

    def show(self, inks: Sequence[Ink]) -> None:
        """Draw these and no others; they go with the text from now on."""
        text = self._editor.toPlainText()
        units, last = units_in(text), self._editor.document().characterCount() - 1
        made = []
        for ink in sorted(inks, key=_order):
            cursor, ink = QTextCursor(self._editor.document()), _before_blank(ink, text)
            if isinstance(ink, Run):
                cursor.setPosition(min(units(ink.start), last))
                cursor.setPosition(min(units(ink.end), last), QTextCursor.MoveMode.KeepAnchor)
            else:
                cursor.setPosition(min(units(ink.at), last))
            cursor.setKeepPositionOnInsert(True)
            made.append(_Live(ink, cursor, text[ink.start : ink.end] if isinstance(ink, Run) else ""))
        before, after = {*map(_signature, self._live)}, {*map(_signature, made)}
        if before == after:
            return
        changed = before ^ after
        measured = {_signature(each): each for each in self._live}
        for each in made:
            if (same := measured.get(_signature(each))) is not None:
                each.room, each.shown, each.font = same.room, same.shown, same.font
        self._live = made
        self._longest = max((each.cursor.selectionEnd() - each.at for each in made), default=0) + ROOM
        self._draw_anew({place for *_, start, end in changed for place in self._blocks(start, end)})

    @property
    def stale(self) -> bool:
        """Whether words of the text that go have been changed since."""
        return any(not each.words and _words_of(each.cursor) != each.text for each in self._live)

    @property
    def names(self) -> set[str]:
        return {each.ink.name for each in self._live}

    def at(self, position: int) -> str:
        """The name of the suggestion drawn at a place, UTF-16 units; empty where there is none."""
        found = (each for each in self._live if each.at <= position <= each.cursor.selectionEnd())
        return next((each.ink.name for each in found), "")

    def under(self, point: QPoint) -> str:
        """The name of the suggestion whose words are seen at a point of the viewport; empty where there are none."""
        block, found = self._editor.cursorForPosition(point).block(), ""

        def see(live: _Live, box: QRectF, _: float) -> None:
            nonlocal found
            found = live.ink.name if box.contains(point) else found

        self._visit(block, block, see)
        return found

    # --- room ---------------------------------------------------------------------------------------------------

    def _dress(self, block: QTextBlock, highlighter: OutlineHighlighter) -> None:
        """Colour the words of a line that are inked, and make room for words that are not in it."""
        start, stop = block.position(), block.position() + block.length()
        rooms: dict[int, float] = defaultdict(float)
        for live in self._within(start, stop):
            if live.words:
                self._measure(live, block, highlighter)
                rooms[live.at - start] += live.room
            else:
                colour = self._theme.color(COLOURS[live.ink.kind])
                first, end = max(live.at, start) - start, min(live.cursor.selectionEnd(), stop - 1) - start
                for place in range(first, end):
                    look = QTextCharFormat(highlighter.format(place))
                    if not look.hasProperty(QTextFormat.Property.ForegroundBrush) or look.foreground().color().alpha():
                        look.setForeground(colour)
                        highlighter.setFormat(place, 1, look)
        for place, room in rooms.items():
            if place:
                first = place - 2 if place > 1 and _is_low(block.text(), place) else place - 1
                look = QTextCharFormat(highlighter.format(place - 1))
                look.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
                look.setFontLetterSpacing(room)
                highlighter.setFormat(first, place - first, look)

    def _measure(self, live: _Live, block: QTextBlock, highlighter: OutlineHighlighter) -> None:
        assert isinstance(live.ink, Words)
        place = live.at - block.position()
        form = highlighter.format(max(0, place - 1))
        font = QFont(
            form.font() if form.hasProperty(QTextFormat.Property.FontPixelSize) else block.document().defaultFont()
        )
        if 0 < font.pixelSize() < SMALLEST:
            font = QFont(block.document().defaultFont())
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0)
        metrics, pad = QFontMetricsF(font), self._theme.px(PAD)
        words = live.ink.text.replace("\n", "↵")
        widest = max(60.0, self._editor.viewport().width() * WIDEST)
        live.shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, widest)
        live.room, live.font = metrics.horizontalAdvance(live.shown) + 2 * pad, font

    def _lead(self, block: QTextBlock) -> float:
        """Room before the first letter of a line."""
        start = block.position()
        return sum(each.room for each in self._within(start, start + 1) if each.words and each.at == start)

    def _within(self, start: int, stop: int) -> Iterable[_Live]:
        """Those that touch what is from start up to stop, UTF-16 units."""
        first = bisect_left(self._live, start - self._longest, key=lambda each: each.at)
        last = bisect_left(self._live, stop, key=lambda each: each.at)
        return [each for each in self._live[first:last] if each.cursor.selectionEnd() >= start]

    def _draw_anew(self, places: Iterable[int]) -> None:
        for place in sorted(places):
            cursor = QTextCursor(self._editor.document())
            cursor.setPosition(place)
            self._waiting.append(cursor)
        self._go_on()

    def _go_on(self) -> None:
        """Colour lines anew, and lay them out; of very many, a few at a time."""
        document, highlighter = self._editor.document(), self._editor.outline.highlighter
        together, begin = QTextCursor(document), monotonic()
        together.beginEditBlock()  # what listens to the document hears of it once
        while self._waiting and monotonic() - begin < AT_ONCE:
            block = self._waiting.popleft().block()
            highlighter.rehighlightBlock(block)
            self._editor.outline.formats.again(block)
        together.endEditBlock()
        self._editor.viewport().update()
        if self._waiting:
            self._more.start()

    def _blocks(self, start: int, end: int) -> set[int]:
        """The places of the lines from start to end."""
        block, found = self._editor.document().findBlock(start), set()
        while block.isValid() and block.position() <= end:
            found.add(block.position())
            block = block.next()
        return found

    def _has_rows(self, start: int, stop: int) -> bool:
        """Whether anything is drawn in a table: then its text is seen instead of a grid."""
        return any(is_row(self._editor.document().findBlock(each.at).text()) for each in self._within(start, stop))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._editor.viewport().width() != self._width:
            self._width = self._editor.viewport().width()
            self._draw_anew({place for each in self._live for place in self._blocks(each.at, each.at) if each.words})
        return super().eventFilter(watched, event)

    # --- painting -----------------------------------------------------------------------------------------------

    def _paint_grounds(self, clip: QRect, first: QTextBlock, last: QTextBlock) -> None:
        self._paint(clip, first, last, self._ground)

    def _paint_words(self, clip: QRect, first: QTextBlock, last: QTextBlock) -> None:
        self._paint(clip, first, last, self._line)

    def _paint(
        self, clip: QRect, first: QTextBlock, last: QTextBlock,
        draw: Callable[[QPainter, _Live, QRectF, float], None],
    ) -> None:  # fmt: skip
        """Draw each ink of the lines that are seen: where its words stand, and their base line."""
        if not self._live:
            return
        painter = QPainter(self._editor.viewport())
        painter.setClipRect(clip)
        self._visit(first, last, partial(draw, painter))
        painter.end()

    def _visit(self, first: QTextBlock, last: QTextBlock, see: Seen) -> None:
        """Let each ink of the lines from first to last be seen."""
        shown = list(self._within(first.position(), last.position() + last.length()))
        rooms: dict[int, float] = defaultdict(float)
        for live in shown:
            if live.words:
                rooms[live.at] += live.room
        behind: dict[int, float] = defaultdict(float)
        for live in shown:
            if live.words:
                self._visit_one(live, rooms[live.at] - behind[live.at], see)
                behind[live.at] += live.room
            else:
                self._visit_run(live, rooms, see)

    def _visit_one(self, live: _Live, left: float, see: Seen) -> None:
        """left: px between the beginning of these words and the letter behind them."""
        block = self._editor.document().findBlock(live.at)
        layout, place = block.layout(), live.at - block.position()
        place += shift(block, place)
        line = layout.lineForTextPosition(max(0, place - 1)) if layout.lineCount() else None
        if line is None or not line.isValid():
            return
        found: Any = line.cursorToX(place)  # a pair, whatever the type stub says
        origin = layout.position()
        x = origin.x() + float(found[0]) - (left if block.length() > 1 else 0.0)
        box = QRectF(x, origin.y() + line.y(), live.room, line.ascent() + line.descent() + 2)
        see(live, box, origin.y() + line.y() + line.ascent())

    def _visit_run(self, live: _Live, rooms: dict[int, float], see: Seen) -> None:
        start, end = live.at, live.cursor.selectionEnd()
        block = self._editor.document().findBlock(start)
        while block.isValid() and block.position() < end:
            parts = boxes(block, start - block.position(), end - block.position())
            within = block.position() + block.length() > end
            for number, box in enumerate(parts):
                if within and number == len(parts) - 1:
                    box = box.adjusted(0, 0, -rooms.get(end, 0.0), 0)
                see(live, box, box.top() + box.height() * 0.78)
            block = block.next()

    def _ground(self, painter: QPainter, live: _Live, box: QRectF, base: float) -> None:
        painter.fillRect(box, self._theme.color(live.ink.kind))

    def _line(self, painter: QPainter, live: _Live, box: QRectF, base: float) -> None:
        """The line through or under words; and the words, where the text does not have them."""
        theme = self._theme
        painter.setPen(theme.color(COLOURS[live.ink.kind]))
        if live.words and live.font is not None:
            painter.setFont(live.font)
            painter.drawText(QPointF(box.left() + theme.px(PAD), base), live.shown)
        painter.setPen(QPen(theme.color(COLOURS[live.ink.kind]), max(1.2, theme.px(10) * 0.13)))
        y = base - box.height() * 0.24 if live.ink.kind == "deleted" else box.bottom() - theme.px(1)
        painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))


def _signature(live: _Live) -> tuple[str, str, str, int, int]:
    """By which one is the same as one that is drawn already."""
    ink = live.ink
    return ink.name, ink.kind, ink.text if isinstance(ink, Words) else "\0", live.at, live.cursor.selectionEnd()


def _before_blank(ink: Ink, text: str) -> Ink:
    """Words behind a blank stand before it, and begin with one: room at the end of a line would hang out of it."""
    if isinstance(ink, Run) or ink.at < 2 or text[ink.at - 1] != " " or text[ink.at - 2] == "\n":
        return ink
    return Words(ink.name, ink.at - 1, " " + ink.text.removesuffix(" "), ink.kind)


def _order(ink: Ink) -> tuple[int, bool, str]:
    return (ink.at, True, ink.name) if isinstance(ink, Words) else (ink.start, False, ink.name)


def _words_of(cursor: QTextCursor) -> str:
    return cursor.selection().toPlainText()


def _is_low(text: str, units: int) -> bool:
    """Whether the UTF-16 unit before a place is the second half of a sign."""
    encoded = text.encode("utf-16-le", "surrogatepass")
    return 0xDC <= encoded[2 * units - 1] <= 0xDF if 2 * units <= len(encoded) else False
