"""Whose takeaways are missing: people and visits so far, without those who were absent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.records import Attendance, Person, Takeaway, Team, Visit

if TYPE_CHECKING:
    from db.queries import Reader


@dataclass(frozen=True, slots=True)
class Missing:
    """One person, and the visits from which there is no takeaway of theirs. team: its name."""

    person: str
    name: str
    team: str
    visits: tuple[tuple[str, str], ...]

    @property
    def names(self) -> str:
        """The names of the visits in one line."""
        return ", ".join(name for _, name in self.visits)


def missing(reader: Reader, visits: Sequence[Visit], names: Mapping[str, str]) -> tuple[Missing, ...]:
    """The participants with something missing, most first. visits: those that have been. names: of visits, by id."""
    there = _there(reader)
    teams = {team.id: team.name for team in reader.all(Team)}
    found = []
    for person in reader.all(Person, role="participant"):
        gaps = [visit for visit in visits if (person.id, visit.id) not in there]
        if gaps:
            listed = tuple((visit.id, names.get(visit.id, "")) for visit in gaps)
            found.append(Missing(person.id, person.name, teams.get(person.team or "", ""), listed))
    return tuple(sorted(found, key=lambda each: (-len(each.visits), each.team, each.name, each.person)))


def own_missing(reader: Reader, visits: Sequence[Visit], person: str) -> list[Visit]:
    """The visits from which there is no takeaway of person."""
    there = _there(reader)
    return [visit for visit in visits if (person, visit.id) not in there]


def _there(reader: Reader) -> set[tuple[str | None, str | None]]:
    """Person and visit of every takeaway with words in it, and of everybody who was absent."""
    written = reader.columns(Takeaway, "author", "visit", empty=("text",))
    absent = reader.columns(Attendance, "person", "visit")
    return {(author, visit) for _, author, visit, empty in written if not empty} | {
        (person, visit) for _, person, visit in absent
    }
