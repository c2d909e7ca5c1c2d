"""The sample notebook, made once, and the window on a copy of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from benchmarks.scenes import Stage, begin
from exporters.sample import build
from tests.desktop.known import remember


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample notebook, closed."""
    path = tmp_path_factory.mktemp("sample") / "sample.notebook"
    build(path).close()
    return path


@pytest.fixture
def stage(sample: Path, tmp_path: Path, qapp: QApplication) -> Iterator[Stage]:
    """The window on the sample, 1440 to 900 px."""
    path = tmp_path / "sample.notebook"
    shutil.copytree(sample, path)
    remember(path)
    stage = begin(path)
    stage.rest(30)
    yield stage
    stage.end()
