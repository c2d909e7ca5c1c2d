"""Folders of notebooks and files of bundles: what is one, and how its name is read on screen."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Final

from db.lock import DATABASE

SUFFIX: Final = ".notebook"


def notebook_folder(path: Path) -> Path | None:
    """The notebook that path means: a folder, what is named as a notebook, or a notebook's database; else None."""
    if path.suffix == SUFFIX:
        return path
    if path.is_dir():
        return None if not (path / DATABASE).exists() and bundles_in(path) else path
    return path.parent if path.name == DATABASE else None


def bundles_in(path: Path) -> tuple[Path, ...]:
    """The bundles that path means: itself, or those that lie in it, by name; none where it cannot be read."""
    from db.bundle import SUFFIX as BUNDLE

    try:
        if path.is_dir():
            named = sorted(path.iterdir(), key=lambda file: (file.stem, file.suffix))  # a.brief before a(1).brief
            return tuple(file for file in named if file.is_file() and bundles_in(file))
    except OSError:
        return ()
    return (path,) if path.suffix.lower() == BUNDLE or _is_renamed(path) or _holds_bundles(path) else ()


def _is_renamed(path: Path) -> bool:
    """Whether it is a bundle that a messenger calls a zip: its first member says so (APPNOTE 4.3.7)."""
    from db.bundle import MEDIA_TYPE

    if path.suffix.lower() != ".zip":
        return False
    try:
        with path.open("rb") as file:
            return file.read(38 + len(MEDIA_TYPE))[30:] == b"mimetype" + MEDIA_TYPE.encode()
    except OSError:
        return False


def _holds_bundles(path: Path) -> bool:
    if path.suffix.lower() != ".zip":
        return False
    from db.collected import holds_bundles

    return holds_bundles(path)


def shown(path: Path) -> str:
    """The name of the notebook at path as it is read on screen: NFC, whatever the disk writes."""
    return unicodedata.normalize("NFC", path.name).removesuffix(SUFFIX)
