"""What changed in an entry since it was judged last, word by word, its figures too, to be read above its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.difference import difference
from db.figured import figures_gone, figures_with
from db.judging import last_reviewed, texts_at
from db.records import Figure
from desktop.models.threads import person_words
from desktop.panes.history.difference import DifferenceView
from desktop.panes.parts import label, rule
from desktop.panes.review.queue_figures import FIELDS

if TYPE_CHECKING:
    from db.records import Record
    from desktop.editor.fields import Fields


def queue_changes(fields: Fields, record: Record) -> QWidget | None:
    """What changed since it was judged last, word by word; None where it never was, or nothing did."""
    context = fields.context
    reader, say, theme = context.notebook.reader, context.sentences, context.theme
    seen = last_reviewed(reader, record.id, context.person)
    if seen is None:
        return None
    before = texts_at(reader, record.id, seen.heads)
    changed = [
        (say(f"fields.field.{name}"), old, str(getattr(record, name, "")))
        for name, old in before.items()
        if old != getattr(record, name, "")
    ]
    figures = reader.many(Figure, figures_with(reader).get(record.id, ()))
    for number, figure in enumerate(figures.values(), start=1):
        called = say("editor.figures.number", number=number)
        for name, old in texts_at(reader, figure.id, seen.heads, FIELDS).items():
            if old != getattr(figure, name):
                changed.append((f"{called}: {say(f'fields.field.{name}')}", old, getattr(figure, name)))
    for name in figures_gone(reader, seen.heads):
        caption = texts_at(reader, name, seen.heads, ("caption",)).get("caption")
        changed.append((say("review.queue.figure_gone"), caption or say("editor.figure.no_caption"), ""))
    if not changed:
        return None
    own = {say(f"fields.field.{name}") for name in before}
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, theme.px(8))
    name = person_words(reader, say, seen.author)[0]
    mine = seen.author is not None and seen.author == context.person
    key = "review.queue.since_mine" if mine else "review.queue.since"
    column.addWidget(label(say(key, name=name), "strong", wrap=True))
    for called, old, now in changed:
        if len(changed) > 1 or called not in own:
            column.addWidget(label(called, "small"))
        view = DifferenceView(theme, say, pictures=fields.pictures)
        fields.pictures.made.connect(view.viewport().update)
        view.setAccessibleName(f"{say('review.queue.changes')}: {called}")
        view.show_pieces(difference(old, now))
        column.addWidget(view)
    column.addWidget(rule())
    return box
