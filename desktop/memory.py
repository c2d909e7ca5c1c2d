"""What outlives a start but is no part of the notebook: caret, what was seen, a date that could not be read yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from db.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A caret. caret: UTF-16 units from the start of the field. anchor: the other end of what is selected."""

    object_id: str
    field: str
    caret: int
    anchor: int | None = None


@dataclass(frozen=True, slots=True)
class View:
    """What of a page was seen: a tab, the topmost field, the share of it that was above, whether the caret was seen."""

    tab: int = 0
    object_id: str = ""
    field: str = ""
    share: float = 0.0
    caret_seen: bool = True


class Memory:
    """kept: what an earlier start left, by key. changed: called with key and value of what is to be kept."""

    def __init__(
        self, kept: Mapping[str, str] | None = None, changed: Callable[[str, str], None] | None = None
    ) -> None:
        self._kept = dict(kept or {})
        self._changed = changed or (lambda key, value: None)

    def place(self, shown: str) -> Place | None:
        """Where the caret was when this visit or chapter was written in last."""
        object_id, field, caret, anchor, *_ = [*self._kept.get(f"place-{shown}", "").split(" "), "", "", "", ""]
        if not field or not caret.isdecimal():
            return None
        return Place(object_id, field, int(caret), int(anchor) if anchor.isdecimal() else None)

    def keep_place(self, shown: str, place: Place) -> None:
        anchor = "" if place.anchor in (None, place.caret) else f" {place.anchor}"
        self._keep(f"place-{shown}", f"{place.object_id} {place.field} {place.caret}{anchor}")

    def view(self, shown: str) -> View | None:
        """What was seen of this visit or chapter last."""
        parts = self._kept.get(f"view-{shown}", "").split(" ")
        try:
            tab, object_id, field, share, seen = parts
            return View(int(tab), object_id, field, float(share), seen == "1")
        except ValueError:
            return None

    def keep_view(self, shown: str, view: View) -> None:
        words = f"{view.tab} {view.object_id} {view.field} {view.share:.4f} {int(view.caret_seen)}"
        self._keep(f"view-{shown}", words)

    def unread(self, visit: str) -> str:
        """What was typed as this visit's date and could not be read, or nothing."""
        return self._kept.get(f"unread-{visit}", "")

    def keep_unread(self, visit: str, text: str) -> None:
        """text: nothing forgets it."""
        self._keep(f"unread-{visit}", text)

    def choice(self, name: str) -> str:
        """What was chosen last under this name, or nothing."""
        return self._kept.get(f"choice-{name}", "")

    def keep_choice(self, name: str, value: str) -> None:
        self._keep(f"choice-{name}", value)

    def _keep(self, key: str, value: str) -> None:
        if self._kept.get(key, "") != value:
            self._kept[key] = value
            self._changed(key, value)
