"""What a pasted table would write: values shown as a preview, row by row, before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from db.edits import Edit
from exporters.importing.columns import Columns
from exporters.importing.grid import Grid

NEW, CHANGED, SAME, OUT = "new", "changed", "same", "out"
"""What becomes of a row: a new object, other values of one that is there, nothing new, or left out."""
WHOLE_ROW: Final = -1
"""Column of a doubt about the whole row."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it is understood.

    row: of the grid. outcome: of NEW, CHANGED, SAME, OUT as the program proposes it. reason: a code, why it is left
    out. values: by field. doubts: codes by column. object: id of what it is about, where that is there already.
    changed: fields whose value differs there.
    """

    row: int
    outcome: str
    values: Mapping[str, str]
    doubts: Mapping[int, str] = field(default_factory=dict)
    reason: str = ""
    object: str | None = None
    changed: tuple[str, ...] = ()


class Listing(Protocol):
    """What a sort of table brings: a roster brings people and teams, an itinerary visits."""

    @property
    def name(self) -> str:
        """roster or itinerary."""
        ...

    @property
    def meanings(self) -> tuple[str, ...]:
        """What columns can mean."""
        ...

    def columns(self, grid: Grid) -> Columns:
        """What the columns of grid mean."""
        ...

    def likeness(self, grid: Grid) -> int:
        """How many columns of grid speak for this sort of table."""
        ...

    def prepared(self, grid: Grid) -> Grid:
        """grid with loose lines cut into cells."""
        ...

    def read(self, grid: Grid, columns: Columns, apart: frozenset[int] = frozenset()) -> tuple[Line, ...]:
        """Every row of content. apart: rows that are somebody or something else than what is there already."""
        ...

    def edits(self, lines: Iterable[Line]) -> list[Edit]:
        """What writes the lines that are taken."""
        ...


def belongs_to(grid: Grid, listing: Listing, other: Listing) -> bool:
    """Whether grid, which was given to listing, is rather a table of the other sort."""
    found = other.likeness(grid)
    if found <= listing.likeness(grid):
        return False
    prepared = listing.prepared(grid)
    return found > 1 or all(line.outcome == OUT for line in listing.read(prepared, listing.columns(prepared)))


def words_to_meanings(table: Mapping[str, str]) -> dict[str, str]:
    """A table of meanings, each with its words, turned round. table: words parted by blanks, by meaning."""
    from exporters.importing.grid import key_of

    return {key_of(word): meaning for meaning, words in table.items() for word in words.split()}


def counts(lines: Sequence[Line], left_out: frozenset[int], taken: frozenset[int]) -> Mapping[str, int]:
    """How many rows become what. left_out, taken: rows that the user decided about."""
    found = dict.fromkeys((NEW, CHANGED, SAME, OUT), 0)
    for line in lines:
        found[outcome_of(line, left_out, taken)] += 1
    return found


def outcome_of(line: Line, left_out: frozenset[int], taken: frozenset[int]) -> str:
    """What becomes of a row after the user's decisions."""
    if line.row in left_out:
        return OUT
    if line.outcome == OUT and line.row in taken:
        return CHANGED if line.object and line.changed else SAME if line.object else NEW
    return line.outcome
