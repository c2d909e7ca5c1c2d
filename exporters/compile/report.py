"""Puts a report together: cover, overview, chapters, visits, days, proposals, appendix."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal, cast

from db.records import Chapter as ChapterRecord
from db.records import Report, Visit
from exporters.base import Finding
from exporters.compile.choice import Choice, Definition
from exporters.compile.closing import Closing, excerpt
from exporters.compile.coverage import coverage_blocks
from exporters.compile.daily import Daily
from exporters.compile.figures import Figures
from exporters.compile.front import Front
from exporters.compile.institutions import institution_index
from exporters.compile.material import Material, gather
from exporters.compile.people import People
from exporters.compile.photos import photo_sheet
from exporters.compile.sound import is_sound
from exporters.compile.visits import VisitChapters
from exporters.compile.words import Words
from exporters.coverage import Coverage, coverage, reached
from exporters.document import nodes as n
from exporters.document.markup import Read, parse, plain
from exporters.editions import MaskedBlocks, Roster, public
from exporters.reading import Records
from resources import sentences

Edition = Literal["internal", "public"]


@dataclass(frozen=True, slots=True)
class Compiled:
    """A report ready for a writer. findings: what was left out or is missing. style: name of its report style."""

    document: n.Document
    findings: tuple[Finding, ...]
    style: str = "house"


def compile_report(
    reader: Records,
    report: Report | Definition | None = None,
    *,
    edition: str | None = None,
    style: str | None = None,
    takeaways: str | None = None,
    only_approved: bool = False,
    read: Read = parse,
    masked: MaskedBlocks | None = None,
    today: date | None = None,
) -> Compiled:
    """The document of report, in the report's language.

    report: a definition, saved or not; None: everything, by date then order, internal, house style, Korean. edition
    (`internal`, `public`), style and takeaways (`visit`, `person`) stand before what it says. only_approved leaves out
    entries that are not approved. read: as parse. masked: what earlier public editions left. today: takeaways of
    visits after it are not missing yet, unless somebody wrote of later ones; None: the tour is over. Raises ValueError
    for an edition or a language that there is none of.
    """
    definition = Definition.of(report).but(
        edition=edition, style=style, takeaways=takeaways, only_approved=only_approved
    )
    words = Words(sentences(definition.language))
    choice = Choice(reader, definition)
    material = gather(reader, choice)
    figures = Figures(material.figures, reader, shown=definition.shows("figures"), read=read)
    named = definition.edition == "internal"
    covered = _covered(reader, today) if definition.shows("coverage") else None
    book = _Book(material, words, figures, definition, covered, named=named)
    document = _narrowed(book.document(definition, cast(Literal["ko", "en"], definition.language)), definition, words)
    if document.cover and definition.logo:
        alt = words.say("report.pdf.logo", organiser=document.cover.organiser or document.title)
        cover = replace(document.cover, logo=_logo(reader, definition.logo), logo_alt=alt)
        document = replace(document, cover=cover)
    if not named:
        roster = Roster.of(material.people, withheld=words.say("report.withheld"))
        document = public(document, roster, masked)
    nothing = () if document.chapters else (Finding("report.finding.nothing"),)
    findings = (*nothing, *book.findings(), *choice.findings(reader, material.visits))
    return Compiled(document, findings, definition.style)


def _covered(reader: Records, today: date | None) -> Coverage:
    covered = coverage(reader)
    return covered if today is None else coverage(reader, reached(covered, today))


def _narrowed(document: n.Document, definition: Definition, words: Words) -> n.Document:
    """document without what stands around its chapters and the definition does not take in."""
    if definition.sort == "photos":
        return photo_sheet(document, words)
    if not definition.shows("appendix"):
        kept = tuple(c for c in document.chapters if c.kind != "back" or c.id == "coverage")
        document = replace(document, chapters=kept)
    return document if definition.shows("overview") else replace(document, submission=None)


def _logo(reader: Records, blob: str) -> Path | None:
    """The picture's file; None where it is missing or is not what was taken in."""
    path = reader.blob_path(blob)
    return path if path and is_sound(path, blob) else None


class _Book:
    """The chapters of one report in their order, numbered as they are added."""

    def __init__(
        self,
        material: Material,
        words: Words,
        figures: Figures,
        definition: Definition,
        covered: Coverage | None,
        *,
        named: bool,
    ) -> None:
        self._material = material
        self._covered = covered
        self._words = words
        self._figures = figures
        self._definition = definition
        self._daily = Daily(material, words, figures, definition, named=named)
        self._front = Front(material, words)
        by_person = definition.takeaways == "person"
        self._people = People(material, words, figures, named=named) if by_person else None
        elsewhere = replace(material, takeaways={}) if by_person else material
        information = definition.shows("information")
        self._visits = VisitChapters(elsewhere, words, figures, named=named, information=information)
        self._closing = Closing(material, words, figures, named=named)
        self._chapters: list[n.Chapter] = []
        self._number = 0

    def document(self, report: Definition, language: Literal["ko", "en"]) -> n.Document:
        if report.sort == "daily":
            return self._daily_report(language)
        if report.shows("overview"):
            self._add("front", "front", "front", self._front.blocks(self._figures))
        self._add_texts(("overview",))
        for visit in self._material.visits:
            blocks = self._visits.blocks(visit)
            if blocks or report.shows("information"):
                self._add(visit.id, "visit", "visit", blocks, self._visits.title(visit))
        if self._people:
            self._add("people", "day", "people", self._people.blocks())
        else:
            self._add("days", "day", "day", self._closing.days())
        self._add_texts(("text", "brief"))
        self._add_texts(("implications",))
        self._add("proposals", "implications", "implications", self._closing.proposals(), key="proposals")
        if self._covered is not None:
            self._add("coverage", "back", "coverage", coverage_blocks(self._covered, self._material, self._words))
        self._add("questions", "back", "questions", self._closing.question_index())
        self._add("institutions", "back", "institutions", institution_index(self._material, self._words))
        cover = self._front.cover(report)
        return n.Document(
            title=cover.title,
            language=language,
            edition="internal",
            lists=report.shows("lists"),
            cover=cover,
            chapters=tuple(self._chapters),
            subject=self._words.say("report.subject"),
            author=cover.organiser,
            keywords=tuple(dict.fromkeys(visit.country for visit in self._material.visits if visit.country)),
            submission=self._front.submission(report),
            contents=bool(self._chapters),
        )

    def _daily_report(self, language: Literal["ko", "en"]) -> n.Document:
        """One chapter without a cover."""
        chapter = self._daily.chapter()
        return n.Document(
            title=chapter.title,
            language=language,
            edition="internal",
            cover=None,
            chapters=(chapter,),
            subject=self._words.say("report.sort.daily"),
            author=self._front.cover(self._definition).organiser,
            contents=False,
            lists=False,
        )

    def _add_texts(self, kinds: Iterable[str]) -> None:
        for record in self._material.chapters:
            if record.kind in kinds:
                blocks = self._text(record)
                kind: Literal["text", "implications"] = "implications" if record.kind == "implications" else "text"
                self._add(record.id, kind, record.kind, blocks, record.heading, record.date)

    def _text(self, record: ChapterRecord) -> tuple[n.Block, ...]:
        """The text's blocks, without a first □ that only says the chapter's own heading again."""
        blocks = self._figures.blocks(record.text, record.heading)
        if blocks and isinstance(blocks[0], n.Heading) and plain(blocks[0].inlines) == record.heading:
            blocks = blocks[1:]
        return (*blocks, *self._figures.rest(self._figures.of_entry(record.id)))

    def _add(
        self,
        chapter_id: str,
        kind: Literal["front", "visit", "day", "text", "implications", "back"],
        name: str,
        blocks: tuple[n.Block, ...],
        title: str = "",
        date: str | None = None,
        *,
        key: str = "",
    ) -> None:
        """Adds a chapter. name: of its sort, a key under report.name; key: of its title, where title is empty."""
        if not (blocks or kind == "visit" or title):
            return
        say = self._words.say
        kicker = say("report.appendix")
        if kind != "back":
            self._number += 1
            plain_text = name == "text"  # says nothing that the title does not
            words = {} if plain_text else {"name": say(f"report.name.{name}")}
            kicker = say(f"report.chapter{'_alone' if plain_text else ''}", number=self._number, **words)
        if date:
            kicker = f"{kicker} · {self._words.date(date)}"
        heading = title or say(f"report.title.{key or name}")
        self._chapters.append(n.Chapter(chapter_id, kicker, heading, blocks, kind))

    def findings(self) -> tuple[Finding, ...]:
        """What the reader of the report should be told."""
        aside = [
            Finding("report.finding.surroundings", (("heading", record.heading or excerpt(record.text)),))
            for record in self._material.chapters
            if record.kind == "surroundings"
        ]
        for host, left in self._material.astray:
            name = self._words.institution(host) if isinstance(host, Visit) else host.heading
            aside.append(Finding(f"report.finding.{host.KIND}_in_bin", (("name", name), ("count", str(left)))))
        if self._definition.sort == "photos":
            return (*self._figures.findings, *aside)
        return (*self._figures.findings, *self._visits.findings, *self._closing.findings, *aside)
