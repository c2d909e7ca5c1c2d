"""Entries that one may begin to write: each has its id from the start, and is made with the first letter."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar, cast

from db.errors import KnownError
from db.records import Record

if TYPE_CHECKING:
    from db.edits import Edit
    from desktop.context import PageContext

R = TypeVar("R", bound=Record)


class Unwritten:
    """Of one page, by place: the visit of a takeaway, say."""

    def __init__(self, context: PageContext) -> None:
        self._context = context
        self._offered: dict[str, Record] = {}
        self._edits: dict[str, Edit] = {}

    def of(self, place: str, kind: type[R], creation: Callable[[], Edit]) -> R:
        """The entry that will be made when somebody begins to write where there is none. creation: what makes it."""
        offered = self._offered.get(place)
        if offered is None or self._context.notebook.reader.get(offered.id) is not None:
            edit = creation()
            offered = self._offered[place] = kind(id=edit.object)
            self._edits[edit.object] = edit
        return cast(R, offered)

    def make(self, entry: str) -> bool:
        """Make an entry under the id that it has here, where it is not there yet; tried again with the next letter.

        Answers whether it was made now.
        """
        if entry not in self._edits:
            return False
        try:
            self._context.operations.commit_beside([self._edits[entry]])
        except KnownError as error:  # the text is kept all the same
            self._context.messages.error(error, topic="saving")
            return False
        del self._edits[entry]
        return True

    def ids(self) -> list[str]:
        """Those that are not made yet."""
        return list(self._edits)

    def clear(self) -> None:
        """Something else is shown."""
        self._offered.clear()
        self._edits.clear()
