"""What a test makes the process open."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


class Opened:
    """What the process opened while watched, by the interpreter's own audit: it cannot be gone around in Python."""

    def __init__(self) -> None:
        self.watching = False
        self.seen: list[str] = []
        sys.addaudithook(self._hear)

    def _hear(self, event: str, details: tuple[Any, ...]) -> None:
        if not self.watching:
            return
        if (
            event in ("open", "os.listdir", "os.scandir")
            and details
            and isinstance(details[0], str | bytes | os.PathLike)
        ):
            self.seen.append(os.fsdecode(details[0]))
        elif event.startswith(("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.system", "urllib.")):
            self.seen.append(event)

    @contextmanager
    def watched(self) -> Iterator[None]:
        self.seen.clear()
        self.watching = True
        try:
            yield
        finally:
            self.watching = False

    def beyond(self, *folders: Path) -> list[str]:
        """What was opened outside folders; the program's own modules and libraries do not count."""
        code = [Path(place).resolve() for place in (*sys.path, sys.prefix, sys.base_prefix) if place]
        return [
            name
            for name in self.seen
            if not any(Path(name).resolve().is_relative_to(folder.resolve()) for folder in folders)
            and not (
                name.endswith((".py", ".pyc", ".so", ".pyd"))
                and any(Path(name).resolve().is_relative_to(place) for place in code)
            )
        ]
