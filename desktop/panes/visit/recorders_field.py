"""Who keeps a visit's record, as names in one line: chosen from the delegation by typing, commas between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.records import Person
from desktop.models.additions import named
from desktop.models.suggestions import known, people
from desktop.panes.suggesting import suggest
from desktop.panes.visit.understood import Understood

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from db.edits import Edit
    from db.records import Value, Visit
    from desktop.panes.writing import WritingPage


class RecordersField(Understood):
    """A name that nobody has, or that several have, cannot be read."""

    part = "recorders"
    names = ("recorders",)

    def __init__(self, page: WritingPage, visit: Visit, name: str) -> None:
        self._chosen: dict[str, str] = {}
        super().__init__(page, visit, name, page.context.sentences("visit.recorders_wrong"))
        reader = page.context.notebook.reader
        listing = suggest(self, page.context.theme, lambda: people(reader), eager=True, several=True)
        listing.taken.connect(lambda taken: self._chosen.__setitem__(taken.value, taken.object_id))

    def shown(self, visit: Visit) -> str:
        found = self._page.context.notebook.reader.many(Person, visit.recorders)
        return ", ".join(found[each].name for each in visit.recorders if each in found)

    def understood(self, text: str) -> Mapping[str, Value] | None:
        listed = people(self._page.context.notebook.reader)
        names = [name.strip() for name in text.split(",") if name.strip()]
        found = [self._chosen.get(name) or known(name, listed) for name in names]
        return {"recorders": tuple(dict.fromkeys(found))} if all(found) else None

    def with_it(self, visit: Visit, found: Mapping[str, Value]) -> Sequence[Edit]:
        recorders = found["recorders"]
        assert isinstance(recorders, tuple)
        return named(self._page.context.notebook.reader, visit, recorders)

    def _kept_as(self) -> str:
        return f"{self._id}-recorders"
