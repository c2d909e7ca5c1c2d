"""A box for text that is not part of the notebook yet: kept from the first syllable, and gone when it was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from desktop.editor.autosave import Autosave
from desktop.editor.composition import PlainField, commit_composition, utf16_units

if TYPE_CHECKING:
    from desktop.context import PageContext


class HeldText(PlainField):
    """What was typed here before and nobody decided about is there again, with its caret.

    kind, object_id, field: where it is kept; for an object that is not made yet the id that it will have, and beside
    an ordinary draft of a field a name of its own, such as `text~settle`. text: to begin with, where nothing was typed
    yet. base: the revisions that text came from.
    """

    def __init__(
        self,
        context: PageContext,
        kind: str,
        object_id: str,
        field: str,
        *,
        name: str,
        text: str = "",
        base: tuple[str, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setReadOnly(context.notebook.read_only)
        self.autosave = Autosave(context, self)
        kept, caret = self.autosave.held(object_id, field)
        self.restored = bool(kept)
        self.setPlainText(kept or text)
        cursor = self.textCursor()
        cursor.setPosition(utf16_units(kept, caret))
        self.setTextCursor(cursor)
        self._end = self.autosave.hold(self, kind, object_id, field, base)

    def end(self) -> None:
        """It was taken, or is not wanted: forget it."""
        commit_composition(self)
        self._end()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        commit_composition(self)
        self.autosave.keep()
        super().focusOutEvent(event)
