"""How long work says how far it is, and how it is stopped."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called with (done, total), total 0 while it is not known; what it raises, such as Cancelled, ends the work."""


def unseen(done: int, total: int) -> None:
    """Progress that nobody watches."""
