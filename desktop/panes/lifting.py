"""Lifts a takeaway into an implication, from whatever page it is written on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.errors import KnownError
from db.wording import has_words
from desktop.adding import lift
from desktop.editor.composition import full_text

if TYPE_CHECKING:
    from desktop.panes.writing import WritingPage


def lift_takeaway(page: WritingPage, takeaway_id: str) -> None:
    """Make an implication of a takeaway, with that as its evidence, and open it; undo takes it back.

    One in which nothing is written yet is no evidence: that is said.
    """
    if page.context.notebook.read_only:
        return
    writing = page.fields.autosave.writing(takeaway_id, "text")
    if writing is not None and not has_words(full_text(writing.widget)):
        page.note(page.context.sentences("implications.lift_empty"))
        return
    try:
        page.open_requested.emit(lift(page.context, takeaway_id))
    except KnownError as error:
        page.context.messages.error(error, topic="saving")
