"""Puts a whole visit, a chapter or a note of the window into the bin, opens what follows, and offers the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.errors import KnownError
from db.records import Chapter, Note, Record, Visit
from desktop.hanging import deletion
from desktop.messages import Level, Step
from desktop.models.outline import HOME
from desktop.models.values import record_name

if TYPE_CHECKING:
    from db.queries import Reader
    from desktop.context import PageContext
    from desktop.frame import Space

DELETED = "deleted"
"""Topic of the band about what was put into the bin."""


def remove(space: Space, context: PageContext, object_id: str = "") -> None:
    """Put a visit, chapter or note into the bin, and offer the way back; what follows it is opened.

    object_id: nothing means the visit or chapter that is open.
    """
    reader, operations = context.notebook.reader, context.operations
    record = reader.get(object_id) if object_id else _opened(reader, space.current)
    if not isinstance(record, Visit | Chapter | Note) or record.deleted or context.notebook.read_only:
        return
    space.leave()
    edits = deletion(reader, record)
    gone = {edit.object for edit in edits}
    following = space.beside(gone) or HOME
    name = record_name(reader, context.sentences, record)
    try:
        changes = operations.commit(edits)
    except KnownError as error:
        context.messages.error(error, topic="saving")
        return
    if space.current in gone:
        space.open(following)
    back = Step("undo.take_back", lambda: operations.take_back(changes.revisions))
    context.messages.tell(
        Level.INFO,
        "undo.deleted_with" if len(edits) > 1 else "undo.deleted",
        back,
        topic=DELETED,
        name=name,
        kind=context.sentences(f"fields.kind.{record.KIND}"),
        count=len(edits) - 1,
    )


def _opened(reader: Reader, current: str) -> Record | None:
    record = reader.get(current)
    visit = getattr(record, "visit", None)
    return reader.get(visit) if isinstance(visit, str) else record
