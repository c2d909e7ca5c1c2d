"""The pages of a report: small ones in a list, and a large one beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QListView, QScrollArea, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.tips import plain_tip

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from desktop.models.sheets import Sheets
    from desktop.theme import Theme
    from resources import Sentences

THUMB, MARGIN, CAPTION = 76, 8, 20
"""px at 100 %: width of a small page, room around it, room for its number."""
INCH = 96
"""Pixels of the window to an inch of paper, at zoom 1."""
ZOOMS = (0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.25, 1.5, 2.0, 3.0)
LEGIBLE = 560
"""px that an enlarged page is wide at least, whatever the size of the window's own text."""
A4 = 595.28, 841.89
WHITE = QColor(255, 255, 255)
"""Paper is white in every theme: it is what will be printed."""
Index = QModelIndex | QPersistentModelIndex


class PagesModel(QAbstractListModel):
    """One row a page of the open file."""

    def __init__(self, sheets: Sheets, sentences: Sentences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sheets, self._sentences = sheets, sentences
        self._count = 0
        self.marked: dict[int, list[str]] = {}

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self._count

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return str(index.row() + 1)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            chapter = self._sheets.book.chapter(index.row()) if self._sheets.book else ""
            spoken = self._sentences("pages.page", page=index.row() + 1)
            told = " / ".join(self.marked.get(index.row(), ()))
            return plain_tip(" · ".join(filter(None, (spoken, chapter, told))))
        return None

    def follow(self) -> None:
        """Another file is open. Pages that stay are not taken away, so that the list stays where it is."""
        count = len(self._sheets.book.sizes) if self._sheets.book else 0
        if count > self._count:
            self.beginInsertRows(QModelIndex(), self._count, count - 1)
            self._count = count
            self.endInsertRows()
        elif count < self._count:
            self.beginRemoveRows(QModelIndex(), count, self._count - 1)
            self._count = count
            self.endRemoveRows()
        self.marked.clear()
        if count:
            self.dataChanged.emit(self.index(0), self.index(count - 1))

    def mark(self, page: int, words: str) -> None:
        """Something is to be checked on a page."""
        self.marked.setdefault(page, []).append(words)
        self.redraw(page)

    def redraw(self, page: int) -> None:
        """The picture of a page has changed."""
        index = self.index(page)
        if index.isValid():
            self.dataChanged.emit(index, index)


class _Small(QStyledItemDelegate):
    """Paints a small page, its number under it, and a frame of the accent colour around the current one."""

    def __init__(self, theme: Theme, sheets: Sheets, parent: QObject) -> None:
        super().__init__(parent)
        self._theme, self._sheets = theme, sheets

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        px = self._theme.px
        return QSize(px(THUMB + 2 * MARGIN), self._high(index.row()) + px(MARGIN + CAPTION + 4))

    def _high(self, page: int) -> int:
        book = self._sheets.book
        wide, high = book.sizes[page] if book is not None and page < len(book.sizes) else A4
        return round(self._theme.px(THUMB) * high / wide)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, px = self._theme, self._theme.px
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        box = QRect(rect.center().x() - px(THUMB) // 2, rect.top() + px(MARGIN), px(THUMB), self._high(index.row()))
        painter.save()
        ratio = painter.device().devicePixelRatioF()
        paint_paper(painter, box, theme, self._sheets.picture(index.row(), round(box.width() * ratio)))
        if chosen:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            reach = px(4) if state & QStyle.StateFlag.State_HasFocus else px(2)
            painter.drawRoundedRect(QRectF(box).adjusted(-reach, -reach, reach, reach), 2, 2)
        model = index.model()
        if isinstance(model, PagesModel) and index.row() in model.marked:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.color("desk"), 2))
            painter.setBrush(theme.color("highlight_line"))
            painter.drawEllipse(box.topRight(), px(6), px(6))
        painter.setFont(theme.font(12, bold=chosen, tabular=True))
        painter.setPen(theme.color("ink" if chosen else "ink2"))
        caption = QRect(rect.left(), box.bottom() + px(3), rect.width(), px(CAPTION))
        painter.drawText(caption, Qt.AlignmentFlag.AlignCenter, str(index.row() + 1))
        painter.restore()


class SmallPages(QListView):
    """chosen: a page, from 0. opened: a page that was pressed twice, or Enter on it."""

    chosen = Signal(int)
    opened = Signal(int)

    def __init__(self, theme: Theme, sheets: Sheets, sentences: Sentences) -> None:
        super().__init__()
        self._model = PagesModel(sheets, sentences, self)
        self.setObjectName("pages")
        self.setModel(self._model)
        self.setItemDelegate(_Small(theme, sheets, self))
        self.setAccessibleName(sentences("pages.small"))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(theme.px(THUMB + 2 * MARGIN) + theme.px(14))
        self.selectionModel().currentChanged.connect(lambda index, _: self.chosen.emit(index.row()))
        self.activated.connect(lambda index: self.opened.emit(index.row()))
        sheets.drawn.connect(self._model.redraw)

    def follow(self, page: int) -> None:
        """Another file is open: show page, or the last one there is."""
        self._model.follow()
        self.choose(min(max(page, 0), self._model.rowCount() - 1))

    def mark(self, page: int, words: str) -> None:
        """A dot on a page on which something is to be checked; the next file takes it away."""
        self._model.mark(page, words)

    def choose(self, page: int) -> None:
        index = self._model.index(page)
        if index.isValid() and index != self.currentIndex():
            self.setCurrentIndex(index)

    @property
    def page(self) -> int:
        """The current page, from 0; -1 where there is none."""
        return self.currentIndex().row()

    @property
    def count(self) -> int:
        return self._model.rowCount()


class _Paper(QWidget):
    """The large page."""

    pressed = Signal(float, float)

    def __init__(self, theme: Theme, sheets: Sheets) -> None:
        super().__init__()
        self._theme, self._sheets = theme, sheets
        self.page = -1
        self.box = QRect()
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.page < 0 or self.box.isEmpty():
            return
        painter = QPainter(self)
        width = round(self.box.width() * self.devicePixelRatioF())
        paint_paper(painter, self.box, self._theme, self._sheets.picture(self.page, width))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        book = self._sheets.book
        if event.button() != Qt.MouseButton.LeftButton or book is None or not self.box.contains(place):
            return
        if 0 <= self.page < len(book.sizes):
            scale = book.sizes[self.page][0] / self.box.width()
            self.pressed.emit((place.x() - self.box.left()) * scale, (place.y() - self.box.top()) * scale)


class LargePage(QScrollArea):
    """A page as large as there is room, or enlarged. pressed: page, and points from its top left corner. turned: by."""

    pressed = Signal(int, float, float)
    turned = Signal(int)
    zoomed = Signal()

    def __init__(self, theme: Theme, sheets: Sheets, sentences: Sentences) -> None:
        super().__init__()
        self._theme, self._sheets, self._sentences = theme, sheets, sentences
        self._paper = _Paper(theme, sheets)
        self._zoom: float | None = None
        self.setObjectName("large_page")
        self.setWidget(self._paper)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(theme.px(150), theme.px(110))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._paper.pressed.connect(lambda x, y: self.pressed.emit(self._paper.page, x, y))
        sheets.drawn.connect(self._redraw)

    @property
    def page(self) -> int:
        """The page that is shown, from 0; -1 where there is none."""
        return self._paper.page

    @property
    def zoom(self) -> float | None:
        """How large: 1 as on paper, 0 as wide as the room, None as large as fits into it."""
        return self._zoom

    def set_zoom(self, zoom: float | None) -> None:
        """See zoom."""
        self._zoom = zoom
        none = zoom is None
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if none else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(policy)
        self.setHorizontalScrollBarPolicy(policy)
        self._fit()
        across = self.horizontalScrollBar()
        across.setValue((across.minimum() + across.maximum()) // 2)
        self.zoomed.emit()

    def zoom_by(self, steps: int) -> None:
        """Larger (+1) or smaller (-1), from what is seen now."""
        now = self.scale
        further = [zoom for zoom in ZOOMS if (zoom > now * 1.04 if steps > 0 else zoom < now / 1.04)]
        if further:
            self.set_zoom(further[0] if steps > 0 else further[-1])

    @property
    def scale(self) -> float:
        """How large the page is seen, 1 as on paper at 96 pixels an inch."""
        book, page = self._sheets.book, self._paper.page
        if book is None or not 0 <= page < len(book.sizes):
            return 1.0
        return self._paper.box.width() / (book.sizes[page][0] * INCH / 72)

    def show_page(self, page: int) -> None:
        """Show a page, from its top."""
        if page != self._paper.page:
            self.verticalScrollBar().setValue(0)
        self._paper.page = page
        book = self._sheets.book
        count, chapter = (len(book.sizes), book.chapter(page)) if book else (0, "")
        name = self._sentences("pages.page_of", page=page + 1, count=count)
        self.setAccessibleName(f"{name} · {chapter}" if chapter else name)
        self.setAccessibleDescription(self._sentences("pages.press"))
        self._fit()

    def _fit(self) -> None:
        book, page, gap = self._sheets.book, self._paper.page, self._theme.px(14)
        room = self.maximumViewportSize()
        if book is None or not 0 <= page < len(book.sizes):
            self._paper.resize(room)
            self._paper.update()
            return
        wide, high = book.sizes[page]
        across = room.width() - 2 * gap
        if self._zoom is not None:
            bar = self.verticalScrollBar().sizeHint().width()
            across = round(wide * INCH / 72 * self._zoom) if self._zoom else max(across - bar, LEGIBLE)
            room.setWidth(max(across + 2 * gap, room.width() - bar))
        else:
            across = min(across, round((room.height() - 2 * gap) * wide / high))
        across = max(across, 1)
        size = QSize(across, round(across * high / wide))
        room.setHeight(max(room.height(), size.height() + 2 * gap))
        top = gap if self._zoom is not None else (room.height() - size.height()) // 2
        self._paper.box = QRect((room.width() - across) // 2, top, size.width(), size.height())
        self._paper.resize(room)
        self._paper.update()

    def _redraw(self, page: int) -> None:
        if page == self._paper.page:
            self._paper.update()

    def resizeEvent(self, event: QEvent) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        by = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1, Qt.Key.Key_Space: 1}.get(Qt.Key(event.key()), 0)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._paper.page >= 0:
            self.pressed.emit(self._paper.page, 0.0, 0.0)
        elif by and bar.value() == (bar.maximum() if by > 0 else bar.minimum()):
            self.turned.emit(by)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel turns pages where there is nothing to scroll; with Ctrl it makes them larger and smaller."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        bar, by = self.verticalScrollBar(), -1 if event.angleDelta().y() > 0 else 1
        if event.angleDelta().y() and bar.value() == (bar.maximum() if by > 0 else bar.minimum()):
            self.turned.emit(by)
            event.accept()
        else:
            super().wheelEvent(event)


def paint_paper(painter: QPainter, box: QRect, theme: Theme, image: QImage | None) -> None:
    """A white sheet with a soft shadow, and what is printed on it. The one place beside dialogs that casts one."""
    shadow = QColor(0, 0, 0)
    for reach, strength in ((3, 10), (2, 14), (1, 20)):
        shadow.setAlpha(strength)
        painter.fillRect(box.adjusted(-reach + 1, -reach + 2, reach - 1, reach), shadow)
    painter.fillRect(box, WHITE)
    if image is not None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(box, image)
    painter.setPen(QPen(theme.color("line2"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box.adjusted(-1, -1, 0, 0))
