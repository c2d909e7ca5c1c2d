"""A calendar with two times, under the line of a visit's date: the tour's days bold, Enter takes, Esc leaves."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, QPoint, Qt, QTime, Signal
from PySide6.QtGui import QFont, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QTimeEdit, QToolButton, QVBoxLayout, QWidget

from desktop.panes.parts import button, label, line

if TYPE_CHECKING:
    from desktop.context import PageContext

TOUR = 60
"""Days of a tour that are marked at most."""


class WhenPicker(QFrame):
    """picked: date and times as one line that can be read, such as 2031-06-12 09:30–11:40."""

    picked = Signal(str)

    def __init__(
        self,
        context: PageContext,
        known: tuple[str | None, ...],
        days: tuple[date | None, date | None],
        parent: QWidget,
    ) -> None:
        """known: date, start and end as they are. days: first and last of the tour."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("look", "popup")
        say, px = context.sentences, context.theme.px
        self.calendar = QCalendarWidget()
        self.calendar.setLocale(QLocale("ko_KR" if say.language == "ko" else "en_GB"))
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setAccessibleName(say("visit.when.pick"))
        self.calendar.setMinimumWidth(px(280))
        self._colour(context)
        self._mark(days)
        day = known[0] or (days[0].isoformat() if days[0] else "")
        if day:
            self.calendar.setSelectedDate(QDate.fromString(day, Qt.DateFormat.ISODate))
        self.calendar.activated.connect(self.take)
        self.start, self.end = (self._time(say(f"visit.when.{name}"), known[place]) for place, name in
                                ((1, "start"), (2, "end")))  # fmt: skip
        take = button(say("visit.when.take"), "tonal")
        take.clicked.connect(self.take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(10), px(10), px(10), px(10))
        layout.setSpacing(px(8))
        layout.addWidget(self.calendar)
        times = line(
            label(say("visit.when.start"), "small"), self.start, label(say("visit.when.end"), "small"), self.end
        )
        times.addWidget(take)
        layout.addLayout(times)
        for part in (self.calendar, *self.calendar.findChildren(QWidget), self.start, self.end):
            part.installEventFilter(self)

    def show_at(self, point: QPoint) -> None:
        """Open with its left top corner at point, within the screen."""
        self.adjustSize()
        room = self.screen().availableGeometry()
        point.setX(max(room.left(), min(point.x(), room.right() - self.width())))
        point.setY(max(room.top(), min(point.y(), room.bottom() - self.height())))
        self.move(point)
        self.show()
        self.calendar.setFocus()

    def take(self) -> None:
        """Hand over what is chosen, and go."""
        times = [each.time().toString("HH:mm") for each in (self.start, self.end) if each.time() != each.minimumTime()]
        self.picked.emit(" ".join([self.calendar.selectedDate().toString("yyyy-MM-dd"), "–".join(times)]).strip())
        self.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.take()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close()
                return True
        return super().eventFilter(watched, event)

    def _time(self, name: str, known: str | None) -> QTimeEdit:
        """A time; midnight stands for none."""
        answer = QTimeEdit()
        answer.setDisplayFormat("HH:mm")
        answer.setSpecialValueText("–")
        answer.setButtonSymbols(QTimeEdit.ButtonSymbols.NoButtons)
        answer.setAccessibleName(name)
        answer.setTime(QTime.fromString(known or "00:00", "HH:mm"))
        return answer

    def _colour(self, context: PageContext) -> None:
        """Sundays, Saturdays and arrows in the theme's colours; Qt's own are the same in the dark."""
        weekend = QTextCharFormat()
        weekend.setForeground(context.theme.color("red"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(day, weekend)
        for name, icon in (("qt_calendar_prevmonth", "back"), ("qt_calendar_nextmonth", "forward")):
            arrow = self.calendar.findChild(QToolButton, name)
            if isinstance(arrow, QToolButton):
                arrow.setIcon(context.theme.icon(icon, "ink2", 18))

    def _mark(self, days: tuple[date | None, ...]) -> None:
        """The days of the tour stand out."""
        bold = QTextCharFormat()
        bold.setFontWeight(QFont.Weight.Bold)
        first, last = days
        if first is None:
            return
        for number in range(min(((last or first) - first).days + 1, TOUR)):
            self.calendar.setDateTextFormat(QDate(first.year, first.month, first.day).addDays(number), bold)
