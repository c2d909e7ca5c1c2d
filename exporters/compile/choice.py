"""What a report takes in: its definition, one value for window, command line and compiler; and what it leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from types import MappingProxyType
from typing import Final, TypeVar

from db.records import (
    ENTRY_KINDS,
    KINDS,
    USUAL_SECTIONS,
    Chapter,
    Implication,
    Note,
    Person,
    Question,
    Record,
    Report,
    Takeaway,
    Team,
    Visit,
)
from db.status import APPROVED, EMPTY
from exporters.base import Finding
from exporters.reading import Records
from resources import Key

R = TypeVar("R", bound=Record)
_LATE: Final = "\uffff"
_NAMED: Final = 5
"""Visits that a finding names before it only counts them."""

_SECTIONS_OF: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "daily": ("information", "questions", "takeaways", "figures"),
        "photos": tuple(name for name in USUAL_SECTIONS if name != "lists"),  # its figures come from everywhere
        "questions": ("questions", "appendix"),
    }
)
"""What a sort of report takes in where its definition names no sections; a full report takes in the usual ones."""

_ENTRY_SECTIONS: Final = ("overview", "notes", "questions", "takeaways", "chapters", "implications")
"""The sections that entries stand in."""

_CHAPTER_SECTIONS: Final = MappingProxyType({"overview": "overview", "implications": "implications"})


@dataclass(frozen=True, slots=True)
class Definition:
    """A report's definition, saved or not. The fields are those of db.records.Report; empty means everything."""

    title: str = ""
    sort: str = "full"
    language: str = "ko"
    edition: str = "internal"
    style: str = ""
    include: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    arrangement: str = "listed"
    takeaways: str = "visit"
    day: str | None = None
    date: str | None = None
    logo: str | None = None

    @classmethod
    def of(cls, report: Report | Definition | None) -> Definition:
        """The definition that a record holds; None: everything, by date then order, internal, house style, Korean."""
        if report is None or isinstance(report, Definition):
            return report or cls()
        return cls(**{field.name: getattr(report, field.name) for field in fields(cls)})

    @classmethod
    def of_day(cls, saved: Report | Definition | None, people: tuple[str, ...], day: str | None) -> Definition:
        """The daily report of people (all, if empty) and a day (all, if None), in the language and style of saved."""
        given = cls.of(saved)
        return replace(given, title="", sort="daily", include=(), people=people, states=(), day=day)

    def but(
        self,
        *,
        edition: str | None = None,
        style: str | None = None,
        takeaways: str | None = None,
        only_approved: bool = False,
    ) -> Definition:
        """This definition with what was asked for beside it, which stands before what the definition says.

        Raises ValueError for an edition or a language that there is none of.
        """
        changed = replace(
            self,
            edition=edition or self.edition,
            style=style if style is not None else self.style or "house",
            takeaways=takeaways or self.takeaways,
            states=(APPROVED,) if only_approved else self.states,
        )
        if changed.edition not in ("internal", "public") or changed.language not in ("ko", "en"):
            raise ValueError(f"no such edition or language: {changed.edition}, {changed.language}")
        return changed

    def shows(self, section: str) -> bool:
        """Whether the report has this section, one of SECTIONS."""
        return section in (self.sections or _SECTIONS_OF.get(self.sort, USUAL_SECTIONS))


class Choice:
    """The definition, held against a notebook. left_out: ids of entries that the report does not print."""

    def __init__(self, reader: Records, definition: Definition) -> None:
        self._definition = definition
        self._place = {object_id: place for place, object_id in enumerate(definition.include)}
        self._others: list[str] = []
        self._unready: list[str] = []
        self._writers = _Writers.of(reader, definition.people)
        narrowed = definition.people or definition.states or not all(map(definition.shows, _ENTRY_SECTIONS))
        self.left_out = frozenset(self._left_out(reader) if narrowed else ())

    def _left_out(self, reader: Records) -> Iterator[str]:
        for name in ENTRY_KINDS:
            kind = KINDS[name]
            states = reader.statuses(kind) if self._definition.states else {}
            for record in reader.all(kind):
                if not self._definition.shows(_section(record)):
                    yield record.id
                elif states and states.get(record.id, EMPTY) not in (EMPTY, *self._definition.states):
                    self._unready.append(record.id)
                    yield record.id
                elif self._writers is not None and not self._writers.wrote(record):
                    self._others.append(record.id)
                    yield record.id

    def kept(self, records: Iterable[R]) -> list[R]:
        """records without those that are left out."""
        return [record for record in records if record.id not in self.left_out]

    def top(self, records: Iterable[R]) -> tuple[R, ...]:
        """Visits, chapters, implications or takeaways of the day that are included, in the report's order."""
        named = [record for record in records if not self._place or record.id in self._place]
        chosen = [record for record in named if self._of_day(record)]
        if self._place and self._definition.arrangement == "listed":
            return tuple(sorted(chosen, key=lambda record: self._place[record.id]))
        return tuple(sorted(chosen, key=self._key))

    def _of_day(self, record: Record) -> bool:
        day = self._definition.day
        date = getattr(record, "date", None)
        return not day or date == day or (date is None and not isinstance(record, Visit | Takeaway))

    def _key(self, record: Record) -> tuple[str, ...]:
        match record:
            case Implication():
                return (record.order, record.id)
            case Visit() | Chapter() if self._definition.arrangement == "order":
                return (record.order, record.id)
            case Visit():
                return (record.date or _LATE, record.order, record.start_time or _LATE, record.id)
            case Chapter():
                return (record.date or _LATE, record.order, "", record.id)
            case Takeaway():
                return (record.date or _LATE, record.order, record.id)
        return (record.order, record.id)

    def findings(self, reader: Records, printed: Iterable[Visit]) -> Iterator[Finding]:
        """What was left out, and why. printed: the visits of the report."""
        if self._unready:
            code = "not_approved" if self._definition.states == (APPROVED,) else "other_state"
            yield _told(code, count=str(len(self._unready)))
        if self._others:
            yield _told("other_people", count=str(len(self._others)))
        chosen = self._place or self._definition.day
        shown = {visit.id for visit in printed}
        aside = [_title(visit) for visit in reader.all(Visit) if visit.id not in shown] if chosen else []
        if aside:
            names = ", ".join(aside[:_NAMED]) + ("…" if len(aside) > _NAMED else "")
            yield _told("visits_left_out", count=str(len(aside)), names=names)
        yield from self._unknown(reader)
        if self._definition.sections:
            for section in USUAL_SECTIONS:
                if not self._definition.shows(section):
                    yield _told("section_left_out", section=Key(f"fields.code.section.{section}"))

    def _unknown(self, reader: Records) -> Iterator[Finding]:
        """What the definition names and the notebook does not have: it was deleted, or stands in nobody's hands yet."""
        named = {*self._definition.include, *self._definition.people}
        kinds = (Visit, Chapter, Implication, Takeaway, Person, Team)
        missing = named - {record.id for kind in kinds for record in reader.all(kind)} if named else set()
        if missing:
            yield _told("not_here", count=str(len(missing)))


@dataclass(frozen=True, slots=True)
class _Writers:
    """Whose entries a report takes in. ids: persons and teams; names: as written, where no person is known."""

    ids: frozenset[str]
    names: frozenset[str]

    @classmethod
    def of(cls, reader: Records, people: tuple[str, ...]) -> _Writers | None:
        """The chosen people with the members of chosen teams, or None where nobody is chosen."""
        if not people:
            return None
        chosen = frozenset(people)
        persons = [person for person in reader.all(Person) if person.id in chosen or person.team in chosen]
        teams = [team for team in reader.all(Team) if team.id in chosen]
        names = {person.name for person in persons} | {team.name for team in teams}
        return cls(chosen | {person.id for person in persons}, frozenset(names - {""}))

    def wrote(self, record: Record) -> bool:
        """Whether record is theirs; what names nobody is nobody's, and proposals are the whole delegation's."""
        match record:
            case Implication():
                return True
            case Question():
                return record.asker in self.ids or record.asker_name in self.names
            case Takeaway():
                ids, names = (record.team, record.author), (record.team_name, record.author_name)
                return not self.ids.isdisjoint(ids) or not self.names.isdisjoint(names)
            case Note() | Chapter():
                return record.author in self.ids
        return True


def _section(record: Record) -> str:
    """The section of the report that an entry stands in."""
    match record:
        case Note():
            return "notes"
        case Question():
            return "questions"
        case Takeaway():
            return "takeaways"
        case Chapter():
            return _CHAPTER_SECTIONS.get(record.kind, "chapters")
    return "implications"


def _title(visit: Visit) -> str:
    """What a finding calls a visit."""
    return visit.title or visit.institution or visit.original_name or visit.id[:8]


def _told(name: str, **values: str) -> Finding:
    return Finding(f"report.finding.{name}", tuple(values.items()))
