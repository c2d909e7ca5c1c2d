"""What all measurements share: the best of several runs, and one line a figure."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from db.notebook import Notebook
from db.settings import Settings


def best(call: Callable[[], object], times: int = 5) -> float:
    """Seconds of the fastest of `times` runs; the fastest is the least disturbed by the machine."""
    return min(_seconds(call) for _ in range(times))


def tell(what: str, seconds: float, more: str = "") -> None:
    """Print one figure."""
    print(f"{what:<44}{seconds * 1000:>9.0f} ms  {more}".rstrip())


def know(path: Path) -> None:
    """This machine knows the notebook at path: the window opens it where it lies instead of taking it in."""
    settings = Settings.load()
    with Notebook.open(path, read_only=True) as notebook:
        settings.remember(notebook.id, path)
    settings.save()


def _seconds(call: Callable[[], object]) -> float:
    begin = time.perf_counter()
    call()
    return time.perf_counter() - begin
