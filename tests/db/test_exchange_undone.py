"""A merge that was undone: what of it is seen, what stays for later edits, and what brings it back."""

from __future__ import annotations

import pytest

from db.edits import Draft, Edit
from db.errors import BugError
from db.mergeplan import Subject
from db.notebook import Notebook
from tests.db.exchanged import TEXT, edit, lines, note, other, take, written

__all__ = ["other"]


def test_an_undone_merge_is_neither_shown_nor_exported_until_asked_for(notebook: Notebook, other: Notebook) -> None:
    mine = written(notebook)
    take(other, notebook)
    before, stood = lines(notebook), note(notebook, mine)
    theirs = written(other)
    edit(other, mine, "첫째", "1번째")
    take(notebook, other)
    (intake,) = notebook.intakes()
    assert (intake.name, intake.sender, len(intake.revisions), intake.aside) == ("하루.bundle", "p", 2, 0)
    assert notebook.set_aside(intake.id).ids == {mine, theirs}
    assert not notebook.set_aside(intake.id)
    assert (lines(notebook), note(notebook, mine)) == (before, stood)
    assert notebook.reader.get(theirs) is None
    assert notebook.verify() == ()
    assert notebook.intakes()[0].aside == 2
    edit(other, mine, "셋째", "3번째")  # builds on what is undone here
    asked = take(notebook, other)
    assert (bool(asked), len(asked.undone), note(notebook, mine)) == (False, 3, stood)
    back = take(notebook, other, again=True)
    assert (len(back.taken), len(back.returning), back.undone) == (1, 2, ())
    assert (back.new, back.changed) == ((Subject("note", theirs),), (Subject("note", mine),))
    assert note(notebook, mine) == note(other, mine)
    assert sorted(lines(notebook)) == sorted(lines(other))
    notebook.set_aside(notebook.intakes()[0].id)
    assert (lines(notebook), note(notebook, mine)) == (before, stood)
    with pytest.raises(BugError):
        notebook.set_aside("nothing")


def test_what_later_edits_were_built_on_stays(notebook: Notebook, other: Notebook) -> None:
    mine = written(notebook)
    take(other, notebook)
    first = edit(other, mine, "첫째", "1번째")
    last = edit(other, mine, "둘째", "2번째")
    take(notebook, other)
    own = edit(notebook, mine, "셋째", "3번째")
    beyond = edit(other, mine, "다섯째", "5번째")
    take(notebook, other)
    newest, oldest = notebook.intakes()
    assert not notebook.set_aside(oldest.id)
    assert notebook.set_aside(newest.id).revisions == (beyond,)
    assert {first, last, own} <= {each.id for each in notebook.history(mine)}
    assert note(notebook, mine).text == TEXT.replace("첫째", "1번째").replace("둘째", "2번째").replace("셋째", "3번째")


def test_an_edit_of_what_was_undone_meanwhile_brings_back_what_it_was_built_on(
    notebook: Notebook, other: Notebook
) -> None:
    mine = written(notebook)
    take(other, notebook)
    first = edit(other, mine, "첫째", "1번째")
    heading = other.commit([Edit(mine, "note", {"heading": "제목"})]).revisions[0]
    take(notebook, other)
    shown = note(notebook, mine).text
    notebook.set_aside(notebook.intakes()[0].id)
    assert not notebook.commit([Edit(mine, "note", {"text": shown}, {"text": (first,)})])  # found and left as it was
    assert note(notebook, mine).text == TEXT
    text = shown.replace("둘째", "2번째")
    changes = notebook.commit([Edit(mine, "note", {"text": text}, {"text": (first,)})])
    assert first in changes.revisions
    assert (note(notebook, mine).text, note(notebook, mine).heading) == (text, "")
    assert notebook.reader.conflicts(mine) == {}
    assert heading not in {line.partition(" ")[0] for line in lines(notebook)}
    assert notebook.verify() == ()


def test_leaving_a_merged_text_as_it_was_does_not_bring_an_undone_merge_back(
    notebook: Notebook, other: Notebook
) -> None:
    made = written(notebook)
    take(other, notebook)
    edit(other, made, "넷째", "넷째(거기)")
    edit(notebook, made, "첫째", "첫째(여기)")
    alone = note(notebook, made).text
    take(notebook, other)
    merged, base = note(notebook, made).text, notebook.reader.heads(made)["text"]
    assert len(base) == 2
    notebook.set_aside(notebook.intakes()[0].id)
    assert not notebook.commit([Edit(made, "note", {"text": merged}, {"text": base})])
    assert note(notebook, made).text == alone
    changed = notebook.commit([Edit(made, "note", {"text": merged + " 더."}, {"text": base})])
    assert note(notebook, made).text == merged + " 더."
    assert len(changed.revisions) == 2  # the new one, and what it was built on
    assert notebook.verify() == ()


def test_a_draft_of_an_object_that_was_undone_as_a_whole_keeps_its_base(notebook: Notebook, other: Notebook) -> None:
    theirs = written(other)
    take(notebook, other)
    base = notebook.reader.heads(theirs)["text"]
    notebook.keep_draft(Draft(theirs, "note", "text", TEXT + " 여섯째다.", base)).result()
    notebook.set_aside(notebook.intakes()[0].id)
    assert notebook.reader.get(theirs) is None
    notebook.commit_drafts().result()
    first, last = notebook.history(theirs)
    assert (base, last.parents, dict(last.fields)) == ((first.id,), (first.id,), {"text": TEXT + " 여섯째다."})
    assert take(other, notebook).conflicts == ()
