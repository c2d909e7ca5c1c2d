"""What the outline editor paints over its text: marks as drawn signs, figures above their lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPixmap, QPolygonF, QTextBlock, QTextLine
from PySide6.QtWidgets import QTextEdit

from desktop.editor.block_formats import PICTURE
from desktop.editor.cells import is_row
from desktop.editor.highlighter import DRAWN, TOO_LONG
from exporters.document.marks import Kind, figure_of, line_kind

if TYPE_CHECKING:
    from desktop.editor.grids import Grids
    from desktop.theme import Theme


_SEEN = DRAWN | {"!"}
"""What a line begins with over which something is drawn."""


class Pictures(Protocol):
    """Where a page finds the figures of the text it shows."""

    def picture(self, figure_id: str, height: int) -> QPixmap | None:
        """The figure's picture for a room of height px: null while it is being made, None where there is none."""
        ...

    def room(self, figure_id: str, height: int) -> QSize:
        """What the picture takes up, known before it is there; px."""
        ...

    def words(self, figure_id: str) -> tuple[str, str]:
        """Caption and credit as they are shown."""
        ...

    def line(self, figure_id: str) -> str:
        """The figure as text that goes elsewhere."""
        ...


def paint_marks(
    editor: QTextEdit, theme: Theme, clip: QRect, first: QTextBlock, pictures: Pictures | None,
    grids: Grids | None = None,
) -> None:  # fmt: skip
    """Draw the signs of the lines that clip touches, and the tables, in the viewport. first: of these lines."""
    painter = QPainter(editor.viewport())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(clip)
    layout = editor.document().documentLayout()
    block = first.previous()
    block = block if block.isValid() else editor.document().firstBlock()
    while block.isValid():
        box = layout.blockBoundingRect(block)
        if box.top() - theme.px(PICTURE + 12) > clip.bottom():  # a picture stands above its line
            break
        if grids is not None and is_row(block.text()):
            top, end = grids.extent(block)
            if not grids.is_open(top, end):
                grids.paint(painter, top, end, QRectF(clip))
            block = end.next()
            continue
        _paint_line(editor, painter, theme, block, box, pictures)
        block = block.next()
    painter.end()


def _paint_line(
    editor: QTextEdit, painter: QPainter, theme: Theme, block: QTextBlock, box: QRectF, pictures: Pictures | None
) -> None:
    text = block.text()
    if text.lstrip()[:1] not in _SEEN or len(text) > TOO_LONG or block.layout().lineCount() == 0:
        return
    kind = line_kind(text)
    line = block.layout().lineAt(0)
    origin = block.layout().position()
    top, base = origin.y() + line.y(), origin.y() + line.y() + line.ascent()
    cursor = editor.textCursor()
    begin, stop = cursor.selectionStart() - block.position(), cursor.selectionEnd() - block.position()
    if kind.mark in DRAWN and kind.kind in (Kind.HEADING, Kind.BULLET, Kind.FIGURE_LINE):
        start = _x(line, kind.mark_start)
        left, width = origin.x() + start, _x(line, kind.mark_start + 1) - start
        chosen = begin <= kind.mark_start < stop
        if chosen:  # a selection lets its letter be seen
            painter.fillRect(QRectF(left, top, width, line.height()), editor.palette().highlight())
        size = theme.px(14 if kind.mark == "□" else 13 if kind.mark == "◇" else 11)
        middle = QPointF(left + min(width, size + 2) / 2, base - theme.px(6 if kind.mark == "□" else 5))
        paint_mark(painter, theme, kind.mark, middle, size, token="accent" if chosen else "mark")
    elif kind.kind is Kind.FIGURE and pictures is not None:
        chosen = begin < len(text) and stop > 0 and cursor.hasSelection()
        at = QPointF(origin.x() + line.x(), top)
        if chosen:
            room = QRectF(at, QPointF(origin.x() + line.x() + line.naturalTextWidth() + 8, top + line.height()))
            painter.fillRect(room, theme.color("paper"))
        here = editor.hasFocus() and not editor.isReadOnly() and cursor.block() == block
        framed = chosen or (here and not cursor.hasSelection())
        _paint_figure(painter, theme, str(figure_of(text)), at, line.height(), pictures, framed=framed)


def _x(line: QTextLine, position: int) -> float:
    found: Any = line.cursorToX(position)  # a pair, whatever the type stub says
    return float(found[0])


def paint_mark(
    painter: QPainter, theme: Theme, mark: str, middle: QPointF, size: float, *, token: str = "mark"
) -> None:
    """Draw □ ◇ ○ ▲ of size px round middle, in the colour of token."""
    painter.save()
    pen = QPen(theme.color(token), theme.px(2) if mark == "□" else max(1.4, theme.px(10) * 0.16))
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    half = size / 2 - pen.widthF() / 2
    box = QRectF(middle.x() - half, middle.y() - half, 2 * half, 2 * half)
    if mark == "□":
        painter.drawRoundedRect(box, 2.5, 2.5)
    elif mark == "○":
        painter.drawEllipse(box)
    elif mark == "◇":
        points = [(0, -half), (half, 0), (0, half), (-half, 0)]
        painter.drawPolygon(QPolygonF([middle + QPointF(x, y) for x, y in points]))
    elif mark == "▲":
        painter.setBrush(theme.color(token))
        points = [(0, -half * 0.8), (half, half * 0.8), (-half, half * 0.8)]
        painter.drawPolygon(QPolygonF([middle + QPointF(x, y) for x, y in points]))
    painter.restore()


def _paint_figure(
    painter: QPainter, theme: Theme, figure_id: str, at: QPointF, height: float, pictures: Pictures, *, framed: bool
) -> None:
    """The picture above its line, its caption over the line's own letters. framed: chosen, or the caret is at it."""
    high = theme.px(PICTURE)
    picture, room = pictures.picture(figure_id, high), pictures.room(figure_id, high)
    left = max(theme.px(60), painter.device().width() - round(at.x()) - theme.px(8))
    if room.width() > left:  # a wide picture in a narrow column
        room = room.scaled(QSize(left, high), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRectF(at.x(), at.y() - room.height() - theme.px(8), room.width(), room.height())
    painter.save()
    if picture is None:
        painter.setPen(QPen(theme.color("line2"), 1, Qt.PenStyle.DashLine))
        painter.setBrush(theme.color("pane"))
        painter.drawRoundedRect(place, 4, 4)
        icon = theme.pixmap("image", "ink3", 28, 2.0)
        painter.drawPixmap(place.center() - QPointF(theme.px(14), theme.px(14)), icon)
    else:
        path = QPainterPath()
        path.addRoundedRect(place, 4, 4)
        painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
        painter.fillRect(place, theme.color("sunk"))
        if not picture.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(place, picture, QRectF(picture.rect()))
    painter.restore()
    if framed:
        painter.save()
        painter.setPen(QPen(theme.color("accent"), theme.px(2)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(place.adjusted(-3, -3, 3, 3), 6, 6)
        painter.restore()
    caption, credit = pictures.words(figure_id)
    paint_mark(painter, theme, "▲", QPointF(at.x() + theme.px(6), at.y() + height / 2), theme.px(11))
    row = QRectF(at.x() + theme.px(16), at.y(), theme.px(700), height)
    painter.setFont(theme.font(13, bold=True))
    painter.setPen(theme.color("ink"))
    middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.drawText(row, middle, caption)
    width = painter.fontMetrics().horizontalAdvance(caption)
    painter.setFont(theme.font(13))
    painter.setPen(theme.color("ink2"))
    painter.drawText(row.adjusted(width + theme.px(6), 0, 0, 0), middle, credit)
