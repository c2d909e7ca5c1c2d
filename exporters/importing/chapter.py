"""Texts without a visit to chapters: outline where they are marked, else whole, line by line."""

from __future__ import annotations

import re
from typing import Final

from db.records import Chapter
from exporters.document.markup import parse, plain, write
from exporters.document.nodes import Heading, OutlineBlock
from exporters.document.nodes import Table as TableNode
from exporters.importing.classify import BRIEF, CHAPTER, SURROUNDINGS, TEXT, WHOLE, Piece
from exporters.importing.collector import Collector, Proposal
from exporters.importing.headings import Lexicon
from exporters.importing.marks import SECTION, Block, scan
from exporters.importing.outline import Place, outline, section_end
from exporters.importing.tables import line_cells, squared

_TITLE_LONGEST: Final = 100
_DATE: Final = re.compile(r"(\d{4})[-./](\d{2})[-./](\d{2})")


def chapter(collector: Collector, piece: Piece) -> Proposal:
    """The chapter of one article, its text marked as in a note, with □ for its sections."""
    made = collector.new(Chapter, ordered=False, tour=collector.tour)
    if piece.kind not in (CHAPTER, BRIEF, TEXT):
        return _whole(collector, made, piece)
    text = collector.text
    lexicon = Lexicon(text, piece.start, piece.end)
    place = Place(collector, made, None, lexicon, statements=piece.kind == BRIEF)
    nodes: list[OutlineBlock] = []
    if piece.kind == BRIEF and not _date(collector, made, piece):
        nodes += outline(place, [Block("", piece.start, piece.start, piece.body)])
    blocks = scan(text, piece.body, piece.end)
    nodes += _titled(place, blocks, piece)
    made.fields["text"] = write(nodes)
    made.fields["kind"] = _kind(piece.kind, str(made.fields.get("heading", "")))
    return made


def _date(collector: Collector, made: Proposal, piece: Piece) -> bool:
    """Takes the date before the first □; False where it is no date of the calendar's form and must stay text."""
    found = _DATE.fullmatch(piece.date)
    if found is None or not ("01" <= found[2] <= "12" and "01" <= found[3] <= "31"):
        return False
    made.fields["date"] = "-".join(found.groups())
    at = collector.text.find(piece.date, piece.start, piece.end)
    collector.cut("field", at, at + len(piece.date), made, "date")
    return True


def _titled(place: Place, blocks: list[Block], piece: Piece) -> list[OutlineBlock]:
    """The body; its first □, or its first short line, becomes the chapter's heading."""
    if not blocks:
        return []
    first, text = blocks[0], place.collector.text
    if first.mark == SECTION:
        end = section_end(place, first)
        start = first.body
    elif not first.mark:
        start = first.start
        line_end = text.find("\n", start, first.end)
        end = first.end if line_end < 0 else line_end
        title = text[start:end].strip()
        if len(title) > _TITLE_LONGEST or title.endswith((".", "다")) or (len(blocks) == 1 and end == first.end):
            return outline(place, blocks)
    else:
        return outline(place, blocks)
    place.entry.fields["heading"] = " ".join(text[start:end].split())
    place.collector.cut("section", first.start, end, place.entry, "heading")
    rest = [Block("", end, end, first.end)] if text[end : first.end].strip() else []
    return outline(place, [*rest, *blocks[1:]])


def _kind(kind: str, heading: str) -> str:
    if kind == BRIEF:
        return "brief"
    if "시사점" in heading or "제언" in heading:
        return "implications"
    return "overview" if "개요" in heading else "text"


def _whole(collector: Collector, made: Proposal, piece: Piece) -> Proposal:
    """Line by line as it stands; only lines with tabs become a table."""
    text = collector.text
    if piece.kind == WHOLE and piece.body > piece.start:
        _report_title(collector, made, piece)
        lines = text[piece.body : piece.end].strip("\n").split("\n")
    else:
        lines = text[piece.start : piece.end].split("\n")
    if piece.kind == SURROUNDINGS:
        made.fields["kind"] = "surroundings"
    elif piece.kind != WHOLE and len(lines) > 1 and len(lines[0].strip()) <= _TITLE_LONGEST:
        made.fields["heading"] = " ".join(lines.pop(0).split())
        collector.cut("section", piece.start, text.find("\n", piece.start), made, "heading")
    made.fields["text"] = "\n".join(_with_tables(lines)).strip("\n") if piece.kind != WHOLE else "\n".join(lines)
    if piece.kind != SURROUNDINGS:
        collector.doubt(f"kind_{piece.kind}", piece.start, piece.end, made)
    return made


def _report_title(collector: Collector, made: Proposal, piece: Piece) -> None:
    """Title and kind of a chapter that this program wrote: what stands above the title says its sort."""
    start = collector.text.index("# ", piece.start) + len("# ")
    above = collector.text[piece.start : start - len("# ")].rstrip()
    collector.label(piece.start, piece.start + len(above))
    title = collector.text[start : piece.body]
    made.fields["heading"] = "".join(plain(each.inlines) for each in parse(f"# {title}") if isinstance(each, Heading))
    made.fields["kind"] = _kind(piece.kind, above)
    collector.cut("section", start, piece.body, made, "heading")


def _with_tables(lines: list[str]) -> list[str]:
    done: list[str] = []
    rows: list[str] = []
    for line in [*lines, ""]:
        if "\t" in line.strip():
            rows.append(line)
            continue
        if rows:
            cells = squared([line_cells(row) for row in rows])
            done.extend(write([TableNode(cells, header=len(cells) > 1)]).split("\n"))
            rows = []
        done.append(line.rstrip())
    return done[:-1]
