"""How the notebook of now stands to a backup, in words: what would come back, and what stays as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.models.backups import Examined, State, Target

if TYPE_CHECKING:
    from db.comparison import Comparison, Group
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
    if examined.comparison is None:
        return (Line("info", "ink3", sentences("backup.compared.not")),)
    return tuple(_compared(examined.comparison, sentences))


def _compared(comparison: Comparison, sentences: Sentences) -> Iterator[Line]:
    """What comes back first, then what stays."""
    if comparison.same:
        yield Line("check", "green", sentences("backup.compared.same"))
        return
    if not comparison.only_there and not comparison.newer_there:
        yield Line("check", "green", sentences("backup.compared.nothing"))
    for name, icon, token, group in (
        ("only_there", "plus", "accent", comparison.only_there),
        ("newer_there", "plus", "accent", comparison.newer_there),
        ("only_here", "notebook", "ink3", comparison.only_here),
        ("newer_here", "pencil", "ink3", comparison.newer_here),
    ):
        if group:
            words = sentences(f"backup.compared.{name}", words=counted(group.counts, sentences))
            yield Line(icon, token, words, _names(group), token == "accent")


def _names(group: Group) -> str:
    more = "" if sum(group.counts.values()) <= len(group.names) else " …"
    return " · ".join(group.names) + more if group.names else ""
