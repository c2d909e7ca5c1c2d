"""What the home page shows: the visits of one day, what is to be checked, what was written last."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from db.records import ENTRY_KINDS, Chapter, Contact, Decision, Figure, Note, Person, Question, Record, Takeaway, Visit
from desktop.dates import day_of
from desktop.models.outline import by_time, chapter_name, note_name, visit_name
from desktop.models.states import entry_states
from desktop.signs import worst

if TYPE_CHECKING:
    from db.queries import Reader
    from resources import Sentences

RECENT = 6
"""Entries that home lists as written last."""
DECISIONS = 500
"""Newest decisions whose time home knows."""


@dataclass(frozen=True, slots=True)
class VisitCard:
    """One visit of the day in numbers. start, end: HH:MM or empty. second: its original name and city."""

    object_id: str
    name: str
    visit_type: str
    second: str
    start: str
    end: str
    state: str
    notes: int
    questions: int
    unanswered: int
    figures: int
    uncredited: int
    takeaways: int


@dataclass(frozen=True, slots=True)
class Place:
    """A place to open: an object and how it is named. within: the name of its visit."""

    object_id: str
    name: str
    within: str = ""
    state: str = ""
    instant: str = ""


@dataclass(frozen=True, slots=True)
class Returned:
    """An entry that came back. reason, by: of the newest decision that returned it; instant: when, ISO 8601."""

    place: Place
    reason: str
    by: str
    instant: str


@dataclass(frozen=True, slots=True)
class Check:
    """Things of one sort that are missing. code: part of the key of its sentence."""

    code: str
    icon: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Today:
    """day: None while no visit has a date. number: day of the tour, from 1. is_today: day is the laptop's date."""

    day: date | None
    number: int
    is_today: bool
    city: str
    cards: tuple[VisitCard, ...]
    checks: tuple[Check, ...]
    recent: tuple[Place, ...]
    returned: tuple[Returned, ...]
    visits: int


def today(reader: Reader, sentences: Sentences, laptop: date) -> Today:
    """Read the home page. laptop: today's date there; outside of the tour the nearest day with visits is shown."""
    visits = reader.all(Visit)
    days = sorted({day for visit in visits if (day := day_of(visit.date))})
    day = min(days, key=lambda known: (abs((known - laptop).days), known), default=None)
    shown = by_time(visit for visit in visits if day_of(visit.date) == day)
    tour = reader.tour()
    first = day_of(tour.start) if tour else None
    first = first or (days[0] if days else None)
    entries = _Entries(reader, visits, sentences)
    return Today(
        day=day,
        number=(day - first).days + 1 if day and first else 0,
        is_today=day == laptop,
        city=next((visit.city or visit.country for visit in shown if visit.city or visit.country), ""),
        cards=tuple(entries.card(visit) for visit in shown),
        checks=tuple(check for check in entries.checks() if check.places),
        recent=tuple(entries.recent(reader)),
        returned=tuple(entries.returned(reader)),
        visits=len(visits),
    )


class _Entries:
    """All entries by visit, read once for one page."""

    def __init__(self, reader: Reader, visits: list[Visit], sentences: Sentences) -> None:
        self._sentences = sentences
        self._visits = visits
        self._names = {visit.id: visit_name(visit, sentences) for visit in visits}
        self._notes = reader.all(Note)
        self._questions = reader.all(Question)
        self._takeaways = reader.all(Takeaway)
        self._figures = reader.all(Figure)
        self._chapters = reader.all(Chapter)
        self._people = {person.id: person.name for person in reader.all(Person)}
        self._contacts = Counter(contact.visit for contact in reader.all(Contact))
        self._states = entry_states(reader)

    def card(self, visit: Visit) -> VisitCard:
        notes = [note for note in self._notes if note.visit == visit.id]
        questions = [question for question in self._questions if question.visit == visit.id]
        figures = [figure for figure in self._figures if figure.visit == visit.id]
        takeaways = [takeaway for takeaway in self._takeaways if takeaway.visit == visit.id]
        own: list[Record] = [*notes, *questions, *takeaways]
        return VisitCard(
            object_id=visit.id,
            name=self._names[visit.id],
            visit_type=visit.visit_type,
            second=" · ".join(part for part in (visit.original_name, visit.city or visit.country) if part),
            start=visit.start_time or "",
            end=visit.end_time or "",
            state=worst([self._states.get(entry.id, "empty") for entry in own]) if own else "empty",
            notes=len(notes),
            questions=len(questions),
            unanswered=sum(not question.answer for question in questions),
            figures=len(figures),
            uncredited=sum(not figure.credit for figure in figures),
            takeaways=len(takeaways),
        )

    def checks(self) -> Iterable[Check]:
        uncredited = [figure for figure in self._figures if not figure.credit]
        yield Check("credit", "image", self._places(uncredited, lambda figure: figure.caption, "window.unnamed.figure"))
        unanswered = [question for question in self._questions if not question.answer]
        yield Check("answer", "comment", self._places(unanswered, lambda q: q.question, "window.unnamed.question"))
        alone = [visit for visit in self._visits if not self._contacts[visit.id]]
        yield Check("contact", "people", tuple(Place(visit.id, self._names[visit.id]) for visit in alone))

    def returned(self, reader: Reader) -> Iterable[Returned]:
        """Entries that came back, the newest first."""
        places = [place for place in self._all() if place.state == "returned"]
        if not places:
            return []
        instants = dict(reader.recent((Decision.KIND,), DECISIONS))
        newest: dict[str | None, Decision] = {}
        for decision in sorted(reader.all(Decision, verdict="returned"), key=lambda each: instants.get(each.id, "")):
            newest[decision.object] = decision
        found = [
            Returned(place, one.reason, self._people.get(one.author or "", ""), instants.get(one.id, ""))
            for place in places
            if (one := newest.get(place.object_id))
        ]
        return sorted(found, key=lambda each: each.instant, reverse=True)

    def recent(self, reader: Reader) -> list[Place]:
        """The entries written last, newest first."""
        places = {place.object_id: place for place in self._all()}
        written = reader.recent(ENTRY_KINDS, RECENT)
        return [replace(places[one], instant=instant) for one, instant in written if one in places]

    def _all(self) -> Iterable[Place]:
        numbers: dict[str | None, int] = defaultdict(int)
        for note in self._notes:
            numbers[note.visit] += 1
            yield self._place(note, note.visit, note_name(note, numbers[note.visit], self._sentences))
        for question in self._questions:
            name = question.question or self._sentences("window.unnamed.question")
            yield self._place(question, question.visit, name)
        for takeaway in self._takeaways:
            author = self._people.get(takeaway.author or "", takeaway.author_name)
            words = (self._sentences("window.takeaway"), author)
            yield self._place(takeaway, takeaway.visit, " · ".join(part for part in words if part))
        for chapter in self._chapters:
            yield self._place(chapter, None, chapter_name(chapter, self._sentences))

    def _place(self, entry: Record, visit: str | None, name: str) -> Place:
        return Place(entry.id, name, self._names.get(visit or "", ""), self._states.get(entry.id, "empty"))

    def _places(self, records: list, name: Callable, unnamed: str) -> tuple[Place, ...]:  # type: ignore[type-arg]
        return tuple(
            Place(record.id, name(record) or self._sentences(unnamed), self._names.get(record.visit or "", ""))
            for record in records
        )
