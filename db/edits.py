"""What goes into the store and what comes back: the values that writers of a notebook exchange with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from db.frozen import dataclass
from db.ids import new_id
from db.records import KINDS, Record, Value


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of some fields of one object.

    object: its id (a new id makes a new object). kind: its kind. fields: the changed fields only.
    base: per field, the ids of the revisions that the author saw; a field that is not named there was read at
    the moment of the commit. beside: it becomes a revision of its own with just this base, whatever stands there now
    or is written with it: one of several versions that are to stand beside each other.
    """

    object: str
    kind: str
    fields: Mapping[str, Value]
    base: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """The text of one field while it is being written; not yet a revision.

    base: the ids of the revisions that the shown text came from, taken when the text was loaded.
    caret: position in code points, to continue where the author was. held: kept for as long as the author wants, but
    never made a revision of by itself, and no sign of writing: for text whose object is not made yet, or that waits for
    a decision. Beside an ordinary draft of a field it stands under a name of its own, such as `text~settle`.
    """

    object: str
    kind: str
    field: str
    text: str
    base: tuple[str, ...] = ()
    caret: int = 0
    saved_at: str = ""
    held: bool = False


@dataclass(frozen=True, slots=True)
class Changes:
    """What a write changed: ids of objects by kind, and the ids of the revisions it wrote."""

    objects: Mapping[str, frozenset[str]] = field(default_factory=dict)
    revisions: tuple[str, ...] = ()

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(self.objects)

    @property
    def ids(self) -> frozenset[str]:
        return frozenset().union(*self.objects.values())

    def also(self, other: Changes) -> Changes:
        """Both, one after the other."""
        kinds = {*self.objects, *other.objects}
        none: frozenset[str] = frozenset()
        objects = {kind: self.objects.get(kind, none) | other.objects.get(kind, none) for kind in kinds}
        return Changes(objects, (*self.revisions, *other.revisions))

    def __bool__(self) -> bool:
        return bool(self.revisions)


def create(kind: type[Record], /, object_id: str | None = None, **fields: Value) -> Edit:
    """An edit that makes a new object.

    kind: its record type. object_id: a given UUID, else a new UUIDv4. fields: its first values.
    Raises TypeError for a field that the kind does not have.
    """
    return Edit(object_id or new_id(), kind.KIND, _checked(kind, fields))


def change(record: Record, /, **fields: Value) -> Edit:
    """An edit of record's fields as they stand now. Raises TypeError for a field that the kind does not have."""
    return Edit(record.id, record.KIND, _checked(type(record), fields))


def _checked(kind: type[Record], fields: Mapping[str, Value]) -> dict[str, Value]:
    known = KINDS[kind.KIND].__dataclass_fields__
    for name in fields:
        if name not in known or name == "id":
            raise TypeError(f"{kind.KIND} has no field {name!r}")
    return dict(fields)
