"""The first page: what is on today, what was written last, what is still to be checked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from db.records import Attendance
from desktop.focus import take_focus
from desktop.memory import Place as Caret
from desktop.models.outline import TOUR
from desktop.models.today import Check, Place, Today, choose_day, shown_day, today
from desktop.panes.conflict.conflict import Conflicts
from desktop.panes.home.column import Column, Part
from desktop.panes.home.day import VisitRow
from desktop.panes.home.folds import Folds, fold_of
from desktop.panes.home.middle import FIRST_WAITING, Middle, visit_part
from desktop.panes.home.nothing import NoVisits
from desktop.panes.home.side import MISSING, Checks, MissingList, Progress, Recent, Reminders, WaitingList, check_fold
from desktop.panes.matrix.matrix import Matrix

if TYPE_CHECKING:
    from db.edits import Changes
    from desktop.context import PageContext
    from desktop.models.missing import Missing

QWIDGETSIZE_MAX = (1 << 24) - 1
SIDE, NARROW = 316, 940
"""Width of the side, and of the page below which it goes under the centre; px at 100 %."""


class HomePage(QWidget):
    """A page of the centre; see PageContext. import_requested, visit_requested: what an empty notebook offers.

    takeaway_requested: id of the visit that a takeaway is to be written for. conflict_requested: object and field.
    live_requested: what is said is to be written down now. next_requested: what needs somebody next is to be opened.
    paste_requested: what was copied is to be the itinerary, or the people.
    noted: one quiet line about what was done.
    """

    status_changed = Signal(str)
    open_requested = Signal(str)
    import_requested = Signal()
    visit_requested = Signal()
    takeaway_requested = Signal(str)
    conflict_requested = Signal(str, str)
    live_requested = Signal()
    next_requested = Signal()
    paste_requested = Signal()
    noted = Signal(str)

    def __init__(self, context: PageContext, laptop: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._laptop = context, laptop
        self._stale = False
        self._next: QWidget | None = None
        self._matrix: Matrix | None = None
        self._page: Today | None = None
        self.side = QFrame()
        self.side.setObjectName("side")
        centre = QWidget()
        self._centre, self._side = Column(centre), Column(self.side)
        self._centre.setContentsMargins(*(context.theme.px(edge) for edge in (32, 22, 28, 24)))
        self._side.setContentsMargins(*(context.theme.px(edge) for edge in (22, 22, 20, 20)))
        inside = QWidget()
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        self._beside.setContentsMargins(0, 0, 0, 0)
        self._beside.setSpacing(0)
        self._beside.addWidget(centre, 1)
        self._beside.addWidget(self.side)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        self._area = area
        self.conflicts = Conflicts(context, self)
        self._folds = Folds(context.memory, context.sentences, self)
        self._folds.turned.connect(self._turned)
        self._middle = Middle(context, laptop, self._folds, self.conflicts, self)
        self._connect()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)
        self.refresh(None)

    def _connect(self) -> None:
        middle = self._middle
        middle.open_requested.connect(self.open_requested)
        middle.import_requested.connect(self.import_requested)
        middle.visit_requested.connect(self.visit_requested)
        middle.takeaway_requested.connect(self.takeaway_requested)
        middle.conflict_requested.connect(self.conflict_requested)
        middle.live_requested.connect(self.live_requested)
        middle.next_requested.connect(self.next_requested)
        middle.paste_requested.connect(self.paste_requested)
        middle.csv_requested.connect(self._save_grid)
        middle.day_chosen.connect(self.choose)
        middle.set_up_requested.connect(lambda: self.open_requested.emit(TOUR))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The side goes under the centre where there is no room beside it."""
        theme = self._context.theme
        narrow = event.size().width() < theme.px(NARROW)
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._beside.setDirection(direction)
        self.side.setMinimumWidth(0 if narrow else theme.px(SIDE))
        self.side.setMaximumWidth(QWIDGETSIZE_MAX if narrow else theme.px(SIDE))
        self._give_room()
        super().resizeEvent(event)

    def show_object(self, object_id: str) -> None:
        """There is only one home; the focus goes to what is next. It tells the status bar nothing."""
        if self._stale:
            self.refresh(None, held=False)
        self.status_changed.emit("")
        self._offer_next()

    def leave(self) -> None:
        """Nothing is written here."""

    def spot(self) -> tuple[str, int, float]:
        """For which role the page is, which row has the focus (-1 for none), and how far the page is scrolled; for
        `find_spot`."""
        bar = self._area.verticalScrollBar()
        focus = self.focusWidget()
        rows = self._rows()
        return self._role(), rows.index(focus) if focus in rows else -1, bar.value() / max(1, bar.maximum())

    def find_spot(self, spot: tuple[str, int, float]) -> None:
        """Go on there after the page was built anew; for another role the page is another one, and begins with what is
        next there."""
        role, row, share = spot
        if role != self._role():
            self._offer_next()
            return
        rows, bar = self._rows(), self._area.verticalScrollBar()
        if 0 <= row < len(rows):
            take_focus(rows[row])
        QTimer.singleShot(0, self, lambda: bar.setValue(round(share * bar.maximum())))

    def _role(self) -> str:
        return self._page.role if self._page is not None else ""

    def _go_on(self, spot: tuple[str, int, float]) -> None:
        """The same, unless somebody left meanwhile: the focus is elsewhere then."""
        if self.isVisible():
            self.find_spot(spot)

    def _rows(self) -> list[QWidget]:
        """What takes the focus, from the top."""
        return [*self._centre.stops(), *self._side.stops()]

    def refresh(self, changes: Changes | None, *, held: bool = True) -> None:
        """Read the page again; where it is not seen, when it is shown next. changes: None for everything. held: the
        focus stays where it is.

        Only what says something new is made anew: a change of one entry costs its line, not the page.
        """
        self._stale = changes is not None and not self.isVisible()
        if self._stale:
            return
        reader, person = self._context.notebook.reader, self._context.person
        day = shown_day(reader, self._context.memory, self._laptop, self._now)
        now = self._now if day == self._laptop else ""
        page = today(reader, self._context.sentences, self._laptop, person, day, now)
        focus = QApplication.focusWidget()
        spot = self.spot() if held and focus is not None and self.isAncestorOf(focus) else None
        if self._centre.show(self._middle.parts(page, now, self._cover(page))):
            self._order()
        self.side.setVisible(bool(page.visits))
        self._next = self._following(page)
        in_turn = self._page is None or self._page.day != page.day
        self._page = page
        if in_turn and self._matrix is not None:  # the grid is seen before the lists beside it are made
            QTimer.singleShot(0, self, self._fill_side)
        else:
            self._fill_side()
        if spot is not None and focus is not None and not (isValid(focus) and focus.isVisible()):
            self._offer_next()  # keys must not go nowhere until the rows are seen
            QTimer.singleShot(0, self, partial(self._go_on, spot))

    def _fill_side(self) -> None:
        if self._page is not None and self._side.show(self._beside_day(self._page)):
            self._order()

    def _order(self) -> None:
        """Tab goes through the page in the order in which one reads, whatever was made last."""
        for before, after in pairwise(self._rows()):
            QWidget.setTabOrder(before, after)

    def _following(self, page: Today) -> QWidget | None:
        """Where Enter goes on: the grid of who collects, the oldest of what waits, the visit that is next.

        Before there are visits, the way to set the tour up.
        """
        if isinstance(nothing := self._centre.found("nothing"), NoVisits):
            return nothing.set_up
        if self._matrix is not None:
            return self._matrix.view
        if isinstance(waiting := self._centre.found(FIRST_WAITING), WaitingList):
            return waiting.first
        cards = [card.object_id for card in page.cards]
        mine = page.role != "reviewer" and page.following in cards
        wanted = page.following if mine else cards[0] if cards else ""
        row = self._centre.found(visit_part(wanted))
        return row.surface if isinstance(row, VisitRow) else None

    def _cover(self, page: Today) -> Matrix | None:
        """The grid of people and visits, for those who collect."""
        if page.role != "coordinator" or not page.visits:
            self._matrix = None
            return None
        if self._matrix is None:
            self._matrix = Matrix(self._context, self)
            self._matrix.open_requested.connect(self.open_requested)
            self._matrix.noted.connect(self.noted)
            self._matrix.said.connect(self.status_changed)
            self._give_room()
        self._matrix.refresh(page.day)
        return self._matrix

    def _save_grid(self) -> None:
        if self._matrix is not None:
            self._matrix.reminding.ask_csv()

    def _give_room(self) -> None:
        """The grid is never higher than what is seen of the page, so that its heads stay in sight."""
        if self._matrix is not None:
            self._matrix.view.set_room(self.height() - self._context.theme.px(64))

    @property
    def grid(self) -> QWidget | None:
        """The grid of the coverage, which F6 reaches."""
        return self._matrix.view if self._matrix is not None and self._matrix.isVisible() else None

    def shows(self, object_id: str) -> bool:
        """Whether what is done to an object is seen here: who was absent."""
        return self.grid is not None and isinstance(self._context.notebook.reader.get(object_id), Attendance)

    @property
    def _now(self) -> str:
        """The time on the laptop, HH:MM; nothing where its date has changed since the window was opened."""
        now = datetime.now()
        return now.strftime("%H:%M") if now.date() == self._laptop else ""

    def choose(self, day: date) -> None:
        """Show another day; until the laptop's date changes it is the one that home begins with."""
        choose_day(self._context.memory, self._laptop, day)
        self.refresh(None)

    def _offer_next(self) -> None:
        """The focus goes to the visit that is next: Enter goes on to its text. The page stays at its top, or where it
        was left: what came back and what waits stands above.
        """
        if self._next is not None and isValid(self._next):
            take_focus(self._next)

    def _beside_day(self, page: Today) -> Iterator[Part]:
        """What is missing, and what was written last."""
        context, folds, gap = self._context, self._folds, self._context.theme.px(20)
        above, grid = 0, self._matrix
        if page.role == "coordinator" and grid is not None:
            yield Part("missing", (page.missing, folds.open(MISSING)), partial(self._missing, page.missing))
            if page.missing:
                yield Part("reminders", None, partial(Reminders, context, grid.reminding), above=context.theme.px(8))
            if grid.model.rows:
                yield Part("progress", grid.coverage, partial(Progress, context, grid.coverage), above=gap)
            above = gap
        opened = [check.code for check in page.checks if folds.open(check_fold(check.code))]
        yield Part("checks", (page.checks, opened), partial(self._checks, page.checks), above=above)
        if page.recent:
            yield Part("recent", page.recent, partial(self._recent, page.recent), above=gap)

    def _missing(self, people: tuple[Missing, ...]) -> QWidget:
        made = MissingList(self._context, self._folds, people)
        made.chosen.connect(self.open_requested)
        return made

    def _checks(self, checks: tuple[Check, ...]) -> QWidget:
        made = Checks(self._context, self._folds, checks)
        made.chosen.connect(self._mend)
        return made

    def _recent(self, places: tuple[Place, ...]) -> QWidget:
        made = Recent(self._context, places, self._laptop)
        made.chosen.connect(self.open_requested)
        return made

    def _turned(self, name: str) -> None:
        """A list was opened or folded: the focus goes to the first row that came, or to the button that folded it."""
        self.refresh(None)
        press = fold_of(self, name)
        if press is not None and not self._folds.open(name):
            QTimer.singleShot(0, press, lambda: take_focus(press))

    def _mend(self, code: str, place: Place) -> None:
        """Open the place where something is missing, the caret where it is to be written."""
        if code == "takeaway":
            self.takeaway_requested.emit(place.object_id)
            return
        if code == "address":
            self._context.memory.keep_place(place.object_id, Caret(place.object_id, "address", 0))
        self.open_requested.emit(place.object_id)
