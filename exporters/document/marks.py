"""The marks of outline text: the one table that parser, writer and editor read.

Needs the standard library only and looks at one line at a time, so that an editor can ask while somebody types.
What a line is in its place (whether an indented line continues a bullet, whether a title has its table) is the
parser's to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Kind(StrEnum):
    """What one line is, seen alone."""

    BLANK = "blank"
    TEXT = "text"
    INDENTED = "indented"  # text behind blanks: a further paragraph of the bullet above, where there is one
    HEADING = "heading"
    BULLET = "bullet"
    NOTE = "note"
    NUMBERED = "numbered"
    FIGURE = "figure"  # ![](figure:UUID)
    FIGURE_LINE = "figure_line"  # ▲ caption [출처=credit]
    TABLE_TITLE = "table_title"  # < title > (단위: unit)
    TABLE_ROW = "table_row"  # | cell | cell |


RULE: Final = re.compile(r":?-{3,}:?")
"""A cell of the line between the head of a table and its rows."""


@dataclass(frozen=True, slots=True)
class LineKind:
    """One line's mark.

    mark: as typed, without the blanks around it; a lone backslash where it takes the meaning off a mark. level: of
    headings 1-2, bullets 1-3, numbers 1-4, else 0. mark_start, mark_end: code points; the line's own text begins at
    mark_end.
    """

    mark: str
    level: int
    kind: Kind
    mark_start: int
    mark_end: int


HEADINGS: Final = MappingProxyType({"□": 1, "◇": 2, "#": 1, "##": 2})
TWINS: Final = MappingProxyType({1: "#", 2: "##"})
BULLETS: Final = MappingProxyType({"○": 1, "-": 2, "·": 3, "▹": 3})
NOTES: Final = ("※", "*")
FIGURE_MARK: Final = "▲"
DEEPER_INDENT: Final = "  "

_FIGURE = re.compile(r"!\[\]\(figure:([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})\)\s*")
GA: Final = "가나다라마바사아자차카타파하"
_ROMAN: Final = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
_NUMBER = re.compile(rf"(?:(?P<roman>[{_ROMAN}]\.)|(?P<digit>\d{{1,2}}\.)|(?P<ga>[{GA}]\.)|(?P<paren>\d{{1,2}}\)))")
_NUMBER_LEVELS: Final = MappingProxyType({"roman": 1, "digit": 2, "ga": 3, "paren": 4})
_SIGN = re.compile(r"##?|[□◇○·▹※*▲-]")
_TITLE = re.compile(
    r"<(?P<title>(?:\\.|[^<>\\])*)>\s*(?:\(\s*단위\s*[::]\s*(?P<unit>(?:\\.|[^)\\\s])(?:\\.|[^)\\])*)\)\s*)?"
)
_ROW = re.compile(r"\|(?:.*[^\\])?\|\s*")


def line_kind(line: str) -> LineKind:
    """What line is: its mark, level and kind, and where its text begins. line holds no line break."""
    body = line.lstrip()
    start = len(line) - len(body)
    if not body:
        return LineKind("", 0, Kind.BLANK, start, start)
    marked = _marked(body, start)
    if marked is not None:
        return marked
    if body[0] == "\\" and _marked(body[1:], 0) is not None:
        return LineKind("\\", 0, Kind.INDENTED if start else Kind.TEXT, start, start + 1)
    return LineKind("", 0, Kind.INDENTED if start else Kind.TEXT, start, start)


def _marked(body: str, start: int) -> LineKind | None:
    """The mark at the beginning of body, which stands start code points into its line; None where there is none."""
    number = _NUMBER.match(body)
    if number is not None and _blank_at(body, number.end()):
        level = _NUMBER_LEVELS[str(number.lastgroup)]
        return _line(body, start, number.group(), level, Kind.NUMBERED)
    if body[:1] == "!" and _FIGURE.fullmatch(body):
        return LineKind("![](figure:", 0, Kind.FIGURE, start, start + len("![](figure:"))
    if body[:1] == "<" and _TITLE.fullmatch(body):
        return LineKind("<", 0, Kind.TABLE_TITLE, start, start + 1)
    if body[:1] == "|" and _ROW.fullmatch(body):
        return LineKind("|", 0, Kind.TABLE_ROW, start, start + 1)
    return _signed(body, start)


def _signed(body: str, start: int) -> LineKind | None:
    sign = _SIGN.match(body)
    if sign is None or not _blank_at(body, sign.end()):
        return None
    mark = sign.group()
    if mark in HEADINGS:
        return _line(body, start, mark, HEADINGS[mark], Kind.HEADING)
    if mark in BULLETS:
        level = 3 if mark == "-" and start else BULLETS[mark]
        return _line(body, start, mark, level, Kind.BULLET)
    return _line(body, start, mark, 0, Kind.NOTE if mark in NOTES else Kind.FIGURE_LINE)


def _line(body: str, start: int, mark: str, level: int, kind: Kind) -> LineKind:
    rest = body[len(mark) :]
    blanks = len(rest) - len(rest.lstrip())
    return LineKind(mark, level, kind, start, start + len(mark) + blanks)


def _blank_at(body: str, position: int) -> bool:
    return body[position : position + 1].isspace()


def number_level(number: str) -> int:
    """The level of a numbered item: Ⅰ. 1, `1.` 2, `가.` 3, `1)` 4. Raises ValueError for anything else."""
    found = _NUMBER.fullmatch(number)
    if found is None:
        raise ValueError(number)
    return _NUMBER_LEVELS[str(found.lastgroup)]


def next_number(number: str) -> str | None:
    """What counts on from number: `2)` after `1)`, `나.` after `가.`; None behind the last. ValueError: no number."""
    number_level(number)
    value, sign = number[:-1], number[-1]
    if value.isdecimal():
        return f"{int(value) + 1}{sign}" if int(value) < 99 else None
    row = GA if value in GA else _ROMAN
    place = row.index(value) + 1
    return f"{row[place]}{sign}" if place < len(row) else None


def figure_of(line: str) -> str | None:
    """The UUID that the figure line names, as written, or None where line is none."""
    found = _FIGURE.fullmatch(line.strip())
    return found.group(1) if found else None


def figure_place(figure_id: str) -> str:
    """The line that puts a figure in its place."""
    return f"![](figure:{figure_id})"


def table_title(line: str) -> tuple[str, str]:
    """Title and unit of a TABLE_TITLE line, both without their escapes."""
    found = _TITLE.fullmatch(line.strip())
    if found is None:
        raise ValueError(line)
    return unescape_in(found["title"].strip(), "<>()\\"), unescape_in((found["unit"] or "").strip(), "<>()\\")


def table_title_line(title: str, unit: str) -> str:
    """The line above a pipe table."""
    head = "< " + escape_in(title, "<>\\") + " >"
    return head + " (단위: " + escape_in(unit, ")\\") + ")" if unit else head


def escape_in(text: str, signs: str) -> str:
    """text with a backslash before each of signs."""
    return re.sub(f"([{re.escape(signs)}])", r"\\\1", text)


def unescape_in(text: str, signs: str) -> str:
    """text without the backslashes before any of signs."""
    return re.sub(rf"\\([{re.escape(signs)}])", r"\1", text)
