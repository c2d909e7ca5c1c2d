"""What is still to be handed in: what has text and was not handed in or judged as it is now."""

from __future__ import annotations

from db.edits import Edit, change, create
from db.ids import new_id
from db.notebook import Notebook
from db.records import Decision, Note, Question
from db.standing import Standing, standing


def of(notebook: Notebook, object_id: str) -> Standing:
    return standing(notebook.reader, [object_id])[object_id]


def decide(notebook: Notebook, object_id: str, verdict: str) -> Edit:
    made = create(Decision, object=object_id, verdict=verdict, author="p", heads=of(notebook, object_id).heads)
    notebook.commit([made])
    return made


def test_what_has_text_is_to_be_handed_in_until_it_is(notebook: Notebook) -> None:
    made = create(Question, question="")
    notebook.commit([made])
    assert not of(notebook, made.object).to_submit
    assert of(notebook, made.object).submitted_at == ""
    notebook.commit([Edit(made.object, "question", {"question": "예산은?"})])
    assert of(notebook, made.object).to_submit
    handed = decide(notebook, made.object, "submitted")
    first = of(notebook, made.object)
    assert (first.to_submit, bool(first.submitted_at)) == (False, True)
    notebook.commit([Edit(made.object, "question", {"flags": ("seen",)})])
    assert not of(notebook, made.object).to_submit  # no text of it
    notebook.commit([Edit(made.object, "question", {"answer": "없다."})])
    assert of(notebook, made.object).to_submit
    decide(notebook, made.object, "submitted")
    again = of(notebook, made.object)
    assert not again.to_submit
    assert again.submitted_at > first.submitted_at
    last = notebook.reader.all(Decision)[-1]
    notebook.commit([change(last, deleted=True)])
    back = of(notebook, made.object)
    assert back.to_submit
    assert back.submitted_at == first.submitted_at
    assert handed.object != last.id


def test_what_was_returned_or_approved_waits_for_a_change(notebook: Notebook) -> None:
    for verdict in ("returned", "approved"):
        made = create(Note, text="하나")
        notebook.commit([made])
        decide(notebook, made.object, verdict)
        assert not of(notebook, made.object).to_submit
        notebook.commit([Edit(made.object, "note", {"text": "둘"})])
        assert of(notebook, made.object).to_submit


def test_decisions_on_comments_count_for_nothing(notebook: Notebook) -> None:
    made = create(Note, text="하나")
    notebook.commit([made])
    decide(notebook, made.object, "resolved")
    assert of(notebook, made.object).to_submit


def test_all_versions_of_a_text_in_conflict_are_handed_in(notebook: Notebook) -> None:
    made = create(Note, text="하나")
    root = notebook.commit([made]).revisions
    for words in ("둘", "셋"):
        notebook.commit([Edit(made.object, "note", {"text": words}, {"text": root}, beside=True)])
    assert len(notebook.reader.conflicts(made.object)["text"]) == 2
    assert len(of(notebook, made.object).heads) == 2
    decide(notebook, made.object, "submitted")
    assert not of(notebook, made.object).to_submit
    assert notebook.reader.status(made.object) == "submitted"


def test_imported_texts_are_handed_in_and_unknown_ones_left_out(notebook: Notebook) -> None:
    came = Edit(new_id(), "note", {"text": "가져온 글."})
    notebook.take_in([came])
    assert not of(notebook, came.object).to_submit
    assert standing(notebook.reader, ["nowhere"]) == {}
