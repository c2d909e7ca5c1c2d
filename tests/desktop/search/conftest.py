"""The desk of the tests of undo."""

from __future__ import annotations

from tests.desktop.undo.conftest import desk, make_window, tour_path

__all__ = ["desk", "make_window", "tour_path"]
