"""The states of entries as lists show them.

A note that only heads questions or takeaways (질의응답, 참가자 일일보고) has no text of its own: it shows what is worst
among those.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from db.records import Chapter, Implication, Note, Question, Takeaway
from desktop.signs import worst

if TYPE_CHECKING:
    from db.queries import Reader


def entry_states(reader: Reader) -> dict[str, str]:
    """The state of every entry by id; what is not in it is empty."""
    states: dict[str, str] = {}
    for kind in (Note, Question, Takeaway, Chapter, Implication):
        states |= reader.statuses(kind)
    under: dict[str, list[str]] = defaultdict(list)
    for kind in (Question, Takeaway):
        for entry, section in reader.columns(kind, "section"):
            if section:
                under[section].append(states.get(entry, "empty"))
    for note, found in under.items():
        if states.get(note, "empty") == "empty":
            states[note] = worst(found)
    return states
