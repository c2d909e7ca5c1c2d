"""Takes a visit or chapter out of the bin of which something was written elsewhere, and offers what went with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.bin import binned
from db.disputes import revival
from db.errors import KnownError
from desktop.hanging import Hanging, restoration
from desktop.messages import Level, Step

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.edits import Edit
    from desktop.context import PageContext

REVIVED = "revived"
"""Topic of the band about it."""


def revive(context: PageContext, host_id: str) -> None:
    """Take a visit or chapter out of the bin, alone. What went into the bin with it is offered, not brought along."""
    reader = context.notebook.reader
    items = binned(reader)
    mine = next((each for each in items if each.record.id == host_id), None)
    if mine is None or context.notebook.read_only:
        return
    rest = [edit for edit in restoration([mine], items) if edit.object != host_id]
    if not _commit(context, revival(reader, host_id)) or not rest:
        return
    step = Step("conflict.revive_rest", lambda: _commit(context, _still_binned(context, rest)))
    context.messages.tell(
        Level.INFO, f"conflict.revived_{mine.record.KIND}", step, topic=REVIVED, count=len(Hanging(items).of(mine))
    )


def _still_binned(context: PageContext, edits: Sequence[Edit]) -> list[Edit]:
    found = ((edit, context.notebook.reader.get(edit.object)) for edit in edits)
    return [edit for edit, record in found if record is not None and record.deleted]


def _commit(context: PageContext, edits: Sequence[Edit]) -> bool:
    try:
        context.operations.commit(edits)
    except KnownError as error:
        context.messages.error(error, topic="saving")
        return False
    return True
