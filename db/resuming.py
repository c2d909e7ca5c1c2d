"""Going on after a disk went away and came back, a stick say: only where nothing that was saved can be missing.

What this program wrote since it opened the notebook is remembered. The file that stands in the old place now must hold
all of it, or lack only what can be written again, which is then done before anything else.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from db.edits import Changes, Draft
from db.errors import KnownError
from db.frozen import dataclass
from db.holdings import batches
from db.lock import Lock
from db.opening import Opened, open_checked
from db.trouble import named

if TYPE_CHECKING:
    from sqlalchemy import Connection

MOST_CHARACTERS: Final = 4 << 20
"""Characters of bodies that are remembered; of what was written beyond that, only that it must be there."""

_GIVEN: Final = "SELECT id, payload FROM revision WHERE id IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class Missing:
    """What a file lacks of what was saved. whole: all of it can be written again."""

    revisions: tuple[tuple[str, str], ...]
    drafts: tuple[Draft, ...]
    whole: bool

    def __bool__(self) -> bool:
        return bool(self.revisions or self.drafts) or not self.whole

    def write(self, connection: Connection) -> None:
        """Write it again, in the caller's transaction."""
        if not self:
            return
        from db.revisions import read
        from db.store import Store

        store = Store(connection)
        if self.revisions:
            store.unite(connection, [(read(name, payload), payload) for name, payload in self.revisions])
        for draft in self.drafts:
            store.keep_draft(connection, draft)


class Saved:
    """What was saved since the notebook was opened. Noted in the writer's thread, after COMMIT."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._bodies: dict[str, str | None] = {}
        self._drafts: dict[tuple[str, str], Draft] = {}
        self._characters = 0

    def bodies(self, connection: Connection, changes: Changes) -> dict[str, str | None]:
        """The bodies of what is being written, within the transaction, to be noted when it has ended well."""
        found: dict[str, str | None] = dict.fromkeys(changes.revisions)
        room = MOST_CHARACTERS - self._characters
        for batch in batches(changes.revisions):  # a merge may bring more than should stand in memory
            if room <= 0:
                break
            for name, body in connection.exec_driver_sql(_GIVEN, (json.dumps(batch),)):
                room -= len(body)
                if room < 0:
                    break
                found[name] = body
        return found

    def note(self, bodies: dict[str, str | None]) -> None:
        with self._guard:
            self._bodies.update(bodies)
            self._characters += sum(len(body or "") for body in bodies.values())

    def note_draft(self, draft: Draft) -> None:
        with self._guard:
            self._drafts[draft.object, draft.field] = draft

    def forget_drafts(self, gone: Callable[[Draft], bool]) -> None:
        """Those drafts have become revisions, or were dropped."""
        with self._guard:
            self._drafts = {key: draft for key, draft in self._drafts.items() if not gone(draft)}

    def missing(self, connection: sqlite3.Connection) -> Missing:
        """What the notebook that connection reads lacks."""
        with self._guard:
            bodies, drafts = dict(self._bodies), dict(self._drafts)
        here = _known(connection, list(bodies))
        lost = {name: body for name, body in bodies.items() if name not in here}
        again = tuple((name, body) for name, body in lost.items() if body is not None)
        parents = {parent for _, body in again for parent in json.loads(body).get("parents", ())}
        whole = len(again) == len(lost) and parents <= _known(connection, list(parents)) | lost.keys()
        kept = {(row[0], row[1]): row[2] for row in connection.execute("SELECT object, field, text FROM draft")}
        unkept = tuple(draft for key, draft in drafts.items() if kept.get(key) != draft.text)
        return Missing(again, unkept, whole)


def resumed(path: Path, notebook: str, saved: Saved, lock: Lock, program: str) -> tuple[Lock, Opened, Missing]:
    """What stands at path now, to go on with: locked, opened, and what has to be written again there.

    notebook: the id it must have. lock: of what stood there; it is given back. Raises KnownError: `errors.replaced`,
    `errors.replaced_older`, and what keeps it from being locked or read; then nothing was changed.
    """
    taken = lock if lock.is_of(path) else Lock(path, program)
    try:
        opened = open_checked(path, live=True)
        try:
            if opened.notebook != notebook or not opened.ready:
                raise KnownError("errors.replaced", path=path)
            with named(path):
                missing = saved.missing(opened.connection)
            if not missing.whole:
                raise KnownError("errors.replaced_older", path=path)
        except BaseException:
            opened.close()
            raise
    except BaseException:
        if taken is not lock:
            taken.release()
        raise
    if taken is not lock:
        with suppress(OSError):  # the disk that it stood on may be gone
            lock.release()
    return taken, opened, missing


def _known(connection: sqlite3.Connection, names: Sequence[str]) -> frozenset[str]:
    sql = "SELECT id FROM revision WHERE id IN (SELECT value FROM json_each(?))"
    return frozenset(row[0] for row in connection.execute(sql, (json.dumps(names),)))
