"""What will stay of a text in conflict: shown as it will read, or edited and kept until it is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout

from desktop.editor.autosave import Autosave
from desktop.editor.composition import commit_composition, full_text, utf16_units
from desktop.editor.documents import OutlineDocument
from desktop.editor.outline_editor import OutlineEditor
from desktop.focus import take_focus
from desktop.panes.history.difference import DifferenceView
from desktop.panes.parts import label, line

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.edits import Draft
    from db.versions import Conflict
    from desktop.context import PageContext


SETTLE = "~settle"


def held_field(field: str) -> str:
    """The name under which an edited result of field is kept."""
    return f"{field}{SETTLE}"


def held_result(context: PageContext, object_id: str, field: str) -> Draft | None:
    """A result that was being edited and that nobody decided about."""
    key = object_id, held_field(field)
    return context.lasting.draft(*key) or context.notebook.reader.draft(*key)


class ResultBox(QFrame):
    """finished: Ctrl+Enter in the edited text."""

    finished = Signal()

    def __init__(self, context: PageContext, found: Conflict) -> None:
        super().__init__()
        self._context, self._key = context, (found.kind, found.object, held_field(found.field))
        self._held = Autosave(context, self)
        self._held.saved.connect(context.operations.saved)
        self._end: Callable[[], None] | None = None
        self._start = ""
        say, theme = context.sentences, context.theme
        self._preview = DifferenceView(theme, say)
        self._preview.setAccessibleName(say("conflict.result"))
        self._editor = OutlineEditor(theme, OutlineDocument(theme, parent=self))
        self._editor.setAccessibleName(say("conflict.result_edit"))
        self._editor.finished.connect(self.finished)
        self._editor.caret_moved.connect(self._show_caret)
        self._editor.hide()
        inside = QVBoxLayout(self)
        inside.setContentsMargins(theme.px(14), theme.px(10), theme.px(14), theme.px(12))
        inside.setSpacing(theme.px(4))
        head = line(label(say("conflict.result"), "accent"))
        head.addWidget(label(say("conflict.stays"), "small"))
        inside.addLayout(head)
        inside.addWidget(self._preview)
        inside.addWidget(self._editor)
        self._look("card")

    @property
    def editing(self) -> bool:
        return not self._editor.isHidden()

    @property
    def edited(self) -> str:
        """The edited text, the syllable being composed too."""
        return full_text(self._editor)

    def show_text(self, text: str) -> None:
        """Show what will stay."""
        self.keep()
        self._editor.hide()
        self._preview.show_text(text)
        self._preview.show()
        self._look("card")
        self.show()

    def edit(self, text: str, base: tuple[str, ...]) -> None:
        """Edit text; what was edited here before is there again. base: the revisions that the result will replace."""
        kind, object_id, field = self._key
        if self._end is None:
            kept = held_result(self._context, object_id, field.partition("~")[0])
            self._load(text if kept is None else kept.text)
            if kept is not None:
                self._editor.place_caret(utf16_units(kept.text, kept.caret))
            self._end = self._held.hold(self._editor, kind, object_id, field, base)
        elif self.edited == self._start:  # nothing was typed: begin with what is chosen now
            self._load(text)
        if (writing := self._held.writing(object_id, field)) is not None:
            writing.base = base
        self._preview.hide()
        self._editor.show()
        self._look("card_next")
        self.show()

    def take_focus(self) -> None:
        """Put the caret into the edited text."""
        take_focus(self._editor)

    def show_caret(self) -> None:
        """Scroll to the caret in the edited text."""
        self._editor.show_caret()

    def keep(self) -> None:
        """Keep what was edited."""
        commit_composition(self._editor)
        self._held.keep()

    def end(self) -> None:
        """It was decided: nothing is kept any more."""
        if self._end is not None:
            self._end()
            self._end = None
        elif held_result(self._context, self._key[1], self._key[2].partition("~")[0]) is not None:
            self._context.operations.drop_draft(self._key[1], self._key[2])

    def hideEvent(self, event: QHideEvent) -> None:
        self.keep()
        super().hideEvent(event)

    def _show_caret(self, box: QRect) -> None:
        """Scroll what is around it so that the caret is seen."""
        part = self.parentWidget()
        while part is not None and self._editor.hasFocus():
            if isinstance(part, QScrollArea) and (inner := part.widget()) is not None:
                place = self._editor.viewport().mapTo(inner, box.center())
                part.ensureVisible(place.x(), place.y(), 0, self._context.theme.px(40))
            part = part.parentWidget()

    def _load(self, text: str) -> None:
        self._start = text
        self._editor.outline.load(text)
        if self._end is not None:
            self._held.took(*self._key[1:], text)
        self._editor.place_caret(self._editor.document().characterCount() - 1)

    def _look(self, look: str) -> None:
        self.setProperty("look", look)
        self.style().unpolish(self)
        self.style().polish(self)
