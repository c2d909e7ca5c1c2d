"""Turns to a tab of the visit that is open, by a key from wherever the focus is; to one's takeaway of any visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.workspace import Workspace


def show_tab(space: Workspace, place: int) -> None:
    """Go on in one of the visit's tabs: the caret in its first text, or on the step that makes one."""
    turn = getattr(space.stack.currentWidget(), "turn_to", None)
    if turn is not None:
        turn(place)
    else:
        space.say("window.no_tabs")


def write_takeaway(space: Workspace, visit_id: str) -> None:
    """Open a visit where whoever writes goes on with their takeaway of it; an empty one is made by its first letter."""
    space.open(visit_id, at_once=False, then=_write)


def _write(page: object) -> None:
    write = getattr(page, "write_takeaway", None)
    if write is not None:
        write()
