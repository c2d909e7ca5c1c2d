"""Runs store calls and long work, and says what changed through one signal.

Every answer comes back in the GUI thread through a queued signal, whichever thread found it.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Event
from typing import TYPE_CHECKING, Any, TypeVar, cast

from PySide6.QtCore import QObject, Qt, Signal, Slot

from db.edits import Edit
from db.records import Decision
from desktop.performed import Performed, how_of, lines_of
from desktop.undoing import UndoStack

if TYPE_CHECKING:
    from db.edits import Changes, Draft
    from db.notebook import Notebook
    from db.queries import Version
    from db.records import Value
    from exporters.base import Progress

T = TypeVar("T")
PART = 0.003
"""Seconds of one step in which the writer is waited for."""


def at_once(steps: Generator[None, None, T]) -> T:
    """Go all the steps now; answers what they answer."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return cast(T, end.value)


class Task(QObject):
    """Long work in the pool. progress: (done, total); then exactly one of done, failed, cancelled, and finished.

    All signals arrive in the GUI thread.
    """

    progress = Signal(int, int)
    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    finished = Signal()
    _ended = Signal(object, object)
    _reported = Signal(int, int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._stop = Event()
        self._dropped = False
        self._ended.connect(self._end, Qt.ConnectionType.QueuedConnection)
        self._reported.connect(self.progress, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Ask the work to stop at its next report of progress."""
        self._stop.set()

    def drop(self) -> None:
        """Nobody waits for the answer any more: no signal comes from now on."""
        self._dropped = True
        self.blockSignals(True)

    def report(self, done: int, total: int) -> None:
        """The Progress that the work is given. Raises Cancelled when the user stopped it."""
        if self._stop.is_set():
            from exporters.base import Cancelled

            raise Cancelled
        self._reported.emit(done, total)

    def perform(self, work: Callable[[Progress], object]) -> None:
        """Called in the pool's thread."""
        try:
            self._ended.emit(work(self.report), None)
        except Exception as error:  # handed to the GUI thread, which tells it or raises it there
            self._ended.emit(None, error)

    @Slot(object, object)
    def _end(self, answer: object, error: Exception | None) -> None:
        from exporters.base import Cancelled

        if self._dropped:
            return
        if error is None:
            self.done.emit(answer)
        elif isinstance(error, Cancelled):
            self.cancelled.emit()
        else:
            self.failed.emit(error)
        self.finished.emit()


class Pool(QObject):
    """One thread for long work that needs no open notebook, or a reader of its own."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="work")

    def start(self, work: Callable[[Progress], object]) -> Task:
        """Run work; it is given a Progress to call. Its answer comes after the caller is back in Qt's loop."""
        task = Task(self)
        task.finished.connect(task.deleteLater)
        self._pool.submit(task.perform, work)
        return task

    def close(self) -> None:
        """Stop the work and wait for its thread to end; what it answers is heard by nobody."""
        tasks = self.findChildren(Task)
        for task in tasks:
            task.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)
        for task in tasks:
            task.drop()


class Operations(QObject):
    """One notebook's store calls, and a small pool for import and export.

    changed: Changes, after COMMIT. saved: ISO instant of a COMMIT. failed: what a store call in the background
    raised. preparing: records are about to change; what is being written becomes revisions first, so that undo finds
    both in their order. performed: Performed, a step that can be undone; it is in undo already.
    """

    changed = Signal(object)
    saved = Signal(str)
    failed = Signal(object)
    preparing = Signal()
    performed = Signal(object)
    _answered = Signal(object, object)

    def __init__(self, notebook: Notebook, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notebook = notebook
        self.closed = False
        self._pool, self._short = Pool(self), Pool(self)
        self._answered.connect(self._answer, Qt.ConnectionType.QueuedConnection)
        self.undo = UndoStack(notebook, self, self)

    def commit(
        self, edits: Sequence[Edit], how: str = "", *, undoable: bool = True, while_writing: bool = False
    ) -> Changes:
        """Write edits in one transaction and wait for COMMIT. Raises KnownError.

        how: what it is called, where edits do not tell; see Performed. undoable: undo can take it back. while_writing:
        a syllable may be being composed; what is being written stays as it is, and becomes revisions later.
        """
        how = (how or how_of(self._notebook.reader, edits)) if while_writing else self._prepare(edits, how)
        return self._done(self._notebook.commit(edits), edits, how, undoable)

    def commit_later(self, edits: Sequence[Edit], then: Callable[[Changes], None] | None = None, how: str = "") -> None:
        """The same without waiting; then is called in the GUI thread."""
        given, called = tuple(edits), self._prepare(edits, how)
        self._await(self._notebook.commit_later(given), lambda changes: self._later(changes, given, called, then))

    def commit_beside(self, edits: Sequence[Edit]) -> Changes:
        """Write what typing needs that goes on: nothing else is prepared, so a syllable being composed stays open.

        It is no step of its own; undo is that of the text. Raises KnownError.
        """
        return self.announce(self._notebook.commit(edits))

    def settle(self, object_id: str, field: str, value: Value, versions: Sequence[Version]) -> Changes:
        """A person's choice in a conflict, as Notebook.settle. Raises KnownError."""
        self.preparing.emit()
        changes = self._notebook.settle(object_id, field, value, versions)
        kind = next(iter(changes.kinds), "")
        return self._done(changes, (Edit(object_id, kind, {field: value}),), "settled")

    def submit(self, objects: Sequence[str]) -> Changes:
        """Hand entries in, as Notebook.submit. Raises KnownError."""
        self.preparing.emit()
        changes = self._notebook.submit(objects)
        edits = tuple(Edit(each, Decision.KIND, {}) for each in sorted(changes.objects.get(Decision.KIND, ())))
        return self._done(changes, edits, "submitted")

    def take_back(self, revisions: Sequence[str]) -> None:
        """Take back what some revisions did, wherever undo stands; see UndoStack.take_back."""
        self.undo.take_back(tuple(revisions))

    def keep_draft(self, draft: Draft, then: Callable[[str], None] | None = None) -> None:
        """Keep what is being written; then gets the ISO instant of COMMIT."""
        self._await(self._notebook.keep_draft(draft), lambda instant: self._kept(instant, then))

    def drop_draft(self, object_id: str, field: str) -> None:
        self._await(self._notebook.drop_draft(object_id, field), lambda _: None)

    def commit_drafts(self, object_id: str | None = None) -> Changes:
        """Make revisions of the drafts of one object, or of all, and wait. Raises KnownError.

        Texts are undone in their editors; each line that was written is a step of its own, in the order of writing.
        """
        return at_once(self.committing_drafts(object_id))

    def committing_drafts(self, object_id: str | None = None) -> Generator[None, None, Changes]:
        """The same in steps, in none of which the writer is waited for long."""
        reader = self._notebook.reader
        written = {(draft.object, draft.field): draft.saved_at for draft in reader.drafts()}
        kept = self._notebook.commit_drafts(object_id)
        while not kept.done():
            yield
            wait((kept,), PART)
        changes = self.announce(kept.result())
        yield
        lines = [(written.get((one, field), "~"), kind, one, field) for kind, one, field in lines_of(reader, changes)]
        for _, kind, one, field in sorted(lines):
            edit = Edit(one, kind, {field: getattr(reader.get(one), field, None)})
            self.perform(Performed(changes, (edit,), "changed", frozenset({(one, field)})))
        return changes

    def perform(self, performed: Performed) -> None:
        """Something was done and announced: from now on it can be undone."""
        if performed.changes:
            self.undo.push(performed)
            self.performed.emit(performed)

    def announce(self, changes: Changes) -> Changes:
        """Tell everybody what a store call changed; answers the same changes."""
        if changes:
            self.changed.emit(changes)
            self.saved.emit(_now())
        return changes

    def start(self, work: Callable[[Progress], object]) -> Task:
        """Run work in the pool; see Pool.start."""
        return self._pool.start(work)

    def start_short(self, work: Callable[[Progress], object]) -> Task:
        """The same for what the user waits for, beside long work and never two at once."""
        return self._short.start(work)

    def close(self) -> None:
        """Stop the work in the pool and wait for it to end; the notebook is closed next."""
        self.closed = True
        self._short.close()
        self._pool.close()

    def _await(self, future: Future[T], then: Callable[[T], None]) -> None:
        future.add_done_callback(lambda ended: self._answered.emit(then, ended))

    @Slot(object, object)
    def _answer(self, then: Callable[[Any], None], ended: Future[Any]) -> None:
        error = ended.exception()
        if error is None:
            then(ended.result())
        else:
            self.failed.emit(error)

    def _prepare(self, edits: Sequence[Edit], how: str) -> str:
        """Before edits are written: what they will be called."""
        self.preparing.emit()
        return how or how_of(self._notebook.reader, edits)

    def _done(self, changes: Changes, edits: Sequence[Edit], how: str, undoable: bool = True) -> Changes:
        self.announce(changes)
        if undoable:
            self.perform(Performed(changes, tuple(edits), how))
        return changes

    def _later(self, changes: Changes, edits: Sequence[Edit], how: str, then: Callable[[Changes], None] | None) -> None:
        self._done(changes, edits, how)
        if then is not None:
            then(changes)

    def _kept(self, instant: str, then: Callable[[str], None] | None) -> None:
        self.saved.emit(instant)
        if then is not None:
            then(instant)


def _now() -> str:
    from datetime import datetime

    return datetime.now().astimezone().isoformat(timespec="seconds")
