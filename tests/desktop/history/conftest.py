"""The notebook of the pages, with a history: two authors, two devices, a deletion that was taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.edits import change
from db.notebook import Notebook
from desktop.dialogs.history import HistoryDialog, show_history
from tests.desktop.panes.conftest import Desk, desk, path

__all__ = ["desk", "path"]

FIRST = "○ 배가 기다리지 않는다."
SECOND = "○ 배가 오래 기다리지 않는다.\n○ 줄을 하나 더한다."


@pytest.fixture
def written(path: Path) -> Path:
    """The note n1 as two people left it."""
    for author, device, fields in (
        ("p1", "here", {"text": SECOND}),
        ("p2", "there", {"heading": "운영 방식"}),
        ("p2", "there", {"deleted": True}),
        ("p2", "there", {"deleted": False}),
    ):
        with Notebook.open(path, author=author, device=device) as notebook:
            record = notebook.reader.get("n1")
            assert record is not None
            notebook.commit([change(record, **fields)])
    return path


@pytest.fixture
def open_history(desk: Desk, qtbot: QtBot) -> Callable[..., HistoryDialog]:
    """open_history(object_id, field="") shows a history; it is closed with the notebook."""

    def show(object_id: str, field: str = "") -> HistoryDialog:
        window = desk.pages[0] if desk.pages else None
        dialog = show_history(desk.context, window, object_id, field)
        assert dialog is not None
        qtbot.addWidget(dialog)
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return show
