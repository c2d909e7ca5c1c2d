"""The backups of this user, and whether there are any, before a notebook is open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from db.settings import data_home

if TYPE_CHECKING:
    from db.backup import Backups
    from db.settings import Settings


def backups_of(settings: Settings) -> Backups:
    """The backups of this user."""
    from db.backup import Backups

    return Backups.of_user(settings)


def any_backups() -> bool:
    """Whether there is a folder with backups; only a glance, for the first page."""
    folder = data_home() / "backups"
    return folder.is_dir() and any(folder.iterdir())


def has_backups(settings: Settings, path: Path) -> bool:
    """Whether there are backups of the notebook that was at path."""
    return bool(backups_of(settings).matching(str(path)))
