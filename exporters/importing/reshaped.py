"""Tables put into one row a person and one row a visit: halves side by side, teams as columns, several in one cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final

from exporters.importing.columns import head_meanings, head_row
from exporters.importing.grid import Grid, key_of

_MOST_LINES: Final = 40
"""Lines of a cell that become rows; a longer cell is a text."""


def stacked(grid: Grid, words: Mapping[str, str], meaning: str) -> Grid:
    """grid with its halves one below the other, where the head comes twice side by side. meaning: one that each has."""
    head = head_row(grid, words)
    if head is None:
        return grid
    found = head_meanings(grid[head], words)
    places = [column for column, each in sorted(found.items()) if each == meaning]
    period = places[1] - places[0] if len(places) > 1 else 0
    keys = [key_of(cell) for cell in grid[head]]
    if not period or len(keys) % period or keys != keys[:period] * (len(keys) // period):
        return grid
    halves = [[row[at : at + period] for row in grid[head + 1 :]] for at in range(0, len(keys), period)]
    return (grid[head][:period], *(row for half in halves for row in half if any(row)))


def by_column(grid: Grid, is_head: Callable[[str], bool], is_below: Callable[[str], bool]) -> Grid:
    """Rows of (head, cell) where every column is a list with its own head: teams side by side; else grid."""
    for number, row in enumerate(grid[:3]):
        heads = [cell for cell in row if cell]
        below = [cell for each in grid[number + 1 :] for cell in each if cell]
        if len(heads) == len(row) > 1 and all(map(is_head, heads)) and below and all(map(is_below, below)):
            return tuple(
                (head, line)
                for column, head in enumerate(row)
                for each in grid[number + 1 :]
                for line in each[column].split("\n")
                if line
            )
    return grid


def joined(grid: Grid, words: Mapping[str, str], first: Collection[str], second: Collection[str]) -> Grid:
    """grid with the column under one of the second heads written behind the one under one of the first.

    first, second: as `key_of` makes them.
    """
    head = head_row(grid, words)
    if head is None:
        head = next((number for number, row in enumerate(grid[:3]) if _place(row, first) is not None), None)
    if head is None:
        return grid
    one, other = _place(grid[head], first), _place(grid[head], second)
    if one is None or other is None or one == other:
        return grid
    rows: list[tuple[str, ...]] = []
    above = ""
    for number, row in enumerate(grid):
        cells = list(row)
        if number > head:
            above = (row[one] or above) if row[other] else row[one]
            cells[one] = " ".join(filter(None, (above, row[other])))
        rows.append(tuple(cell for column, cell in enumerate(cells) if column != other))
    return tuple(rows)


def one_each(grid: Grid, heads: int, column: int | None, parts: Callable[[str], Sequence[str]]) -> Grid:
    """grid with a row for each of the parts of a cell of column; the other cells say the same in each."""
    if column is None:
        return grid
    rows = [*grid[:heads]]
    for row in grid[heads:]:
        found = parts(row[column])
        rows += [(*row[:column], each, *row[column + 1 :]) for each in found] if len(found) > 1 else [row]
    return tuple(rows)


def by_lines(
    grid: Grid, heads: int, times: int | None, contents: Sequence[int], kept: Collection[int | None],
    says_when: Callable[[str], bool], stands: Callable[[str], bool],
) -> Grid:  # fmt: skip
    """grid with a row for each line of a cell that lists several visits.

    times, contents: columns whose cells may list them. kept: columns that are never parted. says_when: whether a line
    begins with a time; those that do not go on with the one before. stands: whether a line is something of its own
    even so. Other cells with as many lines are parted too; the rest stays in the first of the rows.
    """
    rows = [*grid[:heads]]
    for row in grid[heads:]:
        cells = [[cell] if column in kept else cell.split("\n") for column, cell in enumerate(row)]
        number = _number(cells, times, contents, says_when, stands)
        rows += [
            tuple(
                each[place] if len(each) == number else row[column] if place == 0 else ""
                for column, each in enumerate(cells)
            )
            for place in range(number)
        ]
    return tuple(rows)


def _number(
    cells: list[list[str]], times: int | None, contents: Sequence[int], says_when: Callable[[str], bool],
    stands: Callable[[str], bool],
) -> int:  # fmt: skip
    """How many visits a row lists; lines of cells that belong together are joined on the way."""
    said = [cells[column] for column in contents if any(cells[column])]
    if times is not None and len(cells[times]) > 1 and all(map(says_when, cells[times])):
        number = len(cells[times])
        if said and all(len(lines) == number for lines in said) and number <= _MOST_LINES:
            return number
        return 1  # the programme of one visit: its times are more than its contents
    for column in contents:
        lines = cells[column]
        if sum(map(says_when, lines)) > 1:
            cells[column] = lines = _begun(lines, says_when)
        elif len(lines) < 2 or not all(map(stands, lines)):
            continue
        if len(lines) <= _MOST_LINES:
            return len(lines)
    return 1


def _begun(lines: Sequence[str], says_when: Callable[[str], bool]) -> list[str]:
    found: list[str] = []
    for line in lines:
        if found and not says_when(line):
            found[-1] = f"{found[-1]}\n{line}"
        else:
            found.append(line)
    return found


def _place(row: Sequence[str], heads: Collection[str]) -> int | None:
    return next((column for column, cell in enumerate(row) if key_of(re.sub(r"[(（].*", "", cell)) in heads), None)
