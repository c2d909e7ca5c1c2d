"""What reports keep in the user's cache folder to be quicker the next time goes when nobody asked for it for long."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path


def forget_old(folder: Path, seconds: float) -> None:
    """Remove the files of a folder that were touched no more for so long. Raises OSError where it cannot be read."""
    limit = time.time() - seconds
    for each in folder.iterdir():
        with suppress(OSError):
            if each.stat().st_mtime < limit:
                each.unlink()
