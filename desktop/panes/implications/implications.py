"""The implications of the tour: what is proposed, when it can be done, and what each proposal rests on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from db.edits import change, create
from db.errors import KnownError
from db.order import key_between
from db.records import Evidence, Implication
from desktop.adding import add_implication
from desktop.editor.carets import show_view, view_of
from desktop.editor.outline_editor import OutlineEditor
from desktop.focus import take_focus
from desktop.models.implications import Shown, implications
from desktop.models.outline import IMPLICATIONS
from desktop.panes.implications.card import ImplicationCard
from desktop.panes.nothing import Nothing
from desktop.panes.parts import button, label, line, rule
from desktop.panes.scrolling import bring_into_view, scroll_texts
from desktop.panes.visit.coming import Coming
from desktop.panes.writing import WritingPage

if TYPE_CHECKING:
    from db.edits import Changes
    from desktop.context import PageContext
    from desktop.memory import View

COLUMN = 860
"""Widest column; px at 100 %."""
HIGH = 200
"""What a card is high, about, until it is there; px at 100 %."""


class ImplicationsPage(WritingPage):
    """show_object takes IMPLICATIONS, or one of them."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._cards: dict[str, ImplicationCard] = {}
        theme, say = context.theme, context.sentences
        self._count, self.bare = label("", "second"), label("", "warning")
        head = line(label(say("window.place.implications"), "title"), self._count, self.bare, spacing=theme.px(10))
        head.setContentsMargins(theme.px(26), theme.px(12), theme.px(20), theme.px(8))
        self.new = button(say("implications.add"), "tonal", icon="plus", theme=theme)
        self.new.clicked.connect(self.add)
        self.new.setEnabled(not context.notebook.read_only)
        head.addWidget(self.new)
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.px(12))
        self._empty = self._nothing()
        self._area = self._make_area()
        self._coming = Coming(self._area, self._list, self.fields, lambda *_: None, at_once=2)
        self.column.addLayout(head)
        self.column.addWidget(rule())
        self._body(self._area)
        for keys, by in (("Alt+Up", -1), ("Alt+Down", 1), ("Alt+Shift+Up", -1), ("Alt+Shift+Down", 1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._move_by_key, by, "Shift" in keys))

    # --- the page's promises ------------------------------------------------------------------------------------

    def show_object(self, object_id: str) -> None:
        """Show all, the caret in the one that was asked for, else where it was, else in the first."""
        self.object_id = IMPLICATIONS
        place, view = self.context.memory.place(IMPLICATIONS), self.context.memory.view(IMPLICATIONS)
        self._show(object_id if object_id != IMPLICATIONS or place is None else place.object_id)
        if object_id in self._cards:
            self._go_to(object_id)
            return
        writing = self.fields.autosave.writing(place.object_id, place.field) if place is not None else None
        if writing is not None:
            self.go_on_in(writing.widget, place)
            QTimer.singleShot(0, writing.widget, partial(self._show_place, view))
        elif self._cards:
            self._go_to(self._coming.names[0])
        else:
            take_focus(self._step)
        self.say_status()

    def refresh(self, changes: Changes) -> None:
        """Read what changed again; fields that are being written stay."""
        if not self.object_id:
            return
        self.fields.adopt(changes)
        self.conflicts.refresh(changes)
        if changes:
            self._show()

    def shows(self, object_id: str) -> bool:
        """Whether what is done to an object is seen here."""
        return isinstance(self.context.notebook.reader.get(object_id), Implication | Evidence)

    def reveal(self, object_id: str) -> bool:
        """Let one be seen; the focus stays where it is."""
        link = self.context.notebook.reader.get(object_id)
        self._coming.finish()
        card = self._cards.get(str(getattr(link, "implication", object_id)))
        if card is not None:
            self._area.ensureWidgetVisible(card)
        return True

    def keep_view(self) -> None:
        self.context.memory.keep_view(IMPLICATIONS, view_of(self._area, self._texts()))

    def name(self) -> str:
        return self.context.sentences("window.place.implications")

    # --- what is done here --------------------------------------------------------------------------------------

    def add(self) -> None:
        """One more behind the others, the caret in it."""
        try:
            self._go_to(add_implication(self.context))
        except KnownError as error:
            self.context.messages.error(error, topic="saving")

    def remove(self, implication_id: str) -> None:
        """Put one into the bin; its links wait for it. The caret goes on in the next."""
        self.fields.autosave.settle(implication_id)
        reader = self.context.notebook.reader
        record = reader.get(implication_id)
        if record is None:
            return
        ids = [card.id for card in self.ordered()]
        place = ids.index(implication_id)
        near = [*ids[place + 1 :], *reversed(ids[:place])]
        if self.commit(change(record, deleted=True)) is not None:
            self._go_to(near[0]) if near else take_focus(self._step)

    def shift(self, implication_id: str, by: int) -> None:
        """by: -1 before the one above, +1 behind the one below."""
        records = self.context.notebook.reader.all(Implication)
        ids = [record.id for record in records]
        place = ids.index(implication_id) + by
        if self.context.notebook.read_only or not 0 <= place < len(ids):
            return
        orders = [record.order for record in records if record.id != implication_id]
        after = orders[place] if place < len(orders) else None
        key = key_between(orders[place - 1] if place else None, after)
        self.commit(change(records[ids.index(implication_id)], order=key))
        self._show_widget(self._cards[implication_id])

    def link(self, implication_id: str, object_id: str) -> None:
        """It rests on one thing more."""
        last = max((row[1] for row in self.context.notebook.reader.columns(Evidence, "order") if row[1]), default=None)
        self.commit(create(Evidence, implication=implication_id, object=object_id, order=key_between(last, None)))

    def unlink(self, evidence_id: str) -> None:
        """It does not rest on this; undo brings the link back."""
        record = self.context.notebook.reader.get(evidence_id)
        if record is not None:
            self.commit(change(record, deleted=True))

    def _pass_edge(self, card: ImplicationCard, by: int) -> None:
        """The caret goes on in the text before or after."""
        cards = self.ordered()
        place = cards.index(card) + by
        if 0 <= place < len(cards):
            target = cards[place].editor
            target.setFocus(Qt.FocusReason.TabFocusReason if by > 0 else Qt.FocusReason.BacktabFocusReason)
            target.place_caret(0 if by > 0 else target.document().characterCount() - 1)

    def _show_widget(self, widget: QWidget) -> None:
        """Scroll to a part of the page, now and once it has its place."""
        bring_into_view(widget, self.context.theme.px(12))

    def _move_by_key(self, by: int, always: bool) -> None:
        """Alt moves the line in a text, else what the focus is in; Alt+Shift always what the focus is in."""
        focus = QApplication.focusWidget()
        if isinstance(focus, OutlineEditor) and not always:
            if not focus.isReadOnly():
                focus.move_line(by)
            return
        card = next((each for each in self._cards.values() if focus is not None and each.isAncestorOf(focus)), None)
        if card is not None:
            self.shift(card.id, by)

    # --- building -----------------------------------------------------------------------------------------------

    def _show(self, first: str = "") -> None:
        """Cards come, go and move; those that stay keep their text and the focus. first: the one that is opened."""
        reader = self.context.notebook.reader
        found, states = implications(reader, self.context.sentences), reader.statuses(Implication)
        self._coming.finish()
        names = [each.record.id for each in found]
        for gone in self._cards.keys() - set(names):
            card = self._cards.pop(gone)
            card.hide()
            card.deleteLater()
        fresh = not self._cards
        if fresh:
            self._coming.forget()
            self._coming.plan(names, first)
        for place, each in enumerate(found):
            fill = partial(self._filled, each, place + 1, len(found), states.get(each.record.id, "empty"))
            if fresh:
                self._coming.add(each.record.id, fill, partial(self.context.theme.px, HIGH))
            elif self._list.indexOf(card := fill()) != place:
                self._list.removeWidget(card)
                self._list.insertWidget(place, card)
        if fresh:
            self._coming.start()
        self._empty.setVisible(not found)
        bare = sum(each.bare for each in found)
        self._count.setText(str(len(found)) if found else "")
        self.bare.setText(self.context.sentences("implications.bare_count", count=bare) if bare else "")

    def _filled(self, shown: Shown, number: int, count: int, state: str) -> ImplicationCard:
        """The card of one, as it is now: its place from 1 among count, and its state."""
        card = self._card(shown)
        card.number(number, count)
        card.show_state(state)
        card.show_links(shown)
        return card

    def _card(self, shown: Shown) -> ImplicationCard:
        own = shown.record.id
        if own not in self._cards:
            card = self._cards[own] = ImplicationCard(self, shown)
            card.finished.connect(self.add)
            card.edge_passed.connect(partial(self._pass_edge, card))
            card.shifted.connect(partial(self.shift, own))
            card.away_asked.connect(partial(self.remove, own))
            card.linked.connect(partial(self.link, own))
            card.unlinked.connect(self.unlink)
            card.picking.connect(self._show_widget)
        return self._cards[own]

    def ordered(self) -> list[ImplicationCard]:
        """The cards from the top, all of them."""
        self._coming.finish()
        return sorted(self._cards.values(), key=self._list.indexOf)

    def _texts(self) -> list[QWidget]:
        """The fields from the top that are there."""
        cards = sorted(self._cards.values(), key=self._list.indexOf)
        return [field for card in cards for field in (card.horizon, card.editor)]

    def _go_to(self, implication_id: str) -> None:
        card = self._cards.get(implication_id)
        if card is not None:
            self.go_on_in(card.editor)
            self._show_widget(card)
            self.say_status()

    def _show_place(self, view: View | None) -> None:
        if view is not None:
            self._coming.need(view.object_id)
            show_view(self._area, self._texts(), view)

    def _make_area(self) -> QScrollArea:
        area = QScrollArea()
        scroll_texts(area, self.context.theme, self._list, self.review.column(area), self._empty, widest=COLUMN)
        self.watch_scrolling(area)
        return area

    def _nothing(self) -> QWidget:
        theme, say = self.context.theme, self.context.sentences
        self._step = button(say("implications.add"), "tonal", icon="plus", theme=theme)
        self._step.clicked.connect(self.add)
        self._step.setEnabled(not self.context.notebook.read_only)
        words, how = say("implications.empty"), say("implications.empty_line")
        return Nothing(theme, "flag", words, how, self._step, scrolls=True)
