"""A plan to records: one transaction, in which only what the notebook does not know yet is written."""

from __future__ import annotations

from collections.abc import Iterable

from db.edits import Changes, Edit
from db.notebook import Notebook
from db.order import key_between
from db.records import Chapter, Record, Visit
from exporters.importing.values import Plan


def apply(notebook: Notebook, plan: Plan) -> Changes:
    """Takes plan into notebook.

    Articles that were imported before stay as they are now, edited or deleted; new ones stand behind the visits or
    chapters that are there. Raises KnownError where the notebook cannot be written.
    """
    return notebook.take_in(plan.originals, placed(notebook, plan.later))


def placed(notebook: Notebook, later: Iterable[Edit]) -> tuple[Edit, ...]:
    """later with order keys behind what the notebook holds."""
    last: dict[str, str | None] = {
        Visit.KIND: _last(notebook, Visit),
        Chapter.KIND: _last(notebook, Chapter),
    }
    edits: list[Edit] = []
    for edit in later:
        if edit.kind in last:
            last[edit.kind] = key_between(last[edit.kind], None)
            edit = Edit(edit.object, edit.kind, {**edit.fields, "order": last[edit.kind]})
        edits.append(edit)
    return tuple(edits)


def _last(notebook: Notebook, kind: type[Record]) -> str | None:
    return max((record.order for record in notebook.reader.all(kind) if record.order), default=None)
