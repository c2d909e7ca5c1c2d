"""A table's row of outline text by its cells: where each stands, and what Tab and Enter make of rows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from exporters.document.marks import RULE, Kind, line_kind

_BAR = re.compile(r"(?<!\\)\|")


def is_row(line: str) -> bool:
    """Whether line is a row of a pipe table."""
    return line.lstrip()[:1] == "|" and line_kind(line).kind is Kind.TABLE_ROW


def bounds(line: str) -> list[tuple[int, int]]:
    """Where the text of each cell of a row begins and ends, in code points; an empty cell has a place, too."""
    bars = [found.start() for found in _BAR.finditer(line)]
    found = []
    for left, right in zip(bars, bars[1:], strict=False):
        inner = line[left + 1 : right]
        if inner.strip():
            start = left + 1 + len(inner) - len(inner.lstrip())
            found.append((start, start + len(inner.strip())))
        else:
            place = min(left + 2, right)
            found.append((place, place))
    return found


def texts(line: str) -> list[str]:
    """The text of each cell of a row."""
    return [line[start:end] for start, end in bounds(line)]


def is_rule(line: str) -> bool:
    """Whether a row only parts the header from the rows under it."""
    found = texts(line)
    return bool(found) and all(RULE.fullmatch(cell) for cell in found)


def is_empty(line: str) -> bool:
    return not any(texts(line))


def new_row(like: str) -> str:
    """An empty row with as many cells as like has."""
    return "|" + "  |" * max(len(bounds(like)), 1)


def extent(lines: Sequence[str], at: int) -> tuple[int, int]:
    """The first and last row of the table that row at belongs to."""
    first = last = at
    while first > 0 and is_row(lines[first - 1]):
        first -= 1
    while last + 1 < len(lines) and is_row(lines[last + 1]):
        last += 1
    return first, last


def cell_at(line: str, column: int) -> int:
    """The number of the cell that column (code points) stands in."""
    bars = [found.start() for found in _BAR.finditer(line)]
    return max(0, min(sum(bar < column for bar in bars) - 1, len(bars) - 2))


def beside(lines: Sequence[str], row: int, cell: int, by: int) -> tuple[int, int] | None:
    """The cell after (+1) or before (-1) one, over the rule under the header; None outside of the table."""
    first, last = extent(lines, row)
    cell += by
    while not 0 <= cell < len(bounds(lines[row])):
        row += by
        if not first <= row <= last:
            return None
        cell = 0 if by > 0 else len(bounds(lines[row])) - 1
        if is_rule(lines[row]):
            cell = len(bounds(lines[row])) if by > 0 else -1
    return row, cell


def row_of(words: Sequence[str]) -> str:
    """The row whose cells hold words."""
    return "".join(f"| {each} " if each else "|  " for each in words) + "|"


def escaped(words: str) -> str:
    """words as a cell takes them: one line, a bar no end of it."""
    return _BAR.sub(r"\|", " ".join(words.split()))


def with_column(rows: Sequence[str], at: int) -> list[str]:
    """The rows of a table with an empty cell more before cell at."""
    made = []
    for row in rows:
        found = texts(row)
        found += [""] * (at - len(found))
        made.append(row_of([*found[:at], "---" if is_rule(row) else "", *found[at:]]))
    return made


def without_column(rows: Sequence[str], at: int) -> list[str]:
    """The rows of a table without cell at."""
    parts = [texts(row) for row in rows]
    return [row_of([*part[:at], *part[at + 1 :]]) for part in parts]


def filled(rows: Sequence[str], row: int, cell: int, block: Sequence[Sequence[str]]) -> list[str]:
    """The rows of a table with block put into its cells from one on; it grows where block reaches further."""
    width = max([len(texts(each)) for each in rows] + [cell + len(each) for each in block])
    made = []
    for each in rows:
        found = texts(each)
        made.append(
            each if len(found) == width else row_of(found + ["---" if is_rule(each) else ""] * (width - len(found)))
        )
    for words in block:
        row += row < len(made) and is_rule(made[row])
        if row == len(made):
            made.append(row_of([""] * width))
        found = texts(made[row])
        made[row] = row_of([*found[:cell], *words, *found[cell + len(words) :]])
        row += 1
    return made
