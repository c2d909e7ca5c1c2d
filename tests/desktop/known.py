"""Notebooks of tests are known to this machine, as those are that the program made: else they would be taken in."""

from __future__ import annotations

from pathlib import Path

from db.notebook import Notebook
from db.settings import Settings


def remember(path: Path) -> None:
    """This machine knows the notebook at path from now on; it is not the last one."""
    settings = Settings.load()
    last = settings.last
    with Notebook.open(path, read_only=True) as notebook:
        settings.remember(notebook.id, path)
    settings.last = last
    settings.save()
