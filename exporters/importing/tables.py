"""Tables < title > (단위 : unit): rows where tabs or bars are left, else the glued cells as text, to be cut by hand."""

from __future__ import annotations

import re
from typing import Final

from exporters.document.marks import RULE
from exporters.document.nodes import Inlines, Table, Text
from exporters.importing.collector import Collector, Proposal
from exporters.importing.marks import HEADING, STAR, Block, table_title

_ROWS: Final = re.compile(r"\|.*\S.*\|")
_SEAM: Final = re.compile(r"\|\|")
"""Where a row with outer bars is glued to the next."""
_UNIT_WORD: Final = re.compile(r"단\s*위")


def table(collector: Collector, block: Block, rows: list[Block], entry: Proposal) -> Table:
    """The table of the < block. rows: the ◇ and * blocks behind it that are its rows."""
    text = collector.text
    found = table_title(text, block.start, block.end)
    assert found is not None
    collector.cut("table", block.start, rows[-1].end if rows else block.end, entry)
    cells = _cells([line for line in text[found.end() : block.end].split("\n") if line.strip()])
    cells += [(_cell(_row_text(text, row)),) for row in rows]
    if found["unit"]:
        word = _UNIT_WORD.search(text, found.start("unit"), found.end("unit"))
        if word is not None:
            collector.label(word.start(), word.end())
    if any(len(row) == 1 for row in cells) or len(cells) < 2:
        collector.doubt("table_cells", block.start, block.end, entry)
    title = " ".join(found["title"].split())
    unit = " ".join((found["value"] or "").split())
    return Table(squared(cells) or (((),),), title, unit, header=_is_header(cells))


def _cells(lines: list[str]) -> list[tuple[Inlines, ...]]:
    """The cells of lines; bars part them also where none stands at the ends, if in every line there are as many."""
    if len(lines) == 1 and _ROWS.fullmatch(lines[0].strip()):
        glued = [f"|{row}|" for row in _SEAM.split(lines[0].strip()[1:-1])]
        lines = glued if len({row.count("|") for row in glued}) == 1 else lines
    counts = {line.count("|") for line in lines}
    if len(lines) > 1 and len(counts) == 1 and counts != {0} and not any("\t" in line for line in lines):
        lines = [f"|{line.strip().removeprefix('|').removesuffix('|')}|" for line in lines]
    return [line_cells(line) for at, line in enumerate(lines) if at != 1 or not _is_rule(line)]


def _is_rule(line: str) -> bool:
    """Whether a line is what parts the head of a pipe table from its rows."""
    cells = line.strip().strip("|").split("|")
    return all(RULE.fullmatch(cell.strip()) for cell in cells)


def _row_text(text: str, row: Block) -> str:
    mark = f"{row.mark} " if row.mark in (HEADING, STAR) else ""
    return mark + " ".join(text[row.body : row.end].split())


def line_cells(line: str) -> tuple[Inlines, ...]:
    """The cells of one line, parted by tabs or bars."""
    stripped = line.strip("\n")
    if "\t" in stripped:
        return tuple(_cell(part) for part in stripped.split("\t"))
    stripped = stripped.strip()
    if stripped.startswith("|") and stripped.endswith("|") and len(stripped) > 1:
        return tuple(_cell(part) for part in stripped[1:-1].split("|"))
    return (_cell(stripped),)


def squared(rows: list[tuple[Inlines, ...]]) -> tuple[tuple[Inlines, ...], ...]:
    """rows with empty cells added, so that all are equally long."""
    width = max((len(row) for row in rows), default=0)
    return tuple((*row, *[()] * (width - len(row))) for row in rows)


def _cell(text: str) -> Inlines:
    joined = " ".join(text.split())
    return (Text(joined),) if joined else ()


def _is_header(rows: list[tuple[Inlines, ...]]) -> bool:
    return len(rows) > 1 and len(rows[0]) > 1
