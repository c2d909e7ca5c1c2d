"""An open notebook on screen: the navigator, and the page of what is open, with the way back and forward."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator
from datetime import date, datetime
from functools import partial
from itertools import chain
from time import perf_counter
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import delete, isValid

from db.errors import KnownError
from desktop.drawer import Drawer
from desktop.models.outline import HOME, TOUR
from desktop.models.pages import LIVE, page_of
from desktop.page_signals import link
from desktop.pages import Page, Then, ask_part, make_page
from desktop.spot import Spot
from desktop.turns import Turns

if TYPE_CHECKING:
    from db.edits import Changes
    from desktop.context import PageContext
    from desktop.panes.review.review import Review
    from desktop.panes.tour.tour import TourPage
    from desktop.panes.writing import WritingPage

SLICE = 0.01
"""Seconds of one turn of the loop in which pages end."""


class Workspace(Drawer):
    """opened: id of what the centre shows now (HOME, or an object). status_changed: words for the status bar.
    noted: one quiet line for it.
    """

    opened = Signal(str)
    status_changed = Signal(str)
    noted = Signal(str)
    import_requested = Signal()
    visit_requested = Signal()
    takeaway_requested = Signal(str)
    next_requested = Signal()
    zoom_requested = Signal(int)
    new_from_requested = Signal()
    report_requested = Signal(str)
    send_requested = Signal(str)

    def __init__(self, context: PageContext, today: date, turns: Turns, parent: QWidget | None = None) -> None:
        super().__init__(context, today, parent)
        self._today, self._turns = today, turns
        self._pages: dict[str, Page] = {}
        self._behind: list[str] = []
        self._ahead: list[str] = []
        self._current = ""
        self._ask = partial(self.open, at_once=False)
        self.navigator.open_requested.connect(self._ask)
        self.navigator.open_requested.connect(self._put_drawer_away)
        self.navigator.tree.escaped.connect(self._put_drawer_away)
        self.navigator.delete_requested.connect(self.delete)
        context.operations.changed.connect(self.refresh)

    @property
    def current(self) -> str:
        """Id of what is shown, or HOME: what was asked for last, which is there by that."""
        self._turns.finish()
        return self._current

    @property
    def way(self) -> tuple[list[str], list[str]]:
        """What was open before, and what one came back from: to go on with in a workspace built anew."""
        return list(self._behind), list(self._ahead)

    def follow(self, way: tuple[list[str], list[str]]) -> None:
        """Go on where another workspace was."""
        self._behind, self._ahead = list(way[0]), list(way[1])
        self.opened.emit(self.current)

    def spot(self) -> Spot:
        """Where one is, as far as the memory of fields does not know it; for `find_spot`."""
        focus, page = self.window().focusWidget(), self._shown()
        spot = getattr(page, "spot", None)
        in_navigator = focus is not None and self.navigator.isAncestorOf(focus)
        return Spot(in_navigator, type(page), spot()) if spot is not None else Spot(in_navigator)

    def find_spot(self, spot: Spot) -> None:
        """Go on there in a workspace built anew."""
        page = self._shown()
        find = getattr(page, "find_spot", None)
        if find is not None and type(page) is spot.page:
            find(spot.within)
        if spot.in_navigator and self.navigator.isVisible():
            self.navigator.tree.setFocus()

    @property
    def can_go_back(self) -> bool:
        return bool(self._behind)

    @property
    def can_go_forward(self) -> bool:
        return bool(self._ahead)

    def open(self, object_id: str, *, at_once: bool = True, then: Then = None) -> None:
        """Show an object, or HOME if unknown. at_once: else over several turns. then: what is done on its page."""
        self._turns.finish()
        kind = self._page_kind(object_id)
        if kind == "report":
            self.report_requested.emit(object_id)
            return
        if self.current and self.current != object_id:
            self._behind.append(self.current)
            self._ahead.clear()
        self._show(object_id if kind != HOME else HOME, kind, at_once=at_once, then=then)

    def resume(self, object_id: str) -> None:
        """Show an object where it was left; see open."""
        kind = self._page_kind(object_id)
        if kind != "report":
            self._show(object_id if kind != HOME else HOME, kind, resume=True)

    def prepare(self, object_id: str) -> None:
        """Make the page that shows an object, where it is not there yet; see resume."""
        kind = self._page_kind(object_id)
        if kind != "report":
            self._page(kind)

    def dissolve(self) -> Iterator[None]:
        """End, page after page: a thousand widgets that end together hold the window up."""
        self._context.operations.changed.disconnect(self.refresh)
        seen, end = self.stack.currentWidget(), perf_counter() + SLICE  # that goes last, else others come up
        for kind in sorted(self._pages, key=lambda each: cast(object, self._pages[each]) is seen):
            delete(cast(QObject, self._pages.pop(kind)))
            if perf_counter() > end:
                yield
                end = perf_counter() + SLICE
        delete(self)

    def back(self) -> None:
        """Show what was open before."""
        self._travel(self._behind, self._ahead)

    def forward(self) -> None:
        self._travel(self._ahead, self._behind)

    def step(self, by: int) -> None:
        """Open the entry before (-1) or after (+1) in the navigator."""
        neighbour = self.navigator.neighbour(self.current, by)
        if neighbour is not None:
            self.open(neighbour, at_once=False)

    def leave(self) -> None:
        """Commit what is being written in the page that is open."""
        deque(self._leaving(), 0)

    def _leaving(self) -> Iterator[object]:
        """The steps of that; by the first of them nothing more is written there."""
        page = self._shown()
        try:
            if (steps := getattr(page, "leaving", None)) is not None:
                yield from steps()
            elif page is not None:
                page.leave()
        except KnownError as error:  # what was typed is still a draft
            self._context.messages.error(error, topic="saving")

    def refresh(self, changes: Changes) -> None:
        """Let the parts that are concerned read again; a page that is not seen reads when it is shown."""
        self.navigator.refresh(changes)
        for page in self._pages.values():
            page.refresh(changes)
        self.navigator.show_current(self.current)

    def shows(self, object_id: str) -> bool:
        """Whether what is done to an object is seen on the page that is open, though another one is its own."""
        shows = getattr(self._shown(), "shows", None)
        return shows is not None and bool(shows(object_id))

    def reveal(self, object_id: str) -> None:
        """Let an object of the page that is open be seen; the focus stays where it is, if it can."""
        reveal = getattr(self._shown(), "reveal", None)
        if reveal is not None and not reveal(object_id):
            self.open(object_id)

    def look_for(self, *, replacing: bool = False) -> None:
        """Find, and replace, in the page that is open, where it has texts."""
        look_for = getattr(self._shown(), "look_for", None)
        if look_for is not None:
            look_for(replacing=replacing)

    def text(self, object_id: str, field: str) -> QWidget | None:
        """The text of an object and field on the page that is open, where it has one."""
        fields = getattr(self._shown(), "fields", None)
        if fields is not None:
            fields.need(object_id)
        writing = fields.autosave.writing(object_id, field) if fields is not None else None
        return cast(QWidget, writing.widget) if writing is not None else None

    def around(self) -> list[QWidget]:
        """What of the page that is open is not its text."""
        found: list[QWidget] = getattr(self._shown(), "around", list)()
        return found

    def delete(self, object_id: str = "") -> None:
        """Put a visit, chapter or note into the bin; without a name, the visit or chapter that is open."""
        from desktop.removing import remove

        remove(self, self._context, object_id)

    def beside(self, gone: Collection[str]) -> str | None:
        """The id of what stands next to the rows of gone in the navigator."""
        return self.navigator.beside(gone)

    def show_conflict(self, object_id: str, field: str) -> None:
        """Open a conflict where it stands."""
        self.open(object_id, at_once=False, then=lambda page: ask_part(page, "conflicts", "open", object_id, field))

    def show_comment(self, object_id: str, thread: str) -> None:
        """Open what a comment is about, with the caret at its words."""
        self.open(object_id, at_once=False, then=lambda page: ask_part(page, "review", "show", thread))

    def show_found(self, object_id: str, field: str, words: str) -> None:
        """Open what was found in the whole tour, with the words marked in its field, where the page finds words."""

        def mark(page: Page) -> None:
            if getattr(page, "can_find", False):
                cast("WritingPage", page).finding.look_from(self.text(object_id, field), words)

        self.open(object_id, at_once=False, then=mark)

    def paste_table(self) -> None:
        """What was copied becomes the itinerary of the tour, or its people, once somebody looked at it."""
        self.open(TOUR, at_once=False, then=lambda page: cast("TourPage", page).paste_table())

    def say(self, key: str) -> None:
        """One quiet line for the status bar."""
        self.noted.emit(self._context.sentences(key))

    def review(self) -> Review | None:
        """The comments of the page that is open, where it has texts."""
        found: Review | None = getattr(self._shown(), "review", None)
        return found

    def conflict(self) -> tuple[str, str] | None:
        """Object and field of the conflict that has the focus."""
        conflicts = getattr(self._shown(), "conflicts", None)
        found: tuple[str, str] | None = conflicts.current() if conflicts is not None else None
        return found

    def panes(self) -> list[QWidget]:
        """The parts that F6 goes through."""
        page = self.stack.currentWidget()
        parts = (getattr(page, name, None) for name in ("grid", "side"))
        return [self.navigator.tree, *([page] if page else []), *(each for each in parts if isinstance(each, QWidget))]

    def give_focus(self) -> None:
        """Keys go to the field that the page chooses now that it is seen, else to the navigator."""
        from desktop.editing import Field
        from desktop.focus import take_focus

        chosen = self.window().focusWidget()
        if isinstance(chosen, Field) and self.stack.isAncestorOf(chosen):
            take_focus(chosen)  # it was chosen before it could be seen
            return
        page = self._shown()
        if page is not None and self.current:
            getattr(page, "resume", page.show_object)(self.current)
        focus = self.window().focusWidget()
        if focus is None or not self.stack.isAncestorOf(focus):
            self.navigator.tree.setFocus()

    def go_live(self) -> None:
        """Write down what is said at the visit that is open, else at the one that is on now."""
        reader = self._context.notebook.reader
        page = page_of(reader, self.current) if self.current else None
        if page is not None and page.kind == "live":
            return
        from desktop.models.talk import running

        clock = datetime.now().strftime("%H:%M")
        visit = page.key if page is not None and page.kind == "visit" else running(reader, self._today, clock)
        if visit:
            self.open(f"{LIVE}{visit}", at_once=False)
        else:
            self.noted.emit(self._context.sentences("live.no_visit"))

    def leave_live(self, visit: str) -> None:
        """Back to where one came from, else to the visit."""
        if self.can_go_back:
            self.back()
        else:
            self.open(visit)

    def _travel(self, source: list[str], target: list[str]) -> None:
        if not source:
            return
        target.append(self.current)
        object_id = source.pop()
        kind = self._page_kind(object_id)
        self._show(object_id if kind != HOME else HOME, kind, at_once=False)

    def _show(self, key: str, kind: str, *, resume: bool = False, at_once: bool = True, then: Then = None) -> None:
        self._turns.finish()
        steps = self._showing(key, kind, resume=resume, then=then)
        if at_once or not self.isVisible():
            deque(steps, 0)
        if self.isVisible():
            self._turns.run(chain(steps, [None]))  # what is painted has a turn of its own

    def _showing(self, object_id: str, kind: str, *, resume: bool, then: Then) -> Iterator[None]:
        """The steps of that, each short enough for one turn of the loop."""
        left = self._leaving()
        next(left, None)
        before = self.window().focusWidget()
        if before is not None and self.isAncestorOf(before):
            self._turns.hold_focus()
        yield
        for _ in left:
            yield
        if kind not in self._pages:
            self._page(kind)
            yield
        page = self._page(kind)
        if not resume and (make_ready := getattr(page, "make_ready", None)) is not None:
            make_ready(object_id)
            yield
        if self._turns.holds_focus and before is not None and isValid(before):
            before.setFocus(Qt.FocusReason.OtherFocusReason)  # it goes on from there, where the page does not take it
        self._current = object_id
        self.status_changed.emit("")
        self.stack.setCurrentWidget(cast(QWidget, page))
        self._make_room(alone=kind == "live")
        if not resume and (showing := getattr(page, "showing", None)) is not None:
            yield from self._while_held(showing(object_id))
        (getattr(page, "resume", page.show_object) if resume else page.show_object)(object_id)
        self.navigator.show_current(object_id)
        self.opened.emit(object_id)
        if then is not None:
            yield
            then(page)

    def _while_held(self, steps: Iterator[None]) -> Iterator[None]:
        """steps, and the keys wait for what comes; then the focus is where it was before them."""
        landed = self.window().focusWidget()
        if landed is not None and self.isVisible():
            self._turns.hold_focus()
        yield
        yield from steps
        if self._turns.holds_focus and landed is not None and isValid(landed):
            landed.setFocus(Qt.FocusReason.OtherFocusReason)

    def _shown(self) -> Page | None:
        return next((page for page in self._pages.values() if cast(object, page) is self.stack.currentWidget()), None)

    def _page_kind(self, object_id: str) -> str:
        reader = self._context.notebook.reader
        record = reader.get(object_id)
        return HOME if record is not None and record.deleted else page_of(reader, object_id).kind

    def _page(self, kind: str) -> Page:
        if kind not in self._pages:
            page = self._pages[kind] = make_page(kind, self._context, self._today)
            page.open_requested.connect(self._ask)
            page.status_changed.connect(lambda words: self._say(page, words))
            link(page, self)
            self.stack.addWidget(cast(QWidget, page))
        return self._pages[kind]

    def _say(self, page: Page, words: str) -> None:
        if self.stack.currentWidget() is cast(object, page) or self.stack.count() == 1:
            self.status_changed.emit(words)
