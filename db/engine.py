"""The one writer of a notebook: a thread that owns the only writing connection, and does every checkpoint itself.

SQLite 3.7.0–3.51.2 can damage a WAL database when two connections commit and checkpoint at once; one connection in one
thread cannot. SQLAlchemy loads in that thread, with the first write, never before the first screen.
"""

from __future__ import annotations

import os
import queue
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from db.errors import BugError, KnownError
from db.trouble import known

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

__all__ = ["BugError", "KnownError", "Writer", "make_engine"]

T = TypeVar("T")
Resume = Callable[[], Callable[["Connection"], object]]
_IDLE_SECONDS: Final = 2.0
_LARGEST_WAL: Final = 64 << 20

_PRAGMAS: Final = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA wal_autocheckpoint=0",
    "PRAGMA mmap_size=0",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA busy_timeout=5000",
)


def make_engine(database: Path) -> Engine:
    """An engine with one connection to database, which must exist; every transaction begins as a writing one."""
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import StaticPool

    uri = database.absolute().as_uri() + "?mode=rw"
    engine = create_engine(
        "sqlite://", poolclass=StaticPool, creator=lambda: sqlite3.connect(uri, uri=True, isolation_level=None)
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        for pragma in _PRAGMAS:
            connection.execute(pragma).close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


class Writer:
    """Runs jobs one after the other, each in one transaction, on its own thread and connection.

    database: the SQLite file. path: what an error names, the notebook. resume: asked when another file stands in its
    place; it answers what is to be done there first, in a transaction of its own, or raises KnownError where one must
    not go on. Without it nothing is written to another file.
    """

    def __init__(self, database: Path, path: Path, resume: Resume | None = None) -> None:
        self._database = database
        self._path = path
        self._resume = resume
        self._place = self._found()
        self._engine: Engine | None = None
        self._jobs: queue.SimpleQueue[tuple[Callable[[Connection], Any] | None, Future[Any]] | None]
        self._jobs = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._closed = False
        self._guard = threading.Lock()

    @property
    def used(self) -> bool:
        """Whether anything was ever submitted."""
        return self._thread is not None

    def submit(self, work: Callable[[Connection], T]) -> Future[T]:
        """Run work(connection) in one transaction; the answer comes after COMMIT.

        The Future raises KnownError for storage trouble, and then nothing was written.
        """
        return self._put(work)

    def compact(self) -> Future[None]:
        """Write the file anew, with nothing in it of what was deleted or overwritten, and empty the log.

        The Future raises KnownError for storage trouble: then the file is as it was.
        """
        return self._put(None)

    def _put(self, work: Callable[[Connection], Any] | None) -> Future[Any]:
        answer: Future[Any] = Future()
        with self._guard:
            if self._closed:
                raise BugError("the notebook is closed")
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="notebook-writer", daemon=True)
                self._thread.start()
            self._jobs.put((work, answer))
        return answer

    def close(self) -> None:
        """Finish all jobs, checkpoint, close the connection and wait for the thread's end."""
        with self._guard:
            self._closed = True
            thread = self._thread
        if thread is not None and thread.is_alive():
            self._jobs.put(None)
            thread.join()

    def _run(self) -> None:
        dirty = False
        while True:
            try:
                job = self._jobs.get(timeout=_IDLE_SECONDS if dirty else None)
            except queue.Empty:
                dirty = not self._checkpoint(self._engine, "PASSIVE")
                continue
            if job is None:
                break
            work, answer = job
            if not answer.set_running_or_notify_cancel():
                continue
            try:
                engine = self._connected()
                value = None
                if work is None:
                    self._compact(engine)
                else:
                    value = self._in_transaction(engine, work)
            except BaseException as error:
                answer.set_exception(known(error, self._path) or error)
            else:
                dirty = True
                answer.set_result(value)
                self._bound_wal(engine)
        self._checkpoint(self._engine, "TRUNCATE")
        if self._engine is not None:
            self._engine.dispose()

    def _connected(self) -> Engine:
        """The engine of the file that was there from the beginning, or of one that may take its place."""
        now = self._found()
        self._place = self._place or now
        if now is None or (now != self._place and self._resume is None):
            raise KnownError("errors.moved", path=self._path)
        if now != self._place and self._resume is not None:
            first = self._resume()
            engine = make_engine(self._database)
            try:
                self._in_transaction(engine, first)
            except BaseException:
                engine.dispose()
                raise
            if self._engine is not None:
                self._engine.dispose()  # SQLite leaves alone what stands there now (pager.c, databaseIsUnmoved)
            self._engine, self._place = engine, now
        self._engine = self._engine or make_engine(self._database)
        return self._engine

    @staticmethod
    def _in_transaction(engine: Engine, work: Callable[[Connection], T]) -> T:
        with engine.begin() as connection:
            return work(connection)

    def _compact(self, engine: Engine) -> None:
        """VACUUM copies what is there row by row; the log before it and behind it would still hold what is not."""
        raw = engine.raw_connection()
        try:
            raw.cursor().execute("VACUUM")
        finally:
            raw.close()
        if not self._checkpoint(engine, "TRUNCATE"):
            raise KnownError("errors.busy", path=self._path)

    def _found(self) -> tuple[int, int] | None:
        """What names the database file on its disk; what is written after it was moved away would be lost silently."""
        try:
            found = os.stat(self._database)
        except FileNotFoundError:
            return None
        return found.st_dev, found.st_ino

    def _bound_wal(self, engine: Engine) -> None:
        wal = self._database.with_name(self._database.name + "-wal")
        try:
            large = wal.stat().st_size > _LARGEST_WAL
        except OSError:
            return
        if large:
            self._checkpoint(engine, "PASSIVE")

    @staticmethod
    def _checkpoint(engine: Engine | None, mode: str) -> bool:
        """Move the log into the database; False where trouble or a reader kept it from being finished."""
        if engine is None:
            return True
        try:
            raw = engine.raw_connection()
            try:
                busy, _, _ = raw.cursor().execute(f"PRAGMA wal_checkpoint({mode})").fetchone()
            finally:
                raw.close()
        except Exception as error:  # the log stays; the next checkpoint takes it along
            if known(error, Path()) is None:
                raise
            return False
        return not busy


def do_once(job: Callable[[Connection], object], database: Path, path: Path) -> None:
    """Do job in one transaction, on a writer of its own. path: what an error names. Raises what job raises."""
    writer = Writer(database, path)
    try:
        writer.submit(job).result()
    finally:
        writer.close()
