"""A clock that a test moves."""

from __future__ import annotations

from datetime import datetime, timedelta


class Wall:
    """now: what it shows."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def wait(self, **period: float) -> None:
        """period: as timedelta takes it."""
        self.now += timedelta(**period)
