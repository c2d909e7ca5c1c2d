"""Marked text to outline blocks: headings, bullets, notes, figures and tables, each mark at its own line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal

from exporters.document.marks import Kind, line_kind
from exporters.document.markup import write
from exporters.document.nodes import Bullet, Heading, Inlines, Note, Numbered, OutlineBlock, Table, Text
from exporters.document.nodes import Paragraph as ParagraphNode
from exporters.importing.collector import Collector, Proposal
from exporters.importing.figures import figure
from exporters.importing.headings import Lexicon, has_body, seam
from exporters.importing.marks import (
    BULLET,
    DASH,
    FIGURE,
    HEADING,
    REF,
    SECTION,
    STAR,
    STARS,
    TABLE,
    Block,
    line_start,
    scan,
)  # fmt: skip
from exporters.importing.paragraphs import Paragraph, paragraphs
from exporters.importing.tables import line_cells, squared, table

_LONG_HEADING: Final = 60


@dataclass(frozen=True, slots=True)
class Place:
    """Where outline text lands. entry: the object whose text it becomes. statements: ◇ begins a statement (policy
    briefs), so that nothing is cut behind it."""

    collector: Collector
    entry: Proposal
    visit: Proposal | None
    lexicon: Lexicon
    statements: bool = False


def outline_text(place: Place, start: int, end: int, *, marks: str = "□◇○-*※▲<") -> str:
    """text[start:end] of the source as outline text."""
    return write(outline(place, scan(place.collector.text, start, end, marks=marks)))


def outline(place: Place, blocks: list[Block]) -> list[OutlineBlock]:
    """The nodes of blocks, in order."""
    nodes: list[OutlineBlock] = []
    at = 0
    while at < len(blocks):
        block = blocks[at]
        at += 1
        match block.mark:
            case "□":
                nodes.extend(_section(place, block))
            case "◇":
                nodes.extend(_heading(place, block, blocks[at].mark if at < len(blocks) else ""))
            case "▲":
                nodes.append(figure(place.collector, block, place.entry, place.visit))
            case "<":
                rows = table_rows(blocks, at)
                nodes.append(table(place.collector, block, rows, place.entry))
                at += len(rows)
            case "":
                nodes.extend(plain(place, block.body, block.end))
            case "**":
                nodes.extend(_second_note(place, block))
            case _:
                nodes.extend(_item(place, block))
    return nodes


def table_rows(blocks: list[Block], at: int) -> list[Block]:
    """The ◇ blocks from at that are rows of the table before them: those that no ○ follows, and their * notes."""
    rows: list[Block] = []
    while at < len(blocks) and blocks[at].mark in (HEADING, STAR):
        following = blocks[at + 1].mark if at + 1 < len(blocks) else ""
        if blocks[at].mark == HEADING and following in (BULLET, DASH):
            break
        if blocks[at].mark == STAR and not rows:
            break
        rows.append(blocks[at])
        at += 1
    return rows


def inlines(text: str) -> Inlines:
    return (Text(text),) if text else ()


def plain(place: Place, start: int, end: int) -> list[OutlineBlock]:
    """Paragraphs without a mark; numbered lines and small bullets are items, lines with tabs a table."""
    text = place.collector.text
    if "\t" in text[start:end]:
        return _with_tables(place, start, end)
    return [_paragraph_node(part) for part in _cut_paragraphs(place, start, end)]


def _with_tables(place: Place, start: int, end: int) -> list[OutlineBlock]:
    """Two lines or more that hold tabs one after another are a table."""
    text = place.collector.text
    nodes: list[OutlineBlock] = []
    rows: list[tuple[Inlines, ...]] = []
    low = start
    for line in text[start:end].split("\n"):
        high = low + len(line)
        if "\t" in line.strip():
            rows.append(line_cells(line))
        else:
            nodes.extend(_finished(rows))
            nodes.extend(_paragraph_node(part) for part in _cut_paragraphs(place, low, high))
        low = high + 1
    nodes.extend(_finished(rows))
    return nodes


def _finished(rows: list[tuple[Inlines, ...]]) -> list[OutlineBlock]:
    made: list[OutlineBlock] = []
    if rows:
        made.append(Table(squared(rows), header=len(rows) > 1))
        rows.clear()
    return made


def _cut_paragraphs(place: Place, start: int, end: int) -> list[Paragraph]:
    found = paragraphs(place.collector.text, start, end)
    for part in found:
        if part.lost:
            place.collector.cut("paragraph", part.start, part.end, place.entry)
    return found


def _paragraph_node(part: Paragraph) -> OutlineBlock:
    kind = line_kind(part.text)
    own = inlines(part.text[kind.mark_end :].strip())
    if kind.kind is Kind.NUMBERED:
        return Numbered(kind.mark, kind.level, own)
    if kind.kind is Kind.BULLET and kind.mark in ("·", "▹"):
        return Bullet(3, kind.mark, own)
    return ParagraphNode(inlines(part.text))


def _item(place: Place, block: Block) -> list[OutlineBlock]:
    """○ - * ※ with its further paragraphs; numbered lines in it stand for themselves."""
    parts = _cut_paragraphs(place, block.body, block.end)
    first = inlines(parts[0].text) if parts else ()
    level: Literal[1, 2] = 1 if block.mark == BULLET else 2
    node: Bullet | Note
    if block.mark in (STAR, REF):
        node = Note("*" if block.mark == STAR else "※", first)
    else:
        node = Bullet(level, block.mark, first)
    nodes: list[OutlineBlock] = []
    more: list[Inlines] = []
    for part in parts[1:]:
        made = _paragraph_node(part)
        if nodes or not isinstance(made, ParagraphNode):
            nodes.append(made)
        else:
            more.append(made.inlines)
    return [replace(node, more=tuple(more)), *nodes]


def _second_note(place: Place, block: Block) -> list[OutlineBlock]:
    """`** …`: the outline has one mark for footnotes only, so that this one stands in its line with its two stars."""
    parts = _cut_paragraphs(place, block.body, block.end)
    first = f"{STARS} {parts[0].text}" if parts else STARS
    return [ParagraphNode((Text(first),)), *(_paragraph_node(part) for part in parts[1:])]


def _section(place: Place, block: Block) -> list[OutlineBlock]:
    """□ inside a chapter: its line is the heading."""
    name_end = section_end(place, block)
    text = place.collector.text
    place.collector.cut("section", block.start, name_end, place.entry)
    heading = Heading(1, inlines(" ".join(text[block.body : name_end].split())))
    return [heading, *plain(place, name_end, block.end)]


def section_end(place: Place, block: Block) -> int:
    """Where the name of a □ ends: at its line's end, or where its body is glued to it."""
    text = place.collector.text
    line_end = text.find("\n", block.body, block.end)
    # A line break directly behind the mark does not end a name that has not begun.
    while line_end >= 0 and not text[block.body : line_end].strip():
        line_end = text.find("\n", line_end + 1, block.end)
    line_end = block.end if line_end < 0 else line_end
    if not has_body(text, block.body, line_end) or place.statements:
        return line_end
    found = seam(text, _skip(text, block.body, line_end), line_end, place.lexicon)
    if found is None:
        place.collector.doubt("heading_uncut", block.start, line_end, place.entry)
        return line_end
    place.collector.doubt("heading_cut", block.start, found.at, place.entry)
    return found.at


def _skip(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _heading(place: Place, block: Block, following: str) -> list[OutlineBlock]:
    """◇: a line of its own, or glued to its body."""
    text = place.collector.text
    start = _skip(text, block.body, block.end)
    line_end = text.find("\n", start, block.end)
    line_end = block.end if line_end < 0 else line_end
    if _own_line(text, block.start, line_end):
        end = line_end  # the line break that was kept ends the heading
        if line_end - start > _LONG_HEADING and has_body(text, start, line_end - 1):
            place.collector.doubt("heading_uncut", start, line_end, place.entry)
    else:
        end = _heading_end(place, start, line_end, following)
    place.collector.cut("heading", block.start, end, place.entry)
    heading = Heading(2, inlines(" ".join(text[start:end].split())))
    return [heading, *plain(place, end, block.end)]


def _own_line(text: str, start: int, end: int) -> bool:
    """Whether line breaks are kept before and behind text[start:end]."""
    return text[end : end + 1] == "\n" and line_start(text, start, 0)


def _heading_end(place: Place, start: int, line_end: int, following: str) -> int:
    text = place.collector.text
    if place.statements or not text[start:line_end].strip():
        return line_end
    body = has_body(text, start, line_end)
    long = line_end - start > _LONG_HEADING and following not in (BULLET, DASH)
    if not (body or long) or (body and line_end - start <= _LONG_HEADING and _ends_once(text[start:line_end])):
        return line_end
    found = seam(text, start, line_end, place.lexicon)
    if found is not None:
        place.collector.doubt("heading_cut", start, found.at, place.entry)
        place.collector.cut("heading_seam", found.at, found.at, place.entry)
        return found.at
    if not body:
        return line_end
    first = paragraphs(text, start, line_end)[0]
    place.collector.doubt("heading_uncut", start, first.end, place.entry)
    return first.end


def _ends_once(heading: str) -> bool:
    """A short heading that is itself a question or a sentence."""
    stripped = heading.strip()
    return not has_body(stripped[:-1], 0, len(stripped) - 1) and stripped[-1] in "?!"


__all__ = ["FIGURE", "SECTION", "TABLE", "Place", "outline", "outline_text", "plain", "section_end", "table_rows"]
