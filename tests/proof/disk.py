"""A disk that loses its power: SQLite's files through apsw, with what is synced and what is not told apart."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import apsw

NAME = "disk-that-loses-power"
_SECTOR = 512


class Disk(apsw.VFS):
    """Everything is written through to the real files, so that SQLite works as ever; a record is kept beside.

    durable: bytes of each file that were synced. on_event: called before each write, sync, truncation and deletion.
    """

    def __init__(self, on_event: Callable[[], None]) -> None:
        super().__init__(NAME, base="")
        self.durable: dict[str, bytes] = {}
        self._pending: dict[str, list[tuple[int, bytes | None]]] = {}
        self.on_event = on_event

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:
        path = name.filename() if isinstance(name, apsw.URIFilename) else str(name)
        file = Path(path)
        if path not in self.durable:
            self.durable[path] = file.read_bytes() if file.exists() else b""
        return _File(self, path, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:
        self.on_event()
        self.durable.pop(filename, None)
        self._pending.pop(filename, None)
        super().xDelete(filename, syncdir)

    def write(self, path: str, data: bytes, offset: int) -> None:
        self.on_event()
        self._pending.setdefault(path, []).append((offset, data))

    def truncate(self, path: str, size: int) -> None:
        self.on_event()
        self._pending.setdefault(path, []).append((size, None))

    def sync(self, path: str) -> None:
        self.on_event()
        self.durable[path] = _applied(self.durable[path], self._pending.pop(path, []))

    def after_a_cut(self, luck: random.Random | None) -> dict[str, bytes]:
        """The files as they are found when the power is back.

        luck: None where only what was synced is there; else it says which other writes reached the disk, in which
        order, and which of them in part.
        """
        return {
            path: _applied(data, _survivors(self._pending.get(path, []), luck)) for path, data in self.durable.items()
        }


class _File(apsw.VFSFile):
    def __init__(self, disk: Disk, path: str, name: Any, flags: list[int]) -> None:
        super().__init__("", name, flags)
        self._disk = disk
        self._path = path

    def xWrite(self, data: Any, offset: int) -> None:
        self._disk.write(self._path, bytes(data), offset)
        super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:
        self._disk.truncate(self._path, newsize)
        super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:
        self._disk.sync(self._path)
        super().xSync(flags)


def _survivors(
    pending: Sequence[tuple[int, bytes | None]], luck: random.Random | None
) -> Iterator[tuple[int, bytes | None]]:
    if luck is None:
        return
    for offset, data in luck.sample(pending, len(pending)):
        chance = luck.random()
        if chance < 0.4:
            yield offset, data
        elif chance < 0.6 and data:
            yield offset, data[: luck.randrange(0, len(data) + _SECTOR, _SECTOR)]


def _applied(data: bytes, operations: Any) -> bytes:
    made = bytearray(data)
    for offset, written in operations:
        if written is None:
            del made[offset:]
            made.extend(bytes(max(0, offset - len(made))))
            continue
        made.extend(bytes(max(0, offset - len(made))))
        made[offset : offset + len(written)] = written
    return bytes(made)


class Connection:
    """As much of Python's database interface over apsw as SQLAlchemy wants of a SQLite connection."""

    def __init__(self, address: str, **_options: object) -> None:
        flags = apsw.SQLITE_OPEN_URI | apsw.SQLITE_OPEN_READWRITE
        self._connection = apsw.Connection(address, flags=flags, vfs=NAME)
        self.isolation_level = None

    def cursor(self) -> Cursor:
        return Cursor(self._connection)

    def execute(self, sql: str, values: Any = ()) -> Cursor:
        return self.cursor().execute(sql, values)

    def create_function(self, name: str, count: int, function: Any, **_options: object) -> None:
        self._connection.create_scalar_function(name, function, count)

    def commit(self) -> None:
        self._end("COMMIT")

    def rollback(self) -> None:
        self._end("ROLLBACK")

    def close(self) -> None:
        self._connection.close()

    def _end(self, word: str) -> None:
        if self._connection.in_transaction:
            self._connection.execute(word)


class Cursor:
    """A cursor as Python's database interface has it."""

    arraysize = 1

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._cursor = connection.cursor()
        self._cursor.exec_trace = self._describe
        self.description: list[tuple[Any, ...]] | None = None
        self._rows: Iterator[tuple[Any, ...]] = iter(())
        self.rowcount = -1
        self.lastrowid: int | None = None

    def execute(self, sql: str, values: Any = ()) -> Cursor:
        self._take(self._cursor.execute(sql, values))
        return self

    def executemany(self, sql: str, many: Any) -> Cursor:
        self._take(self._cursor.executemany(sql, many))
        return self

    def fetchone(self) -> tuple[Any, ...] | None:
        return next(self._rows, None)

    def fetchmany(self, size: int = 1) -> list[tuple[Any, ...]]:
        return list(islice(self._rows, size))

    def fetchall(self) -> list[tuple[Any, ...]]:
        return list(self._rows)

    def close(self) -> None:
        self._cursor.close()

    def _take(self, answer: apsw.Cursor) -> None:
        """All rows at once: a statement that is not finished would keep a transaction from ending."""
        self._rows = iter(answer.fetchall())
        self.rowcount = self._connection.changes()
        self.lastrowid = self._connection.last_insert_rowid()

    def _describe(self, cursor: apsw.Cursor, _sql: str, _values: object) -> bool:
        columns = cursor.get_description()
        self.description = [(column[0], *[None] * 6) for column in columns] or None
        return True
