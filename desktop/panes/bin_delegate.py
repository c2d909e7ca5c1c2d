"""Draws the rows of the bin: days as quiet heads; of each thing its sign, name, beginning, place, and who and when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.models.binned import ROW_ROLE, BinModel, BinRow

if TYPE_CHECKING:
    from desktop.theme import Theme

DAY, ITEM = 38, 54
"""Heights; px at 100 %."""
ICONS: Mapping[str, str] = {
    "visit": "pin", "chapter": "book", "note": "lines", "question": "question", "takeaway": "pencil",
    "figure": "image", "contact": "person", "person": "person", "comment": "comment", "implication": "flag",
}  # fmt: skip


class BinDelegate(QStyledItemDelegate):
    """All sizes are px at 100 % text and grow with the theme's text size."""

    def __init__(self, theme: Theme, view: QListView, model: BinModel) -> None:
        super().__init__(view)
        self._theme, self._view, self._model = theme, view, model

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        row: BinRow = index.data(ROW_ROLE)
        return QSize(0, self._theme.px(DAY if row.item is None else ITEM))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: BinRow = index.data(ROW_ROLE)
        box: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.item is None:
            low = box.adjusted(self._theme.px(10), self._theme.px(14), 0, 0)
            self._text(painter, low, row.name, self._theme.font(12, bold=True), "ink3")
        else:
            self._ground(painter, box, option.state)
            self._item(painter, box, row, bool(option.state & QStyle.StateFlag.State_Selected))
        painter.restore()

    def _ground(self, painter: QPainter, box: QRect, state: QStyle.StateFlag) -> None:
        px, theme = self._theme.px, self._theme
        plate = QRectF(box.adjusted(1, 1, -1, -1))
        painter.setPen(Qt.PenStyle.NoPen)
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(theme.color("sel"))
            painter.drawRoundedRect(plate, px(5), px(5))
            painter.setBrush(theme.color("accent"))
            bar = QRectF(plate.left(), plate.top() + px(9), px(3), plate.height() - 2 * px(9))
            painter.drawRoundedRect(bar, 1.5, 1.5)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(theme.color("hover"))
            painter.drawRoundedRect(plate, px(5), px(5))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(plate.adjusted(1, 0.5, -1, -0.5), px(5), px(5))

    def _item(self, painter: QPainter, box: QRect, row: BinRow, selected: bool) -> None:
        px, theme = self._theme.px, self._theme
        quiet = "ink2" if selected else "ink3"
        assert row.item is not None
        icon = theme.pixmap(
            ICONS.get(row.item.record.KIND, "document"), "accent" if selected else "ink2", 18,
            painter.device().devicePixelRatioF(),
        )  # fmt: skip
        painter.drawPixmap(QPointF(box.left() + px(12), box.top() + px(9)), icon)
        upper = QRect(box.left() + px(40), box.top() + px(7), box.width() - px(40 + 14), px(21))
        lower = upper.translated(0, px(20))
        small, right = theme.font(12), Qt.AlignmentFlag.AlignRight
        who = " · ".join(filter(None, (row.who, row.time)))
        self._text(painter, upper, who, theme.font(12, tabular=True), quiet, right)
        upper.setWidth(upper.width() - QFontMetrics(theme.font(12, tabular=True)).horizontalAdvance(who) - px(16))
        left = self._text(painter, upper, row.name, theme.font(13, bold=selected), "navy" if selected else "ink")
        if row.words:
            rest = upper.adjusted(left + px(10), 0, 0, 0)
            self._text(painter, rest, row.words, theme.font(13), "ink2")
        notes = self._model.notes(row)
        if notes:
            width = self._text(painter, lower, notes, small, "amber" if row.left else quiet, right)
            lower.setWidth(lower.width() - width - px(16))
        self._text(painter, lower, " · ".join(filter(None, (row.kind, row.where))), small, quiet)

    def _text(
        self, painter: QPainter, box: QRect, text: str, font: QFont, token: str,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> int:  # fmt: skip
        """Draw one line, elided; answers its width in px."""
        painter.setFont(font)
        painter.setPen(QColor(self._theme.color(token)))
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, box.width()))
        painter.drawText(box, align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
        return metrics.horizontalAdvance(shown)
