"""The page of the tour: what it is, its visits in a calendar, its people and teams, and the chapters of its report."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from db.edits import create
from db.errors import KnownError
from db.order import keys
from db.records import Chapter, Person, Team, Tour, Visit
from desktop.panes.history.history_button import history_button
from desktop.panes.parts import button, rule
from desktop.panes.tour.chapters import ChaptersPane
from desktop.panes.tour.facts import Facts
from desktop.panes.tour.head import TourHead
from desktop.panes.tour.itinerary import ItineraryPane
from desktop.panes.tour.part import TourPart
from desktop.panes.tour.people import PeoplePane
from desktop.panes.visit.tabs import PAD, Tab
from desktop.panes.writing import WritingPage
from desktop.tables import Tables

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

    from db.edits import Changes
    from desktop.context import PageContext
    from exporters.importing.listed import Listing

TABS = ("itinerary", "people", "chapters")
PARTS: Mapping[str, Callable[[WritingPage], TourPart]] = {
    "itinerary": ItineraryPane, "people": PeoplePane, "chapters": ChaptersPane
}  # fmt: skip
LOW = 520
"""px at 100 % of the page's height below which its facts are folded away, and have the page for themselves."""
LIST = 200
"""px at 100 % that a tab is high at least; the page scrolls where it has less."""


class TourPage(WritingPage):
    """show_object takes the place of the tour, the tour itself, a person or a team.

    from_this_requested: a new tour is to be made from this one. send_requested: a bundle of a purpose is to be made.
    """

    from_this_requested = Signal()
    send_requested = Signal(str)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.marks.hide()
        self.object_id = ""
        theme, say = context.theme, context.sentences
        self.facts = Facts(self)
        self._parts: dict[str, TourPart] = {}
        self.tabs: list[Tab] = []
        self.stack = QStackedWidget()
        row = QHBoxLayout()
        row.setContentsMargins(theme.px(26 - PAD), theme.px(4), theme.px(20), 0)
        row.setSpacing(theme.px(18 - 2 * PAD))
        for place, name in enumerate(TABS):
            tab = Tab(theme, say(f"tour.tab.{name}"))
            tab.clicked.connect(partial(self._pressed, place))
            self.tabs.append(tab)
            row.addWidget(tab)
        row.addStretch(1)
        self.fold = button(say("tour.facts.title"), "quiet", icon="down", theme=theme)
        self.again = button(say("tour.from_this"), "quiet", icon="copy", theme=theme)
        self.again.clicked.connect(self.from_this_requested)
        self.send = button(say("exchange.send.tour"), "quiet", icon="export", theme=theme)
        self.send.clicked.connect(partial(self.send_requested.emit, "tour"))
        self.send.setEnabled(not context.notebook.read_only)
        self.fold.setCheckable(True)
        self.head = TourHead(theme, (self.fold, self.send, self.again))
        self.fold.toggled.connect(lambda _: self._share())
        tabs, hairline = QWidget(), rule()
        tabs.setLayout(row)
        self.stack.setMinimumHeight(theme.px(LIST))
        self.area, inside = QScrollArea(), QWidget()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.column.addWidget(self.area)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.area.setWidget(inside)
        for part in (self.head, self.facts, tabs, hairline, self.working):
            column.addWidget(part)
        column.addWidget(self.stack, 1)
        self.below = [tabs, hairline, self.stack]
        self._low = False
        self._tables = Tables(context, self)
        self._tables.turned.connect(self._turn)
        self._tables.taken.connect(self._came)
        self._count()

    # --- the page's promises ------------------------------------------------------------------------------------

    def show_object(self, object_id: str) -> None:
        """Show the tour; at a person or a team where one is named."""
        tour = self._tour()
        if tour is not None and tour.id != self.object_id:
            self._load(tour)
        record = self.context.notebook.reader.get(object_id)
        if isinstance(record, Person | Team):
            self.show_tab(TABS.index("people"))
            self.people.choose(object_id)
        elif not self._parts:
            self.show_tab(0)  # a notebook without a tour that cannot be written
        self._shown().begin()
        self.say_status()

    @property
    def itinerary(self) -> ItineraryPane:
        """The visits in a calendar; each of the tabs is built when it is first asked for."""
        return cast(ItineraryPane, self._part("itinerary"))

    @property
    def people(self) -> PeoplePane:
        return cast(PeoplePane, self._part("people"))

    @property
    def chapters(self) -> ChaptersPane:
        return cast(ChaptersPane, self._part("chapters"))

    def show_tab(self, place: int) -> None:
        """Show one of the tabs."""
        self.tabs[place].setChecked(True)
        self.stack.setCurrentWidget(self._part(TABS[place]))
        self.context.memory.keep_choice("tour-tab", TABS[place]) if self.object_id else None

    def before_leaving(self) -> None:
        if self.object_id and not self.context.operations.closed:
            self.facts.keep()

    def refresh(self, changes: Changes) -> None:
        """Read what changed again; fields that are being written stay."""
        if not changes.kinds & {kind.KIND for kind in (Tour, Person, Team, Visit, Chapter)}:
            return
        tour = self.context.notebook.reader.tour()
        if tour is not None and self.object_id != tour.id:
            self._load(tour)
        self.fields.adopt(changes)
        self.conflicts.refresh(changes)
        self.facts.refresh()
        self._count()
        for part in self._parts.values():
            part.refresh()

    def name(self) -> str:
        tour = self.context.notebook.reader.tour()
        return tour.title if tour is not None else ""

    def panes_listing(self, name: str) -> Listing:
        """What a table that is pasted into a tab brings."""
        from exporters.importing.itinerary import Itinerary
        from exporters.importing.roster import Roster

        reader = self.context.notebook.reader
        if name == "people":
            return Roster(self.object_id or None, reader.all(Person), reader.all(Team))
        return Itinerary(reader.tour(), reader.all(Visit))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        low = event.size().height() < self.context.theme.px(LOW)
        if low != self._low:
            self._low = low
            self._share()

    def _share(self) -> None:
        """Where there is little height, either the facts are seen or the lists."""
        alone = self._low and self.fold.isChecked()
        self.fold.setVisible(self._low)
        self.fold.setIcon(self.context.theme.icon("up" if alone else "down", "ink2", 18))
        self.facts.setVisible(alone or not self._low)
        for part in self.below:
            part.setVisible(not alone)
        self.head.fit()

    def _bring(self, view: QAbstractItemView, *_: object) -> None:
        """Where the page scrolls, what becomes current in a list is seen."""
        inside, box = self.area.widget(), view.visualRect(view.currentIndex())
        if view.hasFocus() and box.isValid() and inside is not None:
            middle = view.viewport().mapTo(inside, box.center())
            self.area.ensureVisible(middle.x(), middle.y(), 0, box.height() // 2 + self.context.theme.px(8))

    def _shown(self) -> TourPart:
        """The tab that is seen."""
        return cast(TourPart, self.stack.currentWidget())

    # --- building -----------------------------------------------------------------------------------------------

    def _part(self, name: str) -> TourPart:
        """The tab of this name, built now that it is wanted, in its place: what moves afterwards takes long."""
        part = self._parts.get(name)
        if part is None:
            part = self._parts[name] = PARTS[name](self)
            part.table_requested.connect(partial(self._ask_table, name))
            part.open_requested.connect(self.open_requested)
            part.list.selectionModel().currentChanged.connect(partial(self._bring, part.list))
            self.stack.addWidget(part)
            part.refresh()
        return part

    def _count(self) -> None:
        """Say on each tab how much is listed there."""
        reader = self.context.notebook.reader
        for tab, kind in zip(self.tabs, (Visit, Person, Chapter), strict=True):
            tab.set_count(reader.count(kind))

    def _tour(self) -> Tour | None:
        """The notebook's tour; a notebook without one gets it now."""
        reader = self.context.notebook.reader
        tour = reader.tour()
        if tour is None and not self.context.notebook.read_only:
            try:
                self.context.operations.commit([create(Tour, order=keys(1)[0])], undoable=False)
            except KnownError as error:
                self.context.messages.error(error, topic="saving")
            tour = reader.tour()
        return tour

    def _load(self, tour: Tour) -> None:
        say = self.context.sentences
        self.fields.autosave.settle()
        self.fields.autosave.forget()
        self.conflicts.forget()
        self.object_id = tour.id
        title = self.fields.line(tour, "title", say("fields.field.title"), look="title")
        title.setPlaceholderText(say("window.unnamed.tour"))
        self.head.show_title(title, history_button(self, tour.id, tour.title))
        self._share()
        self.facts.load(tour)
        self._order_keys()
        chosen = self.context.memory.choice("tour-tab")
        self.show_tab(TABS.index(chosen) if chosen in TABS else 0)

    def _order_keys(self) -> None:
        """Tab walks from the title over the facts to the tabs, and into what they show: fields are newer than those."""
        shown = [each for part in self._parts.values() for each in part.findChildren(QWidget)]
        for one, other in pairwise([self.facts.last, *self.tabs, *shown]):
            QWidget.setTabOrder(one, other)

    def _pressed(self, place: int) -> None:
        """By the mouse one goes on to the list; the keyboard may go to the next tab."""
        self.show_tab(place)
        if not self.tabs[place].hasFocus():
            self._shown().begin()

    def paste_table(self) -> None:
        """Take what was copied as the itinerary; a roster is recognised there."""
        self.show_tab(TABS.index("itinerary"))
        self._ask_table("itinerary", None)

    def _ask_table(self, name: str, data: QMimeData | None) -> None:
        self.leave()
        other = "itinerary" if name == "people" else "people"
        self._tables.ask(self.panes_listing(name), self.panes_listing(other), data)

    def _turn(self, sort: str) -> None:
        """The tab of a sort of table that was pasted elsewhere."""
        place = TABS.index("people" if sort == "roster" else sort)
        self.show_tab(place)
        self._shown().begin()

    def _came(self, changes: Changes) -> None:
        """A table was taken in: its first visit or person is current, and one line says how many they were."""
        kind = Visit if self._shown() is self._parts.get("itinerary") else Person
        ids = changes.objects.get(kind.KIND, ())
        records = self.context.notebook.reader.many(kind, ids)
        first = min(
            records.values(), key=lambda record: (getattr(record, "date", "") or "~", record.order), default=None
        )
        if first is not None:
            self._shown().point_at(first.id)
        self.note(self.context.sentences("tour.paste.done", count=len(ids)))
