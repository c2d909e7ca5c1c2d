"""Whose takeaways are there: people and visits as a grid, in each cell the state of what one took from the other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from db.records import Attendance, Person, Takeaway, Team, Visit
from db.status import APPROVED, CHANGED, EMPTY, RETURNED, REVISED, SUBMITTED, WRITING

if TYPE_CHECKING:
    from exporters.reading import Records
    from resources import Sentences

ABSENT: Final = "absent"
FUTURE: Final = "future"
HANDED_IN: Final = frozenset({SUBMITTED, RETURNED, REVISED, APPROVED, CHANGED})
"""States of what was given out of hand."""
COUNTED: Final = (APPROVED, SUBMITTED, CHANGED, REVISED, RETURNED, WRITING, EMPTY, ABSENT)
"""In which order states are counted; what is still ahead counts nowhere."""
_WORST_FIRST: Final = (RETURNED, CHANGED, REVISED, WRITING, SUBMITTED, APPROVED, EMPTY)
_LATE: Final = "\uffff"


@dataclass(frozen=True, slots=True)
class Cell:
    """state: of the takeaway, or `absent`, or `future` where nothing is written of a visit that is still ahead.

    entry: id of the takeaway. absence: id of the attendance record, where somebody was absent; reason: why.
    """

    state: str
    entry: str = ""
    absence: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A visit. day: its date. number: day of the tour, from 1, or 0. ahead: it has not been yet."""

    visit: Visit
    day: date | None
    number: int
    ahead: bool

    def name(self, say: Sentences) -> str:
        """How lists name the visit."""
        return self.visit.institution or self.visit.title or say("window.unnamed.visit")


@dataclass(frozen=True, slots=True)
class Group:
    """A team with its participants; id and name are empty for those without a team."""

    id: str
    name: str
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """Somebody, and the visits that nothing is written of. team: its name."""

    person: Person
    team: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """cells: by the ids of person and visit; every pair of the grid is in it. today: the day that counts as today."""

    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    cells: Mapping[tuple[str, str], Cell]
    today: date | None = None

    def people(self) -> Iterator[Person]:
        """Everybody, team after team."""
        return (person for group in self.groups for person in group.people)

    def counted(self, people: Iterable[str] | None = None, columns: Iterable[Column] | None = None) -> Counter[str]:
        """How many cells are in each state.

        people: ids of whose, else everybody's. columns: of which visits, else all.
        """
        chosen = [person.id for person in self.people()] if people is None else list(people)
        visits = [column.visit.id for column in (self.columns if columns is None else columns)]
        return Counter(self.cells[person, visit].state for person in chosen for visit in visits)

    def gaps(self, people: Iterable[str] | None = None) -> tuple[Gap, ...]:
        """Who has something missing, most first. people: ids of whom is asked about, else everybody."""
        asked = None if people is None else frozenset(people)
        found = []
        for group in self.groups:
            for person in group.people:
                if asked is None or person.id in asked:
                    missing = [c for c in self.columns if self.cells[person.id, c.visit.id].state == EMPTY]
                    found += [Gap(person, group.name, tuple(missing))] if missing else []
        return tuple(sorted(found, key=lambda gap: (-len(gap.columns), gap.team, gap.person.name, gap.person.id)))


def done(states: Mapping[str, int]) -> tuple[int, int]:
    """How many were given out of hand, and of how many: the absent and what is still ahead count in neither."""
    due = sum(count for state, count in states.items() if state not in (ABSENT, FUTURE))
    return sum(states.get(state, 0) for state in HANDED_IN), due


def coverage(reader: Records, today: date | None = None) -> Coverage:
    """The grid of participants and visits as it is now. today: visits after it are still ahead; None: all have been."""
    columns = tuple(_columns(reader, today))
    groups = tuple(_groups(reader))
    entries = _entries(reader)
    absences = {(each.person or "", each.visit or ""): each for each in reader.all(Attendance)}
    cells = {}
    for group in groups:
        for person in group.people:
            for column in columns:
                key = person.id, column.visit.id
                cells[key] = _cell(entries.get(key), absences.get(key), ahead=column.ahead)
    return Coverage(columns, groups, cells, today)


def reached(covered: Coverage, today: date) -> date:
    """The day up to which a tour has come: today, or later where somebody wrote of a later visit."""
    written = {visit for (_, visit), cell in covered.cells.items() if cell.state not in (EMPTY, ABSENT, FUTURE)}
    days = (column.day for column in covered.columns if column.day is not None and column.visit.id in written)
    return max([today, *days])


def _cell(entry: tuple[str, str] | None, absence: Attendance | None, *, ahead: bool) -> Cell:
    state, name = entry or (EMPTY, "")
    if absence is not None:  # what somebody wrote all the same is not hidden
        return Cell(ABSENT if state == EMPTY else state, name, absence.id, absence.reason)
    return Cell(FUTURE if state == EMPTY and ahead else state, name)


def _entries(reader: Records) -> dict[tuple[str, str], tuple[str, str]]:
    """By person and visit, state and id of the takeaway; of several the one in the worst state, empty ones last."""
    states = reader.statuses(Takeaway)
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for takeaway in reader.all(Takeaway):
        if takeaway.author and takeaway.visit:
            key, state = (takeaway.author, takeaway.visit), states.get(takeaway.id, EMPTY)
            before = found.get(key)
            if before is None or _WORST_FIRST.index(state) < _WORST_FIRST.index(before[0]):
                found[key] = state, takeaway.id
    return found


def _groups(reader: Records) -> Iterator[Group]:
    members: dict[str, list[Person]] = defaultdict(list)
    teams = reader.all(Team)
    known = {team.id for team in teams}
    for person in reader.all(Person):
        if person.role == "participant":
            members[person.team if person.team and person.team in known else ""].append(person)
    for team in teams:
        if members[team.id]:
            yield Group(team.id, team.name, tuple(members[team.id]))
    if members[""]:
        yield Group("", "", tuple(members[""]))


def _columns(reader: Records, today: date | None) -> Iterator[Column]:
    visits = sorted(reader.all(Visit), key=_by_time)
    tour = reader.tour()
    dated = (day for visit in visits if (day := _day(visit.date)))
    first = _day(tour.start) if tour else None
    first = first or min(dated, default=None)
    for visit in visits:
        day = _day(visit.date)
        number = max((day - first).days + 1, 0) if day and first else 0
        yield Column(visit, day, number, today is not None and day is not None and day > today)


def _by_time(visit: Visit) -> tuple[str, ...]:
    return (visit.date or _LATE, visit.start_time or _LATE, visit.order, visit.id)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
