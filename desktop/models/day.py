"""What the page of a day shows of one person: the visits with their takeaways, and which entries are theirs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from db.records import Attendance, Figure, Note, Person, Question, Takeaway, Visit
from desktop.dates import day_of
from desktop.models.outline import by_time, visit_name
from desktop.models.pages import DAY

if TYPE_CHECKING:
    from db.queries import Reader
    from resources import Sentences


@dataclass(frozen=True, slots=True)
class Part:
    """A visit of the day, or (visit empty) the day itself. own: takeaways of who looks; others: of everybody else.

    times: 09:30–11:40, or what is known of it. absent: who looks was not there, with reason.
    """

    visit: str
    name: str
    times: str
    own: tuple[Takeaway, ...]
    others: tuple[Takeaway, ...]
    absent: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """number: day of the tour, from 1; 0 or less before it. parts: the visits by time, then the day itself."""

    day: date
    number: int
    city: str
    parts: tuple[Part, ...]

    @property
    def visits(self) -> tuple[Part, ...]:
        return self.parts[:-1]


def day_key(day: date) -> str:
    """What opens the page of a day."""
    return f"{DAY}{day.isoformat()}"


def day_in(key: str) -> date | None:
    """The date in the key of a page of a day."""
    return day_of(key.removeprefix(DAY)) if key.startswith(DAY) else None


def first_day(reader: Reader) -> date | None:
    """The first day of the tour, else of its visits."""
    tour = reader.tour()
    known = (day_of(row[1]) for row in reader.columns(Visit, "date"))
    return (day_of(tour.start) if tour else None) or min((day for day in known if day), default=None)


def read_day(reader: Reader, sentences: Sentences, person: str | None, day: date) -> Day:
    """The page of a day for person, or for whoever writes while nobody said who they are."""
    visits = by_time(reader.all(Visit, date=day.isoformat()))
    first = first_day(reader)
    away = {row[1]: row[2] for row in reader.columns(Attendance, "visit", "reason", person=person)} if person else {}
    parts = [
        Part(
            visit.id,
            visit_name(visit, sentences),
            _times(visit),
            *_parted(reader.all(Takeaway, visit=visit.id), person),
            absent=visit.id in away,
            reason=away.get(visit.id, ""),
        )
        for visit in visits
    ]
    remarks = reader.all(Takeaway, visit=None, date=day.isoformat())
    parts.append(Part("", sentences("day.remark"), "", *_parted(remarks, person)))
    return Day(
        day=day,
        number=(day - first).days + 1 if first else 0,
        city=next((visit.city or visit.country for visit in visits if visit.city or visit.country), ""),
        parts=tuple(parts),
    )


def own_entries(reader: Reader, person: str, day: date) -> tuple[str, ...]:
    """The entries that are person's of a day: takeaways, what they asked or noted, and the record that they keep."""
    found: list[str] = []
    for visit in reader.all(Visit, date=day.isoformat()):
        keeps = person in visit.recorders
        for kind, name in ((Note, "author"), (Question, "asker")):
            rows = reader.columns(kind, name, visit=visit.id)
            found += [
                entry for entry, writer in rows if writer == person or (keeps and (not writer or kind is Question))
            ]
        found += [row[0] for row in reader.columns(Takeaway, visit=visit.id, author=person)]
    return (*found, *(row[0] for row in reader.columns(Takeaway, visit=None, author=person, date=day.isoformat())))


def uncredited(reader: Reader, person: str, day: date) -> tuple[str, ...]:
    """Figures of a day without credit that person sees to: in what is theirs, and of visits whose record they keep.

    Of a visit without a recorder everybody does.
    """
    own, found = {*own_entries(reader, person, day)}, list[str]()
    for visit in reader.all(Visit, date=day.isoformat()):
        keeps = not visit.recorders or person in visit.recorders
        rows = reader.columns(Figure, "entry", empty=("credit",), visit=visit.id)
        found += [figure for figure, entry, empty in rows if empty and (keeps or entry in own)]
    return tuple(found)


def writer_of(reader: Reader, takeaway: Takeaway) -> str:
    """The name of who wrote a takeaway, as far as it is known."""
    person = reader.get(takeaway.author) if takeaway.author else None
    return person.name if isinstance(person, Person) else takeaway.author_name


def _parted(takeaways: list[Takeaway], person: str | None) -> tuple[tuple[Takeaway, ...], tuple[Takeaway, ...]]:
    own = [each for each in takeaways if each.author == person and (person or not each.author_name)]
    return tuple(own), tuple(each for each in takeaways if each not in own)


def _times(visit: Visit) -> str:
    start, end = visit.start_time or "", visit.end_time or ""
    return f"{start}–{end}" if end else start
