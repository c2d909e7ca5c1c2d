"""One visit report to records: the visit with its contacts, notes, questions, takeaways and figures."""

from __future__ import annotations

import re

from db.records import Contact, Note, Visit
from exporters.document.markup import write
from exporters.document.nodes import OutlineBlock
from exporters.importing.classify import Piece
from exporters.importing.collector import Collector, Proposal
from exporters.importing.companies import companies
from exporters.importing.header import Header
from exporters.importing.headings import Lexicon, has_body, seam
from exporters.importing.marks import SECTION, Block, scan
from exporters.importing.outline import Place, outline
from exporters.importing.questions import begins_question, questions
from exporters.importing.sections import SectionKind, known_name_end, section_kind, team_of
from exporters.importing.takeaways import is_signed, takeaways

_LONG_NAME = 60


def visit(collector: Collector, piece: Piece) -> Proposal:
    """The records of one visit report."""
    assert piece.header is not None
    header = piece.header
    made = collector.new(Visit, ordered=False, tour=collector.tour, **header.fields)
    _header(collector, made, header)
    names = " ".join(header.fields.get(name, "") for name in ("institution", "original_name", "country", "city"))
    lexicon = Lexicon(collector.text, piece.start, piece.end, names)
    blocks = scan(collector.text, piece.body, piece.end, marks="□")
    first = blocks[0] if blocks and not blocks[0].mark else None
    if first is not None or header.rest or piece.inside:
        _first_note(collector, made, header, lexicon, first)
    for block in blocks:
        if block.mark == SECTION:
            _section(collector, made, lexicon, block)
    return made


def _header(collector: Collector, made: Proposal, header: Header) -> None:
    for name, (low, high) in header.spans.items():
        collector.cut("field", low, high, made, name)
    for low, high in header.labels:
        collector.label(low, high)
    for code, low, high in header.doubts:
        collector.doubt(code, low, high, made)
    for one in header.briefers:
        contact = collector.new(
            Contact, visit=made.id, name=one.name, position=one.position, organisation=one.organisation
        )
        collector.cut("contact", *header.briefers_span, contact)
        if one.unsure:
            contact.flags.append("header_briefers")


def _first_note(collector: Collector, made: Proposal, header: Header, lexicon: Lexicon, block: Block | None) -> None:
    """The note without a heading: text before the first □, and what fitted no field of the header."""
    note = collector.new(Note, visit=made.id)
    place = Place(collector, note, made, lexicon)
    nodes: list[OutlineBlock] = []
    for low, high in header.rest:
        nodes += outline(place, [Block("", low, low, high)])
        note.flags.append("header_rest")
    if block is not None:
        nodes += outline(place, scan(collector.text, block.start, block.end))
    note.fields["text"] = write(nodes)
    if not note.fields["text"]:
        collector.drop(note)


def _section(collector: Collector, made: Proposal, lexicon: Lexicon, block: Block) -> None:
    text = collector.text
    note = collector.new(Note, visit=made.id)
    place = Place(collector, note, made, lexicon)
    name_end = _name_end(place, block)
    name = " ".join(text[block.body : name_end].split())
    note.fields["heading"] = name
    collector.cut("section", block.start, name_end, note, "heading")
    note.fields["text"] = write(_contents(place, name, name_end, block.end))


def _contents(place: Place, name: str, start: int, end: int) -> list[OutlineBlock]:
    text = place.collector.text
    kind = section_kind(name)
    match kind:
        case SectionKind.QUESTIONS:
            return questions(place, start, end)
        case SectionKind.TAKEAWAYS | SectionKind.OPINIONS:
            return takeaways(place, start, end, team_of(name), kind)
        case SectionKind.IMPLICATIONS if is_signed(text, start, end):
            return takeaways(place, start, end, team_of(name), kind)
        case SectionKind.COMPANY:
            companies(place, start, end)
    return outline(place, scan(text, start, end))


def _name_end(place: Place, block: Block) -> int:
    """A section's name ends at the next mark or at its line's end; a body glued to it is cut off and flagged."""
    text = place.collector.text
    start = block.body + len(text[block.body : block.end]) - len(text[block.body : block.end].lstrip())
    line_end = text.find("\n", start, block.end)
    line_end = block.end if line_end < 0 else line_end
    marks = scan(text, start, line_end)
    stop = next((mark.start for mark in marks if mark.mark), line_end)
    stop = _question_start(text, start, stop)
    long = stop - start > _LONG_NAME
    if not long and not has_body(text, start, stop):
        return stop
    known = known_name_end(text, start, stop)
    if (
        known is not None
        and not text[known : known + 1].isspace()
        and not re.match(r"[및과와의·:,(-]", text[known:stop])
    ):
        place.collector.doubt("section_cut", block.start, known, place.entry)
        return known
    found = seam(text, start, stop, place.lexicon) if has_body(text, start, stop) else None
    if found is not None:
        place.collector.doubt("section_cut", block.start, found.at, place.entry)
        return found.at
    place.collector.doubt("section_uncut", block.start, stop, place.entry)
    return stop


def _question_start(text: str, start: int, stop: int) -> int:
    """A name such as 질의응답 ends where the first `- ` is glued to it, or a `-` with a question and its quote."""
    known = known_name_end(text, start, stop)
    if known is None:
        return stop
    glued = re.compile(r"\s*[-–][ \t](?!\s*(?:\d+|[A-Z])\s?[팀조])").match(text, known, stop)
    bare = section_kind(text[start:known]) is SectionKind.QUESTIONS and begins_question(text, known, stop)
    return known if glued or bare else stop
