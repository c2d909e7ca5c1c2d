"""What the writer thread does: edits and drafts become revisions; what is derived follows in the same transaction."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, delete, func, insert, select

from db.blobs import Blob
from db.derive import Derivation
from db.edits import Changes, Draft, Edit, create
from db.errors import BugError, Unreadable
from db.holdings import SHREDDING, blanked_by, ids_of, is_blanked
from db.incoming import Incoming
from db.intake import Intake, Touched
from db.mergeplan import MergePlan
from db.order import key_between
from db.ownership import note_of
from db.progress import Progress, unseen
from db.records import KINDS, Decision, FieldSpec, Redaction, Value, field_specs
from db.revisions import Clock, Revision, clean, write
from db.state import Graph
from db.status import SUBMITTED
from db.steps import Who, combined, parted, steps
from db.submitting import Submitting, heads_of
from db.tables import Tables
from db.values import fits

_FEW: Final = 50
"""Edits whose objects are kept in memory while they are written; more would fill it."""


class Store:
    """The permanent tables of one notebook, as the writer thread sees them.

    notebook: its id. clock: the last hlc known.
    """

    def __init__(self, connection: Connection) -> None:
        self._tables = Tables()
        self._derivation = Derivation(self._tables)
        self._intake = Intake(self._tables, self._derivation)
        self._submitting = Submitting(self._tables, self._derivation, self._intake)
        meta = self._tables["meta"]
        known = {row.name: row.value for row in connection.execute(select(meta.c.name, meta.c.value))}
        self.notebook = known["notebook"]
        self._clock = Clock(int(known["clock"]))

    def commit(self, connection: Connection, edits: Sequence[Edit], who: Who) -> Changes:
        """Each edit as one revision, or several where its fields were read from different versions."""
        wanted = combined([_checked(edit) for edit in edits])
        ending = [edit.object for edit in wanted if edit.fields.get("deleted") is True]
        wanted = combined([*self._draft_edits(connection, ending), *wanted]) if ending else wanted
        changes = self._write(connection, wanted, who)
        if ending:
            self._end_drafts(connection, ending)
        return changes

    def take_in(self, connection: Connection, originals: Sequence[Edit], later: Sequence[Edit], who: Who) -> Changes:
        """originals as first revisions that are the same everywhere; later only for what was new just now."""
        firsts = combined([_checked(edit) for edit in originals])
        known = self._known(connection, [edit.object for edit in firsts])
        new = [edit for edit in firsts if edit.object not in known]
        written = [
            write(
                notebook=self.notebook,
                object_id=edit.object,
                kind=edit.kind,
                author=None,
                device=None,
                hlc=0,
                parents=(),
                fields=fields,
            )
            for edit in new
            for fields, _ in parted(edit.kind, edit.fields)
        ]
        self._insert(connection, written)
        fresh = {edit.object for edit in new}
        follow = combined([_checked(edit) for edit in later if edit.object in fresh])
        graphs = _grown({}, [revision for revision, _ in written])
        later_ones = self._revisions(follow, graphs, who)
        self._insert(connection, later_ones)
        written += later_ones
        made = [revision for revision, _ in written]
        self._intake.blank(connection, self._intake.redacted(connection) & {each.id for each in made})
        return self._settle(connection, Touched(made))

    def keep_draft(self, connection: Connection, draft: Draft) -> str:
        """Keep draft; answers with the instant. Raises BugError for a field that holds no such text.

        The field of a held draft may have any name: nothing is ever written from it.
        """
        if not draft.held:
            _checked(Edit(draft.object, draft.kind, {draft.field: draft.text}))
        table = self._tables["draft"]
        now = datetime.now(UTC).astimezone().isoformat(timespec="milliseconds")
        self._end_draft(connection, draft.object, draft.field)
        row = {
            "object": draft.object,
            "field": draft.field,
            "kind": draft.kind,
            "text": clean(draft.text),
            "base": json.dumps(draft.base),
            "caret": draft.caret,
            "saved_at": now,
            "held": int(draft.held),
        }
        connection.execute(insert(table), [row])
        return now

    def drop_draft(self, connection: Connection, object_id: str, field: str) -> None:
        self._end_draft(connection, object_id, field)

    def commit_drafts(self, connection: Connection, object_id: str | None, who: Who) -> Changes:
        """The drafts of one object, or all, become revisions and end."""
        objects = None if object_id is None else [object_id]
        changes = self._write(connection, combined(list(self._draft_edits(connection, objects))), who)
        self._end_drafts(connection, objects)
        return changes

    def submit(self, connection: Connection, objects: Sequence[str], who: Who) -> Changes:
        """Hand entries in, with what is being written in them; see Notebook.submit."""
        drafts = self._write(connection, combined(list(self._draft_edits(connection, objects))), who)
        self._end_drafts(connection, objects)
        graphs = self._submitting.wanted(connection, objects, who)
        written = []
        for name, parents in self._submitting.first(connection, graphs, who).items():
            state = graphs[name].state()
            values = {field: each.value for field, each in state.fields.items()}
            made = self._written(name, state.kind, parents, values, who)
            self._submitting.replace(connection, graphs[name], made[0])
            written.append(made)
        self._insert(connection, written)
        firsts = self._settle(connection, Touched(revision for revision, _ in written))
        states = {name: each.state() for name, each in self._derivation.graphs(connection, graphs).items()}
        decisions = [
            create(
                Decision, object=name, verdict=SUBMITTED, author=who.author, heads=tuple(sorted(heads_of(states[name])))
            )
            for name in graphs
        ]
        return drafts.also(firsts).also(self._write(connection, combined(decisions), who))

    def note(self, connection: Connection, name: str, added: Mapping[str, Sequence[str]]) -> None:
        """Add to what is noted of what left; see db.ownership."""
        if not added:
            return
        noted = note_of(lambda sql, values: connection.exec_driver_sql(sql, tuple(values)).all(), name)
        value = json.dumps({**noted, **{each: list(ids) for each, ids in added.items()}}, sort_keys=True)
        connection.exec_driver_sql("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def add_blob(self, connection: Connection, blob: Blob, size: int) -> Blob:
        table = self._tables["blob"]
        row = {
            "sha256": blob.sha256,
            "media": blob.media,
            "width": blob.width,
            "height": blob.height,
            "size": size,
        }
        connection.execute(insert(table).prefix_with("OR IGNORE"), [row])
        return blob

    def merge(
        self,
        connection: Connection,
        plan: MergePlan,
        sender: str | None,
        file: str,
        pictures: Sequence[tuple[Blob, int]] = (),
        progress: Progress = unseen,
    ) -> Changes:
        """Carry plan out; a revision that is here already is not written again. progress: as in Intake.take."""
        if plan.notebook != self.notebook:
            raise BugError("the plan is of another notebook")
        for blob, size in pictures:
            self.add_blob(connection, blob, size)
        touched = self._intake.take(connection, plan, sender, file, progress)
        self._clock.see(touched.furthest)
        return self._settle(connection, touched)

    def set_aside(self, connection: Connection, intake_id: str) -> Changes:
        """Undo a merge, on this notebook only; what later edits were built on stays."""
        return self._settle(connection, Touched(self._intake.set_aside(connection, intake_id)))

    def redact(self, connection: Connection, revisions: Sequence[str], reason: str, who: Who) -> Changes:
        """Blank the bodies of revisions, and say so in an object of its own."""
        named = frozenset(revisions)
        stored = self._intake.stored(connection, named)
        if not named or named - {each.id for each in stored if is_blanked(each, named)}:
            raise BugError("only revisions that are here can be redacted, and no redactions")
        return self.commit(connection, [create(Redaction, revisions=tuple(sorted(named)), reason=reason)], who)

    def unite(
        self, connection: Connection, found: Sequence[tuple[Revision, str]], spoilt: Sequence[str] = ()
    ) -> Changes:
        """Add revisions of this notebook from elsewhere, checked by the caller, then compute all that is derived.

        spoilt: ids of stored revisions whose bytes are damaged; they make room for those in found.
        """
        for name in ("revision", "revision_parent"):
            table = self._tables[name]
            column = table.c.id if name == "revision" else table.c.revision
            for each in spoilt:
                connection.execute(delete(table).where(column == each))
        self._insert(connection, found)
        added = [revision for revision, _ in found]
        self._clock.see(max((each.hlc for each in added), default=0))
        blanked = self._intake.blank(connection, frozenset().union(*map(blanked_by, added)))
        self._derivation.rebuild(connection)
        touched = Touched(added)
        touched.add_once(blanked)
        return self._told(connection, touched)

    def shredded(self, connection: Connection) -> None:
        """The file was written anew: nothing is left in it of the bodies that were blanked."""
        connection.exec_driver_sql("DELETE FROM meta WHERE name = ?", (SHREDDING,))

    def rebuild(self, connection: Connection, progress: Progress = unseen) -> None:
        """progress: objects done, of how many."""
        self._derivation.rebuild(connection, progress)

    def _write(self, connection: Connection, edits: Sequence[Edit], who: Who) -> Changes:
        edits = self._submitting.in_place_of(connection, edits)
        changes = self._put(connection, edits, who)
        followed = Touched(self._submitting.follow(connection, edits))
        return changes.also(replace(self._settle(connection, followed), revisions=()))

    def _put(self, connection: Connection, edits: Sequence[Edit], who: Who) -> Changes:
        graphs, written = self._drawn_up(connection, edits, who)
        back = []
        if undone := self._intake.undone_below(connection, _parents(written)):
            written = self._drawn_up(connection, edits, who, also=undone)[1]
            # What an edit was built on stays, even where the merge that brought it was undone meanwhile.
            back = self._intake.bring_back(connection, _parents(written))
        self._insert(connection, written)
        made = [revision for revision, _ in written]
        blanked = self._intake.blank(connection, frozenset().union(*map(blanked_by, made)))
        touched = Touched([*made, *back])
        touched.add_once(blanked)
        same = all(edit.kind == graphs[edit.object].kind for edit in edits if edit.object in graphs)
        if undone or blanked or not same or len(edits) > _FEW:
            return self._settle(connection, touched)
        if touched:
            self._derivation.replace(connection, _grown(graphs, made).values())
        return self._told(connection, touched)

    def _drawn_up(
        self, connection: Connection, edits: Sequence[Edit], who: Who, also: Collection[str] = ()
    ) -> tuple[dict[str, Graph], list[tuple[Revision, str]]]:
        """The objects of edits as everything stands now, and the revisions that edits become.

        also: revisions that are set aside, and are to be thought of as standing.
        """
        graphs = self._derivation.graphs(connection, [edit.object for edit in edits], also)
        named = {name for edit in edits for names in edit.base.values() for name in names}
        seen = {each.id: each for each in self._intake.stored(connection, named)}
        return graphs, self._revisions(self._placed(connection, edits, graphs), graphs, who, seen)

    def _insert(self, connection: Connection, written: Iterable[tuple[Revision, str]]) -> None:
        self._intake.insert(connection, (Incoming.of(*each) for each in written))

    def _revisions(
        self, edits: Iterable[Edit], graphs: Mapping[str, Graph], who: Who, seen: Mapping[str, Revision] | None = None
    ) -> list[tuple[Revision, str]]:
        return [
            self._written(edit.object, edit.kind, parents, fields, who)
            for edit in edits
            for fields, parents in steps(edit, graphs.get(edit.object), seen or {})
        ]

    def _written(
        self, object_id: str, kind: str, parents: Iterable[str], fields: Mapping[str, Any], who: Who
    ) -> tuple[Revision, str]:
        return write(
            notebook=self.notebook,
            object_id=object_id,
            kind=kind,
            author=who.author,
            device=who.device,
            hlc=self._clock.tick(),
            parents=parents,
            fields=fields,
        )

    def _settle(self, connection: Connection, touched: Touched) -> Changes:
        """Bring everything derived up to the revisions that were written, set aside or brought back."""
        if not touched:
            return Changes()
        self._derivation.update(connection, set().union(*touched.objects.values()))
        return self._told(connection, touched)

    def _told(self, connection: Connection, touched: Touched) -> Changes:
        if not touched:
            return Changes()
        connection.exec_driver_sql("UPDATE meta SET value = ? WHERE name = 'clock'", (str(self._clock.last),))
        return Changes({kind: frozenset(ids) for kind, ids in touched.objects.items()}, tuple(touched.ids))

    def _placed(self, connection: Connection, edits: Iterable[Edit], graphs: Mapping[str, Graph]) -> Iterator[Edit]:
        """edits, in which each new object that names no place stands after the last of its kind."""
        last: dict[str, str | None] = {}
        for edit in edits:
            if edit.object in graphs or "order" in edit.fields or edit.kind not in KINDS:
                yield edit
                continue
            if edit.kind not in last:
                table = self._tables[edit.kind]
                last[edit.kind] = connection.execute(select(func.max(table.c.order))).scalar()
            last[edit.kind] = key_between(last[edit.kind], None)
            yield Edit(edit.object, edit.kind, {**edit.fields, "order": last[edit.kind]}, edit.base)

    def _known(self, connection: Connection, objects: Sequence[str]) -> set[str]:
        revision = self._tables["revision"]
        known: set[str] = set()
        for start in range(0, len(objects), 500):
            query = select(revision.c.object).where(revision.c.object.in_(objects[start : start + 500])).distinct()
            known.update(connection.execute(query).scalars())
        return known

    def _draft_rows(
        self, connection: Connection, objects: Sequence[str] | None
    ) -> Sequence[Row[Any, Any, Any, Any, Any]]:
        table = self._tables["draft"]
        query = select(table.c.object, table.c.kind, table.c.field, table.c.text, table.c.base).where(table.c.held == 0)
        if objects is not None:
            query = query.where(table.c.object.in_(objects))
        return connection.execute(query.order_by(table.c.object, table.c.field)).all()

    def _draft_edits(self, connection: Connection, objects: Sequence[str] | None) -> Iterator[Edit]:
        for object_id, kind, field, content, base in self._draft_rows(connection, objects):
            if not all(isinstance(each, str) for each in (object_id, kind, field, content)):
                raise Unreadable("draft")
            yield Edit(object_id, kind, {field: content}, {field: ids_of(base)})

    def _end_drafts(self, connection: Connection, objects: Sequence[str] | None) -> None:
        table = self._tables["draft"]
        ended = delete(table).where(table.c.held == 0)
        connection.execute(ended if objects is None else ended.where(table.c.object.in_(objects)))

    def _end_draft(self, connection: Connection, object_id: str, field: str) -> None:
        table = self._tables["draft"]
        connection.execute(delete(table).where(table.c.object == object_id, table.c.field == field))


def _parents(written: Iterable[tuple[Revision, str]]) -> set[str]:
    return {parent for revision, _ in written for parent in revision.parents}


def _grown(graphs: Mapping[str, Graph], made: Iterable[Revision]) -> dict[str, Graph]:
    """The objects of made, by id, with the revisions that they have now."""
    together: dict[str, list[Revision]] = {}
    for revision in made:
        if revision.object not in together:
            known = graphs.get(revision.object)
            together[revision.object] = list(known.revisions) if known else []
        together[revision.object].append(revision)
    return {name: Graph(revisions) for name, revisions in together.items()}


def _checked(edit: Edit) -> Edit:
    """edit with clean texts. Raises BugError for a field or value that its kind does not have."""
    kind = KINDS.get(edit.kind)
    if kind is None:
        raise BugError(f"no kind {edit.kind!r}")
    specs: dict[str, FieldSpec] = {spec.name: spec for spec in field_specs(kind)}
    fields: dict[str, Value] = {}
    for name, value in edit.fields.items():
        cleaned = clean(value)
        if name not in specs or not fits(specs[name], cleaned):
            raise BugError(f"{edit.kind}.{name} cannot be {value!r:.80}")
        fields[name] = cleaned
    return replace(edit, fields=fields)
