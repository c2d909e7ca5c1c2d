"""Figures that begin in the text: a ▲ line becomes a figure, a picture put in at the caret gets its line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from db.edits import create
from db.order import key_between
from db.records import Figure
from desktop.editor.outline_editor import OutlineEditor
from exporters.document.marks import Kind, figure_place, line_kind

if TYPE_CHECKING:
    from db.blobs import Blob
    from db.edits import Edit
    from db.records import Record
    from desktop.panes.text_page import TextPage

_CREDIT = re.compile(r"\s*\[\s*출처\s*[=::]\s*(.*?)\s*\]\s*$")


def read_figure_line(line: str) -> tuple[str, str]:
    """Caption and credit of a line `▲ caption [출처=credit]`."""
    body = line[line_kind(line).mark_end :].strip()
    found = _CREDIT.search(body)
    return (body[: found.start()], found[1]) if found else (body, "")


def take_figure_lines(page: TextPage, editor: OutlineEditor, entry: str, visit: Record | None) -> None:
    """Make figures of the ▲ lines of editor; each line becomes the figure's place."""
    lines = editor.toPlainText().split("\n")
    edits: list[Edit] = []
    for number, line in enumerate(lines):
        if line_kind(line).kind is Kind.FIGURE_LINE:
            caption, credit = read_figure_line(line)
            edit = _figure(page, entry, visit, len(edits), caption=caption, credit=credit)
            edits.append(edit)
            lines[number] = figure_place(edit.object)
    if edits and page.commit(*edits) is not None:
        page.fields.put(editor, "\n".join(lines))


def add_figures(page: TextPage, key: tuple[str, str], visit: Record | None, blobs: Sequence[Blob]) -> None:
    """Put pictures behind the caret's line of a field, a figure each.

    key: its entry and its name. Where it is not on screen any more, the figures are the entry's all the same, and
    stand with the others.
    """
    edits = [
        _figure(
            page,
            key[0],
            visit,
            number,
            blob=blob.sha256,
            width=blob.width,
            height=blob.height,
            taken_at=blob.taken_at,
        )
        for number, blob in enumerate(blobs)
    ]
    if not edits or page.commit(*edits) is None:
        return
    writing = page.fields.autosave.writing(*key)
    if writing is not None and isinstance(writing.widget, OutlineEditor):
        writing.widget.insert_block("\n".join(figure_place(edit.object) for edit in edits))


def _figure(page: TextPage, entry: str, visit: Record | None, number: int, **fields: str | int | None) -> Edit:
    reader = page.context.notebook.reader
    tour = reader.tour()
    there = reader.all(Figure, visit=visit.id) if visit else reader.all(Figure, entry=entry)
    order = max((figure.order for figure in there), default=None)
    for _ in range(number + 1):
        order = key_between(order, None)
    return create(
        Figure,
        None,
        visit=visit.id if visit else None,
        entry=entry,
        tour=tour.id if tour else None,
        order=order,
        **fields,
    )
