"""Everything a report is made of, read once, grouped, and narrowed to what the report includes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from db.records import (
    Attendance,
    Chapter,
    Contact,
    Evidence,
    Figure,
    Implication,
    Note,
    Person,
    Question,
    Record,
    Takeaway,
    Team,
    Tour,
    Visit,
)
from db.wording import has_words
from exporters.compile.choice import Choice
from exporters.reading import Records

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Material:
    """The records of one report, in the order they are printed.

    absences: why somebody was absent, by person and visit. left_out: ids of entries that the definition leaves out.
    astray: visits and chapters of the bin that the report would include, of which something lives that no report holds;
    and how much.
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
    absences: Mapping[tuple[str, str], str]
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


def gather(reader: Records, chosen: Choice) -> Material:
    """Reads what the report includes.

    An empty `include` is everything. Otherwise visits, chapters, implications and takeaways of the day stand in
    the report when they are named, in the order they are named; what belongs to a visit follows its visit.
    """
    return Material(
        tour=reader.tour(),
        teams=tuple(reader.all(Team)),
        people=tuple(reader.all(Person)),
        visits=chosen.top(reader.all(Visit)),
        contacts=_grouped(reader.all(Contact), lambda r: r.visit),
        notes=_grouped(reader.all(Note), lambda r: r.visit),
        questions=_grouped(chosen.kept(reader.all(Question)), lambda r: r.visit),
        takeaways=_takeaways(reader, chosen),
        figures=tuple(reader.all(Figure)),
        chapters=chosen.top(chosen.kept(reader.all(Chapter))),
        implications=chosen.top(chosen.kept(reader.all(Implication))),
        evidence=_grouped(reader.all(Evidence), lambda r: r.implication),
        absences={(each.person or "", each.visit or ""): each.reason for each in reader.all(Attendance)},
        left_out=chosen.left_out,
        astray=_astray(reader, chosen),
    )


def _astray(reader: Records, chosen: Choice) -> tuple[tuple[Visit | Chapter, int], ...]:
    gone: list[Visit | Chapter] = [
        *chosen.top(reader.all(Visit, deleted=True)), *chosen.top(reader.all(Chapter, deleted=True))
    ]  # fmt: skip
    if not gone:
        return ()
    count: Counter[str | None] = Counter(figure.entry for figure in reader.all(Figure) if not figure.visit)
    for kind in (Contact, Note, Question, Takeaway, Figure):
        count.update(getattr(record, "visit", None) for record in reader.all(kind))
    return tuple((each, count[each.id]) for each in gone if count[each.id])


def _takeaways(reader: Records, chosen: Choice) -> Mapping[str, list[Takeaway]]:
    """By visit; the day's stand under the empty id. What was begun and left empty is none, just a name."""
    pictured = {figure.entry for figure in reader.all(Figure)}
    said = [each for each in reader.all(Takeaway) if has_words(each.text) or each.id in pictured]
    groups = _grouped(chosen.kept(said), lambda r: r.visit or "")
    days = chosen.top(groups.get("", []))
    return {**groups, "": list(days)}


def _grouped(records: Iterable[R], key: Callable[[R], str | None]) -> dict[str, list[R]]:
    groups: dict[str, list[R]] = defaultdict(list)
    for record in records:
        owner = key(record)
        if owner is not None:
            groups[owner].append(record)
    return dict(groups)
