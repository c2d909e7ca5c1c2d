"""The notebook that is open, if one is: opening, making and closing it, and what the settings remember of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from db.errors import KnownError
from db.lock import DATABASE
from desktop.backups import has_backups
from desktop.folders import shown
from desktop.messages import Level, Step
from desktop.operations import Operations

if TYPE_CHECKING:
    from db.edits import Edit
    from db.notebook import Notebook
    from db.settings import Settings
    from desktop.messages import Messages
    from desktop.places import Places

OPENING = "opening"
"""Topic of the band about a notebook that could not be opened or made."""

READING = "reading"
"""Topic of the band that says why the open notebook cannot be written."""

SAVING = "saving"
"""Topic of the band about what could not be saved; it goes when something is saved again."""


class Stranger(Exception):
    """Where a known notebook was, there is another."""


class Session(QObject):
    """opened: a notebook is there. closing: it goes in a moment. closed: none is open. backups_wanted: of the notebook
    at a path, which is damaged or gone."""

    opened = Signal()
    closing = Signal()
    closed = Signal()
    backups_wanted = Signal(object)

    def __init__(self, settings: Settings, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = settings
        self._messages = messages
        self.notebook: Notebook | None = None
        self.operations: Operations | None = None
        self._places: Places | None = None

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
        there = [path for path in self.settings.folders() if (path / DATABASE).is_file()]
        last = self.settings.last.resolve() if self.settings.last else None
        return sorted(there, key=lambda path: (path != last, path.name))

    def open(self, path: Path) -> bool:
        """Open the notebook at path instead of the present one; where that fails, say why and keep the present one.

        What cannot be locked or written is offered for reading; a folder that this machine does not know is looked at
        first, and what becomes of it comes later.
        """
        path = Path(path).absolute()
        if self.notebook is not None and self.notebook.path == path and not self.notebook.read_only:
            return True
        if (path / DATABASE).is_file() and not self.settings.is_place(path):
            self.places.arrive(path)
            return False
        try:
            return self._take(path, partial(self._known, path))
        except Stranger:
            self.places.arrive(path)
            return False

    def _known(self, path: Path) -> Notebook:
        """The notebook at a known path. Raises Stranger where another one stands there now."""
        from db.notebook import Notebook

        notebook = Notebook.open(path, device=self.settings.device)
        if not self.settings.knows(notebook.id, path):
            notebook.backs_up = False
            notebook.close()
            raise Stranger
        return notebook

    def open_to_read(self, path: Path) -> bool:
        """Open the notebook at path for reading only."""
        from db.notebook import Notebook

        if not self._take(path, lambda: Notebook.open(path, read_only=True)):
            return False
        key, *steps = self._why_reading(path)
        self._messages.tell(Level.INFO, str(key), *steps, topic=READING, stays=True, name=shown(path))
        return True

    @property
    def places(self) -> Places:
        """What acts where a folder cannot simply be opened; it comes when it is needed."""
        from desktop.places import Places

        if self._places is None:
            self._places = Places(self, self._messages)
        return self._places

    def refused(self, path: Path, error: Exception) -> bool:
        """The notebook at path could not be opened: say why, and what can be done. Whether it is open, for reading."""
        key = error.key if isinstance(error, KnownError) else ""
        if key == "errors.newer":
            return self.open_to_read(path)
        read = Step("window.band.read_only", partial(self.open_to_read, path))
        copy = Step("places.copy", partial(self._copy, path))
        back = Step("places.backups", lambda: self.backups_wanted.emit(path))
        if key in ("errors.missing", "errors.not_a_notebook") and has_backups(self.settings, path):
            self._messages.tell(Level.ERROR, "backup.band.gone", back, topic=OPENING, path=path)
            return False
        steps = {
            "errors.locked": (Step("places.reopen", partial(self.open, path)), read),
            "errors.read_only": (copy, read),
            "errors.shared_place": (copy, read),
            "errors.not_upgraded": (Step("places.reopen", partial(self.open, path)), read),
            "errors.damaged": (back,),
            "errors.busy": (Step("places.reopen", partial(self.open, path)),),
        }.get(key, ())
        reading = self.notebook is not None and self.notebook.path == path
        self._messages.error(error, *(step for step in steps if step is not read or not reading), topic=OPENING)
        return False

    def _copy(self, path: Path) -> None:
        self.places.arrive(path, copy=True)

    def _why_reading(self, path: Path) -> tuple[str, *tuple[Step, ...]]:
        """Key of why a notebook was opened for reading, and what can be done about it."""
        from db.opening import writable
        from db.place import is_shared

        if self.notebook is not None and self.notebook.newer:
            return ("places.reading_newer",)
        copy = Step("places.copy", partial(self._copy, path))
        if is_shared(path):
            return "places.reading_shared", copy
        if not writable(path):
            return "places.reading_protected", copy
        return "places.reading_locked", Step("places.reopen", partial(self.open, path))

    def create(self, path: Path, edits: Sequence[Edit]) -> bool:
        """Make a notebook at path with its first edits, and open it."""
        from db.notebook import Notebook

        return self._take(path, lambda: Notebook.create(path, edits, device=self.settings.device))

    def close(self) -> None:
        """Save everything and close; the drafts become revisions."""
        if self._places is not None:
            self._places.stop()
        self._messages.withdraw(READING)
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
            return self.refused(path, error)
        self.close()
        self.notebook = notebook
        self.operations = Operations(notebook, self)
        self.operations.failed.connect(self._failed)
        self.operations.saved.connect(lambda _: self._messages.withdraw(SAVING))
        notebook.author = self.settings.person(notebook.id)
        if not notebook.read_only or self.settings.knows(notebook.id, notebook.path):
            self._remember(notebook)
        self.opened.emit()
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
