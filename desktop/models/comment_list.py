"""All comments of a notebook as a list: filtered by what is to be done, and by typing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from db.commenting import Thread
from db.records import Person, Visit
from desktop.models.outline import visit_name
from desktop.models.row_list import RowList
from desktop.models.threads import about_words, place_words, said, state_words
from desktop.models.values import record_name
from desktop.words import shortened

if TYPE_CHECKING:
    from db.queries import Reader
    from resources import Sentences

FILTERS: Final = ("open", "mine", "lost", "all")
QUOTE = 60
"""Letters of a quote in a row."""


@dataclass(frozen=True, slots=True)
class CommentRow:
    """thread, object: ids. quote: the words, or the field. where: visit and entry. who: name and time.

    note: what is to be known of its place or state; urgent: somebody should look. filters: those that show it.
    """

    thread: str
    object: str
    text: str
    quote: str
    where: str
    who: str
    note: str
    urgent: bool
    filters: frozenset[str]

    def found_by(self, words: str) -> bool:
        """Whether what is typed stands in it."""
        key = " ".join(words.split()).casefold()
        return key in " ".join((self.text, self.quote, self.where, self.who)).casefold()


def comment_rows(
    reader: Reader, say: Sentences, threads: Sequence[Thread], person: str | None, today: date
) -> tuple[CommentRow, ...]:
    """The rows of threads, in their order; what is about something in the bin is left out."""
    found = []
    for thread in threads:
        record = reader.get(thread.object)
        if record is None or record.deleted or isinstance(record, Person):
            continue
        first = thread.root or thread.replies[0]
        one = said(reader, say, thread, first, person, today)
        visit = reader.get(str(getattr(record, "visit", None) or ""))
        names = [visit_name(visit, say)] if isinstance(visit, Visit) else []
        names.append(shortened(record_name(reader, say, record), QUOTE))
        place = place_words(say, thread) if thread.open else ""
        kinds = {"all"} | ({"open"} if thread.open else set()) | ({"lost"} if thread.open and thread.lost else set())
        if person is not None and any(each.author == person for each in (first, *thread.replies)):
            kinds.add("mine")
        quote = f"“{shortened(first.quote, QUOTE)}”" if first.quote else about_words(say, thread)
        text = " ".join(first.text.split()) or (f"→ {thread.suggestion}" if thread.suggestion else "")
        found.append(
            CommentRow(
                thread.id,
                thread.object,
                text,
                quote,
                " · ".join(names),
                " · ".join(filter(None, (one.name, one.time))),
                place or state_words(reader, say, thread),
                bool(place),
                frozenset(kinds),
            )  # fmt: skip
        )
    return tuple(found)


class CommentModel(RowList[CommentRow]):
    """The comments that are listed."""

    def name(self, row: CommentRow) -> str:
        return row.text

    def told(self, row: CommentRow) -> str:
        return ", ".join(filter(None, (row.text, row.quote, row.who, row.where, row.note)))
