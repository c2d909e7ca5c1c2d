"""Finds what the dialog of backups shows, in the dialog's thread: notebooks, their backups, and what is in each."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.backup_folders import backups_of
from desktop.models.backups import Examined, Row, State, Target, examine, is_whole, listing, second_of, targets

if TYPE_CHECKING:
    from db.backup import Backups
    from desktop.dialogs.backups import BackupsDialog
    from desktop.models.backups import Listing
    from desktop.operations import Task
    from desktop.session import Session
    from exporters.base import Progress


class BackupLooks(QObject):
    """start: runs work in the dialog's thread. name: of the backup to begin with, or nothing for the newest.

    The backup that stays chosen is looked into at once, the others one after another, so that a damaged one is seen
    before it is chosen.
    """

    def __init__(
        self, dialog: BackupsDialog, session: Session, start: Callable[[Callable[[Progress], object]], Task], name: str
    ) -> None:
        super().__init__(dialog)
        self._dialog, self._session, self._start, self._name = dialog, session, start, name
        self._rows: tuple[Row, ...] = ()
        self._checked: set[str] = set()
        self._looking: Task | None = None
        self._reason = ""
        self._over = False
        dialog.target_chosen.connect(self.read)
        dialog.row_chosen.connect(self._look)

    def begin(self, path: Path | None) -> None:
        """Find the notebooks. path: where the one that is meant is or was; else it is the open one."""
        backups, known, opened = self._backups(), dict(self._session.settings.known), self._opened()
        self._start(lambda _: targets(backups, known, opened, path)).done.connect(self._begun)

    def read(self, target: Target, name: str = "") -> None:
        """Read which backups target has. name: of the one to choose."""
        backups, chosen = self._backups(), name or self._name
        self._name = ""
        self._checked.clear()
        self._start(lambda _: listing(backups, target.notebook)).done.connect(partial(self._listed, target, chosen))

    def read_again(self, target: Target, name: str, reason: str = "") -> None:
        """The same after something was made. reason: what is said beside the new list."""
        self._dialog.forget_examined()
        self._reason = reason
        self.read(target, name)

    def show_second(self) -> None:
        """The second folder alone, where there is no list."""
        settings = self._session.settings
        task = self._start(lambda _: second_of(settings.second_backups, ()))
        task.done.connect(lambda second: self._dialog.show_second(second, settings.second_reached))

    def end(self) -> None:
        """Nothing more is looked into."""
        self._over = True

    def _backups(self) -> Backups:
        return backups_of(self._session.settings)

    def _opened(self) -> Target | None:
        notebook = self._session.notebook
        if notebook is None:
            return None
        tour = notebook.reader.tour()
        title = tour.title if tour else ""
        return Target(notebook.id, title, notebook.path, State.OPEN, reading=notebook.read_only)

    def _begun(self, found: tuple[Target, ...]) -> None:
        self._dialog.show_targets(found)
        if not found:
            self.show_second()

    def _listed(self, target: Target, name: str, found: Listing) -> None:
        if target != self._dialog.target:
            return
        self._rows = found.rows
        self._dialog.show_listing(found, name)
        self._dialog.show_second(found.second, self._session.settings.second_reached)
        self._dialog.refuse(self._reason)
        self._reason = ""

    def _look(self, row: Row) -> None:
        """Look into the chosen backup; a look that has not begun into one that is no longer chosen is left out."""
        target, backup, backups = self._dialog.target, row.backup, self._backups()
        if target is None or backup is None:
            return
        if self._looking is not None:
            self._looking.cancel()
        notebook = self._session.notebook if target.state is State.OPEN else None

        def work(progress: Progress) -> Examined:
            progress(0, 0)
            return examine(backups, backup, target, notebook)

        self._looking = self._start(work)
        self._looking.done.connect(partial(self._looked, self._looking, backup.name))

    def _looked(self, task: Task, name: str, examined: Examined) -> None:
        self._checked.add(name)
        self._dialog.show_examined(name, examined)
        if task is self._looking:
            self._looking = None
            self._check_next()

    def _check_next(self) -> None:
        backups = self._backups()
        for row in self._rows:
            backup = row.backup
            if backup is not None and backup.name not in self._checked and not self._over:
                self._checked.add(backup.name)
                task = self._start(lambda _, backup=backup: is_whole(backups, backup))  # type: ignore[misc]
                task.done.connect(partial(self._check, backup.name))
                return

    def _check(self, name: str, whole: bool) -> None:
        if not whole:
            self._dialog.model.mark_broken(name)
        if self._looking is None:
            self._check_next()
