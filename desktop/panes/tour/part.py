"""What the tabs of the page of the tour share: they read again, take the focus, and take tables."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from desktop.messages import Level, Step
from desktop.models.values import record_name
from desktop.removing import DELETED
from desktop.tables import table_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QMimeData

    from db.edits import Edit
    from db.records import Record
    from desktop.panes.writing import WritingPage


class TourPart(QWidget):
    """table_requested: data (QMimeData) that was dropped, or None for the clipboard, is to be taken as a table.

    open_requested: id of an object. list: where things are listed.
    """

    table_requested = Signal(object)
    open_requested = Signal(str)
    takes_tables = True
    list: QAbstractItemView

    def __init__(self, page: WritingPage) -> None:
        super().__init__()
        self.page, self.context = page, page.context
        self.fixed = page.context.notebook.read_only
        self.setAcceptDrops(self.takes_tables and not self.fixed)
        theme = page.context.theme
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(theme.px(26), theme.px(10), theme.px(20), theme.px(12))
        self.column.setSpacing(theme.px(8))

    @abstractmethod
    def refresh(self) -> None:
        """Read the notebook again."""

    @abstractmethod
    def begin(self) -> None:
        """Take the focus."""

    def point_at(self, object_id: str) -> None:
        """Make something that is listed current, where it is."""

    def put_away(self, edits: Sequence[Edit], record: Record) -> bool:
        """Put record, and what goes with it, into the bin, and offer the way back."""
        say, operations = self.context.sentences, self.context.operations
        name = record_name(self.context.notebook.reader, say, record)
        changes = self.page.commit(*edits, how="deleted")
        if changes is None:
            return False
        gone = sum(edit.fields.get("deleted") is True for edit in edits)
        back = Step("undo.take_back", lambda: operations.take_back(changes.revisions))
        self.context.messages.tell(
            Level.INFO, "undo.deleted_with" if gone > 1 else "undo.deleted", back, topic=DELETED, name=name,
            kind=say(f"fields.kind.{record.KIND}"), count=gone - 1,
        )  # fmt: skip
        return True

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if table_in(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if table_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if table_in(event.mimeData()):
            event.acceptProposedAction()
            self.table_requested.emit(event.mimeData())


def table_in(data: QMimeData) -> bool:
    """Whether data that is dropped may be a table."""
    return table_file(data) is not None or (not data.hasUrls() and (data.hasText() or data.hasHtml()))
