"""The page of a day: its visits one below the other, what one takes from each, a remark, and the way to hand it in."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from db.edits import change
from db.errors import KnownError
from db.records import Decision, Takeaway
from db.wording import has_words
from desktop.adding import takeaway_edit
from desktop.dates import full
from desktop.editor.carets import show_view, view_of
from desktop.editor.composition import full_text
from desktop.editor.outline_editor import OutlineEditor
from desktop.models.day import Day, Part, day_in, own_entries, read_day, uncredited
from desktop.panes.day.part import PartCard
from desktop.panes.day.printing import Printing
from desktop.panes.day.submitting import Handed, handed, lacking, waiting
from desktop.panes.home.pips import Pips
from desktop.panes.parts import button, clear, label, line, rule
from desktop.panes.scrolling import bring_into_view, scroll_texts
from desktop.panes.unwritten import Unwritten
from desktop.panes.writing import WritingPage
from desktop.signs import sign_pixmap

if TYPE_CHECKING:
    from db.edits import Changes
    from desktop.context import PageContext
    from desktop.memory import View

COLUMN = 820
"""Widest column; px at 100 %."""
SOON = 200
"""ms after a key until signs and pips follow."""


class DayPage(WritingPage):
    """show_object takes the key of a day, or a takeaway of one without a visit."""

    def __init__(self, context: PageContext, today: date, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._today = today
        self.day: date | None = None
        self.cards: list[PartCard] = []
        self._unwritten = Unwritten(context)
        self._state_soon = QTimer(self)
        self._state_soon.setSingleShot(True)
        self._state_soon.setInterval(SOON)
        self._state_soon.timeout.connect(self._show_states)
        self._seen_as: list[object] = []
        self._uncredited: tuple[str, ...] = ()
        self.printing = Printing(self, lambda: self.day)
        theme, say = context.theme, context.sentences
        self.submit_button = button(say("day.submit"), "tonal", icon="export", theme=theme)
        self.submit_button.clicked.connect(self.submit)
        self.submit_button.setEnabled(not context.notebook.read_only)
        self.print_button = button(say("day.print"), icon="document", theme=theme)
        self.print_button.clicked.connect(self.printing.ask)
        self._sign, self.said = label(""), label("", "second", wrap=True)
        self.lacks = button("", "link", icon="image", theme=theme)
        self.lacks.clicked.connect(self._to_uncredited)
        writer = context.notebook.reader.get(context.person or "")
        role = getattr(writer, "role", "")
        self._due_here = role in ("", "participant")
        if role == "participant":
            self.submit_button.hide()  # theirs stands in the tool bar
        self._head, self._inner = QVBoxLayout(), QVBoxLayout()
        self._area = QScrollArea()
        self._lay_out()

    def _lay_out(self) -> None:
        px = self.context.theme.px
        self._head.setContentsMargins(px(26), px(14), px(20), px(8))
        self._head.setSpacing(px(4))
        self._inner.setSpacing(px(12))
        scroll_texts(self._area, self.context.theme, self._inner, self.review.column(self._area), widest=COLUMN)
        self.watch_scrolling(self._area)
        self._top = QVBoxLayout()
        self._top.setSpacing(px(4))
        self._head.addLayout(self._top)
        actions = line(self._sign, self.said, spacing=px(8), stretch=False)
        actions.setStretch(1, 1)
        actions.addWidget(self.lacks)
        actions.addWidget(self.print_button)
        actions.addWidget(self.submit_button)
        self._head.addLayout(actions)
        self.column.addLayout(self._head)
        self.column.addWidget(rule())
        self._body(self._area)

    # --- the page's promises ------------------------------------------------------------------------------------

    def show_object(self, object_id: str) -> None:
        """Show a day, the caret in the first takeaway that is empty, or in the one that was asked for."""
        record = self.context.notebook.reader.get(object_id)
        wanted = record.id if isinstance(record, Takeaway) else ""
        self._load(f"day:{record.date}" if isinstance(record, Takeaway) else object_id)
        if not self._go_to(wanted):
            self.next_empty()
        self.say_status()

    def resume(self, object_id: str) -> None:
        """Show a day where it was left."""
        place, view = self.context.memory.place(object_id), self.context.memory.view(object_id)
        if place is None or self.context.notebook.reader.get(place.object_id) is None:
            self.show_object(object_id)
            return
        self._load(object_id)
        writing = self.fields.autosave.writing(place.object_id, "text")
        if writing is None:
            self.next_empty()
            return
        self.go_on_in(writing.widget, place)
        QTimer.singleShot(0, writing.widget, partial(self._show_place, writing.widget, view))
        self.say_status()

    def refresh(self, changes: Changes) -> None:
        """Read what changed again; fields that are being written stay."""
        if self.day is None:
            return
        self.fields.adopt(changes)
        self.conflicts.refresh(changes)
        if (
            changes.kinds & {"takeaway", "visit", "person", "tour", "attendance"}
            and self._signature(self._read()) != self._seen_as
        ):
            self._build()
        if changes.kinds & {"takeaway", "note", "question", "figure", "decision", "visit"}:
            self._show_states()

    def shows(self, object_id: str) -> bool:
        """Whether what is done to an object is seen here: a takeaway of the day, or a decision on an entry of it."""
        record = self.context.notebook.reader.get(object_id)
        if isinstance(record, Decision):
            record = self.context.notebook.reader.get(record.object or "")
        if isinstance(record, Takeaway) and not record.visit:
            return self.day is not None and record.date == self.day.isoformat()
        return getattr(record, "visit", None) in {card.part.visit for card in self.cards if card.part.visit}

    def reveal(self, object_id: str) -> bool:
        """Let an entry be seen; the focus stays where it is."""
        writing = self.fields.autosave.writing(object_id, "text")
        if writing is not None:
            self._area.ensureWidgetVisible(writing.widget)
        return True

    def keep_view(self) -> None:
        if self.object_id:
            self.context.memory.keep_view(self.object_id, view_of(self._area, self._texts()))

    def name(self) -> str:
        return full(self.day, self.context.sentences) if self.day else ""

    # --- what is done here --------------------------------------------------------------------------------------

    def next_empty(self, after: OutlineEditor | None = None) -> None:
        """The caret goes into the first empty takeaway, behind one that is written in; else into the day's remark."""
        texts = self._texts()
        start = texts.index(after) + 1 if after in texts else 0
        away = {editor for card in self.cards if card.part.absent for editor in card.editors}
        empty = [
            each for each in (*texts[start:], *texts[:start]) if each not in away and not has_words(full_text(each))
        ]
        target = empty[0] if empty else texts[-1] if texts else None
        if target is not None:
            self.go_on_in(target)
            bring_into_view(target, self.context.theme.px(60))

    def submit(self) -> None:
        """Show how the day is handed in, with a bundle of it; without any text there is nothing to hand in."""
        from desktop.sending import Sending

        entries, context = self._to_hand_in(), self.context
        reader = context.notebook.reader
        if entries and self.day is not None and handed(reader, entries).filled:
            sending = Sending(context, self.window(), self._today, self.hand_in)
            sending.ask_day(self.day, len(waiting(reader, entries)), self._lacks())
        elif entries is not None:
            self.noted.emit(context.sentences("day.nothing"))

    def _lacks(self) -> tuple[str, ...]:
        return lacking(self.context.sentences, [card.part.name for card in self._due()], len(self._uncredited))

    def _to_hand_in(self) -> tuple[str, ...] | None:
        """One's own entries of the day, once all that is being written is kept; None where that cannot be."""
        context = self.context
        if context.notebook.read_only or self.day is None:
            return None
        if context.person is None:
            self.noted.emit(context.sentences("day.who"))
            return None
        self.leave()
        reader = context.notebook.reader
        entries = own_entries(reader, context.person, self.day)
        kept = not {draft.object for draft in reader.drafts()} & {*entries}
        return entries if kept else None  # else it is told already

    def hand_in(self) -> bool:
        """Hand in what of the day is one's own and was not handed in as it is now; it can be written on afterwards.

        Answers whether nothing is left that could have been handed in.
        """
        context, entries = self.context, self._to_hand_in()
        if entries is None:
            return False
        wanted = waiting(context.notebook.reader, entries)
        if not wanted:
            return True
        try:
            changes = context.operations.submit(wanted)
        except KnownError as error:
            context.messages.error(error, topic="saving")
            return False
        count = len(changes.objects.get(Decision.KIND, ()))
        self.noted.emit(context.sentences("day.submitted" if count else "day.disputed", count=count))
        return count > 0

    def remove(self, takeaway_id: str) -> None:
        """Put one's own takeaway into the bin; undo brings it back."""
        self.fields.autosave.settle(takeaway_id)
        record = self.context.notebook.reader.get(takeaway_id)
        if record is not None:
            self.commit(change(record, deleted=True))

    def _written(self, object_id: str, field: str) -> None:
        """The first letter makes the takeaway; nothing is prepared, so the syllable being composed stays open."""
        super()._written(object_id, field)
        self._unwritten.make(object_id)
        self._state_soon.start()

    def before_leaving(self) -> None:
        """What was begun while nothing could be written is made now."""
        for pending in self._unwritten.ids():
            writing = self.fields.autosave.writing(pending, "text")
            if writing is not None and full_text(writing.widget).strip():
                self._unwritten.make(pending)

    # --- building -----------------------------------------------------------------------------------------------

    def _load(self, key: str) -> None:
        if key != self.object_id:
            if self.object_id:
                self.leave()
            self.object_id, self.day = key, day_in(key)
            self._seen_as = []
            self._unwritten.clear()
        day = self._read()
        if self._signature(day) != self._seen_as:
            self._build(day)
        self._show_states()

    def _read(self) -> Day:
        assert self.day is not None
        return read_day(self.context.notebook.reader, self.context.sentences, self.context.person, self.day)

    def _build(self, read: Day | None = None) -> None:
        place = self.fields.place()
        self.conflicts.hold()
        self.fields.autosave.settle()
        day = read or self._read()
        self.fields.autosave.forget()
        self.conflicts.forget()
        self._seen_as = self._signature(day)
        clear(self._inner)
        self.cards = []
        self._show_head(day)
        for part in day.parts:
            card = PartCard(self, part, None if part.own else self._pending(part.visit, day.day))
            card.finished.connect(self.next_empty)
            card.away_asked.connect(self.remove)
            self.cards.append(card)
            self._inner.addWidget(card)
        if not day.visits:
            self._inner.insertWidget(0, label(self.context.sentences("day.no_visits"), "second", wrap=True))
        for text in self._texts():
            text.edge_passed.connect(partial(self._pass_edge, text))
        self.fields.restore(place)

    def _show_head(self, day: Day) -> None:
        theme, say = self.context.theme, self.context.sentences
        clear(self._top)
        number = [say("window.day.number", number=day.number)] if day.number > 0 else []
        left = QVBoxLayout()
        left.setSpacing(theme.px(2))
        left.addWidget(label(" · ".join([*number, full(day.day, say)]), "second"))
        plain = say("day.plain" if day.visits else "day.none")
        left.addWidget(label(say("day.title", city=day.city) if day.city else plain, "day", wrap=True))
        top = QHBoxLayout()
        top.addLayout(left, 1)
        self._pips = Pips(theme, say("window.takeaway_short"), 0, 0)
        top.addWidget(self._pips)
        self._top.addLayout(top)

    def _signature(self, day: Day) -> list[object]:
        """What makes the page be built again when it changes; a takeaway that is just being begun does not."""
        parts = [
            (
                part.visit,
                part.name,
                part.times,
                (part.absent, part.reason),
                self._ids(part, day.day),
                len(part.others) if part.visit else part.others,
            )
            for part in day.parts
        ]
        return [day.day, day.number, day.city, *parts]

    def _ids(self, part: Part, day: date) -> tuple[str, ...]:
        return tuple(each.id for each in part.own) or (self._pending(part.visit, day).id,)

    def _pending(self, visit: str, day: date) -> Takeaway:
        """The takeaway that one may begin to write of a visit, or of the day itself."""
        create = partial(takeaway_edit, self.context, visit or None, day.isoformat(), self.context.person)
        return self._unwritten.of(visit, Takeaway, create)

    # --- what is seen while it is written -----------------------------------------------------------------------

    def _show_states(self) -> None:
        """Signs, pips and how far the day is handed in, for what stands in the fields now."""
        if self.day is None or self.context.operations.closed:
            return
        reader = self.context.notebook.reader
        states, changing = reader.statuses(Takeaway), self._changing()
        entries = own_entries(reader, self.context.person, self.day) if self.context.person else ()
        unsent = changing | {*waiting(reader, entries)}
        for card in self.cards:
            for editor in card.editors:
                own = editor.key[0] if editor.key else ""
                state = states.get(own, "empty")
                card.show_state(own, "writing" if own in unsent and state in ("empty", "submitted") else state)
                card.show_tools(own, stored=own in states)
        due = self._due()
        for card in self.cards:
            card.mark(card in due[:1])
        counted = [card for card in self.cards if card.part.visit and (card in due or not card.empty)]
        self._pips.show_done(len(counted) - len(due), len(counted))
        self._pips.setVisible(bool(counted and self.context.person and self._due_here))
        self._tell(handed(reader, entries, changing))
        self._uncredited = uncredited(reader, self.context.person, self.day) if self.context.person else ()
        self.lacks.setText(self.context.sentences("day.uncredited", count=len(self._uncredited)))
        self.lacks.setVisible(bool(self._uncredited))

    def _due(self) -> list[PartCard]:
        """The visits of which a takeaway is waited for: of those whose part it is to write them."""
        return [card for card in self.cards if self._due_here and card.due]

    def _changing(self) -> set[str]:
        """Takeaways whose text is not a revision yet."""
        shown = ((each.object, full_text(each.widget), each.stored) for each in self.fields.autosave.writings())
        return {own for own, text, stored in shown if text != stored and has_words(text)}

    def _tell(self, found: Handed) -> None:
        self._sign.setVisible(self.context.person is not None)
        if self.context.person is None:
            self.said.setText(self.context.sentences("day.who"))
            return
        self._sign.setPixmap(sign_pixmap(found.state, self.context.theme, 12, 2.0))
        self.said.setText(found.words(self.context.sentences, self._today))
        self._sign.setAccessibleName(self.said.text())

    def _to_uncredited(self) -> None:
        """Open the first figure without credit."""
        if self._uncredited:
            self.open_requested.emit(self._uncredited[0])

    def _texts(self) -> list[OutlineEditor]:
        """One's own takeaways, from the top."""
        return [editor for card in self.cards if isValid(card) for editor in card.editors]

    def _pass_edge(self, editor: OutlineEditor, by: int) -> None:
        """The caret goes on in the text before or after."""
        texts = self._texts()
        place = texts.index(editor) + by
        if 0 <= place < len(texts):
            target = texts[place]
            target.setFocus(Qt.FocusReason.TabFocusReason if by > 0 else Qt.FocusReason.BacktabFocusReason)
            target.place_caret(0 if by > 0 else target.document().characterCount() - 1)

    def _go_to(self, takeaway_id: str) -> bool:
        writing = self.fields.autosave.writing(takeaway_id, "text") if takeaway_id else None
        if writing is None:
            return False
        self.go_on_in(writing.widget)
        bring_into_view(writing.widget, self.context.theme.px(60))
        return True

    def _show_place(self, widget: QWidget, view: View | None) -> None:
        if view is not None:
            show_view(self._area, self._texts(), view)
        elif isinstance(widget, OutlineEditor):
            widget.show_caret()
