"""What the user did to the records, as one step: what it wrote, and what the menu calls it when it can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from db.edits import Changes, Edit
from db.frozen import dataclass
from db.records import KINDS, Shape, field_specs

if TYPE_CHECKING:
    from db.queries import Reader
    from resources import Sentences

PLACE = frozenset({"order", "visit", "section", "entry"})
"""Fields whose change alone is a move."""
LEADING = ("visit", "chapter", "implication", "note", "question", "takeaway", "figure", "contact")
"""Of several things written at once the first of these names them all."""


@dataclass(frozen=True, slots=True)
class Performed:
    """One step. how: added, deleted, moved, changed, imported, settled, restored or brought_back (from a backup).

    edits: what was asked for; of an import or a backup nothing. fields: of its revisions only these (object, field) are
    meant; None for all of them.
    """

    changes: Changes
    edits: tuple[Edit, ...] = ()
    how: str = "changed"
    fields: frozenset[tuple[str, str]] | None = None

    @property
    def revisions(self) -> tuple[str, ...]:
        return self.changes.revisions

    @property
    def kind(self) -> str:
        """The kind that names the step."""
        kinds = {edit.kind for edit in self.edits} or self.changes.kinds
        return next((kind for kind in LEADING if kind in kinds), min(kinds, default=""))

    @property
    def object(self) -> str:
        """The object that shows what was done."""
        found = [edit.object for edit in self.edits if edit.kind == self.kind]
        return found[0] if found else min(self.changes.objects.get(self.kind, ()), default="")

    def words(self, sentences: Sentences) -> str:
        """내용 지우기 · 방문 고치기: 전화"""
        kind = sentences(f"fields.kind.{self.kind}").lower() if self.kind in KINDS else ""
        if self.how != "changed" or self.kind not in KINDS:
            return sentences(f"undo.what.{self.how}", kind=kind)
        names = {name for edit in self.edits for name in edit.fields}
        if len(names) == 1:
            return sentences(
                "undo.what.changed_field", kind=kind, field=sentences(f"fields.field.{min(names)}").lower()
            )
        return sentences("undo.what.changed", kind=kind)


def binning_of(edits: Sequence[Edit]) -> str:
    """deleted or restored, where all of edits put something into the bin, or all take something out; else nothing."""
    ways = {edit.fields.get("deleted") for edit in edits}
    return "deleted" if ways == {True} else "restored" if ways == {False} else ""


def how_of(reader: Reader, edits: Sequence[Edit]) -> str:
    """What edits, not written yet, will have done."""
    if binning := binning_of(edits):
        return binning
    if edits and all(edit.fields.keys() <= PLACE for edit in edits):
        return "moved"
    return "added" if edits and all(reader.get(edit.object) is None for edit in edits) else "changed"


def lines_of(reader: Reader, changes: Changes) -> list[tuple[str, str, str]]:
    """Kind, object and field of the lines that changes wrote.

    Fields of one line have no undo of their own once they are left; texts keep theirs in their documents.
    """
    found: list[tuple[str, str, str]] = []
    for kind, ids in changes.objects.items():
        specs = field_specs(KINDS[kind]) if kind in KINDS else ()
        lines = {spec.name for spec in specs if spec.shape is not Shape.TEXT}
        for object_id in sorted(ids):
            heads = reader.heads(object_id)
            written = (name for name, revisions in heads.items() if {*revisions} & {*changes.revisions})
            found += [(kind, object_id, name) for name in sorted(written) if name in lines]
    return found
