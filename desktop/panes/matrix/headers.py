"""The heads of the coverage: days over visits above, teams and names at the left; both stay when the grid scrolls."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHeaderView, QWidget

from desktop.dates import brief
from desktop.models.coverage import CoverageModel
from desktop.panes.matrix.grid import begins_day, is_today, today_tint
from desktop.panes.rows import paint_corner, paint_words

if TYPE_CHECKING:
    from desktop.theme import Theme
    from resources import Sentences

DAYS, NAMES = 24, 36
"""Height of the line of days, and of the names of visits under it; px at 100 %."""
LEAST, MOST = 84, 190
"""Width of the names of people; px at 100 %."""
LOOSE = 0.8
"""How much of its room two words in one line take at most: neighbours would run into each other."""


class DaysHeader(QHeaderView):
    """Days above, under each its visits in two short lines."""

    def __init__(self, theme: Theme, sentences: Sentences, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme, self._say = theme, sentences
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.setSectionsClickable(False)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._theme.px(DAYS + NAMES))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        model, theme, px = self.model(), self._theme, self._theme.px
        assert isinstance(model, CoverageModel)
        columns = model.coverage.columns
        painter.save()
        painter.fillRect(rect, theme.color("paper"))
        today = is_today(model, logicalIndex)
        if today:
            painter.fillRect(rect.adjusted(0, px(DAYS), 0, 0), today_tint(theme))
        painter.setPen(theme.color("line2"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if begins_day(model, logicalIndex):
            painter.setPen(theme.color("line"))
            painter.drawLine(rect.topLeft(), rect.bottomLeft())
        ahead = logicalIndex < len(columns) and columns[logicalIndex].ahead
        painter.setPen(theme.color("ink3" if ahead else "ink" if today else "ink2"))
        font = theme.font(12, bold=today)
        painter.setFont(font)
        inner = rect.adjusted(px(1), px(DAYS), -px(1), -px(2))
        sums = logicalIndex == len(columns)
        name = self._say("coverage.written") if sums else columns[logicalIndex].name(self._say)
        side = Qt.AlignmentFlag.AlignRight if sums else Qt.AlignmentFlag.AlignHCenter
        inner.adjust(0, 0, -px(5) if sums else 0, 0)
        words = "\n".join(two_lines(name, font, inner.width()))
        painter.drawText(inner, side | Qt.AlignmentFlag.AlignBottom, words)
        painter.restore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt clips each section, and a day stands over several: its words are painted when these are done."""
        super().paintEvent(event)
        model, theme, px = self.model(), self._theme, self._theme.px
        if not isinstance(model, CoverageModel):
            return
        painter = QPainter(self.viewport())
        columns = model.coverage.columns
        for day, group in groupby(range(len(columns)), key=lambda place: columns[place].day):
            places = list(group)
            left = self.sectionViewportPosition(places[0])
            box = QRect(left, 0, sum(map(self.sectionSize, places)), px(DAYS))
            today = day is not None and day == model.coverage.today
            if today:
                painter.fillRect(box, theme.color("soft"))
            seen = box.adjusted(max(0, -left) + px(6), 0, -px(2), 0)
            font = theme.font(12, bold=True)
            words = self._day(places[0], QFontMetrics(font), seen.width())
            paint_words(painter, seen, words, font, theme.color("accent" if today else "ink2"))

    def _day(self, place: int, metrics: QFontMetrics, room: int) -> str:
        """4일차 6.12 · 오늘, or as much of it as there is room for."""
        model = self.model()
        assert isinstance(model, CoverageModel)
        column, say = model.coverage.columns[place], self._say
        if column.day is None:
            return say("window.day.unknown")
        number = say("window.day.number", number=column.number) if column.number else ""
        date = brief(column.day, say)
        today = say("coverage.today") if column.day == model.coverage.today else ""
        long = " · ".join(filter(None, (f"{number} {date}".strip(), today)))
        tries = (long, f"{number} {date}".strip(), number or date)
        return next((words for words in tries if metrics.horizontalAdvance(words) <= room), "")


class NamesHeader(QHeaderView):
    """Teams that fold, and the names of their people."""

    def __init__(self, theme: Theme, sentences: Sentences, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._theme, self._say = theme, sentences
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def fit(self) -> None:
        """Be as wide as the longest name needs, within bounds."""
        model, px = self.model(), self._theme.px
        assert isinstance(model, CoverageModel)
        metrics = QFontMetrics(self._theme.font(13, bold=True))
        names = (str(model.headerData(row, Qt.Orientation.Vertical)) for row in range(model.rowCount()))
        widest = max((metrics.horizontalAdvance(name) for name in names), default=0) + px(34)
        self.setFixedWidth(max(px(LEAST), min(widest, px(MOST))))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        model, theme, px = self.model(), self._theme, self._theme.px
        assert isinstance(model, CoverageModel)
        row, view = model.rows[logicalIndex], self.parent()
        current = getattr(view, "currentIndex", lambda: None)()
        here = current is not None and current.isValid() and current.row() == logicalIndex
        focused = here and isinstance(view, QWidget) and view.hasFocus()
        words = str(model.headerData(logicalIndex, Qt.Orientation.Vertical))
        team = row.person is None
        painter.save()
        painter.fillRect(rect, theme.color("sel" if team and focused else "pane" if team else "paper"))
        font = QFont(theme.font(13, bold=team or here))
        paint_words(painter, rect.adjusted(px(22), 0, -px(4), 0), words, font, theme.color("navy" if team else "ink"))
        if team:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            middle = QPointF(rect.left() + px(12), rect.center().y() + 1)
            paint_corner(painter, middle, theme, theme.color("ink3"), opened=row.group.id not in model.folded)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            if focused:
                painter.fillRect(QRect(rect.left(), rect.top(), px(3), rect.height()), theme.color("accent"))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()


def two_lines(name: str, font: QFont, room: int) -> list[str]:
    """name in one or two lines of so many px, parted at a blank where one is near; what is too long ends in …"""
    metrics = QFontMetrics(font)
    width = metrics.horizontalAdvance(name)
    if width <= room * (LOOSE if " " in name else 1):
        return [name]
    fits = max((end for end in range(1, len(name) + 1) if metrics.horizontalAdvance(name[:end]) <= room), default=1)
    blank = name.rfind(" ", 1, fits + 1)
    cut = blank if blank > 0 else fits
    rest = name[cut:].strip()
    return [name[:cut], metrics.elidedText(rest, Qt.TextElideMode.ElideRight, room)]
