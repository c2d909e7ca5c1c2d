"""What reviewers decided: whose verdict is which, on which text, and what an entry is after two of them."""

from __future__ import annotations

import pytest

from db.commenting import comment
from db.edits import Edit, change, create
from db.figured import figures_gone, figures_with
from db.judging import judge, last_reviewed, open_on, texts_at, verdicts
from db.notebook import Notebook
from db.records import Decision, Figure, Note
from db.standing import standing
from db.status import APPROVED, CHANGED, RETURNED, REVISED

N = "n1"
FIGURES = ("f0", N), ("f1", N), ("f2", "n2")


@pytest.fixture
def here(notebook: Notebook) -> Notebook:
    notebook.commit([create(Note, N, text="첫 글."), create(Note, "n2", text="  ")])
    return notebook


def say(notebook: Notebook, verdict: str, author: str, reason: str = "") -> None:
    notebook.commit(judge(notebook.reader, [N], verdict, author, reason))


def write(notebook: Notebook, text: str) -> None:
    record = notebook.reader.get(N)
    assert record is not None
    notebook.commit([change(record, text=text)])


def test_stricter_of_two_holds_and_both_stay(here: Notebook) -> None:
    say(here, RETURNED, "r1", "출처가 없습니다.")
    say(here, APPROVED, "r2")
    assert here.reader.status(N) == RETURNED
    assert [(each.verdict, each.author, each.reason, each.current) for each in verdicts(here.reader, N)] == [
        (RETURNED, "r1", "출처가 없습니다.", True), (APPROVED, "r2", "", True)
    ]  # fmt: skip


def test_last_word_of_each_counts(here: Notebook) -> None:
    say(here, RETURNED, "r1", "이유")
    say(here, APPROVED, "r1")
    assert [each.verdict for each in verdicts(here.reader, N)] == [APPROVED]
    assert here.reader.status(N) == APPROVED


def test_text_as_it_was_judged(here: Notebook) -> None:
    say(here, RETURNED, "r1", "이유")
    write(here, "둘째 글.")
    say(here, APPROVED, "r2")
    write(here, "셋째 글.")
    mine, theirs = last_reviewed(here.reader, N, "r1"), last_reviewed(here.reader, N, "somebody")
    assert mine is not None
    assert theirs is not None
    assert texts_at(here.reader, N, mine.heads) == {"text": "첫 글."}
    assert texts_at(here.reader, N, theirs.heads) == {"text": "둘째 글."}
    assert not mine.current
    assert here.reader.status(N) == REVISED


def test_nothing_is_judged_where_nothing_is_written(here: Notebook) -> None:
    assert judge(here.reader, ["n2"], APPROVED, "r1") == []
    assert last_reviewed(here.reader, N, "r1") is None
    assert verdicts(here.reader, "unknown") == ()
    assert texts_at(here.reader, "unknown", ()) == {}


def test_figures_are_judged_with_the_entry_they_stand_in(here: Notebook) -> None:
    here.commit(
        [
            create(Note, "n3", order="b", visit="v", text="둘째 절"),
            create(Note, "n4", order="a", visit="v", text="첫 절"),
            create(Figure, "f1", order="a", visit="v", entry="n3"),
            create(Figure, "f2", order="c", visit="v", entry="v"),
            create(Figure, "f3", order="b", visit="v"),
            create(Figure, "f4", visit="elsewhere"),
        ]
    )
    assert figures_with(here.reader) == {"n3": ("f1",), "n4": ("f3", "f2")}
    here.commit([comment(here.reader, "f2", "credit", "누구?", "r1"), comment(here.reader, "n4", "", "좋음", "r1")])
    assert open_on(here.reader) == {"n4": 2}


@pytest.mark.parametrize(("verdict", "after"), [(RETURNED, REVISED), (APPROVED, CHANGED)])
@pytest.mark.parametrize(("field", "value"), [("caption", "부두"), ("credit", "문지안"), ("blob", "a" * 64)])
def test_mended_figure_changes_its_entry(here: Notebook, verdict: str, after: str, field: str, value: str) -> None:
    here.commit([create(Figure, "f1", entry=N, caption="항만"), create(Figure, "f2", entry="n2")])
    say(here, verdict, "r1", "출처")
    assert [here.reader.status(N), here.reader.statuses(Note)[N]] == [verdict, verdict]
    here.commit([Edit("f2", "figure", {field: value}), Edit("f1", "figure", {"order": "c"})])
    assert here.reader.status(N) == verdict  # of another entry, and no word of its own
    here.commit([Edit("f1", "figure", {field: value})])
    assert [here.reader.status(N), here.reader.statuses(Note)[N]] == [after, after]
    assert [each.current for each in verdicts(here.reader, N)] == [False]
    say(here, APPROVED, "r1")
    assert here.reader.status(N) == APPROVED


def test_decision_names_the_figures_it_judged(here: Notebook) -> None:
    (edited,) = here.commit([create(Figure, "f1", entry=N, caption="항만")]).revisions
    say(here, APPROVED, "r1")
    (decision,) = here.reader.all(Decision)
    assert {*decision.heads} == {edited, *standing(here.reader, [N])[N].heads}
    here.commit([create(Figure, "f2", entry=N, caption="둘째")])
    assert here.reader.status(N) == CHANGED


def test_figure_written_elsewhere_before_the_decision_is_a_change_all_the_same(here: Notebook) -> None:
    (first,) = here.commit([create(Figure, "f1", entry=N, caption="항만")]).revisions
    here.commit([Edit("f1", "figure", {"caption": "부두"})])
    heads = (first, *standing(here.reader, [N])[N].heads)
    here.commit([create(Decision, object=N, verdict=APPROVED, author="r1", heads=heads)])
    assert here.reader.status(N) == CHANGED


def test_decisions_that_name_texts_alone_stay_readable(here: Notebook) -> None:
    here.commit([create(Figure, "f1", entry=N, caption="항만")])
    heads = standing(here.reader, [N])[N].heads
    here.commit([create(Decision, object=N, verdict=APPROVED, author="r1", heads=heads)])
    assert (here.reader.status(N), verdicts(here.reader, N)[0].current) == (APPROVED, True)
    here.commit([Edit("f1", "figure", {"credit": "문지안"})])
    assert here.reader.status(N) == CHANGED


@pytest.mark.parametrize(("verdict", "after"), [(RETURNED, REVISED), (APPROVED, CHANGED)])
def test_deleted_figure_changes_its_entry_until_it_is_back(here: Notebook, verdict: str, after: str) -> None:
    here.commit([create(Figure, name, entry=entry, caption="항만") for name, entry in FIGURES])
    here.commit([Edit("f0", "figure", {"deleted": True})])
    say(here, verdict, "r1", "출처")
    here.commit([Edit("f2", "figure", {"deleted": True})])
    assert here.reader.status(N) == verdict  # one went before, the other is of another entry
    here.commit([Edit("f1", "figure", {"deleted": True})])
    assert (here.reader.status(N), here.reader.statuses(Note)[N]) == (after, after)
    (said,) = verdicts(here.reader, N)
    assert (said.current, figures_gone(here.reader, said.heads)) == (False, ("f1",))
    here.commit([Edit("f1", "figure", {"deleted": False})])
    assert here.reader.status(N) == verdict
