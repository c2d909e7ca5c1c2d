"""What stands behind the visits: the day's takeaways, proposals with their evidence, the index of questions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from db.records import Evidence, Figure, Implication, Note, Question, Takeaway, Visit
from exporters.base import Finding
from exporters.compile.entries import Entries, flat, heading, joined
from exporters.compile.figures import Figures
from exporters.compile.front import cell
from exporters.compile.material import Material
from exporters.compile.words import Words
from exporters.document import nodes as n
from exporters.document.markup import plain

EXCERPT = 60
"""Code points of an entry that stand for it in a list of evidence."""

CALLED = 40
"""Code points that a proposal is called by in the table of evidence."""

INDEX_FROM = 10
"""Questions from which on a report has an index of them."""


class Closing:
    """Makes the last chapters of one report. named: see Entries. findings: proposals without evidence."""

    def __init__(self, material: Material, words: Words, figures: Figures, *, named: bool) -> None:
        self._material = material
        self._words = words
        self._figures = figures
        self._entries = Entries(material, words, figures, named=named)
        self.findings: list[Finding] = []

    def days(self) -> tuple[n.Block, ...]:
        """The takeaways of the days, under the day's date."""
        blocks: list[n.Block] = []
        takeaways = self._material.takeaways.get("", [])
        for day, group in groupby(takeaways, key=lambda takeaway: takeaway.date):
            written = list(group)
            blocks += [heading(self._words.date(day))] if day else []
            blocks += map(_quiet, self._entries.takeaways(written))
            for takeaway in written:
                blocks += self._figures.rest(self._figures.of_entry(takeaway.id))
        return tuple(blocks)

    def proposals(self) -> tuple[n.Block, ...]:
        """Numbered proposals, then one table of what each rests on."""
        if not self._material.implications:
            return ()
        say = self._words.say
        blocks: list[n.Block] = [heading(say("report.heading.proposals"))]
        rows: list[tuple[n.Inlines, ...]] = []
        for number, implication in enumerate(self._material.implications, start=1):
            evidence = self._evidence(implication)
            blocks += self._proposal(number, implication)
            if not self._material.evidence.get(implication.id):  # what the definition leaves out is evidence too
                self.findings.append(Finding("report.finding.no_evidence", (("text", implication.text[:EXCERPT]),)))
            listed = joined((n.Text("· "), item) for item in evidence)
            rows.append(
                (
                    cell(str(number)),
                    cell(_short(implication.text)),
                    cell(self._words.horizon(implication.horizon)),
                    listed,
                )
            )
        head = tuple(cell(say(f"report.column.{name}")) for name in ("number", "proposal", "horizon", "evidence"))
        if any(row[3] for row in rows):
            blocks += [heading(say("report.heading.evidence")), n.Table((head, *rows))]
        return tuple(blocks)

    def _proposal(self, number: int, implication: Implication) -> Iterator[n.Block]:
        named = self._words.horizon(implication.horizon)
        horizon: n.Inlines = (n.Text(f" ({named})"),) if named else ()
        blocks = self._figures.blocks(implication.text, implication.text[:EXCERPT])
        rest = blocks
        first: n.Inlines = ()
        if blocks and isinstance(blocks[0], n.Paragraph | n.Bullet | n.Numbered | n.Heading):
            first, rest = blocks[0].inlines, blocks[1:]
        further = blocks[0].more if blocks and isinstance(blocks[0], n.Bullet | n.Numbered) else ()
        yield n.Numbered(f"{number}.", 2, (*first, *horizon), further)
        yield from rest

    def _evidence(self, implication: Implication) -> list[n.PageReference]:
        """What a reader finds the evidence by, without what is not in the notebook."""
        links = self._material.evidence.get(implication.id, [])
        named = ((anchor, text.removesuffix(".")) for anchor, text in map(self._named, links) if text)
        return [n.PageReference(anchor, (n.Text(text),)) for anchor, text in named]

    def _named(self, link: Evidence) -> tuple[str, str]:
        """(place in the report, words)."""
        record = self._material.entry(link.object)
        match record:
            case Visit():
                return f"chapter-{record.id}", self._words.institution(record)
            case Note():
                text = self._at(record.visit, record.heading or self._words.say("report.heading.content"))
                return f"entry-{record.id}" if record.heading else f"chapter-{record.visit}", text
            case Question():
                return f"entry-{record.id}", self._at(record.visit, f"Q. {excerpt(record.question)}")
            case Takeaway() if record.id not in self._material.left_out:
                return f"entry-{record.id}", self._at(record.visit, excerpt(record.text))
            case Figure():
                number = self._figures.number(record.id)
                label = self._words.say("report.figure", number=number) if number else ""
                return f"figure-{number or 0}", " ".join(filter(None, (label, record.caption)))
        return "", ""

    def _at(self, visit_id: str | None, text: str) -> str:
        visit = next((visit for visit in self._material.visits if visit.id == visit_id), None)
        return f"{self._words.institution(visit)} – {text}" if visit else text

    def question_index(self) -> tuple[n.Block, ...]:
        """Every question of the report with its institution, where there are enough to look for one."""
        asked = [
            (question.id, self._words.institution(visit), flat(question.question, self._figures.read))
            for visit in self._material.visits
            for question in self._material.questions.get(visit.id, [])
            if question.answer.strip()
        ]
        if len(asked) < INDEX_FROM:
            return ()
        head = tuple(
            cell(self._words.say(f"report.column.{name}")) for name in ("number", "institution", "question", "page")
        )
        rows = (
            (cell(str(number)), cell(name), text, (n.PageReference(f"entry-{entry}"),))
            for number, (entry, name, text) in enumerate(asked, start=1)
        )
        return (n.Table((head, *rows)),)


def _quiet(group: n.TakeawayGroup) -> n.TakeawayGroup:
    """The group with its team told beside each name: a day has few takeaways of a team."""
    told = (replace(each, detail=" ".join(filter(None, (group.team, each.detail)))) for each in group.takeaways)
    return n.TakeawayGroup("", tuple(told)) if all(each.author for each in group.takeaways) else group


def excerpt(text: str, most: int = EXCERPT) -> str:
    """The beginning of outline text on one line, at most so many code points, cut at a blank where that is near."""
    line = plain(flat(text)).replace("\n", " ")
    if len(line) <= most:
        return line
    cut = line.rfind(" ", most // 2, most)
    return line[: cut if cut > 0 else most] + "…"


def _short(text: str) -> str:
    """What a proposal is called where its whole text stands nearby: what stands before its colon, or its beginning."""
    called, colon, _ = plain(flat(text)).partition(":")
    return (
        called.strip() if colon and 0 < len(called.strip()) <= CALLED and "\n" not in called else excerpt(text, CALLED)
    )
