"""Whose takeaways are missing: people and visits so far, without those who were absent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.records import Attendance, Takeaway, Visit

if TYPE_CHECKING:
    from db.queries import Reader
    from exporters.coverage import Coverage


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


def missing(coverage: Coverage, names: Mapping[str, str]) -> tuple[Missing, ...]:
    """The participants with something missing, most first. names: of visits, by id."""
    return tuple(
        Missing(
            gap.person.id,
            gap.person.name,
            gap.team,
            tuple((column.visit.id, names.get(column.visit.id, "")) for column in gap.columns),
        )
        for gap in coverage.gaps()
    )


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
