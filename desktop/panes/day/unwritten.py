"""Takeaways of a day that one may begin to write: each has its id from the start, and is made with the first letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.edits import create
from db.errors import KnownError
from db.order import key_between
from db.records import Person, Takeaway

if TYPE_CHECKING:
    from datetime import date

    from db.edits import Edit
    from desktop.context import PageContext


class Unwritten:
    """Of one day, by visit; "" is the day's own remark."""

    def __init__(self, context: PageContext) -> None:
        self._context = context
        self._offered: dict[str, Takeaway] = {}
        self._edits: dict[str, Edit] = {}

    def of(self, visit: str, day: date) -> Takeaway:
        """The takeaway that will be made when somebody begins to write where there is none."""
        offered = self._offered.get(visit)
        if offered is None or self._context.notebook.reader.get(offered.id) is not None:
            edit = self._creation(visit, day)
            offered = self._offered[visit] = Takeaway(id=edit.object)
            self._edits[edit.object] = edit
        return offered

    def make(self, takeaway_id: str) -> None:
        """Make a takeaway under the id that it has here, if it is not there yet; tried again with the next letter."""
        if takeaway_id not in self._edits:
            return
        try:
            self._context.operations.commit_beside([self._edits[takeaway_id]])
        except KnownError as error:  # the text is kept all the same
            self._context.messages.error(error, topic="saving")
        else:
            del self._edits[takeaway_id]

    def ids(self) -> list[str]:
        """Those that are not made yet."""
        return list(self._edits)

    def clear(self) -> None:
        """Another day is shown."""
        self._offered.clear()
        self._edits.clear()

    def _creation(self, visit: str, day: date) -> Edit:
        reader = self._context.notebook.reader
        person, tour = reader.get(self._context.person or ""), reader.tour()
        last = max((row[1] for row in reader.columns(Takeaway, "order") if row[1]), default=None)
        return create(
            Takeaway,
            tour=tour.id if tour else None,
            visit=visit or None,
            author=self._context.person,
            team=person.team if isinstance(person, Person) else None,
            date=day.isoformat(),
            order=key_between(last, None),
        )
