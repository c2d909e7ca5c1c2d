"""Lifts a takeaway into an implication, from whatever page it is written on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.errors import KnownError
from desktop.adding import lift

if TYPE_CHECKING:
    from desktop.panes.writing import WritingPage


def lift_takeaway(page: WritingPage, takeaway_id: str) -> None:
    """Make an implication of a takeaway, with that as its evidence, and open it; undo takes it back."""
    if page.context.notebook.read_only:
        return
    try:
        page.open_requested.emit(lift(page.context, takeaway_id))
    except KnownError as error:
        page.context.messages.error(error, topic="saving")
