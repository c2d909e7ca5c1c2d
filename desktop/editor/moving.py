"""Which lines go where when some are moved up or down: a table is passed whole, and its rows stay under its header."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.editor import cells
from exporters.document.marks import Kind, line_kind

Span = tuple[int, int]
"""First and last line."""


def exchange(lines: Sequence[str], first: int, last: int, by: int) -> tuple[Span, Span] | None:
    """The lines that move when those from first to last are moved, and the ones that make way; None at an end.

    by: up (-1) or down (+1). Where rows under a header are meant they stay under it; else tables move as they are,
    with their titles.
    """
    moved = _whole(lines, first, last)
    if moved is None:
        low, high = _body(lines, first)
        beside = first - 1 if by < 0 else last + 1
        return ((first, last), (beside, beside)) if low <= beside <= high else None
    beside = moved[0] - 1 if by < 0 else moved[1] + 1
    return (moved, _table(lines, beside)) if 0 <= beside < len(lines) else None


def _whole(lines: Sequence[str], first: int, last: int) -> Span | None:
    """first to last with the whole of the tables that they reach into; None where only rows of one's body are meant."""
    if cells.is_row(lines[first]) and cells.is_row(lines[last]):
        low, high = _body(lines, first)
        if low <= first and last <= high and (first, last) != cells.extent(lines, first):
            return None
    return _table(lines, first)[0], _table(lines, last)[1]


def _body(lines: Sequence[str], row: int) -> Span:
    """The rows under the header of the table that row is of."""
    first, last = cells.extent(lines, row)
    return (first + 2 if first < last and cells.is_rule(lines[first + 1]) else first), last


def _table(lines: Sequence[str], at: int) -> Span:
    """The table with its title that line at is of, else that line alone."""
    if line_kind(lines[at]).kind is Kind.TABLE_TITLE and at + 1 < len(lines) and cells.is_row(lines[at + 1]):
        return at, cells.extent(lines, at + 1)[1]
    if not cells.is_row(lines[at]):
        return at, at
    first, last = cells.extent(lines, at)
    return first - (first > 0 and line_kind(lines[first - 1]).kind is Kind.TABLE_TITLE), last
