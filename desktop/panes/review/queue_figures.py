"""The figures that are judged with an entry, below its text: picture, caption and credit, read and commented on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.panes.parts import label, rule
from desktop.panes.visit.thumbnail import Thumbnail
from exporters.document.marks import figure_place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.records import Figure
    from desktop.editor.fields import Fields
    from desktop.thumbnails import Thumbnails

FIELDS = ("caption", "credit")


def queue_figures(fields: Fields, figures: Sequence[Figure], text: str, pictures: Thumbnails) -> QWidget:
    """One row a figure; its lines take part in the review of the page that fields belong to.

    text: of the entry; pictures that stand in it are not shown again.
    """
    context = fields.context
    say, theme = context.sentences, context.theme
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, theme.px(10), 0, 0)
    column.setSpacing(theme.px(10))
    column.addWidget(rule())
    column.addWidget(label(say("review.queue.figures", count=len(figures)), "strong"))
    for number, figure in enumerate(figures, start=1):
        called = say("editor.figures.number", number=number)
        row = QHBoxLayout()
        row.setSpacing(theme.px(16))
        shown = figure_place(figure.id) in text
        part = label(called, "strong") if shown else Thumbnail(context, figure, pictures)
        row.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(10))
        grid.setVerticalSpacing(theme.px(4))
        for place, field in enumerate(FIELDS):
            name = say(f"fields.field.{field}")
            line = fields.line(figure, field, f"{called}: {name}", look="header", missing=True)
            line.setReadOnly(True)
            grid.addWidget(label(name, "small"), place, 0)
            grid.addWidget(line, place, 1)
        grid.setRowStretch(len(FIELDS), 1)
        row.addLayout(grid, 1)
        column.addLayout(row)
    return box
