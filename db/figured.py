"""Figures as they are judged: with the entry they stand in, by what their own words and their picture were then."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Final, Protocol, TypeVar

from db.frozen import dataclass

T = TypeVar("T")
_JUDGED: Final = ("caption", "credit", "alt", "blob")
"""Fields of a figure that a decision on its entry is about; what else there is follows from the picture."""


class Tables(Protocol):
    """What is asked here of a reader, which asks this module in turn what of its decisions still holds."""

    def once(self, name: str, ask: Callable[[], T]) -> T: ...

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Any]: ...

    def snapshot(self) -> AbstractContextManager[None]: ...


def figures_with(reader: Tables) -> dict[str, tuple[str, ...]]:
    """By entry, the figures that are judged with it, in reading order.

    A figure is no entry and gets no decision: it goes back, or is approved, with the entry that it stands in. What a
    visit has outside of any entry goes with its record, that is with its first note.
    """
    return reader.once("figures with entries", lambda: _figures_with(reader))


def figure_heads(reader: Tables, entries: Iterable[str]) -> dict[str, frozenset[str]]:
    """By entry, the revisions of the figures that a decision made now would be about; without figures left out."""
    return {
        entry: frozenset(head for _, heads in figures for head in heads)
        for entry, figures in _standing(reader, entries).items()
    }


def figures_changed(reader: Tables, decisions: Iterable[tuple[str, frozenset[str], int]]) -> list[bool]:
    """Of each decision, whether a figure of its entry is no longer as it was judged, or was deleted.

    decisions: entry, revisions that it names, and its time (hlc). Where it names none of a figure – it handed the entry
    in, was made before decisions named figures, or before there was this figure – what was written after it counts as
    a change.
    """
    asked = list(decisions)
    figures = _standing(reader, {entry for entry, _, _ in asked})
    names = sorted({name for several in figures.values() for name, _ in several})
    written: dict[str, dict[str, int]] = {}
    for revision, name, hlc in _rows_of(reader, "SELECT id, object, hlc FROM revision WHERE object", names):
        written.setdefault(name, {})[revision] = hlc
    binned: dict[str, list[_Binned]] = {}
    for each in _binned(reader):
        binned.setdefault(each.entry, []).append(each)
    return [
        any(_changed(heads, written.get(name, {}), named, time) for name, heads in figures.get(entry, ()))
        or any(_went(each, named, time) for each in binned.get(entry, ()))
        for entry, named, time in asked
    ]


def figures_gone(reader: Tables, heads: Iterable[str]) -> tuple[str, ...]:
    """The figures that a decision names, by revisions in heads, and that are in the bin now."""
    named = {*heads}
    return tuple(each.id for each in _binned(reader) if not named.isdisjoint(each.written))


@dataclass(frozen=True, slots=True)
class _Binned:
    """A figure in the bin. entry: with which it would be judged. written: its revisions, with their times (hlc)."""

    id: str
    entry: str
    written: Mapping[str, int]


def _binned(reader: Tables) -> tuple[_Binned, ...]:
    return reader.once("figures in the bin", lambda: _read_binned(reader))


def _read_binned(reader: Tables) -> tuple[_Binned, ...]:
    with reader.snapshot():
        homes = _homes(reader, deleted=True)
        written: dict[str, dict[str, int]] = {}
        for name, revision, hlc in _rows_of(reader, "SELECT object, id, hlc FROM revision WHERE object", list(homes)):
            written.setdefault(name, {})[revision] = hlc
    return tuple(_Binned(name, entry, written.get(name, {})) for name, entry in homes.items())


def _went(figure: _Binned, named: frozenset[str], time: int) -> bool:
    """Whether a figure in the bin was there when a decision was made."""
    if not named.isdisjoint(figure.written):
        return True
    return bool(figure.written) and min(figure.written.values()) <= time < max(figure.written.values())


def _changed(now: frozenset[str], written: Mapping[str, int], named: frozenset[str], time: int) -> bool:
    fresh = now - named
    return bool(fresh) and (not named.isdisjoint(written) or any(written.get(head, 0) > time for head in fresh))


def _standing(reader: Tables, entries: Iterable[str]) -> dict[str, list[tuple[str, frozenset[str]]]]:
    """By entry, its figures and the revisions that what is judged of them comes from, those in conflict too."""
    inside = figures_with(reader)
    wanted = {entry: inside[entry] for entry in entries if entry in inside}
    names = sorted({name for several in wanted.values() for name in several})
    heads: dict[str, frozenset[str]] = {}
    for name, shown, writers in _rows_of(reader, "SELECT object, heads, writers FROM state WHERE object", names):
        fields = {**json.loads(shown), **json.loads(writers)}
        heads[name] = frozenset(head for field in _JUDGED for head in fields.get(field, ()))
    return {entry: [(name, heads[name]) for name in several if name in heads] for entry, several in wanted.items()}


def _rows_of(reader: Tables, query: str, names: list[str]) -> list[Any]:
    return reader.rows(f"{query} IN (SELECT value FROM json_each(?))", [json.dumps(names)]) if names else []


def _figures_with(reader: Tables) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name, inside in _homes(reader, deleted=False).items():
        if inside:
            found.setdefault(inside, []).append(name)
    return {entry: tuple(several) for entry, several in found.items()}


def _homes(reader: Tables, *, deleted: bool) -> dict[str, str]:
    """By figure, in reading order, the entry with which it is judged; empty where there is none."""
    with reader.snapshot():
        query = 'SELECT id, entry, visit FROM figure WHERE deleted = ? ORDER BY "order", id'
        figures = reader.rows(query, (int(deleted),))
        notes = reader.rows('SELECT id, visit FROM note WHERE NOT deleted ORDER BY "order", id') if figures else ()
    first: dict[str, str] = {}
    for note, visit in notes:
        first.setdefault(visit or "", note)
    return {name: entry if entry and entry != visit else first.get(visit or "", "") for name, entry, visit in figures}
