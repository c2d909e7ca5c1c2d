"""What is sent in a bundle, as the window asks for it: for whom, how it is called, where it goes, what went in."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from db.records import ENTRY_KINDS, KINDS, Chapter, Comment, Decision, Note, Person, Question, Takeaway, Team
from db.status import APPROVED, RETURNED

if TYPE_CHECKING:
    from db.notebook import Notebook
    from db.packing import Packed
    from db.progress import Progress
    from db.queries import Reader
    from db.sharing import Parcel, Sharing
    from resources import Sentences

DAY: Final = "day"
TOUR: Final = "tour"
ANSWER: Final = "answer"
REVIEW: Final = "review"
EVERYTHING: Final = "everything"
ALL: Final = "*"
"""In place of a person: everybody about whose entries something was said, each with a bundle of their own."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """purpose: one of the above. day: ISO 8601, of entries. person: an id; of an answer ALL too. team: of entries.

    only_new: of a day, without what went out before and stands as it did. earlier: a bundle that the receiver has.
    """

    purpose: str
    day: str | None = None
    person: str | None = None
    team: str | None = None
    only_new: bool = True
    earlier: Path | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """paths: the bundles that were made. entries, decisions (approved or returned), comments, pictures: how many are in
    them. size: bytes. missing: pictures that would have gone along, but are not here."""

    paths: tuple[Path, ...]
    entries: int = 0
    decisions: int = 0
    comments: int = 0
    pictures: int = 0
    size: int = 0
    missing: int = 0


def proposed_name(reader: Reader, sentences: Sentences, wanted: Wanted, author: str | None, today: date) -> str:
    """2031-06-12 1조 문지안.brief: a name that every system takes, in which nothing is said twice. What goes to who
    coordinates is named by who wrote it: several of them come together there."""
    from db.bundle import SUFFIX
    from exporters.commands.notebooks import file_name

    tour = reader.tour()
    title = " ".join((tour.title if tour is not None else "").split())
    if wanted.purpose == DAY:
        parts = [wanted.day or "", *_person(reader, author)]
    elif wanted.purpose == ANSWER and _coordinates(reader, wanted.person):
        parts = [today.isoformat(), sentences("exchange.file.reviewed"), *_person(reader, author)]
    elif wanted.purpose in (ANSWER, REVIEW):
        parts = [today.isoformat(), sentences(f"exchange.file.{wanted.purpose}"), *_person(reader, wanted.person)]
    else:
        parts = [today.isoformat(), title, sentences(f"exchange.file.{wanted.purpose}")]
    name = ""
    for part in filter(None, parts):
        name = name if f" {name}".endswith(f" {part}") else f"{name} {part}".lstrip()
    return file_name(unicodedata.normalize("NFC", name)) + SUFFIX


def free(folder: Path, name: str) -> str:
    """name, with a number where something in folder is called so already."""
    stem, dot, suffix = name.rpartition(".")
    number, found = 1, name
    while os.path.lexists(folder / found):
        number += 1
        found = f"{stem} {number}{dot}{suffix}"
    return found


def _person(reader: Reader, person_id: str | None) -> list[str]:
    person = reader.get(person_id or "")
    if not isinstance(person, Person):
        return []
    team = reader.get(person.team or "")
    return [team.name if isinstance(team, Team) else "", person.name]


def _coordinates(reader: Reader, person_id: str | None) -> bool:
    person = reader.get(person_id or "")
    return isinstance(person, Person) and person.role == "coordinator"


def to_review(reader: Reader, sharing: Sharing, wanted: Wanted) -> frozenset[str]:
    """The entries that others may see, of the day and the team that are wanted."""
    entries = sharing.handed_in(wanted.day)
    if wanted.team is None:
        return entries
    people = {each.id for each in reader.all(Person, team=wanted.team)}
    return frozenset(name for name, writer in _writers(reader) if name in entries and writer in people)


def _writers(reader: Reader) -> Iterator[tuple[str, str | None]]:
    """Each entry that somebody wrote for themselves, with who it was."""
    for kind, field in ((Note, "author"), (Question, "asker"), (Takeaway, "author"), (Chapter, "author")):
        yield from reader.columns(kind, field)


def chosen(reader: Reader, wanted: Wanted) -> Callable[[Sharing], Parcel]:
    """What goes into one bundle."""
    choices: dict[str, Callable[[Sharing], Parcel]] = {
        DAY: lambda sharing: sharing.day(str(wanted.day), only_new=wanted.only_new),
        TOUR: lambda sharing: sharing.tour(),
        ANSWER: lambda sharing: sharing.answer(str(wanted.person), wanted.day),
        REVIEW: lambda sharing: sharing.review(wanted.person, to_review(reader, sharing, wanted)),
        EVERYTHING: lambda sharing: sharing.everything(),
    }
    return choices[wanted.purpose]


def send(notebook: Notebook, wanted: Wanted, path: Path, name_of: Callable[[Wanted], str], progress: Progress) -> Sent:
    """Make the bundle at path, or one for each person beside it; in a thread of its own.

    name_of: how the bundle of one of them is called. Raises KnownError; what progress raises leaves no half file.
    """
    from db.packing import pack, parcel_of

    reader = notebook.reader
    if wanted.person != ALL:
        parcel = parcel_of(notebook, chosen(reader, wanted), wanted.earlier)
        return _sent(reader, [pack(notebook, path, parcel, progress, "window")])
    made: list[Packed] = []
    people = answered(reader, notebook.author)
    for number, person in enumerate(people):
        progress(number, len(people))
        one = replace(wanted, person=person)
        parcel = parcel_of(notebook, chosen(reader, one))
        made.append(pack(notebook, path.parent / free(path.parent, name_of(one)), parcel, program="window"))
    return _sent(reader, made)


def answered(reader: Reader, author: str | None) -> tuple[str, ...]:
    """The people about whose entries something was said, but for who says it, by name."""
    said = {row[1] for row in reader.columns(Comment, "object")}
    said |= {row[1] for row in reader.columns(Decision, "object", "verdict") if row[2] in (RETURNED, APPROVED)}
    writers = {writer for name, writer in _writers(reader) if name in said and writer != author}
    listed = [each for each in reader.all(Person, role="participant") if each.id in writers]
    return tuple(each.id for each in sorted(listed, key=lambda each: (each.name, each.id)))


def _sent(reader: Reader, made: Iterable[Packed]) -> Sent:
    listed = list(made)
    return Sent(
        tuple(each.path for each in listed),
        _held(listed, (row[0] for kind in ENTRY_KINDS for row in reader.columns(KINDS[kind]))),
        _held(listed, (row[0] for row in reader.columns(Decision, "verdict") if row[1] in (RETURNED, APPROVED))),
        _held(listed, (row[0] for row in reader.columns(Comment))),
        sum(each.manifest.counts.get("blobs", 0) for each in listed),
        sum(each.path.stat().st_size for each in listed),
        sum(len(each.parcel.missing) for each in listed),
    )


def _held(made: Sequence[Packed], objects: Iterable[str]) -> int:
    """How many of objects went out, each as often as it did."""
    parcels = [each.parcel.objects for each in made]
    return sum(parcel is None or name in parcel for name in objects for parcel in parcels)


def size_words(size: int, sentences: Sentences) -> str:
    """Bytes as people read them: 320 KB, 8.2 MB."""
    if size < 1_000_000:
        return sentences("exchange.kilobytes", size=max(1, round(size / 1000)))
    return sentences("exchange.megabytes", size=f"{size / 1_000_000:.1f}")
