"""A visit: its title, header, and tabs for notes, questions, takeaways and figures."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from db.records import Contact, Figure, Note, Question, Record, Takeaway, Visit
from desktop.models.outline import visit_name
from desktop.panes.parts import rule
from desktop.panes.review.badge import ReviewBadge
from desktop.panes.visit.binned_band import BinnedBand
from desktop.panes.visit.desk import VisitDesk
from desktop.panes.visit.entries import EntryPane
from desktop.panes.visit.figures import FiguresPane
from desktop.panes.visit.header import HeaderForm
from desktop.panes.visit.notes import NotesPane
from desktop.panes.visit.questions import QuestionsPane
from desktop.panes.visit.tabs import PAD, Tab
from desktop.panes.visit.takeaways import TakeawaysPane
from desktop.panes.visit.title import TitleRow
from desktop.turns import Turns

if TYPE_CHECKING:
    from db.edits import Changes
    from desktop.context import PageContext
    from desktop.memory import Place, View

TABS: tuple[tuple[str, type[Record]], ...] = (
    ("notes", Note), ("questions", Question), ("takeaways", Takeaway), ("figures", Figure),
)  # fmt: skip
MAKERS: dict[str, type[EntryPane[Any]]] = {
    "notes": NotesPane, "questions": QuestionsPane, "takeaways": TakeawaysPane, "figures": FiguresPane,
}  # fmt: skip
LEAST = 300
"""Height that tabs, marks and text need beside the header; px at 100 %."""


class VisitPage(VisitDesk):
    """show_object takes a visit, or any entry, figure or contact of one. live_requested: F5 by a button."""

    live_requested = Signal()

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.header = HeaderForm(self, self.fields)
        self.header.renamed.connect(self._title_soon)
        self.header.resized.connect(self._share)
        self.header.contact_removed.connect(self.offer_undo)
        self.stack = QStackedWidget()
        self._turns = Turns(self.stack)
        self._alone = False
        self.tabs: list[Tab] = []
        self.panes: list[EntryPane[Any]] = []
        self.binned_band = BinnedBand(context)
        self.conflicts.deserted.connect(self.binned_band.take_focus)
        self.column.addWidget(self.binned_band)
        self.title = TitleRow(context, self.header.fold)
        self.title.open_requested.connect(self.open_requested)
        self.title.live_requested.connect(self.live_requested)
        self.column.addLayout(self.title)
        self.column.addWidget(self.header)
        tabs, hairline = QWidget(), rule()
        tabs.setLayout(self._tab_row())
        self.column.addWidget(tabs)
        self.column.addWidget(hairline)
        self.column.addWidget(self.undo_band)
        self._body(self.stack)
        self.below += [tabs, hairline]

    # --- the page's promises ------------------------------------------------------------------------------------

    def make_ready(self, object_id: str) -> None:
        """Begin with a visit, before it is shown: its header is built."""
        record = self.context.notebook.reader.get(object_id)
        visit_id = object_id if isinstance(record, Visit) else getattr(record, "visit", None)
        if isinstance(visit_id, str) and visit_id != self.object_id:
            self._load(visit_id)

    def showing(self, object_id: str) -> Iterator[None]:
        """The steps that build what show_object shows, each short enough for one turn of the loop."""
        record = self.context.notebook.reader.get(object_id)
        if isinstance(record, Contact) or not self.object_id:
            return
        tab = _tab_of(record)
        if tab is None:
            place, _, tab = self._left()
            object_id = place.object_id if place is not None else ""
        self.panes[tab].expect(object_id)
        self._choose(tab)
        yield from self.panes[tab].building()

    def show_object(self, object_id: str) -> None:
        """Show a visit, at the entry that was asked for."""
        record = self.context.notebook.reader.get(object_id)
        if not isinstance(object_id if isinstance(record, Visit) else getattr(record, "visit", None), str):
            return
        self.make_ready(object_id)
        tab = _tab_of(record)
        if isinstance(record, Contact):
            self.header.focus_contact(object_id)
        elif tab is not None:
            self.panes[tab].expect(object_id)
            self._to_text(tab)
            self.panes[tab].focus(object_id, _field_to_write(record))
        else:
            self._begin()
        self.say_status()

    def reveal(self, object_id: str) -> bool:
        """Let an entry of the tab that is shown be seen; False where it is on another one."""
        record = self.context.notebook.reader.get(object_id)
        tab = _tab_of(record)
        if tab is None:
            return True
        if tab != self.stack.currentIndex() or self._alone:
            return False
        self.panes[tab].reveal(object_id)
        return True

    def before_leaving(self) -> None:
        if not self.object_id or self.context.notebook.read_only:
            return
        self.header.keep()
        for pane in self.panes:
            pane.before_leaving()

    def refresh(self, changes: Changes) -> None:
        """Read what changed again; fields that are being written stay."""
        if not self.object_id:
            return
        if "figure" in changes.kinds:
            self.fields.pictures.forget()
        self.fields.adopt(changes)
        self.conflicts.refresh(changes)
        self._show_title()
        self._counts()
        self.header.refresh()
        if "contact" in changes.kinds and self.header.contacts is not None:
            self.header.contacts.refresh()
        for pane in self.panes:
            pane.refresh(changes)

    def name(self) -> str:
        visit = self.visit()
        return visit_name(visit, self.context.sentences) if visit else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        """An unfolded header that leaves too little room for writing has the page for itself until it is folded."""
        px = self.context.theme.px
        room = self.height() - px(56) - self.header.sizeHint().height()
        alone = self.header.unfolded and room < px(LEAST)
        self.title.share(self.width())
        if alone != self._alone:
            self._alone = alone
            self.header.share(alone=alone)
            for part in self.below:
                part.setVisible(not alone)

    # --- tabs --------------------------------------------------------------------------------------------------

    def resume(self, object_id: str) -> None:
        """Show a visit where it was left, whichever entry of it is named; as show_object where it never was."""
        record = self.context.notebook.reader.get(object_id)
        visit_id = object_id if isinstance(record, Visit) else getattr(record, "visit", None)
        place = self.context.memory.place(str(visit_id))
        there = self.context.notebook.reader.get(place.object_id) if place else None
        if place is None or there is None or there.deleted:
            self.show_object(object_id)
        else:
            self.show_object(str(visit_id))

    def keep_view(self) -> None:
        tab = self.stack.currentIndex()
        if self.object_id and self.panes[tab].built:
            self.context.memory.keep_view(self.object_id, self.panes[tab].view(tab))

    def _left(self) -> tuple[Place | None, View | None, int]:
        """Where the caret was, what was seen, and the tab that was shown; that tab which is shown else."""
        place, view = self.context.memory.place(self.object_id), self.context.memory.view(self.object_id)
        record = self.context.notebook.reader.get(place.object_id) if place else None
        if place is None or record is None or record.deleted:
            place = None
        there = _tab_of(record)
        tab = max(self.stack.currentIndex(), 0) if there is None else there
        return place, view, view.tab if view is not None and 0 <= view.tab < len(TABS) else tab

    def _begin(self) -> None:
        """The caret goes where it was, in the tab that was shown, else into the first text of the tab that is shown."""
        place, view, tab = self._left()
        there = _tab_of(self.context.notebook.reader.get(place.object_id)) if place is not None else None
        pane = self.panes[tab]
        if place is not None:
            pane.expect(place.object_id)
        if place is not None and there is None:
            self.show_tab(tab)
            pane.show_view(view)
            if self.header.focus_field(place):
                return
        self._to_text(tab)
        if place is None or not pane.focus(place.object_id, place.field, place=place, view=view):
            pane.begin()
            if view is not None and place is not None:
                pane.show_view(view)

    def _to_text(self, tab: int) -> None:
        """Show a tab, and the text where the header hid it."""
        if self._alone:
            self.header.unfold(False)
        self.show_tab(tab)

    def _tab_pressed(self, place: int) -> None:
        """By the mouse one goes on to the text; the keyboard may go to the next tab."""
        self._in_turns(self._going_to(place))

    def _in_turns(self, steps: Iterator[None]) -> None:
        if self.isVisible():
            self._turns.run(steps)
        else:
            deque(steps, 0)

    def _going_to(self, place: int, *, text: bool = False) -> Iterator[None]:
        """text: whatever had the focus, one goes on to the text."""
        to_text = text or not self.tabs[place].hasFocus()
        self._choose(place)
        if to_text and self.isVisible():
            self._turns.hold_focus()
        yield from self.panes[place].building()
        self.show_tab(place)
        if to_text:
            self.panes[place].begin()
        yield

    def leaving(self) -> Iterator[object]:
        self._turns.finish()
        return super().leaving()

    def turn_to(self, place: int) -> None:
        """By a key one goes on to the text."""
        if self._alone:
            self.header.unfold(False)
        self._in_turns(self._going_to(place, text=True))

    def write_takeaway(self) -> None:
        """Go on in the takeaway of whoever writes."""
        self._to_text(TABS.index(("takeaways", Takeaway)))
        next(pane for pane in self.panes if isinstance(pane, TakeawaysPane)).write()

    @property
    def side(self) -> QWidget | None:
        """The comments beside the text."""
        return self.review.current()

    def show_tab(self, place: int) -> None:
        """Show one of the tabs."""
        self._turns.finish()
        self._choose(place)
        self.panes[place].ensure_built()
        self.review.attend()
        self._seen.start()
        self.marks.show_mark("")
        self.marks.setEnabled(TABS[place][0] != "figures")
        self.say_status()

    def _choose(self, place: int) -> None:
        self.tabs[place].setChecked(True)
        self.stack.setCurrentIndex(place)

    # --- building -----------------------------------------------------------------------------------------------

    def _load(self, visit_id: str) -> None:
        if self.object_id:
            self.leave()
        self.object_id = self.review.whole = visit_id
        self.fields.autosave.forget()
        self.conflicts.forget()
        self.undo_band.hide()
        visit = self.visit()
        if visit is None:
            return
        self.header.load(visit)
        for pane in self.panes:
            pane.load(visit_id)
        self._show_title()
        self._counts()

    def _tab_row(self) -> QHBoxLayout:
        theme, say = self.context.theme, self.context.sentences
        row = QHBoxLayout()
        row.setContentsMargins(theme.px(26 - PAD), theme.px(4), theme.px(20), 0)
        row.setSpacing(theme.px(18 - 2 * PAD))
        for place, (name, _) in enumerate(TABS):
            tab = Tab(theme, say(f"editor.tab.{name}"))
            tab.set_keys(f"Ctrl+Alt+{place + 1}")
            tab.clicked.connect(partial(self._tab_pressed, place))
            pane = MAKERS[name](self)
            self.tabs.append(tab)
            self.panes.append(pane)
            self.watch_scrolling(pane)
            self.stack.addWidget(pane)
            row.addWidget(tab)
        row.addStretch(1)
        row.addWidget(ReviewBadge(self.review))
        return row

    # --- the title and the counts -------------------------------------------------------------------------------

    def _title_soon(self) -> None:
        """The title follows what is being typed in the header."""
        shown = {
            name: self.fields.autosave.writing(self.object_id, name) for name in ("title", "institution", "visit_type")
        }
        words = {name: writing.widget.text() for name, writing in shown.items() if writing}  # type: ignore[union-attr]
        self.title.say(words.get("institution", ""), words.get("title", ""), words.get("visit_type", ""))
        self._share()

    def _show_title(self) -> None:
        visit = self.visit()
        self.binned_band.show_visit(visit)
        if visit is not None:
            self.title.show_visit(visit)
            self._share()

    def _counts(self) -> None:
        disputed = {spot.kind for spot in self.conflicts.spots if spot.page == self.object_id}
        for tab, (_, kind) in zip(self.tabs, TABS, strict=True):
            words = self.context.sentences("conflict.count") if kind.KIND in disputed else ""
            tab.set_conflict(words)
            tab.set_lacks(self._lacks() if kind is Figure else "")
            tab.set_count(self.context.notebook.reader.count(kind, visit=self.object_id))

    def _lacks(self) -> str:
        figures = self.context.notebook.reader.all(Figure, visit=self.object_id)
        count = sum(not figure.credit for figure in figures)
        return self.context.sentences("editor.figures.uncredited", count=count) if count else ""


def _tab_of(record: Record | None) -> int | None:
    """The tab on which an entry stands."""
    return next((place for place, (_, kind) in enumerate(TABS) if isinstance(record, kind)), None)


def _field_to_write(record: Record | None) -> str:
    """The field of an entry where one goes on: what is still missing of it, else its text."""
    if isinstance(record, Question):
        return "answer" if record.question and not record.answer else "question"
    if isinstance(record, Figure):
        return "credit" if record.caption and not record.credit else "caption"
    return "text"
