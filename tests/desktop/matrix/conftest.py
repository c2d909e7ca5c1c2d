"""The windows of several people on the tour of tests.desktop.day."""

from __future__ import annotations

from tests.desktop.day.conftest import desk, desk_of, make_window, path

__all__ = ["desk", "desk_of", "make_window", "path"]
