"""Opening a notebook as this program needs it: brought up to date to be written, or as it is to be read."""

from __future__ import annotations

from pathlib import Path

from db.errors import KnownError, NotReadyError
from db.lock import DATABASE, Lock
from db.opening import Opened, has_log, inspect, open_checked, writable
from db.place import is_shared
from db.private import sweep
from db.progress import Progress
from db.schema import SCHEMA_VERSION


def open_to_read(path: Path, *, at_once: bool, progress: Progress) -> Opened:
    """The notebook at path as it stands; where it is of another version, a private copy that this program can read.

    at_once, progress, and what is raised: as in Notebook.open.
    """
    live = writable(path) and not is_shared(path)
    if inspect(path, live=live) > SCHEMA_VERSION:
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


def open_to_write(path: Path, program: str, *, at_once: bool, progress: Progress) -> tuple[Opened, Lock]:
    """The notebook at path, locked for program, and brought up to date where it is an older program's.

    at_once, progress, and what is raised: as in Notebook.open.
    """
    shared = is_shared(path)
    can_write = writable(path) and not shared
    if inspect(path, live=can_write) > SCHEMA_VERSION:
        raise KnownError("errors.newer", path=path)
    if not can_write:
        raise KnownError("errors.shared_place" if shared else "errors.read_only", path=path)
    lock = Lock(path, program)
    sweep()
    try:
        opened = open_checked(path, live=True)
        if at_once:
            opened.require_ready()
        return (opened if opened.ready else _up_to_date(path, opened, progress)), lock
    except BaseException:
        lock.release()
        raise


def _up_to_date(path: Path, opened: Opened, progress: Progress) -> Opened:
    from db.upgrading import back_up, bring_up

    opened.close()
    progress(0, 0)
    back_up(path, opened)
    progress(0, 0)
    bring_up(path / DATABASE, path, opened, progress)
    return open_checked(path, live=True)
