"""Undo of what was done to the records: a stack of steps for as long as the notebook is open.

A step holds the revisions it wrote. Undo commits what takes them back, and redo what takes that back again: history
only grows. The work runs beside the window; steps that come in meanwhile wait until it has ended, and never interleave.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from db.edits import Changes, Edit
from db.frozen import dataclass
from desktop.performed import Performed, binning_of

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance

    from db.notebook import Notebook
    from db.undoing import Undoing
    from exporters.base import Progress

MANY = 20
"""Objects that change together: showing more of them anew takes a turn of the loop."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Something was taken back, or done again. of: the revisions it was; changes: what that wrote.

    back: it is undone now, else done again. kept: object and field of what stays, because it was changed since.
    """

    performed: Performed
    of: tuple[str, ...]
    back: bool
    changes: Changes
    kept: tuple[tuple[str, str], ...]


class Command(QUndoCommand):
    """One step on the stack. revisions: what takes it to the other side when they are taken back. at: in which turn.

    The work is done before the stack moves; moving only notes what it wrote.
    """

    def __init__(self, performed: Performed, at: int) -> None:
        super().__init__()
        self.performed, self.at = performed, at
        self.revisions, self.fields = performed.revisions, performed.fields
        self._next: tuple[str, ...] | None = None

    def move(self, revisions: tuple[str, ...], at: int) -> None:
        """What the stack will note at its next move."""
        self._next, self.at = revisions, at

    def undo(self) -> None:
        if self._next is not None:
            self.revisions, self._next = self._next, None

    def redo(self) -> None:
        self.undo()  # the same, and nothing when the stack takes it in


class Running(Protocol):
    """Work that is under way."""

    @property
    def done(self) -> SignalInstance: ...
    @property
    def failed(self) -> SignalInstance: ...


class Doing(Protocol):
    """What does what is undone; see desktop.operations."""

    @property
    def preparing(self) -> SignalInstance: ...
    @property
    def failed(self) -> SignalInstance: ...
    def start_short(self, work: Callable[[Progress], object]) -> Running: ...
    def announce(self, changes: Changes) -> Changes: ...


class UndoStack(QObject):
    """The steps of one open notebook. changed: other steps can be undone or redone, or work began or ended.

    taken: Taken, after the pages have read what changed.
    """

    changed = Signal()
    taken = Signal(object)

    def __init__(self, notebook: Notebook, operations: Doing, parent: QObject) -> None:
        super().__init__(parent)
        self._notebook, self._operations = notebook, operations
        self._stack = QUndoStack(self)
        self._turn = 0
        self.busy = False
        self._held: list[Performed] = []
        self._waiting: deque[Callable[[], None]] = deque()

    def turn(self) -> int:
        """Counts the steps and moves so far: text that is typed now was typed after them."""
        return self._turn

    def _next(self) -> int:
        self._turn += 1
        return self._turn

    @property
    def undoable(self) -> Command | None:
        """The step that would be undone next."""
        return self._command(self._stack.index() - 1)

    @property
    def redoable(self) -> Command | None:
        """The step that would be done again next."""
        return self._command(self._stack.index())

    def push(self, performed: Performed) -> None:
        """A step was done; what was undone before can no longer be done again."""
        if self.busy:
            self._held.append(performed)
            return
        self._stack.push(Command(performed, self._next()))
        self.changed.emit()

    def undo(self) -> None:
        """Take the last step back; waits while another is at work."""
        self._request(lambda: self._move(self.undoable, back=True))

    def redo(self) -> None:
        """Do the step again that was taken back last."""
        self._request(lambda: self._move(self.redoable, back=False))

    def take_back(self, revisions: tuple[str, ...]) -> None:
        """Take back what these revisions did: a move of the stack where they are next to it, else a step of its own."""
        self._request(lambda: self._take_back(revisions))

    def _take_back(self, revisions: tuple[str, ...]) -> None:
        for command, back in ((self.undoable, True), (self.redoable, False)):
            if command is not None and command.revisions == revisions:
                self._move(command, back=back)
                return
        self._work(revisions, None, partial(self._aside, revisions))

    def _request(self, start: Callable[[], None]) -> None:
        self._waiting.append(start)
        self._go_on()

    def _go_on(self) -> None:
        if not self.busy and self._waiting:
            self._operations.preparing.emit()
            self._waiting.popleft()()

    def _move(self, command: Command | None, *, back: bool) -> None:
        if command is not None:
            self._work(command.revisions, command.fields, partial(self._moved, command, back))

    def _moved(self, command: Command, back: bool, changes: Changes, found: Undoing) -> None:
        of = command.revisions
        command.move(changes.revisions, self._next())
        command.setObsolete(not changes)
        (self._stack.undo if back else self._stack.redo)()
        self._end(Taken(command.performed, of, back, changes, found.kept))

    def _aside(self, of: tuple[str, ...], changes: Changes, found: Undoing) -> None:
        """Something further down was taken back: that is a step that can be undone like any other."""
        done = Performed(changes, found.edits, binning_of(found.edits) or "changed")
        if changes:
            self._stack.push(Command(done, self._next()))
        self._end(Taken(done, of, True, changes, found.kept))

    def _work(
        self,
        revisions: tuple[str, ...],
        fields: frozenset[tuple[str, str]] | None,
        then: Callable[[Changes, Undoing], None],
    ) -> None:
        self.busy = True
        self.changed.emit()

        def work(progress: Progress) -> tuple[Changes, Undoing]:
            from db.undoing import undoing

            found = undoing(self._notebook.reader, revisions)
            if fields is not None:
                kept = tuple(each for each in found.kept if each in fields)
                found = replace(found, edits=tuple(_only(found.edits, fields)), kept=kept)
            return (self._notebook.commit(found.edits) if found.edits else Changes()), found

        task = self._operations.start_short(work)
        task.done.connect(partial(self._answered, then))
        task.failed.connect(self._failed)

    def _answered(self, then: Callable[[Changes, Undoing], None], answer: tuple[Changes, Undoing]) -> None:
        changes = self._operations.announce(answer[0])
        if len(changes.ids) > MANY:  # what shows so many has had a turn, what is told of them has the next
            QTimer.singleShot(0, self, partial(then, *answer))
        else:
            then(*answer)

    def _failed(self, error: Exception) -> None:
        self._waiting.clear()
        self._operations.failed.emit(error)
        self._end(None)

    def _end(self, taken: Taken | None) -> None:
        self.busy = False
        held, self._held = self._held, []
        for performed in held:
            self._stack.push(Command(performed, self._next()))
        self.changed.emit()
        if taken is not None:
            self.taken.emit(taken)
        self._go_on()

    def _command(self, place: int) -> Command | None:
        found = self._stack.command(place) if 0 <= place < self._stack.count() else None
        return found if isinstance(found, Command) else None


def _only(edits: Iterable[Edit], fields: frozenset[tuple[str, str]]) -> Iterable[Edit]:
    """edits as far as they are about fields."""
    for edit in edits:
        wanted = {name: value for name, value in edit.fields.items() if (edit.object, name) in fields}
        if wanted:
            base = {name: edit.base[name] for name in wanted if name in edit.base}
            yield replace(edit, fields=wanted, base=base)
