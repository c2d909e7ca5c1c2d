"""Keeps what is being written: drafts while somebody types, revisions when an entry is left.

A draft is kept 500 ms after the last change and at most 3 s after the first; nothing is called saved before its
COMMIT; what could not be kept is tried again until it can.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QLineEdit
from shiboken6 import isValid

from db.edits import Changes, Draft
from db.errors import KnownError
from desktop.editor.composition import TextField, code_points, commit_composition, full_text

if TYPE_CHECKING:
    from db.records import Record
    from desktop.context import PageContext

QUIET, AT_MOST, RETRY, IDLE = 500, 3_000, 5_000, 300_000
"""ms after the last change; after the first; until the next try; without a key until a revision is written."""


@dataclass(slots=True, eq=False)
class Writing:
    """One field of one object in one widget. base: revisions the text came from; kept: the text last in the store."""

    object: str
    kind: str
    field: str
    widget: TextField
    base: tuple[str, ...]
    kept: str
    stored: str

    @property
    def key(self) -> tuple[str, str]:
        return self.object, self.field


class Autosave(QObject):
    """saved: ISO instant after COMMIT. failed: the error, when a text could not be kept. touched: a field changed."""

    saved = Signal(str)
    failed = Signal(object)
    touched = Signal(str, str)
    _answered = Signal(object, str, object)

    def __init__(self, context: PageContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._writings: dict[tuple[str, str], Writing] = {}
        self._bases: dict[tuple[str, str], tuple[str, tuple[str, ...]]] = {}
        self._waiting: dict[tuple[str, str], Writing] = {}
        self._drafted: set[str] = set()
        self._quiet = self._timer(QUIET, self.keep)
        self._latest = self._timer(AT_MOST, self.keep)
        self._again = self._timer(RETRY, self.keep)
        self._idle = self._timer(IDLE, self._settle_quietly)
        self._answered.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    def begin(self, record: Record, field: str) -> tuple[str, int | None]:
        """The text to show of record's field, and the caret where a draft of it was left, in code points."""
        draft = self._context.notebook.reader.draft(record.id, field)
        value = str(getattr(record, field) or "")
        if draft is None:
            base = self._context.notebook.reader.heads(record.id).get(field, ())
            self._bases[record.id, field] = value, base
            return value, None
        self._bases[record.id, field] = draft.text, draft.base
        self._drafted.add(record.id)
        return draft.text, draft.caret

    def watch(self, widget: TextField, record: Record, field: str) -> Writing:
        """Keep what is written in widget from now on. Its text is what `begin` gave."""
        if (record.id, field) not in self._bases:
            self.begin(record, field)
        text, base = self._bases.pop((record.id, field))
        writing = Writing(record.id, record.KIND, field, widget, base, text, text)
        self._writings[writing.key] = writing
        if isinstance(widget, QLineEdit):
            widget.textEdited.connect(partial(self._touch, writing))
        else:
            widget.textChanged.connect(partial(self._touch, writing))
        return writing

    def took(self, object_id: str, field: str, text: str) -> None:
        """The widget shows text that nobody typed: it is not written until somebody types."""
        writing = self._writings[object_id, field]
        writing.kept = writing.stored = text

    def forget(self) -> None:
        """Stop watching; call `settle` first."""
        self._writings.clear()
        self._waiting.clear()

    def writing(self, object_id: str, field: str) -> Writing | None:
        """The field where it is on screen."""
        writing = self._writings.get((object_id, field))
        return writing if writing is not None and isValid(writing.widget) else None

    def writings(self) -> list[Writing]:
        """Those whose widgets are still there."""
        self._writings = {key: each for key, each in self._writings.items() if isValid(each.widget)}
        return list(self._writings.values())

    def keep(self) -> None:
        """Hand every changed text to the writer now, without waiting."""
        for timer in (self._quiet, self._latest, self._again):
            timer.stop()
        waiting, self._waiting = self._waiting, {}
        for writing in waiting.values():
            if not isValid(writing.widget):
                continue
            text = full_text(writing.widget)
            if text != writing.kept:
                self._hand_over(writing, text)

    def settle(self, object_id: str | None = None) -> Changes:
        """Drafts of one object, or of all, become revisions; waits. Raises nothing: what failed is told and retried."""
        if self._context.notebook.read_only:
            return Changes()
        for writing in self.writings():
            if object_id in (None, writing.object):
                commit_composition(writing.widget)
                self._waiting[writing.key] = writing
        self.keep()
        if not self._drafted or (object_id is not None and object_id not in self._drafted):
            return Changes()
        self._idle.stop()
        drafted = self._drafted
        self._drafted = drafted - {object_id} if object_id else set()
        try:
            changes = self._context.operations.commit_drafts(object_id)
        except KnownError as error:
            self._drafted |= drafted
            self._failed(error)
            return Changes()
        self._rebase(changes)
        return changes

    def _touch(self, writing: Writing, _: object = None) -> None:
        if self._writings.get(writing.key) is not writing or self._context.notebook.read_only:
            return
        self._waiting[writing.key] = writing
        self._quiet.start()
        self._idle.start()
        if not self._latest.isActive():
            self._latest.start()
        self.touched.emit(writing.object, writing.field)

    def _hand_over(self, writing: Writing, text: str) -> None:
        caret = code_points(text, _caret(writing.widget))
        draft = Draft(writing.object, writing.kind, writing.field, text, writing.base, caret)
        writing.kept = text
        self._drafted.add(writing.object)
        try:
            future = self._context.notebook.keep_draft(draft)
        except KnownError as error:
            writing.kept = "\0"
            self._waiting[writing.key] = writing
            self._failed(error)
            return
        future.add_done_callback(partial(self._answered.emit, writing, text))

    @Slot(object, str, object)
    def _answer(self, writing: Writing, text: str, ended: Future[str]) -> None:
        error = ended.exception()
        if error is None:
            self.saved.emit(ended.result())
            return
        if writing.kept == text:
            writing.kept = "\0"  # no text equals it, so the next try writes
        if self._writings.get(writing.key) is writing:
            self._waiting[writing.key] = writing
        self._failed(error)

    def _failed(self, error: BaseException) -> None:
        self._again.start()
        self.failed.emit(error)

    def _rebase(self, changes: Changes) -> None:
        """What the author saw is from now on what was just written, or the merge that it became."""
        for writing in self.writings():
            if writing.object not in changes.ids:
                continue
            record = self._context.notebook.reader.get(writing.object)
            heads = self._context.notebook.reader.heads(writing.object).get(writing.field, ())
            own = tuple(revision for revision in heads if revision in changes.revisions)
            same = record is not None and str(getattr(record, writing.field) or "") == writing.kept
            if writing.kept != writing.stored or same:
                writing.base = heads if same or not own else own
                writing.stored = writing.kept

    def _settle_quietly(self) -> None:
        """After five minutes without a key; a syllable still open is left alone."""
        if not any(full_text(each.widget) != _plain(each.widget) for each in self.writings()):
            self.settle()
        else:
            self._idle.start()

    def _timer(self, interval: int, then: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval)
        timer.timeout.connect(then)
        return timer


def _caret(widget: TextField) -> int:
    return widget.cursorPosition() if isinstance(widget, QLineEdit) else widget.textCursor().position()


def _plain(widget: TextField) -> str:
    return widget.text() if isinstance(widget, QLineEdit) else widget.toPlainText()
