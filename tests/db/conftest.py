"""A fresh notebook for each test that asks for one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.edits import Edit, create
from db.notebook import Notebook
from db.records import Tour
from tests.db.two import second


@pytest.fixture
def tour() -> Edit:
    return create(Tour, title="북해 항만 연수")


@pytest.fixture
def notebook(tmp_path: Path, tour: Edit) -> Iterator[Notebook]:
    with Notebook.create(tmp_path / "연수 노트.notebook", [tour], author="person", device="laptop") as made:
        yield made


@pytest.fixture
def there(here: Notebook, tmp_path: Path) -> Iterator[Notebook]:
    """A second laptop that holds the same tour as the one that a test calls here."""
    with second(here, tmp_path / "둘째.notebook") as made:
        yield made
