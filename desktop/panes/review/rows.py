"""The rows of what a reviewer chooses from: their ground, how high they are, and two lines of words on it."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.models.row_list import ROW_ROLE
from desktop.panes.rows import paint_ground

if TYPE_CHECKING:
    from desktop.theme import Theme

HEIGHT = 52
"""Of a row; px at 100 %."""
EDGE = 6
"""Room at both sides of a row's ground; px at 100 %."""
LINE, BELOW = 21, 20
"""Height of a line, and how far the second one begins below the first; px at 100 %."""
Row = TypeVar("Row")


class RowDelegate(QStyledItemDelegate, Generic[Row]):
    """Paints the rows of a RowList in view."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self.theme = theme

    @abstractmethod
    def paint_row(self, painter: QPainter, row: Row, upper: QRect, lower: QRect, *, selected: bool) -> None:
        """Paint what stands in a row. upper, lower: its two lines, px, as wide as the row's ground."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, self.theme.px(HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        px, box = self.theme.px, QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, box, option.state, self.theme, edge=px(EDGE), inset=9)
        upper = QRect(box.left() + px(EDGE), box.top() + px(6), box.width() - 2 * px(EDGE), px(LINE))
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        self.paint_row(painter, index.data(ROW_ROLE), upper, upper.translated(0, px(BELOW)), selected=selected)
        painter.restore()
