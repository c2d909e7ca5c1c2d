"""What stands beside the day on the home page: what is to be checked, what was written last, whose takeaways lack."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.dates import when
from desktop.models.missing import Missing
from desktop.models.today import Check, Place, Waiting
from desktop.panes.flow import FlowLayout
from desktop.panes.matrix.charts import DayBars, TeamBars
from desktop.panes.parts import Elided, Press, button, label, line, picture
from desktop.signs import sign_pixmap
from exporters.coverage import done

if TYPE_CHECKING:
    from desktop.context import PageContext
    from desktop.panes.home.folds import Folds
    from desktop.panes.matrix.reminding import Reminding
    from exporters.coverage import Coverage

FIRST, MOST = 3, 60
"""Places of a check that are listed at first, and when its list is open."""
PEOPLE = 6
"""People in the list of what is missing before it is open; of what waits for a reviewer, twice as much."""

MISSING, WAITING = "missing", "waiting"
"""How these lists are called where it is remembered whether they are open."""


class Checks(QWidget):
    """What is missing, one press to each place. chosen: the check's code, and the Place."""

    chosen = Signal(str, object)

    def __init__(self, context: PageContext, folds: Folds, checks: Sequence[Check]) -> None:
        super().__init__()
        self._context, self._folds = context, folds
        column = _column(self)
        head = label(context.sentences("window.home.checks"), "head")
        column.addWidget(head)
        column.addSpacing(context.theme.px(4))
        if not checks:
            words = label(context.sentences("window.home.checks_none"), "second", wrap=True)
            column.addLayout(line(picture(context.theme, "check", "green", 16), words))
        for check in checks:
            self._add(column, check)

    def _add(self, column: QVBoxLayout, check: Check) -> None:
        """The name and how many; with several, the places under it."""
        say, theme, places = self._context.sentences, self._context.theme, check.places
        name = say(f"window.check.{check.code}")
        row = Press(theme)
        row.setAccessibleName(f"{name} {len(places)}")
        layout = line(picture(theme, check.icon, "amber", 18), label(name), spacing=theme.px(9))
        count = label(str(len(places)), "warning")
        count.setFont(theme.font(13, bold=True, tabular=True))
        layout.addWidget(count)
        layout.addWidget(picture(theme, "forward", "ink3", 15))
        layout.setContentsMargins(theme.px(4), theme.px(6), theme.px(2), theme.px(6))
        row.setLayout(layout)
        row.pressed.connect(partial(self.chosen.emit, check.code, places[0]))
        column.addWidget(row)
        if len(places) < 2:
            return
        make = partial(self._place, check.code)
        self._folds.fill(column, check_fold(check.code), places[:MOST], make, FIRST, "home.more_places")

    def _place(self, code: str, place: Place) -> Press:
        theme = self._context.theme
        words = " · ".join(filter(None, (place.within, " ".join(place.name.split()))))
        row = Press(theme)
        row.setAccessibleName(words)
        layout = line(Elided(words, "second"), stretch=False)
        layout.setContentsMargins(theme.px(31), theme.px(3), theme.px(4), theme.px(3))
        row.setLayout(layout)
        row.pressed.connect(partial(self.chosen.emit, code, place))
        return row


class Recent(QWidget):
    """The entries written last. chosen: id of one."""

    chosen = Signal(str)

    def __init__(self, context: PageContext, places: Sequence[Place], laptop: date) -> None:
        super().__init__()
        column = _column(self)
        column.addWidget(label(context.sentences("window.home.recent"), "head"))
        column.addSpacing(context.theme.px(4))
        for place in places:
            row = place_row(context, place, when(place.instant, laptop, context.sentences))
            row.pressed.connect(partial(self.chosen.emit, place.object_id))
            column.addWidget(row)


class MissingList(QWidget):
    """Whose takeaways are missing, most first. chosen: id of a visit."""

    chosen = Signal(str)

    def __init__(self, context: PageContext, folds: Folds, people: Sequence[Missing]) -> None:
        super().__init__()
        theme, say, column = context.theme, context.sentences, _column(self)
        total = sum(len(each.visits) for each in people)
        head = line(label(say("home.missing"), "head"), label(str(total), "missing"))
        head.addWidget(label(say("home.people", count=len(people)), "small"))
        column.addLayout(head)
        column.addSpacing(theme.px(4))
        if not people:
            done = label(say("home.missing_none"), "second", wrap=True)
            column.addLayout(line(picture(theme, "check", "green", 16), done))
        folds.fill(column, MISSING, people, partial(self._row, context), PEOPLE, "home.more_people")

    def _row(self, context: PageContext, each: Missing) -> Press:
        theme = context.theme
        row = Press(theme)
        row.setAccessibleName(f"{each.name} {each.team} {len(each.visits)}: {each.names}")
        count = label(str(len(each.visits)), "strong")
        count.setFont(theme.font(13, bold=True, tabular=True))
        top = line(label(each.name, "strong"), label(each.team, "small"))
        top.addWidget(count)
        layout = QVBoxLayout(row)
        layout.setContentsMargins(theme.px(4), theme.px(4), theme.px(2), theme.px(4))
        layout.setSpacing(theme.px(1))
        layout.addLayout(top)
        layout.addWidget(Elided(each.names, "small"))
        row.pressed.connect(partial(self.chosen.emit, each.visits[0][0]))
        return row


class Reminders(QWidget):
    """Under what is missing: names and messages for the clipboard. reminding: puts them there."""

    def __init__(self, context: PageContext, reminding: Reminding) -> None:
        super().__init__()
        theme, say = context.theme, context.sentences
        flow = FlowLayout(theme.px(6), theme.px(6))
        self.names = button(say("coverage.copy_names"), icon="copy", theme=theme)
        self.message = button(say("coverage.copy_message"), icon="mail", theme=theme)
        self.other = button(say("coverage.copy_other"), "link")
        self.other.setAccessibleName(f"{self.message.text()}: {self.other.text()}")
        self.names.clicked.connect(lambda: reminding.copy_names())
        self.message.clicked.connect(lambda: reminding.copy_message())
        self.other.clicked.connect(lambda: reminding.copy_message(language=reminding.other_language()))
        for press in (self.names, self.message, self.other):
            flow.addWidget(press)
        self.setLayout(flow)


class Progress(QWidget):
    """How much was handed in, by team and by day."""

    def __init__(self, context: PageContext, coverage: Coverage) -> None:
        super().__init__()
        theme, say, column = context.theme, context.sentences, _column(self)
        teams = line(label(say("coverage.teams"), "head"))
        teams.addWidget(label(say("coverage.teams_how"), "small"))
        column.addLayout(teams)
        column.addSpacing(theme.px(6))
        column.addWidget(TeamBars(theme, say, coverage))
        column.addSpacing(theme.px(20))
        days = line(label(say("coverage.days"), "head"))
        days.addWidget(label(str(done(coverage.counted())[0]), "strong"))
        column.addLayout(days)
        column.addSpacing(theme.px(6))
        column.addWidget(DayBars(theme, say, coverage))


class WaitingList(QWidget):
    """What is to be reviewed, the oldest first. chosen: id of an entry. first: the row that takes the focus."""

    chosen = Signal(str)
    first: QWidget

    def __init__(self, context: PageContext, folds: Folds, waiting: Sequence[Waiting], laptop: date) -> None:
        """waiting: at least one."""
        super().__init__()
        self._context, self._laptop = context, laptop
        rows = folds.fill(_column(self), WAITING, waiting, self._row, 2 * PEOPLE, "home.more_entries")
        self.first = rows[0]

    def _row(self, each: Waiting) -> Press:
        time = when(each.instant, self._laptop, self._context.sentences)
        row = place_row(self._context, each.place, time, each.by)
        row.pressed.connect(partial(self.chosen.emit, each.place.object_id))
        return row


def place_row(context: PageContext, place: Place, time: str, by: str = "") -> Press:
    """A place with its sign; time and by stand at the right and under it."""
    theme = context.theme
    row = Press(theme)
    under = " · ".join(filter(None, (place.within, by)))
    row.setAccessibleName(" ".join(filter(None, (place.name, under))))
    sign = label("")
    sign.setPixmap(sign_pixmap(place.state, theme, 12, 2.0))
    sign.setFixedWidth(theme.px(20))
    sign.setContentsMargins(0, theme.px(2), 0, 0)
    words = QVBoxLayout()
    words.setSpacing(theme.px(1))
    words.addWidget(Elided(" ".join(place.name.split())))
    if under:
        words.addWidget(Elided(under, "small"))
    layout = QHBoxLayout(row)
    layout.setContentsMargins(*(theme.px(side) for side in (4, 4, 2, 4)))
    layout.setSpacing(theme.px(4))
    layout.addWidget(sign, alignment=Qt.AlignmentFlag.AlignTop)
    layout.addLayout(words, 1)
    if time:
        layout.addWidget(label(time, "small"), alignment=Qt.AlignmentFlag.AlignTop)
    return row


def check_fold(code: str) -> str:
    """How the list of a check is called where it is remembered whether it is open."""
    return f"check-{code}"


def _column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column
