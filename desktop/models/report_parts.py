"""What a report can take in, in its order: chapters, visits, daily reports and proposals, each taken or left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

from db.records import Chapter, Implication, Record, Takeaway, Visit
from desktop.models.outline import chapter_name, visit_name
from desktop.models.report_choice import listed
from exporters.compile.choice import Choice, Definition

if TYPE_CHECKING:
    from exporters.reading import Records
    from resources import Sentences

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Part:
    """What is in the report or not. ids: of the records that it is of; taken: those of them that are in the report.

    key: names it. group: it may be moved among the parts of its group, which stand together in every report. entry: of
    the visit or chapter, or nothing. shown: false where the sort of report, its sections or its day keep it out.
    """

    key: str
    group: str
    name: str
    ids: tuple[str, ...]
    taken: tuple[str, ...]
    entry: str = ""
    shown: bool = True

    def ticked(self, on: bool) -> Part:
        """The same part, wholly in the report or not at all."""
        return replace(self, taken=self.ids if on else ())


def parts(reader: Records, definition: Definition, sentences: Sentences) -> tuple[Part, ...]:
    """All parts in the order in which definition prints them; one left out stands behind what it would follow."""
    return _Parts(reader, definition, sentences).all()


def moved(given: Sequence[Part], key: str, to: int) -> tuple[Part, ...]:
    """given with the part of this key before what stands at place `to`, or as near to it as its group reaches."""
    part = next(each for each in given if each.key == key)
    own = [number for number, each in enumerate(given) if each.group == part.group]
    place = min(max(to, own[0]), own[-1] + 1)
    before, behind = given[:place], given[place:]
    return (*(each for each in before if each != part), part, *(each for each in behind if each != part))


def include(reader: Records, given: Sequence[Part], definition: Definition, sentences: Sentences) -> tuple[str, ...]:
    """What the definition includes, where its parts are those given: empty where that is everything, as it stands."""
    usual = parts(reader, replace(definition, include=()), sentences)
    everything = all(part.taken == part.ids for part in given)
    by_hand = definition.arrangement == "listed" and [part.key for part in given] != [part.key for part in usual]
    if everything and not by_hand:
        return ()
    return listed([each for part in given for each in part.taken])


class _Parts:
    """Reads the parts of one definition."""

    def __init__(self, reader: Records, definition: Definition, sentences: Sentences) -> None:
        self._reader, self._definition, self._sentences = reader, definition, sentences
        self._place = {object_id: number for number, object_id in enumerate(definition.include)}
        plain = replace(definition, sort="full", include=(), sections=(), people=(), states=(), day=None)
        self._sorting = Choice(reader, plain)
        self._of_day = Choice(reader, replace(plain, day=definition.day))

    def all(self) -> tuple[Part, ...]:
        chapters = self._sorting.top(self._reader.all(Chapter))
        shows = self._definition.shows
        found = [
            *self._chapters(chapters, ("overview",), "overview"),
            *self._visits(),
            *self._group("days", self._reader.all(Takeaway, visit=None), shows("takeaways")),
            *self._chapters(chapters, ("text", "brief"), "chapters"),
            *self._chapters(chapters, ("implications",), "implications"),
            *self._group("proposals", self._reader.all(Implication), shows("implications")),
        ]
        if self._definition.arrangement != "listed" or not self._place:
            return tuple(found)
        return tuple(part for _, group in groupby(found, lambda part: part.group) for part in self._by_hand([*group]))

    def _by_hand(self, group: list[Part]) -> list[Part]:
        """In the order of the definition; what it leaves out behind what it usually follows."""
        answer = sorted((part for part in group if part.taken), key=lambda part: self._place[part.taken[0]])
        for number, part in enumerate(group):
            if not part.taken:
                before = group[number - 1] if number else None
                answer.insert(answer.index(before) + 1 if before is not None else 0, part)
        return answer

    def _taken(self, ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(each for each in ids if not self._place or each in self._place)

    def _visits(self) -> Iterable[Part]:
        today = {visit.id for visit in self._of_day.top(self._reader.all(Visit))}
        for visit in self._sorting.top(self._reader.all(Visit)):
            yield self._part(visit, "visits", visit_name(visit, self._sentences), visit.id in today)

    def _chapters(self, chapters: Sequence[Chapter], kinds: Sequence[str], section: str) -> Iterable[Part]:
        shown = self._definition.shows(section) and self._definition.sort != "daily"
        for chapter in chapters:
            if chapter.kind in kinds:
                yield self._part(chapter, section, chapter_name(chapter, self._sentences), shown)

    def _part(self, record: Record, group: str, name: str, shown: bool) -> Part:
        return Part(record.id, group, name, (record.id,), self._taken((record.id,)), record.id, shown)

    def _group(self, name: str, records: Iterable[Record], shown: bool) -> Iterable[Part]:
        ids = tuple(record.id for record in records)
        if ids:
            words = self._sentences(f"pages.part.{name}", count=len(ids))
            yield Part(name, name, words, ids, self._taken(ids), shown=shown)


def nothing_taken(given: Iterable[Part]) -> bool:
    """Whether no part that is shown is in the report."""
    return not any(part.taken for part in given if part.shown)
