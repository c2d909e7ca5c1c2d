"""The writing side of an exchange, on the writer thread: taking a plan in, taking a merge back, blanking bodies."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, bindparam, delete, insert, select, text, update

from db.derive import Derivation
from db.errors import BugError
from db.holdings import (
    BUILT_ON,
    REDACTION,
    REDACTIONS,
    SHREDDING,
    all_blanked,
    batches,
    ids_of,
    is_blanked,
)
from db.ids import new_id
from db.incoming import Incoming
from db.mergeplan import MergePlan
from db.progress import Progress, unseen
from db.revisions import Revision, blank, read
from db.state import Graph
from db.tables import Tables


class Touched:
    """Revisions that stand differently now: their ids in order, their objects by kind, and their newest hlc."""

    def __init__(self, revisions: Iterable[Incoming | Revision] = ()) -> None:
        self.ids: list[str] = []
        self.objects: dict[str, set[str]] = {}
        self.furthest = 0
        self.add(revisions)

    def add(self, revisions: Iterable[Incoming | Revision]) -> None:
        for each in revisions:
            self.ids.append(each.id)
            self.objects.setdefault(each.kind, set()).add(each.object)
            self.furthest = max(self.furthest, each.hlc)

    def add_once(self, revisions: Collection[Incoming | Revision]) -> None:
        """Of revisions, those that are not among them yet."""
        known = set(self.ids) if revisions else set()
        self.add(each for each in revisions if each.id not in known)

    def __bool__(self) -> bool:
        return bool(self.ids)


class Intake:
    """Brings sets of revisions in and takes them out of sight again. What is derived is the caller's to settle."""

    def __init__(self, tables: Tables, derivation: Derivation) -> None:
        self._tables = tables
        self._derivation = derivation

    def take(
        self, connection: Connection, plan: MergePlan, sender: str | None, file: str, progress: Progress = unseen
    ) -> Touched:
        """Carry plan out and record it; answers with the revisions that stand differently now.

        What arrived between plan and merge is not written again. progress: revisions written, of how many.
        """
        touched = Touched()
        back: dict[str, Revision] = {each.id: each for each in self.bring_back(connection, plan.returning)}
        for number, batch in enumerate(batches(plan.taken)):  # all of them at once would fill the memory
            progress(number * len(batch), len(plan.taken))
            here = self._here(connection, [each.id for each in batch])
            fresh = [each for each in batch if each.id not in here]
            self.insert(connection, fresh)
            touched.add(fresh)
            parents = [parent for each in fresh for parent in each.parents]
            back |= {each.id: each for each in self.bring_back(connection, parents)}
        touched.add(back.values())
        if touched.ids:
            row = {
                "id": new_id(),
                "name": file,
                "sender": sender,
                "taken_at": datetime.now(UTC).isoformat(timespec="milliseconds"),
                "revisions": json.dumps(touched.ids),
            }
            connection.execute(insert(self._tables["intake"]), [row])
        touched.add_once(self.blank(connection, self.redacted(connection)))
        return touched

    def _here(self, connection: Connection, ids: Iterable[str]) -> set[str]:
        """Those of ids that are stored, set aside or not."""
        sql = "SELECT id FROM revision WHERE id IN (SELECT value FROM json_each(?))"
        return set(connection.exec_driver_sql(sql, (json.dumps(list(ids)),)).scalars())

    def insert(self, connection: Connection, revisions: Iterable[Incoming]) -> None:
        """Store revisions that are not here yet."""
        for batch in batches(revisions):
            rows = [
                {
                    "id": each.id,
                    "object": each.object,
                    "kind": each.kind,
                    "author": each.author,
                    "device": each.device,
                    "hlc": each.hlc,
                    "payload": each.payload,
                }
                for each in batch
            ]
            connection.execute(self._tables.add("revision"), rows)
            parents = [{"revision": each.id, "parent": parent} for each in batch for parent in set(each.parents)]
            if parents:
                connection.execute(self._tables.add("revision_parent"), parents)

    def stored(self, connection: Connection, ids: Iterable[str]) -> list[Revision]:
        """Those of ids that are here, set aside or not."""
        table = self._tables["revision"]
        query = select(table.c.id, table.c.payload).where(table.c.id.in_(bindparam("ids", expanding=True)))
        return [
            read(name, payload) for batch in batches(ids) for name, payload in connection.execute(query, {"ids": batch})
        ]

    def bring_back(self, connection: Connection, ids: Collection[str]) -> list[Revision]:
        """Show those of ids again that an undone merge had brought, and what they were built on."""
        found = self.undone_below(connection, ids)
        if not found:
            return []
        aside = self._tables["set_aside"]
        for batch in batches(found):
            connection.execute(delete(aside).where(aside.c.revision.in_(batch)))
        return self.stored(connection, found)

    def undone_below(self, connection: Connection, ids: Collection[str]) -> Sequence[str]:
        """Those of ids that an undone merge had brought, and such that they were built on."""
        if connection.exec_driver_sql("SELECT 1 FROM set_aside LIMIT 1").first() is None:
            return ()
        return connection.exec_driver_sql(BUILT_ON, (json.dumps(list(ids)),)).scalars().all()

    def set_aside(self, connection: Connection, intake_id: str) -> list[Revision]:
        """Set aside what that merge brought, except redactions and what later edits were built on.

        Raises BugError where there was no such merge.
        """
        table = self._tables["intake"]
        row = connection.execute(select(table.c.revisions).where(table.c.id == intake_id)).scalar()
        if row is None:
            raise BugError(f"no merge {intake_id!r}")
        brought = frozenset(ids_of(row))
        graphs = self._derivation.graphs(connection, {each.object for each in self.stored(connection, brought)})
        gone = [each for graph in graphs.values() for each in _removable(graph, brought)]
        if gone:
            since = datetime.now(UTC).isoformat(timespec="milliseconds")
            rows = [{"revision": each.id, "intake": intake_id, "since": since} for each in gone]
            connection.execute(insert(self._tables["set_aside"]), rows)
        return gone

    def blank(self, connection: Connection, named: Collection[str]) -> list[Revision]:
        """Take away the bodies of the revisions that redactions name; answers with those that still had one."""
        gone = [each for each in self.stored(connection, named) if not each.redacted and is_blanked(each, named)]
        if gone:
            connection.exec_driver_sql("PRAGMA secure_delete=ON")
            connection.exec_driver_sql("INSERT OR REPLACE INTO meta VALUES (?, ?)", (SHREDDING, "1"))
        table = self._tables["revision"]
        for each in gone:
            values = {"payload": blank(each)[1], "author": None, "device": None, "hlc": 0}
            connection.execute(update(table).where(table.c.id == each.id).values(values))
        return gone

    def redacted(self, connection: Connection) -> frozenset[str]:
        """The ids that the redactions here name."""
        return all_blanked((name, payload) for name, payload in connection.execute(text(REDACTIONS)))


def _removable(graph: Graph, brought: Collection[str]) -> list[Revision]:
    """Those of brought that nothing else was built on, children first."""
    gone: list[Revision] = []
    kept: set[str] = set()
    for revision in reversed(graph.revisions):
        if revision.id in kept or revision.id not in brought or revision.kind == REDACTION:
            kept.update(revision.parents)
        else:
            gone.append(revision)
    return gone
