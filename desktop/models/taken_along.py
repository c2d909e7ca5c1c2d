"""What is taken along from a tour into a new one: institutions, contacts, people and teams; nothing written."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from db.edits import Edit, create
from db.order import keys
from db.records import Contact, Person, Record, Team, Visit
from desktop.dates import day_of

if TYPE_CHECKING:
    from datetime import date

    from db.queries import Reader

NOT_ALONG = frozenset(
    {"id", "order", "deleted", "tour", "title", "source", "flags", "recorders", "section", "visit", "team"}
)
"""Fields that belong to the tour that was: what was written, who kept the record, where a text came from."""


@dataclass(frozen=True, slots=True)
class Along:
    """What is taken along. visits, people: ids. contacts: who was met at those visits too."""

    visits: frozenset[str]
    people: frozenset[str]
    contacts: bool = True


def shift(reader: Reader, start: date | None) -> timedelta | None:
    """By how much the days of the visits move to a tour that begins at start; None where that is not known."""
    tour = reader.tour()
    days = [day for visit in reader.all(Visit) if (day := day_of(visit.date)) is not None]
    first = (day_of(tour.start) if tour else None) or min(days, default=None)
    return start - first if start is not None and first is not None else None


def edits_along(reader: Reader, along: Along, tour: str, by: timedelta | None) -> list[Edit]:
    """New objects of a new tour. by: see `shift`; without it visits have no day."""
    edits = _people(reader, along.people, tour)
    visits = [visit for visit in reader.all(Visit) if visit.id in along.visits]
    for visit, order in zip(visits, keys(len(visits)), strict=True):
        given = _given(visit)
        day = day_of(visit.date)
        given["date"] = (day + by).isoformat() if day is not None and by is not None else None
        edits.append(create(Visit, tour=tour, order=order, **{name: value for name, value in given.items() if value}))
        new = edits[-1].object
        contacts = reader.all(Contact, visit=visit.id) if along.contacts else []
        for contact, place in zip(contacts, keys(len(contacts)), strict=True):
            edits.append(create(Contact, visit=new, order=place, **_given(contact)))
    return edits


def _people(reader: Reader, chosen: Collection[str], tour: str) -> list[Edit]:
    people = [person for person in reader.all(Person) if person.id in chosen]
    wanted = {person.team for person in people}
    teams = [team for team in reader.all(Team) if team.id in wanted]
    made = {
        team.id: create(Team, tour=tour, order=order, name=team.name)
        for team, order in zip(teams, keys(len(teams)), strict=True)
    }
    edits = list(made.values())
    for person, order in zip(people, keys(len(people)), strict=True):
        team = made.get(person.team or "")
        edits.append(create(Person, tour=tour, order=order, team=team.object if team else None, **_given(person)))
    return edits


def _given(record: Record) -> dict[str, Any]:
    return {each.name: getattr(record, each.name) for each in fields(record) if each.name not in NOT_ALONG}
