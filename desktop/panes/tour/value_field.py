"""A line that stands for values which are no text of their own: days, countries. Written once it can be read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QVBoxLayout

from db.edits import Edit
from desktop.editor.composition import LineField, commit_composition, full_text
from desktop.editor.fields import mark_missing
from desktop.panes.parts import label

if TYPE_CHECKING:
    from db.records import Record, Value
    from desktop.panes.writing import WritingPage

Reading: TypeAlias = "Mapping[str, Value] | str"
"""What a text says of the record's fields, or the key of a sentence why it cannot be read."""


class ValueField(LineField):
    """show: the text of a record. read: see Reading. name: for screen readers. What cannot be read is remembered."""

    def __init__(
        self, page: WritingPage, record: Record, field: str, name: str,
        show: Callable[[Record], str], read: Callable[[str], Reading],
    ) -> None:  # fmt: skip
        self._slot = f"{record.id}-{field}"
        unread = "" if page.context.notebook.read_only else page.context.memory.unread(self._slot)
        super().__init__(unread or show(record))
        self._page, self._id, self._kind = page, record.id, record.KIND
        self._show, self._read = show, read
        self.key = record.id, field
        self.setAccessibleName(name)
        self.setTextMargins(-2, 0, 0, 0)
        mark_missing(self, page.context.sentences("editor.empty"))
        self.setReadOnly(page.context.notebook.read_only)
        self.trouble = label("", "error", wrap=True)
        self.trouble.hide()
        self._base: dict[str, tuple[str, ...]] = {}
        self.returnPressed.connect(self.keep)
        self.textEdited.connect(self._begin)
        self.textEdited.connect(lambda _: page.context.memory.keep_unread(self._slot, full_text(self)))
        self.setModified(bool(unread))
        self.setCursorPosition(0)
        if unread:
            self._mark(read(unread))

    def place(self, layout: QVBoxLayout) -> None:
        """Put it into layout, the words about trouble under it."""
        layout.addWidget(self)
        layout.addWidget(self.trouble)

    def keep(self) -> None:
        """Write what can be read; what cannot is remembered on this laptop, and said."""
        if not self.isModified() or self._page.context.operations.closed:
            return
        commit_composition(self)
        found = self._read(self.text())
        self._mark(found)
        record = self._page.context.notebook.reader.get(self._id)
        if isinstance(found, str) or record is None:
            return
        wanted = {name: value for name, value in found.items() if value != getattr(record, name)}
        if wanted and self._page.commit(Edit(self._id, self._kind, wanted, self._base)) is None:
            return
        self._base = {}
        self.setModified(False)
        self._page.context.memory.keep_unread(self._slot, "")
        self.refresh()

    def refresh(self) -> None:
        """Show the values as they are now, unless somebody is writing here."""
        record = self._page.context.notebook.reader.get(self._id)
        if record is not None and not self.isModified() and self.text() != self._show(record):
            self.setText(self._show(record))

    def _begin(self) -> None:
        """What others change from now on was not seen by who writes here."""
        if not self._base:
            self._base = self._page.context.notebook.reader.heads(self._id)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.keep()

    def _mark(self, found: Reading) -> None:
        wrong = isinstance(found, str)
        self.trouble.setText(self._page.context.sentences(found) if isinstance(found, str) else "")
        self.trouble.setVisible(wrong)
        self.setProperty("wrong", "true" if wrong else "false")
        self.style().unpolish(self)
        self.style().polish(self)
