"""The cover, and the chapter that shows the tour at a glance: purpose, delegation, itinerary."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from db.records import Person, Report, Tour, Visit
from exporters.compile.choice import Definition
from exporters.compile.entries import heading
from exporters.compile.figures import Figures
from exporters.compile.material import Material
from exporters.compile.words import Words
from exporters.document import nodes as n

Row = tuple[str, ...]


class Front:
    """The frame of one report."""

    def __init__(self, material: Material, words: Words) -> None:
        self._material = material
        self._words = words
        self._tour = material.tour or Tour(id="")

    def title(self, report: Report | Definition | None) -> str:
        return (report.title if report else "") or self._tour.title or self._words.say("report.untitled")

    def cover(self, report: Report | Definition | None) -> n.Cover:
        """The cover. Its date is the report's, else the month the tour ended in: the clock is not asked."""
        say = self._words.say
        title = self.title(report)
        named = say("report.kicker_word") in title.lower()
        kicker = "report.kicker_short" if named else "report.kicker"
        if report and report.sort != "full":
            kicker = f"report.sort.{report.sort}"
        day = self._words.date(report.date) if report and report.date else self._words.month(self._span()[1])
        rows = (*self._glance(), (say("report.row.institutions"), self._institutions()))
        return n.Cover(say(kicker), title, tuple(row for row in rows if row[1]), self._tour.organiser, day)

    def submission(self, report: Report | Definition | None) -> n.Submission | None:
        """The page that hands the report to whoever organised the tour; none where nobody is known."""
        if not (self._material.people or self._tour.organiser):
            return None
        say, organiser = self._words.say, self._tour.organiser
        institutions = len({self._words.institution(visit) for visit in self._material.visits})
        count = say("report.submission.institutions", count=institutions) if institutions else ""
        rows = (
            (say("report.row.tour"), self._tour.title),
            *self._glance()[:2],
            (say("report.row.institutions"), count),
        )
        return n.Submission(
            title=say("report.submission.title"),
            addressee=say("report.submission.addressee", organiser=organiser) if organiser else "",
            text=(say("report.submission.hands_over"), say("report.submission.holds")),
            rows=tuple(row for row in rows if row[1]),
            members=self._members(),
            date=self.cover(report).date,
            signed=say("report.submission.signed"),
        )

    def _members(self) -> tuple[tuple[str, str], ...]:
        """(team, its people) in the order of the teams, each person with position."""
        groups: dict[str, list[str]] = {team.id: [] for team in self._material.teams}
        for person in self._material.people:
            named = " ".join(filter(None, (person.name, person.position)))
            groups.setdefault(person.team or "", []).append(named)
        names = {team.id: team.name for team in self._material.teams}
        other = self._words.say("report.row.delegation")
        return tuple((names.get(team, other), " · ".join(people)) for team, people in groups.items() if people)

    def _glance(self) -> tuple[tuple[str, str], ...]:
        say = self._words.say
        return (
            (say("report.row.period"), self._words.period(*self._span())),
            (say("report.row.countries"), " · ".join(self._countries())),
            (say("report.row.delegation"), self._delegation_size()),
        )

    def _span(self) -> tuple[str | None, str | None]:
        dates = sorted(visit.date for visit in self._material.visits if visit.date)
        start = self._tour.start or (dates[0] if dates else None)
        return start, self._tour.end or (dates[-1] if dates else None)

    def _countries(self) -> Iterable[str]:
        visited = (visit.country for visit in self._material.visits if visit.country)
        return self._tour.countries or dict.fromkeys(visited)

    def _delegation_size(self) -> str:
        people, teams = len(self._material.people), len(self._material.teams)
        if not people:
            return ""
        key = "report.delegation" if teams > 1 else "report.delegation_people"
        return self._words.say(key, people=people, teams=teams)

    def _institutions(self) -> str:
        names = list(dict.fromkeys(self._words.institution(visit) for visit in self._material.visits))
        if len(names) <= 2:
            return ", ".join(names)
        return self._words.say("report.more_institutions", first=names[0], count=len(names))

    def blocks(self, figures: Figures) -> tuple[n.Block, ...]:
        """The blocks of the overview chapter; empty where the notebook holds nothing of it."""
        say = self._words.say
        glance = (*self._glance(), (say("report.row.organiser"), self._tour.organiser))
        rows = tuple((label, (n.Text(value),)) for label, value in glance if value)
        sections: tuple[tuple[str, tuple[n.Block, ...]], ...] = (
            ("purpose", figures.blocks(self._tour.purpose, self._tour.title)),
            ("summary", (n.InfoTable(rows),) if len(rows) > 1 else ()),  # one row says only what the cover says
            ("delegation", self._delegation()),
            ("itinerary", self._itinerary()),
        )
        return tuple(
            block
            for name, content in sections
            if content
            for block in (heading(say(f"report.heading.{name}")), *content)
        )

    def _delegation(self) -> tuple[n.Block, ...]:
        place = {team.id: number for number, team in enumerate(self._material.teams)}
        people = sorted(self._material.people, key=lambda person: place.get(person.team or "", len(place)))
        return self._table(("team", "name", "affiliation", "position", "role"), [self._person(p) for p in people])

    def _person(self, person: Person) -> Row:
        team = self._material.team(person.team)
        role = self._words.say(f"fields.code.role.{person.role}")
        return (team.name if team else "", person.name, person.affiliation, person.position, role)

    def _itinerary(self) -> tuple[n.Block, ...]:
        rows = [self._stop(visit) for visit in self._material.visits]
        return self._table(("date", "time", "place", "institution", "type"), rows)

    def _stop(self, visit: Visit) -> Row:
        return (
            self._words.date(visit.date, "date_short"),
            self._words.times(visit.start_time, visit.end_time),
            " ".join(filter(None, (visit.country, visit.city))),
            self._words.institution(visit),
            visit.visit_type,
        )

    def _table(self, columns: Row, rows: Sequence[Row]) -> tuple[n.Block, ...]:
        """A table without the columns that no row fills."""
        if not rows:
            return ()
        head = [self._words.say(f"report.column.{name}") for name in columns]
        kept = [number for number in range(len(columns)) if any(row[number] for row in rows)]
        cells = tuple(tuple(cell(row[number]) for number in kept) for row in (head, *rows))
        return (n.Table(cells),)


def cell(text: str) -> n.Inlines:
    return (n.Text(text),) if text else ()
