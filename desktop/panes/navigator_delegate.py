"""Draws the rows of the navigator: indents, signs, times, counts, and the focus over the selection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from desktop.models.navigator import ROW_ROLE
from desktop.models.outline import BIN, COMMENTS, FIGURES, HOME, QUEUE, TOUR, Row
from desktop.panes.rows import paint_corner, paint_ground, paint_words
from desktop.signs import paint_sign

if TYPE_CHECKING:
    from desktop.theme import Theme

HEIGHTS = {"head": 40, "note": 27}
INDENTS = {"place": 20, "head": 20, "day": 16, "visit": 38, "note": 62, "chapter": 38, "implications": 38, "report": 38}
APART = 12
"""Room above the bin, which is no part of the tour."""
PLACES = {HOME: "calendar", TOUR: "people", BIN: "trash", COMMENTS: "comment", QUEUE: "checklist", FIGURES: "image"}
SIGNS = {"report": "document", "implications": "flag"}
"""Pictures of rows that have no state."""


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
        ringed = bool(getattr(self._view, "ringed", True))
        edge = self._theme.px(8)
        paint_ground(painter, box, state, self._theme, edge=edge, inset=7, hover=row.kind != "head", ring=ringed)
        open_day = row.kind == "day" and self._view.isExpanded(index)
        right = self._right(painter, box, row, selected, open_day)
        if row.conflicts and not open_day:
            right = self._conflicts(painter, box, row, right)
        left = box.left() + self._theme.px(INDENTS[row.kind])
        self._line(painter, QRect(left, box.top(), right - left, box.height()), row, selected, open_day)
        painter.restore()

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
            paint_words(painter, pill.toRect(), text, font, theme.color("red"), Qt.AlignmentFlag.AlignCenter)
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
            paint_words(painter, place, text, font, colour, Qt.AlignmentFlag.AlignRight)
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
        paint_words(painter, box_, text, font, theme.color("amber"), Qt.AlignmentFlag.AlignRight)
        return int(pill.left()) - px(6)

    def _line(self, painter: QPainter, box: QRect, row: Row, selected: bool, open_day: bool) -> None:
        px, theme = self._theme.px, self._theme
        ink = theme.color("navy" if selected else "ink")
        if row.kind == "head":
            box.setTop(box.top() + px(10))
            paint_words(painter, box, row.name, theme.font(12, bold=True), theme.color("ink3"))
        elif row.kind == "place":
            painter.drawPixmap(
                QPointF(box.left() - px(1), box.center().y() - px(9) + 0.5),
                theme.pixmap(
                    PLACES[row.key], "accent" if selected else "ink2", 18, painter.device().devicePixelRatioF()
                ),
            )
            box.setLeft(box.left() + px(28))
            paint_words(painter, box, row.name, theme.font(13, bold=selected), ink)
        elif row.kind == "day":
            middle = QPointF(box.left() + px(7), box.center().y() + 0.5)
            paint_corner(painter, middle, theme, theme.color("ink3"), opened=open_day)
            box.setLeft(box.left() + px(20))
            font = theme.font(13, bold=True)
            paint_words(painter, box, row.lead, font, ink)
            box.setLeft(box.left() + QFontMetrics(font).horizontalAdvance(row.lead) + px(9))
            paint_words(
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
        elif row.kind in SIGNS:
            ratio = painter.device().devicePixelRatioF()
            painter.drawPixmap(
                QPointF(box.left() - px(3), middle - px(8)), theme.pixmap(SIGNS[row.kind], "ink2", 16, ratio)
            )
        box.setLeft(box.left() + px(20))
        if row.kind == "visit" and row.lead:
            colour = theme.color("ink2" if selected else "ink3")
            paint_words(painter, box, row.lead, theme.font(13, tabular=True), colour)
            box.setLeft(box.left() + px(40))
        elif row.kind == "note" and not selected:
            ink = theme.color("ink2")
        paint_words(painter, box, row.name, theme.font(13, bold=selected), ink)
