"""Returning and approving: what of a page is meant, the reason that is demanded, and what is said afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from db.figured import figures_with
from db.judging import judge, open_on
from db.records import ENTRY_KINDS, Person
from db.standing import standing
from db.status import APPROVED, RETURNED
from desktop.focus import take_focus
from desktop.messages import Level
from desktop.models.values import record_name
from desktop.panes.review.returning import ReturnComposer
from desktop.words import shortened

if TYPE_CHECKING:
    from desktop.panes.review.column import ReviewColumn
    from desktop.panes.review.page_threads import PageThreads
    from desktop.panes.text_page import TextPage

NAMED, LETTERS = 4, 30
"""Entries that are named one by one, and letters of a name."""
TOPIC, HELD = "judged", "judged_stricter"


class Judging(QObject):
    """judged: ids of entries that were just returned or approved."""

    judged = Signal(list)

    def __init__(self, review: PageThreads, page: TextPage) -> None:
        super().__init__(review)
        self._review, self._page, self._context = review, page, page.context
        self._composer: ReturnComposer | None = None
        self._column: ReviewColumn | None = None
        self._from: QWidget | None = None

    @property
    def may(self) -> bool:
        """Whether who writes here judges entries: not participants."""
        context = self._context
        person = context.notebook.reader.get(context.person) if context.person else None
        return not context.notebook.read_only and not (isinstance(person, Person) and person.role == "participant")

    def here(self) -> list[str]:
        """The entry that the caret is in, else that the active comment is about; of a figure, its entry."""
        thread = self._review.threads.get(self._review.active)
        key = getattr(self._page.field, "key", None)
        names = [key[0] if key else "", thread.object if thread is not None else ""]
        reader = self._context.notebook.reader
        home = {figure: entry for entry, several in figures_with(reader).items() for figure in several}
        names = [home.get(name, name) for name in names]
        records = [record for name in names if name and (record := reader.get(name)) is not None]
        return [record.id for record in records if record.KIND in ENTRY_KINDS][:1]

    def approve(self, entries: Sequence[str]) -> None:
        """Approve what has no open comments; what has is listed, and stays."""
        if not self._ready(entries):
            return
        reader, counts = self._context.notebook.reader, open_on(self._context.notebook.reader)
        filled = [name for name in entries if (each := standing(reader, [name]).get(name)) and each.filled]
        clean = [name for name in filled if not counts.get(name)]
        left = [name for name in filled if counts.get(name)]
        edits = judge(reader, clean, APPROVED, self._context.person)
        for topic in (TOPIC, HELD):
            self._context.messages.withdraw(topic)
        if edits and self._page.commit(*edits, how="approved") is None:
            return
        if left:
            self._context.messages.tell(
                Level.WARNING, "review.not_approved", topic=TOPIC, count=len(left), names=self._names(left)
            )
        if held := [name for name in clean if reader.status(name) != APPROVED]:
            self._context.messages.tell(
                Level.INFO, "review.still_returned", topic=HELD, count=len(held), names=self._names(held)
            )
        if clean:
            self._page.note(self._context.sentences("review.approved", count=len(clean)))
            self.judged.emit(clean)

    def ask_return(self, entries: Sequence[str]) -> None:
        """Ask for the reason why entries go back, beside the text."""
        column = self._review.current()
        if not self._ready(entries) or column is None:
            return
        if self._composer is not None and isValid(self._composer):
            self._composer.begin()
            return
        reader = self._context.notebook.reader
        record = reader.get(entries[0])
        if record is None:
            return
        about = {*entries, *(name for each in entries for name in figures_with(reader).get(each, ()))}
        offered = [each for each in self._review.threads.values() if each.object in about and each.open]
        composer = ReturnComposer(self._context, record.KIND, record.id, self._names(entries), offered)
        composer.sent.connect(partial(self._return, composer, list(entries)))
        composer.closed.connect(partial(self._close, composer))
        self._composer, self._column, self._from = composer, column, QApplication.focusWidget()
        column.show_composer(composer, column.seen_from())
        composer.begin()

    def _return(self, composer: ReturnComposer, entries: list[str]) -> None:
        edits = judge(self._context.notebook.reader, entries, RETURNED, self._context.person, composer.reason)
        if not edits or self._page.commit(*edits, how="returned") is None:
            return
        composer.end()
        self._close(composer)
        self._context.messages.withdraw(TOPIC)
        self._page.note(self._context.sentences("review.returned", count=len(edits)))
        self.judged.emit(entries)

    def _close(self, composer: ReturnComposer) -> None:
        composer.words.autosave.keep()
        if self._column is not None and isValid(self._column):
            self._column.show_composer(None)
        self._composer = None
        for widget in (self._from, self._page.field):  # back to where the key was pressed, a list perhaps
            if widget is not None and isValid(widget) and widget.isVisible():
                take_focus(widget)
                break

    def _ready(self, entries: Sequence[str]) -> bool:
        """Whether something may be judged; else it is said why not. What is being written here is kept first."""
        say = self._context.sentences
        if not self.may:
            self._page.note(say("review.not_yours"))
        elif not entries:
            self._page.note(say("review.no_entry"))
        else:
            for name in entries:
                self._page.fields.autosave.settle(name)
            return True
        return False

    def _names(self, entries: Sequence[str]) -> str:
        reader, say = self._context.notebook.reader, self._context.sentences
        records = [record for name in entries[:NAMED] if (record := reader.get(name)) is not None]
        names = [shortened(record_name(reader, say, record), LETTERS) for record in records]
        return ", ".join([*names, *(["…"] if len(entries) > NAMED else [])])
