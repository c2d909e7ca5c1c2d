"""The people of a tour, as the status bar names them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

from db.frozen import dataclass
from db.records import Person, Record, Takeaway, Team

if TYPE_CHECKING:
    from db.queries import Reader


@dataclass(frozen=True, slots=True)
class Named:
    """A person's id, and the name with the team."""

    object_id: str
    name: str


def people(reader: Reader) -> tuple[Named, ...]:
    """Everybody, by team and name."""
    teams = {team.id: (number, team.name) for number, team in enumerate(reader.all(Team))}
    nowhere = (len(teams), "")
    listed = sorted(reader.all(Person), key=lambda person: (teams.get(person.team or "", nowhere)[0], person.name))
    return tuple(
        Named(person.id, " · ".join(part for part in (person.name, teams.get(person.team or "", nowhere)[1]) if part))
        for person in listed
    )


def found_by(listed: Sequence[Named], words: str) -> tuple[Named, ...]:
    """Those whose name or team has what is typed, names that begin with it first; all while nothing is."""
    key = _key(words)
    fit = [each for each in listed if key in _key(each.name)]
    return tuple(sorted(fit, key=lambda each: not _key(each.name).startswith(key)))


def _key(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split()).casefold()


def may_write(reader: Reader, record: Record, person: str | None) -> bool:
    """Whether person may change record: a takeaway is its author's.

    One that nobody signed is everybody's; a coordinator, and whoever has not said who they are, may change all.
    """
    writer = reader.get(person) if person else None
    if not isinstance(record, Takeaway) or not isinstance(writer, Person) or writer.role == "coordinator":
        return True
    return record.author in (None, writer.id)
