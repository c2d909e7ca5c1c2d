"""The history of one object as values: its versions in rows, and what one of them says beside another or beside now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, Literal

from db.difference import Piece, difference
from db.earlier import as_of
from db.errors import KnownError
from db.records import KINDS, FieldSpec, Shape, Value, field_specs
from db.versions import FieldChange, Step, restored, steps

if TYPE_CHECKING:
    from db.edits import Draft, Edit
    from db.queries import Reader
    from db.records import Record
    from db.revisions import Revision

TOGETHER: Final = timedelta(minutes=10)
"""Versions of one author on one device that follow each other this soon stand in one row."""
PLACES: Final = frozenset({"order", "visit", "section", "entry", "tour"})
"""Fields that say where an object stands, not what it says."""
UNSEEN: Final = frozenset({"width", "height", "sha256", "asked_at", "noted_at"})
"""Fields that change with others and say nothing to a reader."""
WRITTEN: Final = (Shape.TEXT, Shape.LINE)

Mode = Literal["before", "now", "text"]
MODES: Final[tuple[Mode, ...]] = ("before", "now", "text")


@dataclass(frozen=True, slots=True)
class Row:
    """One version, or several that stand together, oldest first; or a draft, which is no version yet.

    key: stays the same while the row does. inner: it stands under the row of several that is open. first: it made the
    object. back: fields that were set to what an earlier version said.
    """

    key: str
    steps: tuple[Step, ...] = ()
    draft: Draft | None = None
    changes: tuple[FieldChange, ...] = ()
    first: bool = False
    back: frozenset[str] = frozenset()
    inner: bool = False

    @property
    def instant(self) -> str:
        return self.draft.saved_at if self.draft else self.steps[-1].instant

    @property
    def revision(self) -> str:
        """The revision after which the object stood as the row says."""
        return self.steps[-1].revision if self.steps else ""

    @property
    def redacted(self) -> bool:
        return bool(self.steps) and self.steps[-1].redacted

    @property
    def imported(self) -> bool:
        return any(step.imported for step in self.steps)


@dataclass(frozen=True, slots=True)
class Part:
    """One field in a comparison. pieces: of a text; before and after: of any other value."""

    field: str
    pieces: tuple[Piece, ...] = ()
    before: Value = None
    after: Value = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a row says. same: going back to it would change nothing. text: what it says in full, to be copied."""

    parts: tuple[Part, ...]
    same: bool
    text: str
    blanked: bool = False


@dataclass(frozen=True, slots=True)
class History:
    """Everything that is known of one object. steps: oldest first. drafts: what is being written in it now."""

    object: str
    kind: str
    record: Record | None
    revisions: tuple[Revision, ...]
    steps: tuple[Step, ...]
    drafts: tuple[Draft, ...]
    _back: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def specs(self) -> dict[str, FieldSpec]:
        return {spec.name: spec for spec in field_specs(KINDS[self.kind])} if self.kind in KINDS else {}

    def fields(self) -> tuple[str, ...]:
        """The fields that a reader may ask for, in order of declaration."""
        changed = {change.field for step in self.steps for change in step.changes if _says(change, step)}
        changed |= {draft.field for draft in self.drafts}
        return tuple(name for name in self.specs if name in changed - UNSEEN - PLACES - {"deleted"})

    def rows(self, wanted: str = "", opened: frozenset[str] = frozenset()) -> tuple[Row, ...]:
        """Newest first, drafts before all. wanted: only what changed this field. opened: keys of rows shown in full."""
        found = [Row(f"draft {draft.field}", draft=draft) for draft in self.drafts if wanted in ("", draft.field)]
        for group in reversed(self._groups(wanted)):
            row = self._row(group, wanted)
            found.append(row)
            if len(group) > 1 and row.key in opened:
                found += [self._row([step], wanted, inner=True) for step in reversed(group)]
        return tuple(found)

    def value(self, name: str) -> Value:
        """What field name says now, with what is being written in it."""
        draft = next((each for each in self.drafts if each.field == name), None)
        return draft.text if draft else getattr(self.record, name, None)

    def then(self, revision: str) -> dict[str, Value]:
        """What going back to a revision would set. Raises KnownError `errors.blanked`."""
        return dict(as_of(self.revisions, revision).fields)

    def going_back(self, revision: str, wanted: str = "") -> Edit:
        """The edit that goes back to a revision, with one field or with all. Raises KnownError `errors.blanked`."""
        return restored(self.revisions, revision, wanted) if wanted else as_of(self.revisions, revision)

    def compare(self, row: Row, mode: Mode, wanted: str = "") -> Comparison:
        """What row says. mode: beside the version before it, beside now, or alone. May take long for long texts."""
        if row.redacted:
            return Comparison((), True, "", blanked=True)
        try:
            then = {row.draft.field: row.draft.text} if row.draft else self.then(row.revision)
        except KnownError:
            return Comparison((), True, "", blanked=True)
        then = {name: then[name] for name in self.specs if name in then and wanted in ("", name)}
        same = all(_empty(value) == _empty(self.value(name)) for name, value in then.items())
        texts = [name for name in then if self.specs[name].shape in WRITTEN and then[name]]
        text = "\n\n".join(str(then[name]) for name in texts)
        if mode == "text":
            return Comparison(tuple(self._part(name, then[name], then[name]) for name in texts), same, text)
        if mode == "now":
            pairs = [(name, value, self.value(name)) for name, value in then.items()]
        elif row.draft:
            pairs = [(row.draft.field, getattr(self.record, row.draft.field, None), row.draft.text)]
        else:
            pairs = [(each.field, each.before, each.after) for each in self._in_order(row)]
        return Comparison(tuple(self._parts(pairs)), same, text)

    def _parts(self, pairs: Sequence[tuple[str, Value, Value]]) -> list[Part]:
        differing = [pair for pair in pairs if pair[0] not in UNSEEN and _empty(pair[1]) != _empty(pair[2])]
        moved = [pair for pair in differing if pair[0] in PLACES][1:]  # that it moved is said once
        return [self._part(*pair) for pair in differing if pair not in moved]

    def _part(self, name: str, before: Value, after: Value) -> Part:
        spec = self.specs.get(name)
        if spec is not None and spec.shape in WRITTEN:
            return Part(name, difference(str(before or ""), str(after or "")))
        return Part(name, (), before, after)

    def _in_order(self, row: Row) -> list[FieldChange]:
        """What a row changed, in order of declaration; what was just made has not moved."""
        places = {name: place for place, name in enumerate(self.specs)}
        told = [each for each in row.changes if not (row.first and each.field in PLACES)]
        return sorted(told, key=lambda change: places.get(change.field, len(places)))

    def _groups(self, wanted: str) -> list[list[Step]]:
        """The steps that changed wanted, those that stand together in one list; oldest first."""
        groups: list[list[Step]] = []
        for step in self.steps:
            if wanted and not any(change.field == wanted for change in step.changes):
                continue
            if groups and _together(groups[-1][-1], step):
                groups[-1].append(step)
            else:
                groups.append([step])
        return groups

    def _row(self, group: Sequence[Step], wanted: str, *, inner: bool = False) -> Row:
        joined: dict[str, FieldChange] = {}
        for change in (change for step in group for change in step.changes if wanted in ("", change.field)):
            begun = joined.get(change.field)
            joined[change.field] = (
                FieldChange(change.field, begun.before, change.after, begun.others or change.others)
                if begun
                else change
            )
        back = frozenset().union(*(self._back.get(step.revision, frozenset()) for step in group)) & joined.keys()
        # A row keeps its key while versions are added to it: it is named by its first one.
        key = group[-1].revision if inner else f"from {group[0].revision}"
        first = group[0].revision == self.steps[0].revision
        return Row(key, tuple(group), None, tuple(joined.values()), first, back, inner)


def history_of(reader: Reader, object_id: str) -> History | None:
    """The history of an object as it is known now; None where nothing of it is here any more."""
    with reader.snapshot():
        revisions = reader.history(object_id, private=True)
        record = reader.get(object_id)
        drafts = tuple(draft for draft in reader.drafts() if draft.object == object_id)
    if not revisions:
        return None
    found = steps(revisions)
    kind = record.KIND if record is not None else revisions[0].kind
    return History(object_id, kind, record, revisions, found, drafts, _returns(kind, found))


def _returns(kind: str, found: Sequence[Step]) -> dict[str, frozenset[str]]:
    """Per revision, the texts that it set to what an earlier one had said."""
    specs = {spec.name for spec in field_specs(KINDS[kind]) if spec.shape in WRITTEN} if kind in KINDS else set()
    said: set[tuple[str, str]] = set()
    back: dict[str, frozenset[str]] = {}
    for step in found:
        texts = [(change.field, change.after) for change in step.changes if change.field in specs]
        again = {
            change.field
            for change in step.changes
            if change.after and change.after != change.before and (change.field, change.after) in said
        }
        if again:
            back[step.revision] = frozenset(again)
        said |= {(name, value) for name, value in texts if isinstance(value, str) and value}
        said |= {(c.field, c.before) for c in step.changes if c.field in specs and isinstance(c.before, str)}
    return back


def _together(one: Step, other: Step) -> bool:
    if one.redacted or other.redacted or one.imported or other.imported or one.author != other.author:
        return False
    if one.device != other.device or {"deleted"} & {change.field for step in (one, other) for change in step.changes}:
        return False
    if not one.instant or not other.instant:
        return False
    apart = datetime.fromisoformat(other.instant) - datetime.fromisoformat(one.instant)
    return timedelta(0) <= apart <= TOGETHER


def _says(change: FieldChange, step: Step) -> bool:
    return _empty(change.before) != _empty(change.after) or step.imported


def _empty(value: Value) -> Value:
    """Nothing is nothing, however it is kept."""
    return None if value in ("", (), None) else value
