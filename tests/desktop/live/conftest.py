"""The notebook of the pages' tests, and live mode of its visit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.app import application
from desktop.editor.outline_editor import OutlineEditor
from desktop.models.pages import LIVE
from desktop.panes.live.live import LivePage
from tests.desktop.panes.conftest import Desk, path  # noqa: F401


@pytest.fixture
def desk(path: Path, qtbot: QtBot) -> Iterator[Desk]:  # noqa: F811
    application()
    made = Desk(path, qtbot)
    yield made
    made.close()


@pytest.fixture
def live(desk: Desk) -> Callable[[], LivePage]:
    """Opens live mode of the visit v."""

    def open_it() -> LivePage:
        page = LivePage(desk.context)
        desk._show(page, f"{LIVE}v")
        return page

    return open_it


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def editor(page: LivePage, field: str) -> OutlineEditor:
    found = page.composer.editor(field)
    assert found is not None
    return found
