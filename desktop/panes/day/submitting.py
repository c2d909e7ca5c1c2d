"""Handing in a day: what one wrote that nobody was given yet, and words for how far that is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from db.standing import standing
from db.status import RETURNED, SUBMITTED, WRITING
from desktop.dates import moment

if TYPE_CHECKING:
    from db.queries import Reader
    from resources import Sentences


@dataclass(frozen=True, slots=True)
class Handed:
    """How far a day is handed in. waiting: entries that can be; returned: that came back; at: the last time, ISO 8601.

    filled: entries with text.
    """

    waiting: int
    returned: int
    filled: int
    at: str

    @property
    def state(self) -> str:
        """The sign that stands for it."""
        if self.returned:
            return RETURNED
        return WRITING if self.waiting else SUBMITTED if self.filled else "empty"

    def words(self, sentences: Sentences, today: date) -> str:
        """제출됨 22:58 · 새로 쓴 글 1건"""
        parts = []
        if self.returned:
            parts.append(sentences("day.returned", count=self.returned))
        if self.at:
            parts.append(sentences("day.handed_at", time=moment(self.at, today, sentences)))
        elif self.filled and not self.waiting:
            parts.append(sentences("day.handed"))
        if self.waiting:
            parts.append(sentences("day.waiting_more" if self.at else "day.waiting", count=self.waiting))
        return " · ".join(parts) or sentences("day.nothing")


def handed(reader: Reader, entries: Iterable[str], changing: Iterable[str] = ()) -> Handed:
    """How far entries are handed in. changing: those that are being written, with words in them."""
    found, writing = standing(reader, entries), set(changing)
    ready = {name for name, each in found.items() if each.to_submit} | writing
    back = [name for name, each in found.items() if each.decided and reader.status(name) == RETURNED]
    filled = {name for name, each in found.items() if each.filled} | writing
    at = max((each.submitted_at for each in found.values()), default="")
    return Handed(len(ready), len([name for name in back if name not in writing]), len(filled), at)


def waiting(reader: Reader, entries: Iterable[str]) -> list[str]:
    """What of entries has text and was not handed in or judged as it is now."""
    return [name for name, each in standing(reader, entries).items() if each.to_submit]


def lacking(sentences: Sentences, visits: Sequence[str], uncredited: int) -> tuple[str, ...]:
    """What of a day is not there yet, a sentence each. visits: names of those without takeaway. uncredited: figures."""
    parts = []
    if visits:
        parts.append(sentences("day.lacks_takeaway", count=len(visits), names=", ".join(visits)))
    if uncredited:
        parts.append(sentences("day.lacks_credit", count=uncredited))
    return tuple(parts)
