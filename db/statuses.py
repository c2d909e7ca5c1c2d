"""Asks a notebook for the states of its entries: few questions, however many entries were decided on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Protocol

from db.figured import Tables, figures_changed
from db.status import Judgement, Written, status_of, text_heads
from db.trouble import named
from db.values import read_json


class Entries(Tables, Protocol):
    """What is asked here of a reader, which asks this module in turn."""

    @property
    def path(self) -> Path: ...

    def in_drafts(self) -> set[str]: ...


def statuses_of(reader: Entries, kind: str) -> dict[str, str]:
    """The state of every entry of kind outside the bin, by id; see db.status.

    Raises KnownError where the notebook cannot be read.
    """
    with reader.snapshot(), named(reader.path):
        return _states(reader, "kind = ? AND NOT deleted", kind, reader.once("judged", lambda: _judgements(reader)))


def status_of_one(reader: Entries, object_id: str) -> str:
    """The state of one entry; nothing for what is not known. Raises as `statuses_of`."""
    with reader.snapshot(), named(reader.path):
        return _states(reader, "object = ?", object_id, _judgements(reader, object_id)).get(object_id, "")


def _states(reader: Entries, which: str, value: str, judged: Mapping[str, list[Judgement]]) -> dict[str, str]:
    """Nobody decided on most entries; how these stand follows from three signs, and is worked out once for each."""
    drafts = reader.in_drafts()
    plain = {
        (filled, imported, draft): status_of(Written(bool(filled), frozenset(), bool(imported), draft), ())
        for filled in (0, 1)
        for imported in (0, 1)
        for draft in (False, True)
    }
    rows = reader.rows(f"SELECT object, filled, imported FROM state WHERE {which}", (value,))
    found = {name: plain[filled, imported, name in drafts] for name, filled, imported in rows if name not in judged}
    return found | _decided(reader, which, value, drafts, judged)


def _decided(
    reader: Entries, which: str, value: str, drafts: Collection[str], judged: Mapping[str, list[Judgement]]
) -> dict[str, str]:
    """Of those that somebody decided on; only of them the heads are asked for."""
    rows = reader.rows(
        f"SELECT object, kind, filled, imported, heads, writers FROM state WHERE {which} "
        "AND object IN (SELECT object FROM decision WHERE NOT deleted)",
        (value,),
    )
    found = {}
    for name, kind, filled, imported, heads, writers in rows:
        written = text_heads(kind, read_json(heads), read_json(writers))
        found[name] = status_of(Written(bool(filled), written, bool(imported), name in drafts), judged[name])
    return found


def _judgements(reader: Entries, object_id: str | None = None) -> dict[str, list[Judgement]]:
    """The decisions on one object, or on all, oldest first."""
    rows = reader.rows(
        "SELECT d.object, d.verdict, d.author, d.heads, s.created FROM decision d JOIN state s ON s.object = d.id "
        "WHERE NOT d.deleted AND (? IS NULL OR d.object = ?) ORDER BY s.created, d.id",
        (object_id, object_id),
    )
    heads = [frozenset(read_json(row[3])) for row in rows]
    beside = figures_changed(reader, [(row[0], seen, row[4]) for row, seen in zip(rows, heads, strict=True)])
    judged: dict[str, list[Judgement]] = defaultdict(list)
    for row, seen, changed in zip(rows, heads, beside, strict=True):
        judged[row[0]].append(Judgement(row[1], row[2], seen, changed))
    return judged
