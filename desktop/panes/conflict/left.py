"""A result that was being edited when the conflict was settled elsewhere: it is not lost, and waits for a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from db.difference import difference
from db.edits import Edit
from db.errors import KnownError
from desktop.panes.conflict.result import SETTLE
from desktop.panes.history.difference import DifferenceView
from desktop.panes.parts import button, label, line, picture

if TYPE_CHECKING:
    from db.edits import Draft
    from desktop.context import PageContext


def left_results(context: PageContext) -> dict[tuple[str, str], Draft]:
    """Edited results that nobody decided about, by object and field."""
    held = context.notebook.reader.drafts(held=True)
    return {(draft.object, draft.field.removesuffix(SETTLE)): draft for draft in held if draft.field.endswith(SETTLE)}


class LeftResult(QFrame):
    """settling: it is written in a moment. ended: it was taken, or is not wanted."""

    settling = Signal()
    ended = Signal()

    def __init__(self, context: PageContext, draft: Draft, *, may_write: bool) -> None:
        super().__init__()
        self._context, self._draft = context, draft
        self.key = draft.object, draft.field.removesuffix(SETTLE)
        say, theme = context.sentences, context.theme
        self.setProperty("look", "conflict")
        take, drop = button(say("conflict.left_take"), "amber"), button(say("conflict.left_drop"), "amber")
        take.clicked.connect(self._take)
        drop.clicked.connect(self._drop)
        for press in (take, drop):
            press.setEnabled(may_write and not context.notebook.read_only)
        words = label(say("conflict.left"), wrap=True)
        self.setAccessibleName(words.text())
        head = line(picture(theme, "pencil", "amber", 18), stretch=False)
        head.addWidget(words, 1)
        head.addWidget(take)
        head.addWidget(drop)
        view = DifferenceView(theme, say)
        view.setAccessibleName(say("conflict.result_edit"))
        record = context.notebook.reader.get(draft.object)
        self._seen = context.notebook.reader.heads(draft.object).get(self.key[1], ())
        view.show_pieces(difference(str(getattr(record, self.key[1], "") or ""), draft.text))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(10), theme.px(4), theme.px(6), theme.px(8))
        layout.setSpacing(theme.px(4))
        layout.addLayout(head)
        layout.addWidget(view)

    def _take(self) -> None:
        self.settling.emit()
        field = self.key[1]
        try:
            self._context.operations.commit(
                [Edit(self._draft.object, self._draft.kind, {field: self._draft.text}, {field: self._seen})]
            )
        except KnownError as error:
            self._context.messages.error(error, topic="saving")
            return
        self._drop()

    def _drop(self) -> None:
        self._context.lasting.forget(self._draft.object, self._draft.field)
        self._context.operations.drop_draft(self._draft.object, self._draft.field)
        self.ended.emit()
