"""Laptops that work apart and exchange revisions as sets: what the tests of merging play with."""

from __future__ import annotations

from collections.abc import Iterable

from db.edits import Edit
from db.queries import Reader
from db.records import Value
from db.revisions import Clock, Revision, write
from db.state import FieldState, Graph, ObjectState
from db.steps import steps

OBJECT = "11111111-1111-4111-8111-111111111111"
NOTEBOOK = "22222222-2222-4222-8222-222222222222"


def revision(
    fields: dict[str, Value], *parents: Revision | str, hlc: int = 1, kind: str = "note", device: str | None = None
) -> Revision:
    """A revision of OBJECT, whose parents are given as such or by id."""
    names = [parent if isinstance(parent, str) else parent.id for parent in parents]
    made, _ = write(
        notebook=NOTEBOOK,
        object_id=OBJECT,
        kind=kind,
        author=None,
        device=device,
        hlc=hlc,
        parents=names,
        fields=fields,
    )
    return made


class Laptop:
    """Knows some revisions of OBJECT, and writes more. now: its wall clock, in milliseconds; each save takes one."""

    def __init__(self, name: str, known: Iterable[Revision] = (), now: int = 1_000_000) -> None:
        self.name = name
        self.known = {each.id: each for each in known}
        self._now = now
        self._clock = Clock(0, self._wall)

    @property
    def graph(self) -> Graph:
        return Graph(self.known.values())

    @property
    def state(self) -> ObjectState:
        return self.graph.state()

    def field(self, name: str) -> FieldState:
        return self.state.fields[name]

    def save(self, base: dict[str, tuple[str, ...]] | None = None, **fields: Value) -> list[Revision]:
        """Write what the author typed; base: what he saw, else what stands here now."""
        edit = Edit(OBJECT, "note", fields, base or {})
        made = []
        for changed, parents in steps(edit, self.graph if self.known else None, self.known):
            self._now += 1
            made.append(
                revision(dict(changed), *parents, hlc=self._clock.tick(), device=self.name),
            )
        self.known.update({each.id: each for each in made})
        return made

    def receive(self, other: Laptop) -> None:
        self.known.update(other.known)
        for each in other.known.values():
            self._clock.see(each.hlc)

    def _wall(self) -> int:
        return self._now


def conflicted(reader: Reader) -> frozenset[str]:
    """The objects that have a field in conflict, those in the bin too."""
    return frozenset(row[0] for row in reader.rows("SELECT DISTINCT object FROM conflict"))
