"""One chapter per visit: its information table, then its notes, questions, takeaways and figures."""

from __future__ import annotations

from collections.abc import Iterator

from db.records import Contact, Note, Question, Takeaway, Visit
from exporters.base import Finding
from exporters.compile.entries import Entries, heading, joined
from exporters.compile.figures import Figures
from exporters.compile.material import Material
from exporters.compile.words import Words
from exporters.document import nodes as n


class VisitChapters:
    """Makes the blocks of visits. named: print names and how to reach people. findings: what was left out.

    information: whether the table of a visit stands at its head.
    """

    def __init__(
        self, material: Material, words: Words, figures: Figures, *, named: bool, information: bool = True
    ) -> None:
        self._information = information
        self._material = material
        self._words = words
        self._figures = figures
        self._named = named
        self._entries = Entries(material, words, figures, named=named)
        self.findings: list[Finding] = []

    def title(self, visit: Visit) -> str:
        return visit.title or self._words.institution(visit)

    def blocks(self, visit: Visit) -> tuple[n.Block, ...]:
        """The chapter's blocks in the order of the page."""
        info = self._info(visit)
        body = [block for section in self._sections(visit) for block in section]
        own = self._figures.of_visit(visit.id, self._material.left_out)
        return (*([info] if info.rows else ()), *body, *self._figures.rest(own))

    # --- the information table ---

    def _info(self, visit: Visit) -> n.InfoTable:
        rows = ((label, value) for label, value in self._rows(visit) if value and self._information)
        return n.InfoTable(tuple(rows))

    def _rows(self, visit: Visit) -> Iterator[tuple[str, n.Inlines]]:
        say = self._words.say
        contacts = self._material.contacts.get(visit.id, [])
        yield say("report.row.institution"), _text(_with_original(visit))
        yield say("report.row.city"), _text(" ".join(filter(None, (visit.country, visit.city))))
        yield say("report.row.when"), _text(self._words.when(visit))
        yield visit.visit_type or say("report.row.contacts"), self._people(contacts, "person", "company")
        yield say("report.row.speaker"), self._people(contacts, "speaker")
        yield say("report.row.discussant"), self._people(contacts, "discussant")
        yield say("report.row.address"), _text(visit.address)
        yield say("report.row.contact"), _text(_reach(visit)) if self._named else ()
        yield say("report.row.web"), _web(visit.web)

    def _people(self, contacts: list[Contact], *kinds: str) -> n.Inlines:
        """Who was met; a company whose card stands in a note's text is not named twice."""
        shown = (contact for contact in contacts if contact.kind in kinds)
        return joined(
            _text(self._words.contact(contact))
            for contact in shown
            if contact.kind != "company" or contact.section is None
        )

    # --- the body ---

    def _sections(self, visit: Visit) -> Iterator[list[n.Block]]:
        notes = self._material.notes.get(visit.id, [])
        questions = [q for q in self._material.questions.get(visit.id, []) if self._was_asked(q)]
        takeaways = self._material.takeaways.get(visit.id, [])
        known = {note.id for note in notes}
        for number, note in enumerate(notes):
            content = self._content(
                note,
                [q for q in questions if q.section == note.id],
                [t for t in takeaways if t.section == note.id],
                self._words.institution(visit),
            )
            title = note.heading or self._first_heading(number, notes)
            yield [*self._heading(title, note.id), *content] if content else []
        yield from self._loose(
            visit,
            [q for q in questions if q.section not in known],
            [t for t in takeaways if t.section not in known],
        )

    def _content(
        self, note: Note, questions: list[Question], takeaways: list[Takeaway], place: str
    ) -> tuple[n.Block, ...]:
        text = "" if note.id in self._material.left_out else note.text
        return (
            *self._figures.blocks(text, note.heading or place),
            *self._asked(note.visit or "", questions),
            *self._entries.takeaways(takeaways, note.heading),
        )

    def _loose(self, visit: Visit, questions: list[Question], takeaways: list[Takeaway]) -> Iterator[list[n.Block]]:
        """What stands under no □ of the visit gets one of its own."""
        say = self._words.say
        if questions:
            yield [*self._heading(say("report.heading.questions")), *self._asked(visit.id, questions)]
        if takeaways:
            title = say("report.heading.takeaways")
            yield [*self._heading(title), *self._entries.takeaways(takeaways, title)]

    def _asked(self, visit_id: str, questions: list[Question]) -> tuple[n.Block, ...]:
        contacts = self._material.contacts.get(visit_id, [])
        return tuple(self._entries.question(question, contacts) for question in questions)

    def _was_asked(self, question: Question) -> bool:
        """A question that was only prepared is left out, and told; so is what the recorders did not take over."""
        if question.addition in ("offered", "left"):
            self.findings.append(Finding(f"report.finding.not_{question.addition}", (("text", question.question),)))
            return False
        if not question.prepared or question.asked or question.answer.strip():
            return True
        self.findings.append(Finding("report.finding.not_asked", (("text", question.question),)))
        return False

    def _first_heading(self, number: int, notes: list[Note]) -> str:
        """A visit without any □ of its own contents has its text under the house's; else what stands before the first □
        has none."""
        others = any(note.heading and note.text.strip() for note in notes)
        return "" if number or others else self._words.say("report.heading.content")

    def _heading(self, text: str, note: str = "") -> tuple[n.Block, ...]:
        return (heading(text, of=note),) if text else ()


def _text(text: str) -> n.Inlines:
    return (n.Text(text),) if text else ()


def _with_original(visit: Visit) -> str:
    name = visit.institution or visit.title
    if visit.original_name and visit.original_name != name:
        return f"{name} ({visit.original_name})" if name else visit.original_name
    return name


def _reach(visit: Visit) -> str:
    fax = f"Fax {visit.fax}" if visit.fax else ""
    return " / ".join(filter(None, (visit.tel, fax, visit.email)))


def _web(address: str) -> n.Inlines:
    if not address:
        return ()
    href = address if address.lower().startswith(("http://", "https://")) else f"https://{address}"
    if any(sign.isspace() for sign in href):
        return (n.Text(address),)
    return (n.Link(href, (n.Text(address),)),)
