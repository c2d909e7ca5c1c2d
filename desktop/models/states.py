"""The states of entries as lists show them.

A note that only heads questions or takeaways (질의응답, 참가자 일일보고) has no text of its own: it shows what is worst
among those.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from db.records import Chapter, Implication, Note, Question, Takeaway
from db.status import APPROVED, CHANGED, RETURNED, REVISED, content_fields
from desktop.signs import worst

if TYPE_CHECKING:
    from db.queries import Reader

ONCE_LEFT: Final = {RETURNED: REVISED, APPROVED: CHANGED}
"""What becomes of a state when a text that is written in is left."""


def while_written(reader: Reader, states: Mapping[str, str]) -> dict[str, str]:
    """states, where what is being written counts already as it will when it is left."""
    written = {each.object for each in reader.drafts() if each.field in content_fields(each.kind)}
    changed = {entry: ONCE_LEFT[state] for entry in written if (state := states.get(entry, "")) in ONCE_LEFT}
    return {**states, **changed}


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
