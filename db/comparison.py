"""A backup beside the notebook as it is now: which objects only one of them has, and where one of them is ahead."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from db.errors import KnownError
from db.manifest import Backup
from db.naming import title_of
from db.queries import Reader, connect
from db.records import ENTRY_KINDS, KINDS
from db.revisions import read
from db.state import Graph, ObjectState
from db.trouble import named

_COMPARED: Final = ("visit", *ENTRY_KINDS, "figure")
"""Kinds whose objects a reader would miss, in the order in which their names are told."""

_SHOWN: Final = "SELECT object, kind, id FROM revision WHERE id NOT IN (SELECT revision FROM set_aside)"
_BATCH: Final = 200


@dataclass(frozen=True, slots=True)
class Group:
    """Some objects. counts: how many, by kind. names: of the first of them."""

    counts: Mapping[str, int] = field(default_factory=dict)
    names: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.counts)


@dataclass(frozen=True, slots=True)
class Comparison:
    """only_there, only_here: objects outside the bin that only the backup has, or only the notebook.

    newer_here, newer_there: objects of both, of which one has revisions that the other lacks; an object that went apart
    is in both. What an undone merge had brought counts as known here.
    """

    only_there: Group = Group()
    only_here: Group = Group()
    newer_here: Group = Group()
    newer_there: Group = Group()

    @property
    def same(self) -> bool:
        return not (self.only_there or self.only_here or self.newer_here or self.newer_there)


def compare(backup: Backup, reader: Reader, names: int = 3) -> Comparison:
    """What backup holds beside reader's notebook, by sets of revisions. names: how many objects are named at most.

    Raises KnownError for storage trouble and a damaged backup.
    """
    with named(backup.folder), closing(connect(backup.database, immutable=True)) as connection:
        there = Reader(backup.folder, connection)
        if (there.meta("notebook") or "") != (reader.meta("notebook") or ""):
            raise KnownError("errors.backup_damaged", path=backup.folder)
        with reader.snapshot():
            theirs, ours = _Side(there), _Side(reader)
            return Comparison(
                theirs.group((each for each in theirs.objects if each not in ours.objects), names),
                ours.group((each for each in ours.objects if each not in theirs.objects), names),
                ours.group(ours.ahead(theirs), names),
                theirs.group(theirs.ahead(ours), names),
            )


class _Side:
    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.objects: dict[str, str] = {}
        self._revisions: dict[str, str] = {}
        for object_id, kind, name in reader.rows(_SHOWN):
            self.objects[object_id] = kind
            self._revisions[name] = object_id
        self._stored = self._revisions.keys() | {row[0] for row in reader.rows("SELECT revision FROM set_aside")}

    def ahead(self, other: _Side) -> list[str]:
        """The objects of both that have a revision here which the other lacks."""
        lacking = (found for name, found in self._revisions.items() if name not in other._stored)
        return [found for found in dict.fromkeys(lacking) if found in other.objects]

    def group(self, objects: Iterable[str], names: int) -> Group:
        """The given objects as far as they are outside the bin, and of a kind that is told."""
        wanted = [each for each in objects if self.objects[each] in _COMPARED]
        states = self._states(wanted)
        shown = [each for each in wanted if each in states]
        counts = Counter(self.objects[each] for each in shown)
        newest = sorted(shown, key=lambda each: (_COMPARED.index(self.objects[each]), -states[each].changed, each))
        titles = (title_of(partial(_value, states[each])) for each in newest)
        told = tuple(dict.fromkeys(filter(None, titles)))
        return Group({kind: counts[kind] for kind in _COMPARED if counts[kind]}, told[:names])

    def _states(self, objects: list[str]) -> dict[str, ObjectState]:
        """The state of each, computed: what is derived in a backup may be an older program's."""
        found: dict[str, ObjectState] = {}
        for start in range(0, len(objects), _BATCH):
            rows = self._reader.rows(
                "SELECT object, id, payload FROM revision WHERE object IN (SELECT value FROM json_each(?)) "
                "AND id NOT IN (SELECT revision FROM set_aside)",
                [json.dumps(objects[start : start + _BATCH])],
            )
            given: dict[str, list[tuple[str, str]]] = {}
            for object_id, name, payload in rows:
                given.setdefault(object_id, []).append((name, payload))
            for object_id, revisions in given.items():
                state = Graph(read(*each) for each in revisions).state()
                if not state.deleted:
                    found[object_id] = state
        return found


def _value(state: ObjectState, name: str) -> object:
    return state.fields[name].value if name in state.fields and state.kind in KINDS else None
