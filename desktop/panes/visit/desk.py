"""What the tabs of a visit ask of its page: writing edits, figures of the text, and a way back for what was deleted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from db.records import Visit
from desktop.panes.figure_lines import take_figure_lines
from desktop.panes.parts import button, label, line
from desktop.panes.visit.coming import Going
from desktop.panes.writing import WritingPage

if TYPE_CHECKING:
    from db.edits import Edit
    from desktop.context import PageContext
    from desktop.editor.outline_editor import OutlineEditor
    from desktop.performed import Performed
    from desktop.undoing import Taken


class VisitDesk(WritingPage):
    """The page of a visit as its tabs know it. undo_band: to be put where it is seen. going: what its tabs let go."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._last: tuple[str, ...] = ()
        self._deleted: tuple[str, ...] = ()
        self.going = Going(self)
        context.operations.performed.connect(self._note)
        context.operations.undo.taken.connect(self._taken)
        self.undo_band = self._make_undo_band()

    def visit(self) -> Visit | None:
        """The visit that is shown."""
        record = self.context.notebook.reader.get(self.object_id) if self.object_id else None
        return record if isinstance(record, Visit) else None

    def commit_some(self, edits: Iterable[Edit]) -> None:
        """Write edits where there are any."""
        found = list(edits)
        if found:
            self.commit(*found)

    def let_go(self, around: QWidget) -> None:
        """The fields in around will end soon: none of them is written in any more."""
        self.fields.autosave.let_go(around)
        self._field = None if self.field is not None and around.isAncestorOf(self.field) else self._field
        self._current = None if self.editor is not None and around.isAncestorOf(self.editor) else self._current

    def offer_undo(self, object_id: str) -> None:
        """Say that something was just put into the bin, with the way back."""
        self._deleted = self._last
        record = self.context.notebook.reader.get(object_id)
        kind = self.context.sentences(f"fields.kind.{record.KIND}") if record else ""
        self._undo_words.setText(self.context.sentences("editor.deleted", kind=kind))
        self.undo_band.show()

    def take_figure_lines(self, editor: OutlineEditor, entry: str) -> None:
        """▲ lines of an entry become figures."""
        take_figure_lines(self, editor, entry, self.visit())

    def figures_of(self) -> Visit | None:
        return self.visit()

    def _make_undo_band(self) -> QWidget:
        theme, say = self.context.theme, self.context.sentences
        band = QWidget()
        self._undo_words = label("", "second")
        back = button(say("editor.undelete"), "link", icon="undo", theme=theme)
        back.clicked.connect(self._undelete)
        row = line(self._undo_words, back)
        row.setContentsMargins(theme.px(26), theme.px(2), theme.px(20), theme.px(2))
        band.setLayout(row)
        band.hide()
        return band

    def _undelete(self) -> None:
        self.undo_band.hide()
        self.context.operations.take_back(self._deleted)

    def _note(self, performed: Performed) -> None:
        self._last = performed.revisions

    def _taken(self, taken: Taken) -> None:
        """The band goes when the deletion was taken back in another way."""
        if taken.of == self._deleted:
            self.undo_band.hide()
