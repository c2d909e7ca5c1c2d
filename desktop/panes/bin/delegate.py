"""Draws the rows of the bin: days as quiet heads; of each thing its sign, name, beginning, place, and who and when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.models.binned import ROW_ROLE, BinModel, BinRow
from desktop.panes.rows import paint_ground, paint_words

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
            paint_words(painter, low, row.name, self._theme.font(12, bold=True), self._theme.color("ink3"))
        else:
            paint_ground(painter, box, option.state, self._theme, edge=1, inset=9)
            self._item(painter, box, row, bool(option.state & QStyle.StateFlag.State_Selected))
        painter.restore()

    def _item(self, painter: QPainter, box: QRect, row: BinRow, selected: bool) -> None:
        px, theme = self._theme.px, self._theme
        quiet = theme.color("ink2" if selected else "ink3")
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
        paint_words(painter, upper, who, theme.font(12, tabular=True), quiet, right)
        upper.setWidth(upper.width() - QFontMetrics(theme.font(12, tabular=True)).horizontalAdvance(who) - px(16))
        ink = theme.color("navy" if selected else "ink")
        left = paint_words(painter, upper, row.name, theme.font(13, bold=selected), ink)
        if row.words:
            rest = upper.adjusted(left + px(10), 0, 0, 0)
            paint_words(painter, rest, row.words, theme.font(13), theme.color("ink2"))
        notes = self._model.notes(row)
        if notes:
            width = paint_words(painter, lower, notes, small, theme.color("amber") if row.left else quiet, right)
            lower.setWidth(lower.width() - width - px(16))
        paint_words(painter, lower, " · ".join(filter(None, (row.kind, row.where))), small, quiet)
