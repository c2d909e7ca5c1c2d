"""The read side: frozen records straight from the read tables, with plain sqlite3, so that the first screen is fast."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, TypeVar, cast

from db import blobs
from db.edits import Draft
from db.errors import Unreadable
from db.frozen import dataclass
from db.lock import DATABASE
from db.records import KINDS, FieldSpec, Record, Shape, Tour, Value, field_specs
from db.revisions import Revision, instant_of, read
from db.state import Graph
from db.statuses import status_of_one, statuses_of
from db.trouble import named
from db.values import column_value, read_json, record_value
from db.wording import WORDLESS

R = TypeVar("R", bound=Record)
T = TypeVar("T")
_PRAGMAS: Final = (
    "PRAGMA query_only=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA mmap_size=0",
    "PRAGMA wal_autocheckpoint=0",
    "PRAGMA busy_timeout=5000",
)


_WORDLESS: Final = ", ".join(str(ord(letter)) for letter in WORDLESS)
"""Code points of which a text without words is made."""


@dataclass(frozen=True, slots=True)
class Version:
    """One of the versions of a field in conflict. revision: who wrote it when, and its id."""

    revision: str
    value: Any
    author: str | None
    device: str | None
    hlc: int

    @property
    def instant(self) -> str:
        return instant_of(self.hlc)


def connect(database: Path, *, immutable: bool = False) -> sqlite3.Connection:
    """A reading connection. immutable: the file is in a folder where SQLite could not put its own files."""
    uri = database.absolute().as_uri() + ("?immutable=1" if immutable else "?mode=ro")
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    return connection


def standing_in(reader: Reader, revisions: Iterable[str]) -> frozenset[str]:
    """Those of revisions in which something was handed in for the first time: they stand in for private ones."""
    rows = reader.rows(
        "SELECT r.id, r.hlc, a.since FROM revision r JOIN revision p ON p.object = r.object AND p.id <> r.id "
        "JOIN set_aside a ON a.revision = p.id AND a.intake IS NULL WHERE r.id IN (SELECT value FROM json_each(?))",
        [json.dumps(sorted(revisions))],
    )
    return frozenset(name for name, hlc, since in rows if since and instant_of(hlc) == since)


class Reader:
    """Reads a notebook. Each thread or process may have its own; one reader used by several threads is safe too.

    path: the notebook. connection: one that was opened already (of a copy, say). Raises KnownError for storage trouble.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection | None = None) -> None:
        self.path = path
        self._guard = threading.RLock()
        self._shapes: dict[type[Record], _Rows] = {}
        self._version = -1, -1
        self._known: dict[str, Any] = {}
        with named(path):
            self._connection = connection or connect(path / DATABASE)

    def close(self) -> None:
        self._connection.close()

    def read_from(self, connection: sqlite3.Connection) -> None:
        """Read through another connection from now on: the notebook's file was replaced by one that holds as much."""
        with self._guard:
            before, self._connection = self._connection, connection
            self._version = -1, -1
            self._known.clear()
        with suppress(sqlite3.Error):
            before.close()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Everything read in the block is of one moment, whatever is written meanwhile."""
        with self._guard:
            outermost = not self._connection.in_transaction
            if outermost:
                self._rows("BEGIN")
            try:
                yield
            finally:
                if outermost:
                    self._rows("COMMIT")

    def tour(self) -> Tour | None:
        """The first tour in reading order."""
        tours = self.all(Tour)
        return tours[0] if tours else None

    def get(self, object_id: str) -> Record | None:
        """The object as it stands, deleted or not; None where it is not known, or of a kind of a newer program."""
        kinds = self._rows("SELECT kind FROM state WHERE object = ?", (object_id,))
        kind = KINDS.get(kinds[0][0]) if kinds else None
        if kind is None:
            return None
        found = self._select(kind, "id = ?", (object_id,))
        return found[0] if found else None

    def many(self, kind: type[R], ids: Iterable[str]) -> dict[str, R]:
        """The objects of kind with these ids, deleted or not, by id; what is not known is left out."""
        wanted = sorted(set(ids))
        condition = "id IN (SELECT value FROM json_each(?))"
        return {each.id: each for each in self._select(kind, condition, (json.dumps(wanted),))} if wanted else {}

    def once(self, name: str, ask: Callable[[], T]) -> T:
        """The answer of ask, kept under name until the notebook changes: several parts of a window want to know it.

        It is shared, so it must be a value that nobody changes.
        """
        with self._guard:
            (version,) = self._rows("PRAGMA data_version")[0]  # changes with every commit of another connection
            version = version, self._connection.total_changes
            if self._version != version:
                self._version, self._known = version, {}
            if name not in self._known:
                self._known[name] = ask()
            return cast(T, self._known[name])

    def all(self, kind: type[R], *, deleted: bool = False, **where: Value) -> list[R]:
        """The objects of kind in reading order (order, id).

        deleted: those in the bin instead. where: only those whose field has this value; TypeError for an unknown field.
        """
        condition, values = self._condition(kind, deleted, where)
        return self._select(kind, condition, values)

    def columns(self, kind: type[Record], *names: str, empty: Sequence[str] = (), **where: Value) -> list[Any]:
        """Of the objects of kind outside the bin, in reading order: id, the named fields as they are stored, and for
        each field in empty whether it has no words. For lists of many, which need no whole texts.

        where: as in `all`. Raises TypeError for an unknown field.
        """
        condition, values = self._condition(kind, False, where)
        known = {spec.name for spec in field_specs(kind)}
        if unknown := {*names, *empty} - known:
            raise TypeError(f"{kind.KIND} has no field {min(unknown)!r}")
        parts = ["id", *(f'"{name}"' for name in names), *(_blank(f'"{name}"') for name in empty)]
        return self._rows(
            f'SELECT {", ".join(parts)} FROM "{kind.KIND}" WHERE {condition} ORDER BY "order", id', values
        )

    def count(self, kind: type[Record], **where: Value) -> int:
        """How many objects of kind, outside the bin, have these values."""
        condition, values = self._condition(kind, False, where)
        return int(self._rows(f'SELECT count(*) FROM "{kind.KIND}" WHERE {condition}', values)[0][0])

    def heads(self, object_id: str) -> dict[str, tuple[str, ...]]:
        """Per field, the revisions that the shown value came from: the base of an Edit or a Draft."""
        rows = self._rows("SELECT heads FROM state WHERE object = ?", (object_id,))
        if not rows:
            return {}
        with named(self.path):
            return {name: tuple(ids) for name, ids in read_json(rows[0][0]).items()}

    def drafts(self, held: bool | None = False) -> list[Draft]:
        """The drafts, by object and field. held: only those that are held, or with None all."""
        return self._drafts("", ()) if held is None else self._drafts(f"WHERE {self._held} = ?", (int(held),))

    def draft(self, object_id: str, field: str) -> Draft | None:
        """The draft of one field, held or not."""
        found = self._drafts("WHERE object = ? AND field = ?", (object_id, field))
        return found[0] if found else None

    def conflicts(self, object_id: str) -> dict[str, tuple[Version, ...]]:
        """The fields in conflict with all their versions, the shown one first."""
        rows = self._rows(
            "SELECT c.field, r.id, r.payload FROM conflict c JOIN revision r ON r.id = c.revision WHERE c.object = ?",
            (object_id,),
        )
        found: dict[str, list[Revision]] = {}
        with named(self.path):
            for field, name, payload in rows:
                found.setdefault(field, []).append(read(name, payload))
        return {
            field: tuple(
                Version(each.id, each.fields[field], each.author, each.device, each.hlc)
                for each in sorted(versions, key=lambda revision: revision.age, reverse=True)
            )
            for field, versions in sorted(found.items())
        }

    def status(self, object_id: str) -> str:
        """The state of an entry; see db.status. Empty for what is not known."""
        return status_of_one(self, object_id)

    def statuses(self, kind: type[Record]) -> dict[str, str]:
        """The state of every entry of kind, by id."""
        return dict(self.once(f"statuses {kind.KIND}", lambda: statuses_of(self, kind.KIND)))

    def recent(self, kinds: Sequence[str], limit: int) -> list[tuple[str, str]]:
        """The objects of kinds that were written last, newest first: id and ISO 8601 instant in UTC.

        Drafts count, imported texts that nobody changed do not.
        """
        marks = ",".join("?" * len(kinds))
        written = self._rows(
            f"SELECT object, changed FROM state WHERE kind IN ({marks}) AND changed > 0 AND NOT deleted "
            "AND NOT (imported AND created = changed) ORDER BY changed DESC, object LIMIT ?",
            (*kinds, limit),
        )
        newest = {row[0]: instant_of(row[1]) for row in written}
        for draft in self.drafts():
            if draft.kind in kinds:
                saved = datetime.fromisoformat(draft.saved_at).astimezone(UTC).isoformat(timespec="milliseconds")
                newest[draft.object] = max(newest.get(draft.object, ""), saved)
        return sorted(newest.items(), key=lambda item: item[1], reverse=True)[:limit]

    def history(self, object_id: str, *, private: bool = False) -> tuple[Revision, ...]:
        """The object's revisions, oldest first; each stands after its parents.

        private: also those that never leave this notebook, from before the object was handed in. What stands in their
        place then names the newest of them as its parents, as its author saw it.
        """
        rows = self._rows(
            "SELECT r.id, r.payload, a.since FROM revision r LEFT JOIN set_aside a ON a.revision = r.id "
            "WHERE r.object = ? AND (a.revision IS NULL OR (? AND a.intake IS NULL AND a.since <> ''))",
            (object_id, int(private)),
        )
        with named(self.path):
            found = [read(name, payload) for name, payload, _ in rows]
            places = {since: Graph(e for e, row in zip(found, rows, strict=True) if row[2] == since).newest()
                      for since in {row[2] for row in rows if row[2]}}  # fmt: skip
            shown = (replace(each, parents=places.get(each.instant, each.parents)) for each in found)
            return tuple(Graph(shown).revisions)

    def meta(self, name: str) -> str | None:
        rows = self._rows("SELECT value FROM meta WHERE name = ?", (name,))
        return rows[0][0] if rows else None

    def blob(self, sha256: str) -> blobs.Blob | None:
        """Size and type of a picture, or None where the notebook does not know it."""
        rows = self._rows("SELECT sha256, width, height, media FROM blob WHERE sha256 = ?", (sha256,))
        return blobs.Blob(*rows[0]) if rows else None

    def blob_path(self, sha256: str) -> Path | None:
        """The file of a picture, or None where it is missing."""
        return blobs.find(self.path, sha256)

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Any]:
        """The answer to a question of another module of the store; nobody outside knows the tables."""
        return self._rows(sql, values)

    def in_drafts(self) -> set[str]:
        """Ids of what somebody is writing: of drafts that are not blank and not held."""
        return {
            row[0] for row in self._rows(f"SELECT object FROM draft WHERE NOT {_blank('text')} AND NOT {self._held}")
        }

    @property
    def _held(self) -> str:
        """Whether a draft is held, in SQL; before the second version of the schema there were none."""
        return "held" if self._rows("PRAGMA user_version")[0][0] > 1 else "0"

    def _drafts(self, condition: str, values: Sequence[object]) -> list[Draft]:
        rows = self._rows(
            f"SELECT object, kind, field, text, base, caret, saved_at, {self._held} FROM draft {condition} "
            "ORDER BY object, field",
            values,
        )
        with named(self.path):
            return [
                Draft(object_id, kind, field, content, tuple(read_json(base)), caret, saved_at, bool(held))
                for object_id, kind, field, content, base, caret, saved_at, held in rows
            ]

    def _condition(
        self, kind: type[Record], deleted: bool, where: dict[str, Value]
    ) -> tuple[str, list[str | int | None]]:
        specs = {spec.name: spec for spec in field_specs(kind)}
        parts, values = ["deleted = ?"], [cast(str | int | None, int(deleted))]
        for name, value in where.items():
            if name not in specs:
                raise TypeError(f"{kind.KIND} has no field {name!r}")
            parts.append(f'"{name}" IS ?')
            values.append(column_value(specs[name], value))
        return " AND ".join(parts), values

    def _select(self, kind: type[R], condition: str, values: Sequence[object]) -> list[R]:
        rows = self._shapes.get(kind)
        if rows is None:
            rows = self._shapes[kind] = _Rows(kind)
        with named(self.path):
            stored = self._rows(f'{rows.select} WHERE {condition} ORDER BY "order", id', values)
            return cast(list[R], rows.records(stored))

    def _rows(self, sql: str, values: Sequence[object] = ()) -> list[Any]:
        with self._guard, named(self.path):
            return self._connection.execute(sql, values).fetchall()


class _Rows:
    """Turns rows of one read table into records."""

    def __init__(self, kind: type[Record]) -> None:
        specs = field_specs(kind)
        self._kind = kind
        self._names = ("id", *(spec.name for spec in specs))
        self._odd: list[tuple[int, Callable[[Any], Any]]] = [
            (at, _reading(spec))
            for at, spec in enumerate(specs, start=1)
            if spec.shape in (Shape.FLAG, Shape.REFS, Shape.LINES)
        ]
        self._allowed: list[tuple[type, ...]] = [(str,), *(_stored_types(spec) for spec in specs)]
        self._sound: set[tuple[type, ...]] = set()
        columns = ", ".join(f'"{name}"' for name in self._names)
        self.select = f'SELECT {columns} FROM "{kind.KIND}"'

    def records(self, rows: Sequence[Sequence[Any]]) -> list[Record]:
        kind, names, odd = self._kind, self._names, self._odd
        made: list[Record] = []
        for row in rows:
            types = tuple(map(type, row))
            if types not in self._sound:
                self._check(types)
            values = list(row)
            for at, reading in odd:
                values[at] = reading(values[at])
            made.append(kind(**dict(zip(names, values, strict=True))))
        return made

    def _check(self, types: tuple[type, ...]) -> None:
        """SQLite keeps values of any type in any column. Raises Unreadable for what this program never put there."""
        if not all(found in allowed for found, allowed in zip(types, self._allowed, strict=True)):
            raise Unreadable(self._kind.KIND)
        self._sound.add(types)


def _stored_types(spec: FieldSpec) -> tuple[type, ...]:
    plain = int if spec.shape in (Shape.FLAG, Shape.NUMBER) else str
    return (plain,) if spec.default is not None else (plain, type(None))


def _reading(spec: Any) -> Callable[[Any], Any]:
    if spec.shape is Shape.FLAG:
        return bool
    return lambda stored: () if stored == "[]" else record_value(spec, stored)


def _blank(column: str) -> str:
    """SQL: whether column has no words, as `has_words` says."""
    return f"trim(ifnull({column}, ''), char({_WORDLESS})) = ''"
