"""Verified rolling backups, in the user's data folder by notebook id, so that they survive the notebook."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, Self

from db.errors import KnownError
from db.ids import is_id
from db.lock import DATABASE
from db.manifest import Backup, hash_of_file, name_of, read_manifest, taken_at, write_manifest
from db.opening import Opened, inspect, open_checked, tidy, writable
from db.partial import hidden, into_place, partial, sync_file
from db.place import is_shared
from db.settings import Settings, data_home
from db.snapshot import Content, copy_database, copy_pictures, mark_of, pictures_in
from db.thinning import kept
from db.trouble import named

ASKED, CLOSE, TIMER, UPGRADE, RESTORE, MERGE = "asked", "close", "timer", "upgrade", "restore", "merge"
EVERY: Final = timedelta(minutes=30)
"""How often a notebook that is being changed is backed up."""


class Backups:
    """The backups of all notebooks of this user.

    root: one folder for each notebook's id, with its pictures once and a folder for each backup. second: another such
    folder, perhaps on another disk, or None; it takes a copy of each backup. now: the clock.
    """

    def __init__(
        self, root: Path, second: Path | None = None, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self.root = root
        self.second = second
        self._now = now
        self.second_trouble: KnownError | None = None
        """Why the last backup did not reach the second folder, or None."""

    @classmethod
    def of_user(cls, settings: Settings | None = None) -> Self:
        """Those in the user's data folder, and in the second folder that the settings name."""
        return cls(data_home() / "backups", (settings or Settings.load()).second_backups)

    def take(self, path: Path, reason: str = ASKED) -> Backup:
        """Back up the notebook at path, verified, whole or not at all; older backups are thinned.

        May run in any thread while the notebook is open and written. Raises KnownError: `errors.backup_unsound` where
        the notebook is damaged, what keeps it from being opened, and storage trouble of the first folder.
        """
        opened = _opened(path)
        try:
            return self._take(opened, path, reason)
        finally:
            _closed(opened, path)

    def take_if_changed(self, path: Path, reason: str = TIMER, every: timedelta = EVERY) -> Backup | None:
        """As take, where the notebook has changed since its last backup and that is at least every old; else None.

        Made for a timer: a call that finds nothing to do takes milliseconds.
        """
        opened = _opened(path)
        try:
            last = next(iter(self.of(opened.notebook)), None)
            if last is not None:
                with named(path):
                    unchanged = last.mark == mark_of(opened.connection)
                if unchanged or abs(self._now() - last.taken) < every:
                    return None
            return self._take(opened, path, reason)
        finally:
            _closed(opened, path)

    def of(self, notebook: str) -> tuple[Backup, ...]:
        """The backups of the notebook with this id, newest first; the second folder adds what the first lacks."""
        found: dict[str, Backup] = {}
        for root in self._roots():
            for folder in _folders(root / notebook):
                backup = read_manifest(folder)
                if backup is not None and backup.notebook == notebook:
                    found.setdefault(backup.name, backup)
        return tuple(found[name] for name in sorted(found, reverse=True))

    def newest(self) -> tuple[Backup, ...]:
        """The newest backup of each notebook that has one, the newest of all first."""
        found = [each[0] for each in map(self.of, self._notebooks()) if each]
        return tuple(sorted(found, key=lambda backup: backup.taken, reverse=True))

    def copies(self, backup: Backup) -> tuple[Backup, ...]:
        """backup as it stands in each folder that has it, the first folder first."""
        found = (read_manifest(root / backup.notebook / backup.name) for root in self._roots())
        return tuple(each for each in found if each is not None)

    def spoilt(self, notebook: str) -> tuple[datetime, ...]:
        """When backups of the notebook with this id were made that are no longer whole in any folder, newest first."""
        names = {folder.name for root in self._roots() for folder in _folders(root / notebook)}
        moments = map(taken_at, names - {backup.name for backup in self.of(notebook)})
        return tuple(sorted((moment for moment in moments if moment is not None), reverse=True))

    def matching(self, wanted: str) -> tuple[Backup, ...]:
        """The newest backup of each notebook that wanted names: by its path now or once, its title, or its id.

        A path, a title and a whole id are taken exactly; only where none matches, as the beginning of an id.
        """
        given = [each for each in map(self.of, self._notebooks()) if each]
        real = os.path.realpath(wanted) if wanted else ""
        exact = [
            each
            for each in given
            if any(wanted in (one.title, one.notebook) or real == os.path.realpath(one.path) for one in each)
        ]
        found = exact or [each for each in given if wanted and each[0].notebook.startswith(wanted.lower())]
        return tuple(each[0] for each in found)

    def copy_to_second(self, backup: Backup) -> None:
        """Copy backup into the second folder, where it is not there yet; see second_trouble."""
        self.second_trouble = None
        if self.second is None or read_manifest(self.second / backup.notebook / backup.name) is not None:
            return
        opened = open_checked(backup.folder, live=False)
        with closing(opened), named(backup.folder):
            pictures = pictures_in(opened.connection, current=opened.current)
        self._copy_to_second(backup, pictures)

    def _take(self, opened: Opened, path: Path, reason: str) -> Backup:
        place = self.root / opened.notebook
        with named(place), _made_in(place) as made:
            content = copy_database(opened, path, made)
            missing = copy_pictures(content.pictures, path, place)
            title = content.title if content.title is not None else self._last_title(opened.notebook)
            backup = self._described(opened, path, reason, content, made)
            backup = replace(backup, title=title, missing=missing)
            write_manifest(backup, made)
            into_place(made, backup.folder)
        self._thin(place)
        self._copy_to_second(backup, content.pictures)
        return backup

    def _described(self, opened: Opened, path: Path, reason: str, content: Content, made: Path) -> Backup:
        taken = self._now().astimezone(UTC)
        taken = taken.replace(microsecond=taken.microsecond // 1000 * 1000)
        place = self.root / opened.notebook
        while (place / name_of(taken)).exists():
            taken += timedelta(milliseconds=1)
        file = made / DATABASE
        return Backup(
            place / name_of(taken),
            opened.notebook,
            path.resolve(),
            "",
            taken,
            reason,
            content.revisions,
            content.counts,
            (),
            content.mark,
            file.stat().st_size,
            hash_of_file(file),
            content.last,
        )

    def _copy_to_second(self, backup: Backup, pictures: tuple[str, ...]) -> None:
        """A second folder that is not there (a stick, say) is no failure: the trouble is kept to be told."""
        self.second_trouble = None
        if self.second is None:
            return
        place = self.second / backup.notebook
        try:
            with named(self.second):
                if not self.second.is_dir():
                    raise KnownError("errors.missing", path=self.second)
                with _made_in(place) as made:
                    shutil.copyfile(backup.database, made / DATABASE)
                    sync_file(made / DATABASE)
                    if hash_of_file(made / DATABASE) != backup.sha256:
                        raise KnownError("errors.disk_trouble", path=self.second)
                    copy_pictures(pictures, backup.folder.parent, place)
                    write_manifest(backup, made)
                    _make_room(place, backup.name)
                    into_place(made, place / backup.name)
                self._thin(place)
        except KnownError as error:
            self.second_trouble = error

    def _thin(self, place: Path) -> None:
        """Remove what has grown old. Pictures stay: newer backups name them too, for revisions are only added."""
        given = {backup.taken: backup for backup in map(read_manifest, _folders(place)) if backup is not None}
        for taken in given.keys() - kept(given, self._now()):
            with suppress(OSError):
                _make_room(place, given[taken].name)

    def _last_title(self, notebook: str) -> str:
        return next((backup.title for backup in self.of(notebook)), "")

    def _roots(self) -> tuple[Path, ...]:
        return (self.root,) if self.second is None else (self.root, self.second)

    def _notebooks(self) -> list[str]:
        names = {folder.name for root in self._roots() for folder in _folders(root)}
        return sorted(name for name in names if is_id(name))


def _opened(path: Path) -> Opened:
    """A checked reading connection of its own."""
    path = Path(path).absolute()
    live = writable(path) and not is_shared(path)
    inspect(path, live=live)
    opened = open_checked(path, live=live)
    if not is_id(opened.notebook):  # it names a folder, and a foreign notebook may say anything
        opened.close()
        raise KnownError("errors.damaged", path=path)
    return opened


def _closed(opened: Opened, path: Path) -> None:
    opened.close()
    if opened.live:
        tidy(path, empty_only=True)


@contextmanager
def _made_in(place: Path) -> Iterator[Path]:
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    with partial(place) as folder:
        folder.mkdir(mode=0o700)
        yield folder


def _make_room(place: Path, name: str) -> None:
    """Remove the backup called name from place; renamed first, so that none is ever listed half. Raises OSError."""
    if os.path.lexists(place / name):
        gone = hidden(place)
        (place / name).rename(gone)
        shutil.rmtree(gone, ignore_errors=True)


def _folders(folder: Path) -> list[Path]:
    try:
        return [each for each in folder.iterdir() if each.is_dir() and not each.name.startswith(".")]
    except OSError:
        return []


def back_up_quietly(path: Path, reason: str) -> KnownError | None:
    """Back up the notebook at path if it has changed; what kept it from being backed up is answered, not raised."""
    try:
        Backups.of_user().take_if_changed(path, reason, timedelta())
    except KnownError as error:
        return error
    return None
