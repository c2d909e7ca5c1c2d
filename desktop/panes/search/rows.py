"""The rows of what was found: two lines, the words that were looked for on a ground of their own."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView

from desktop.models.found_list import FoundRow
from desktop.panes.lettering import Font, Lettering
from desktop.panes.review.rows import RowDelegate

if TYPE_CHECKING:
    from desktop.theme import Theme

INSIDE = 12
"""From the edge of a row's ground to its words; px at 100 %."""
PLAIN: Font = (12.5, False, False)
SMALL: Font = (12, False, True)


class FoundRows(RowDelegate[FoundRow]):
    """Paints the rows of a FoundModel."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(theme, view)
        self._letters = Lettering(theme)

    def paint_row(self, painter: QPainter, row: FoundRow, upper: QRect, lower: QRect, *, selected: bool) -> None:
        letters, px = self._letters, self.theme.px
        upper, lower = (each.adjusted(px(INSIDE), 0, -px(INSIDE), 0) for each in (upper, lower))
        quiet = "ink2" if selected else "ink3"
        letters.paint(painter, upper, row.where, SMALL, quiet, Qt.AlignmentFlag.AlignRight)
        upper.setRight(upper.right() - min(letters.width(row.where, SMALL), upper.width() // 2) - px(16))
        letters.paint(painter, upper, row.title, (13, True, False), "navy" if selected else "ink")
        self._paint_excerpt(painter, row, lower)

    def _paint_excerpt(self, painter: QPainter, row: FoundRow, box: QRect) -> None:
        letters, left = self._letters, box.left()
        edges = [0, *chain.from_iterable(row.found), len(row.excerpt)]
        for number, (begin, end) in enumerate(zip(edges, edges[1:], strict=False)):
            room = box.right() - left
            if begin == end or room <= 0:
                continue
            part, found = row.excerpt[begin:end], number % 2 == 1
            place = QRect(left, box.top(), room, box.height())
            if found:
                width = min(room, letters.width(part, PLAIN))
                painter.fillRect(QRect(left, box.top() + 1, width, box.height() - 2), letters.colour("highlight"))
            left += letters.paint(painter, place, part, PLAIN, "ink" if found else "ink2")
