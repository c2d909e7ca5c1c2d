"""How entries stand to those who decide about them: what would be judged, and what was decided so far."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from db.frozen import dataclass
from db.revisions import instant_of
from db.status import APPROVED, RETURNED, SUBMITTED, text_heads
from db.trouble import named

if TYPE_CHECKING:
    from db.queries import Reader


@dataclass(frozen=True, slots=True)
class Standing:
    """One entry. heads: the revisions that a decision made now would be about.

    filled: there is text. decided: it was submitted, returned or approved as it is now, or came in from a foreign text.
    submitted_at: when it was submitted last, ISO 8601 in UTC; nothing where it never was.
    """

    kind: str
    heads: tuple[str, ...]
    filled: bool
    decided: bool
    submitted_at: str = ""

    @property
    def to_submit(self) -> bool:
        """There is text, and nobody handed it in or judged it as it is now."""
        return self.filled and not self.decided


def standing(reader: Reader, ids: Iterable[str]) -> dict[str, Standing]:
    """How each of the entries with these ids stands; what is not known is left out."""
    wanted = json.dumps(sorted(set(ids)))
    with reader.snapshot(), named(reader.path):
        entries = reader.rows(
            "SELECT object, kind, filled, imported, heads, writers FROM state "
            "WHERE object IN (SELECT value FROM json_each(?))",
            (wanted,),
        )
        decisions = reader.rows(
            "SELECT d.object, d.verdict, d.heads, s.created FROM decision d JOIN state s ON s.object = d.id "
            "WHERE NOT d.deleted AND d.verdict IN (?, ?, ?) AND d.object IN (SELECT value FROM json_each(?))",
            (SUBMITTED, RETURNED, APPROVED, wanted),
        )
        judged: dict[str, list[tuple[str, frozenset[str], int]]] = {}
        for entry, verdict, heads, created in decisions:
            judged.setdefault(entry, []).append((verdict, frozenset(json.loads(heads)), created))
        return {
            entry: _standing(kind, bool(filled), bool(imported), _heads(kind, heads, writers), judged.get(entry, []))
            for entry, kind, filled, imported, heads, writers in entries
        }


def _heads(kind: str, shown: str, writers: str) -> tuple[str, ...]:
    return tuple(sorted(text_heads(kind, json.loads(shown), json.loads(writers))))


def _standing(
    kind: str, filled: bool, imported: bool, now: tuple[str, ...], judged: list[tuple[str, frozenset[str], int]]
) -> Standing:
    submitted = max((created for verdict, _, created in judged if verdict == SUBMITTED), default=0)
    decided = any(heads >= {*now} for _, heads, _ in judged) if judged else imported
    return Standing(kind, now, filled, decided, instant_of(submitted) if submitted else "")
