"""What outlives the pages of an open notebook: undo of every field, and the texts that are not in the store yet.

A page is built anew for another language or size, and goes when another one is opened. Neither may cost a text that
could not be kept, or the way back to an earlier one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Future, wait
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from shiboken6 import isValid

from db.errors import KnownError
from desktop.editor.steps import Steps

if TYPE_CHECKING:
    from db.edits import Draft

Key = tuple[str, str]
"""Object and field."""
RETRY = 5_000
"""ms until what could not be kept is tried again."""


PATIENCE = 10
"""Seconds that somebody waits for the store before something is given up."""


class Source(Protocol):
    """Fields on screen. open_drafts: their texts that nobody gave away yet; keep: give them away now."""

    def open_drafts(self) -> Iterable[Draft]: ...
    def keep(self) -> None: ...


class Lasting(QObject):
    """kept: a draft and the instant of its COMMIT. refused: a draft and why it could not be kept.

    unkept_changed: other texts than before could not be kept, or none. recovered: how many can be kept again, once
    that is true of all.
    """

    kept = Signal(object, str)
    refused = Signal(object, object)
    unkept_changed = Signal()
    recovered = Signal(int)
    _ended = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: dict[Key, Steps] = {}
        self._stamps = count(1)
        self._under_way: dict[Key, tuple[Draft, Future[str]]] = {}
        self._sources: list[Source] = []
        self._store: Callable[[Draft], Future[str]] | None = None
        self._mended = 0
        self.unkept: dict[Key, Draft] = {}
        self.allowed: set[str] = set()
        """Ids of what is another's, and may be changed since somebody said so; see permissions."""
        self.error: BaseException | None = None
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(RETRY)
        self._again.timeout.connect(self.try_again)
        self._ended.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    def steps(self, object_id: str, field: str, text: str = "") -> Steps:
        """The author's steps in a field. text: of the field, where it is not known here yet."""
        steps = self._steps.setdefault((object_id, field), Steps(text))
        steps.stamp = partial(next, self._stamps)
        return steps

    def typed_last(self, turn: int = 0) -> Key | None:
        """The text in which somebody wrote last, in that turn or after it, and which can be taken back."""
        texts = ((key, steps) for key, steps in self._steps.items() if steps.lasts and steps.can_undo)
        found = max(texts, key=lambda each: each[1].last, default=None)
        return found[0] if found is not None and found[1].done_at >= turn else None

    def hear(self, source: Source) -> None:
        """Count on these fields too."""
        self._sources = [each for each in self._sources if isValid(each)]
        self._sources.append(source)

    # --- keeping ------------------------------------------------------------------------------------------------

    def keep(self, draft: Draft, store: Callable[[Draft], Future[str]]) -> None:
        """Hand draft over to store; `kept` or `refused` tells how that ended."""
        self._store = store
        try:
            future = store(draft)
        except KnownError as error:
            self._refuse(draft, error)
            return
        self._under_way[draft.object, draft.field] = draft, future
        future.add_done_callback(partial(self._ended.emit, draft))

    def draft(self, object_id: str, field: str) -> Draft | None:
        """The text of a field that is on its way into the store, or could not be kept."""
        under_way = self._under_way.get((object_id, field))
        return under_way[0] if under_way else self.unkept.get((object_id, field))

    def written(self) -> set[str]:
        """Ids of the objects of which a text is not in the store yet."""
        return {object_id for object_id, _ in (*self._under_way, *self.unkept)}

    def hear_answers(self) -> None:
        """Take what the store has answered already, without waiting for Qt's loop."""
        for draft, future in list(self._under_way.values()):
            if future.done():
                self._answer(draft, future)

    def wait(self) -> None:
        """Wait for what is under way, and hear how it ended."""
        wait([future for _, future in self._under_way.values()], timeout=PATIENCE)
        self.hear_answers()

    def try_again(self) -> None:
        """Give every text to the store that is not there yet."""
        sources = self._live()
        for source in sources:
            source.keep()
        if self._store is not None:
            for key in self.unkept.keys() - self._under_way.keys():
                self.keep(self.unkept[key], self._store)

    def end(self) -> None:
        """The notebook is closed: nothing is tried any more."""
        self._again.stop()
        self._sources.clear()
        self._store = None

    def texts(self) -> list[Draft]:
        """Everything being written that is not in the store, syllables being composed too, by object and field."""
        found = dict(self.unkept)
        found.update({key: draft for key, (draft, _) in self._under_way.items()})
        for source in self._live():
            found.update({(each.object, each.field): each for each in source.open_drafts()})
        return [found[key] for key in sorted(found)]

    def forget(self, object_id: str, field: str) -> None:
        """The text of a field is not wanted any more."""
        if self.unkept.pop((object_id, field), None) is not None:
            self._told()

    def _live(self) -> list[Source]:
        self._sources = [each for each in self._sources if isValid(each)]
        return list(self._sources)

    @Slot(object, object)
    def _answer(self, draft: Draft, ended: Future[str]) -> None:
        key = draft.object, draft.field
        known, future = self._under_way.get(key, (None, None))
        if future is ended:
            del self._under_way[key]
        elif known is None:
            return  # heard before
        error = ended.exception()
        if error is not None:
            self._refuse(draft, error)
            return
        if self.unkept.pop(key, None) is not None:
            self._mended += 1
            self._told()
        self.kept.emit(draft, ended.result())

    def _refuse(self, draft: Draft, error: BaseException) -> None:
        before = self.unkept.get((draft.object, draft.field)), str(self.error)
        self.unkept[draft.object, draft.field] = draft
        self.error = error
        if self._store is not None:
            self._again.start()
        self.refused.emit(draft, error)
        if before != (draft, str(error)):
            self.unkept_changed.emit()

    def _told(self) -> None:
        if not self.unkept:
            self.error = None
            self._again.stop()
        self.unkept_changed.emit()
        if not self.unkept and self._mended:
            count, self._mended = self._mended, 0
            self.recovered.emit(count)
