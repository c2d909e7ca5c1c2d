"""After an undo the window shows what changed: the page it is on, and one quiet line that says what was taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from desktop.models.outline import BIN, HOME
from desktop.models.pages import page_of, page_of_record
from desktop.removing import DELETED

if TYPE_CHECKING:
    from db.records import Record
    from desktop.context import PageContext
    from desktop.panes.status import StatusPane
    from desktop.performed import Performed
    from desktop.undoing import Taken
    from desktop.workspace import Workspace

LONG = 300
"""ms after which work that goes on is told."""


class Showing(QObject):
    """Lives as long as the workspace."""

    def __init__(self, context: PageContext, space: Workspace, status: StatusPane) -> None:
        super().__init__(space)
        self._context, self._space, self._status = context, space, status
        self._said = False
        self._deleted: tuple[str, ...] = ()
        self._long = QTimer(self)
        self._long.setSingleShot(True)
        self._long.setInterval(LONG)
        self._long.timeout.connect(lambda: self._say(context.sentences("undo.busy")))
        context.operations.undo.changed.connect(self._watch)
        context.operations.undo.taken.connect(self._show)
        context.operations.performed.connect(self._note)

    def _show(self, taken: Taken) -> None:
        if taken.of == self._deleted:
            self._context.messages.withdraw(DELETED)
        target = self._target(taken.performed.object) if taken.changes else ""
        if taken.changes and self._space.shows(taken.performed.object):
            self._space.reveal(taken.performed.object)
        elif target and self._page(target) != self._page(self._space.current):
            self._space.open(target, at_once=False)
        elif target:
            self._space.reveal(target)
        self._say(self._words(taken))

    def _watch(self) -> None:
        """Much to take back takes a while, and that is said."""
        if not self._context.operations.undo.busy:
            self._long.stop()
            self._quiet()
        elif not self._long.isActive():
            self._long.start()

    def _say(self, words: str) -> None:
        self._status.show_note(words)
        self._said = True

    def _note(self, performed: Performed) -> None:
        if performed.how == "deleted":
            self._deleted = performed.revisions
        self._quiet()

    def _quiet(self) -> None:
        """What was said about the last undo has had its time."""
        if self._said:
            self._status.show_note("")
        self._said = False

    def _words(self, taken: Taken) -> str:
        say = self._context.sentences
        if not taken.changes and taken.kept:
            return say("undo.all_kept")
        said = say("undo.taken_back" if taken.back else "undo.done_again", what=taken.performed.words(say))
        return f"{said} {say('undo.kept', count=len(taken.kept))}" if taken.kept else said

    def _target(self, object_id: str) -> str:
        """What to open: the object, the visit it is gone from, or home where nothing else is left of it."""
        reader, current = self._context.notebook.reader, self._space.current
        record = reader.get(object_id)
        if record is None or (current == BIN and record.deleted):
            return ""
        if not record.deleted:
            return object_id if self._place(record) else ""
        visit = reader.get(self._place(record))
        if visit is not None and not visit.deleted and visit.id != object_id:
            return visit.id
        return HOME if self._page(current) == self._place(record) else ""

    def _page(self, object_id: str) -> str:
        """The id of what has the page on which an object is seen."""
        return page_of(self._context.notebook.reader, object_id).key if object_id else ""

    def _place(self, record: Record) -> str:
        """What has the page of a record; nothing where that is home."""
        page = page_of_record(self._context.notebook.reader, record)
        return page.key if page.kind != HOME else ""
