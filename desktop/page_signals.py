"""Passes on what the pages of the centre ask for: those that have such a signal, to the workspace they stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from desktop.pages import Page
    from desktop.workspace import Workspace

PASSED: Final = {
    "noted": "noted", "from_this_requested": "new_from_requested", "send_requested": "send_requested",
    "left": "leave_live", "live_requested": "go_live", "comment_requested": "show_comment",
    "import_requested": "import_requested", "visit_requested": "visit_requested",
    "takeaway_requested": "takeaway_requested", "next_requested": "next_requested",
    "conflict_requested": "show_conflict",
}  # fmt: skip
"""Signals of pages by name, and the workspace's signal or slot for each."""


def link(page: Page, space: Workspace) -> None:
    """Connect what page has of PASSED; text sizes too, but later: the page that asks for another is built anew."""
    for name, slot in PASSED.items():
        if (signal := getattr(page, name, None)) is not None:
            signal.connect(getattr(space, slot))
    if (zoom := getattr(page, "zoom_requested", None)) is not None:
        zoom.connect(space.zoom_requested, Qt.ConnectionType.QueuedConnection)
