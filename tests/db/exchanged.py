"""Two notebooks of one tour, and what one takes of the other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.edits import Edit, create
from db.exchange import export, plan
from db.mergeplan import MergePlan
from db.notebook import Notebook
from db.records import Note
from tests.db.two import second

TEXT = "첫째다. 둘째다. 셋째다. 넷째다. 다섯째다."


@pytest.fixture
def other(tmp_path: Path, notebook: Notebook) -> Iterator[Notebook]:
    """A second laptop that holds the same tour."""
    with second(notebook, tmp_path / "다른 노트북.notebook") as made:
        yield made


def lines(notebook: Notebook) -> list[str]:
    return list(export(notebook.reader))


def take(here: Notebook, there: Notebook, *, again: bool = False, redact: bool = False) -> MergePlan:
    """Take everything that there has; the plan that was carried out."""
    made = plan(here.reader, lines(there), again=again, redact=redact)
    changes = here.merge(made, sender="p", file="하루.bundle")
    assert bool(changes) == bool(made)
    assert here.verify() == ()
    return made


def note(notebook: Notebook, object_id: str) -> Note:
    found = notebook.reader.get(object_id)
    assert isinstance(found, Note)
    return found


def written(notebook: Notebook, text: str = TEXT) -> str:
    made = create(Note, text=text)
    notebook.commit([made])
    return made.object


def edit(notebook: Notebook, object_id: str, old: str, new: str) -> str:
    """Change one part of a note's text; the id of the revision."""
    text = note(notebook, object_id).text.replace(old, new)
    (made,) = notebook.commit([Edit(object_id, "note", {"text": text})]).revisions
    return made


def tour(notebook: Notebook) -> str:
    found = notebook.reader.tour()
    assert found is not None
    return found.id
