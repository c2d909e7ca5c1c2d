"""What the columns of a pasted table mean: by the words at their head, else by what stands in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from exporters.importing.grid import Grid, key_of

LEFT_OUT: Final = ""
"""The meaning of a column that is not taken."""
_HEADS_WITHIN: Final = 8
"""Rows from the top in which the head of a table is looked for: titles may stand above it."""
_SEEN: Final = 60
"""Cells of a column that are looked at."""
_ENOUGH: Final = 0.55
"""Share of the cells of a column that must look alike."""
_OPEN: Final = frozenset({"일정", "구분", "분류", "항목"})
"""Heads that stand over anything: days, teams, contents. What stands below them decides."""
_TOLD_BELOW: Final = ("date", "team")

Looks: TypeAlias = Sequence[tuple[str, Callable[[str], bool]]]
"""By meaning, in this order: what a column is whose cells mostly look so."""


@dataclass(frozen=True, slots=True)
class Columns:
    """meanings: of each column, LEFT_OUT for none. guessed: columns whose meaning no head says. heads: rows on top that
    are no content."""

    meanings: tuple[str, ...]
    guessed: frozenset[int] = frozenset()
    heads: int = 0

    def place(self, meaning: str) -> int | None:
        """The first column with a meaning."""
        return self.meanings.index(meaning) if meaning in self.meanings else None


def columns_of(grid: Grid, words: Mapping[str, str], looks: Looks, rest: Sequence[str]) -> Columns:
    """What the columns of grid mean.

    words: meanings by the words at a head, as `key_of` makes them. Of two columns with the same head that counts whose
    cells look most like it. rest: what the columns that are left are, from the left, where there is no head.
    """
    width = len(grid[0]) if grid else 0
    found, heads = _by_heads(grid, words, looks)
    guessed: set[int] = set()
    taken = {meaning for meaning in found.values() if meaning}
    for meaning, look in looks:
        if meaning in taken:
            continue
        free = [column for column in range(width) if column not in found]
        shares = {column: _likeness(grid, heads, column, look) for column in free}
        best = max(shares, key=lambda column: shares[column], default=None)
        if best is not None and shares[best] >= _ENOUGH:
            found[best] = meaning
            guessed.add(best)
            taken.add(meaning)
    if not heads:
        spare = iter(meaning for meaning in rest if meaning not in taken)
        for column in range(width):
            if column not in found:
                found[column] = next(spare, LEFT_OUT)
                guessed.add(column)
    return Columns(tuple(found.get(column, LEFT_OUT) for column in range(width)), frozenset(guessed), heads)


def told_by(grid: Grid, words: Mapping[str, str], looks: Looks, own: Collection[str]) -> int:
    """How many columns of grid speak for a sort of table, by the words at their head or by how their cells look.

    words, looks: as of `columns_of`. own: meanings that other sorts of tables do not have.
    """
    found, heads = _by_heads(grid, words, looks)
    sure = {meaning for meaning in found.values() if meaning in own}
    free = [column for column in range(len(grid[0]) if grid else 0) if column not in found]
    sure |= {
        meaning
        for meaning, look in looks
        if meaning in own and any(_likeness(grid, heads, column, look) >= _ENOUGH for column in free)
    }
    return len(sure)


def head_row(grid: Grid, words: Mapping[str, str]) -> int | None:
    """The row that says what the columns are, if there is one."""
    scores = [(_score(row, words), -number) for number, row in enumerate(grid[:_HEADS_WITHIN])]
    score, negative = max(scores, default=(0, 0))
    return -negative if score > 1 or (score == 1 and grid and len(grid[0]) == 1) else None


def head_meanings(row: Sequence[str], words: Mapping[str, str]) -> dict[int, str]:
    """The meanings of columns by the words of their head."""
    return _meanings(row, words)


def _by_heads(grid: Grid, words: Mapping[str, str], looks: Looks) -> tuple[dict[int, str], int]:
    """Meanings by the head of the table, and how many rows stand above the content."""
    head = head_row(grid, words)
    if head is None:
        return {}, 0
    found = _meanings(grid[head], words)
    heads = head + 1
    if heads < len(grid) and _score(grid[heads], words) >= 2 and not _is_body(grid[heads]):
        found |= _meanings(grid[heads], words)  # a head of two rows: the lower one is the nearer one
        heads += 1
    for column in [each for each in found if key_of(grid[head][each]) in _OPEN]:
        for meaning, look in looks:
            if meaning in _TOLD_BELOW and _likeness(grid, heads, column, look) >= _ENOUGH:
                found[column] = meaning
    for meaning in set(found.values()) - {LEFT_OUT}:
        alike = [column for column in sorted(found) if found[column] == meaning]
        look = next((each for name, each in looks if name == meaning), bool)
        best = max(alike, key=lambda column: _likeness(grid, heads, column, look))
        found |= dict.fromkeys((column for column in alike if column != best), LEFT_OUT)
    return found, heads


def _score(row: Sequence[str], words: Mapping[str, str]) -> int:
    return len(set(_meanings(row, words).values())) if not _is_body(row) else 0


def _is_body(row: Sequence[str]) -> bool:
    """Numbers, addresses and long texts stand in no head."""
    return any(re.search(r"\d{2}|@", cell) or len(cell) > 24 for cell in row)


def _meanings(row: Sequence[str], words: Mapping[str, str]) -> dict[int, str]:
    found: dict[int, str] = {}
    for column, cell in enumerate(row):
        meaning = _meaning(cell, words)
        if meaning is not None:
            found[column] = meaning
    return found


def _meaning(cell: str, words: Mapping[str, str]) -> str | None:
    key = key_of(re.sub(r"[(（\[].*?[)）\]]", "", cell)) or key_of(cell)
    if not key:
        return None
    if key in words:
        return words[key]
    if re.search(r"[가-힣]", key):  # Korean heads are put together: 참가자성명, 방문예정기관
        ends = [word for word in words if len(word) > 1 and key.endswith(word)]
        if ends:
            return words[max(ends, key=len)]
    return None


def _likeness(grid: Grid, heads: int, column: int, look: Callable[[str], bool]) -> float:
    cells = [row[column] for row in grid[heads:] if row[column]][:_SEEN]
    return sum(look(cell) for cell in cells) / len(cells) if cells else 0.0
