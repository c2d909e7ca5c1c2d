"""What is read after the start is there, is found, and takes no more than a moment each time."""

from __future__ import annotations

import sys
from importlib.util import find_spec

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop import warming
from desktop.warming import MODULES, Warming


@pytest.mark.parametrize("name", MODULES)
def test_each_is_there(name: str) -> None:
    assert find_spec(name) is not None


def test_none_is_read_twice() -> None:
    assert len(set(MODULES)) == len(MODULES)


def test_all_are_read_one_after_the_other_and_then_it_is_gone(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warming, "QUIET", 1)
    monkeypatch.setattr(warming, "EVERY", 1)
    parent = QObject()
    made = Warming(parent)
    gone: list[Warming] = []
    made.destroyed.connect(lambda: gone.append(made))
    assert made.left == list(MODULES)
    qtbot.waitUntil(lambda: bool(gone))
    assert all(name in sys.modules for name in MODULES)
