"""How much of what is due was handed in, by team and by day: quiet bars, with the figures beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.models.coverage import team_name
from desktop.panes.rows import paint_words
from desktop.signs import COLOURS
from exporters.coverage import ABSENT, FUTURE, Coverage, done

if TYPE_CHECKING:
    from desktop.theme import Theme
    from resources import Sentences

STACKED = ("approved", "submitted", "changed_since_approval", "revised", "returned")
"""What the bar of a team is made of, from the left; behind it is hatched what is being written."""
MOST_DAYS = 14
"""Days that have bars; of a longer tour the last ones that have been."""


class TeamBars(QWidget):
    """A bar a team, of the states of its takeaways."""

    def __init__(self, theme: Theme, sentences: Sentences, coverage: Coverage) -> None:
        super().__init__()
        self._theme = theme
        self.bars = []
        for group in coverage.groups:
            counts = coverage.counted([person.id for person in group.people])
            given, due = done(counts)
            share = round(100 * given / due) if due else 100
            self.bars.append((team_name(group, sentences), counts, due, share))
        told = (sentences("coverage.team_done", team=name, share=share) for name, _, _, share in self.bars)
        self.setAccessibleName(f"{sentences('coverage.teams')}: {', '.join(told)}")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(120), self._theme.px(28) * len(self.bars))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        bold, figures = theme.font(13, bold=True), theme.font(13, bold=True, tabular=True)
        metrics = QFontMetrics(bold)
        lead = min(max((metrics.horizontalAdvance(name) for name, *_ in self.bars), default=0) + px(10), px(96))
        tail = QFontMetrics(figures).horizontalAdvance("100%") + px(8)
        for number, (name, counts, due, share) in enumerate(self.bars):
            box = QRect(0, number * px(28), self.width(), px(28))
            paint_words(painter, QRect(0, box.top(), lead - px(6), box.height()), name, bold, theme.color("ink2"))
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.setFont(figures)
            painter.setPen(theme.color("ink"))
            painter.drawText(box, right, f"{share}%")
            room = QRectF(lead, box.center().y() - px(5), max(1, self.width() - lead - tail), px(11))
            painter.fillRect(room, theme.color("sunk"))
            left, unit = room.left(), room.width() / due if due else 0
            for state in STACKED:
                width = counts.get(state, 0) * unit
                if width:
                    painter.fillRect(QRectF(left, room.top(), max(1, width - 1), room.height()), _paint(theme, state))
                    left += width
            writing = QBrush(theme.color("ink3"), Qt.BrushStyle.BDiagPattern)
            painter.fillRect(QRectF(left, room.top(), counts.get("writing", 0) * unit, room.height()), writing)


@dataclass(frozen=True, slots=True)
class _Day:
    label: str
    given: int
    due: int
    today: bool
    words: str


class DayBars(QWidget):
    """A bar a day: how much of what is due was handed in, the number above it."""

    def __init__(self, theme: Theme, sentences: Sentences, coverage: Coverage) -> None:
        super().__init__()
        self._theme = theme
        self.days = _days(coverage, sentences)
        told = ", ".join(each.words for each in self.days)
        self.setAccessibleName(f"{sentences('coverage.days')}: {told}")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(120), self._theme.px(112))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        if not self.days:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        each = self.width() / len(self.days)
        wide = min(px(18), each * 0.62)
        foot, head = self.height() - px(20), px(20)
        middle = Qt.AlignmentFlag.AlignCenter
        for number, day in enumerate(self.days):
            centre = (number + 0.5) * each
            share = day.given / day.due if day.due else 0
            painter.setPen(Qt.PenStyle.NoPen)
            whole = QRectF(centre - wide / 2, head, wide, foot - head)
            if day.due:
                painter.fillRect(whole, theme.color("sunk"))
            tall = whole.height() * share
            bar = QRectF(whole.left(), foot - tall, wide, tall)
            painter.fillRect(bar, theme.color("accent" if day.today else "edge"))
            font = theme.font(12, bold=day.today, tabular=True)
            painter.setFont(font)
            painter.setPen(theme.color("ink" if day.today else "ink3"))
            label = QRectF(centre - each / 2, foot + px(2), each, px(18))
            painter.drawText(label, middle, day.label)
            if day.due:
                painter.drawText(QRectF(centre - each / 2, 0, each, head), middle, str(day.given))
        painter.setPen(theme.color("line2"))
        painter.drawLine(0, foot, self.width(), foot)


def _days(coverage: Coverage, say: Sentences) -> list[_Day]:
    found = []
    for day, group in groupby(coverage.columns, key=lambda column: column.day):
        columns = list(group)
        if day is None:
            continue
        given, due = done(coverage.counted(columns=columns))
        name = say("window.day.number", number=columns[0].number) if columns[0].number else day.isoformat()
        words = say("coverage.day_done", day=name, done=given, due=due)
        found.append(_Day(str(columns[0].number or day.day), given, due, day == coverage.today, words))
    return _last(found)


def _last(days: Sequence[_Day]) -> list[_Day]:
    been = [place for place, day in enumerate(days) if day.due]
    end = max(been[-1] + 1 if been else 0, min(MOST_DAYS, len(days)))
    return list(days[max(0, end - MOST_DAYS) : end])


def _paint(theme: Theme, state: str) -> QBrush:
    assert state not in (ABSENT, FUTURE)
    return QBrush(theme.color(COLOURS[state]))
