"""The list of teams and people: its focus and the place where something is dropped are drawn as everywhere else."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import (
    QDrag,
    QDragMoveEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QTreeView

from desktop.dialogs.pasted_table import CellDelegate
from desktop.panes.drop_mark import DropMark

if TYPE_CHECKING:
    from desktop.models.delegation import DelegationModel
    from desktop.theme import Theme


class PeopleTree(DropMark, QTreeView):
    """take: does what a key means for people, and answers whether it means anything."""

    def __init__(self, theme: Theme, model: DelegationModel, take: Callable[[QKeyEvent], bool]) -> None:
        super().__init__()
        self._theme = self.mark_theme = theme
        self._people, self._take = model, take
        self.setModel(model)
        self.setItemDelegate(_Cells(self))
        self.setDropIndicatorShown(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._take(event):
            super().keyPressEvent(event)

    def drawRow(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The row, with a ring where the keys go: Qt would shade the whole of it."""
        super().drawRow(painter, option, index)
        current = self.currentIndex()
        if self.hasFocus() and (index.row(), index.parent()) == (current.row(), current.parent()):
            box = QRect(0, option.rect.top(), self.viewport().width(), option.rect.height())
            painter.setPen(QPen(self._theme.color("accent"), 2))
            painter.drawRect(box.adjusted(1, 1, -1, -1))

    def startDrag(self, actions: Qt.DropAction) -> None:
        """What is dragged is seen as a name: a whole row would hide where it goes."""
        chosen = [index for index in self.selectedIndexes() if not index.column()]
        members = [member for index in chosen if (member := self._people.member_at(index)) is not None]
        if not members:
            return
        drag = QDrag(self)
        drag.setMimeData(self._people.mimeData(chosen))
        more = f" +{len(members) - 1}" if len(members) > 1 else ""
        drag.setPixmap(self._chip(members[0].name + more))
        drag.setHotSpot(QPoint(-self._theme.px(12), -self._theme.px(4)))
        drag.exec(actions, self.defaultDropAction())

    def _chip(self, words: str) -> QPixmap:
        theme, ratio = self._theme, self.devicePixelRatioF()
        font = theme.font(13, bold=True)
        metrics = QFontMetrics(font)
        size = QSize(metrics.horizontalAdvance(words) + theme.px(20), metrics.height() + theme.px(10))
        chip = QPixmap(size * ratio)
        chip.setDevicePixelRatio(ratio)
        chip.fill(Qt.GlobalColor.transparent)
        painter = QPainter(chip)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("accent"), 1))
        painter.setBrush(theme.color("soft"))
        painter.drawRoundedRect(QRect(QPoint(), size).adjusted(1, 1, -1, -1), 4, 4)
        painter.setPen(theme.color("navy"))
        painter.setFont(font)
        painter.drawText(QRect(QPoint(), size), Qt.AlignmentFlag.AlignCenter, words)
        painter.end()
        return chip

    def drop_spot(self, event: QDragMoveEvent) -> QRect:
        """A line before or behind the person, or round the team, that what is dragged would come to."""
        index = self.indexAt(event.position().toPoint())
        if not index.isValid():
            return QRect()
        box, wide = self.visualRect(index.siblingAtColumn(0)), self.viewport().width()
        if self._people.member_at(index) is None:
            return QRect(0, box.top(), wide, box.height())
        behind = self.dropIndicatorPosition() is QAbstractItemView.DropIndicatorPosition.BelowItem
        return QRect(box.left(), box.bottom() + 1 if behind else box.top(), wide - box.left(), 0)


class _Cells(CellDelegate):
    """Cells without a frame of their own: the row has one."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus
