"""Draws the rows of the navigator: indents, signs, times, counts, and the focus over the selection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from desktop.models.navigator import ROW_ROLE
from desktop.models.outline import BIN, HOME, Row
from desktop.signs import paint_sign

if TYPE_CHECKING:
    from desktop.theme import Theme

HEIGHTS = {"head": 40, "note": 27}
INDENTS = {"place": 20, "head": 20, "day": 16, "visit": 38, "note": 62, "chapter": 38, "report": 38}
APART = 12
"""Room above the bin, which is no part of the tour."""
PLACES = {HOME: "calendar", BIN: "trash"}


class NavigatorDelegate(QStyledItemDelegate):
    """All sizes are px at 100 % text and grow with the theme's text size."""

    def __init__(self, theme: Theme, view: QTreeView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        row: Row = index.data(ROW_ROLE)
        return QSize(0, self._theme.px(HEIGHTS.get(row.kind, 30) + (APART if row.key == BIN else 0)))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: Row = index.data(ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRect(option.rect)
        if row.key == BIN:
            box.setTop(box.top() + self._theme.px(APART))
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        self._ground(painter, box, state, row)
        open_day = row.kind == "day" and self._view.isExpanded(index)
        right = self._right(painter, box, row, selected, open_day)
        if row.conflicts and not open_day:
            right = self._conflicts(painter, box, row, right)
        left = box.left() + self._theme.px(INDENTS[row.kind])
        self._line(painter, QRect(left, box.top(), right - left, box.height()), row, selected, open_day)
        painter.restore()

    def _ground(self, painter: QPainter, box: QRect, state: QStyle.StateFlag, row: Row) -> None:
        px, theme = self._theme.px, self._theme
        plate = QRectF(box.adjusted(px(8), 1, -px(8), -1))
        painter.setPen(Qt.PenStyle.NoPen)
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(theme.color("sel"))
            painter.drawRoundedRect(plate, px(5), px(5))
            painter.setBrush(theme.color("accent"))
            bar = QRectF(plate.left(), plate.top() + px(7), px(3), plate.height() - 2 * px(7))
            painter.drawRoundedRect(bar, 1.5, 1.5)
        elif state & QStyle.StateFlag.State_MouseOver and row.kind != "head":
            painter.setBrush(theme.color("hover"))
            painter.drawRoundedRect(plate, px(5), px(5))
        if state & QStyle.StateFlag.State_HasFocus and getattr(self._view, "ringed", True):
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(plate.adjusted(1, 0.5, -1, -0.5), px(5), px(5))

    def _right(self, painter: QPainter, box: QRect, row: Row, selected: bool, open_day: bool) -> int:
        """Draw what stands at the right edge; answers where the name must end."""
        px, theme = self._theme.px, self._theme
        right = box.right() - px(18)
        if row.urgent and not open_day:
            text, font = str(row.urgent), theme.font(12, bold=True, tabular=True)
            width = max(px(20), QFontMetrics(font).horizontalAdvance(text) + px(12))
            pill = QRectF(right + px(1) - width, box.center().y() - px(9) + 0.5, width, px(18))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("red_ground"))
            painter.drawRoundedRect(pill, px(9), px(9))
            self._text(painter, pill.toRect(), text, font, theme.color("red"), Qt.AlignmentFlag.AlignCenter)
            return int(pill.left()) - px(6)
        if row.kind == "day":
            if not open_day:
                side = px(12)
                paint_sign(
                    painter, QRectF(right - side, box.center().y() - side / 2 + 0.5, side, side), row.state, theme
                )
            return right - px(18)
        if row.count:
            text, font = str(row.count), theme.font(12, tabular=True)
            colour = theme.color("ink2" if selected else "ink3")
            place = QRect(box.left(), box.top(), right - box.left(), box.height())
            self._text(painter, place, text, font, colour, Qt.AlignmentFlag.AlignRight)
            return right - QFontMetrics(font).horizontalAdvance(text) - px(8)
        return right

    def _conflicts(self, painter: QPainter, box: QRect, row: Row, right: int) -> int:
        """Left of what stands at the right edge: that something was changed differently, and how often."""
        px, theme = self._theme.px, self._theme
        text, font = str(row.conflicts) if row.conflicts > 1 else "", theme.font(12, bold=True, tabular=True)
        width = px(20) + (QFontMetrics(font).horizontalAdvance(text) + px(6) if text else 0)
        pill = QRectF(right - width, box.center().y() - px(9) + 0.5, width, px(18))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("amber_ground"))
        painter.drawRoundedRect(pill, px(9), px(9))
        sign = theme.pixmap("merge", "amber", 14, painter.device().devicePixelRatioF())
        painter.drawPixmap(QPointF(pill.left() + px(3), pill.center().y() - px(7)), sign)
        box_ = pill.toRect().adjusted(px(17), 0, -px(5), 0)
        self._text(painter, box_, text, font, theme.color("amber"), Qt.AlignmentFlag.AlignRight)
        return int(pill.left()) - px(6)

    def _line(self, painter: QPainter, box: QRect, row: Row, selected: bool, open_day: bool) -> None:
        px, theme = self._theme.px, self._theme
        ink = theme.color("navy" if selected else "ink")
        if row.kind == "head":
            box.setTop(box.top() + px(10))
            self._text(painter, box, row.name, theme.font(12, bold=True), theme.color("ink3"))
        elif row.kind == "place":
            painter.drawPixmap(
                QPointF(box.left() - px(1), box.center().y() - px(9) + 0.5),
                theme.pixmap(
                    PLACES[row.key], "accent" if selected else "ink2", 18, painter.device().devicePixelRatioF()
                ),
            )
            box.setLeft(box.left() + px(28))
            self._text(painter, box, row.name, theme.font(13, bold=selected), ink)
        elif row.kind == "day":
            self._chevron(painter, box, open_day)
            box.setLeft(box.left() + px(20))
            font = theme.font(13, bold=True)
            self._text(painter, box, row.lead, font, ink)
            box.setLeft(box.left() + QFontMetrics(font).horizontalAdvance(row.lead) + px(9))
            self._text(
                painter, box, row.name, theme.font(12, tabular=True), theme.color("ink2" if selected else "ink3")
            )
        else:
            self._entry(painter, box, row, selected, ink)

    def _entry(self, painter: QPainter, box: QRect, row: Row, selected: bool, ink: QColor) -> None:
        px, theme = self._theme.px, self._theme
        side = px(11)
        middle = box.center().y() + 0.5
        if row.state:
            paint_sign(painter, QRectF(box.left(), middle - side / 2, side, side), row.state, theme)
        elif row.kind == "report":
            ratio = painter.device().devicePixelRatioF()
            painter.drawPixmap(QPointF(box.left() - px(3), middle - px(8)), theme.pixmap("document", "ink2", 16, ratio))
        box.setLeft(box.left() + px(20))
        if row.kind == "visit" and row.lead:
            colour = theme.color("ink2" if selected else "ink3")
            self._text(painter, box, row.lead, theme.font(13, tabular=True), colour)
            box.setLeft(box.left() + px(40))
        elif row.kind == "note" and not selected:
            ink = theme.color("ink2")
        self._text(painter, box, row.name, theme.font(13, bold=selected), ink)

    def _chevron(self, painter: QPainter, box: QRect, open_day: bool) -> None:
        px = self._theme.px
        x, y, reach = box.left() + px(7), box.center().y() + 0.5, px(3.5)
        pen = QPen(self._theme.color("ink3"), 1.5 * self._theme.text_size / 100)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        if open_day:
            corner = [QPointF(x - reach, y - reach / 2), QPointF(x, y + reach / 2), QPointF(x + reach, y - reach / 2)]
        else:
            corner = [QPointF(x - reach / 2, y - reach), QPointF(x + reach / 2, y), QPointF(x - reach / 2, y + reach)]
        painter.drawPolyline(corner)

    def _text(
        self, painter: QPainter, box: QRect, text: str, font: QFont, colour: QColor,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:  # fmt: skip
        painter.setFont(font)
        painter.setPen(colour)
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
