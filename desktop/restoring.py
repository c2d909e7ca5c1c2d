"""Brings backups back for the window, in a thread of its own; makes one now, and chooses the second folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from db.errors import KnownError
from db.lock import DATABASE
from desktop.backup_folders import backups_of
from desktop.backup_looks import BackupLooks
from desktop.dialogs.backups import BackupsDialog
from desktop.messages import Level, Step
from desktop.models.backup_words import counted
from desktop.models.backups import DAMAGED, State, Target, bring_to_second
from desktop.operations import Pool, Task
from desktop.performed import Performed
from desktop.window_state import WindowState

if TYPE_CHECKING:
    from db.backup import Backups
    from db.manifest import Backup
    from db.notebook import Notebook
    from db.restore import Replaced, Restored
    from desktop.frame import Frame
    from desktop.messages import Messages
    from desktop.session import Session
    from desktop.undoing import Taken
    from exporters.base import Progress
    from resources import Sentences

TOPIC = "restore"
PATIENCE = 0.05
"""Seconds that the window waits for the dialog's thread; a longer look into a backup ends by itself."""
NAME = "backups"


class Restoring(QObject):
    """One dialog of backups, from its opening to the end of what it began."""

    def __init__(self, window: QWidget, frame: Frame, session: Session, messages: Messages, name: str) -> None:
        """window: what the dialog lies over. frame: the same. name: of the backup to begin with, or nothing."""
        super().__init__(window)
        self._frame, self._session, self._messages, self._sentences = frame, session, messages, frame.sentences
        self._state = WindowState(session.settings.folder / "window.ini")
        self._pool = Pool(self)
        self._working = False
        self._over = False
        self.dialog = BackupsDialog(frame.theme, frame.sentences, date.today(), self._state.dialog_size(NAME), window)
        self._looks = BackupLooks(self.dialog, session, self._start, name)
        self._connect()

    def begin(self, path: Path | None) -> None:
        """Show the dialog; see show_backups."""
        self._looks.begin(path)
        self.dialog.open()

    def _connect(self) -> None:
        dialog = self.dialog
        dialog.restore_requested.connect(self._restore)
        dialog.beside_requested.connect(self._make)
        dialog.backup_requested.connect(self._back_up)
        dialog.second_requested.connect(self._set_second)
        dialog.finished.connect(self._finish)

    def _backups(self) -> Backups:
        return backups_of(self._session.settings)

    def _start(self, work: Callable[[Progress], object]) -> Task:
        """Run work in the dialog's own thread; a fault of it is told."""
        task = self._pool.start(work)
        task.failed.connect(self._failed)
        return task

    # the ways back

    def _restore(self) -> None:
        target, chosen = self.dialog.target, self.dialog.chosen
        if target is None or chosen is None:
            return
        if target.state is State.GONE:
            self._make(target.path)
        elif target.state is State.DAMAGED:
            self._replace(target, chosen.backup)
        else:
            self._unite(target, chosen.backup)

    def _unite(self, target: Target, backup: Backup) -> None:
        """Through the open notebook's operations, so that every page shows what came back."""
        session = self._session
        if target.state is not State.THERE:
            self._unite_open(backup)
        elif not session.open(target.path, partial(self._unite_open, backup)) and session.wait is None:
            self.dialog.refuse(self._sentences("backup.refuse.not_opened"))

    def _unite_open(self, backup: Backup) -> None:
        session, backups = self._session, self._backups()
        notebook, operations = session.notebook, session.operations
        if notebook is None or operations is None:
            return
        if not self._settled():
            return
        task = operations.start(lambda progress: restore_into(notebook, backup, backups, progress))
        self._working = True
        session.closed.connect(self._worked)  # the answer of a task that closing ended is heard by nobody
        task.done.connect(self._united)
        task.failed.connect(self._failed)
        task.finished.connect(self._worked)
        self._follow(task, "backup.busy.restore")

    def _united(self, answer: tuple[Restored, str]) -> None:
        restored, before = answer
        operations, changes = self._session.operations, restored.changes
        self.dialog.accept()
        if operations is not None:
            operations.announce(changes)
            operations.undo.taken.connect(partial(withdraw_when_undone, self._messages, restored.added))
            operations.perform(Performed(replace(changes, revisions=restored.added), (), "brought_back"))
        steps = []
        if restored.added and operations is not None:
            steps.append(Step("backup.band.undo", partial(operations.take_back, restored.added)))
        if before:
            steps.append(Step("backup.band.before", partial(self._frame.show_backups, None, before)))
        if not changes and not restored.pictures:
            self._messages.tell(Level.INFO, "backup.band.nothing_new", topic=TOPIC)
            return
        words = counted({kind: len(ids) for kind, ids in changes.objects.items()}, self._sentences)
        pictures = self._sentences("backup.pictures", count=restored.pictures) if restored.pictures else ""
        words = " · ".join(filter(None, (words, pictures)))
        self._messages.tell(Level.INFO, "backup.band.restored", *steps, topic=TOPIC, words=words)

    def _make(self, path: Path) -> None:
        """Make a notebook of the chosen backup at path, and open it."""
        from db.restore import restore_as

        chosen = self.dialog.chosen
        if chosen is None:
            return
        backup = chosen.backup
        task = self._start(lambda progress: restore_as(backup, path, progress))
        task.done.connect(lambda _: self._made(path, backup))
        self._follow(task, "backup.busy.make")

    def _made(self, path: Path, backup: Backup) -> None:
        self.dialog.accept()
        self._session.settings.remember(backup.notebook, path)
        words = counted(backup.counts, self._sentences)
        told = partial(self._messages.tell, Level.INFO, "backup.band.made", topic=TOPIC, name=path.name, words=words)
        self._session.open(path, told)

    def _replace(self, target: Target, backup: Backup) -> None:
        from db.restore import replace_damaged

        task = self._start(lambda _: replace_damaged(target.path, backup, datetime.now()))
        task.done.connect(partial(self._replaced, target))
        self.dialog.working.stop.setVisible(False)  # half of it would leave no notebook in its place
        self._follow(task, "backup.busy.replace")

    def _replaced(self, target: Target, replaced: Replaced) -> None:
        self.dialog.accept()
        self._session.settings.remember(target.notebook, target.path)
        name, count = replaced.aside.name, replaced.salvaged
        told = partial(self._messages.tell, Level.INFO, "backup.band.replaced", topic=TOPIC, name=name, count=count)
        self._session.open(target.path, told)

    # a backup now, and the second folder

    def _back_up(self) -> None:
        target, backups = self.dialog.target, self._backups()
        if target is None or not self._settled():
            return
        task = self._start(lambda _: backups.take(target.path))
        task.done.connect(lambda backup: self._made_one(target, backup.name, backups.second_trouble))
        self._follow(task, "backup.busy.backup")

    def _made_one(self, target: Target, name: str, trouble: KnownError | None) -> None:
        """A backup was made, or brought to the second folder. trouble: why the second folder lacks it."""
        reason = ""
        if trouble is not None and trouble.key != "errors.missing":
            reason = self._sentences("backup.refuse.second", reason=self._told(trouble))
        self._looks.read_again(target, name, reason)

    def _set_second(self, folder: Path | None) -> None:
        """Use folder as the second folder, and bring the newest backup there at once."""
        settings, backups = self._session.settings, self._backups()
        if folder is not None and ((folder / DATABASE).exists() or folder.resolve().is_relative_to(backups.root)):
            self.dialog.refuse(self._sentences("backup.refuse.folder"))
            return
        settings.second_backups = _own(folder, self._sentences) if folder is not None else None
        settings.second_reached = settings.second_told = ""
        try:
            settings.save()
        except KnownError as error:
            self._failed(error)
            return
        target, row, backups = self.dialog.target, self.dialog.rows.row, self._backups()
        name = row.backup.name if row is not None and row.backup is not None else ""
        task = self._start(lambda _: bring_to_second(backups, target.notebook if target else ""))
        if target is not None:
            task.done.connect(lambda trouble: self._made_one(target, name, trouble))
        else:
            task.done.connect(lambda _: self._looks.show_second())
        self._follow(task, "backup.busy.second")

    # ends

    def _settled(self) -> bool:
        """What is being written becomes revisions first; where that fails it is said."""
        self._frame.leave()
        notebook, operations = self._session.notebook, self._session.operations
        if notebook is None or operations is None or notebook.read_only:
            return True
        try:
            operations.commit_drafts()
        except KnownError as error:
            self.dialog.refuse(self._told(error))
            return False
        return True

    def _follow(self, task: Task, key: str) -> None:
        if self.dialog.isVisible():
            self.dialog.follow(task, key)

    def _failed(self, error: Exception) -> None:
        self._working = False
        if not isinstance(error, KnownError):
            self.dialog.reject()
            raise error
        notebook = self._session.notebook
        if notebook is not None and error.key in DAMAGED and Path(str(error.values.get("path"))) == notebook.path:
            path = notebook.path
            self._session.close()  # the dialog ends with it; it comes again, with the way for a damaged notebook
            self._frame.show_backups(path)
        elif self.dialog.isVisible():
            self.dialog.refuse(self._told(error))
        else:
            self._messages.error(error, topic=TOPIC)

    def _told(self, error: KnownError) -> str:
        return self._sentences(error.key, **error.values)

    def _worked(self) -> None:
        self._working = False
        self._finish()

    def _finish(self) -> None:
        """The dialog is closed: what it began and cannot take back goes on, and its thread ends after that."""
        if self.dialog.isVisible() or self._over or self._working:
            return
        self._over = True
        self._looks.end()
        self._state.keep_dialog_size(NAME, self.dialog.size())
        idle = Event()
        last = self._pool.start(lambda _: idle.set())
        if idle.wait(PATIENCE):
            self._end()
        else:
            last.finished.connect(self._end)

    def _end(self) -> None:
        self._pool.close()
        self.dialog.deleteLater()
        self.deleteLater()


def show_backups(
    window: QWidget, frame: Frame, session: Session, messages: Messages, path: Path | None = None, name: str = ""
) -> None:
    """Show the backups: of the open notebook, of the one that is or was at path, or of all notebooks.

    window: what the dialog lies over. frame: the same. name: of a backup to begin with.
    """
    shown = next((dialog for dialog in window.findChildren(BackupsDialog) if dialog.isVisible()), None)
    if shown is not None:
        shown.activateWindow()
        return
    frame.leave()  # what is being written belongs to what is compared and backed up
    Restoring(window, frame, session, messages, name).begin(path)


def restore_into(notebook: Notebook, backup: Backup, backups: Backups, progress: Progress) -> tuple[Restored, str]:
    """Bring backup back into the open notebook; also answers the name of the backup of before, or nothing."""
    from db.restore import restore_into as restore

    progress(0, 0)
    restored = restore(notebook, backup, backups, progress)
    newest = next(iter(backups.of(notebook.id)), None)
    return restored, newest.name if newest is not None else ""


def withdraw_when_undone(messages: Messages, added: tuple[str, ...], taken: Taken) -> None:
    """Take the band about a restore away when just that was taken back, by the band's button or by Ctrl+Z."""
    if taken.of == added:
        messages.withdraw(TOPIC)


def _own(folder: Path, sentences: Sentences) -> Path:
    """A folder of the program's own in the one that was chosen, so that a stick stays tidy."""
    name = sentences("backup.second.folder")
    return folder if folder.name == name else folder / name
