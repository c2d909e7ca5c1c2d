"""The first page: what is on today, what was written last, what is still to be checked."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from db.records import Attendance
from desktop.focus import take_focus
from desktop.memory import Place as Caret
from desktop.models.conflicts import spot_name
from desktop.models.day import day_key
from desktop.models.outline import HOME, TOUR
from desktop.models.today import Place, Today, choose_day, shown_day, today
from desktop.models.values import record_name
from desktop.panes.conflict.conflict import Conflicts
from desktop.panes.flow import FlowLayout
from desktop.panes.home.day import VisitRow
from desktop.panes.home.head import DayHead
from desktop.panes.home.nothing import Nothing
from desktop.panes.home.returned import ReturnedCard
from desktop.panes.home.side import Checks, MissingList, Progress, Recent, Reminders, WaitingList
from desktop.panes.matrix.matrix import Matrix
from desktop.panes.parts import Elided, Press, button, clear, label, line, picture
from desktop.signs import sign_pixmap

if TYPE_CHECKING:
    from db.edits import Changes
    from desktop.context import PageContext

QWIDGETSIZE_MAX = (1 << 24) - 1
SIDE, NARROW, LARGE = 316, 940, 150
"""Width of the side, and of the page below which it goes under the centre; px at 100 %. Text size without keys, %."""


STATES = ("approved", "submitted", "changed_since_approval", "revised", "returned", "writing", "empty")
"""In which order states are counted."""
WRITE_KEYS, LIVE_KEYS = "Ctrl+Shift+D", "F5"
"""As the actions have them that open the page of the day, and live mode."""


class HomePage(QWidget):
    """A page of the centre; see PageContext. import_requested, visit_requested: what an empty notebook offers.

    takeaway_requested: id of the visit that a takeaway is to be written for. conflict_requested: object and field.
    live_requested: what is said is to be written down now. noted: one quiet line about what was done.
    """

    status_changed = Signal(str)
    open_requested = Signal(str)
    import_requested = Signal()
    visit_requested = Signal()
    takeaway_requested = Signal(str)
    conflict_requested = Signal(str, str)
    live_requested = Signal()
    noted = Signal(str)

    def __init__(self, context: PageContext, laptop: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._laptop = context, laptop
        self._stale = False
        self._next: QWidget | None = None
        self._matrix: Matrix | None = None
        self.side = QFrame()
        self.side.setObjectName("side")
        centre = QWidget()
        self._centre, self._side = QVBoxLayout(centre), QVBoxLayout(self.side)
        self._centre.setContentsMargins(*(context.theme.px(edge) for edge in (32, 22, 28, 24)))
        self._side.setContentsMargins(*(context.theme.px(edge) for edge in (22, 22, 20, 20)))
        for column in (self._centre, self._side):
            column.setSpacing(0)
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
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)
        self.refresh(None)

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
            self.refresh(None)
        self.status_changed.emit("")
        self._offer_next()

    def leave(self) -> None:
        """Nothing is written here."""

    def spot(self) -> tuple[int, float]:
        """Which row has the focus (-1 for none), and how far the page is scrolled; for `find_spot`."""
        bar = self._area.verticalScrollBar()
        focus = self.focusWidget()
        rows = self._rows()
        return rows.index(focus) if focus in rows else -1, bar.value() / max(1, bar.maximum())

    def find_spot(self, spot: tuple[int, float]) -> None:
        """Go on there after the page was built anew."""
        row, share = spot
        rows, bar = self._rows(), self._area.verticalScrollBar()
        if 0 <= row < len(rows):
            take_focus(rows[row])
        QTimer.singleShot(0, self, lambda: bar.setValue(round(share * bar.maximum())))

    def _rows(self) -> list[QWidget]:
        """What takes the focus, from the top."""
        inner = self._area.widget()
        found = inner.findChildren(QWidget) if inner is not None else []
        return [each for each in found if each.focusPolicy() & Qt.FocusPolicy.TabFocus and not each.isHidden()]

    def refresh(self, changes: Changes | None) -> None:
        """Read the page again; where it is not seen, when it is shown next. changes: None for everything."""
        self._stale = changes is not None and not self.isVisible()
        if self._stale:
            return
        reader, person = self._context.notebook.reader, self._context.person
        day = shown_day(reader, self._context.memory, self._laptop)
        now = self._now if day == self._laptop else ""
        page = today(reader, self._context.sentences, self._laptop, person, day, now)
        self._next = None
        focus, spot = QApplication.focusWidget(), self.spot()
        held = focus is not None and self.isAncestorOf(focus)
        if self._matrix is not None:  # it stays, with its current cell and how far it is scrolled
            held = held and focus is not None and not self._matrix.isAncestorOf(focus)
            spot = spot if held else (-1, spot[1])
            self._centre.removeWidget(self._matrix)
        clear(self._centre)
        clear(self._side)
        self._head(page)
        self.conflicts.forget()
        self._disputes()
        self._cover(page)
        if page.visits:
            self._states(page)
            self._waiting(page)
            self._returned(page)
            self._visits(page, now)
        else:
            self._nothing()
        self._centre.addStretch(1)
        self.side.setVisible(bool(page.visits))
        self._beside_day(page)
        self._side.addStretch(1)
        if held:  # keys must not go nowhere until the rows are seen
            self._offer_next()
        if held or self._matrix is not None:
            QTimer.singleShot(0, self, partial(self.find_spot, spot))

    def _head(self, page: Today) -> None:
        if page.day is None:
            self._centre.addWidget(label(self._context.sentences("window.home.title"), "day"))
            return
        title = self._context.sentences("coverage.title") if page.role == "coordinator" else ""
        head = DayHead(self._context, page, self._laptop, title)
        head.day_chosen.connect(self.choose)
        if title:
            press = button(self._context.sentences("coverage.csv"), icon="export", theme=self._context.theme)
            press.clicked.connect(lambda: self._matrix.reminding.ask_csv() if self._matrix is not None else None)
            head.add(press)
        self._centre.addWidget(head)
        self._centre.addSpacing(self._context.theme.px(10))

    def _cover(self, page: Today) -> None:
        """The grid of people and visits, for those who collect."""
        wanted = page.role == "coordinator" and bool(page.visits)
        if self._matrix is None and wanted:
            self._matrix = Matrix(self._context, self)
            self._matrix.open_requested.connect(self.open_requested)
            self._matrix.noted.connect(self.noted)
            self._matrix.said.connect(self.status_changed)
            self._give_room()
        if self._matrix is not None:
            self._matrix.setVisible(wanted)
        if self._matrix is not None and wanted:
            self._centre.addWidget(self._matrix)
            self._centre.addSpacing(self._context.theme.px(8))
            self._matrix.refresh(page.day)
            self._next = self._matrix.view

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

    def _disputes(self) -> None:
        """What several people changed differently: how much, and where it begins; what has no page stands here."""
        found, sentences, theme = self.conflicts.spots, self._context.sentences, self._context.theme
        if not found:
            return
        reader = self._context.notebook.reader
        first = next((spot for spot in found if spot.page != HOME), found[0])
        card = Press(theme, "card")
        words = Elided(sentences("conflict.first", first=spot_name(reader, sentences, first)), "second")
        layout = line(picture(theme, "merge", "amber", 18), label(sentences("conflict.count"), "strong"), stretch=False)
        count = label(str(len(found)), "warning")
        count.setFont(theme.font(13, bold=True, tabular=True))
        layout.addWidget(count)
        layout.addWidget(words, 1)
        layout.addWidget(picture(theme, "forward", "ink3", 15))
        layout.setContentsMargins(theme.px(12), theme.px(8), theme.px(10), theme.px(8))
        card.setLayout(layout)
        card.setAccessibleName(f"{sentences('conflict.count')} {len(found)}, {words.text()}")
        card.pressed.connect(lambda: self.conflict_requested.emit(first.object, first.field))
        inside = QVBoxLayout()
        inside.setSpacing(theme.px(6))
        inside.addWidget(card)
        for here in dict.fromkeys(spot.object for spot in found if spot.page == HOME):
            record = reader.get(here)
            called = record_name(reader, sentences, record) if record is not None else ""
            inside.addLayout(self.conflicts.place(here, called=called))
        box = QWidget()
        box.setLayout(inside)
        inside.setContentsMargins(0, theme.px(6), 0, theme.px(4))
        self._centre.addWidget(box)

    def _returned(self, page: Today) -> None:
        if not page.returned or page.role == "reviewer":
            return
        sentences, theme = self._context.sentences, self._context.theme
        self._section(sentences("window.home.returned"), len(page.returned))
        card = ReturnedCard(self._context, page.returned, self._laptop, own=page.role in ("", "participant"))
        card.open_requested.connect(self.open_requested)
        self._centre.addWidget(card)
        self._centre.addSpacing(theme.px(12))

    def _states(self, page: Today) -> None:
        """How many takeaways are in each state: for those who review."""
        if not page.states:
            return
        theme, say = self._context.theme, self._context.sentences
        box, flow = QWidget(), FlowLayout(theme.px(18), theme.px(4))
        for state in STATES:
            if count := page.states.get(state, 0):
                sign = label("")
                sign.setPixmap(sign_pixmap(state, theme, 12, 2.0))
                number = label(str(count), "strong")
                together = QWidget()
                words = label(say(f"window.state.{state}"), "second")
                together.setLayout(line(sign, words, number, spacing=theme.px(6), stretch=False))
                flow.addWidget(together)
        box.setLayout(flow)
        self._section(say("window.takeaway"), sum(page.states.values()))
        self._centre.addWidget(box)
        self._centre.addSpacing(theme.px(6))

    def _waiting(self, page: Today) -> None:
        """What a reviewer has before them."""
        if page.role != "reviewer":
            return
        say, theme = self._context.sentences, self._context.theme
        self._section(say("home.waiting"), len(page.waiting))
        if page.waiting:
            rows = WaitingList(self._context, page.waiting, self._laptop)
            rows.chosen.connect(self.open_requested)
            self._next = rows.first
            self._centre.addWidget(rows)
        else:
            self._centre.addWidget(label(say("home.waiting_none"), "second", wrap=True))
        self._centre.addSpacing(theme.px(8))

    def _visits(self, page: Today, now: str) -> None:
        say, theme = self._context.sentences, self._context.theme
        key = "window.home.visits_today" if page.is_today else "window.home.visits_day"
        write_keys, live_keys = (f"  {key}" if theme.text_size < LARGE else "" for key in (WRITE_KEYS, LIVE_KEYS))
        write = button(f"{say('home.write_day')}{write_keys}", "link", icon="pencil", theme=theme)
        write.setAccessibleName(say("home.write_day"))
        write.clicked.connect(lambda: self.open_requested.emit(day_key(page.day)) if page.day else None)
        live = button(f"{say('home.live')}{live_keys}", "link", icon="live", theme=theme)
        live.setAccessibleName(say("home.live"))
        live.clicked.connect(self.live_requested)
        for press in (live, write):
            press.setEnabled(not self._context.notebook.read_only)
        self._section(say(key), len(page.cards), *([live] if page.is_today and page.cards else []), write)
        if not page.cards:
            self._centre.addWidget(label(say("home.no_visits"), "second", wrap=True))
        reading = self._context.notebook.read_only
        for number, card in enumerate(page.cards, 1):
            first, last = number == 1, number == len(page.cards)
            following = card.object_id == page.following and not reading
            prompt = following and not card.written and (not now or card.over(now))  # not while it runs
            row = VisitRow(self._context, card, following=following, prompt=prompt, first=first, last=last)
            row.open_requested.connect(self.open_requested)
            row.takeaway_requested.connect(self.takeaway_requested)
            self._centre.addWidget(row)
            mine = page.role not in ("reviewer", "coordinator")
            if self._next is None or (card.object_id == page.following and mine):
                self._next = row.surface

    def _offer_next(self) -> None:
        """The focus goes to the visit that is next: Enter goes on to its text."""
        if self._next is not None and isValid(self._next):
            take_focus(self._next)
            QTimer.singleShot(0, self._next, self._show_next)

    def _show_next(self) -> None:
        """Scroll as far as it takes to see where the next visit begins."""
        inner = self._area.widget()
        if inner is not None and self._next is not None and inner.isAncestorOf(self._next):
            top = self._next.mapTo(inner, QPoint(0, 0)).y()
            self._area.ensureVisible(0, top, 0, self._context.theme.px(60))
            if self._next is self.grid:  # its heads and a few rows, not its first line alone
                seen = min(self._next.height(), self._context.theme.px(180))
                self._area.ensureVisible(0, top + seen, 0, 0)

    def _nothing(self) -> None:
        nothing = Nothing(self._context)
        nothing.set_up.clicked.connect(lambda: self.open_requested.emit(TOUR))
        nothing.take.clicked.connect(self.import_requested)
        nothing.add.clicked.connect(self.visit_requested)
        self._centre.addWidget(nothing, 1)

    def _beside_day(self, page: Today) -> None:
        """What is missing, and what was written last."""
        gap = self._context.theme.px(20)
        if page.role == "coordinator":
            lacking = MissingList(self._context, page.missing)
            lacking.chosen.connect(self.open_requested)
            self._side.addWidget(lacking)
            if self._matrix is not None and page.missing:
                self._side.addSpacing(self._context.theme.px(8))
                self._side.addWidget(Reminders(self._context, self._matrix.reminding))
            self._side.addSpacing(gap)
            if self._matrix is not None and self._matrix.model.rows:
                self._side.addWidget(Progress(self._context, self._matrix.coverage))
                self._side.addSpacing(gap)
        checks = Checks(self._context, page.checks)
        checks.chosen.connect(self._mend)
        self._side.addWidget(checks)
        self._side.addSpacing(gap)
        if page.recent:
            recent = Recent(self._context, page.recent, self._laptop)
            recent.chosen.connect(self.open_requested)
            self._side.addWidget(recent)

    def _mend(self, code: str, place: Place) -> None:
        """Open the place where something is missing, the caret where it is to be written."""
        if code == "takeaway":
            self.takeaway_requested.emit(place.object_id)
            return
        if code == "address":
            self._context.memory.keep_place(place.object_id, Caret(place.object_id, "address", 0))
        self.open_requested.emit(place.object_id)

    def _section(self, text: str, count: int, *more: QWidget) -> None:
        theme = self._context.theme
        self._centre.addSpacing(theme.px(12))
        row = line(label(text, "head"), label(str(count), "second"))
        for widget in more:
            row.addWidget(widget)
        self._centre.addLayout(row)
        self._centre.addSpacing(theme.px(6))
