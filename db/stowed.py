"""Lines that came in, stowed in a file that nobody else sees, so that the largest bundle never stands in memory."""

from __future__ import annotations

import json
import sqlite3
import weakref
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing
from typing import Any, Final, overload

from db.incoming import Incoming, Sender

_TABLES: Final = """
PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA temp_store=FILE; PRAGMA cache_size=-8000;
CREATE TABLE line(id TEXT PRIMARY KEY, object TEXT, kind TEXT, author TEXT, device TEXT, hlc INTEGER, parents TEXT,
  redacted INTEGER, number INTEGER, taken INTEGER, payload TEXT);
CREATE TABLE place(number INTEGER PRIMARY KEY, id TEXT);
CREATE TABLE known(id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE undone(id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE rejected(id TEXT PRIMARY KEY) WITHOUT ROWID;
"""
_COLUMNS: Final = "id, object, kind, author, device, hlc, parents, payload, redacted"
_PUT: Final = (
    f"INSERT INTO line({_COLUMNS}, number, taken) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0) ON CONFLICT(id) DO UPDATE "
    "SET object = excluded.object, kind = excluded.kind, author = excluded.author, device = excluded.device, "
    "hlc = excluded.hlc, parents = excluded.parents, payload = excluded.payload, redacted = excluded.redacted "
    "WHERE (excluded.redacted, excluded.payload) < (redacted, payload)"
)
"""Of a whole and a redacted one, the whole counts; the number is that of the first."""
_BELOW: Final = (
    "WITH RECURSIVE below(id) AS (SELECT value FROM json_each(?) UNION SELECT c.id FROM child c "
    "JOIN below ON c.parent = below.id) SELECT id FROM line WHERE id IN below"
)
_GIVEN: Final = "(SELECT value FROM json_each(?))"
_OF_LINES: Final = "id IN (SELECT id FROM place WHERE number BETWEEN ? AND ?)"


class Stowed(Sequence[Incoming]):
    """What was read, and, as a sequence ordered by object and id, what is taken of it.

    SQLite keeps it in the memory of a small cache, and what is more in a file without a name, which the operating
    system removes with the process, however that ends.
    """

    def __init__(self) -> None:
        self._connection = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._connection.executescript(_TABLES)
        self._connection.execute("BEGIN")  # never ends: nothing of it is to be kept
        self._taken = 0
        weakref.finalize(self, self._connection.close)

    # --- what is read -------------------------------------------------------------------------------------------

    def put(self, lines: Iterable[tuple[int, Incoming]], known: Collection[str]) -> None:
        """Keep lines with their numbers, from 1. known: ids of those that are here already."""
        given = list(lines)
        many = self._connection.executemany
        many("INSERT INTO place VALUES (?, ?)", [(number, each.id) for number, each in given])
        many("INSERT OR IGNORE INTO known VALUES (?)", [(name,) for name in known])
        many(_PUT, [(*_row(each), number) for number, each in given if each.id not in known])

    def take_all(self, held: Collection[str]) -> None:
        """Take what is whole and not among held, which were undone; then it is a sequence."""
        self._connection.executemany("INSERT INTO undone VALUES (?)", [(name,) for name in held])
        self._connection.execute("UPDATE line SET taken = 1 WHERE NOT redacted AND id NOT IN undone")
        self._connection.execute("CREATE INDEX by_object ON line(object, id)")
        self._count()

    def turn(self, ids: Iterable[str], *, taken: bool) -> None:
        """Take these too, or leave them."""
        self._connection.executemany("UPDATE line SET taken = ? WHERE id = ?", [(taken, name) for name in ids])
        self._count()

    def reject(self, ids: Iterable[str]) -> None:
        """These are none after all."""
        self._connection.executemany("INSERT INTO rejected VALUES (?)", [(name,) for name in ids])

    def _count(self) -> None:
        self._taken = self._number("SELECT count(*) FROM line WHERE taken")

    # --- what is asked of it ------------------------------------------------------------------------------------

    def known(self, among: Collection[str]) -> set[str]:
        """Those of among that came in though they are here."""
        return self._names(f"SELECT id FROM known WHERE id IN {_GIVEN}", json.dumps(list(among)))

    @property
    def same(self) -> int:
        """How many came in that are here."""
        return self._number("SELECT count(*) FROM known")

    def below(self, ids: Collection[str]) -> set[str]:
        """What is new here, and was written by somebody who had seen one of ids."""
        self._connection.execute(
            "CREATE TABLE child AS SELECT j.value AS parent, line.id AS id FROM line, json_each(line.parents) j"
        )
        self._connection.execute("CREATE INDEX by_parent ON child(parent)")
        return self._names(_BELOW, json.dumps(list(ids)))

    def redacted(self) -> list[tuple[str, int]]:
        """The ids of what is new here without its body, and their lines."""
        return self._rows("SELECT id, number FROM line WHERE redacted AND id NOT IN undone ORDER BY number")

    def parents(self) -> Iterator[str]:
        """What those that are taken say to have seen."""
        return (row[0] for row in self._each("SELECT j.value FROM line, json_each(line.parents) j WHERE taken"))

    def objects(self) -> set[str]:
        """Those of what is taken."""
        return self._names("SELECT DISTINCT object FROM line WHERE taken")

    def of_object(self, name: str) -> list[Incoming]:
        """What is taken of an object."""
        return list(self._incoming("object = ?", name))

    def of_kinds(self, *kinds: str) -> Iterator[Incoming]:
        """What is taken of objects of these kinds."""
        return self._incoming(f"kind IN {_GIVEN}", json.dumps(kinds))

    def senders(self) -> tuple[Sender, ...]:
        """Who wrote what is taken, on which device."""
        sql = (
            "SELECT ifnull(author, ''), ifnull(device, ''), count(*) FROM line WHERE taken GROUP BY 1, 2 ORDER BY 1, 2"
        )
        return tuple(Sender(*row) for row in self._rows(sql))

    def ahead(self, latest: int) -> tuple[str, ...]:
        """The ids of what is taken and written later than latest, an hlc."""
        sql = "SELECT id FROM line WHERE taken AND hlc > ? ORDER BY object, id"
        return tuple(row[0] for row in self._rows(sql, latest))

    # --- by line: first and last are numbers, from 1 --------------------------------------------------------------

    def counts(self, first: int, last: int) -> tuple[int, int, int]:
        """How many revisions these lines are, how many of them are taken, and how many were undone."""
        every = "SELECT count(DISTINCT id) FROM place WHERE number BETWEEN ? AND ? AND id NOT IN rejected"
        undone = "SELECT count(*) FROM undone WHERE " + _OF_LINES
        taken = "SELECT count(*) FROM line WHERE taken AND " + _OF_LINES
        return self._number(every, first, last), self._number(taken, first, last), self._number(undone, first, last)

    def objects_in(self, first: int, last: int) -> set[str]:
        """The objects of what is taken of these lines."""
        return self._names(f"SELECT DISTINCT object FROM line WHERE taken AND {_OF_LINES}", first, last)

    def writers_in(self, first: int, last: int) -> tuple[tuple[str, int], ...]:
        """Who wrote what is taken of these lines, and how many revisions each."""
        sql = f"SELECT ifnull(author, ''), count(*) FROM line WHERE taken AND {_OF_LINES} GROUP BY 1 ORDER BY 1"
        return tuple(self._rows(sql, first, last))

    def ids_in(self, first: int, last: int) -> Iterator[str]:
        """What these lines say they are."""
        return (row[0] for row in self._each("SELECT id FROM place WHERE number BETWEEN ? AND ?", first, last))

    def among(self, ids: Collection[str], spans: Iterable[tuple[int, int]]) -> set[str]:
        """Those of ids that one of the lines of spans, first and last, says it is."""
        sql = f"SELECT id FROM place WHERE number BETWEEN ? AND ? AND id IN {_GIVEN}"
        given = json.dumps(list(ids))
        return set().union(*(self._names(sql, *span, given) for span in spans))

    # --- the sequence ---------------------------------------------------------------------------------------------

    def get(self, name: str) -> Incoming:
        """What is new here, by its id."""
        return _incoming(*self._rows(f"SELECT {_COLUMNS} FROM line WHERE id = ?", name)[0])

    def __len__(self) -> int:
        return self._taken

    def __iter__(self) -> Iterator[Incoming]:
        return self._incoming("1")

    @overload
    def __getitem__(self, index: int) -> Incoming: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Incoming, ...]: ...
    def __getitem__(self, index: int | slice) -> Incoming | tuple[Incoming, ...]:
        return tuple(self)[index]

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, Sequence) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<{self._taken} revisions>"

    def _incoming(self, condition: str, *values: object) -> Iterator[Incoming]:
        sql = f"SELECT {_COLUMNS} FROM line WHERE taken AND {condition} ORDER BY object, id"
        return (_incoming(*row) for row in self._each(sql, *values))

    def _each(self, sql: str, *values: object) -> Iterator[Any]:
        with closing(self._connection.cursor()) as cursor:
            yield from cursor.execute(sql, values)

    def _rows(self, sql: str, *values: object) -> list[Any]:
        return self._connection.execute(sql, values).fetchall()

    def _names(self, sql: str, *values: object) -> set[str]:
        return {row[0] for row in self._each(sql, *values)}

    def _number(self, sql: str, *values: object) -> int:
        return int(self._rows(sql, *values)[0][0])


def _row(each: Incoming) -> tuple[object, ...]:
    parents = json.dumps(each.parents)
    return each.id, each.object, each.kind, each.author, each.device, each.hlc, parents, each.payload, each.redacted


def _incoming(
    name: str, object_id: str, kind: str, author: str | None, device: str | None, hlc: int, parents: str, payload: str,
    redacted: int,
) -> Incoming:  # fmt: skip
    seen = tuple(json.loads(parents))
    return Incoming(name, object_id, kind, author, device, hlc, seen, payload, bool(redacted))
