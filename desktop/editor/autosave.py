"""Keeps what is being written: drafts while somebody types, revisions when an entry is left.

A draft is kept 500 ms after the last change and at most 1.5 s after the first; nothing is called saved before its
COMMIT; what could not be kept is tried again until it can, even when its page is gone.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from functools import partial
from inspect import GEN_RUNNING, getgeneratorstate
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget
from shiboken6 import isValid

from db.edits import Changes, Draft
from db.errors import KnownError
from desktop.editor.composition import TextField, code_points, commit_composition, full_text
from desktop.operations import at_once

if TYPE_CHECKING:
    from db.records import Record
    from desktop.context import PageContext

QUIET, AT_MOST, IDLE = 500, 1_500, 300_000
"""ms after the last change; after the first; without a key until a revision is written. A kill costs 2 s at most."""
UNKEPT = "\0"
"""As the text last in the store: no text equals it, so the next try writes."""


@dataclass(slots=True, eq=False)
class Writing:
    """One field of one object in one widget.

    base: revisions the text came from. kept: the text last in the store, as a draft or not; stored: in revisions.
    held: never a revision by itself. instead: the field's own value, while another text is shown in its place.
    """

    object: str
    kind: str
    field: str
    widget: TextField
    base: tuple[str, ...]
    kept: str
    stored: str
    held: bool = False
    instead: str | None = None

    @property
    def key(self) -> tuple[str, str]:
        return self.object, self.field

    def draft(self, text: str) -> Draft:
        caret = code_points(text, _caret(self.widget))
        return Draft(self.object, self.kind, self.field, text, self.base, caret, held=self.held)


class Autosave(QObject):
    """saved: ISO instant after COMMIT. failed: the error, when a text could not be kept. touched: a field changed."""

    saved = Signal(str)
    failed = Signal(object)
    touched = Signal(str, str)

    def __init__(self, context: PageContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context, self._lasting = context, context.lasting
        self._writings: dict[tuple[str, str], Writing] = {}
        self._bases: dict[tuple[str, str], tuple[str, tuple[str, ...], str]] = {}
        self._waiting: dict[tuple[str, str], Writing] = {}
        self._drafted: set[str] = set()
        self._settling: Generator[None, None, Changes] | None = None
        self._quiet = self._timer(QUIET, self.keep)
        self._latest = self._timer(AT_MOST, self.keep)
        self._idle = self._timer(IDLE, self._settle_quietly)
        self._lasting.kept.connect(self._kept)
        self._lasting.refused.connect(self._refused)
        self._lasting.hear(self)

    def begin(self, record: Record, field: str) -> tuple[str, int | None]:
        """The text to show of record's field, and the caret where a draft of it was left, in code points."""
        draft, value = self._draft(record.id, field), str(getattr(record, field) or "")
        if draft is None:
            base = self._context.notebook.reader.heads(record.id).get(field, ())
            self._bases[record.id, field] = value, base, value
            return value, None
        self._bases[record.id, field] = draft.text, draft.base, value
        self._drafted.add(record.id)
        return draft.text, draft.caret

    def watch(self, widget: TextField, record: Record, field: str) -> Writing:
        """Keep what is written in widget from now on. Its text is what `begin` gave."""
        if (record.id, field) not in self._bases:
            self.begin(record, field)
        text, base, stored = self._bases.pop((record.id, field))
        return self._watch(Writing(record.id, record.KIND, field, widget, base, text, stored))

    def held(self, object_id: str, field: str) -> tuple[str, int]:
        """What `hold` kept here and nobody decided about: the text, and the caret in code points."""
        draft = self._draft(object_id, field)
        return (draft.text, draft.caret) if draft is not None else ("", 0)

    def hold(
        self, widget: TextField, kind: str, object_id: str, field: str, base: tuple[str, ...] = ()
    ) -> Callable[[], None]:
        """Keep what is written in widget, without ever making a revision of it: its object is not made yet, or it waits
        for a decision. Its text is what `held` gave. Answers what ends it, once the text was taken or is not wanted.

        field: where a draft of the field itself may stand too, a name of its own, such as `text~settle`.
        """
        writing = self._watch(Writing(object_id, kind, field, widget, base, full_text(widget), "", held=True))
        return partial(self._drop, writing)

    def took(self, object_id: str, field: str, text: str) -> None:
        """The widget shows text that nobody typed: it is not written until somebody types."""
        writing = self._writings[object_id, field]
        writing.instead = writing.stored
        writing.kept = writing.stored = text

    def forget(self) -> None:
        """Stop watching; call `settle` first."""
        self._writings.clear()
        self._waiting.clear()

    def let_go(self, around: QWidget) -> None:
        """Stop watching the fields in around, which will end soon; call `settle` first."""
        gone = [each for each in self.writings() if around.isAncestorOf(each.widget)]
        for writing in gone:
            del self._writings[writing.key]
            self._waiting.pop(writing.key, None)

    def writing(self, object_id: str, field: str) -> Writing | None:
        """The field where it is on screen."""
        writing = self._writings.get((object_id, field))
        return writing if writing is not None and isValid(writing.widget) else None

    def writings(self) -> list[Writing]:
        """Those whose widgets are still there."""
        self._writings = {key: each for key, each in self._writings.items() if isValid(each.widget)}
        return list(self._writings.values())

    def open_drafts(self) -> Iterator[Draft]:
        """Texts that changed since they were given away last."""
        for writing in self.writings():
            text = full_text(writing.widget)
            if text != writing.kept and not self._context.notebook.read_only:
                yield writing.draft(text)

    def keep(self) -> None:
        """Hand every changed text to the writer now, without waiting."""
        for timer in (self._quiet, self._latest):
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
        if self._settling is not None and getgeneratorstate(self._settling) != GEN_RUNNING:
            at_once(self._settling)
        return at_once(self._steps(object_id))

    def settling(self) -> Generator[None, None, object]:
        """The same with all drafts, in steps that nobody waits in."""
        self._settling = self._steps(None)
        return self._settling

    def _steps(self, object_id: str | None) -> Generator[None, None, Changes]:
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
            changes = yield from self._context.operations.committing_drafts(object_id)
        except KnownError as error:
            self._drafted |= drafted
            self._lasting.hear_answers()
            self.failed.emit(error)
            return Changes()
        self._lasting.hear_answers()
        self._rebase(changes)
        return changes

    def _draft(self, object_id: str, field: str) -> Draft | None:
        """What was written last here, in the store or not."""
        return self._lasting.draft(object_id, field) or self._context.notebook.reader.draft(object_id, field)

    def _watch(self, writing: Writing) -> Writing:
        self._writings[writing.key] = writing
        if writing.key in self._lasting.unkept:
            writing.kept = UNKEPT
            self._waiting[writing.key] = writing
        if isinstance(writing.widget, QLineEdit):
            writing.widget.textEdited.connect(partial(self._touch, writing))
        else:
            writing.widget.textChanged.connect(partial(self._touch, writing))
        return writing

    def _touch(self, writing: Writing, _: object = None) -> None:
        if self._writings.get(writing.key) is not writing or self._context.notebook.read_only:
            return
        self._waiting[writing.key] = writing
        writing.instead = None
        self._quiet.start()
        self._idle.start()
        if not self._latest.isActive():
            self._latest.start()
        self.touched.emit(writing.object, writing.field)

    def _hand_over(self, writing: Writing, text: str) -> None:
        writing.kept = text
        if not writing.held:
            self._drafted.add(writing.object)
        self._lasting.keep(writing.draft(text), self._context.notebook.keep_draft)

    def _drop(self, writing: Writing) -> None:
        """A held text is not wanted any more."""
        if self._writings.get(writing.key) is writing:
            del self._writings[writing.key]
        self._waiting.pop(writing.key, None)
        self._lasting.forget(*writing.key)
        self._context.operations.drop_draft(*writing.key)

    def _kept(self, draft: Draft, instant: str) -> None:
        if (draft.object, draft.field) in self._writings:
            self.saved.emit(instant)

    def _refused(self, draft: Draft, error: BaseException) -> None:
        writing = self._writings.get((draft.object, draft.field))
        if writing is not None:
            if writing.kept == draft.text:
                writing.kept = UNKEPT
            self._waiting[writing.key] = writing
            self.failed.emit(error)

    def _rebase(self, changes: Changes) -> None:
        """What the author saw is from now on what was just written, or the merge that it became."""
        for writing in self.writings():
            if writing.object not in changes.ids or writing.held or writing.key in self._lasting.unkept:
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
