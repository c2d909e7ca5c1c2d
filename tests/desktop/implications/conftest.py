"""The window of a coordinator on the tour of tests.desktop.day."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.desktop.day.conftest import Desk, desk_of, make_window, path

__all__ = ["desk_of", "make_window", "path"]


@pytest.fixture
def desk(desk_of: Callable[..., Desk]) -> Desk:
    made = desk_of("p3")
    made.window.go("implications")
    return made
