"""What is derived step by step is what a rebuild derives, whatever was done."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from db.edits import Draft, Edit
from db.notebook import Notebook
from db.records import KINDS
from db.state import Graph
from tests.conftest import FULL

OBJECTS = tuple(f"{number}0000000-0000-4000-8000-000000000000" for number in range(3))
TEXTS = st.sampled_from(["", "하나.", "하나. 둘.", "하나. 둘. 셋.", "0. 하나. 둘. 셋.", "하나. 2. 셋.", "하나. 둘. 3."])


def tables(notebook: Notebook) -> dict[str, list[tuple[object, ...]]]:
    raw = sqlite3.connect(notebook.path / "notebook.db")
    found = {name: sorted(raw.execute(f'SELECT * FROM "{name}"'), key=repr) for name in ("state", "conflict", *KINDS)}
    raw.close()
    return found


@settings(max_examples=300 if FULL else 25)
@given(st.data())
def test_step_by_step_equals_rebuilt(tmp_path_factory: object, data: st.DataObject) -> None:
    folder: Path = tmp_path_factory.mktemp("derived")  # type: ignore[attr-defined]
    with Notebook.create(folder / "n.notebook") as notebook:
        bases: dict[str, list[dict[str, tuple[str, ...]]]] = {each: [{}] for each in OBJECTS}
        for _ in range(data.draw(st.integers(1, 10))):
            step(notebook, bases, data)
        originals = [Edit(each, "note", {"text": "하나. 둘. 셋."}) for each in OBJECTS]
        notebook.take_in(originals)
        written = tables(notebook)
        assert not notebook.take_in(originals)
        assert tables(notebook) == written
        notebook.rebuild().result()
        assert tables(notebook) == written
        assert notebook.verify() == ()
        for object_id in OBJECTS:
            history = notebook.history(object_id)
            if history:
                state = Graph(history).state()
                assert notebook.reader.heads(object_id) == {name: each.shown for name, each in state.fields.items()}
                conflicts = {name for name, each in state.fields.items() if each.conflict}
                assert notebook.reader.conflicts(object_id).keys() == conflicts


def step(notebook: Notebook, bases: dict[str, list[dict[str, tuple[str, ...]]]], data: st.DataObject) -> None:
    """One commit, draft, import or deletion; its base is what the author saw at some moment before."""
    object_id = data.draw(st.sampled_from(OBJECTS))
    base = data.draw(st.sampled_from(bases[object_id]))
    match data.draw(st.sampled_from("eeeedixr")):
        case "e":
            fields = {"text": data.draw(TEXTS), "heading": data.draw(st.sampled_from("가나다"))}
            notebook.commit([Edit(object_id, "note", fields, base)])
        case "d":
            notebook.keep_draft(Draft(object_id, "note", "text", data.draw(TEXTS), base.get("text", ())))
            notebook.commit_drafts().result()
        case "i":
            notebook.take_in([Edit(each, "note", {"text": "하나. 둘. 셋."}) for each in OBJECTS])
        case "x":
            notebook.commit([Edit(object_id, "note", {"deleted": True}, base)])
        case _:
            notebook.commit([Edit(object_id, "note", {"deleted": False}, base)])
    bases[object_id].append(notebook.reader.heads(object_id))
