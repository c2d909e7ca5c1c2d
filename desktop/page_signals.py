"""Passes on what the pages of the centre ask for: those that have such a signal, to what they stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance

    from desktop.pages import Page


class Asked(Protocol):
    """What a page stands in, as far as pages ask anything of it."""

    @property
    def noted(self) -> SignalInstance: ...
    @property
    def import_requested(self) -> SignalInstance: ...
    @property
    def visit_requested(self) -> SignalInstance: ...
    @property
    def takeaway_requested(self) -> SignalInstance: ...
    @property
    def next_requested(self) -> SignalInstance: ...
    @property
    def zoom_requested(self) -> SignalInstance: ...
    @property
    def new_from_requested(self) -> SignalInstance: ...
    @property
    def send_requested(self) -> SignalInstance: ...
    def go_live(self) -> None: ...
    def paste_table(self) -> None: ...
    def leave_live(self, visit: str) -> None: ...
    def show_conflict(self, object_id: str, field: str) -> None: ...
    def show_comment(self, object_id: str, thread: str) -> None: ...
    def show_found(self, object_id: str, field: str, words: str) -> None: ...


def link(page: Page, asked: Asked) -> None:
    """Connect what page has of these signals; text sizes later: the page that asks for another is built anew."""
    passed = {
        "noted": asked.noted, "from_this_requested": asked.new_from_requested, "send_requested": asked.send_requested,
        "left": asked.leave_live, "live_requested": asked.go_live, "comment_requested": asked.show_comment,
        "import_requested": asked.import_requested, "visit_requested": asked.visit_requested,
        "takeaway_requested": asked.takeaway_requested, "next_requested": asked.next_requested,
        "conflict_requested": asked.show_conflict, "paste_requested": asked.paste_table,
        "found_requested": asked.show_found,
    }  # fmt: skip
    for name, slot in passed.items():
        if (signal := getattr(page, name, None)) is not None:
            signal.connect(slot)
    if (zoom := getattr(page, "zoom_requested", None)) is not None:
        zoom.connect(asked.zoom_requested, Qt.ConnectionType.QueuedConnection)
