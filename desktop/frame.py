"""What parts of the window ask of it: they know this much of it, and not the window itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from desktop.context import PageContext
    from desktop.panes.status import StatusPane
    from desktop.theme import Theme
    from resources import Sentences


class Frame(Protocol):
    """The window as its parts know it. current: id of what its centre shows, or nothing."""

    @property
    def sentences(self) -> Sentences: ...
    @property
    def theme(self) -> Theme: ...
    @property
    def status(self) -> StatusPane: ...
    @property
    def current(self) -> str: ...
    def context(self) -> PageContext: ...
    def leave(self) -> None: ...
    def go(self, object_id: str) -> None: ...
    def show_backups(self, path: Path | None = None, name: str = "") -> None: ...
