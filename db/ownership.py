"""Whose an entry is, and which entries nobody else may see yet: asked on a reading connection or the writer's own."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from db.records import ENTRY_KINDS
from db.status import APPROVED, RETURNED, SUBMITTED

GIVEN: Final = "given"
"""Row of meta: a JSON object of what went to others: by object, its newest revisions then."""
RECEIVED: Final = "received"
"""Row of meta: the same of what came back in a bundle of somebody else, so that it is known to have arrived."""
COPIED: Final = "copied"
"""Row of meta: the same of own entries, never handed in, that went to an own second machine."""
_STANDING: Final = "id NOT IN (SELECT revision FROM set_aside)"
Rows = Callable[[str, Sequence[object]], Sequence[Any]]
"""Asks the database, on a reading connection or the writer's own."""

ENTRIES_OF: Final = (
    "SELECT object FROM (SELECT s.object AS object, "
    "s.imported AS imported, ifnull(r.author = ?1, 0) OR ifnull(r.device = ?2, 0) AS own, "
    "NOT (ifnull(r.author = ?1, 0) OR ifnull(r.device = ?2, 0)) AND (r.author IS NOT NULL OR r.device IS NOT NULL) "
    "AS strange FROM state s JOIN revision r ON r.object = s.object WHERE s.kind IN "
    f"({', '.join(repr(kind) for kind in ENTRY_KINDS)}) AND r.{_STANDING}) GROUP BY object HAVING {{which}}"
)
"""The entries by who has written in them. ?1, ?2: person and device of the owner."""
OWN: Final = "max(own)"
STRANGE: Final = "max(strange)"


@dataclass(frozen=True, slots=True)
class Owner:
    """Who packs. person: the id of a person of the roster, or None. device: of this laptop, or None."""

    person: str | None
    device: str | None


def own_entries(rows: Rows, owner: Owner) -> frozenset[str]:
    """The entries that owner has written in."""
    return frozenset(row[0] for row in rows(ENTRIES_OF.format(which=OWN), [owner.person, owner.device]))


def private_entries(rows: Rows, owner: Owner) -> frozenset[str]:
    """The own entries that were never handed in: nobody else may see them.

    A submission that was taken back counts as none, unless the entry went out meanwhile, or it was made on another
    machine, where nobody here knows.
    """
    own = frozenset(
        row[0]
        for row in rows(
            ENTRIES_OF.format(which=f"{OWN} AND NOT {STRANGE} AND NOT imported"), [owner.person, owner.device]
        )
    )
    decided = rows(
        "SELECT d.object FROM decision d WHERE d.verdict IN (?, ?, ?) AND (NOT d.deleted OR EXISTS "
        "(SELECT 1 FROM revision r WHERE r.object = d.id AND r.device <> ifnull(?, '')))",
        [SUBMITTED, RETURNED, APPROVED, owner.device],
    )
    return own - {row[0] for row in decided} - note_of(rows, GIVEN).keys()


def newest(rows: Rows, objects: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """By object, its revisions that no other one has seen."""
    found: dict[str, list[str]] = {}
    for name, revision in rows(
        f"SELECT object, id FROM revision r WHERE object IN (SELECT value FROM json_each(?)) AND {_STANDING} AND "
        "NOT EXISTS (SELECT 1 FROM revision_parent p WHERE p.parent = r.id "
        "AND p.revision NOT IN (SELECT revision FROM set_aside)) ORDER BY id",
        [json.dumps(sorted(objects))],
    ):
        found.setdefault(name, []).append(revision)
    return {name: tuple(ids) for name, ids in found.items()}


def note_of(rows: Rows, name: str) -> dict[str, list[str]]:
    """GIVEN, RECEIVED or COPIED; nothing where it was never written, or cannot be read."""
    found = rows("SELECT value FROM meta WHERE name = ?", [name])
    try:
        noted = json.loads(found[0][0]) if found else {}
    except (ValueError, TypeError):
        return {}
    return {each: ids for each, ids in noted.items() if isinstance(ids, list)} if isinstance(noted, dict) else {}
