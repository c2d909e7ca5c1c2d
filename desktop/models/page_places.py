"""From a place on a printed page to what was written there, read out of the finished file alone.

The file's outline tells the visit or chapter, the words under the pointer tell the note, question or takeaway in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING

from db.records import Chapter, Figure, Implication, Note, Question, Record, Takeaway, Visit
from desktop.models.page_marks import Sought, letters_of
from exporters.named import title_of

if TYPE_CHECKING:
    from desktop.models.page_marks import Mark
    from exporters.base import Finding
    from exporters.reading import Records

LEAST = 5
"""Letters that must be the same before words count as found."""
LEAST_AT_HOME = 3
"""The same, where only the pages of one visit are looked at."""
MOST = 24
"""Letters that tell a part from all others."""
PARTS: tuple[type[Record], ...] = (Note, Question, Takeaway, Figure, Implication)


def entry_at(
    reader: Records, marks: Sequence[Mark], page: int, top: float, words: str = "", letter: int = 0
) -> str | None:
    """Id of what stands at a place, or None where it belongs to nothing in particular, as the cover does.

    marks: the file's outline. page: from 0. top: points from the page's top. words: found there; letter: the one of
    them that is meant.
    """
    chapter = letters_of(_title(marks, page, top))
    homes = [each for kind in (Visit, Chapter) for each in reader.all(kind) if chapter and _name(each) == chapter]
    found = _written(reader, homes, words, letter)
    if found is not None:
        return found
    return homes[0].id if homes else None


class FoundPlaces:
    """What findings name, looked up in a notebook that is read once."""

    def __init__(self, reader: Records) -> None:
        self._visits = {visit.id: visit for visit in reader.all(Visit)}
        self._named: dict[str, list[Record]] = defaultdict(list)
        kinds: tuple[type[Record], ...] = (Visit, Chapter, *PARTS)
        for record in (each for kind in kinds for each in reader.all(kind)):
            for name in {_name(record), *map(letters_of, _titles(record))} - {""}:
                self._named[name].append(record)

    def record(self, finding: Finding) -> Record | None:
        """What a finding names as its place or among its values, where only one thing is called so."""
        names = {letters_of(str(each)) for each in (finding.place, *(value for _, value in finding.values)) if each}
        found = {record.id: record for name in names for record in self._named.get(name, ())}
        return next(iter(found.values())) if len(found) == 1 else None

    def entry(self, finding: Finding) -> str | None:
        """Id of what a finding is about, or of what has its page in the window."""
        record = self.record(finding)
        return _openable_or_own(record) if record is not None else None

    def sought(self, marks: Sequence[Mark], finding: Finding) -> Sought | None:
        """Where in the file a finding's place is; None where it is about nothing in particular."""
        record = self.record(finding)
        if record is None:
            return None
        if isinstance(record, Visit | Chapter):
            page = page_of(marks, record)
            return Sought(page, page) if page is not None else None
        visit = self._visits.get(str(getattr(record, "visit", None)))
        first = page_of(marks, visit) if visit is not None else None
        last = next((mark.page for mark in marks if mark.level == 0 and first is not None and mark.page > first), None)
        letters = max(map(letters_of, _titles(record)), key=len, default="")[:MOST]
        return (
            Sought(first or 0, last, letters) if len(letters) >= (LEAST if first is None else LEAST_AT_HOME) else None
        )


def page_of(marks: Sequence[Mark], record: Record) -> int | None:
    """The page, from 0, on which a visit or chapter begins."""
    name = _name(record)
    return next((mark.page for mark in marks if mark.level == 0 and name and letters_of(mark.title) == name), None)


def _title(marks: Sequence[Mark], page: int, top: float) -> str:
    """Title of the chapter at a place. A chapter's first page is its own from the top."""
    return next((mark.title for mark in reversed(marks) if mark.level == 0 and mark.page <= page), "")


def _name(record: Record) -> str:
    """What a chapter of the report is called, in letters only; as exporters.compile names it."""
    if isinstance(record, Visit):
        return letters_of(record.title or record.institution)
    return letters_of(title_of(record))


def _written(reader: Records, homes: Sequence[Record], words: str, letter: int) -> str | None:
    """Id of the part that has the words around a letter: those in homes first, then any."""
    own = {each.id for each in homes}
    parts = [record for kind in PARTS for record in reader.all(kind)]
    inside = [record for record in parts if getattr(record, "visit", None) in own]
    elsewhere = [*(record for record in parts if record not in inside), *reader.all(Chapter)]
    for piece in _pieces(words, letter):
        for group in ([*inside, *(each for each in homes if isinstance(each, Chapter))], elsewhere):
            for record in group:
                if any(piece in text for text in _texts(record)):
                    return _openable(record)
    return None


def _openable(record: Record) -> str | None:
    """The window shows parts of a visit on its page; what has no page of its own is not opened."""
    if isinstance(record, Chapter) or getattr(record, "visit", None):
        return record.id
    entry = getattr(record, "entry", None)
    return entry if isinstance(entry, str) else None


def _openable_or_own(record: Record) -> str | None:
    return record.id if isinstance(record, Visit) else _openable(record)


def _titles(record: Record) -> Iterator[str]:
    """What a part is called in a finding."""
    for name in ("heading", "institution", "title", "caption", "question"):
        value = getattr(record, name, None)
        if isinstance(value, str):
            yield value


def _pieces(words: str, letter: int) -> Iterator[str]:
    """Words with a letter, without signs, long ones first: around it, from it on, and up to it, as a part begins or
    ends beside it.
    """
    at = len(letters_of(words[:letter]))
    bare = letters_of(words)
    for reach in (16, 10, LEAST):
        for first in (at - reach // 2, at, at - reach + 1):
            piece = bare[max(0, first) : max(0, first + reach)]
            if len(piece) >= LEAST:
                yield piece


def _texts(record: Record) -> Iterator[str]:
    for each in fields(record):
        value = getattr(record, each.name)
        if isinstance(value, str) and each.name not in ("id", "order", "visit", "entry"):
            yield letters_of(value)
