"""What several tests of documents start from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image

from db.notebook import Notebook
from exporters.sample import build


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Notebook]:
    """The sample notebook, to read."""
    with closing(build(tmp_path_factory.mktemp("sample") / "sample.notebook")) as notebook:
        yield notebook


@pytest.fixture(scope="session")
def quay(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small picture."""
    path = tmp_path_factory.mktemp("pictures") / "quay.jpg"
    Image.effect_noise((90, 56), 60).convert("RGB").save(path)
    return path
