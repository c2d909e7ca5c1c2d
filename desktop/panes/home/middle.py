"""What stands in the middle of the home page, part by part: the day, what came back, what waits, the visits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.models.conflicts import Spot, spot_name, spots
from desktop.models.day import day_key
from desktop.models.outline import HOME
from desktop.models.today import Returned, Today, VisitCard, Waiting, tour_days
from desktop.models.values import record_name
from desktop.panes.flow import FlowLayout
from desktop.panes.home.column import Part
from desktop.panes.home.day import VisitRow
from desktop.panes.home.folds import Folds
from desktop.panes.home.head import DayHead
from desktop.panes.home.nothing import NoVisits
from desktop.panes.home.returned import RETURNED, ReturnedCard
from desktop.panes.home.side import WAITING, WaitingList
from desktop.panes.parts import Elided, Press, button, label, line, picture
from desktop.signs import sign_pixmap

if TYPE_CHECKING:
    from datetime import date

    from desktop.context import PageContext
    from desktop.panes.conflict.conflict import Conflicts
    from desktop.panes.matrix.matrix import Matrix

STATES = ("approved", "submitted", "changed_since_approval", "revised", "returned", "writing", "empty")
"""In which order states are counted."""
WRITE_KEYS, LIVE_KEYS, NEXT_KEYS = "Ctrl+Shift+D", "F5", "F8"
"""As the actions have them that open the page of the day, live mode, and the next place that needs somebody."""
LARGE = 150
"""Text size from which keys are not written beside words, %."""
COVER, FIRST_WAITING = "cover", "waiting"
"""Names of parts that take the focus first: the grid, and what a reviewer has before them."""


class Middle(QObject):
    """Makes the parts; what somebody does in them is told by these signals, as those of the page.

    laptop: today's date there.
    """

    open_requested = Signal(str)
    import_requested = Signal()
    visit_requested = Signal()
    takeaway_requested = Signal(str)
    conflict_requested = Signal(str, str)
    live_requested = Signal()
    next_requested = Signal()
    csv_requested = Signal()
    day_chosen = Signal(object)
    set_up_requested = Signal()
    paste_requested = Signal()

    def __init__(self, context: PageContext, laptop: date, folds: Folds, conflicts: Conflicts, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._laptop, self._folds, self._conflicts = context, laptop, folds, conflicts

    def parts(self, page: Today, now: str, matrix: Matrix | None) -> Iterator[Part]:
        """From the top. now: HH:MM where the day is today. matrix: the grid, for those who collect."""
        px = self._context.theme.px
        yield self._head(page)
        yield from self._disputes()
        if matrix is not None:
            yield Part(COVER, None, lambda: matrix, above=px(10))
        if not page.visits:
            yield Part("nothing", self._reading, self._nothing, above=px(10), stretch=1)
            return
        yield from self._states(page)
        if page.role == "reviewer":
            yield from self._waiting(page.waiting)
        elif page.returned:
            yield from self._returned(page.returned, own=page.role in ("", "participant"))
        yield from self._visits(page, now)

    @property
    def _reading(self) -> bool:
        return self._context.notebook.read_only

    # --- the top ------------------------------------------------------------------------------------------------

    def _head(self, page: Today) -> Part:
        say = self._context.sentences
        if page.day is None:
            return Part("head", None, lambda: label(say("window.home.title"), "day"))
        written = sum(card.written for card in page.cards)
        days = tour_days(self._context.notebook.reader)
        says = page.day, page.number, page.city, page.role, written, len(page.cards), days
        return Part("head", says, partial(self._day_head, page))

    def _day_head(self, page: Today) -> QWidget:
        say = self._context.sentences
        title = say("coverage.title") if page.role == "coordinator" else ""
        head = DayHead(self._context, page, self._laptop, title)
        head.day_chosen.connect(self.day_chosen)
        if title:
            press = button(say("coverage.csv"), icon="export", theme=self._context.theme)
            press.clicked.connect(self.csv_requested)
            head.add(press)
        return head

    def _disputes(self) -> Iterator[Part]:
        """What several people changed differently: how much, and where it begins; what has no page stands here."""
        reader = self._context.notebook.reader
        found = spots(reader)
        if not found:
            self._conflicts.forget()
            return
        first = next((spot for spot in found if spot.page != HOME), found[0])
        named = spot_name(reader, self._context.sentences, first)
        here = object() if any(spot.page == HOME for spot in found) else None  # its lines are made anew each time
        px = self._context.theme.px
        yield Part("disputes", (found, named, here), partial(self._disputed, found, first, named), above=px(16))

    def _disputed(self, found: tuple[Spot, ...], first: Spot, named: str) -> QWidget:
        self._conflicts.forget()
        reader, say, px = self._context.notebook.reader, self._context.sentences, self._context.theme.px
        box = QWidget()
        inside = QVBoxLayout(box)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(px(6))
        inside.addWidget(self._dispute(len(found), first, named))
        for here in dict.fromkeys(spot.object for spot in found if spot.page == HOME):
            record = reader.get(here)
            called = record_name(reader, say, record) if record is not None else ""
            inside.addLayout(self._conflicts.place(here, called=called))
        return box

    def _dispute(self, number: int, first: Spot, named: str) -> Press:
        """One line that leads to the first of them."""
        theme, say = self._context.theme, self._context.sentences
        card = Press(theme, "card")
        words = Elided(say("conflict.first", first=named), "second")
        layout = line(picture(theme, "merge", "amber", 18), label(say("conflict.count"), "strong"), stretch=False)
        count = label(str(number), "warning")
        count.setFont(theme.font(13, bold=True, tabular=True))
        layout.addWidget(count)
        layout.addWidget(words, 1)
        layout.addWidget(picture(theme, "forward", "ink3", 15))
        layout.setContentsMargins(theme.px(12), theme.px(8), theme.px(10), theme.px(8))
        card.setLayout(layout)
        card.setAccessibleName(f"{say('conflict.count')} {number}, {words.text()}")
        card.pressed.connect(lambda: self.conflict_requested.emit(first.object, first.field))
        return card

    def _nothing(self) -> QWidget:
        nothing = NoVisits(self._context)
        nothing.set_up.clicked.connect(self.set_up_requested)
        nothing.paste_requested.connect(self.paste_requested)
        nothing.take.clicked.connect(self.import_requested)
        nothing.add.clicked.connect(self.visit_requested)
        return nothing

    # --- what waits for somebody --------------------------------------------------------------------------------

    def _returned(self, returned: tuple[Returned, ...], *, own: bool) -> Iterator[Part]:
        say, px = self._context.sentences, self._context.theme.px
        key = "head-returned"
        yield self._section(key, say("window.home.returned"), len(returned), lambda: [self._next()])
        says = returned, self._folds.open(RETURNED)
        yield Part("returned", says, lambda: self._returned_card(returned, own=own), above=px(6))

    def _returned_card(self, returned: tuple[Returned, ...], *, own: bool) -> QWidget:
        card = ReturnedCard(self._context, self._folds, returned, self._laptop, own=own)
        card.open_requested.connect(self.open_requested)
        return card

    def _next(self) -> QPushButton:
        return self._link("home.in_turn", NEXT_KEYS, "", self.next_requested.emit)

    def _states(self, page: Today) -> Iterator[Part]:
        """How many takeaways are in each state: for those who review."""
        if page.states:
            say, px = self._context.sentences, self._context.theme.px
            counted = [(state, count) for state in STATES if (count := page.states.get(state, 0))]
            yield self._section("head-states", say("fields.code.section.takeaways"), sum(page.states.values()))
            yield Part("states", counted, partial(self._counted, counted), above=px(6))

    def _counted(self, counted: list[tuple[str, int]]) -> QWidget:
        theme, say = self._context.theme, self._context.sentences
        box, flow = QWidget(), FlowLayout(theme.px(18), theme.px(4))
        for state, count in counted:
            sign, together = label(""), QWidget()
            sign.setPixmap(sign_pixmap(state, theme, 12, 2.0))
            parts = sign, label(say(f"window.state.{state}"), "second"), label(str(count), "strong")
            together.setLayout(line(*parts, spacing=theme.px(6), stretch=False))
            flow.addWidget(together)
        box.setLayout(flow)
        return box

    def _waiting(self, waiting: tuple[Waiting, ...]) -> Iterator[Part]:
        """What a reviewer has before them."""
        say, px = self._context.sentences, self._context.theme.px
        yield self._section("head-waiting", say("home.waiting"), len(waiting))
        if waiting:
            says = waiting, self._folds.open(WAITING)
            yield Part(FIRST_WAITING, says, partial(self._waiting_list, waiting), above=px(6))
        else:
            make = partial(label, say("home.waiting_none"), "second", wrap=True)
            yield Part("waiting-none", None, make, above=px(6))

    def _waiting_list(self, waiting: tuple[Waiting, ...]) -> QWidget:
        rows = WaitingList(self._context, self._folds, waiting, self._laptop)
        rows.chosen.connect(self.open_requested)
        return rows

    # --- the visits ---------------------------------------------------------------------------------------------

    def _visits(self, page: Today, now: str) -> Iterator[Part]:
        say, px, reading = self._context.sentences, self._context.theme.px, self._reading
        key = "window.home.visits_today" if page.is_today else "window.home.visits_day"
        live = page.is_today and bool(page.cards)
        links = partial(self._visit_links, page, live=live)
        yield self._section("head-visits", say(key), len(page.cards), links, says=(page.day, live, reading))
        if not page.cards:
            nothing = partial(label, say("home.no_visits"), "second", wrap=True)
            yield Part("no-visits", None, nothing, above=px(6))
        for number, card in enumerate(page.cards, 1):
            first, last = number == 1, number == len(page.cards)
            following = card.object_id == page.following and not reading
            prompt = following and not card.written and (not now or card.over(now))  # not while it runs
            make = partial(self._visit, card, following=following, prompt=prompt, first=first, last=last)
            says = card, following, prompt, first, last
            yield Part(visit_part(card.object_id), says, make, above=px(6) if first else 0)

    def _visit(self, card: VisitCard, *, following: bool, prompt: bool, first: bool, last: bool) -> QWidget:
        row = VisitRow(self._context, card, following=following, prompt=prompt, first=first, last=last)
        row.open_requested.connect(self.open_requested)
        row.takeaway_requested.connect(self.takeaway_requested)
        return row

    def _visit_links(self, page: Today, *, live: bool) -> list[QPushButton]:
        """What can be done about the day: live mode, where it is today, and writing its takeaways."""
        found = [self._link("home.live", LIVE_KEYS, "live", self.live_requested.emit)] if live else []
        key = day_key(page.day) if page.day else ""
        found.append(self._link("home.write_day", WRITE_KEYS, "pencil", partial(self.open_requested.emit, key)))
        for press in found:
            press.setEnabled(not self._reading)
        return found

    def _link(self, key: str, keys: str, icon: str, does: Callable[[], object]) -> QPushButton:
        say, theme = self._context.sentences, self._context.theme
        beside = f"  {keys}" if theme.text_size < LARGE else ""
        press = button(f"{say(key)}{beside}", "link", icon=icon, theme=theme)
        press.setAccessibleName(say(key))
        press.clicked.connect(lambda: does())
        return press

    def _section(
        self, name: str, text: str, count: int, more: Callable[[], Sequence[QWidget]] = tuple, says: object = None
    ) -> Part:
        """The head of what follows. more: makes what stands at its right. says: what decides how that looks."""

        def make() -> QWidget:
            box = QWidget()
            row = line(label(text, "head"), label(str(count), "second"))
            beside = more()
            if beside:
                row.addLayout(line(*beside, spacing=self._context.theme.px(16), stretch=False))
            box.setLayout(row)
            return box

        return Part(name, (text, count, says), make, above=self._context.theme.px(20))


def visit_part(visit: str) -> str:
    """The name of the part of a visit."""
    return f"visit-{visit}"
