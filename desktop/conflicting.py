"""The way from one thing that needs somebody to the next, through all of the notebook, and a quiet word at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.models.attention import COMMENT, CONFLICT, stops
from desktop.models.conflicts import spots
from desktop.models.pages import page_of

if TYPE_CHECKING:
    from db.edits import Changes
    from desktop.context import PageContext
    from desktop.models.attention import Stop
    from desktop.panes.status import StatusPane
    from desktop.workspace import Workspace


class ConflictWalk(QObject):
    """Lives as long as the workspace."""

    def __init__(self, context: PageContext, space: Workspace, status: StatusPane) -> None:
        super().__init__(space)
        self._context, self._space, self._status = context, space, status
        self._left = len(spots(context.notebook.reader))
        self._last: Stop | None = None
        self._at = 0
        context.operations.changed.connect(self._count)

    def step(self, by: int) -> None:
        """Open what stands after (+1) or before (-1) what has the focus, or was opened last; in the queue a comment."""
        stay = getattr(self._space.stack.currentWidget(), "step_comments", None)
        if stay is not None and stay(by):
            return
        found = stops(self._context.notebook.reader, self._context.person)
        if not found:
            self._status.show_note(self._context.sentences("conflict.none"))
            return
        self._at = self._target(found, by) % len(found)
        self._last = stop = found[self._at]
        if stop.kind == CONFLICT:
            self._space.show_conflict(stop.object, stop.field)
        elif stop.kind == COMMENT:
            self._space.show_comment(stop.object, stop.thread)
        else:
            self._space.open(stop.object, at_once=False)

    def begin(self) -> None:
        """Open the first conflict, where there is one."""
        found = spots(self._context.notebook.reader)
        if found:
            self._space.show_conflict(found[0].object, found[0].field)
        else:
            self.step(1)

    def _target(self, found: tuple[Stop, ...], by: int) -> int:
        focused, review = self._space.conflict(), self._space.review()
        active, page = review.active if review is not None else "", self._page()
        for place, stop in enumerate(found):
            here = (stop.kind == CONFLICT and focused == (stop.object, stop.field)) or (
                focused is None and stop.kind == COMMENT and stop.thread == active
            )
            if here and stop.page == page:
                return place + by
        if self._last in found and self._last is not None and self._last.page == page:
            return found.index(self._last) + by
        if self._last is not None and self._last not in found:  # it was settled: the next one has taken its place
            return self._at if by > 0 else self._at - 1
        on_page = [place for place, stop in enumerate(found) if stop.page == page]
        if on_page:
            return on_page[0] if by > 0 else on_page[-1]
        return 0 if by > 0 else -1

    def _page(self) -> str:
        """The id of what has the page that is shown."""
        return page_of(self._context.notebook.reader, self._space.current).key

    def _count(self, changes: Changes) -> None:
        left = len(spots(self._context.notebook.reader))
        if left < self._left:
            self._status.show_note(
                self._context.sentences("conflict.remaining" if left else "conflict.done", count=left)
            )
        self._left = left
