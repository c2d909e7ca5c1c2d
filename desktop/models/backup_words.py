"""How the notebook of now stands to a backup, in words: what would come back, and what stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.models.backups import Examined, State, Target

if TYPE_CHECKING:
    from resources import Sentences


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence with its sign. names: some titles it is about."""

    icon: str
    token: str
    text: str
    names: str = ""
    strong: bool = False


COUNTED = (
    "visit", "note", "question", "takeaway", "figure", "chapter", "implication", "contact", "person", "comment",
    "report",
)  # fmt: skip
"""Kinds that are counted, in the order in which they are told."""


def counted(counts: Mapping[str, int], sentences: Sentences) -> str:
    """방문 14 · 내용 60 · 질의응답 40; a line breaks between them only."""
    kinds = [kind for kind in COUNTED if counts.get(kind)]
    words = [f"{sentences(f'fields.kind.{kind}')} {counts[kind]}" for kind in kinds]
    return " · ".join(each.replace(" ", "\u00a0") for each in words)


def lines(examined: Examined, target: Target, sentences: Sentences) -> tuple[Line, ...]:
    """What a restore would do to target."""
    if target.state is State.GONE:
        return (
            Line("warning", "amber", sentences("backup.state.gone", path=target.path)),
            Line("undo", "accent", sentences("backup.way.gone")),
        )
    if target.state is State.DAMAGED:
        return (
            Line("error", "red", sentences("backup.state.damaged", path=target.path)),
            Line("undo", "accent", sentences("backup.way.damaged")),
        )
    return ()
