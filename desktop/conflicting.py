"""The way from one conflict to the next through the whole notebook, and a quiet word when the last one is settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.models.conflicts import spots
from desktop.models.pages import page_of

if TYPE_CHECKING:
    from db.edits import Changes
    from desktop.context import PageContext
    from desktop.models.conflicts import Spot
    from desktop.panes.status import StatusPane
    from desktop.workspace import Workspace


class ConflictWalk(QObject):
    """Lives as long as the workspace."""

    def __init__(self, context: PageContext, space: Workspace, status: StatusPane) -> None:
        super().__init__(space)
        self._context, self._space, self._status = context, space, status
        self._left = len(spots(context.notebook.reader))
        self._last: Spot | None = None
        self._at = 0
        context.operations.changed.connect(self._count)

    def step(self, by: int) -> None:
        """Open the conflict after (+1) or before (-1) the one that has the focus or was opened last."""
        found = spots(self._context.notebook.reader)
        if not found:
            self._status.show_note(self._context.sentences("conflict.none"))
            return
        self._at = self._target(found, by) % len(found)
        self._last = found[self._at]
        self._space.show_conflict(self._last.object, self._last.field)

    def _target(self, found: tuple[Spot, ...], by: int) -> int:
        focused = self._space.conflict()
        for here in (focused, (self._last.object, self._last.field) if self._last else None):
            for place, spot in enumerate(found):
                if here == (spot.object, spot.field) and spot.page == self._page():
                    return place + by
        if self._last is not None and self._last not in found:  # it was settled: the next one has taken its place
            return self._at if by > 0 else self._at - 1
        on_page = [place for place, spot in enumerate(found) if spot.page == self._page()]
        if on_page:
            return on_page[0] if by > 0 else on_page[-1]
        return 0 if by > 0 else -1

    def _page(self) -> str:
        """The id of what has the page that is shown."""
        return page_of(self._context.notebook.reader, self._space.current).key

    def _count(self, changes: Changes) -> None:
        left = len(spots(self._context.notebook.reader))
        if self._left and not left:
            self._status.show_note(self._context.sentences("conflict.done"))
        self._left = left
