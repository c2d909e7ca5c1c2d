"""The tables of pasted HTML: real ones as tables, those that only place text on a page as its lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from exporters.document.letters import plain
from exporters.document.nodes import Inline, Inlines, Strong, Table, Text
from exporters.importing.html_inlines import merged
from exporters.importing.html_lines import Cell, Grid, Line

_LONG_CELL: Final = 600
"""Code points of a cell above which a table only places text on its page."""
_MOST_SPAN: Final = 100


def span(value: str | None) -> int:
    """How many columns or rows value, of colspan or rowspan, says: 1 to 100."""
    return max(1, min(int(value), _MOST_SPAN)) if value and value.isdecimal() and len(value) < 6 else 1


def table_lines(grid: Grid) -> list[Line]:
    """A table, or its lines where it only places text."""
    rows = filled([row for row in grid.rows if row])
    cells = [cell for row in rows for cell in row]
    width = max((len(row) for row in rows), default=0)
    long = any(sum(len(plain(line.inlines)) for line in cell) > _LONG_CELL for cell in cells)
    if grid.placing or long or width < 2 or any(line.table for cell in cells for line in cell):
        return [line for part in (grid.title, *cells) for line in part]
    made = [[joined(cell) for cell in row] + [()] * (width - len(row)) for row in rows]
    while made and not any(made[-1]):
        made.pop()
    if not made:
        return list(grid.title)
    if len(made) > 1:  # a header is strong by itself
        made[0] = [cell[0].children if len(cell) == 1 and isinstance(cell[0], Strong) else cell for cell in made[0]]
    title = plain(joined(grid.title))
    return [Line(table=Table(tuple(tuple(row) for row in made), title, header=len(made) > 1))]


def filled(rows: list[list[Cell]]) -> list[list[list[Line]]]:
    """The lines of each cell, with empty cells where one reaches over several columns or rows."""
    below: Counter[int] = Counter()
    found: list[list[list[Line]]] = []
    for row in rows:
        made: list[list[Line]] = []
        for cell in row:
            while below[len(made)] > 0:
                below[len(made)] -= 1
                made.append([])
            for column in range(cell.columns):
                below[len(made)] = max(below[len(made)], cell.rows - 1)
                made.append(cell.lines if not column else [])
        while below[len(made)] > 0:
            below[len(made)] -= 1
            made.append([])
        found.append(made)
    return found


def joined(lines: Iterable[Line]) -> Inlines:
    nodes: list[Inline] = []
    for line in lines:
        mark = line.mark.strip()
        nodes += [Text(" ")] if nodes else []
        nodes += [Text(f"{mark} ")] if mark else []
        nodes += line.inlines
    return merged(nodes)
