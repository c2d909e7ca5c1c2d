"""Opening a notebook that is only to be read: as it stands, or a private copy where it is of another version."""

from __future__ import annotations

from pathlib import Path

from db.errors import NotReadyError
from db.opening import Opened, has_log, open_checked
from db.progress import Progress, unseen
from db.schema import SCHEMA_VERSION


def open_to_read(path: Path, version: int, *, live: bool, at_once: bool = False, progress: Progress = unseen) -> Opened:
    """The notebook at path as this program reads it.

    version: as db.opening.inspect found it. live: as in open_checked. at_once, progress: as in Notebook.open.
    """
    if version > SCHEMA_VERSION:
        if at_once:
            raise NotReadyError("newer")
        from db.upgrading import copy_of_newer

        return copy_of_newer(path, live=live, progress=progress)
    if at_once and not live and has_log(path):
        raise NotReadyError("copy")
    opened = open_checked(path, live=live)
    if opened.ready:
        return opened
    if at_once:
        opened.require_ready()
    from db.upgrading import copy_of_older

    return copy_of_older(opened, path, progress)
