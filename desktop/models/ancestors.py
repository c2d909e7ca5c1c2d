"""What versions of a text came from, marked by what none or not all of them kept."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from db.difference import Piece, difference


def gone(ancestor: str, texts: Sequence[str]) -> list[Piece]:
    """The ancestor, in which what any of texts has no more counts as deleted."""
    lost = [False] * len(ancestor)
    for text in texts:
        at = 0
        for piece in difference(ancestor, text):
            if piece.kind == "inserted":
                continue
            if piece.kind == "deleted":
                lost[at : at + len(piece.text)] = [True] * len(piece.text)
            at += len(piece.text)
    return [
        Piece("deleted" if away else "same", "".join(letter for letter, _ in run))
        for away, run in groupby(zip(ancestor, lost, strict=True), key=lambda each: each[1])
    ]
