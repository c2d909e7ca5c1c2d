from __future__ import annotations

import pytest

from db.earlier import as_of
from db.edits import Edit, change, create
from db.errors import KnownError
from db.notebook import Notebook
from db.records import Note, Question
from db.revisions import canonical, read
from tests.db.laptops import revision


def note_of(notebook: Notebook, object_id: str) -> Note:
    note = notebook.reader.get(object_id)
    assert isinstance(note, Note)
    return note


def back(notebook: Notebook, object_id: str, to: str) -> None:
    notebook.commit([as_of(notebook.history(object_id), to)])


def test_it_stands_as_it_was_and_that_can_be_undone(notebook: Notebook) -> None:
    made = create(Note, heading="제목", text="처음.")
    (first,) = notebook.commit([made]).revisions
    (second,) = notebook.commit([change(note_of(notebook, made.object), heading="새 제목", text="다음.")]).revisions
    back(notebook, made.object, first)
    assert (note_of(notebook, made.object).heading, note_of(notebook, made.object).text) == ("제목", "처음.")
    back(notebook, made.object, second)
    assert (note_of(notebook, made.object).heading, note_of(notebook, made.object).text) == ("새 제목", "다음.")
    assert len(notebook.history(made.object)) == 4
    assert notebook.verify() == ()


def test_what_others_set_before_is_seen_through_ancestors(notebook: Notebook) -> None:
    made = create(Note, heading="제목", text="처음.")
    notebook.commit([made])
    (second,) = notebook.commit([change(note_of(notebook, made.object), text="다음.")]).revisions
    notebook.commit([change(note_of(notebook, made.object), heading="딴 제목", text="끝.")])
    back(notebook, made.object, second)
    assert (note_of(notebook, made.object).heading, note_of(notebook, made.object).text) == ("제목", "다음.")


def test_a_text_that_was_empty_is_emptied(notebook: Notebook) -> None:
    made = create(Question, question="몇 곳입니까?")
    (first,) = notebook.commit([made]).revisions
    record = notebook.reader.get(made.object)
    assert isinstance(record, Question)
    notebook.commit([change(record, answer="열두 곳입니다.")])
    back(notebook, made.object, first)
    again = notebook.reader.get(made.object)
    assert isinstance(again, Question)
    assert (again.question, again.answer) == ("몇 곳입니까?", "")


def test_an_imported_object_keeps_its_place(notebook: Notebook) -> None:
    original = Edit("6f1ad6a1-53a5-5f2c-9bd5-1f2d3a4b5c6d", "note", {"text": "가져온 글."})
    notebook.take_in([original], [Edit(original.object, "note", {"visit": "v", "order": "m"})])
    first = notebook.history(original.object)[0].id
    notebook.commit([change(note_of(notebook, original.object), text="고친 글.")])
    back(notebook, original.object, first)
    note = note_of(notebook, original.object)
    assert (note.text, note.visit, note.order) == ("가져온 글.", "v", "m")


def test_out_of_the_bin_and_back_into_it(notebook: Notebook) -> None:
    made = create(Note, text="글.")
    (first,) = notebook.commit([made]).revisions
    (ended,) = notebook.commit([change(note_of(notebook, made.object), deleted=True)]).revisions
    back(notebook, made.object, first)
    assert not note_of(notebook, made.object).deleted
    back(notebook, made.object, ended)
    assert note_of(notebook, made.object).deleted


def test_going_back_is_a_choice_between_versions_in_conflict(notebook: Notebook) -> None:
    made = create(Note, text="처음.")
    (first,) = notebook.commit([made]).revisions
    for text in ("이쪽.", "저쪽."):
        notebook.commit([Edit(made.object, "note", {"text": text}, {"text": (first,)})])
    assert notebook.reader.conflicts(made.object)
    back(notebook, made.object, first)
    assert note_of(notebook, made.object).text == "처음."
    assert notebook.reader.conflicts(made.object) == {}
    assert {revision.fields["text"] for revision in notebook.history(made.object)} == {"처음.", "이쪽.", "저쪽."}


def test_what_was_blanked_cannot_come_back_nor_empties_anything() -> None:
    first = revision({"heading": "제목", "text": "지울 글."})
    body = canonical({"redacted": True, "object": first.object, "kind": "note", "parents": []})
    blank = read(first.id, body)
    second = revision({"heading": "새 제목"}, first, hlc=2)
    with pytest.raises(KnownError, match=r"errors\.blanked"):
        as_of([blank, second], first.id)
    assert as_of([blank, second], second.id).fields == {"heading": "새 제목", "deleted": False}
    assert as_of([first, second], second.id).fields["text"] == "지울 글."
