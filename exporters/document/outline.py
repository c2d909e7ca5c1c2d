"""Blocks → outline text, such that parsing it gives the same blocks.

A paragraph is written plainly where it reads back the same, and with every sign escaped only where it does not, so
that stored text stays as people would type it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from exporters.document.blocks import parse_inlines
from exporters.document.letters import normal_text
from exporters.document.marks import (
    DEEPER_INDENT,
    FIGURE_MARK,
    RULE,
    TWINS,
    Kind,
    escape_in,
    figure_place,
    line_kind,
    table_title_line,
)  # fmt: skip
from exporters.document.nodes import (
    Bullet,
    Code,
    Emphasis,
    FigureLine,
    FigurePlace,
    Heading,
    Inlines,
    LineBreak,
    Link,
    Note,
    Numbered,
    OutlineBlock,
    Paragraph,
    Strong,
    Table,
    Text,
)  # fmt: skip

_MORE_INDENT = "  "
_HEADING_MARKS = {1: "□", 2: "◇"}


def write_blocks(blocks: Iterable[OutlineBlock]) -> str:
    """The outline text of blocks, without a line break at its end."""
    lines: list[str] = []
    previous: OutlineBlock | None = None
    for block in blocks:
        if _needs_blank(previous, block):
            lines.append("")
        lines.extend(_lines(block))
        previous = block
    return normal_text("\n".join(lines))


def _needs_blank(above: OutlineBlock | None, block: OutlineBlock) -> bool:
    """Whether block would otherwise be read as part of the block above."""
    if isinstance(block, Table):
        return isinstance(above, Table) and not (block.title or block.unit)
    return isinstance(block, Paragraph) and isinstance(above, Paragraph)


def _lines(block: OutlineBlock) -> Iterator[str]:
    match block:
        case Heading(level, inlines, twin):
            yield _marked(TWINS[level] if twin else _HEADING_MARKS[level], inlines)
        case Paragraph(inlines):
            yield from _text_lines(inlines)
        case Bullet(level, mark, inlines, more):
            yield (DEEPER_INDENT if mark == "-" and level == 3 else "") + _marked(mark, inlines)
            yield from _further(more)
        case Note(mark, inlines, more) | Numbered(mark, _, inlines, more):
            yield _marked(mark, inlines)
            yield from _further(more)
        case Table():
            yield from _table_lines(block)
        case FigurePlace(figure):
            yield figure_place(figure)
        case FigureLine():
            yield _figure_line(block)


def _marked(mark: str, inlines: Inlines) -> str:
    return f"{mark} {_one_line(inlines)}"


def _further(more: Iterable[Inlines]) -> Iterator[str]:
    return (_MORE_INDENT + _safe_start(_one_line(inlines)) for inlines in more)


def _text_lines(inlines: Inlines) -> list[str]:
    return [_safe_start(line) for line in write_inlines(inlines).split("\n")]


def _safe_start(line: str) -> str:
    """line with a backslash before what would be read as a mark."""
    kind = line_kind(line)
    taken = kind.kind not in (Kind.TEXT, Kind.INDENTED, Kind.BLANK)
    taken |= kind.mark == "\\" and not line.startswith("\\*")  # that one is an escape already, of an inline sign
    return f"\\{line}" if taken else line


def _one_line(inlines: Inlines) -> str:
    """Only paragraphs have line breaks; anywhere else a break is a blank."""
    return write_inlines(inlines).replace("\n", " ")


def _figure_line(block: FigureLine) -> str:
    caption = _escape_credit(block.caption)
    return f"{FIGURE_MARK} {caption}" + ("" if block.credit is None else f" [출처={_escape_credit(block.credit)}]")


def figure_line(caption: str, credit: str) -> str:
    """The line that stands for a figure's record where text goes out: ▲ caption [출처=credit]."""
    return _figure_line(FigureLine(caption, credit or None))


def _escape_credit(text: str) -> str:
    return escape_in(text, "[]\\") if "\\" in text or "]" in text or "[" in text else text


def _table_lines(table: Table) -> Iterator[str]:
    if table.title or table.unit:
        yield table_title_line(table.title, table.unit)
    for number, row in enumerate(table.rows):
        cells = [_cell(inlines) for inlines in row]
        if number == 1 and not table.header and all(RULE.fullmatch(cell) for cell in cells):
            cells[0] = "\\" + cells[0]
        yield f"| {' | '.join(cells)} |"
        if number == 0 and table.header:
            yield f"| {' | '.join('---' for _ in row)} |"


def _cell(inlines: Inlines) -> str:
    text = _one_line(inlines)
    if text[:1] == "\\" and RULE.fullmatch(text[1:]):
        text = "\\" + text
    return text.replace("|", "\\|")


# --- inlines --------------------------------------------------------------------------------------------------


def write_inlines(inlines: Inlines) -> str:
    """The text of inlines, plain where that reads back the same."""
    for signs in ("", "*"):
        simple = "".join(_inline_text(inlines, signs))
        if parse_inlines(simple) == inlines:
            return simple
    return "".join(_inline_text(inlines, "*`[]\\"))


def _inline_text(inlines: Inlines, signs: str) -> Iterator[str]:
    for node in inlines:
        match node:
            case Text(text):
                yield escape_in(text, signs) if signs else text
            case LineBreak():
                yield "\n"
            case Code(text):
                yield _code(text)
            case Strong(children):
                yield f"**{''.join(_inline_text(children, signs))}**"
            case Emphasis(children):
                yield f"*{''.join(_inline_text(children, signs))}*"
            case Link(href, children):
                yield f"[{''.join(_inline_text(children, signs))}]({href})"


def _code(text: str) -> str:
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    padded = text[:1] == "`" or text[-1:] == "`" or (len(text) > 2 and text[0] == text[-1] == " " and text.strip(" "))
    return f"{fence} {text} {fence}" if padded else f"{fence}{text}{fence}"
