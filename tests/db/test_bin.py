"""The bin: what is in it, since when, by whom, and with what it went."""

from __future__ import annotations

from db.bin import binned
from db.edits import change, create
from db.notebook import Notebook
from db.records import Note, Visit


def throw(notebook: Notebook, *ids: str) -> None:
    records = [record for each in ids if (record := notebook.reader.get(each)) is not None]
    notebook.commit([change(record, deleted=True) for record in records])


def test_the_last_deleted_comes_first_with_who_and_when(notebook: Notebook) -> None:
    notes = [create(Note, heading=name) for name in ("하나", "둘", "셋")]
    notebook.commit(notes)
    assert binned(notebook.reader) == ()
    throw(notebook, notes[1].object)
    notebook.author = "other"
    throw(notebook, notes[0].object)
    found = binned(notebook.reader)
    assert [(item.record.id, item.author) for item in found] == [
        (notes[0].object, "other"),
        (notes[1].object, "person"),
    ]
    assert [item.instant for item in found] == [notebook.history(item.record.id)[-1].instant for item in found]


def test_what_went_with_its_visit_is_told(notebook: Notebook) -> None:
    visit = create(Visit, title="항만")
    note, before = create(Note, visit=visit.object), create(Note, visit=visit.object)
    alone = create(Note, visit=create(Visit).object)
    notebook.commit([visit, note, before, alone])
    throw(notebook, before.object, alone.object)
    assert {item.within for item in binned(notebook.reader)} == {None}
    throw(notebook, visit.object, note.object)
    within = {item.record.id: item.within for item in binned(notebook.reader)}
    assert within == {visit.object: None, note.object: visit.object, before.object: visit.object, alone.object: None}


def test_what_came_out_or_was_edited_apart_is_not_in_it(notebook: Notebook) -> None:
    made = create(Note, text="처음.")
    (first,) = notebook.commit([made]).revisions
    throw(notebook, made.object)
    record = notebook.reader.get(made.object)
    assert record is not None
    notebook.commit([change(record, deleted=False)])
    assert binned(notebook.reader) == ()
    throw(notebook, made.object)
    assert [item.record.id for item in binned(notebook.reader)] == [made.object]
