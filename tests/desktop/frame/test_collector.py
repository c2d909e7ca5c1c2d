"""Qt objects are destroyed in the GUI thread only, whichever thread allocates."""

from __future__ import annotations

import gc
import threading

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.collector import Collector


class Knot(QObject):
    """Refers to itself, so that only the collector can end it."""

    def __init__(self, ended_in: list[int]) -> None:
        super().__init__()
        self.knot = self
        self.ended_in = ended_in

    def __del__(self) -> None:
        self.ended_in.append(threading.get_ident())


def allocate() -> None:
    kept = [[number] for number in range(200_000)]
    assert kept


def test_a_thread_that_allocates_ends_no_qt_object(qtbot: QtBot) -> None:
    was_on = gc.isenabled()
    gc.enable()
    collector = Collector()
    try:
        assert not gc.isenabled()
        ended_in: list[int] = []
        Knot(ended_in)
        thread = threading.Thread(target=allocate)
        thread.start()
        thread.join()
        assert ended_in == []
        kept = [[number] for number in range(200_000)]
        collector.look()
        assert kept
        assert ended_in == [threading.get_ident()]
    finally:
        collector.close()
        assert gc.isenabled()
        if not was_on:
            gc.disable()
