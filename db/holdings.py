"""Which revisions are here: what is asked about sets of them, before some go out and when others come in."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import groupby, islice
from typing import Any, Final, TypeVar

from db.errors import Unreadable
from db.frozen import dataclass
from db.queries import Reader
from db.revisions import InvalidRevision, Revision, read

T = TypeVar("T")
REDACTION: Final = "redaction"
_BATCH: Final = 40
_MANY: Final = 2000
"""Ids at once."""
SHREDDING: Final = "to_shred"
"""Row of meta: bodies were blanked whose bytes may still stand in freed places of the file."""
_UNDONE: Final = "SELECT revision FROM set_aside WHERE intake IS NOT NULL"
_GIVEN: Final = "(SELECT value FROM json_each(?))"

REDACTIONS: Final = "SELECT id, payload FROM revision WHERE kind = 'redaction'"
"""The revisions of all redactions: by the revisions themselves, since another's may give their object another kind."""

BUILT_ON: Final = (
    "WITH RECURSIVE below(id) AS (SELECT value FROM json_each(?) UNION "
    "SELECT p.parent FROM revision_parent p JOIN below ON p.revision = below.id "
    f"WHERE p.parent IN ({_UNDONE})) SELECT id FROM below WHERE id IN ({_UNDONE})"
)
"""Of the revisions given as a JSON list, those of undone merges, and all such that they were built on."""


@dataclass(frozen=True, slots=True)
class Intake:
    """A merge that was made. name: of the file. sender: who it was from. taken_at: ISO 8601. aside: how many of its
    revisions were set aside when it was undone."""

    id: str
    name: str
    sender: str | None
    taken_at: str
    revisions: tuple[str, ...]
    aside: int


def blanked_by(revision: Revision) -> frozenset[str]:
    """The ids that revision, of a redaction, names; what a foreign program wrote otherwise names none."""
    named = revision.fields.get("revisions", ())
    if revision.kind != REDACTION or not isinstance(named, tuple):
        return frozenset()
    return frozenset(name for name in named if isinstance(name, str))


def all_blanked(rows: Iterable[tuple[str, str]]) -> frozenset[str]:
    """The ids that the redactions among rows of (id, payload) name; a row that is damaged names none."""
    named: set[str] = set()
    for row in rows:
        with suppress(InvalidRevision):
            named |= blanked_by(read(*row))
    return frozenset(named)


def is_blanked(revision: Revision, named: Collection[str]) -> bool:
    """Whether revision loses its body where redactions name those ids; a redaction itself never does."""
    return revision.id in named and revision.kind != REDACTION


def ids_of(stored: str) -> tuple[str, ...]:
    """The ids of a list as it is stored. Raises Unreadable for what is none."""
    try:
        return tuple(str(name) for name in json.loads(stored))
    except (ValueError, TypeError) as error:
        raise Unreadable(str(stored)[:80]) from error


def batches(items: Iterable[T], size: int = _BATCH) -> Iterator[list[T]]:
    """items in lists of at most size."""
    left = iter(items)
    while batch := list(islice(left, size)):
        yield batch


class Holdings:
    """The revisions of a notebook as sets. reader: where it is long work, one of its own, so that nobody waits."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    @property
    def notebook(self) -> str:
        return self._reader.meta("notebook") or ""

    def known(self, ids: Iterable[str]) -> frozenset[str]:
        """Those of ids that are stored, set aside or not."""
        return self._names(f"SELECT id FROM revision WHERE id IN {_GIVEN}", ids)

    def starting(self, name: str) -> list[Revision]:
        """The revisions whose id begins with name, at most three; set aside or not."""
        if not name or set(name) - set("0123456789abcdef"):
            return []
        rows = self._reader.rows("SELECT id, payload FROM revision WHERE id GLOB ? LIMIT 3", [f"{name}*"])
        return [read(*row) for row in rows]

    def undone(self) -> frozenset[str]:
        """The revisions that an undone merge had brought."""
        return frozenset(row[0] for row in self._reader.rows(_UNDONE))

    def built_on(self, ids: Iterable[str]) -> frozenset[str]:
        """Those of ids that are of undone merges, with all such that they were built on."""
        if not self.undone():
            return frozenset()
        return frozenset().union(*(self._names(BUILT_ON, some) for some in batches(ids, _MANY)))

    def redacted(self) -> frozenset[str]:
        """The ids that some redaction names."""
        return all_blanked(self._reader.rows(REDACTIONS))

    def to_blank(self, named: Collection[str]) -> dict[str, str]:
        """The revisions that still have the body which redactions of those ids take away, each with its object."""
        rows = self._reader.rows(f"SELECT id, payload FROM revision WHERE id IN {_GIVEN}", [_json(named)])
        stored = (read(*row) for row in rows)
        return {each.id: each.object for each in stored if not each.redacted and is_blanked(each, named)}

    def objects_of(self, ids: Iterable[str]) -> frozenset[str]:
        return self._names(f"SELECT DISTINCT object FROM revision WHERE id IN {_GIVEN}", ids)

    def objects(self) -> list[str]:
        """All objects that have a revision which is not set aside, in order of id."""
        return [row[0] for row in self._reader.rows("SELECT object FROM state ORDER BY object")]

    def shown(self, objects: Iterable[str], also: Iterable[str] = ()) -> Iterator[tuple[str, dict[str, str]]]:
        """The payloads of objects by id of the revision; those set aside are left out, unless also names them."""
        names = _json(also)
        for batch in batches(objects):
            rows = self._reader.rows(
                f"SELECT object, id, payload FROM revision WHERE object IN {_GIVEN} "
                f"AND (id NOT IN (SELECT revision FROM set_aside) OR id IN {_GIVEN}) ORDER BY object, id",
                [json.dumps(batch), names],
            )
            for object_id, found in groupby(rows, key=lambda row: str(row[0])):
                yield object_id, {name: payload for _, name, payload in found}

    def intakes(self) -> tuple[Intake, ...]:
        """The merges that were made, the newest first."""
        aside = self._counts("SELECT intake, count(*) FROM set_aside WHERE intake IS NOT NULL GROUP BY intake")
        rows = self._reader.rows("SELECT id, name, sender, taken_at, revisions FROM intake ORDER BY taken_at DESC, id")
        return tuple(
            Intake(name, file, sender, taken_at, ids_of(revisions), aside.get(name, 0))
            for name, file, sender, taken_at, revisions in rows
        )

    def last_intake(self) -> str | None:
        """The merge that was made last."""
        found = self._reader.rows("SELECT id FROM intake ORDER BY taken_at DESC, id LIMIT 1")
        return str(found[0][0]) if found else None

    def writers(self, ids: Iterable[str]) -> Mapping[str, int]:
        """Who wrote the revisions with these ids, and how many each; "" where that is not known."""
        sql = f"SELECT ifnull(author, ''), count(*) FROM revision WHERE id IN {_GIVEN} GROUP BY 1"
        return dict(self._reader.rows(sql, [_json(ids)]))

    def _counts(self, sql: str) -> Mapping[str, int]:
        return dict(self._reader.rows(sql))

    def _names(self, sql: str, ids: Iterable[str]) -> frozenset[str]:
        return frozenset(row[0] for row in self._reader.rows(sql, [_json(ids)]))


def _json(ids: Iterable[str]) -> Any:
    return json.dumps(sorted(ids))
