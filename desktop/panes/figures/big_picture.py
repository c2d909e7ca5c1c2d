"""One picture of the contact sheet as large as the page has room, with its words; keys walk from one to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.focus import take_focus
from desktop.panes.parts import button, label, line
from desktop.thumbnails import Thumbnails

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QListView

    from desktop.context import PageContext
    from desktop.models.contact_sheet import SheetModel, Tile
    from desktop.theme import Theme

LARGEST = QSize(2000, 1500)
"""px of the screen that a picture is read in; what is kept is at most 2,400 px long."""
STEPS = {
    Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageUp: -1,
    Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageDown: 1,
}  # fmt: skip
ESCAPE = Qt.Key.Key_Escape
ENDS = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}


class BigPicture(QWidget):
    """left: back to the sheet. What is current in the sheet is what is shown, and the other way round."""

    left = Signal()

    def __init__(self, context: PageContext, view: QListView, model: SheetModel) -> None:
        super().__init__()
        self._view, self._model, self._say = view, model, context.sentences
        say, theme = context.sentences, context.theme
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.pictures = Thumbnails(context, LARGEST, self, lasting=False)
        self.place = label("", "small")
        self.earlier, self.later, self.close_ = (
            button(say(f"figures.{name}"), "quiet", icon=icon, theme=theme)
            for name, icon in (("before", "back"), ("after", "forward"), ("close", "close"))
        )
        self.earlier.clicked.connect(lambda: self.step(-1))
        self.later.clicked.connect(lambda: self.step(1))
        self.close_.clicked.connect(self.left)
        self.canvas = _Canvas(theme)
        self.pictures.made.connect(self._paint)
        self.caption, self.second, self.lacks = (
            label("", "strong", wrap=True),
            label("", "second", wrap=True),
            label(""),
        )
        self.lacks.setProperty("look", "error")
        px = theme.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(8), 0, px(8), px(8))
        column.setSpacing(px(6))
        row = line(self.place, self.earlier, self.later, self.close_, spacing=px(4), stretch=False)
        row.setStretch(0, 1)
        column.addLayout(row)
        column.addWidget(self.canvas, 1)
        for part in (self.caption, self.second, self.lacks):
            column.addWidget(part)
        column.addWidget(label(say("figures.big_keys"), "small", wrap=True))

    def show_current(self) -> bool:
        """Show what is current in the sheet; whether that is a figure."""
        tile = self._model.tile(self._view.currentIndex())
        if tile is None or tile.figure is None:
            return False
        tiles, say = self._figures(), self._say
        number = tiles.index(self._view.currentIndex().row())
        head = self._head(self._view.currentIndex().row())
        place = say("figures.place", number=number + 1, count=len(tiles))
        self.place.setText(" · ".join(filter(None, (place, head.lead if head else "", head.name if head else ""))))
        name = tile.name or say("figures.no_caption")
        figure = tile.figure
        alt = say("figures.alt_is", text=figure.alt) if figure.alt else ""
        self.caption.setText(name)
        self.second.setText(" · ".join(filter(None, (tile.lead, figure.credit, alt))))
        self.second.setVisible(bool(self.second.text()))
        self.lacks.setText(self._model.words(tile))
        self.lacks.setVisible(bool(tile.lacks))
        self.earlier.setEnabled(number > 0)
        self.later.setEnabled(number + 1 < len(tiles))
        self.setAccessibleName(", ".join(filter(None, (place, name, figure.alt, self.lacks.text()))))
        self._paint()
        for row in tiles[max(0, number - 1) : number + 2]:  # the neighbours come without waiting
            beside = self._model.tile(self._model.index(row))
            if beside is not None and beside.figure is not None and beside.figure.blob:
                self.pictures.get(beside.figure.blob)
        return True

    def step(self, by: int) -> None:
        """Go on by so many figures, over the heads of groups."""
        tiles = self._figures()
        at = tiles.index(self._view.currentIndex().row()) + by
        if 0 <= at < len(tiles):
            self._go(tiles[at])

    def _go(self, row: int) -> None:
        flag = QItemSelectionModel.SelectionFlag
        self._view.selectionModel().setCurrentIndex(self._model.index(row), flag.ClearAndSelect)
        self.show_current()

    def _figures(self) -> Sequence[int]:
        rows = range(self._model.rowCount())
        return [row for row in rows if (tile := self._model.tile(self._model.index(row))) and tile.figure]

    def _head(self, row: int) -> Tile | None:
        """The head of the group that a row is in."""
        tiles = (self._model.tile(self._model.index(each)) for each in range(row, -1, -1))
        return next((tile for tile in tiles if tile is not None and tile.figure is None), None)

    def _paint(self) -> None:
        tile = self._model.tile(self._view.currentIndex())
        blob = tile.figure.blob if tile is not None and tile.figure is not None else None
        self.canvas.show_picture(self.pictures.get(blob) if blob else QPixmap())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home and End walk; Space and Esc go back to the sheet."""
        key = Qt.Key(event.key())
        if key in STEPS and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.step(STEPS[key])
        elif key in ENDS:
            self._go(self._figures()[ENDS[key]])
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Escape):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Esc closes the picture before anything else hears of it."""
        if isinstance(event, QKeyEvent) and event.type() == event.Type.ShortcutOverride and event.key() == ESCAPE:
            event.accept()
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.canvas.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.canvas.update()

    def take_focus(self) -> None:
        take_focus(self)


class _Canvas(QWidget):
    """A picture as large as there is room, never larger than it is kept."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._picture: QPixmap | None = None

    def show_picture(self, picture: QPixmap | None) -> None:
        """None: it is being read. Null: there is none."""
        self._picture = picture
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(160), self._theme.px(120))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), theme.color("sunk"))
        self._draw(painter, self._picture)
        if (page := self.parentWidget()) is not None and page.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _draw(self, painter: QPainter, picture: QPixmap | None) -> None:
        theme = self._theme
        if picture is None:
            return
        if picture.isNull():
            side = theme.px(48)
            icon = theme.pixmap("image", "red", 48, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(self.rect().center()) - QPointF(side / 2, side / 2), icon)
            return
        ratio = self.devicePixelRatioF()
        size = picture.size().scaled(self.size() * ratio, Qt.AspectRatioMode.KeepAspectRatio)
        size = size.boundedTo(picture.size()) / ratio  # a small one stays as sharp as it is
        box = QRect(0, 0, size.width(), size.height())
        box.moveCenter(self.rect().center())
        painter.drawPixmap(box, picture)
