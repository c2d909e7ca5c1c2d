"""Takes foreign texts in: read in the pool, shown as a plan, written in one transaction a file, and taken back."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, Signal

from db.errors import KnownError
from desktop.messages import Level, Step
from desktop.performed import Performed

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from db.edits import Changes, Edit
    from desktop.context import PageContext
    from desktop.dialogs.importing import ImportDialog
    from desktop.undoing import Taken
    from exporters.base import Progress
    from exporters.importing.values import Plan

Read: TypeAlias = "tuple[list[Plan], list[KnownError]]"


class Importing(QObject):
    """One way from files to records. taken: id of the first visit or chapter that came in."""

    taken = Signal(str)

    def __init__(self, context: PageContext, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._window = context, window
        self._plans: list[Plan] = []
        self._written: list[tuple[Plan, Changes]] = []
        self._in: dict[tuple[str, ...], Plan] = {}
        self._out: dict[tuple[str, ...], Plan] = {}
        context.operations.undo.taken.connect(self._undone)
        self.dialog: ImportDialog | None = None

    def plan(self, paths: Sequence[Path]) -> None:
        """Read the files and show what they would bring."""
        try:
            tour = self._tour()
        except KnownError as error:
            self._context.messages.error(error, topic="import")
            return
        task = self._context.operations.start(lambda progress: read_files(paths, tour, progress))
        stop = Step("window.button.stop", task.cancel)
        self._context.messages.tell(Level.INFO, "window.import.busy", stop, topic="import")
        task.done.connect(self._show)
        task.failed.connect(self._failed)
        task.cancelled.connect(lambda: self._context.messages.withdraw("import"))

    def _tour(self) -> str:
        """The tour's id; an empty notebook gets its tour now."""
        from db.edits import create
        from db.order import keys
        from db.records import Tour

        tour = self._context.notebook.reader.tour()
        if tour is not None:
            return tour.id
        edit = create(Tour, order=keys(1)[0])
        self._context.operations.commit([edit], undoable=False)
        return edit.object

    def _show(self, read: Read) -> None:
        from desktop.dialogs.importing import ImportDialog

        self._context.messages.withdraw("import")
        self._plans, refused = read
        sentences = self._context.sentences
        reasons = [sentences(error.key, **error.values) for error in refused]
        if not self._plans and len(refused) == 1:
            self._context.messages.error(refused[0], topic="import")
            return
        dialog = self.dialog = ImportDialog(self._context.theme, sentences, self._plans, reasons, self._window)
        dialog.take.clicked.connect(self._take)
        dialog.finished.connect(self._put_away)
        dialog.open()

    def _put_away(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    def _take(self) -> None:
        if self.dialog is None:
            return
        self.dialog.take.setEnabled(False)
        self._written = []
        task = self._context.operations.start(self._write)
        task.finished.connect(self._taken)
        task.failed.connect(self._failed)
        self.dialog.working.follow(task, self._context.sentences("window.import.taking"))

    def _write(self, progress: Progress) -> None:
        """In the pool's thread: one transaction a file."""
        from exporters.importing.apply import apply

        for number, plan in enumerate(self._plans):
            progress(number, len(self._plans))
            self._written.append((plan, apply(self._context.notebook, plan)))

    def _taken(self) -> None:
        """Tell what was written, all of it or what stood before the work was stopped."""
        taken = self._written
        if self.dialog is not None:
            self.dialog.accept()
        for plan, changes in taken:
            if changes:
                self._context.operations.announce(changes)
                self._context.operations.perform(Performed(changes, how="imported"))
                self._tell_done(plan, changes)
            else:
                self._tell_known(plan)
        new = [article.object for plan, changes in taken for article in plan.articles if article.object in changes.ids]
        if new:
            self.taken.emit(new[0])

    def _tell_done(self, plan: Plan, changes: Changes) -> None:
        self._in[changes.revisions] = plan
        count = sum(len(ids) for kind, ids in changes.objects.items() if kind != "source")
        undo = Step("window.import.undo", lambda: self._context.operations.take_back(changes.revisions))
        self._context.messages.tell(
            Level.INFO, "window.import.done", undo, topic=f"import:{plan.name}", name=plan.name, count=count
        )

    def _tell_known(self, plan: Plan) -> None:
        """Nothing new; what of it lies in the bin may come back."""
        from db.edits import Edit

        binned: dict[str, set[str]] = {}
        for edit in plan.originals:
            record = self._context.notebook.reader.get(edit.object)
            if record is not None and record.deleted:
                binned.setdefault(edit.kind, set()).add(edit.object)
        back = [Edit(one, kind, {"deleted": False}) for kind, ids in binned.items() for one in sorted(ids)]
        redo = Step("window.import.redo", lambda: self._restore(back, plan))
        self._context.messages.tell(
            Level.INFO,
            "window.import.done_nothing",
            *([redo] if back else []),
            topic=f"import:{plan.name}",
            name=plan.name,
        )

    def _restore(self, edits: Sequence[Edit], plan: Plan) -> None:
        """Take what was imported before out of the bin."""
        try:
            self._tell_done(plan, self._context.operations.commit(edits))
        except KnownError as error:
            self._context.messages.error(error, topic="import")

    def _undone(self, taken: Taken) -> None:
        """An import was taken back, or done again, here or by undo: its band says so."""
        again, plan = self._out.pop(taken.of, None), self._in.pop(taken.of, None)
        if again is not None and taken.changes:
            self._tell_done(again, taken.changes)
        if plan is None or not taken.changes:
            return
        revisions = taken.changes.revisions
        self._out[revisions] = plan
        redo = Step("window.import.redo", lambda: self._context.operations.take_back(revisions))
        self._context.messages.tell(Level.INFO, "window.import.undone", redo, topic=f"import:{plan.name}")

    def _failed(self, error: Exception) -> None:
        if self.dialog is not None:
            self.dialog.reject()
        self._context.messages.withdraw("import")
        self._context.messages.error(error, topic="import")


def read_files(paths: Sequence[Path], tour: str, progress: Progress) -> Read:
    """A plan for each file that can be read, and a reason for each that cannot. Raises Cancelled."""
    from exporters.files import read_input
    from exporters.importing.plan import plan

    plans: list[Plan] = []
    refused: list[KnownError] = []
    for number, path in enumerate(paths):
        progress(number, len(paths))
        name = unicodedata.normalize("NFC", path.name)
        try:
            plans.append(plan(read_input(path), name, tour=tour))
        except KnownError as error:
            refused.append(error)
    return plans, refused
