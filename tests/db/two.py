"""Two laptops of one tour: what one has comes to the other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from db.exchange import export, plan
from db.notebook import Notebook


def take(here: Notebook, there: Notebook) -> None:
    """Everything that there has comes here."""
    here.merge(plan(here.reader, export(there.reader)), sender=None, file="x")
    assert here.verify() == ()


@contextmanager
def second(notebook: Notebook, path: Path) -> Iterator[Notebook]:
    """Another laptop's notebook at path, which has taken everything of this one."""
    with Notebook.create(path, author="somebody", device="phone", notebook_id=notebook.id) as made:
        take(made, notebook)
        yield made
