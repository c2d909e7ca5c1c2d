"""What an object is: a pure function of the set of its revisions, whatever the order in which they arrived.

Per field the writers count that no other writer of the field has seen (its heads). One, or several that agree: their
value. Several texts: merged in three ways, folded in order of id. What cannot be merged shows the newest and lists all.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from db.frozen import dataclass
from db.merge import merge
from db.records import KINDS, PERSONAL, Shape, field_specs
from db.revisions import Revision

_DEEPEST_BASE: Final = 40
"""Levels of criss-cross merges followed to find a common base; beyond, the base counts as unknown."""

_NOT_EDITS: Final = frozenset({"deleted", "order"})
"""Fields whose change does not bring back what another has deleted meanwhile; nor do personal ones, which not everybody
is given: the bin must hold the same for all."""

_NEVER_LISTED: Final = frozenset({"deleted", "order"})
"""Fields whose concurrent changes need no choice by a person."""


@dataclass(frozen=True, slots=True)
class FieldState:
    """One field: its value, the heads it may come from, and the heads that were shown.

    heads: writers that no other writer has seen. shown: what a later save names as its parents; all heads, or in a
    conflict the newest one. conflict: the heads disagree and could not be merged.
    """

    value: Any
    heads: tuple[str, ...]
    shown: tuple[str, ...]
    conflict: bool = False


@dataclass(frozen=True, slots=True)
class ObjectState:
    """One object. imported: its first revision came from a foreign text. created, changed: oldest and newest hlc."""

    object: str
    kind: str
    fields: Mapping[str, FieldState]
    deleted: bool
    imported: bool
    created: int
    changed: int


class Graph:
    """The revisions of one object, with who has seen whom. The order of the revisions given does not matter."""

    def __init__(self, revisions: Iterable[Revision]) -> None:
        unique = {revision.id: revision for revision in revisions}
        self.revisions = _parents_first(unique)
        self._index = {revision.id: at for at, revision in enumerate(self.revisions)}
        self._seen: list[int] = []  # per revision, a bit for each of its ancestors
        self._orphans = 0  # a bit for each revision with a parent that is not here
        for at, revision in enumerate(self.revisions):
            seen = 0
            for parent in revision.parents:
                known = self._index.get(parent)
                if known is None or known >= at:
                    self._orphans |= 1 << at
                else:
                    seen |= self._seen[known] | 1 << known
            self._seen.append(seen)
        self._redacted = sum(1 << at for at, revision in enumerate(self.revisions) if revision.redacted)
        self._writers: dict[str, int] = {}
        for at, revision in enumerate(self.revisions):
            for name in revision.fields:
                self._writers[name] = self._writers.get(name, 0) | 1 << at

    def __bool__(self) -> bool:
        return bool(self.revisions)

    @property
    def kind(self) -> str:
        return min(self.revisions, key=lambda revision: revision.age).kind

    def newest(self) -> tuple[str, ...]:
        """The revisions that no other has seen."""
        return self._names(self._maximal((1 << len(self.revisions)) - 1))

    def roots(self) -> tuple[str, ...]:
        """The revisions that have no parents."""
        return tuple(revision.id for revision in self.revisions if not revision.parents)

    def seen_for(self, name: str, parents: Iterable[str]) -> tuple[str, ...]:
        """What an author who saw parents has seen of field name: its newest writers among them and their ancestors."""
        return self._names(self._maximal(self._closure(parents) & self._writers.get(name, 0)))

    def writes(self, name: str) -> bool:
        return name in self._writers

    def field(self, name: str) -> FieldState:
        """Field name as it stands; KeyError where no revision sets it."""
        return self._shown(name, self._maximal(self._writers[name]))

    def field_of(self, name: str, revisions: Iterable[str], without: Collection[str] = ()) -> FieldState | None:
        """Field name as revisions and their ancestors leave it, less those of without; None where none of them sets it.

        Of the parents of a revision: what its author was shown.
        """
        gone = sum(1 << self._index[each] for each in set(without) if each in self._index)
        heads = self._maximal(self._closure(revisions) & self._writers.get(name, 0) & ~gone)
        return self._shown(name, heads) if heads else None

    def ancestor(self, name: str, heads: Iterable[str]) -> tuple[Any, bool]:
        """What heads of field name were written from, and whether that is known; None where it was nothing."""
        given = [self._index[each] for each in heads]
        common = self._common(given)
        newest = self._maximal(common & (self._writers.get(name, 0) | self._redacted))
        below = self._closure(self._names(newest))
        beyond = 0
        for at in given:
            beyond |= self._seen[at] | 1 << at
        if newest & self._redacted or beyond & ~below & self._orphans:
            return None, False
        if not newest:
            return None, True
        shown = self._shown(name, newest)
        return (None, False) if shown.conflict else (shown.value, True)

    def common(self, revisions: Iterable[str]) -> tuple[str, ...]:
        """The newest revisions that all of revisions are, or have seen."""
        return self._names(self._maximal(self._common([self._index[each] for each in revisions])))

    def moments(self, name: str) -> Iterator[tuple[str, ...]]:
        """The heads of field name as each revision in turn was added, oldest first."""
        writers = self._writers.get(name, 0)
        for at in _bits(writers):
            yield self._names(self._maximal(writers & ((2 << at) - 1)))

    def has_seen(self, revision: str, others: Iterable[str]) -> bool:
        """Whether revision is one of others, or was written by somebody who saw one of them."""
        wanted = {self._index[each] for each in others if each in self._index}
        closure = self._closure([revision])
        return any(closure >> at & 1 for at in wanted)

    def _shown(self, name: str, heads: int) -> FieldState:
        names = self._names(heads)
        values = [self.revisions[at].fields[name] for at in _bits(heads)]
        if all(_same(value, values[0]) for value in values):
            return FieldState(values[0], names, names)
        if self._merges_as_text(name) and (merged := self._fold(name, heads, 0)) is not None:
            return FieldState(merged, names, names)
        newest = max((self.revisions[at] for at in _bits(heads)), key=lambda revision: revision.age)
        if name in _NEVER_LISTED:
            return FieldState(newest.fields[name], names, names)
        return FieldState(newest.fields[name], names, (newest.id,), conflict=True)

    def state(self) -> ObjectState:
        """The object as it stands. Needs at least one revision."""
        fields = {name: self.field(name) for name in sorted(self._writers)}
        ages = [revision.hlc for revision in self.revisions]
        return ObjectState(
            self.revisions[0].object,
            self.kind,
            fields,
            self._deleted(),
            any(not revision.parents and not revision.redacted and not revision.hlc for revision in self.revisions),
            min(ages),
            max(ages),
        )

    def _deleted(self) -> bool:
        """Whether it is in the bin: deleted by all its heads, and not edited by one who had not seen any of them."""
        if not self.writes("deleted"):
            return False
        heads = self._maximal(self._writers["deleted"])
        if not all(self.revisions[at].fields["deleted"] is True for at in _bits(heads)):
            return False
        known = 0  # the deletions, what they had seen, and what was written after seeing one of them
        for at in _bits(heads):
            known |= self._seen[at] | 1 << at
        for at, revision in enumerate(self.revisions):
            if not known >> at & 1 and not self._seen[at] & heads and is_edit(revision):
                return False
        return True

    def _fold(self, name: str, heads: int, depth: int) -> str | None:
        """The texts of heads merged one after the other in order of id; None where they conflict."""
        order = sorted(_bits(heads), key=lambda at: self.revisions[at].id)
        merged = self.revisions[order[0]].fields[name]
        seen = self._seen[order[0]] | 1 << order[0]
        for at in order[1:]:
            other, others = self.revisions[at].fields[name], self._seen[at] | 1 << at
            base = self._base(name, seen, others, depth)
            if base is None or not isinstance(merged, str) or not isinstance(other, str):
                return None
            merged = merge(base, merged, other)
            if merged is None:
                return None
            seen |= others
        return merged if isinstance(merged, str) else None

    def _base(self, name: str, one: int, other: int, depth: int) -> str | None:
        """The text both sides started from: the merge of their maximal common ancestors; None where it is unknown."""
        common = self._maximal(one & other & (self._writers[name] | self._redacted))
        below = common
        for at in _bits(common):
            below |= self._seen[at]
        if common & self._redacted or (one | other) & ~below & self._orphans or depth > _DEEPEST_BASE:
            return None
        if not common:
            return ""
        return self._fold(name, common, depth + 1)

    def _merges_as_text(self, name: str) -> bool:
        kind = KINDS.get(self.kind)
        return kind is not None and any(spec.name == name and spec.shape is Shape.TEXT for spec in field_specs(kind))

    def _closure(self, names: Iterable[str]) -> int:
        mask = 0
        for name in names:
            at = self._index.get(name)
            if at is not None:
                mask |= self._seen[at] | 1 << at
        return mask

    def _maximal(self, mask: int) -> int:
        """Those of mask that no other of mask has seen."""
        found = 0
        while mask:
            at = mask.bit_length() - 1  # parents stand before their children, so no other has seen the last one
            found |= 1 << at
            mask &= ~(self._seen[at] | 1 << at)
        return found

    def _common(self, given: Sequence[int]) -> int:
        mask = (1 << len(self.revisions)) - 1
        for at in given:
            mask &= self._seen[at] | 1 << at
        return mask

    def _names(self, mask: int) -> tuple[str, ...]:
        return tuple(sorted(self.revisions[at].id for at in _bits(mask)))


def is_edit(revision: Revision) -> bool:
    """Whether it says something, so that a deletion by one who has not seen it does not hold."""
    return bool(revision.fields.keys() - _NOT_EDITS - PERSONAL.get(revision.kind, frozenset()))


def _same(one: object, other: object) -> bool:
    return type(one) is type(other) and one == other


def _bits(mask: int) -> Iterator[int]:
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def _parents_first(revisions: Mapping[str, Revision]) -> Sequence[Revision]:
    """revisions so that each stands after its parents, else from old to new: the order in which history reads.

    Hashes allow no cycle, but a blanked revision is exempt from the hash check: the oldest of a cycle comes first.
    """
    import heapq

    waiting: dict[str, int] = {}
    children: dict[str, list[str]] = {}
    for revision in revisions.values():
        known = [parent for parent in set(revision.parents) if parent in revisions]
        waiting[revision.id] = len(known)
        for parent in known:
            children.setdefault(parent, []).append(revision.id)
    key: Callable[[str], tuple[int, str]] = lambda name: revisions[name].age  # noqa: E731
    ready = [key(name) for name, count in waiting.items() if not count]
    heapq.heapify(ready)
    ordered: list[Revision] = []
    left = set(revisions)
    while left:
        name = heapq.heappop(ready)[1] if ready else min(left, key=key)
        if name not in left:
            continue
        left.discard(name)
        ordered.append(revisions[name])
        for child in children.get(name, ()):
            waiting[child] -= 1
            if not waiting[child]:
                heapq.heappush(ready, key(child))
    return ordered
