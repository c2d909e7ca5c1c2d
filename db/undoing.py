"""Taking back what was done: the edits after which some revisions have no effect any more.

Nothing is removed: an undoing is an edit like any other, travels like any other, and can itself be taken back, which is
redo. What somebody changed since stays. A choice between versions in conflict is taken back by writing each version
again, beside the others, from the revision that they all came from; so the conflict stands again, on every notebook.
They then bear the name of whoever undid the choice; where they would not be in conflict, which takes three versions or
more, the one that was shown is restored alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from db.disputes import deletion
from db.edits import Edit
from db.holdings import REDACTION
from db.queries import Reader, standing_in
from db.records import KINDS, Shape, Value, field_specs
from db.revisions import Revision, write
from db.state import FieldState, Graph
from db.values import fits

_FIGURE: Final = re.compile(r"figure:([0-9a-f-]{36})")
_PLACE: Final = frozenset({"deleted", "order"})
"""Fields that are not what an object says."""


@dataclass(frozen=True, slots=True)
class Undoing:
    """edits: what takes the revisions back. kept: (object, field) that were changed since, and so stay as they are.

    What was made, and changed since, is kept too, and with it what it stands in: then the field is "deleted".
    """

    edits: tuple[Edit, ...]
    kept: tuple[tuple[str, str], ...] = ()


def undoing(reader: Reader, revisions: Sequence[str]) -> Undoing:
    """What takes revisions back: fields to what their authors saw, what they made into the bin, what they binned out.

    revisions: ids, as a commit answered them. Those that are not known here, set aside, blanked, redactions, or of a
    kind that this program does not know are passed over; so are those in which something was handed in for the first
    time, which say nothing new: the store takes them back with the decision. The revisions that committing the edits
    writes can be given again: that is redo.
    """
    with reader.snapshot():
        stood_in = standing_in(reader, revisions)
        revisions = [each for each in revisions if each not in stood_in]
        objects = _objects(reader, revisions)
        undone = [_Object(Graph(reader.history(each)), frozenset(revisions)) for each in objects]
    made = {each.object: each for each in undone if each.made and not each.gone}
    stays = _staying(made.values())
    edits: list[Edit] = []
    kept: list[tuple[str, str]] = []
    for each in undone:
        if each.object in made:
            if each.object in stays:
                kept.append((each.object, "deleted"))
            else:
                edits.append(each.deletion())
        elif not each.made:
            found = each.undoing()
            edits += found.edits
            kept += found.kept
    return Undoing(tuple(edits), tuple(kept))


def _objects(reader: Reader, revisions: Sequence[str]) -> list[str]:
    """The objects of revisions that can be changed, in the order given, the last first."""
    query = "SELECT id, object, kind FROM revision WHERE id IN (SELECT value FROM json_each(?))"
    rows = {name: (found, kind) for name, found, kind in reader.rows(query, [json.dumps(list(revisions))])}
    known = (rows[name] for name in reversed(revisions) if name in rows)
    return list(dict.fromkeys(found for found, kind in known if kind in KINDS and kind != REDACTION))


def _staying(made: Iterable[_Object]) -> set[str]:
    """Those of made that were changed since, and what they stand in."""
    all_made = {each.object: each for each in made}
    stays: set[str] = set()
    waiting = [each.object for each in all_made.values() if each.changed_since()]
    while waiting:
        name = waiting.pop()
        if name in all_made and name not in stays:
            stays.add(name)
            waiting += all_made[name].stands_in()
    return stays


class _Object:
    """One object of which some revisions are taken back. given: the ids of all that are, of whatever object."""

    def __init__(self, graph: Graph, given: Collection[str]) -> None:
        self._graph = graph
        self._known = {each.id: each for each in graph.revisions}
        self._given = {each.id for each in graph.revisions if each.id in given and not each.redacted}
        self.object = graph.revisions[0].object if graph else ""
        self.kind = graph.kind if graph else ""
        self._specs = {spec.name: spec for spec in field_specs(KINDS[self.kind])} if self.kind in KINDS else {}

    @property
    def made(self) -> bool:
        """Whether the revisions that are taken back made the object."""
        roots = self._graph.roots()
        return bool(roots) and self._given.issuperset(roots)

    @property
    def gone(self) -> bool:
        return self._graph.state().deleted

    def changed_since(self) -> bool:
        """Whether it says something else now than the given revisions left it saying."""
        return any(self._changed(name) for name in self._specs if name not in _PLACE and self._graph.writes(name))

    def stands_in(self) -> Iterator[str]:
        """The ids of what it stands in, and of the figures in its texts."""
        for name, spec in self._specs.items():
            value = self._graph.field(name).value if self._graph.writes(name) else None
            if isinstance(value, str) and spec.shape is Shape.REF:
                yield value
            elif isinstance(value, str) and spec.shape is Shape.TEXT:
                yield from _FIGURE.findall(value)

    def deletion(self) -> Edit:
        return self._binning(True)

    def _binning(self, deleted: bool) -> Edit:
        """Into the bin, or out of it, by somebody who has seen everything there is: an unseen edit would beat it."""
        return Edit(self.object, self.kind, {"deleted": deleted}, {"deleted": self._graph.newest()})

    def undoing(self) -> Undoing:
        """What sets its fields back."""
        edits: list[Edit] = []
        kept: list[tuple[str, str]] = []
        for name in sorted({name for each in self._given for name in self._known[each].fields}):
            found = self._field(name) if name in self._specs else None
            if found is None:
                kept.append((self.object, name))
            else:
                edits += found
        return Undoing(tuple(edits), tuple(kept))

    def _field(self, name: str) -> list[Edit] | None:
        """What sets field name back, perhaps nothing; None where it was changed since."""
        spec, now = self._specs[name], self._graph.field(name)
        heads, frontier = self._ours(name)
        target = self._graph.field_of(name, frontier or self._given, self._given)
        value: Value = spec.default if target is None else target.value
        if not heads:
            return [] if self._look(name, target) == self._look(name, now) else None
        if others := [self._known[each] for each in now.heads if each not in heads]:
            value, heads, target = self._beside(name, target, heads, others)
            if not now.conflict and value == now.value:
                return None
        if name == "deleted" and not others and (again := self._dispute_again(heads)):
            return again
        if not fits(spec, value) or (name == "deleted" and value is True and self.changed_since()):
            return None
        if name == "deleted":
            return [self._binning(bool(value))]
        if self.gone and not others:  # nobody edits what is in the bin without knowing so: it stays there
            heads = tuple(sorted({*heads, *self._graph.field("deleted").heads}))
        if target is not None and target.conflict and (again := self._conflict_again(name, target, heads)):
            return again
        return [Edit(self.object, self.kind, {name: value}, {name: heads})]

    def _beside(
        self, name: str, target: FieldState | None, heads: tuple[str, ...], others: Sequence[Revision]
    ) -> tuple[Value, tuple[str, ...], FieldState | None]:
        """The value, the base and the goal where others have written the field without having seen heads.

        Of texts what is left of all after the change is taken out. Of other values theirs, where they saw what was to
        come back; else that again, in conflict with theirs as it was.
        """
        value: Value = self._specs[name].default if target is None else target.value
        everything = (*heads, *(each.id for each in others))
        if self._specs[name].merges_as_text:
            after = self._with_one(name, value, heads)
            if not after.conflict and not (target is not None and target.conflict):
                return after.value, everything, None
        before = () if target is None else tuple(self._known[each] for each in target.heads)
        newest = max(others, key=lambda each: each.age)
        if not before or any(self._after(each.id, [one.id for one in before]) for each in others):
            theirs: Value = newest.fields[name]
            base = (*heads, newest.id)
            if len(others) == 1 or len(self._with_one(name, theirs, base).heads) == len(others):
                return theirs, base, None
        elif name in _PLACE:
            return max((newest, *before), key=lambda each: each.age).fields[name], everything, None
        return value, heads, target

    def _with_one(self, name: str, value: Value, base: tuple[str, ...]) -> FieldState:
        """The field once value is written from base."""
        return self._after_all([Edit(self.object, self.kind, {name: value}, {name: base})]).field(name)

    def _ours(self, name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The heads of a field that are what the given revisions left, and the writers whose look they have.

        A head is theirs too where later edits were taken back and it says again what was shown with them.
        """
        looks = self._looks(name)
        heads: list[str] = []
        frontier: set[str] = set()
        for head in self._graph.field(name).heads:
            look = (head,) if head in self._given else self._look_of(name, head, looks)
            if look:
                heads.append(head)
                frontier.update(look)
        return tuple(heads), tuple(sorted(frontier))

    def _look_of(self, name: str, head: str, looks: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
        """Which of looks it is that head says again."""
        value = self._known[head].fields[name]
        alike = (look for look in looks if self._shows(name, look, value))
        return next((look for look in alike if self._after(head, look) or self._copied(name, head, look, looks)), ())

    def _looks(self, name: str) -> list[tuple[str, ...]]:
        """Sets of writers of a field that somebody was shown together, one of the given ones among them."""
        given = [each for each in self._given if name in self._known[each].fields]
        if not given:
            return []
        looks = [self._graph.seen_for(name, [each]) for each in given] + [self._graph.seen_for(name, given)]
        looks += [self._graph.seen_for(name, each.parents) for each in self._graph.revisions if name in each.fields]
        looks += self._graph.moments(name)
        return list(dict.fromkeys(look for look in looks if self._given.intersection(look)))

    def _shows(self, name: str, look: Sequence[str], value: object) -> bool:
        shown = self._graph.field_of(name, look)
        return shown is not None and type(shown.value) is type(value) and bool(shown.value == value)

    def _after(self, head: str, look: Sequence[str]) -> bool:
        return all(self._graph.has_seen(head, [each]) for each in look)

    def _copied(self, name: str, head: str, look: Sequence[str], looks: Iterable[Sequence[str]]) -> bool:
        """Whether head is the version look, of a conflict that was settled and came back. See _conflict_again."""
        if len(look) > 1:
            return False
        parents, now = self._known[head].parents, self._graph.field(name).heads
        return any(
            look[0] in each and len(each) > 1 and not set(each) & set(now)
            and parents in (self._graph.common(each), self._known[look[0]].parents)
            for each in looks
        )  # fmt: skip

    def _changed(self, name: str) -> bool:
        now = self._graph.field(name)
        if self._look(name, now) == self._look(name, self._graph.field_of(name, self._given)):
            return False
        return set(self._ours(name)[0]) != set(now.heads)

    def _look(self, name: str, state: FieldState | None) -> list[str]:
        """What a reader is shown of a field: its value, or all values that are in conflict."""
        if state is None:
            return [repr(self._specs[name].default)]
        if not state.conflict:
            return [repr(state.value)]
        return sorted(repr(self._known[head].fields[name]) for head in state.heads)

    def _conflict_again(self, name: str, target: FieldState, heads: tuple[str, ...]) -> list[Edit]:
        """Edits after which the versions of target are in conflict again; none where that cannot be reached.

        The version that was shown comes last and follows what stands there now. Each of the others is written as if
        its author had seen only what all of them had.
        """
        versions = sorted((self._known[each] for each in target.heads), key=lambda each: each.age)
        common = self._graph.common(target.heads)
        for parents in ([common] * len(versions), [each.parents for each in versions]):
            bases = [*parents[:-1], heads]
            edits = [
                Edit(self.object, self.kind, {name: each.fields[name]}, {name: base}, beside=True)
                for each, base in zip(versions, bases, strict=True)
            ]
            if all(bases) and all(fits(self._specs[name], each.fields[name]) for each in versions):
                after = self._after_all(edits).field(name)
                if after.conflict and len(after.heads) >= len(versions):
                    return edits
        return []

    def _dispute_again(self, heads: tuple[str, ...]) -> list[Edit]:
        """Edits after which a deletion and what was written without knowing of it stand against each other again.

        Empty where the authors of what is taken back were shown no such dispute. What lived lives on; see db.disputes.
        """
        shown = [each for each in deletion(self._before()) if each.value]
        bases = [self._known[each.revision].parents for each in shown]
        if not bases or not all(bases):
            return []
        away = [Edit(self.object, self.kind, {"deleted": True}, {"deleted": base}, beside=True) for base in bases]
        return [*away, Edit(self.object, self.kind, {"deleted": False}, {"deleted": heads}, beside=True)]

    def _before(self) -> list[Revision]:
        """What the authors of the given revisions had seen, without these."""
        found: set[str] = set()
        waiting = [parent for each in self._given for parent in self._known[each].parents]
        while waiting:
            name = waiting.pop()
            if name in self._known and name not in found:
                found.add(name)
                waiting.extend(self._known[name].parents)
        return [each for each in self._graph.revisions if each.id in found and each.id not in self._given]

    def _after_all(self, edits: Sequence[Edit]) -> Graph:
        newest = max(each.hlc for each in self._graph.revisions)
        made = [
            write(
                notebook=self._graph.revisions[0].notebook,
                object_id=self.object,
                kind=self.kind,
                author=None,
                device=None,
                hlc=newest + later,
                parents=next(iter(edit.base.values())),
                fields=edit.fields,
            )[0]
            for later, edit in enumerate(edits, start=1)
        ]
        return Graph([*self._graph.revisions, *made])
