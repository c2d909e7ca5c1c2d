"""Cells of plain text whose columns are kept apart by blanks alone, by the place where each cell begins."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

_PIECE: Final = re.compile(r"[^ \u3000]+(?:[ \xa0][^ \u3000]+)*")
MOST_COLUMNS: Final = 40
"""More of them are no table."""
_OFF: Final = 3
"""Columns of a terminal by which a cell may stand beside its place."""
_MISSES: Final = 0.1
"""Share of the cells that may stand further off; with more the text is not aligned."""


def aligned_rows(lines: Sequence[str]) -> list[list[str]] | None:
    """Rows with an empty cell where nothing stands below a column; None where the lines are not aligned.

    Widths count as on a terminal (Unicode UAX 11): a syllable takes two columns.
    """
    if any(len(_PIECE.findall(line)) > MOST_COLUMNS for line in lines):
        return None
    pieces = [[(_width(line[: found.start()]), found[0]) for found in _PIECE.finditer(line)] for line in lines]
    places = [at for at, _ in max(pieces, key=len, default=[])]
    if len(places) < 2 or len({len(row) for row in pieces}) < 2:
        return None
    rows: list[list[str]] = []
    misses = 0
    for row in pieces:
        cells = [""] * len(places)
        for at, text in row:
            column = min(range(len(places)), key=lambda each: abs(places[each] - at))
            misses += abs(places[column] - at) > _OFF or bool(cells[column])
            cells[column] = f"{cells[column]} {text}".strip()
        rows.append(cells)
    return rows if misses <= _MISSES * sum(map(len, pieces)) else None


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
