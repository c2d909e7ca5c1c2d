"""Draws the contact sheet: heads over the whole width, and tiles with picture, caption, and in red what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.models.contact_sheet import TILE_ROLE, SheetModel, Tile
from desktop.panes.rows import paint_words

if TYPE_CHECKING:
    from desktop.theme import Theme
    from desktop.thumbnails import Thumbnails

WIDE, HIGH, WORDS, HEAD, PAD = 186, 128, 46, 44, 8
"""Of a picture, the lines under it, a head, and the room around; px at 100 %."""


class SheetDelegate(QStyledItemDelegate):
    """All sizes are px at 100 % text and grow with the theme's text size."""

    def __init__(
        self, theme: Theme, view: QListView, model: SheetModel, pictures: Thumbnails, unnamed: str, none: str
    ) -> None:
        """unnamed: said of a figure without caption. none: said in a group without figures."""
        super().__init__(view)
        self._theme, self._view, self._model, self._pictures = theme, view, model, pictures
        self._unnamed, self._none = unnamed, none

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        px = self._theme.px
        tile: Tile = index.data(TILE_ROLE)
        if tile.figure is None:  # no tile fits beside it
            return QSize(self._view.viewport().width() - px(4), px(HEAD))
        return QSize(px(WIDE + 2 * PAD), px(HIGH + WORDS + 2 * PAD))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        tile: Tile = index.data(TILE_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if tile.figure is None:
            self._head(painter, option.rect, tile, option.state)
        else:
            self._tile(painter, option.rect, tile, option.state)
        painter.restore()

    def _head(self, painter: QPainter, box: QRect, tile: Tile, state: QStyle.StateFlag) -> None:
        theme, px = self._theme, self._theme.px
        if tile.empty:
            self._plate(painter, box.adjusted(0, px(10), 0, 0), state)
        low = box.adjusted(px(PAD), px(10 if tile.empty else 14), -px(PAD), 0)
        width = paint_words(painter, low, tile.name, theme.font(15, bold=True), theme.color("navy"))
        rest = low.adjusted(width + px(10), 0, 0, 0)
        width = paint_words(painter, rest, tile.lead, theme.font(12, tabular=True), theme.color("ink3"))
        if tile.empty:
            rest = rest.adjusted(width + px(10 if width else 0), 0, 0, 0)
            paint_words(painter, rest, self._none, theme.font(12), theme.color("ink2"))

    def _plate(self, painter: QPainter, box: QRect, state: QStyle.StateFlag) -> bool:
        """The ground of what is chosen or pointed at, and the focus; answers whether it is chosen."""
        theme, px = self._theme, self._theme.px
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        plate = box.adjusted(2, 2, -2, -2)
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(theme.color("sel" if chosen else "hover"))
            painter.drawRoundedRect(plate, px(6), px(6))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(plate.adjusted(1, 1, -1, -1), px(6), px(6))
        return chosen

    def _tile(self, painter: QPainter, box: QRect, tile: Tile, state: QStyle.StateFlag) -> None:
        theme, px = self._theme, self._theme.px
        self._plate(painter, box, state)
        self._picture(painter, QRect(box.left() + px(PAD), box.top() + px(PAD), px(WIDE), px(HIGH)), tile)
        line = QFontMetrics(theme.font(13)).height()
        words = QRect(box.left() + px(PAD), box.top() + px(PAD + HIGH + 6), px(WIDE), line)
        name = theme.color("ink" if tile.name else "ink2")
        paint_words(painter, words, tile.name or tile.lead or self._unnamed, theme.font(13, bold=bool(tile.name)), name)
        below = words.translated(0, line + px(1))
        if lacks := self._model.words(tile):
            paint_words(painter, below, lacks, theme.font(12), theme.color("red"))
        elif tile.figure is not None:
            paint_words(painter, below, tile.figure.credit, theme.font(12), theme.color("ink2"))

    def _picture(self, painter: QPainter, place: QRect, tile: Tile) -> None:
        theme, px = self._theme, self._theme.px
        assert tile.figure is not None
        found = self._pictures.get(tile.figure.blob) if tile.figure.blob else None
        if found is not None and not found.isNull():
            size = found.size().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
            box = QRect(place.left(), place.bottom() - size.height() + 1, size.width(), size.height())
            painter.drawPixmap(box, found)
            return
        waits = tile.figure.blob is not None and found is None
        painter.setPen(Qt.PenStyle.NoPen if waits else QPen(theme.color("red"), 1, Qt.PenStyle.DashLine))
        painter.setBrush(theme.color("sunk" if waits else "pane"))
        painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), 4, 4)
        if not waits:
            icon = theme.pixmap("image", "red", 28, painter.device().devicePixelRatioF())
            painter.drawPixmap(QPointF(place.center()) - QPointF(px(14), px(14)), icon)
