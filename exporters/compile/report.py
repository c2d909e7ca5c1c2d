"""Puts a report together: cover, overview, chapters, visits, days, proposals, appendix."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, cast

from db.records import Chapter as ChapterRecord
from db.records import Report, Visit
from exporters.base import Finding
from exporters.compile.closing import Closing, excerpt
from exporters.compile.figures import Figures
from exporters.compile.front import Front
from exporters.compile.material import Material, gather
from exporters.compile.visits import VisitChapters
from exporters.compile.words import Words
from exporters.document import nodes as n
from exporters.document.markup import Read, parse, plain
from exporters.editions import Roster, public
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
    report: Report | None = None,
    *,
    edition: str | None = None,
    style: str | None = None,
    only_approved: bool = False,
    read: Read = parse,
) -> Compiled:
    """The document of report, in the report's language.

    report None: everything, by date then order, internal, house style, Korean. edition (`internal`, `public`) and
    style stand before what the report says. only_approved leaves out entries that are not approved. read:
    as parse. Raises ValueError for an edition or a language that there is none of.
    """
    language = report.language if report else "ko"
    chosen = edition or (report.edition if report else "internal")
    if chosen not in ("internal", "public") or language not in ("ko", "en"):
        raise ValueError(f"no such edition or language: {chosen}, {language}")
    words = Words(sentences(language))
    material = gather(reader, report, only_approved=only_approved)
    book = _Book(material, words, Figures(material.figures, reader, read=read), named=chosen == "internal")
    document = book.document(report, cast(Literal["ko", "en"], language))
    if chosen == "public":
        roster = Roster.of(material.people, withheld=words.say("report.withheld"))
        document = public(document, roster)
    return Compiled(
        document, book.findings(), style if style is not None else (report.style if report else "") or "house"
    )


class _Book:
    """The chapters of one report in their order, numbered as they are added."""

    def __init__(self, material: Material, words: Words, figures: Figures, *, named: bool) -> None:
        self._material = material
        self._words = words
        self._figures = figures
        self._front = Front(material, words)
        self._visits = VisitChapters(material, words, figures, named=named)
        self._closing = Closing(material, words, figures, named=named)
        self._chapters: list[n.Chapter] = []
        self._number = 0

    def document(self, report: Report | None, language: Literal["ko", "en"]) -> n.Document:
        self._add("front", "front", "front", self._front.blocks(self._figures))
        self._add_texts(("overview",))
        for visit in self._material.visits:
            self._add(visit.id, "visit", "visit", self._visits.blocks(visit), self._visits.title(visit))
        self._add("days", "day", "day", self._closing.days())
        self._add_texts(("text", "brief"))
        self._add_texts(("implications",))
        self._add("proposals", "implications", "implications", self._closing.proposals(), key="proposals")
        self._add("questions", "back", "questions", self._closing.question_index())
        cover = self._front.cover(report)
        return n.Document(
            title=cover.title,
            language=language,
            edition="internal",
            cover=cover,
            chapters=tuple(self._chapters),
            subject=self._words.say("report.subject"),
            author=cover.organiser,
            keywords=tuple(dict.fromkeys(visit.country for visit in self._material.visits if visit.country)),
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
        if self._material.left_out:
            count = str(len(self._material.left_out))
            aside.append(Finding("report.finding.not_approved", (("count", count),)))
        for host, left in self._material.astray:
            name = self._words.institution(host) if isinstance(host, Visit) else host.heading
            aside.append(Finding(f"report.finding.{host.KIND}_in_bin", (("name", name), ("count", str(left)))))
        return (*self._figures.findings, *self._visits.findings, *self._closing.findings, *aside)
