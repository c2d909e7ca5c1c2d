"""What the home page shows: the visits of one day, what is to be checked, what was written last."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from db.records import ENTRY_KINDS, Chapter, Contact, Decision, Figure, Note, Person, Question, Takeaway, Visit
from desktop.dates import day_of
from desktop.models.outline import by_time, visit_name
from desktop.models.states import entry_states
from desktop.models.values import UNNAMED, record_name
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
        recent=tuple(entries.recent()),
        returned=tuple(entries.returned()),
        visits=len(visits),
    )


class _Entries:
    """The entries by visit, for one page; of their texts only what the page says is read."""

    def __init__(self, reader: Reader, visits: list[Visit], sentences: Sentences) -> None:
        self._reader = reader
        self._sentences = sentences
        self._visits = visits
        self._names = {visit.id: visit_name(visit, sentences) for visit in visits}
        self._states = entry_states(reader)

    def card(self, visit: Visit) -> VisitCard:
        columns = self._reader.columns
        notes, takeaways = columns(Note, visit=visit.id), columns(Takeaway, visit=visit.id)
        questions = columns(Question, empty=("answer",), visit=visit.id)
        figures = columns(Figure, empty=("credit",), visit=visit.id)
        own = [row[0] for row in (*notes, *questions, *takeaways)]
        return VisitCard(
            object_id=visit.id,
            name=self._names[visit.id],
            visit_type=visit.visit_type,
            second=" · ".join(part for part in (visit.original_name, visit.city or visit.country) if part),
            start=visit.start_time or "",
            end=visit.end_time or "",
            state=worst([self._states.get(entry, "empty") for entry in own]) if own else "empty",
            notes=len(notes),
            questions=len(questions),
            unanswered=sum(unanswered for _, unanswered in questions),
            figures=len(figures),
            uncredited=sum(uncredited for _, uncredited in figures),
            takeaways=len(takeaways),
        )

    def checks(self) -> Iterable[Check]:
        uncredited = self._reader.columns(Figure, "visit", "caption", credit="")
        yield Check("credit", "image", self._places(uncredited, UNNAMED["figure"]))
        unanswered = self._reader.columns(Question, "visit", "question", answer="")
        yield Check("answer", "comment", self._places(unanswered, UNNAMED["question"]))
        met = {visit for _, visit in self._reader.columns(Contact, "visit")}
        alone = [visit for visit in self._visits if visit.id not in met]
        yield Check("contact", "people", tuple(Place(visit.id, self._names[visit.id]) for visit in alone))

    def returned(self) -> Iterable[Returned]:
        """Entries that came back, the newest first."""
        wanted = {entry for entry, state in self._states.items() if state == "returned"}
        if not wanted:
            return []
        instants = dict(self._reader.recent((Decision.KIND,), DECISIONS))
        newest: dict[str | None, Decision] = {}
        decisions = self._reader.all(Decision, verdict="returned")
        for decision in sorted(decisions, key=lambda each: instants.get(each.id, "")):
            newest[decision.object] = decision
        found = [
            Returned(place, one.reason, self._person(one.author), instants.get(one.id, ""))
            for entry, one in newest.items()
            if entry in wanted and (place := self._place(entry or ""))
        ]
        return sorted(found, key=lambda each: each.instant, reverse=True)

    def recent(self) -> list[Place]:
        """The entries written last, newest first."""
        written = self._reader.recent(ENTRY_KINDS, RECENT)
        found = ((self._place(entry), instant) for entry, instant in written)
        return [replace(place, instant=instant) for place, instant in found if place]

    def _place(self, entry_id: str) -> Place | None:
        """Where an entry stands and how lists name it; None for what no list shows."""
        entry = self._reader.get(entry_id)
        if not isinstance(entry, Note | Question | Takeaway | Chapter):
            return None
        name = record_name(self._reader, self._sentences, entry)
        within = "" if isinstance(entry, Chapter) else self._names.get(entry.visit or "", "")
        return Place(entry.id, name, within, self._states.get(entry.id, "empty"))

    def _person(self, person_id: str | None) -> str:
        person = self._reader.get(person_id) if person_id else None
        return person.name if isinstance(person, Person) and not person.deleted else ""

    def _places(self, rows: Iterable[tuple[str, str | None, str]], unnamed: str) -> tuple[Place, ...]:
        return tuple(
            Place(record, name or self._sentences(unnamed), self._names.get(visit or "", ""))
            for record, visit, name in rows
        )
