"""The daily report of a person, or of several: what they asked and take from each visit of a day, and from the day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from db.records import Takeaway, Visit
from exporters.compile.choice import Definition
from exporters.compile.entries import Entries, as_bullet, heading
from exporters.compile.figures import Figures
from exporters.compile.front import cell
from exporters.compile.material import Material
from exporters.compile.words import Words
from exporters.document import nodes as n


class Daily:
    """Makes the one chapter of a daily report. named: see Entries."""

    def __init__(
        self, material: Material, words: Words, figures: Figures, definition: Definition, *, named: bool
    ) -> None:
        self._material = material
        self._words = words
        self._figures = figures
        self._definition = definition
        self._entries = Entries(material, words, figures, named=named)
        self._people = [person for person in material.people if person.id in definition.people]
        self._teams = [team for team in material.teams if team.id in definition.people]

    def chapter(self) -> n.Chapter:
        """The head with who and when, then each visit with something of theirs, then the day itself."""
        body = [block for visit in self._material.visits for block in self._visit(visit)]
        body += self._days()
        nothing = n.Paragraph((n.Text(self._words.say("report.nothing_written")),))
        blocks = (*self._head(), *(body or [nothing]))
        title = self._definition.title or " – ".join(filter(None, (self._words.say("report.sort.daily"), self._who())))
        return n.Chapter("daily", self._words.date(self._definition.day), title, blocks, "day")

    def _who(self) -> str:
        return ", ".join([*(team.name for team in self._teams), *(person.name for person in self._people)])

    def _head(self) -> Iterator[n.InfoTable]:
        if not self._definition.shows("information"):
            return
        say, tour = self._words.say, self._material.tour
        detail = self._words.detail(self._people[0]) if self._alone else ""
        team = self._material.team(self._people[0].team) if self._alone else None
        rows = (
            (say("report.row.tour"), tour.title if tour else ""),
            (say("report.row.date"), self._words.date(self._definition.day)),
            (say("report.row.writer"), self._who()),
            (say("report.row.position"), detail),
            (say("report.column.team"), team.name if team else ""),
        )
        kept = tuple((label, cell(value)) for label, value in rows if value)
        yield from [n.InfoTable(kept)] if kept else []

    @property
    def _alone(self) -> bool:
        """Whether it is one person's: who need not be named again with every takeaway."""
        return len(self._people) == 1 and not self._teams

    def _visit(self, visit: Visit) -> Iterator[n.Block]:
        material = self._material
        contacts = material.contacts.get(visit.id, [])
        notes = [note for note in material.notes.get(visit.id, []) if note.id not in material.left_out]
        content: list[n.Block] = []
        for note in notes:
            blocks = self._figures.blocks(note.text, note.heading or self._words.institution(visit))
            content += [heading(note.heading, 2), *blocks] if note.heading and blocks else blocks
        asked = (self._entries.question(each, contacts) for each in material.questions.get(visit.id, []))
        content += (replace(each, asker="") if self._alone else each for each in asked)
        content += self._takeaways(material.takeaways.get(visit.id, []))
        content += self._figures.rest(self._figures.of_visit(visit.id, material.left_out)) if content else ()
        if (absent := self._absent(visit)) is not None:
            content.insert(0, absent)
        if content:
            times = self._words.times(visit.start_time, visit.end_time)
            yield heading(" ".join(filter(None, (times, self._words.institution(visit)))))
            yield from content

    def _absent(self, visit: Visit) -> n.Note | None:
        """That the one person was not there; why, is nobody else's business."""
        reason = self._material.absences.get((self._people[0].id, visit.id)) if self._alone else None
        if reason is None:
            return None
        words = [self._words.say("report.absent"), reason if self._definition.edition == "internal" else ""]
        return n.Note("※", (n.Text(" · ".join(filter(None, words))),))

    def _takeaways(self, takeaways: list[Takeaway]) -> Iterator[n.Block]:
        for group in self._entries.takeaways(takeaways):
            yield replace(group, team="", takeaways=tuple(map(_unsigned, group.takeaways))) if self._alone else group

    def _days(self) -> Iterator[n.Block]:
        """What they take from the day; from each day under its date where the report is not one day's."""
        for day, group in groupby(self._material.takeaways.get("", []), key=lambda takeaway: takeaway.date):
            written = list(group)
            date = "" if self._definition.day else self._words.date(day)
            yield heading(" ".join(filter(None, (self._words.say("report.heading.day"), date))))
            yield from self._takeaways(written)
            for takeaway in written:
                yield from self._figures.rest(self._figures.of_entry(takeaway.id))


def _unsigned(takeaway: n.Takeaway) -> n.Takeaway:
    return replace(takeaway, author="", detail="", blocks=as_bullet(takeaway.blocks))
