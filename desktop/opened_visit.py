"""Turns to a tab of the visit that is open, by a key from wherever the focus is in it."""

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
