"""Backs the open notebook up while it is written, in a thread of its own, and says so only where that fails."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from db.errors import KnownError
from db.frozen import dataclass
from desktop.backup_folders import backups_of
from desktop.messages import Level, Step
from desktop.operations import Pool, Task

if TYPE_CHECKING:
    from db.backup import Backups
    from db.manifest import Backup
    from db.notebook import Notebook
    from db.settings import Settings
    from desktop.messages import Messages
    from desktop.session import Session

FIRST_LOOK: Final = 20_000
"""ms after opening: what an end of the program could not back up is made up for."""

LOOK_EVERY: Final = 180_000
"""ms between two looks whether there is something to back up; the store decides whether it is time."""

MISSED: Final = timedelta(days=3)
"""How long a second folder may be away until the user is told."""

TOPIC, SECOND = "backup", "backup second"
"""Topics of the bands about the last backup, and about the second folder."""

BANDS: Final = {
    "errors.backup_unsound": "backup.band.unsound",
    "errors.damaged": "backup.band.unsound",
    "errors.disk_full": "backup.band.full",
}
SECOND_BANDS: Final = {"errors.disk_full": "backup.band.second_full"}


@dataclass(frozen=True, slots=True)
class Looked:
    """What one look brought. made: a new backup. trouble: why there is none. second: why the second folder lacks it."""

    made: Backup | None = None
    trouble: KnownError | None = None
    second: KnownError | None = None


class Keeper(QObject):
    """Takes a backup of the session's notebook now and then, while it is open and was changed.

    show: opens the dialog of backups. make: gives the backups. now: the clock, for what the user was told when.
    """

    def __init__(
        self,
        session: Session,
        messages: Messages,
        show: Callable[[], object],
        parent: QObject,
        make: Callable[[Settings], Backups] = backups_of,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__(parent)
        self._session, self._messages, self._show, self._make, self._now = session, messages, show, make, now
        self._pool: Pool | None = None
        self._task: Task | None = None
        self._left: Notebook | None = None
        self._told: set[str] = set()
        self.timer = QTimer(self)
        self.timer.timeout.connect(self.look)
        session.opened.connect(self._begin)
        session.closing.connect(self._stop)
        session.closed.connect(self._after_closing)
        if session.notebook is not None:
            self._begin()

    def look(self) -> Task | None:
        """Back up if it is time, in the pool; nothing where a look is under way or nothing can be written."""
        notebook = self._session.notebook
        self.timer.setInterval(LOOK_EVERY)
        if self._pool is None or self._task is not None or notebook is None:
            return None
        backups, path, name = self._make(self._session.settings), notebook.path, notebook.id
        self._task = self._pool.start(lambda _: look(backups, path, name))
        self._task.done.connect(self._tell)
        self._task.finished.connect(self._end)
        return self._task

    def _begin(self) -> None:
        notebook = self._session.notebook
        self._told = set()
        self._messages.withdraw(TOPIC)
        if notebook is not None and not notebook.read_only:
            self._pool = Pool(self)
            self.timer.start(FIRST_LOOK)

    def _stop(self) -> None:
        """The notebook is closed: a look under way is waited for, since closing would copy the same again."""
        self.timer.stop()
        self._left = self._session.notebook
        if self._pool is not None:
            self._pool.close()
            self._pool.deleteLater()
        self._pool = self._task = None

    def _after_closing(self) -> None:
        left, self._left = self._left, None
        if left is not None and left.backup_trouble is not None:
            self._tell_trouble(left.backup_trouble)

    def _end(self) -> None:
        self._task = None

    def _tell(self, looked: Looked) -> None:
        if looked.trouble is not None:
            self._tell_trouble(looked.trouble)
            return
        self._messages.withdraw(TOPIC)
        self._told -= {*BANDS.values(), "backup.band.failed"}
        if self._session.settings.second_backups is not None:
            self._watch_second(looked)

    def _tell_trouble(self, trouble: KnownError) -> None:
        key = BANDS.get(trouble.key, "backup.band.failed")
        self._once(key, TOPIC, Path(str(trouble.values.get("path", ""))))

    def _once(self, key: str, topic: str, path: Path) -> None:
        """Tell it, unless it was told already and has not gone right since."""
        if key not in self._told:
            self._told.add(key)
            step = Step("backup.band.show", self._show)
            self._messages.tell(Level.WARNING, key, step, topic=topic, path=path)

    def _watch_second(self, looked: Looked) -> None:
        """A stick that is away is nothing to tell at once; one that is full is."""
        settings, now = self._session.settings, self._now()
        if looked.second is None:
            self._messages.withdraw(SECOND)
            self._told -= {*SECOND_BANDS.values(), "backup.band.second_failed"}
            reached = _instant(settings.second_reached)
            if looked.made is not None or reached is None or now - reached > timedelta(hours=1):
                self._remember(reached=now)
        elif looked.second.key != "errors.missing":
            key = SECOND_BANDS.get(looked.second.key, "backup.band.second_failed")
            self._once(key, SECOND, settings.second_backups or Path())
        else:
            since = max(filter(None, map(_instant, (settings.second_reached, settings.second_told))), default=None)
            if since is None or now - since > MISSED:
                self._remember(told=now)
            if since is not None and now - since > MISSED:
                step = Step("backup.band.show", self._show)
                days = (now - (_instant(settings.second_reached) or since)).days
                self._messages.tell(Level.INFO, "backup.band.second_missing", step, topic=SECOND, days=days)

    def _remember(self, *, reached: datetime | None = None, told: datetime | None = None) -> None:
        settings = self._session.settings
        if reached is not None:
            settings.second_reached = reached.isoformat(timespec="seconds")
        if told is not None:
            settings.second_told = told.isoformat(timespec="seconds")
        try:
            settings.save()
        except KnownError as error:
            self._messages.error(error, topic="settings")


def look(backups: Backups, path: Path, notebook: str) -> Looked:
    """Back up the notebook at path if it is time; the second folder gets the newest backup when it is there again."""
    try:
        made = backups.take_if_changed(path)
        newest = made or next(iter(backups.of(notebook)), None)
        if made is None and newest is not None:
            backups.copy_to_second(newest)
    except KnownError as error:
        return Looked(trouble=error)
    return Looked(made, None, backups.second_trouble)


def _instant(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
