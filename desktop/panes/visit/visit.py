"""A visit: its title, header, and tabs for notes, questions, takeaways and figures."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QStackedWidget, QToolButton, QWidget

from db.records import Contact, Figure, Note, Question, Record, Takeaway, Visit
from desktop.models.outline import by_time, visit_name
from desktop.models.states import entry_states
from desktop.panes.parts import Elided, button, label, rule
from desktop.panes.review.badge import ReviewBadge
from desktop.panes.visit.binned_band import BinnedBand
from desktop.panes.visit.desk import VisitDesk
from desktop.panes.visit.entries import EntryPane
from desktop.panes.visit.figures import FiguresPane
from desktop.panes.visit.header import HeaderForm
from desktop.panes.visit.notes import NotesPane
from desktop.panes.visit.questions import QuestionsPane
from desktop.panes.visit.tabs import PAD, Tab, state_chip
from desktop.panes.visit.takeaways import TakeawaysPane
from desktop.signs import overall, sign_pixmap

if TYPE_CHECKING:
    from db.edits import Changes
    from desktop.context import PageContext

TABS: tuple[tuple[str, type[Record]], ...] = (
    ("notes", Note), ("questions", Question), ("takeaways", Takeaway), ("figures", Figure),
)  # fmt: skip
MAKERS: dict[str, type[EntryPane[Any]]] = {
    "notes": NotesPane, "questions": QuestionsPane, "takeaways": TakeawaysPane, "figures": FiguresPane,
}  # fmt: skip
LEAST, NARROW, WIDE = 300, 560, 800
"""Height that tabs, marks and text need beside the header; width below which the title stands almost alone, and from
which there is room for words beside it.

px at 100 %.
"""
GROUNDS = {
    "submitted": "blue", "returned": "red", "revised": "violet", "changed_since_approval": "violet", "approved": "green"
}  # fmt: skip


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
        self._alone = self._several = False
        self.tabs: list[Tab] = []
        self.panes: list[EntryPane[Any]] = []
        self.binned_band = BinnedBand(context)
        self.conflicts.deserted.connect(self.binned_band.take_focus)
        self.column.addWidget(self.binned_band)
        self.column.addLayout(self._title_row())
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

    def show_object(self, object_id: str) -> None:
        """Show a visit, at the entry that was asked for."""
        record = self.context.notebook.reader.get(object_id)
        if not isinstance(object_id if isinstance(record, Visit) else getattr(record, "visit", None), str):
            return
        self.make_ready(object_id)
        tab = next((place for place, (_, kind) in enumerate(TABS) if isinstance(record, kind)), None)
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
        tab = next((place for place, (_, kind) in enumerate(TABS) if isinstance(record, kind)), None)
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
        narrow = self.width() < px(NARROW)
        self._type.setVisible(bool(self._type.text()) and not narrow)
        for beside in (self._near[-1], self._of_day, self._near[1]):
            beside.setVisible(self._several and not narrow)
        words = "" if self.width() < px(WIDE) else f"{self.context.sentences('visit.live')}  F5"
        if self._live.text() != words:
            self._live.setText(words)
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

    def _begin(self) -> None:
        """The caret goes where it was, in the tab that was shown, else into the first text of the tab that is shown."""
        place, view = self.context.memory.place(self.object_id), self.context.memory.view(self.object_id)
        record = self.context.notebook.reader.get(place.object_id) if place else None
        if place is None or record is None or record.deleted:
            place = None
        there = next((number for number, (_, kind) in enumerate(TABS) if isinstance(record, kind)), None)
        tab = max(self.stack.currentIndex(), 0) if there is None else there
        if view is not None and 0 <= view.tab < len(TABS):
            tab = view.tab
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
        self.show_tab(place)
        if not self.tabs[place].hasFocus():
            self.panes[place].begin()

    def turn_to(self, place: int) -> None:
        """By a key one goes on to the text."""
        self._to_text(place)
        self.panes[place].begin()

    @property
    def side(self) -> QWidget | None:
        """The comments beside the text."""
        return self.review.current()

    def show_tab(self, place: int) -> None:
        """Show one of the tabs."""
        self.tabs[place].setChecked(True)
        self.stack.setCurrentIndex(place)
        self.panes[place].ensure_built()
        self.review.attend()
        self._seen.start()
        self.marks.show_mark("")
        self.marks.setEnabled(TABS[place][0] != "figures")
        self.say_status()

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

    def _title_row(self) -> QHBoxLayout:
        theme, say = self.context.theme, self.context.sentences
        row = QHBoxLayout()
        row.setContentsMargins(theme.px(26), theme.px(12), theme.px(20), theme.px(8))
        row.setSpacing(theme.px(10))
        self._type, self._title = label("", "chip"), Elided("", "title")
        self._title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._title.setMinimumWidth(theme.px(80))
        self._state = QLabel()
        self._state.setProperty("look", "chip")
        self._near: dict[int, QToolButton] = {}
        for by, icon in ((-1, "back"), (1, "forward")):
            press = self._near[by] = QToolButton()
            press.setIcon(theme.icon(icon))
            press.setIconSize(QSize(theme.px(18), theme.px(18)))
            press.setAccessibleName(say("editor.visit.before" if by < 0 else "editor.visit.after"))
            press.setToolTip(press.accessibleName())
            press.clicked.connect(partial(self._step, by))
        self._of_day = label("", "small")
        for widget in (self._type, self._title, self._state, self._near[-1], self._of_day, self._near[1]):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
            if widget is self._state:
                row.addStretch(1)
        self._live = button(f"{say('visit.live')}  F5", "", icon="live", theme=theme)
        self._live.setAccessibleName(say("visit.live"))
        self._live.setToolTip(f"{say('visit.live')} (F5)")
        self._live.setEnabled(not self.context.notebook.read_only)
        self._live.clicked.connect(self.live_requested)
        row.addWidget(self._live)
        row.addWidget(self.header.fold)
        return row

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

    # --- the title row ------------------------------------------------------------------------------------------

    def _title_soon(self) -> None:
        """The title follows what is being typed in the header."""
        shown = {
            name: self.fields.autosave.writing(self.object_id, name) for name in ("title", "institution", "visit_type")
        }
        words = {name: writing.widget.text() for name, writing in shown.items() if writing}  # type: ignore[union-attr]
        self._set_title(words.get("institution", ""), words.get("title", ""), words.get("visit_type", ""))

    def _show_title(self) -> None:
        visit = self.visit()
        self.binned_band.show_visit(visit)
        if visit is None:
            return
        self._set_title(visit.institution, visit.title, visit.visit_type)
        self._show_state(overall(self._states(visit)))
        day = by_time(self.context.notebook.reader.all(Visit, date=visit.date)) if visit.date else [visit]
        ids = [each.id for each in day]
        place = ids.index(visit.id) if visit.id in ids else 0
        self._day: Sequence[str] = ids
        self._several = len(ids) > 1
        self._of_day.setText(f"{place + 1} / {len(ids)}")
        for by, press in self._near.items():
            press.setEnabled(0 <= place + by < len(ids))
        self._share()

    def _set_title(self, institution: str, title: str, kind: str) -> None:
        unnamed = self.context.sentences("window.unnamed.visit")
        words = f"{institution} — {title}" if institution and title and title != institution else institution or title
        self._title.setText(words or unnamed)
        self._title.update()
        self._type.setText(kind)
        self._share()

    def _states(self, visit: Visit) -> list[str]:
        reader = self.context.notebook.reader
        states = entry_states(reader)
        written = [entry for kind in (Note, Question, Takeaway) for entry in reader.all(kind, visit=visit.id)]
        return [states.get(entry.id, "empty") for entry in written]

    def _show_state(self, state: str) -> None:
        theme = self.context.theme
        self._state.setVisible(state != "future")
        words = self.context.sentences(f"window.state.{state}")
        token = GROUNDS.get(state, "")
        picture = sign_pixmap(state, theme, 12, 2.0)
        self._state.setText("")
        self._state.setPixmap(state_chip(theme, picture, words, theme.hex(token) if token else theme.hex("ink2")))
        self._state.setStyleSheet(f"background: {theme.hex(f'{token}_ground' if token else 'sunk')};")
        self._state.setAccessibleName(words)

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

    def _step(self, by: int) -> None:
        place = list(self._day).index(self.object_id) + by
        if 0 <= place < len(self._day):
            self.open_requested.emit(self._day[place])


def _field_to_write(record: Record | None) -> str:
    """The field of an entry where one goes on: what is still missing of it, else its text."""
    if isinstance(record, Question):
        return "answer" if record.question and not record.answer else "question"
    if isinstance(record, Figure):
        return "credit" if record.caption and not record.credit else "caption"
    return "text"
