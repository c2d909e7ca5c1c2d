"""Folders of notebooks by name: what is one, and how its name is read on screen."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Final

from db.lock import DATABASE

SUFFIX: Final = ".notebook"


def notebook_folder(path: Path) -> Path | None:
    """The notebook that path means: a folder, what is named as a notebook, or a notebook's database; else None."""
    if path.is_dir() or path.suffix == SUFFIX:
        return path
    return path.parent if path.name == DATABASE else None


def shown(path: Path) -> str:
    """The name of the notebook at path as it is read on screen: NFC, whatever the disk writes."""
    return unicodedata.normalize("NFC", path.name).removesuffix(SUFFIX)
