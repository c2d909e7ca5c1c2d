"""The list of backups as it is seen: a heading for each day, two lines for each backup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.models.backup_list import ROW_ROLE, BackupList
from desktop.models.backups import Row
from desktop.panes.rows import paint_ground, paint_words

if TYPE_CHECKING:
    from desktop.theme import Theme

DAY, BACKUP = 34, 48
"""Heights, px at 100 %."""


class BackupRows(QListView):
    """chosen: a Row, or None."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, model: BackupList) -> None:
        super().__init__()
        self.list = model
        self.setModel(model)
        self.setProperty("look", "rows")
        self.setItemDelegate(BackupDelegate(theme, self))
        self.setMouseTracking(True)
        self.setUniformItemSizes(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.selectionModel().currentChanged.connect(lambda now: self.chosen.emit(now.data(ROW_ROLE)))

    def choose(self, name: str = "") -> None:
        """Choose the backup called name, else the newest."""
        place = self.list.place(name)
        if not place.isValid():
            place = self.list.place()
        self.setCurrentIndex(place)
        if place.row() == 1:
            self.scrollToTop()

    @property
    def row(self) -> Row | None:
        """The chosen one."""
        found = self.currentIndex().data(ROW_ROLE)
        return found if isinstance(found, Row) else None


class BackupDelegate(QStyledItemDelegate):
    """All sizes are px at 100 % text and grow with the theme's text size."""

    def __init__(self, theme: Theme, view: BackupRows) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, self._theme.px(DAY if index.data(ROW_ROLE) is None else BACKUP))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        row = index.data(ROW_ROLE)
        if row is None:
            self._heading(painter, box, str(index.data()))
        else:
            hover = bool(state & QStyle.StateFlag.State_Enabled)
            paint_ground(painter, box, state, self._theme, edge=self._theme.px(4), hover=hover, ring=False)
            self._row(painter, box, row, bool(state & QStyle.StateFlag.State_Selected))
        painter.restore()

    def _heading(self, painter: QPainter, box: QRect, words: str) -> None:
        px, theme = self._theme.px, self._theme
        place = box.adjusted(px(14), px(8), -px(10), 0)
        paint_words(painter, place, words, theme.font(12, bold=True), theme.color("ink3"))

    def _row(self, painter: QPainter, box: QRect, row: Row, selected: bool) -> None:
        px, theme, model = self._theme.px, self._theme, self._view.list
        broken = model.is_broken(row)
        inner = box.adjusted(px(14), px(6), -px(12), -px(6))
        upper = QRect(inner.left(), inner.top(), inner.width(), inner.height() // 2)
        lower = upper.translated(0, upper.height())
        right = self._signs(painter, upper, row, broken)
        faint = theme.color("ink2" if selected else "ink3")
        ink = theme.color("ink3" if row.backup is None else "navy" if selected else "ink")
        paint_words(painter, upper, model.time(row), theme.font(13, bold=True, tabular=True), ink)
        after = QRect(upper.left() + px(48), upper.top(), right - upper.left() - px(48), upper.height())
        paint_words(painter, after, model.reason(row), theme.font(13), theme.color("red") if broken else ink)
        lower.setLeft(after.left())
        paint_words(painter, lower, model.line(row), theme.font(12, tabular=True), faint)

    def _signs(self, painter: QPainter, box: QRect, row: Row, broken: bool) -> int:
        """Draw what stands at the right edge; answers where the words must end."""
        px, theme = self._theme.px, self._theme
        right = box.right()
        names = [("error", "red")] if broken else []
        names += [("copy", "ink3")] if row.second else []
        for name, token in names:
            right -= px(16)
            ratio = painter.device().devicePixelRatioF()
            painter.drawPixmap(QPointF(right, box.center().y() - px(8) + 0.5), theme.pixmap(name, token, 16, ratio))
            right -= px(6)
        return right
