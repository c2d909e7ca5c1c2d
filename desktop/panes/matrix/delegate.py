"""Draws the cells of the coverage: signs of states, what is filtered, today's column, the sums of rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QWidget

from desktop.dialogs.pasted_table import CellDelegate
from desktop.editor.composition import LineField
from desktop.models.coverage import CoverageModel, Row
from desktop.signs import sign_pixmap

if TYPE_CHECKING:
    from desktop.theme import Theme
    from resources import Sentences

EDITOR, BAR = 240, 42
"""Width of the line in which a reason is written, and of the bar of a row; px at 100 %."""
VEIL = 0.42
"""How much of the tint today's column has."""


class CoverageDelegate(CellDelegate):
    """shown: the state whose cells are amber, or nothing."""

    def __init__(self, theme: Theme, sentences: Sentences, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._say = theme, sentences
        self._signs: dict[tuple[str, float], QPixmap] = {}
        self.shown = ""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = index.model()
        assert isinstance(model, CoverageModel)
        row, box = model.row(index), option.rect
        assert row is not None
        painter.save()
        if row.person is None:
            self._team(painter, box, option.state)
        else:
            self._ground(painter, box, index, option.state)
        if index.column() == len(model.coverage.columns):
            self._sum(painter, box, row)
        self._edges(painter, box, index)
        if option.state & QStyle.StateFlag.State_HasFocus and row.person is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(box).adjusted(1.5, 1, -2, -1.5), 3, 3)
        painter.restore()

    def _team(self, painter: QPainter, box: QRect, state: QStyle.StateFlag) -> None:
        current = state & QStyle.StateFlag.State_HasFocus
        painter.fillRect(box, self._theme.color("sel" if current else "pane"))

    def _ground(
        self, painter: QPainter, box: QRect, index: QModelIndex | QPersistentModelIndex, state: QStyle.StateFlag
    ) -> None:
        model, theme = index.model(), self._theme
        assert isinstance(model, CoverageModel)
        column, cell = model.column(index), model.cell(index)
        if column is not None and is_today(model, index.column()):
            painter.fillRect(box, today_tint(theme))
        if cell is None:
            return
        inner = box.adjusted(1, 1, -1, -2)
        if cell.state == self.shown:
            painter.fillRect(inner, theme.color("amber_ground"))
        elif cell.state == "returned":
            painter.fillRect(inner, theme.color("red_ground"))
        view = self.parent()
        current = isinstance(view, QAbstractItemView) and view.currentIndex() == index
        if state & QStyle.StateFlag.State_Selected and not current:  # that one has its ring, or shows its state
            painter.fillRect(inner, theme.color("sel"))
        sign = self._sign(cell.state, painter.device().devicePixelRatioF())
        size = sign.deviceIndependentSize()
        middle = QRectF(box).center() - QPointF(size.width() / 2 + 0.5, size.height() / 2 + 0.5)
        painter.drawPixmap(middle.toPoint(), sign)

    def _sign(self, state: str, ratio: float) -> QPixmap:
        """The same few signs stand in thousands of cells: each is drawn once."""
        key = state, ratio
        if key not in self._signs:
            self._signs[key] = sign_pixmap(state, self._theme, 12, ratio)
        return self._signs[key]

    def _sum(self, painter: QPainter, box: QRect, row: Row) -> None:
        """How much of what a row should have was given out of hand."""
        theme, px = self._theme, self._theme.px
        full = row.given == row.due
        font = theme.font(12, bold=not full, tabular=True)
        painter.setFont(font)
        painter.setPen(theme.color("ink3" if full else "ink"))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box.adjusted(0, 0, -px(6), 0), right, f"{row.given}/{row.due}")
        if row.person is None or box.width() < px(2 * BAR):
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        bar = QRectF(box.left() + px(8), box.center().y() - px(2), px(BAR), px(5))
        for token, width in (("sunk", bar.width()), ("accent" if full else "ink3", bar.width() * share(row))):
            painter.setBrush(theme.color(token))
            if width:
                painter.drawRoundedRect(QRectF(bar.topLeft(), bar.size()).adjusted(0, 0, width - bar.width(), 0), 2, 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _edges(self, painter: QPainter, box: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        model = index.model()
        assert isinstance(model, CoverageModel)
        painter.setPen(self._theme.color("line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        row = model.row(index)
        if row is not None and row.person is not None and begins_day(model, index.column()):
            painter.drawLine(box.topLeft(), box.bottomLeft())

    # --- the reason of an absence -------------------------------------------------------------------------------

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        editor = super().createEditor(parent, option, index)
        hint = self._say("coverage.reason_hint")
        editor.setAccessibleName(f"{hint}: {editor.accessibleName()}")
        if isinstance(editor, LineField):
            editor.setPlaceholderText(hint)
        return editor

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The line is wider than its cell, and wholly in sight."""
        room = editor.parentWidget() or editor
        width = min(self._theme.px(EDITOR), room.width())
        height = max(editor.sizeHint().height(), option.rect.height())
        top = min(option.rect.top(), room.height() - height)
        editor.setGeometry(max(0, min(option.rect.left(), room.width() - width)), max(0, top), width, height)


def share(row: Row) -> float:
    """How much was given out of hand, 0 to 1; all of nothing is all."""
    return row.given / row.due if row.due else 1.0


def is_today(model: CoverageModel, column: int) -> bool:
    columns, today = model.coverage.columns, model.coverage.today
    return today is not None and column < len(columns) and columns[column].day == today


def begins_day(model: CoverageModel, column: int) -> bool:
    """Whether a line stands before a column."""
    columns = model.coverage.columns
    return 0 < column <= len(columns) and (column == len(columns) or columns[column].day != columns[column - 1].day)


def today_tint(theme: Theme) -> QColor:
    tint = theme.color("soft")
    tint.setAlphaF(VEIL)
    return tint
