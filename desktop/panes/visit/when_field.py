"""The line of a visit's date and times: written into three fields once it can be read, and kept until then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QVBoxLayout

from db.edits import Edit
from db.records import Visit
from desktop.editor.composition import LineField, commit_composition, full_text
from desktop.editor.fields import mark_missing
from desktop.panes.parts import label
from desktop.panes.visit import when

if TYPE_CHECKING:
    from desktop.panes.writing import WritingPage

WHEN = ("date", "start_time", "end_time")


class WhenField(LineField):
    """trouble: the words about what cannot be read."""

    def __init__(self, page: WritingPage, visit: Visit, name: str) -> None:
        say = page.context.sentences
        unread = "" if page.context.notebook.read_only else page.context.memory.unread(visit.id)
        super().__init__(unread or when.shown(visit, say))
        self._page, self._id = page, visit.id
        self.key = visit.id, "when"
        self.trouble = label(say("editor.header.when_wrong"), "error", wrap=True)
        self.trouble.hide()
        self.setAccessibleName(name)
        self.setTextMargins(-2, 0, 0, 0)
        mark_missing(self, say("editor.empty"))
        self.setReadOnly(page.context.notebook.read_only)
        self.setCursorPosition(0)
        self.returnPressed.connect(self.keep)
        self._base: dict[str, tuple[str, ...]] = {}
        self.textEdited.connect(self._begin)
        self.textEdited.connect(lambda _: page.context.memory.keep_unread(self._id, full_text(self)))
        self.setModified(bool(unread))
        self.wrong = bool(unread) and when.read(unread) is None

    def place(self, layout: QVBoxLayout) -> None:
        """Put it into layout, the words about trouble under it."""
        layout.addWidget(self)
        layout.addWidget(self.trouble)
        self._mark(self.wrong)

    def keep(self) -> None:
        """Write what can be read; what cannot is remembered on this laptop, and said."""
        if not self.isModified() or self._page.context.operations.closed:
            return
        commit_composition(self)
        found = when.read(self.text())
        self._mark(found is None)
        visit = self._page.context.notebook.reader.get(self._id)
        if found is None or not isinstance(visit, Visit):
            return
        fields = dict(zip(WHEN, found, strict=True))
        new = found != (visit.date, visit.start_time, visit.end_time)
        if new and self._page.commit(Edit(self._id, Visit.KIND, fields, self._base)) is None:
            return
        self._base = {}
        self.setModified(False)
        self._page.context.memory.keep_unread(self._id, "")
        self.refresh()

    def _begin(self) -> None:
        """What others change from now on was not seen by who writes here."""
        if not self._base:
            heads = self._page.context.notebook.reader.heads(self._id)
            self._base = {name: heads.get(name, ()) for name in WHEN}

    def refresh(self) -> None:
        """Show date and times as they are now, unless somebody is writing here."""
        visit = self._page.context.notebook.reader.get(self._id)
        if isinstance(visit, Visit) and not self.isModified() and not self.hasFocus():
            self.setText(when.shown(visit, self._page.context.sentences))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.keep()

    def _mark(self, wrong: bool) -> None:
        self.wrong = wrong
        self.setProperty("wrong", "true" if wrong else "false")
        self.trouble.setVisible(wrong)
        self.style().unpolish(self)
        self.style().polish(self)
