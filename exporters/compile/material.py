"""Everything a report is made of, read once, grouped, and narrowed to what the report includes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from db.records import (
    ENTRY_KINDS,
    KINDS,
    Chapter,
    Contact,
    Evidence,
    Figure,
    Implication,
    Note,
    Person,
    Question,
    Record,
    Report,
    Takeaway,
    Team,
    Tour,
    Visit,
)
from exporters.reading import Records

R = TypeVar("R", bound=Record)
_LATE: Final = "\uffff"


@dataclass(frozen=True, slots=True)
class Material:
    """The records of one report, in the order they are printed.

    left_out: ids of entries that are not approved, where only approved ones are wanted. astray: visits and chapters of
    the bin that the report would include, of which something lives that no report holds; and how much.
    """

    tour: Tour | None
    teams: tuple[Team, ...]
    people: tuple[Person, ...]
    visits: tuple[Visit, ...]
    contacts: Mapping[str, list[Contact]]
    notes: Mapping[str, list[Note]]
    questions: Mapping[str, list[Question]]
    takeaways: Mapping[str, list[Takeaway]]
    figures: tuple[Figure, ...]
    chapters: tuple[Chapter, ...]
    implications: tuple[Implication, ...]
    evidence: Mapping[str, list[Evidence]]
    left_out: frozenset[str]
    astray: tuple[tuple[Visit | Chapter, int], ...]

    def entry(self, object_id: str | None) -> Record | None:
        """A visit, note, question, takeaway or figure of the report by its id."""
        groups = (self.visits, self.figures, *self.notes.values(), *self.questions.values(), *self.takeaways.values())
        return next((record for group in groups for record in group if record.id == object_id), None)

    def person(self, person_id: str | None) -> Person | None:
        return next((person for person in self.people if person.id == person_id), None)

    def team(self, team_id: str | None) -> Team | None:
        return next((team for team in self.teams if team.id == team_id), None)


def gather(reader: Records, report: Report | None, *, only_approved: bool) -> Material:
    """Reads what report includes.

    An empty `include` is everything. Otherwise visits, chapters, implications and takeaways of the day stand in
    the report when they are named, in the order they are named; what belongs to a visit follows its visit.
    """
    chosen = _Choice(reader, report, only_approved)
    return Material(
        tour=reader.tour(),
        teams=tuple(reader.all(Team)),
        people=tuple(reader.all(Person)),
        visits=chosen.top(reader.all(Visit), _by_date),
        contacts=_grouped(reader.all(Contact), lambda r: r.visit),
        notes=_grouped(reader.all(Note), lambda r: r.visit),
        questions=_grouped(chosen.approved(reader.all(Question)), lambda r: r.visit),
        takeaways=_takeaways(reader, chosen),
        figures=tuple(reader.all(Figure)),
        chapters=chosen.top(chosen.approved(reader.all(Chapter)), _by_date),
        implications=chosen.top(chosen.approved(reader.all(Implication)), lambda r: (r.order, r.id)),
        evidence=_grouped(reader.all(Evidence), lambda r: r.implication),
        left_out=chosen.left_out,
        astray=_astray(reader, chosen),
    )


def _astray(reader: Records, chosen: _Choice) -> tuple[tuple[Visit | Chapter, int], ...]:
    gone: list[Visit | Chapter] = [
        *chosen.top(reader.all(Visit, deleted=True), _by_date), *chosen.top(reader.all(Chapter, deleted=True), _by_date)
    ]  # fmt: skip
    if not gone:
        return ()
    count: Counter[str | None] = Counter(figure.entry for figure in reader.all(Figure) if not figure.visit)
    for kind in (Contact, Note, Question, Takeaway, Figure):
        count.update(getattr(record, "visit", None) for record in reader.all(kind))
    return tuple((each, count[each.id]) for each in gone if count[each.id])


def _takeaways(reader: Records, chosen: _Choice) -> Mapping[str, list[Takeaway]]:
    """By visit; the day's stand under the empty id."""
    groups = _grouped(chosen.approved(reader.all(Takeaway)), lambda r: r.visit or "")
    days = chosen.top(groups.get("", []), lambda r: (r.date or _LATE, r.order, r.id))
    return {**groups, "": list(days)}


def _by_date(record: Visit | Chapter) -> tuple[str, ...]:
    time = (record.start_time or _LATE) if isinstance(record, Visit) else ""
    return (record.date or _LATE, record.order, time, record.id)


def _grouped(records: Iterable[R], key: Callable[[R], str | None]) -> dict[str, list[R]]:
    groups: dict[str, list[R]] = defaultdict(list)
    for record in records:
        owner = key(record)
        if owner is not None:
            groups[owner].append(record)
    return dict(groups)


class _Choice:
    """What the definition of the report takes in."""

    def __init__(self, reader: Records, report: Report | None, only_approved: bool) -> None:
        include = report.include if report is not None else ()
        self._place = {object_id: place for place, object_id in enumerate(include)}
        self.left_out = _unapproved(reader) if only_approved else frozenset()

    def approved(self, records: Iterable[R]) -> list[R]:
        return [record for record in records if record.id not in self.left_out]

    def top(self, records: Iterable[R], key: Callable[[R], tuple[str, ...]]) -> tuple[R, ...]:
        """records that are included, as named in the definition or else by key."""
        if not self._place:
            return tuple(sorted(records, key=key))
        named = (record for record in records if record.id in self._place)
        return tuple(sorted(named, key=lambda record: self._place[record.id]))


def _unapproved(reader: Records) -> frozenset[str]:
    return frozenset(
        object_id
        for kind in ENTRY_KINDS
        for object_id, status in reader.statuses(KINDS[kind]).items()
        if status not in ("approved", "empty")
    )
