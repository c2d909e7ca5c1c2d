"""What the home page shows: the visits of one day, what is to be checked, what was written last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from db.records import (
    ENTRY_KINDS,
    Attendance,
    Chapter,
    Contact,
    Decision,
    Figure,
    Implication,
    Note,
    Person,
    Question,
    Takeaway,
    Visit,
)
from db.status import WAITING
from desktop.dates import day_of
from desktop.models.coverage import covered
from desktop.models.mending import concerned
from desktop.models.missing import Missing, missing, own_missing
from desktop.models.outline import by_time, visit_name
from desktop.models.states import entry_states
from desktop.models.values import UNNAMED, record_name
from desktop.signs import overall

if TYPE_CHECKING:
    from db.queries import Reader
    from desktop.memory import Memory
    from resources import Sentences

RECENT = 6
"""Entries that home lists as written last."""
DECISIONS = 500
"""Newest decisions whose time home knows."""
DAY_CHOICE = "home-day"
NIGHT = "04:00"
"""Until when the evening before goes on."""
"""What is remembered of the day that was chosen."""
LONGEST_TOUR = 100
"""Days of a tour that are listed one by one."""


@dataclass(frozen=True, slots=True)
class VisitCard:
    """One visit of the day in numbers. start, end: HH:MM or empty. second: its original name and city.

    takeaways: with words in them. prepared: questions that wait to be asked. written: there is a takeaway of whoever
    writes here, or of anybody while that is not known. absent: whoever writes here was not there.
    """

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
    prepared: int = 0
    written: bool = False
    absent: bool = False

    def over(self, now: str) -> bool:
        """Whether the visit has ended by now, HH:MM; one without an end lasts two hours."""
        if not self.start:
            return False
        hour, minute = self.start.split(":")
        return (self.end or f"{min(int(hour) + 2, 23):02d}:{minute}") <= now


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
class Waiting:
    """An entry that was handed in. by: who did it; instant: when, ISO 8601."""

    place: Place
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
    """day: None while no visit has a date. number: day of the tour, from 1. is_today: day is the laptop's date.

    role: of who writes here, or nothing. following: id of the visit to go on with. missing: whose takeaways are not
    there yet. waiting: entries to be reviewed. states: for a reviewer, how many takeaways are in each state.
    """

    day: date | None
    number: int
    is_today: bool
    city: str
    cards: tuple[VisitCard, ...]
    checks: tuple[Check, ...]
    recent: tuple[Place, ...]
    returned: tuple[Returned, ...]
    visits: int
    role: str = ""
    following: str = ""
    missing: tuple[Missing, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    states: Mapping[str, int] = field(default_factory=dict)


def today(
    reader: Reader, sentences: Sentences, laptop: date, person: str | None = None, day: date | None = None,
    now: str = "",
) -> Today:  # fmt: skip
    """Read the home page.

    laptop: today's date there. person: id of who writes here. day: the day to be shown; else today, and outside of the
    tour the nearest day with visits. now: HH:MM on the laptop, where the day is today.
    """
    visits = reader.all(Visit)
    day = day or _nearest({day for visit in visits if (day := day_of(visit.date))}, laptop)
    shown = by_time(visit for visit in visits if day_of(visit.date) == day)
    tour = reader.tour()
    first = day_of(tour.start) if tour else None
    first = first or min((day for visit in visits if (day := day_of(visit.date))), default=None)
    writer = reader.get(person) if person else None
    role = writer.role if isinstance(writer, Person) else ""
    writes = role in ("", "participant")
    entries = _Entries(reader, visits, sentences, person, day, mine=role == "participant")
    cards = tuple(entries.card(visit) for visit in shown)
    return Today(
        day=day,
        number=(day - first).days + 1 if day and first else 0,
        is_today=day == laptop,
        city=next((visit.city or visit.country for visit in shown if visit.city or visit.country), ""),
        cards=cards,
        checks=tuple(check for check in entries.checks(role) if check.places),
        recent=tuple(entries.recent()),
        returned=tuple(entries.returned()),
        visits=len(visits),
        role=role,
        following=following(cards, now, writes=writes),
        missing=missing(covered(reader, day), entries.names) if role == "coordinator" else (),
        waiting=tuple(entries.waiting()) if role == "reviewer" else (),
        states=entries.counted() if role == "reviewer" else {},
    )


def following(cards: Sequence[VisitCard], now: str, *, writes: bool = True) -> str:
    """The visit to go on with: the one that runs or comes next, else the first without a takeaway.

    now: HH:MM, or nothing. writes: takeaways are expected of who looks.
    """
    ahead = (card for card in cards if now and card.start and not card.over(now))
    open_ = (card for card in cards if writes and not card.written and not card.absent)
    return next((card.object_id for card in (*ahead, *open_)), "")


def shown_day(reader: Reader, memory: Memory, laptop: date, now: str = "") -> date | None:
    """The day that home shows: the one that was chosen there today, else today, where it is a day of the tour, or the
    nearest day with visits.

    now: HH:MM on the laptop, where its date is today. Until NIGHT a day of the tour is not over: whoever still writes
    at half past twelve writes of the day that they had.
    """
    chosen = memory.choice(DAY_CHOICE).split(" ")
    if len(chosen) == 2 and chosen[0] == laptop.isoformat() and (day := day_of(chosen[1])):
        return day
    yesterday = laptop - timedelta(days=1)
    if now and now < NIGHT and any(row[1] == yesterday.isoformat() for row in reader.columns(Visit, "date")):
        return yesterday
    if laptop in tour_days(reader):  # on the way, say: what is written tonight is of today
        return laptop
    return _nearest({day for row in reader.columns(Visit, "date") if (day := day_of(row[1]))}, laptop)


def choose_day(memory: Memory, laptop: date, day: date) -> None:
    """Let home show another day from now on; tomorrow it shows that day's again."""
    memory.keep_choice(DAY_CHOICE, f"{laptop.isoformat()} {day.isoformat()}")


def tour_days(reader: Reader) -> list[date]:
    """The days of the tour, and those of visits outside of it."""
    tour = reader.tour()
    days = {day for row in reader.columns(Visit, "date") if (day := day_of(row[1]))}
    start, end = (day_of(tour.start), day_of(tour.end)) if tour else (None, None)
    if start and end and 0 <= (end - start).days < LONGEST_TOUR:
        days |= {start + timedelta(days=number) for number in range((end - start).days + 1)}
    return sorted(days)


def _nearest(days: Iterable[date], laptop: date) -> date | None:
    return min(days, key=lambda known: (abs((known - laptop).days), known), default=None)


class _Entries:
    """The entries by visit, for one page; of their texts only what the page says is read."""

    def __init__(
        self, reader: Reader, visits: list[Visit], sentences: Sentences, person: str | None, day: date | None,
        *, mine: bool,
    ) -> None:  # fmt: skip
        """person: who looks. mine: only what is theirs counts as written by them, or came back to them."""
        self._reader = reader
        self._sentences = sentences
        self._person, self._day, self._mine = person, day, mine
        self._visits = visits
        self.names = {visit.id: visit_name(visit, sentences) for visit in visits}
        self._states = entry_states(reader)

    def card(self, visit: Visit) -> VisitCard:
        columns = self._reader.columns
        notes, takeaways = columns(Note, visit=visit.id), columns(Takeaway, "author", empty=("text",), visit=visit.id)
        questions = columns(Question, "prepared", "asked", empty=("answer",), visit=visit.id)
        figures = columns(Figure, empty=("credit",), visit=visit.id)
        own = [row[0] for row in (*notes, *questions, *takeaways)]
        return VisitCard(
            object_id=visit.id,
            name=self.names[visit.id],
            visit_type=visit.visit_type,
            second=" · ".join(part for part in (visit.original_name, visit.city or visit.country) if part),
            start=visit.start_time or "",
            end=visit.end_time or "",
            state=overall([self._states.get(entry, "empty") for entry in own]) if own else "empty",
            notes=len(notes),
            questions=len(questions),
            unanswered=sum(empty and (asked or not prepared) for _, prepared, asked, empty in questions),
            figures=len(figures),
            uncredited=sum(uncredited for _, uncredited in figures),
            takeaways=sum(not empty for _, _, empty in takeaways),
            prepared=sum(empty and prepared and not asked for _, prepared, asked, empty in questions),
            absent=self._mine and bool(self._reader.count(Attendance, visit=visit.id, person=self._person)),
            written=any((not self._mine or author == self._person) and not empty for _, author, empty in takeaways),
        )

    def due(self) -> list[Visit]:
        """The visits up to the day that is shown."""
        last = self._day.isoformat() if self._day else ""
        return [visit for visit in self._visits if not visit.date or visit.date <= last]

    def checks(self, role: str) -> Iterable[Check]:
        """What is missing in what has been; a participant answers for what they keep the record of, or nobody does."""
        due = self.due()
        if role == "participant":
            due = [visit for visit in due if not visit.recorders or self._person in visit.recorders]
        uncredited = self._reader.columns(Figure, "visit", "caption", credit="")
        yield Check("credit", "image", self._places(uncredited, UNNAMED["figure"]))
        asked = self._reader.columns(Question, "visit", "question", "prepared", "asked", "asker", answer="")
        kept = {visit.id for visit in due}
        unanswered = [
            (entry, visit, words)
            for entry, visit, words, prepared, done, asker in asked
            if (done or not prepared) and (visit in kept or visit is None or asker == self._person)
        ]
        yield Check("answer", "comment", self._places(unanswered, UNNAMED["question"]))
        met = {visit for _, visit in self._reader.columns(Contact, "visit")}
        yield Check("contact", "people", self._visit_places(visit for visit in due if visit.id not in met))
        yield Check("address", "pin", self._visit_places(visit for visit in due if not visit.address.strip()))
        if role == "participant":
            open_ = own_missing(self._reader, self.due(), self._person or "")
            yield Check("takeaway", "pencil", self._visit_places(open_))

    def counted(self) -> Mapping[str, int]:
        """How many takeaways are in each state."""
        return Counter(self._states.get(row[0], "empty") for row in self._reader.columns(Takeaway))

    def waiting(self) -> list[Waiting]:
        """What was handed in and not judged yet, the oldest first."""
        wanted = {entry for entry, state in self._states.items() if state in WAITING}
        instants = dict(self._reader.recent((Decision.KIND,), DECISIONS))
        handed: dict[str, tuple[str, str | None]] = {}
        for decision in self._reader.all(Decision, verdict="submitted"):
            if decision.object in wanted:
                newest = (instants.get(decision.id, ""), decision.author)
                handed[decision.object] = max(handed.get(decision.object, ("", None)), newest, key=lambda one: one[0])
        found = [
            Waiting(place, self._person_name(by), at)
            for entry, (at, by) in handed.items()
            if (place := self._place(entry))
        ]
        return sorted(found, key=lambda one: (one.instant, one.place.object_id))

    def _visit_places(self, visits: Iterable[Visit]) -> tuple[Place, ...]:
        return tuple(Place(visit.id, self.names[visit.id]) for visit in visits)

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
        if self._mine:
            wanted &= concerned(self._reader, self._person or "", wanted)
        found = [
            Returned(place, one.reason, self._person_name(one.author), instants.get(one.id, ""))
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
        if not isinstance(entry, Note | Question | Takeaway | Chapter | Implication) or entry.deleted:
            return None
        name = record_name(self._reader, self._sentences, entry)
        within = "" if isinstance(entry, Chapter | Implication) else self.names.get(entry.visit or "", "")
        return Place(entry.id, name, within, self._states.get(entry.id, "empty"))

    def _person_name(self, person_id: str | None) -> str:
        person = self._reader.get(person_id) if person_id else None
        return person.name if isinstance(person, Person) and not person.deleted else ""

    def _places(self, rows: Iterable[tuple[str, str | None, str]], unnamed: str) -> tuple[Place, ...]:
        return tuple(
            Place(record, name or self._sentences(unnamed), self.names.get(visit or "", ""))
            for record, visit, name in rows
        )
