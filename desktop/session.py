"""The notebook that is open, if one is: opening, making and closing it, and what the settings remember of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from db.errors import KnownError
from desktop.messages import Level, Step
from desktop.operations import Operations

if TYPE_CHECKING:
    from db.edits import Edit
    from db.notebook import Notebook
    from db.settings import Settings
    from desktop.messages import Messages

OPENING = "opening"
"""Topic of the band about a notebook that could not be opened or made."""

SAVING = "saving"
"""Topic of the band about what could not be saved; it goes when something is saved again."""


class Session(QObject):
    """opened: a notebook is there. closing: it goes in a moment. closed: none is open."""

    opened = Signal()
    closing = Signal()
    closed = Signal()

    def __init__(self, settings: Settings, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = settings
        self._messages = messages
        self.notebook: Notebook | None = None
        self.operations: Operations | None = None

    @property
    def person(self) -> str | None:
        """Id of who writes in the open notebook, while known."""
        return self.settings.person(self.notebook.id) if self.notebook else None

    def set_person(self, person: str | None) -> None:
        """Remember who writes in the open notebook on this laptop."""
        if self.notebook is None:
            return
        if person is None:
            self.settings.people.pop(self.notebook.id, None)
        else:
            self.settings.people[self.notebook.id] = person
        self.notebook.author = person
        self._save_settings()

    def known(self) -> list[Path]:
        """The notebooks opened here before that are still in their place, the last one first."""
        there = [path for path in self.settings.folders() if (path / "notebook.db").is_file()]
        last = self.settings.last.resolve() if self.settings.last else None
        return sorted(there, key=lambda path: (path != last, path.name))

    def open(self, path: Path) -> bool:
        """Open the notebook at path instead of the present one; where that fails, say why and keep the present one.

        A notebook that cannot be locked or written is offered for reading.
        """
        from db.notebook import Notebook

        if self.notebook is not None and self.notebook.path == path.absolute():
            return True
        return self._take(path, lambda: Notebook.open(path, device=self.settings.device))

    def open_to_read(self, path: Path) -> bool:
        """Open the notebook at path for reading only."""
        from db.notebook import Notebook

        return self._take(path, lambda: Notebook.open(path, read_only=True))

    def create(self, path: Path, edits: Sequence[Edit]) -> bool:
        """Make a notebook at path with its first edits, and open it."""
        from db.notebook import Notebook

        return self._take(path, lambda: Notebook.create(path, edits, device=self.settings.device))

    def close(self) -> None:
        """Save everything and close; the drafts become revisions."""
        if self.notebook is None or self.operations is None:
            return
        self.closing.emit()
        notebook, operations = self.notebook, self.operations
        self.notebook = self.operations = None
        operations.close()
        notebook.close()
        operations.deleteLater()
        self.closed.emit()

    def _take(self, path: Path, make: Callable[[], Notebook]) -> bool:
        self._messages.withdraw(OPENING)
        try:
            notebook = make()
        except KnownError as error:
            steps = []
            if error.key in ("errors.locked", "errors.read_only"):
                steps = [Step("window.band.read_only", partial(self.open_to_read, path))]
            self._messages.error(error, *steps, topic=OPENING)
            return False
        self.close()
        self.notebook = notebook
        self.operations = Operations(notebook, self)
        self.operations.failed.connect(self._failed)
        self.operations.saved.connect(lambda _: self._messages.withdraw(SAVING))
        notebook.author = self.settings.person(notebook.id)
        self._remember(notebook)
        self.opened.emit()
        if notebook.read_only:
            self._messages.tell(Level.INFO, "window.band.reading_only", topic=OPENING, name=path.name)
        return True

    def _remember(self, notebook: Notebook) -> None:
        self.settings.remember(notebook.id, notebook.path)
        self._save_settings()

    def _save_settings(self) -> None:
        try:
            self.settings.save()
        except KnownError as error:
            self._messages.error(error, topic="settings")

    def _failed(self, error: Exception) -> None:
        self._messages.error(error, topic=SAVING)
