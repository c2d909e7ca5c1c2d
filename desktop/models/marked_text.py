"""A text whose differences are marked, as plain values: lines with ranges, what may be folded, and words for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final, Literal

from desktop.editor.composition import utf16_units
from desktop.words import shortened

if TYPE_CHECKING:
    from db.difference import Piece
    from resources import Sentences

AROUND: Final = 2
"""Unchanged lines that stay beside a change."""
LEAST_FOLD: Final = 5
"""Unchanged lines below which folding hides nothing worth it."""
TOLD: Final = 5
"""Differences that are told in words."""
LONGEST: Final = 60
"""Code points of a difference told in words."""

Kind = Literal["inserted", "deleted"]


@dataclass(frozen=True, slots=True)
class Range:
    """start, end: UTF-16 units from the start of the line."""

    start: int
    end: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """One line. broken: its line end is what was inserted or deleted, or None. joint: its end is in neither text."""

    text: str
    ranges: tuple[Range, ...] = ()
    broken: Kind | None = None
    joint: bool = False

    @property
    def changed(self) -> bool:
        return bool(self.ranges) or self.broken is not None

    @property
    def whole(self) -> bool:
        """Whether all of it, its end too, came or went together."""
        return bool(self.ranges) and all(each.kind == self.broken for each in self.ranges) and self._covered

    @property
    def _covered(self) -> bool:
        return sum(each.end - each.start for each in self.ranges) == utf16_units(self.text, len(self.text))


def marked_lines(pieces: Sequence[Piece]) -> tuple[MarkedLine, ...]:
    """The lines that pieces make, with their differences; of a changed place what was deleted stands first.

    Whole lines that were replaced stand above what stands for them.
    """
    made, runs = _Lines(), _runs(pieces)
    for number, (same, gone, new) in enumerate(runs):
        made.add(same, None)
        ends = number + 1 == len(runs) or runs[number + 1][0].startswith("\n")
        begins = not made.text
        made.add(gone, "deleted")
        if gone and new and begins and not gone.endswith("\n") and (ends or "\n" in gone + new):
            made.end(None, joint=True)
        made.add(new, "inserted")
    made.end(None)
    return tuple(made.lines)


def _runs(pieces: Sequence[Piece]) -> list[tuple[str, str, str]]:
    """What is the same, and what was deleted and inserted behind it; where lines gave way to lines, whole lines."""
    runs: list[tuple[str, str, str]] = [("", "", "")]
    for same, group in groupby(pieces, key=lambda piece: piece.kind == "same"):
        parts = list(group)
        if same:
            runs.append(("".join(piece.text for piece in parts), "", ""))
            continue
        gone, new = ("".join(p.text for p in parts if p.kind == kind) for kind in ("deleted", "inserted"))
        runs[-1] = runs[-1][0], gone, new
    for number, (same, gone, new) in enumerate(runs):
        behind = runs[number + 1] if number + 1 < len(runs) else ("", "", "")
        apart = gone.strip() and new.strip() and "\n" in gone + new
        alone = (number == 0 or "\n" in same or number == 1 and not runs[0][1] + runs[0][2]) and (
            "\n" in behind[0] or not behind[1] + behind[2]
        )
        if apart and alone:
            before, after = same[same.rfind("\n") + 1 :], behind[0].partition("\n")[0]
            runs[number] = same[: len(same) - len(before)], before + gone + after, before + new + after
            if number + 1 < len(runs):
                runs[number + 1] = behind[0][len(after) :], behind[1], behind[2]
    return runs


class _Lines:
    """Lines while they are made. text: of the last one, which has no end yet."""

    def __init__(self) -> None:
        self.lines: list[MarkedLine] = []
        self.text = ""
        self._ranges: list[Range] = []

    def add(self, text: str, kind: Kind | None) -> None:
        for number, part in enumerate(text.split("\n")):
            if number:
                self.end(kind)
            if part and kind is not None:
                start = utf16_units(self.text, len(self.text))
                self._ranges.append(Range(start, start + utf16_units(part, len(part)), kind))
            self.text += part

    def end(self, kind: Kind | None, *, joint: bool = False) -> None:
        self.lines.append(MarkedLine(self.text, tuple(self._ranges), kind, joint))
        self.text, self._ranges = "", []


def folds(lines: Sequence[MarkedLine]) -> tuple[range, ...]:
    """Runs of unchanged lines that may be hidden; none where nothing differs."""
    found: list[range] = []
    changed = [number for number, line in enumerate(lines) if line.changed]
    if not changed:
        return ()
    edges = [-AROUND - 1, *changed, len(lines) + AROUND]
    for before, after in zip(edges, edges[1:], strict=False):
        hidden = range(before + AROUND + 1, after - AROUND)
        if len(hidden) >= LEAST_FOLD:
            found.append(hidden)
    return tuple(found)


def difference_words(pieces: Sequence[Piece], sentences: Sentences) -> str:
    """The differences for those who do not see their colours."""
    told = [
        sentences(f"history.difference.{piece.kind}", text=shortened(piece.text, LONGEST))
        for piece in pieces
        if piece.kind != "same" and piece.text.strip()
    ]
    if not told:
        return sentences("history.difference.none")
    more = [sentences("history.difference.more", count=len(told) - TOLD)] if len(told) > TOLD else []
    return " ".join([*told[:TOLD], *more])
