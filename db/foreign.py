"""Reads a database that is not trusted: a stranger's, a damaged one, or one of a newer program.

Only plain columns of plain tables are read, so that no trigger, view or expression of it ever runs; and what is taken
over is checked value by value, revisions by their hash.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from db.blobs import Blob
from db.errors import KnownError, Unreadable
from db.holdings import REDACTION, blanked_by, ids_of, is_blanked
from db.ownership import COPIED, GIVEN, RECEIVED
from db.progress import Progress, unseen
from db.revisions import Clock, InvalidRevision, Revision, blank, check, clean, read
from db.schema import ALEMBIC, APPLICATION_ID, PERMANENT, SCHEMA_VERSION, alembic_name, plain_sql, statements
from db.values import is_blob_name

Row = dict[str, Any]

_ORDINARY: Final = re.compile(r"CREATE TABLE (\w+)\(", re.ASCII)
_AT_ONCE: Final = 50
_SMALLEST_ROW: Final = 200  # bytes of the shortest revision, roughly
_TOLD: Final = 100  # revisions between two words about how far it is


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was taken over. notebook: its id. revisions: how many. left_out: what was not taken, one sentence each."""

    notebook: str
    revisions: int
    left_out: tuple[KnownError, ...]


def identity(source: sqlite3.Connection) -> str:
    """The id of the notebook in source; empty where none can be read."""
    distrust(source)
    with suppress(sqlite3.Error):
        for row in _Source(source).rows("meta", "name", "value"):
            if row["name"] == "notebook" and isinstance(row["value"], str):
                return row["value"]
    return ""


def has_revisions(source: sqlite3.Connection) -> bool:
    """Whether source has revisions where this program would look for them."""
    return _Source(source).has("revision", "id", "payload")


def listed_pictures(source: sqlite3.Connection) -> Iterator[Blob]:
    """The pictures that source says it has, each once or more often."""
    distrust(source)
    for row in _pictures(_Source(source)):
        yield Blob(row["sha256"], row["width"], row["height"], row["media"])


def _pictures(source: _Source) -> Iterator[Row]:
    for row in source.rows("blob", "sha256", "media", "width", "height", "size"):
        if is_blob_name(str(row.get("sha256"))) and _texts(row, "media") and _numbers(row, "width", "height", "size"):
            yield row


def distrust(source: sqlite3.Connection) -> None:
    """Prepare a connection to a database that may hold anything."""
    source.text_factory = lambda data: data.decode("utf-8", "replace")
    source.execute("PRAGMA trusted_schema=OFF")
    source.execute("PRAGMA cell_size_check=ON")


def gather(source: sqlite3.Connection, into: Path, notebook: str, progress: Progress = unseen) -> Gathered:
    """Put what source holds of the notebook with this id into a new database file: all but what is derived.

    Revisions come in by their hash, redacted ones with their redaction only. progress: revisions read, and how many
    there may be; what it raises ends the work. No damage of source raises anything.
    """
    distrust(source)
    with closing(sqlite3.connect(into, isolation_level=None)) as made:
        for pragma in ("journal_mode=OFF", "synchronous=OFF"):  # it counts only once it is whole
            made.execute(f"PRAGMA {pragma}")
        made.execute("BEGIN")
        gathering = _Gathering(_Source(source), made, notebook)
        gathering.make()
        gathering.revisions(progress)
        gathering.rest()
        made.execute("COMMIT")
        return gathering.told()


class _Source:
    """A database that is read with care. damaged: the tables that could not be read as a whole."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.damaged: list[str] = []

    def rows(self, table: str, *names: str) -> Iterator[Row]:
        """The rows of a table with those of the named columns that it has; some may come twice where it is damaged."""
        known = [name for name in names if name in self._columns(table)]
        if not known:
            return
        for values in self._read(table, ",".join(known)):
            yield dict(zip(known, values, strict=True))

    def has(self, table: str, *names: str) -> bool:
        return self._columns(table).issuperset(names)

    def count(self, table: str) -> int:
        with suppress(sqlite3.Error):
            if self._columns(table):
                return int(self._connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
        return 0

    def _columns(self, table: str) -> frozenset[str]:
        """The columns of an ordinary table that are stored, not computed; of anything else none."""
        try:
            made = self._connection.execute("SELECT sql FROM main.sqlite_master WHERE name = ?", (table,)).fetchall()
            # Its own text is looked at: SQLite's list of tables would also prepare all views and open virtual tables.
            ordinary = [_ORDINARY.match(plain_sql(str(row[0]))) for row in made]
            if [found and found[1] for found in ordinary] != [table]:
                return frozenset()
            columns = self._connection.execute(f"PRAGMA main.table_xinfo({table})").fetchall()
        except sqlite3.Error:
            self.damaged.append(table)
            return frozenset()
        return frozenset(row[1] for row in columns if row[6] == 0)

    def _read(self, table: str, columns: str) -> Iterator[tuple[Any, ...]]:
        """All rows in one go; where that fails, many at once, and one by one where that fails too."""
        query = f"SELECT {columns} FROM main.{table}"
        try:
            yield from self._connection.execute(query)
            return
        except sqlite3.Error:
            self.damaged.append(table)
        query += " WHERE rowid BETWEEN ? AND ?"
        for start in range(1, self._last(table) + 1, _AT_ONCE):
            try:
                yield from self._connection.execute(query, (start, start + _AT_ONCE - 1)).fetchall()
            except sqlite3.Error:
                for row in range(start, start + _AT_ONCE):
                    with suppress(sqlite3.Error):
                        yield from self._connection.execute(query, (row, row)).fetchall()

    def _last(self, table: str) -> int:
        most = 0
        with suppress(sqlite3.Error):
            pages, size = (
                self._connection.execute(f"PRAGMA {each}").fetchone()[0] for each in ("page_count", "page_size")
            )
            most = pages * size // _SMALLEST_ROW
        try:
            return min(int(self._connection.execute(f"SELECT max(rowid) FROM {table}").fetchone()[0] or 0), most)
        except sqlite3.Error:
            return most


class _Gathering:
    def __init__(self, source: _Source, made: sqlite3.Connection, notebook: str) -> None:
        self._source = source
        self._made = made
        self._notebook = notebook
        self._taken: set[str] = set()
        self._named: set[str] = set()
        self._latest = 0
        self._left_out: dict[tuple[str, str], KnownError] = {}

    def make(self) -> None:
        for sql in (*statements(PERMANENT).values(), ALEMBIC):
            self._made.execute(sql)
        self._insert("alembic_version", {"version_num": alembic_name(SCHEMA_VERSION)})
        self._made.execute(f"PRAGMA application_id={APPLICATION_ID}")
        self._made.execute(f"PRAGMA user_version={SCHEMA_VERSION}")

    def revisions(self, progress: Progress) -> None:
        total = self._source.count("revision")
        redacted: dict[str, tuple[Revision, str]] = {}
        for number, row in enumerate(self._source.rows("revision", "id", "payload")):
            if number % _TOLD == 0:
                progress(min(number, total), total)
            name, payload = row.get("id"), row.get("payload")
            try:
                revision = check(payload)  # type: ignore[arg-type]
            except InvalidRevision:
                self._leave("errors.left_out.revision", name)
                continue
            if revision.redacted and isinstance(name, str):
                redacted[name] = revision, str(payload)
            elif revision.id != name or revision.notebook != self._notebook:
                wrong = "errors.left_out.revision" if revision.id != name else "errors.left_out.other_notebook"
                self._leave(wrong, name)
            else:
                self._take(revision, str(payload))
        self._blank(redacted)
        progress(total, total)

    def rest(self) -> None:
        """What stands beside the revisions, and what the notebook says of itself."""
        for row in self._source.rows("set_aside", "revision", "intake", "since"):
            if row.get("revision") in self._taken and _texts(row, "since") and _maybe(row, "intake"):
                self._insert("set_aside", row)
        for row in self._source.rows("intake", "id", "name", "sender", "taken_at", "revisions"):
            if _texts(row, "id", "name", "taken_at", "revisions") and _maybe(row, "sender"):
                with suppress(Unreadable):
                    self._insert("intake", row | {"revisions": json.dumps(ids_of(row["revisions"]))})
        for row in _pictures(self._source):
            self._insert("blob", row)
        self._drafts()
        clock = Clock()
        clock.last = 0
        clock.see(self._latest)
        made = datetime.now(UTC).isoformat(timespec="seconds")
        for name, value in {"notebook": self._notebook, "clock": str(clock.last), "created": made}.items():
            self._insert("meta", {"name": name, "value": value})
        self._left()

    def _left(self) -> None:
        """What others have seen already; see db.ownership."""
        for row in self._source.rows("meta", "name", "value"):
            if row.get("name") in (GIVEN, RECEIVED, COPIED) and isinstance(row.get("value"), str):
                with suppress(ValueError, RecursionError):
                    noted = json.loads(row["value"])
                    if isinstance(noted, dict) and all(map(_is_texts, noted.values())):
                        self._insert("meta", {"name": row["name"], "value": json.dumps(noted)})

    def told(self) -> Gathered:
        for table in dict.fromkeys(self._source.damaged):
            self._leave("errors.left_out.table", table)
        left = tuple(self._left_out.values())
        return Gathered(self._notebook, len(self._taken), left)

    def _take(self, revision: Revision, payload: str) -> None:
        if revision.id in self._taken:
            return
        self._taken.add(revision.id)
        self._named |= blanked_by(revision)
        self._latest = max(self._latest, revision.hlc)
        row = {name: getattr(revision, name) for name in ("id", "object", "kind", "author", "device", "hlc")}
        self._insert("revision", row | {"payload": payload})
        for parent in set(revision.parents):
            self._insert("revision_parent", {"revision": revision.id, "parent": parent})

    def _blank(self, redacted: Mapping[str, tuple[Revision, str]]) -> None:
        """Take the redacted revisions whose redaction is there, and the bodies away that it names."""
        for name in sorted(self._named & self._taken):
            (payload,) = self._made.execute("SELECT payload FROM revision WHERE id = ?", (name,)).fetchone()
            if is_blanked(read(name, payload), self._named):
                body = blank(read(name, payload))[1]
                query = "UPDATE revision SET payload = ?, author = NULL, device = NULL, hlc = 0 WHERE id = ?"
                self._made.execute(query, (body, name))
        for name, (revision, payload) in redacted.items():
            if name in self._named and revision.kind != REDACTION:
                self._take(read(name, payload), payload)
            else:
                self._leave("errors.left_out.redacted", name)

    def _drafts(self) -> None:
        columns = ("object", "field", "kind", "text", "base", "caret", "saved_at", "held")
        for row in self._source.rows("draft", *columns):
            held = row.get("held", 0)
            if not (_texts(row, *(columns[:5]), "saved_at") and _numbers(row, "caret") and held in (0, 1)):
                self._leave("errors.left_out.draft", row.get("object"))
                continue
            try:
                base = json.dumps(ids_of(row["base"]))
                datetime.fromisoformat(row["saved_at"])
            except ValueError:
                self._leave("errors.left_out.draft", row["object"])
                continue
            self._insert("draft", row | {"text": clean(row["text"]), "base": base, "held": int(held)})

    def _insert(self, table: str, row: Row) -> None:
        marks = ",".join("?" * len(row))
        self._made.execute(f"INSERT OR IGNORE INTO {table} ({','.join(row)}) VALUES ({marks})", tuple(row.values()))

    def _leave(self, key: str, name: object) -> None:
        given = str(name)[:64]
        self._left_out.setdefault((key, given), KnownError(key, name=given))


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _texts(row: Row, *names: str) -> bool:
    return all(isinstance(row.get(name), str) for name in names)


def _maybe(row: Row, name: str) -> bool:
    return row.get(name) is None or isinstance(row[name], str)


def _numbers(row: Row, *names: str) -> bool:
    return all(type(row.get(name)) is int and 0 <= row[name] < 1 << 31 for name in names)
