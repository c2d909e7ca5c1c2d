"""The list of versions: walked by Up and Down, rows of several opened by Right and closed by Left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.models.versions import VERSION_ROLE, Shown, VersionsModel
from desktop.panes.rows import paint_corner, paint_ground, paint_words

if TYPE_CHECKING:
    from desktop.history import Row
    from desktop.theme import Theme

HEAD, VERSION = 34, 46
"""Heights; px at 100 %."""
TIME, LEFT = 42, 18


class VersionList(QListView):
    """chosen: the row that is shown now, or None. entered: Enter."""

    chosen = Signal(object)
    entered = Signal()

    def __init__(self, theme: Theme, model: VersionsModel) -> None:
        super().__init__()
        self._model = model
        self.setObjectName("versions")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setModel(model)
        self.setItemDelegate(VersionDelegate(theme, self))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._changed)

    def row(self) -> Row | None:
        return self._model.row(self.currentIndex().row())

    def choose(self, number: int) -> None:
        """Show the version in a line."""
        index = self._model.index(number)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def set_open(self, opened: bool) -> None:
        """Show the versions of the row one by one, or put them together again."""
        row = self.row()
        if row is None:
            return
        if row.inner:
            if opened:
                return
            place = self.currentIndex().row()
            row = next(each for number in range(place, -1, -1) if (each := self._model.row(number)) and not each.inner)
        if (len(row.steps) > 1 or not opened) and self._model.is_open(row.key) != opened:
            self._model.set_open(row.key, opened)
            self.choose(self._model.place(row.key))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            self.set_open(key == Qt.Key.Key_Right)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif key == Qt.Key.Key_Home:
            self.choose(self._model.first())
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._toggle()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        box = self.visualRect(self.currentIndex())
        at = event.position().toPoint()
        if box.contains(at) and at.y() < box.top() + box.height() // 2 and at.x() > box.right() - box.width() // 4:
            self._toggle()

    def _toggle(self) -> None:
        row = self.row()
        if row is not None and len(row.steps) > 1:
            self.set_open(not self._model.is_open(row.key))

    def _changed(self, current: QModelIndex, _: QModelIndex) -> None:
        self.chosen.emit(self._model.row(current.row()) if current.isValid() else None)


class VersionDelegate(QStyledItemDelegate):
    """Draws two lines a version: when and who, and what changed; days are headings."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        row = self._view.model()
        head = isinstance(row, VersionsModel) and row.row(index.row()) is None
        return QSize(0, self._theme.px(HEAD if head else VERSION))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        shown: Shown = index.data(VERSION_ROLE)
        px, theme = self._theme.px, self._theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if shown.head:
            low = box.adjusted(px(LEFT), px(10), -px(12), 0)
            paint_words(painter, low, shown.head, theme.font(12, bold=True), theme.color("ink3"))
        else:
            paint_ground(painter, box, state, theme, edge=px(8))
            self._version(painter, box, shown, selected=bool(state & QStyle.StateFlag.State_Selected))
        painter.restore()

    def _version(self, painter: QPainter, box: QRect, shown: Shown, *, selected: bool) -> None:
        px, theme = self._theme.px, self._theme
        quiet = theme.color("ink2" if selected else "ink3")
        left = box.left() + px(LEFT + (16 if shown.inner else 0))
        upper = QRect(left, box.top() + px(5), box.right() - px(18) - left, px(19))
        if shown.count:
            upper.setRight(self._count(painter, upper, shown, quiet))
        paint_words(painter, upper, shown.time, theme.font(13, tabular=True), quiet)
        upper.setLeft(left + px(TIME))
        name = theme.font(13, bold=True)
        ink = theme.color("navy" if selected else "ink2" if shown.faint else "ink")
        paint_words(painter, upper, shown.author, name, ink)
        upper.setLeft(upper.left() + QFontMetrics(name).horizontalAdvance(shown.author) + px(7))
        beside = " · ".join(filter(None, (shown.team, shown.device)))
        if upper.width() > px(20):
            paint_words(painter, upper, beside, theme.font(12), quiet)
        lower = QRect(left + px(TIME), box.top() + px(24), box.right() - px(18) - left - px(TIME), px(17))
        paint_words(painter, lower, shown.what, theme.font(12, tabular=True), theme.color("ink2"))

    def _count(self, painter: QPainter, box: QRect, shown: Shown, ink: QColor) -> int:
        """How many versions stand together, and whether they are shown; answers where the rest must end."""
        px, font = self._theme.px, self._theme.font(12, tabular=True)
        width = QFontMetrics(font).horizontalAdvance(shown.count)
        middle = QPointF(box.right() - px(4), box.center().y() + 0.5)
        paint_corner(painter, middle, self._theme, ink, opened=shown.opened)
        place = QRect(box.right() - px(14) - width, box.top(), width + 1, box.height())
        paint_words(painter, place, shown.count, font, ink)
        return place.left() - px(6)
