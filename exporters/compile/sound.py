"""Whether a stored picture still is what it is named by: read whole once, and again only when its file was changed.

To read all photos at every report would take longer than their pages. What was found is noted in the user's cache
folder with all that a change of a file moves; without the folder, each report reads them.
"""

from __future__ import annotations

import hashlib
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from db import blobs
from db.settings import cache_home
from exporters.caching import forget_old

_SETTLED: Final = 2_000_000_000
"""Nanoseconds for which a file has to be unchanged: times of files go in steps, and a step hides what changes in it."""
_DAY: Final = 86_400
_KEPT: Final = 90 * _DAY
"""Seconds for which a note is kept."""


def folder() -> Path:
    """Where it is noted."""
    return cache_home() / "sound"


def is_sound(path: Path, sha256: str) -> bool:
    """Whether the picture at path, a blob of this name, holds the bytes that it is named by."""
    stamp = _stamp(path)
    note = folder() / hashlib.blake2b(f"{path} {sha256}".encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()
    with suppress(OSError, ValueError):
        if stamp and note.read_text(encoding="ascii") == stamp:
            return True
    if not blobs.is_unchanged(path, sha256):
        return False
    if stamp and _stamp(path) == stamp:
        with suppress(OSError):
            _note(note, stamp)
    return True


def _stamp(path: Path) -> str:
    """What tells whether the file was changed; empty where nothing does, or not yet."""
    try:
        found = path.stat()
    except OSError:
        return ""
    changed = max(found.st_mtime_ns, found.st_ctime_ns)
    if not 0 <= time.time_ns() - changed > _SETTLED:
        return ""
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}"


def _note(note: Path, stamp: str) -> None:
    note.parent.mkdir(parents=True, exist_ok=True)
    if time.time() - note.parent.stat().st_mtime > _DAY:
        forget_old(note.parent, _KEPT)
    note.write_text(stamp, encoding="ascii")  # half a note matches no stamp
