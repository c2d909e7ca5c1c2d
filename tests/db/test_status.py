from __future__ import annotations

import pytest

from db.edits import Draft, Edit, change, create
from db.ids import new_id
from db.notebook import Notebook
from db.records import Decision, Note, Question
from db.status import Judgement, Written, status_of

NOTE = Written(True, frozenset({"v2"}))
OLD, NEW = frozenset({"v1"}), frozenset({"v2", "h1"})


@pytest.mark.parametrize(
    ("judged", "status"),
    [
        ([], "writing"),
        ([("submitted", "a", OLD)], "submitted"),
        ([("submitted", "a", NEW), ("returned", "r", NEW)], "returned"),
        ([("returned", "r", OLD)], "revised"),
        ([("returned", "r", NEW), ("submitted", "a", NEW)], "revised"),
        ([("approved", "r", NEW)], "approved"),
        ([("approved", "r", OLD)], "changed_since_approval"),
        ([("returned", "r", OLD), ("approved", "r", NEW)], "approved"),
        ([("approved", "r", OLD), ("returned", "r", NEW)], "returned"),
        ([("approved", "r", NEW), ("returned", "q", NEW)], "returned"),
        ([("returned", "q", NEW), ("approved", "r", NEW)], "returned"),
        ([("returned", "q", OLD), ("approved", "r", NEW)], "revised"),
        ([("approved", "q", OLD), ("approved", "r", NEW)], "changed_since_approval"),
        ([("resolved", "r", NEW)], "writing"),
    ],
)
def test_the_strictest_of_the_latest_verdicts_holds(judged: list[tuple[str, str, frozenset[str]]], status: str) -> None:
    assert status_of(NOTE, [Judgement(*each) for each in judged]) == status


def test_a_conflict_after_approval_is_a_change() -> None:
    written = Written(True, frozenset({"v2", "v3"}))
    assert status_of(written, [Judgement("approved", "r", NEW)]) == "changed_since_approval"


def test_the_way_of_an_entry(notebook: Notebook) -> None:
    made = create(Question, prepared=True)
    other = create(Note, text="다른 글.")
    notebook.commit([made, other])
    seen = [notebook.reader.status(made.object)]

    def look() -> None:
        seen.append(notebook.reader.status(made.object))

    def decide(verdict: str, author: str) -> None:
        heads = sorted({head for names in notebook.reader.heads(made.object).values() for head in names})
        notebook.commit([create(Decision, object=made.object, verdict=verdict, author=author, heads=tuple(heads))])
        look()

    notebook.keep_draft(Draft(made.object, "question", "answer", "세 척")).result()
    look()
    notebook.commit([Edit(made.object, "question", {"question": "몇 척?"})])
    decide("submitted", "writer")
    decide("returned", "reviewer")
    notebook.commit([Edit(made.object, "question", {"answer": "세 척."})])
    look()
    decide("approved", "reviewer")
    notebook.commit([Edit(made.object, "question", {"order": "z0", "flags": ("seen",)})])
    look()
    notebook.commit([Edit(made.object, "question", {"answer": "네 척."})])
    look()
    last = notebook.reader.all(Decision)[-1]
    notebook.commit([change(last, deleted=True)])
    look()
    assert seen == [
        "empty",
        "writing",
        "submitted",
        "returned",
        "revised",
        "approved",
        "approved",
        "changed_since_approval",
        "revised",
    ]
    assert notebook.reader.statuses(Question) == {made.object: "revised"}
    assert notebook.reader.statuses(Note) == {other.object: "writing"}


def test_imported_entries_count_as_submitted(notebook: Notebook) -> None:
    full, hollow = Edit(new_id(), "note", {"text": "가져온 글."}), Edit(new_id(), "note", {"heading": "주요내용"})
    notebook.take_in([full, hollow])
    assert notebook.reader.statuses(Note) == {full.object: "submitted", hollow.object: "empty"}
