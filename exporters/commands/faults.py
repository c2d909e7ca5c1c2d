"""Where a fault of the program is written down for its developers."""

from __future__ import annotations

import sys
import traceback
from pathlib import Path

from db.settings import home


def write_fault(error: Exception) -> Path:
    """The file in which a fault was written down: its frames, never its message, which may quote text."""
    folder = home()
    lines = [f"{sys.platform} {sys.version.split()[0]} {type(error).__name__}"]
    lines += [
        f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / "faults.log"
    with log.open("a", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    return log
