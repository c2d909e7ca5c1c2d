"""Paints the grid of the coverage at once: signs of states, what is filtered, today's column, the sums of rows.

A delegate is called cell by cell, and a large grid has hundreds of cells in sight: painted in one go they cost a tenth.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QTableView

from desktop.models.coverage import CoverageModel, Row
from desktop.panes.lettering import Lettering

if TYPE_CHECKING:
    from desktop.theme import Theme

BAR, AWAY, SIGN = 42, 45, 12
"""Width of the bar of a row, how far it ends from the right, and the size of a sign; px at 100 %."""
VEIL = 0.42
"""How much of the tint today's column has."""
Span: TypeAlias = tuple[int, int, int]
"""Number of a row or column, where it begins in the viewport, and how high or wide it is; px."""


class Grid:
    """shown: the state whose cells are amber, or nothing."""

    def __init__(self, theme: Theme, view: QTableView, model: CoverageModel) -> None:
        self._theme, self._view, self._model = theme, view, model
        self._letters = Lettering(theme)
        self.shown = ""

    def paint(self, painter: QPainter, seen: QRect) -> None:
        """Paint what of the grid is in seen, a part of the viewport."""
        rows, columns = list(self._rows(seen)), list(self._columns(seen))
        if not rows or not columns:
            return
        left, right = columns[0][1], columns[-1][1] + columns[-1][2]
        top, bottom = rows[0][1], rows[-1][1] + rows[-1][2]
        for column, x, width in columns:
            if is_today(self._model, column):
                painter.fillRect(x, top, width, bottom - top, today_tint(self._theme))
        self._signs(painter, rows, columns)
        painter.setPen(self._letters.colour("line"))
        for column, x, _ in columns:
            if begins_day(self._model, column):
                painter.drawLine(x, top, x, bottom)
        for number, y, height in rows:
            self._row(painter, self._model.rows[number], QRect(left, y, right - left, height), columns)
        self._ring(painter)

    # --- what is in sight ---------------------------------------------------------------------------------------

    def _rows(self, seen: QRect) -> Iterator[Span]:
        view = self._view
        for number in range(len(self._model.rows)):
            y, height = view.rowViewportPosition(number), view.rowHeight(number)
            if y > seen.bottom():
                return
            if y + height > seen.top():
                yield number, y, height

    def _columns(self, seen: QRect) -> Iterator[Span]:
        view = self._view
        for number in range(self._model.columnCount()):
            x, width = view.columnViewportPosition(number), view.columnWidth(number)
            if x > seen.right():
                return
            if x + width > seen.left():
                yield number, x, width

    # --- cells --------------------------------------------------------------------------------------------------

    def _signs(self, painter: QPainter, rows: list[Span], columns: list[Span]) -> None:
        """The grounds and signs of the cells of people."""
        coverage, letters, half = self._model.coverage, self._letters, self._theme.px(SIGN) / 2
        chosen = self._chosen()
        grounds = {"returned": letters.colour("red_ground"), self.shown: letters.colour("amber_ground")}
        visits = [(number, x, w, coverage.columns[number].visit.id) for number, x, w in columns if self._visit(number)]
        for row, y, height in rows:
            person = self._model.rows[row].person
            if person is None:
                continue
            middle = y + (height - 1) / 2
            for column, x, width, visit in visits:
                state = coverage.cells[person.id, visit].state
                ground = letters.colour("sel") if (row, column) in chosen else grounds.get(state)
                if ground is not None:
                    painter.fillRect(x + 1, y + 1, width - 2, height - 3, ground)
                letters.sign(painter, x + width / 2 - half - 0.5, middle, state, SIGN)

    def _visit(self, column: int) -> bool:
        return column < len(self._model.coverage.columns)

    def _chosen(self) -> set[tuple[int, int]]:
        """Cells that are chosen, but for the current one: that has its ring, or shows its state."""
        current = self._view.currentIndex()
        found = {
            (row, column)
            for part in self._view.selectionModel().selection().toList()
            for row in range(part.top(), part.bottom() + 1)
            for column in range(part.left(), part.right() + 1)
        }
        return found - {(current.row(), current.column())}

    # --- rows ---------------------------------------------------------------------------------------------------

    def _row(self, painter: QPainter, row: Row, box: QRect, columns: list[Span]) -> None:
        """The line under a row, the ground of a team, and what the row comes to."""
        letters, current = self._letters, self._view.currentIndex()
        if row.person is None:
            here = self._view.hasFocus() and current.isValid() and self._model.rows[current.row()] is row
            painter.fillRect(box, letters.colour("sel" if here else "pane"))
        if not self._visit(columns[-1][0]):
            self._sum(painter, QRect(columns[-1][1], box.top(), columns[-1][2], box.height()), row)
        painter.setPen(letters.colour("line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())

    def _sum(self, painter: QPainter, box: QRect, row: Row) -> None:
        """How much of what a row should have was given out of hand."""
        px, letters = self._theme.px, self._letters
        full = row.given == row.due
        words, font = f"{row.given}/{row.due}", (12, not full, True)
        token = "ink3" if full else "ink"
        letters.paint(painter, box.adjusted(0, 0, -px(6), 0), words, font, token, Qt.AlignmentFlag.AlignRight)
        if row.person is None or box.width() < px(2 * BAR):
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        bar = QRectF(box.right() - px(AWAY + BAR), box.center().y() - px(2), px(BAR), px(5))
        for ground, width in (("sunk", bar.width()), ("accent" if full else "ink3", bar.width() * share(row))):
            painter.setBrush(letters.colour(ground))
            if width:
                painter.drawRoundedRect(QRectF(bar.left(), bar.top(), width, bar.height()), 2, 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _ring(self, painter: QPainter) -> None:
        """The focus, round the current cell."""
        current = self._view.currentIndex()
        row = self._model.row(current)
        if row is None or row.person is None or not self._view.hasFocus():
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._letters.colour("accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self._view.visualRect(current)).adjusted(1.5, 1, -2, -1.5), 3, 3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


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
