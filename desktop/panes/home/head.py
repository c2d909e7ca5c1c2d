"""The head of the home page: which day it shows, by arrows or from a list, and how much of it is done."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from db.records import Person
from desktop.dates import full, short
from desktop.models.today import Today, tour_days
from desktop.panes.flow import FlowLayout
from desktop.panes.home.pips import Pips
from desktop.panes.parts import button, label, line

if TYPE_CHECKING:
    from desktop.context import PageContext


class DayHead(QWidget):
    """day_chosen: date that is to be shown. laptop: today's date there. title: instead of the day's city."""

    day_chosen = Signal(object)

    def __init__(self, context: PageContext, page: Today, laptop: date, title: str = "") -> None:
        super().__init__()
        self._context, self._page, self._laptop = context, page, laptop
        assert page.day is not None
        self._day = page.day
        self._days = tour_days(context.notebook.reader)
        theme, say = context.theme, context.sentences
        city = self._title()
        top = QHBoxLayout(self)
        top.setContentsMargins(0, 0, 0, 0)
        top.addLayout(self._beside(title) if title else self._above(city), 1)
        unknown = not page.role and context.notebook.reader.count(Person)  # whose takeaways would these be?
        if page.role in ("", "participant") and page.cards and not unknown:
            written = sum(card.written for card in page.cards)
            due = sum(card.written or not card.absent for card in page.cards)
            if due:
                top.addWidget(Pips(theme, say("window.takeaway_short"), written, due))

    def _title(self) -> str:
        """Which day it is, and where one is; on the way only the day."""
        page, say = self._page, self._context.sentences
        day = "window.home.day" if page.number > 0 else "window.home.before"
        if page.city:
            return say("window.home.today" if page.is_today else day, city=page.city, number=page.number)
        if page.is_today:
            return say("window.home.today_alone")
        return say("window.day.number", number=page.number) if page.number > 0 else say("window.home.title")

    def _above(self, city: str) -> QVBoxLayout:
        """The day, and under it where one is."""
        left = QVBoxLayout()
        left.setSpacing(self._context.theme.px(4))
        left.addLayout(self._chooser())
        left.addWidget(label(city, "day", wrap=True))
        return left

    def _beside(self, title: str) -> FlowLayout:
        """The title and the day in one line where there is room: what follows needs the height."""
        px = self._context.theme.px
        left, chooser = FlowLayout(px(12), px(4)), QWidget()
        chooser.setLayout(self._chooser())
        chooser.setMinimumHeight(px(34))  # the day stands on the middle of the title
        left.addWidget(label(title, "day"))
        left.addWidget(chooser)
        return left

    def add(self, widget: QWidget) -> None:
        """Put something at the right of the title."""
        layout = self.layout()
        assert layout is not None
        layout.addWidget(widget)
        layout.setAlignment(widget, Qt.AlignmentFlag.AlignBottom)

    def _chooser(self) -> QHBoxLayout:
        """The day in words, which opens the list of days, between the arrows to the day before and after."""
        theme, say, page = self._context.theme, self._context.sentences, self._page
        number = [say("window.day.number", number=page.number)] if page.number > 0 else []
        self.choice = button(" · ".join([*number, full(self._day, say)]), "over")
        self.choice.setAccessibleName(f"{say('home.choose')}: {self.choice.text()}")
        self.choice.setToolTip(say("home.choose"))
        self.choice.setMenu(self.days())
        row = line(self.choice, self._arrow(-1), self._arrow(1), spacing=theme.px(2), stretch=False)
        if not page.is_today and self._days and self._days[0] <= self._laptop <= self._days[-1]:
            back = button(say("home.to_today"), "link")
            back.clicked.connect(partial(self.day_chosen.emit, self._laptop))
            row.addWidget(back)
        row.addStretch(1)
        return row

    def _arrow(self, by: int) -> QToolButton:
        theme, say = self._context.theme, self._context.sentences
        press = QToolButton()
        press.setIcon(theme.icon("back" if by < 0 else "forward", "ink2", 16))
        press.setIconSize(QSize(theme.px(16), theme.px(16)))
        press.setAccessibleName(say("home.day_before" if by < 0 else "home.day_after"))
        press.setToolTip(press.accessibleName())
        beyond = [day for day in self._days if (day < self._day if by < 0 else day > self._day)]
        press.setEnabled(bool(beyond))
        if beyond:
            press.clicked.connect(partial(self.day_chosen.emit, beyond[-1] if by < 0 else beyond[0]))
        return press

    def days(self) -> QMenu:
        """The list of days, the one that is shown ticked."""
        say, menu = self._context.sentences, QMenu(self)
        first = self._days[0] if self._page.number <= 0 and self._days else None
        for day in self._days:
            number = (day - self._day).days + self._page.number
            lead = say("window.day.number", number=number) if number > 0 and first is None else ""
            action = menu.addAction(" ".join(filter(None, (lead, short(day, say)))))
            action.setCheckable(True)
            action.setChecked(day == self._day)
            action.triggered.connect(lambda _=False, chosen=day: self.day_chosen.emit(chosen))
        return menu
