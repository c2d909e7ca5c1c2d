"""Handing in: what was written in private becomes one revision, and taking it back brings everything back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from db.adopt import adopt
from db.backup import Backups
from db.edits import Draft, Edit, create
from db.exchange import export
from db.judging import judge
from db.notebook import Notebook
from db.ownership import GIVEN, Owner, note_of, private_entries
from db.records import Decision, Figure, Note, Takeaway, Visit
from db.restore import restore_as, restore_into
from db.salvage import salvage
from db.standing import standing
from db.state import Graph
from db.undoing import undoing

OWNER = Owner("person", "laptop")


@pytest.fixture
def written(notebook: Notebook) -> Notebook:
    notebook.commit([create(Visit, "v", institution="항만공사", date="2031-05-05")])
    notebook.commit([create(Takeaway, "t", visit="v", author="person", text="첫 생각.")])
    notebook.commit([Edit("t", "takeaway", {"text": "첫 생각. 둘째 생각."})])
    return notebook


def private(notebook: Notebook) -> frozenset[str]:
    return private_entries(notebook.reader.rows, OWNER)


def text(notebook: Notebook) -> str:
    record = notebook.reader.get("t")
    assert isinstance(record, Takeaway)
    return record.text


def leaving(notebook: Notebook) -> set[str]:
    return {line.partition(" ")[0] for line in export(notebook.reader)}


def test_what_led_to_a_text_never_leaves_and_stays_in_the_history(written: Notebook) -> None:
    before = written.history("t")
    assert private(written) == {"t"}
    changes = written.submit(["t"])
    assert (written.reader.status("t"), private(written)) == ("submitted", frozenset())
    (alone,) = written.history("t")
    assert (alone.parents, alone.author) == ((), "person")
    assert alone.fields["text"] == "첫 생각. 둘째 생각."
    assert {"visit", "author", "order"} <= alone.fields.keys()
    (decision,) = written.reader.all(Decision)
    assert (decision.object, decision.heads, decision.author) == ("t", (alone.id,), "person")
    assert leaving(written).isdisjoint(each.id for each in before)
    whole = written.reader.history("t", private=True)
    assert [each.id for each in whole] == [*(each.id for each in before), alone.id]
    assert whole[-1].parents == (before[-1].id,)
    assert "t" in changes.objects["takeaway"]
    assert written.verify() == ()


def test_undo_takes_it_back_and_redo_hands_it_in_again(written: Notebook) -> None:
    before = written.history("t")
    first = written.submit(["t"])
    (alone,) = written.history("t")
    back = written.commit(undoing(written.reader, first.revisions).edits)
    assert written.history("t") == before
    assert (written.reader.status("t"), private(written), text(written)) == (
        "writing",
        frozenset({"t"}),
        "첫 생각. 둘째 생각.",
    )
    assert alone.id not in leaving(written)
    again = written.commit(undoing(written.reader, back.revisions).edits)
    assert written.history("t") == (alone,)
    assert (written.reader.status("t"), private(written)) == ("submitted", frozenset())
    written.commit(undoing(written.reader, again.revisions).edits)
    assert written.history("t") == before
    assert written.verify() == ()


def test_what_was_typed_before_is_undone_after_it_was_taken_back(written: Notebook) -> None:
    typed = written.history("t")[-1].id
    first = written.submit(["t"])
    written.commit(undoing(written.reader, first.revisions).edits)
    written.commit(undoing(written.reader, [typed]).edits)
    assert text(written) == "첫 생각."


def test_what_was_written_since_stays_though_it_is_taken_back(written: Notebook) -> None:
    first = written.submit(["t"])
    (alone,) = written.history("t")
    written.commit([Edit("t", "takeaway", {"text": "셋째 생각."})])
    written.commit(undoing(written.reader, first.revisions).edits)
    assert (written.reader.status("t"), private(written), text(written)) == ("writing", frozenset({"t"}), "셋째 생각.")
    written.submit(["t"])
    (later,) = written.history("t")
    assert later.parents == ()
    assert alone.id not in leaving(written)


def test_what_was_packed_is_not_private_again(written: Notebook) -> None:
    first = written.submit(["t"])
    (alone,) = written.history("t")
    written.note_given(GIVEN, {"t": [alone.id]})
    written.commit(undoing(written.reader, first.revisions).edits)
    assert (written.reader.status("t"), private(written)) == ("writing", frozenset())
    written.commit([Edit("t", "takeaway", {"text": "셋째 생각."})])
    written.submit(["t"])
    assert [each.parents for each in written.history("t")] == [(), (alone.id,)]


def test_handing_in_again_only_decides_about_what_changed(written: Notebook) -> None:
    written.commit([create(Note, "n", visit="v", text="메모.")])
    written.submit(["t", "n"])
    assert not written.submit(["t", "n"])
    written.commit([Edit("n", "note", {"text": "메모. 더."})])
    changes = written.submit(["t", "n"])
    assert len(changes.revisions) == 1
    assert len(written.history("n")) == 2
    (newest,) = written.reader.heads("n")["text"]
    assert [each.heads for each in written.reader.all(Decision, object="n")][-1] == (newest,)


def test_what_is_being_written_goes_along(written: Notebook) -> None:
    base = written.reader.heads("t")["text"]
    written.keep_draft(Draft("t", "takeaway", "text", "첫 생각. 셋째 생각.", base)).result()
    written.submit(["t"])
    assert (text(written), written.reader.drafts()) == ("첫 생각. 셋째 생각.", [])
    assert len(written.history("t")) == 1


def test_a_text_that_was_open_meanwhile_follows_what_was_handed_in(written: Notebook) -> None:
    base = written.reader.heads("t")["text"]
    written.submit(["t"])
    (alone,) = written.history("t")
    written.keep_draft(Draft("t", "takeaway", "text", "전혀 다른 생각.", base)).result()
    written.commit_drafts("t").result()
    assert written.history("t")[-1].parents == (alone.id,)
    assert (text(written), written.reader.conflicts("t")) == ("전혀 다른 생각.", {})


@pytest.mark.parametrize(
    "spoil",
    [
        lambda notebook: notebook.commit([Edit("t", "takeaway", {"deleted": True})]),
        lambda notebook: notebook.commit([Edit("t", "takeaway", {"text": " "})]),
        lambda notebook: notebook.commit([Edit("t", "takeaway", {"text": "다른 기계."}, {"text": ()})]),
    ],
    ids=["bin", "empty", "conflict"],
)
def test_what_cannot_be_handed_in_is_passed_over(written: Notebook, spoil: Callable[[Notebook], object]) -> None:
    spoil(written)
    before = written.history("t")
    assert not written.submit(["t", "v", "nobody"])
    assert written.history("t") == before


def test_others_see_one_revision_and_no_conflict_whatever_follows(written: Notebook, tmp_path: Path) -> None:
    from db.exchange import plan

    written.submit(["t"])
    with Notebook.create(tmp_path / "other.notebook", notebook_id=written.id, author="b", device="b") as other:
        other.merge(plan(other.reader, export(written.reader)), sender="person", file="a")
        other.commit([Edit("t", "takeaway", {"text": "첫 생각. 둘째 생각. 덧붙임."})])
        written.commit([Edit("t", "takeaway", {"text": "앞말. 첫 생각. 둘째 생각."})])
        written.merge(plan(written.reader, export(other.reader)), sender="b", file="b")
        assert written.reader.conflicts("t") == {}
        assert text(written) == "앞말. 첫 생각. 둘째 생각. 덧붙임."
        other.merge(plan(other.reader, export(written.reader)), sender="person", file="a")
        assert Graph(other.history("t")).state() == Graph(written.history("t")).state()


def state_of(notebook: Notebook) -> tuple[object, ...]:
    history = notebook.history("t")
    return [each.id for each in history], notebook.reader.conflicts("t"), private(notebook), notebook.verify()


def test_a_backup_from_before_brings_nothing_private_back(written: Notebook) -> None:
    backups = Backups.of_user()
    before = backups.take(written.path)
    written.submit(["t"])
    wanted = state_of(written)
    restore_into(written, before, backups)
    assert state_of(written) == wanted


def test_a_backup_from_after_sets_aside_what_led_to_it(written: Notebook, tmp_path: Path) -> None:
    backups = Backups.of_user()
    old = tmp_path / "old.notebook"
    restore_as(backups.take(written.path), old)
    written.submit(["t"])
    written.note_given(GIVEN, {"t": [written.history("t")[0].id]})
    written.commit([Edit("t", "takeaway", {"text": "셋째 생각."})])
    wanted = state_of(written)
    after = backups.take(written.path)
    with Notebook.open(old, author="person", device="laptop") as earlier:
        restore_into(earlier, after, backups)
        assert state_of(earlier) == wanted
        assert set(note_of(earlier.reader.rows, GIVEN)) == {"t"}
        assert len(earlier.reader.history("t", private=True)) == 4


@pytest.mark.parametrize("way", ["adopt", "salvage"])
def test_copies_of_the_folder_hold_what_was_set_aside(written: Notebook, tmp_path: Path, way: str) -> None:
    written.submit(["t"])
    written.note_given(GIVEN, {"t": [written.history("t")[0].id]})
    wanted, path = state_of(written), tmp_path / "copy.notebook"
    whole = written.reader.history("t", private=True)
    written.close()
    if way == "adopt":
        adopt(written.path, path)
    else:
        path.mkdir()
        salvage(written.path, written.id, path / "notebook.db")
    with Notebook.open(path, author="person", device="laptop") as copy:
        assert state_of(copy) == wanted
        assert copy.reader.history("t", private=True) == whole
        assert set(note_of(copy.reader.rows, GIVEN)) == {"t"}


def test_a_redaction_blanks_what_was_set_aside_too(written: Notebook) -> None:
    first = written.history("t")[0].id
    written.submit(["t"])
    written.redact([first], "이름이 들어 있다")
    assert [each.redacted for each in written.reader.history("t", private=True)] == [True, False, False]
    assert written.verify() == ()


@pytest.mark.parametrize(
    "mended", [{"caption": "부두"}, {"credit": "문지안"}, {"blob": "a" * 64}, {"deleted": True}], ids=str
)
def test_a_returned_entry_of_which_a_figure_alone_was_mended_is_handed_in_again(
    written: Notebook, mended: dict[str, str | bool]
) -> None:
    written.commit([create(Figure, "f", visit="v", entry="t", caption="항만")])
    written.submit(["t"])
    written.commit(judge(written.reader, ["t"], "returned", "boss", "출처가 없습니다."))
    assert not standing(written.reader, ["t"])["t"].to_submit
    assert not written.submit(["t"])
    written.commit([Edit("f", "figure", mended)])
    assert standing(written.reader, ["t"])["t"].to_submit
    changes = written.submit(["t"])
    assert len(changes.objects["decision"]) == 1
    assert written.reader.status("t") == "revised"
    assert not standing(written.reader, ["t"])["t"].to_submit
    assert not written.submit(["t"])


def test_a_figure_that_comes_after_it_was_handed_in_is_handed_in_too(written: Notebook) -> None:
    written.submit(["t"])
    written.commit([create(Figure, "f", visit="v", entry="t", caption="항만"), create(Figure, "g", entry="other")])
    assert len(written.submit(["t"]).objects["decision"]) == 1
    assert not written.submit(["t"])
