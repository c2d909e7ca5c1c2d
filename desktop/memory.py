"""What outlives a start but is no part of the notebook: where the caret was, and a date that could not be read yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A caret. caret: UTF-16 units from the start of the field."""

    object_id: str
    field: str
    caret: int


class Memory:
    """kept: what an earlier start left, by key. changed: called with key and value of what is to be kept."""

    def __init__(
        self, kept: Mapping[str, str] | None = None, changed: Callable[[str, str], None] | None = None
    ) -> None:
        self._kept = dict(kept or {})
        self._changed = changed or (lambda key, value: None)

    def place(self, shown: str) -> Place | None:
        """Where the caret was when this visit or chapter was written in last."""
        object_id, _, rest = self._kept.get(f"place-{shown}", "").partition(" ")
        field, _, caret = rest.partition(" ")
        return Place(object_id, field, int(caret)) if caret.isdecimal() else None

    def keep_place(self, shown: str, place: Place) -> None:
        self._keep(f"place-{shown}", f"{place.object_id} {place.field} {place.caret}")

    def unread(self, visit: str) -> str:
        """What was typed as this visit's date and could not be read, or nothing."""
        return self._kept.get(f"unread-{visit}", "")

    def keep_unread(self, visit: str, text: str) -> None:
        """text: nothing forgets it."""
        self._keep(f"unread-{visit}", text)

    def _keep(self, key: str, value: str) -> None:
        if self._kept.get(key, "") != value:
            self._kept[key] = value
            self._changed(key, value)
