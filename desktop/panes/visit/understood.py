"""A line whose words stand in other fields: written there once they can be read, and kept on this laptop until then."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.edits import Edit
from db.records import Value, Visit
from desktop.editor.composition import LineField, commit_composition, full_text
from desktop.editor.fields import mark_missing
from desktop.panes.parts import label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.panes.writing import WritingPage


class Understood(LineField):
    """part: its name among the visit's fields, for carets and memory. names: the fields it is written into.

    trouble: the words about what cannot be read. odd: those about what can be read, and looks wrong.
    """

    part = ""
    names: tuple[str, ...] = ()

    def __init__(self, page: WritingPage, visit: Visit, name: str, trouble: str) -> None:
        """name: for readers of the screen. trouble: what is said of what cannot be read."""
        self._page, self._id, self._trouble = page, visit.id, trouble
        unread = "" if page.context.notebook.read_only else page.context.memory.unread(self._kept_as())
        super().__init__(unread or self.shown(visit))
        self.key = visit.id, self.part
        self.trouble = label(trouble, "error", wrap=True)
        self.odd = label("", "warning", wrap=True)
        for words in (self.trouble, self.odd):
            words.hide()
        self.setAccessibleName(name)
        self.setTextMargins(-2, 0, 0, 0)
        mark_missing(self, page.context.sentences("editor.empty"))
        self.setReadOnly(page.context.notebook.read_only)
        self.setCursorPosition(0)
        self.returnPressed.connect(self.keep)
        self._base: dict[str, tuple[str, ...]] = {}
        self.textEdited.connect(self._begin)
        self.textEdited.connect(lambda _: page.context.memory.keep_unread(self._kept_as(), full_text(self)))
        self.setModified(bool(unread))
        self.wrong = bool(unread) and self.understood(unread) is None
        self._show_odd(visit)

    # --- what the line means ------------------------------------------------------------------------------------

    @abstractmethod
    def shown(self, visit: Visit) -> str:
        """The fields of visit as the line shows them."""

    @abstractmethod
    def understood(self, text: str) -> Mapping[str, Value] | None:
        """The fields that text means; None where it cannot be read."""

    def doubt(self, visit: Visit) -> str:
        """What is odd about the fields of visit, in words, or nothing."""
        return ""

    def with_it(self, visit: Visit, found: Mapping[str, Value]) -> Sequence[Edit]:
        """What is written together with the fields. visit: as it was."""
        return ()

    # --- keeping ------------------------------------------------------------------------------------------------

    def place(self, layout: QVBoxLayout, *beside: QWidget) -> None:
        """Put it into layout, the words about it under it. beside: what stands at its end."""
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self, 1)
        for widget in beside:
            row.addWidget(widget)
        layout.addLayout(row)
        layout.addWidget(self.trouble)
        layout.addWidget(self.odd)
        self._mark(self.wrong)

    def keep(self) -> None:
        """Write what can be read; what cannot is remembered on this laptop, and said."""
        if not self.isModified() or self._page.context.operations.closed:
            return
        commit_composition(self)
        found = self.understood(self.text())
        self._mark(found is None)
        visit = self._page.context.notebook.reader.get(self._id)
        if found is None or not isinstance(visit, Visit):
            return
        new = any(getattr(visit, name) != value for name, value in found.items())
        if (
            new
            and self._page.commit(Edit(self._id, Visit.KIND, found, self._base), *self.with_it(visit, found)) is None
        ):
            return
        self._base = {}
        self.setModified(False)
        self._page.context.memory.keep_unread(self._kept_as(), "")
        self.refresh()

    def refresh(self) -> None:
        """Show the fields as they are now, unless somebody is writing here."""
        visit = self._page.context.notebook.reader.get(self._id)
        if isinstance(visit, Visit) and not self.isModified():
            self._show_odd(visit)
            if not self.hasFocus():
                self.setText(self.shown(visit))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.keep()

    def _kept_as(self) -> str:
        return self._id

    def _begin(self) -> None:
        """What others change from now on was not seen by who writes here."""
        if not self._base:
            heads = self._page.context.notebook.reader.heads(self._id)
            self._base = {name: heads.get(name, ()) for name in self.names}

    def _show_odd(self, visit: Visit) -> None:
        words = "" if self.wrong else self.doubt(visit)
        self.odd.setText(words)
        self.odd.setVisible(bool(words))
        self.setAccessibleDescription(words or (self._trouble if self.wrong else ""))

    def _mark(self, wrong: bool) -> None:
        self.wrong = wrong
        self.setProperty("wrong", "true" if wrong else "false")
        self.trouble.setVisible(wrong)
        if wrong:
            self.odd.hide()
            self.setAccessibleDescription(self.trouble.text())
        self.style().unpolish(self)
        self.style().polish(self)
