"""The notebook that is open, if one is: opening, making and closing it, and what the settings remember of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from db.errors import KnownError, NotReadyError
from db.lock import DATABASE
from db.progress import unseen
from desktop.backup_folders import has_backups
from desktop.folders import shown
from desktop.messages import Level, Step
from desktop.operations import Operations

if TYPE_CHECKING:
    from db.edits import Edit
    from db.notebook import Notebook
    from db.settings import Settings
    from desktop.messages import Messages
    from desktop.opening import Opening, Wait
    from desktop.places import Places
    from exporters.base import Progress

OPENING = "opening"
"""Topic of the band about a notebook that could not be opened or made."""

READING = "reading"
"""Topic of the band that says why the open notebook cannot be written."""

SAVING = "saving"
"""Topic of the band about what could not be saved; it goes when something is saved again."""


def _nothing() -> None:
    """What comes then, where nothing does."""


PATIENCE = 300
"""ms until a band says that a notebook is on its way."""


class Stranger(Exception):
    """Where a known notebook was, there is another."""


class Session(QObject):
    """opened: a notebook is there. closing: it goes in a moment. closed: none is open. waiting: `wait` has changed.
    backups_wanted: of the notebook at a path, which is damaged or gone. conflict_wanted: the first one is to be shown.
    """

    opened = Signal()
    closing = Signal()
    closed = Signal()
    waiting = Signal()
    backups_wanted = Signal(object)
    conflict_wanted = Signal()

    def __init__(self, settings: Settings, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = settings
        self._messages = messages
        self.notebook: Notebook | None = None
        self.operations: Operations | None = None
        self._places: Places | None = None
        self._opening: Opening | None = None

    @property
    def person(self) -> str | None:
        """Id of who writes in the open notebook, while known."""
        return self.settings.person(self.notebook.id) if self.notebook else None

    def set_person(self, person: str | None) -> None:
        """Remember who writes in the open notebook on this laptop."""
        if self.notebook is None:
            return
        before = self.person
        if person is None:
            self.settings.people.pop(self.notebook.id, None)
        else:
            self.settings.people[self.notebook.id] = person
        self.notebook.author = person
        self._save_settings()
        if before is None and person is not None and self.operations is not None:
            from desktop.signing import sign

            sign(self.notebook, self.operations, self._messages)

    def known(self) -> list[Path]:
        """The notebooks opened here before that are still in their place, the last one first."""
        there = [path for path in self.settings.folders() if (path / DATABASE).is_file()]
        last = self.settings.last.resolve() if self.settings.last else None
        return sorted(there, key=lambda path: (path != last, path.name))

    @property
    def wait(self) -> Wait | None:
        """What is on its way to be opened."""
        return self._opening.wait if self._opening is not None else None

    def open(self, path: Path, then: Callable[[], object] = _nothing) -> bool:
        """Open the notebook at path instead of the present one; where that fails, say why and keep the present one.

        What cannot be locked or written is offered for reading; a folder that this machine does not know is looked at
        first, and what needs long work is opened when that is done. then: called once it is open, now or later; not
        for a folder that is not known. Answers whether it is open now.
        """
        path = Path(path).absolute()
        if self.notebook is not None and self.notebook.path == path and not self.notebook.read_only:
            then()
            return True
        if self.wait is not None and self.wait.path == path:
            return False
        if (path / DATABASE).is_file() and not self.settings.is_place(path):
            self.places.arrive(path)
            return False
        return self._take(path, partial(self._known, path), then)

    def _known(self, path: Path, progress: Progress | None) -> Notebook:
        """The notebook at a known path. Raises Stranger where another one stands there now."""
        from db.notebook import Notebook

        notebook = Notebook.open(
            path, device=self.settings.device, program="window", at_once=progress is None, progress=progress or unseen
        )
        if not self.settings.knows(notebook.id, path):
            notebook.backs_up = False
            notebook.close()
            raise Stranger
        return notebook

    def open_to_read(self, path: Path, then: Callable[[], object] = _nothing) -> bool:
        """Open the notebook at path for reading only; then and the answer are as in open."""
        from db.notebook import Notebook

        def reading() -> None:
            key, *steps = self._why_reading(path)
            self._messages.tell(Level.INFO, str(key), *steps, topic=READING, stays=True, name=shown(path))
            then()

        return self._take(
            path,
            lambda progress: Notebook.open(path, read_only=True, at_once=progress is None, progress=progress or unseen),
            reading,
        )

    @property
    def places(self) -> Places:
        """What acts where a folder cannot simply be opened; it comes when it is needed."""
        from desktop.places import Places

        if self._places is None:
            self._places = Places(self, self._messages, self)
        return self._places

    def refused(self, path: Path, error: Exception, then: Callable[[], object] = _nothing) -> bool:
        """The notebook at path could not be opened: say why, and what can be done. Whether it is open, for reading."""
        key = error.key if isinstance(error, KnownError) else ""
        if key == "errors.newer":
            return self.open_to_read(path, then)
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

        return self._take(path, lambda _: Notebook.create(path, edits, device=self.settings.device), _nothing)

    def close(self) -> None:
        """Save everything and close; the drafts become revisions. What was on its way is not opened."""
        if self._opening is not None:
            self._opening.close()
        self._leave()

    def _leave(self) -> None:
        if self._places is not None:
            self._places.stop()
        self._messages.withdraw(READING)
        if self.notebook is None or self.operations is None:
            return
        self.closing.emit()
        notebook, operations = self.notebook, self.operations
        self.notebook = self.operations = None
        operations.close()
        try:
            notebook.close()
        finally:  # a fault of the program, which is told; the notebook is closed all the same
            operations.deleteLater()
            self.closed.emit()

    def _take(self, path: Path, make: Callable[[Progress | None], Notebook], then: Callable[[], object]) -> bool:
        """Open what make makes: at once where it is given no progress, else in the pool."""
        self._messages.withdraw(OPENING)
        try:
            notebook = make(None)
        except NotReadyError as error:
            self._later(path, error.work, make, then)
            return False
        except (KnownError, Stranger) as error:
            return self._failed_to_open(path, then, error)
        if self._opening is not None:
            self._opening.give_up()
        self._use(then, notebook)
        return True

    def _later(self, path: Path, work: str, make: Callable[[Progress], Notebook], then: Callable[[], object]) -> None:
        from desktop.opening import Opening

        if self._opening is None:
            self._opening = Opening(self)
            self._opening.changed.connect(self._waited)
        self._opening.start(
            path, work, make, partial(self._use, then), partial(self._failed_to_open, path, then),
            partial(self._stopped, path),
        )  # fmt: skip

    def _waited(self) -> None:
        """The window shows what is waited for as a page where no notebook is open; else there is a band for it."""
        self._messages.withdraw(OPENING)
        if self.wait is not None and self.notebook is not None:
            QTimer.singleShot(PATIENCE, self, partial(self._tell_wait, self.wait))
        self.waiting.emit()

    def _tell_wait(self, wait: Wait) -> None:
        if wait is self.wait:
            stop = Step("window.button.stop", wait.task.cancel)
            key, name = f"places.waiting.{wait.work}", shown(wait.path)
            self._messages.tell(Level.INFO, key, stop, topic=OPENING, stays=True, task=wait.task, name=name)

    def _stopped(self, path: Path) -> None:
        again = Step("places.reopen", partial(self.open, path))
        self._messages.tell(Level.INFO, "places.waiting.stopped", again, topic=OPENING, name=shown(path))

    def _failed_to_open(self, path: Path, then: Callable[[], object], error: Exception) -> bool:
        if isinstance(error, Stranger):
            self.places.arrive(path)
            return False
        return self.refused(path, error, then)

    def _use(self, then: Callable[[], object], notebook: Notebook) -> None:
        self._messages.withdraw(OPENING)
        self._leave()
        self.notebook = notebook
        self.operations = Operations(notebook, self)
        self.operations.failed.connect(self._failed)
        self.operations.saved.connect(lambda _: self._messages.withdraw(SAVING))
        notebook.author = self.settings.person(notebook.id)
        if not notebook.read_only or self.settings.knows(notebook.id, notebook.path):
            self._remember(notebook)
        self.opened.emit()
        then()

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
