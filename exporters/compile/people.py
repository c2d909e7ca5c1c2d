"""The daily reports by person: what each participant takes from the visits and days, in one chapter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from db.records import Takeaway, Visit
from exporters.compile.entries import Entries, as_bullet, heading
from exporters.compile.figures import Figures
from exporters.compile.material import Material
from exporters.compile.words import Words
from exporters.document import nodes as n


class People:
    """Makes the chapter of one report. named: see Entries."""

    def __init__(self, material: Material, words: Words, figures: Figures, *, named: bool) -> None:
        self._material = material
        self._words = words
        self._figures = figures
        self._entries = Entries(material, words, figures, named=named)

    def blocks(self) -> tuple[n.Block, ...]:
        """A □ a person, in the order of teams and roster, and below it a ◇ a visit or day; unsigned takeaways last."""
        return tuple(block for person in self._people() for block in self._person(person))

    def _people(self) -> list[str]:
        """Ids of persons, and names as written where no person is known; empty for unsigned takeaways."""
        teams = {team.id: place for place, team in enumerate(self._material.teams)}
        roster = sorted(self._material.people, key=lambda person: teams.get(person.team or "", len(teams)))
        written = dict.fromkeys(map(self._key, self._takeaways()))
        known = [person.id for person in roster if person.id in written]
        others = [key for key in written if key and key not in known]
        return [*known, *others, *([""] if "" in written else [])]

    def _key(self, takeaway: Takeaway) -> str:
        person = self._material.person(takeaway.author)
        return person.id if person else takeaway.author_name

    def _takeaways(self) -> Iterator[Takeaway]:
        for visit in self._material.visits:
            yield from self._material.takeaways.get(visit.id, [])
        yield from self._material.takeaways.get("", [])

    def _person(self, key: str) -> Iterator[n.Block]:
        visits = {visit.id: visit for visit in self._material.visits}
        own = [takeaway for takeaway in self._takeaways() if self._key(takeaway) == key]
        dates = {each.id: (visits[each.visit].date if each.visit else each.date) or "" for each in own}
        for at, takeaway in enumerate(sorted(own, key=lambda each: (dates[each.id] or "~", not each.visit))):
            ((node,),) = (group.takeaways for group in self._entries.takeaways([takeaway]))
            if not at:
                name = node.author or self._words.say("report.heading.unsigned")
                yield heading(" · ".join(filter(None, (name, node.detail))))
            place = visits.get(takeaway.visit or "")
            yield heading(self._place(place, dates[takeaway.id]), 2)
            unsigned = replace(node, author="", detail="", blocks=as_bullet(node.blocks))
            yield n.TakeawayGroup("", (unsigned,))
            yield from self._figures.rest(self._figures.of_entry(takeaway.id))

    def _place(self, visit: Visit | None, date: str) -> str:
        name = self._words.institution(visit) if visit else self._words.say("report.title.day")
        return " ".join(filter(None, (self._words.date(date, "date_short"), name)))
