"""What a page that one writes in is to its parts: its fields, its edits, its words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from db.edits import Changes, Edit
    from desktop.context import PageContext
    from desktop.dialogs.working import Working
    from desktop.editor.fields import Fields


class TextPage(Protocol):
    """Implemented by the writing page; its parts know no more of it."""

    context: PageContext
    fields: Fields
    working: Working

    @property
    def marks(self) -> QWidget:
        """The row of marks above the text."""
        ...

    def height(self) -> int:
        """Of the page, px."""
        ...

    @property
    def field(self) -> QWidget | None:
        """The field that is written in, or was last."""
        ...

    def commit(self, *edits: Edit, how: str = "") -> Changes | None:
        """Write edits; what cannot be written is told in a band."""
        ...

    def note(self, words: str) -> None:
        """One quiet line for the status bar."""
        ...
