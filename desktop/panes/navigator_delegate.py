"""Draws the rows of the navigator: indents, signs, times, counts, and the focus over the selection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from desktop.models.outline import BIN, COMMENTS, FIGURES, HOME, QUEUE, TOUR, Row
from desktop.panes.lettering import Lettering
from desktop.panes.rows import paint_corner, paint_ground

if TYPE_CHECKING:
    from desktop.models.navigator import NavigatorModel
    from desktop.theme import Theme

ROW = 30
"""Height of every row; px at 100 %. All are of one height, so that a step in a long list asks for those seen alone."""
LOW = 4
"""How much lower than the middle the words of a head stand: it belongs to what is below it."""
INDENTS = {"place": 20, "head": 20, "day": 16, "visit": 38, "note": 62, "chapter": 38, "implications": 38, "report": 38}
BOLD, PLAIN, TIMES = (13, True, False), (13, False, False), (13, False, True)
HEAD, SMALL, PILL = (12, True, False), (12, False, True), (12, True, True)
"""Fonts: size, whether bold, whether with figures of one width."""
PLACES = {HOME: "calendar", TOUR: "people", BIN: "trash", COMMENTS: "comment", QUEUE: "checklist", FIGURES: "image"}
SIGNS = {"report": "document", "implications": "flag"}
"""Pictures of rows that have no state."""
_SEEN = QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_HasFocus


class NavigatorDelegate(QStyledItemDelegate):
    """All sizes are px at 100 % text and grow with the theme's text size."""

    def __init__(self, theme: Theme, view: QTreeView, model: NavigatorModel) -> None:
        super().__init__(view)
        self._theme, self._view, self._model = theme, view, model
        self._letters = Lettering(theme)
        self._size = QSize(0, theme.px(ROW))

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return self._size

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = self._model.row_of(index)
        if row is None:
            return
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.key == BIN:
            self._apart(painter, box)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected or state & _SEEN:
            ringed = bool(getattr(self._view, "ringed", True))
            edge, hover = self._theme.px(8), row.kind != "head"
            paint_ground(painter, box, state, self._theme, edge=edge, inset=7, hover=hover, ring=ringed)
        open_day = row.kind == "day" and self._view.isExpanded(index)
        right = self._right(painter, box, row, selected, open_day)
        if row.conflicts and not open_day:
            right = self._conflicts(painter, box, row, right)
        left = box.left() + self._theme.px(INDENTS[row.kind])
        folds = row.kind == "day" and index.model().hasChildren(index)
        corner = open_day if folds else None
        self._line(painter, QRect(left, box.top(), right - left, box.height()), row, selected, corner)
        painter.restore()

    def _apart(self, painter: QPainter, box: QRect) -> None:
        """A line above the bin, which is no part of the tour."""
        px = self._theme.px
        painter.setPen(self._letters.colour("line"))
        painter.drawLine(box.left() + px(20), box.top(), box.right() - px(18), box.top())

    def _right(self, painter: QPainter, box: QRect, row: Row, selected: bool, open_day: bool) -> int:
        """Draw what stands at the right edge; answers where the name must end."""
        px, letters = self._theme.px, self._letters
        right = box.right() - px(18)
        if row.urgent and not open_day:
            text = str(row.urgent)
            width = max(px(20), letters.width(text, PILL) + px(12))
            pill = QRectF(right + px(1) - width, box.center().y() - px(9) + 0.5, width, px(18))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(letters.colour("red_ground"))
            painter.drawRoundedRect(pill, px(9), px(9))
            letters.paint(painter, pill.toRect(), text, PILL, "red", Qt.AlignmentFlag.AlignHCenter)
            return int(pill.left()) - px(6)
        if row.kind == "day":
            if not open_day:
                letters.sign(painter, right - px(12), box.center().y() + 0.5, row.state, 12)
            return right - px(18)
        if row.count:
            place = QRect(box.left(), box.top(), right - box.left(), box.height())
            token, side = "ink2" if selected else "ink3", Qt.AlignmentFlag.AlignRight
            return right - letters.paint(painter, place, str(row.count), SMALL, token, side) - px(8)
        return right

    def _conflicts(self, painter: QPainter, box: QRect, row: Row, right: int) -> int:
        """Left of what stands at the right edge: that something was changed differently, and how often."""
        px, theme, letters = self._theme.px, self._theme, self._letters
        text = str(row.conflicts) if row.conflicts > 1 else ""
        width = px(20) + (letters.width(text, PILL) + px(6) if text else 0)
        pill = QRectF(right - width, box.center().y() - px(9) + 0.5, width, px(18))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(letters.colour("amber_ground"))
        painter.drawRoundedRect(pill, px(9), px(9))
        sign = theme.pixmap("merge", "amber", 14, painter.device().devicePixelRatioF())
        painter.drawPixmap(QPointF(pill.left() + px(3), pill.center().y() - px(7)), sign)
        if text:
            place = pill.toRect().adjusted(px(17), 0, -px(5), 0)
            letters.paint(painter, place, text, PILL, "amber", Qt.AlignmentFlag.AlignRight)
        return int(pill.left()) - px(6)

    def _line(self, painter: QPainter, box: QRect, row: Row, selected: bool, corner: bool | None) -> None:
        """corner: whether a day is open; None for what does not open."""
        px, theme, letters = self._theme.px, self._theme, self._letters
        ink = "navy" if selected else "ink"
        if row.kind == "head":
            letters.paint(painter, box.translated(0, px(LOW)), row.name, HEAD, "ink3")
        elif row.kind == "place":
            token, ratio = "accent" if selected else "ink2", painter.device().devicePixelRatioF()
            middle = QPointF(box.left() - px(1), box.center().y() - px(9) + 0.5)
            painter.drawPixmap(middle, theme.pixmap(PLACES[row.key], token, 18, ratio))
            box.setLeft(box.left() + px(28))
            letters.paint(painter, box, row.name, BOLD if selected else PLAIN, ink)
        elif row.kind == "day":
            middle = QPointF(box.left() + px(7), box.center().y() + 0.5)
            if corner is not None:
                paint_corner(painter, middle, theme, letters.colour("ink3"), opened=corner)
            box.setLeft(box.left() + px(20))
            letters.paint(painter, box, row.lead, BOLD, ink)
            box.setLeft(box.left() + letters.width(row.lead, BOLD) + px(9))
            letters.paint(painter, box, row.name, SMALL, "ink2" if selected else "ink3")
        else:
            self._entry(painter, box, row, selected, ink)

    def _entry(self, painter: QPainter, box: QRect, row: Row, selected: bool, ink: str) -> None:
        px, theme, letters = self._theme.px, self._theme, self._letters
        middle = box.center().y() + 0.5
        if row.state:
            letters.sign(painter, box.left(), middle, row.state, 11)
        elif row.kind in SIGNS:
            sign = theme.pixmap(SIGNS[row.kind], "ink2", 16, painter.device().devicePixelRatioF())
            painter.drawPixmap(QPointF(box.left() - px(3), middle - px(8)), sign)
        box.setLeft(box.left() + px(20))
        if row.kind == "visit" and row.lead:
            letters.paint(painter, box, row.lead, TIMES, "ink2" if selected else "ink3")
            box.setLeft(box.left() + px(40))
        elif row.kind == "note" and not selected:
            ink = "ink2"
        letters.paint(painter, box, row.name, BOLD if selected else PLAIN, ink)
