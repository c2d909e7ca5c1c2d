"""An object as it was: what to write so that it stands again as an earlier revision left it."""

from __future__ import annotations

from collections.abc import Sequence

from db.edits import Edit
from db.errors import KnownError
from db.records import KINDS, Value, field_specs
from db.revisions import Revision
from db.state import Graph


def as_of(revisions: Sequence[Revision], revision_id: str) -> Edit:
    """The edit that sets an object back to what the author of one of its revisions saw when it was written.

    revisions: all of the object. Texts that were empty then are emptied; an object in the bin comes out of it, unless
    it was there. Other fields that nobody had filled in yet stay as they are: an imported object's place in the tour,
    say, is not part of its first revision. Going back is a choice: versions in conflict are settled.
    Raises KnownError `errors.blanked` where the body was blanked.
    """
    known = {revision.id: revision for revision in revisions}
    wanted = known[revision_id]
    seen = _with_ancestors(wanted, known)
    if wanted.redacted:
        raise KnownError("errors.blanked", name=revision_id[:12])
    then = Graph(seen).state()
    fields: dict[str, Value] = {name: field.value for name, field in then.fields.items()}
    if wanted.kind in KINDS and not any(revision.redacted for revision in seen):
        empty = {spec.name: spec.default for spec in field_specs(KINDS[wanted.kind]) if spec.merges_as_text}
        fields = empty | fields
    fields.setdefault("deleted", False)
    now = Graph(revisions)
    base = {name: now.field(name).heads for name in fields if now.writes(name)}
    return Edit(wanted.object, wanted.kind, fields, base)


def _with_ancestors(revision: Revision, known: dict[str, Revision]) -> list[Revision]:
    seen: dict[str, Revision] = {}
    waiting = [revision]
    while waiting:
        each = waiting.pop()
        if each.id not in seen:
            seen[each.id] = each
            waiting.extend(known[parent] for parent in each.parents if parent in known)
    return list(seen.values())
