"""The list of what waits for a reviewer: a sign, a name, where and when; chosen by keys, several at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView

from desktop.models.queue import Queued, QueueModel
from desktop.panes.review.rows import RowDelegate
from desktop.panes.rows import paint_words
from desktop.signs import paint_sign

if TYPE_CHECKING:
    from desktop.theme import Theme


NARROWEST = 90
"""Width under which of a row only its signs are painted; px at 100 %."""


class QueueList(QListView):
    """entered: Enter or Right: on into the text."""

    entered = Signal()

    def __init__(self, theme: Theme, model: QueueModel, name: str) -> None:
        super().__init__()
        self.setObjectName("queue")
        self.setAccessibleName(name)
        self.setModel(model)
        self.setItemDelegate(_Rows(theme, model, self))
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def chosen(self) -> list[str]:
        """Ids of the entries that are chosen, in the order of the list."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        model = self.model()
        assert isinstance(model, QueueModel)
        return [model.rows[row].entry for row in rows]


class _Rows(RowDelegate[Queued]):
    def __init__(self, theme: Theme, model: QueueModel, view: QueueList) -> None:
        super().__init__(theme, view)
        self._model = model

    def paint_row(self, painter: QPainter, row: Queued, upper: QRect, lower: QRect, *, selected: bool) -> None:
        theme, px = self.theme, self.theme.px
        if upper.width() < px(NARROWEST):  # a strip of signs
            left = upper.center().x() - px(6)
            paint_sign(painter, QRectF(left, upper.top() + px(5), px(12), px(12)), row.state, theme)
            if row.comments:
                sign = theme.pixmap("comment", "amber", 14, painter.device().devicePixelRatioF())
                painter.drawPixmap(QPointF(upper.center().x() - px(7), lower.top() + px(3)), sign)
            return
        paint_sign(painter, QRectF(upper.left() + px(12), upper.top() + px(5), px(12), px(12)), row.state, theme)
        upper, lower = (each.adjusted(px(34), 0, -px(10), 0) for each in (upper, lower))
        if row.comments:
            font = theme.font(12, bold=True, tabular=True)
            width = QFontMetrics(font).horizontalAdvance(str(row.comments))
            sign = theme.pixmap("comment", "amber", 14, painter.device().devicePixelRatioF())
            left = upper.right() - width - px(18)
            painter.drawPixmap(QPointF(left, upper.top() + px(4)), sign)
            paint_words(painter, upper, str(row.comments), font, theme.color("amber"), Qt.AlignmentFlag.AlignRight)
            upper.setRight(left - px(8))
        ink = theme.color("navy" if selected else "ink")
        paint_words(painter, upper, row.name, theme.font(13, bold=selected or row.begun), ink)
        quiet = theme.color("ink2" if selected else "ink3")
        font, when = theme.font(12, tabular=True), self._model.when(row)
        paint_words(painter, lower, when, font, quiet, Qt.AlignmentFlag.AlignRight)
        lower.setRight(lower.right() - QFontMetrics(font).horizontalAdvance(when) - px(8))
        by = f" · {row.by}" if row.within and row.by else row.by
        place = lower.adjusted(0, 0, -QFontMetrics(font).horizontalAdvance(by), 0)  # a long place gives way, not who
        width = paint_words(painter, place, row.within, font, quiet)
        paint_words(painter, lower.adjusted(width, 0, 0, 0), by, font, quiet)
