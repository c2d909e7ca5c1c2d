"""The history of a field as a reader sees it: what its author saw, what he wrote, and what came of it."""

from __future__ import annotations

import pytest

from db.edits import Edit, create
from db.errors import KnownError
from db.notebook import Notebook
from db.records import Note
from db.revisions import blank
from db.state import Graph
from db.versions import Conflict, FieldChange, conflict, joined, restored, steps
from tests.db.laptops import Laptop, revision

BASE = "하나. 둘. 셋. 넷."


def apart() -> tuple[Laptop, Laptop]:
    """Two laptops that know the same note."""
    one = Laptop("A")
    one.save(heading="제목", text=BASE)
    return one, Laptop("B", one.known.values(), now=2_000_000)


def test_each_step_tells_what_its_author_saw() -> None:
    one = Laptop("A")
    one.save(text="처음.")
    one.save(text="다음.", heading="제목")
    first, second = steps(list(one.known.values()))
    assert first.changes == (FieldChange("text", "", "처음."),)
    assert second.changes == (FieldChange("heading", "", "제목"), FieldChange("text", "처음.", "다음."))
    assert (first.device, first.imported, first.redacted) == ("A", False, False)


def test_of_changes_made_apart_each_is_shown_from_where_it_began() -> None:
    one, other = apart()
    (mine,) = one.save(text=BASE.replace("하나", "1"))
    (theirs,) = other.save(text=BASE.replace("넷", "4"))
    one.receive(other)
    (after,) = one.save(text="1. 둘. 셋. 4. 다섯.")
    shown = {each.revision: each.changes[0] for each in steps(list(one.known.values()))}
    assert shown[mine.id] == FieldChange("text", BASE, BASE.replace("하나", "1"))
    assert shown[theirs.id] == FieldChange("text", BASE, BASE.replace("넷", "4"))
    assert shown[after.id] == FieldChange("text", "1. 둘. 셋. 4.", "1. 둘. 셋. 4. 다섯.")


def test_a_choice_tells_what_it_was_between() -> None:
    one, other = apart()
    (mine,) = one.save(heading="이쪽")
    (theirs,) = other.save(heading="저쪽")
    one.receive(other)
    one.save({"heading": (mine.id, theirs.id)}, heading="이쪽")
    assert steps(list(one.known.values()))[-1].changes == (FieldChange("heading", "저쪽", "이쪽", ("이쪽",)),)


def test_what_was_imported_and_what_was_blanked_is_marked() -> None:
    first = revision({"text": "가져온 글."}, hlc=0)
    second = revision({"text": "지울 글."}, first, hlc=2)
    hidden, _ = blank(second)
    imported, blanked = steps([hidden, first])
    assert (imported.imported, imported.instant) == (True, "")
    assert (blanked.redacted, blanked.imported, blanked.changes) == (True, False, ())


def test_a_field_goes_back_and_other_fields_stay() -> None:
    one = Laptop("A")
    (first,) = one.save(text="처음.", heading="제목")
    one.save(text="다음.", heading="새 제목")
    edit = restored(list(one.known.values()), first.id, "text")
    one.save(dict(edit.base), **edit.fields)
    assert (one.field("text").value, one.field("heading").value) == ("처음.", "새 제목")


def test_a_field_that_was_empty_then_is_emptied_and_versions_are_settled() -> None:
    one, other = apart()
    (mine,) = one.save(text="이쪽.")
    other.save(text="저쪽.")
    one.receive(other)
    assert one.field("text").conflict
    edit = restored(list(one.known.values()), mine.id, "text")
    one.save(dict(edit.base), **edit.fields)
    assert (one.field("text").value, one.field("text").conflict) == ("이쪽.", False)
    assert restored(list(one.known.values()), mine.id, "flags").fields == {"flags": ()}


def test_what_was_blanked_cannot_be_restored() -> None:
    first = revision({"text": "지울 글."})
    with pytest.raises(KnownError, match=r"errors\.blanked"):
        restored([blank(first)[0]], first.id, "text")


def disputed(notebook: Notebook, one: str, other: str, base: str | None = BASE) -> Conflict:
    """A conflict of the text of a note, whose versions were both written from base."""
    made = create(Note, heading="제목") if base is None else create(Note, text=base)
    (first,) = notebook.commit([made]).revisions
    for text in (one, other):
        notebook.commit([Edit(made.object, "note", {"text": text}, {"text": (first,)})])
    found = conflict(notebook.reader, made.object, "text")
    assert found is not None
    return found


def test_a_conflict_has_its_versions_the_shown_first_and_what_they_came_from(notebook: Notebook) -> None:
    found = disputed(notebook, "이쪽.", "저쪽.")
    assert [version.value for version in found.versions] == ["저쪽.", "이쪽."]
    assert (found.kind, found.field, found.ancestor, found.ancestor_known) == ("note", "text", BASE, True)
    assert conflict(notebook.reader, found.object, "heading") is None
    nothing = disputed(notebook, "이쪽.", "저쪽.", base=None)
    assert (nothing.ancestor, nothing.ancestor_known) == ("", True)


def test_an_ancestor_that_was_blanked_or_never_came_is_not_known(notebook: Notebook) -> None:
    found = disputed(notebook, "이쪽.", "저쪽.")
    notebook.redact([notebook.history(found.object)[0].id], "잘못")
    again = conflict(notebook.reader, found.object, "text")
    assert again is not None
    assert (again.ancestor, again.ancestor_known) == (None, False)
    lost = Graph([revision({"text": "이쪽."}, "f" * 64), revision({"text": "저쪽."}, "e" * 64, hlc=2)])
    assert lost.ancestor("text", lost.field("text").heads) == (None, False)


def test_several_ancestors_that_merge_are_shown_as_their_merge() -> None:
    one, other = apart()
    one.save(text=BASE.replace("하나", "1"))
    other.save(text=BASE.replace("넷", "4"))
    both = one.known | other.known
    one.known, other.known = dict(both), dict(both)
    one.save(text="1. 이쪽. 셋. 4.")
    other.save(text="1. 저쪽. 셋. 4.")
    one.receive(other)
    state = one.field("text")
    assert state.conflict
    assert one.graph.ancestor("text", state.heads) == ("1. 둘. 셋. 4.", True)


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("○ 첫 줄.\n○ 이쪽 줄.", "○ 첫 줄.\n○ 저쪽 줄.", "○ 첫 줄.\n○ 저쪽 줄.\n○ 이쪽 줄."),
        ("앞. 이쪽. 뒤.", "앞. 저쪽. 뒤.", "앞. 저쪽. 이쪽. 뒤."),
        ("이쪽.", "저쪽.", "저쪽.\n이쪽."),
        ("", "저쪽.", "저쪽."),
    ],
)
def test_both_is_all_versions_without_what_they_share_twice(
    notebook: Notebook, one: str, other: str, together: str
) -> None:
    assert joined(disputed(notebook, one, other, base="○ 처음.\n○ 딴것.")) == together


def test_every_sentence_of_every_version_is_in_both(notebook: Notebook) -> None:
    one, other = "가. 나. 다.\n라. 마.", "나. 가. 바.\n사. 마. 라."
    together = joined(disputed(notebook, one, other))
    assert set(f"{one} {other}".split()) <= set(together.split())
