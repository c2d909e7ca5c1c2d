"""Undo and redo: what was there comes back, what others did stays."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.edits import Edit
from db.notebook import Notebook
from db.records import KINDS, Redaction, Value, field_specs
from db.steps import Who
from db.undoing import Undoing, undoing
from tests.conftest import FULL
from tests.db.replicas import Replica, empty_notebook

Shown = dict[str, dict[str, Any]]
BASE = "하나. 둘. 셋. 넷."
FIRST, SECOND, VISIT = (f"00000000-0000-4000-8000-{number:012}" for number in (1, 2, 3))


class Laptop(Replica):
    """A replica with one note, and what its person does."""

    def __init__(self, name: str, empty: sqlite3.Connection, ticks: Iterator[int]) -> None:
        super().__init__(name, empty, lambda: next(ticks))

    def do(self, *edits: Edit) -> tuple[str, ...]:
        return self.run(lambda connection: self.store.commit(connection, edits, Who(self.name, self.name))).revisions

    def write(self, object_id: str, base: Sequence[str] | None = None, **fields: Value) -> tuple[str, ...]:
        named = {} if base is None else {name: tuple(base) for name in fields}
        return self.do(Edit(object_id, self.kind(object_id), fields, named))

    def undo(self, revisions: Sequence[str]) -> tuple[str, ...]:
        return self.do(*undoing(self.reader, revisions).edits)

    def kept(self, revisions: Sequence[str]) -> tuple[tuple[str, str], ...]:
        return undoing(self.reader, revisions).kept

    def give(self, other: Laptop) -> None:
        other.merge(other.plan(self.lines()))

    def kind(self, object_id: str) -> str:
        (row,) = self.raw.execute("SELECT kind FROM state WHERE object = ?", (object_id,))
        return str(row[0])

    def value(self, object_id: str, name: str = "text") -> Any:
        return getattr(self.reader.get(object_id), name)

    def deleted(self, object_id: str) -> bool:
        record = self.reader.get(object_id)
        return record is None or bool(
            self.raw.execute("SELECT deleted FROM state WHERE object=?", (object_id,)).fetchone()[0]
        )

    def versions(self, object_id: str, name: str = "text") -> list[Any]:
        return [version.value for version in self.reader.conflicts(object_id).get(name, ())]

    def shown(self) -> Shown:
        """What stands outside the bin: the values, and of fields in conflict all versions."""
        found: Shown = {}
        for kind in KINDS.values():
            for record in self.reader.all(kind):
                values = {spec.name: getattr(record, spec.name) for spec in field_specs(kind)}
                conflicts = self.reader.conflicts(record.id)
                found[record.id] = values | {
                    name: sorted({repr(each.value) for each in versions}) for name, versions in conflicts.items()
                }
        return found


@pytest.fixture(scope="module")
def empty() -> Iterator[sqlite3.Connection]:
    with closing(empty_notebook()) as made:
        yield made


@pytest.fixture
def laptops(empty: sqlite3.Connection) -> Iterator[list[Laptop]]:
    """Two laptops that know the same note, with a heading and four sentences."""
    ticks = count(1)
    one, other = Laptop("A", empty, ticks), Laptop("B", empty, ticks)
    one.do(Edit(FIRST, "note", {"heading": "제목", "text": BASE}))
    one.give(other)
    yield [one, other]
    one.close()
    other.close()


# What one person does.


def test_fields_go_back_to_what_their_author_saw_and_redo_brings_them_again(laptops: list[Laptop]) -> None:
    one = laptops[0]
    done = one.write(FIRST, heading="새 제목", text="다른 글.", flags=("살필 것",))
    undone = one.undo(done)
    assert (one.value(FIRST, "heading"), one.value(FIRST), one.value(FIRST, "flags")) == ("제목", BASE, ())
    redone = one.undo(undone)
    assert (one.value(FIRST, "heading"), one.value(FIRST), one.value(FIRST, "flags")) == (
        "새 제목",
        "다른 글.",
        ("살필 것",),
    )
    one.undo(redone)
    assert (one.value(FIRST, "heading"), one.value(FIRST)) == ("제목", BASE)


def test_what_was_changed_since_stays_and_is_told(laptops: list[Laptop]) -> None:
    one = laptops[0]
    done = one.write(FIRST, heading="새 제목", text="다른 글.")
    one.write(FIRST, text="또 다른 글.")
    assert one.kept(done) == ((FIRST, "text"),)
    one.undo(done)
    assert (one.value(FIRST, "heading"), one.value(FIRST)) == ("제목", "또 다른 글.")


def test_several_revisions_of_one_object_fold_to_the_earliest(laptops: list[Laptop]) -> None:
    one = laptops[0]
    done = [*one.write(FIRST, text="가."), *one.write(FIRST, text="나."), *one.write(FIRST, heading="다")]
    one.undo(done)
    assert (one.value(FIRST, "heading"), one.value(FIRST)) == ("제목", BASE)


def test_what_another_wrote_between_them_stays(laptops: list[Laptop]) -> None:
    one, other = laptops
    mine = one.write(FIRST, text="내 글.")
    one.give(other)
    other.write(FIRST, text="남의 글.")
    other.give(one)
    mine += one.write(FIRST, text="내 둘째 글.")
    one.undo(mine)
    assert one.value(FIRST) == "남의 글."


def test_a_new_object_goes_into_the_bin_and_comes_out_again(laptops: list[Laptop]) -> None:
    one = laptops[0]
    done = one.do(Edit(VISIT, "visit", {"title": "항만"}), Edit(SECOND, "note", {"visit": VISIT, "text": "글."}))
    undone = one.undo(done)
    assert one.deleted(VISIT)
    assert one.deleted(SECOND)
    assert not one.deleted(FIRST)
    redone = one.undo(undone)
    assert not one.deleted(VISIT)
    assert one.value(SECOND) == "글."
    one.undo(redone)
    assert one.deleted(VISIT)
    assert one.deleted(SECOND)


def test_what_was_binned_comes_out_and_goes_in_again(laptops: list[Laptop]) -> None:
    one = laptops[0]
    undone = one.undo(one.write(FIRST, deleted=True))
    assert not one.deleted(FIRST)
    one.undo(undone)
    assert one.deleted(FIRST)


def test_a_new_object_that_was_written_on_stays_with_what_it_stands_in(laptops: list[Laptop]) -> None:
    one = laptops[0]
    figure = "00000000-0000-4000-8000-00000000000f"
    done = one.do(
        Edit(VISIT, "visit", {"title": "항만"}),
        Edit(SECOND, "note", {"visit": VISIT, "text": "글."}),
        Edit(figure, "figure", {"visit": VISIT, "caption": "그림"}),
    )
    one.write(SECOND, text=f"고친 글.\n![](figure:{figure})")
    assert set(one.kept(done)) == {(VISIT, "deleted"), (SECOND, "deleted"), (figure, "deleted")}
    assert one.undo(done) == ()


def test_an_import_is_taken_back_and_comes_again(laptops: list[Laptop]) -> None:
    one = laptops[0]
    original, later = Edit(SECOND, "note", {"text": "가져온 글."}), Edit(SECOND, "note", {"visit": VISIT, "order": "m"})
    done = one.run(lambda connection: one.store.take_in(connection, [original], [later], Who("A", "A"))).revisions
    undone = one.undo(done)
    assert one.deleted(SECOND)
    one.undo(undone)
    assert not one.deleted(SECOND)
    assert one.value(SECOND) == "가져온 글."


def test_order_keys_and_lists_go_back(laptops: list[Laptop]) -> None:
    one = laptops[0]
    before = one.value(FIRST, "order")
    undone = one.undo(one.write(FIRST, order="zz", flags=("가", "나")))
    assert (one.value(FIRST, "order"), one.value(FIRST, "flags")) == (before, ())
    one.undo(undone)
    assert (one.value(FIRST, "order"), one.value(FIRST, "flags")) == ("zz", ("가", "나"))


def test_redactions_and_what_they_blanked_are_passed_over(notebook: Notebook) -> None:
    (made,) = notebook.commit([Edit(FIRST, "note", {"text": "지울 글."})]).revisions
    redaction = [name for name in notebook.redact([made], "잘못").revisions if name != made]
    assert notebook.reader.all(Redaction)
    assert undoing(notebook.reader, [made, *redaction]) == Undoing(())
    assert undoing(notebook.reader, ["0" * 64]) == Undoing(())


# What several people do.


def test_of_texts_that_merged_only_ones_own_change_goes(laptops: list[Laptop]) -> None:
    one, other = laptops
    mine = one.write(FIRST, text=BASE.replace("하나.", "하나와 반."))
    other.write(FIRST, text=BASE.replace("넷.", "넷과 반."))
    other.give(one)
    assert one.value(FIRST) == "하나와 반. 둘. 셋. 넷과 반."
    undone = one.undo(mine)
    assert one.value(FIRST) == "하나. 둘. 셋. 넷과 반."
    one.undo(undone)
    assert one.value(FIRST) == "하나와 반. 둘. 셋. 넷과 반."
    one.give(other)
    assert other.shown() == one.shown()


def test_of_values_in_conflict_the_other_is_left(laptops: list[Laptop]) -> None:
    one, other = laptops
    other.write(FIRST, heading="남의 제목")
    mine = one.write(FIRST, heading="내 제목")
    other.give(one)
    assert one.versions(FIRST, "heading") == ["내 제목", "남의 제목"]
    undone = one.undo(mine)
    assert (one.value(FIRST, "heading"), one.versions(FIRST, "heading")) == ("남의 제목", [])
    one.undo(undone)
    assert one.versions(FIRST, "heading") == ["내 제목", "남의 제목"]


@pytest.mark.parametrize(("name", "texts"), [("text", ("이쪽 글.", "저쪽 글.")), ("heading", ("이쪽", "저쪽"))])
@pytest.mark.parametrize("choice", ["이쪽", "저쪽", "둘 다"])
def test_a_choice_taken_back_brings_the_conflict_back_everywhere(
    laptops: list[Laptop], name: str, texts: tuple[str, str], choice: str
) -> None:
    one, other = laptops
    one.write(FIRST, **{name: texts[0]})
    other.write(FIRST, **{name: texts[1]})
    other.give(one)
    versions = one.reader.conflicts(FIRST)[name]
    assert sorted(one.versions(FIRST, name)) == sorted(texts)
    chosen = {"이쪽": texts[0], "저쪽": texts[1], "둘 다": " ".join(texts)}[choice]
    before = one.shown()
    settled = one.write(FIRST, [each.revision for each in versions], **{name: chosen})
    assert one.versions(FIRST, name) == []
    assert one.value(FIRST, name) == chosen
    undone = one.undo(settled)
    assert one.shown() == before
    one.give(other)
    assert other.shown() == before
    other.undo(undone)
    assert (other.value(FIRST, name), other.versions(FIRST, name)) == (chosen, [])
    other.give(one)
    assert one.shown() == other.shown()


def test_the_conflict_comes_back_with_what_only_one_side_had_seen(laptops: list[Laptop]) -> None:
    """The first of two changes of one side must not count as what both came from."""
    one, other = laptops
    other.write(FIRST, text="하나 저쪽. 둘. 셋. 넷.")
    other.write(FIRST, text="하나 저쪽. 둘. 셋. 넷 저쪽.")
    one.write(FIRST, text="하나 이쪽. 둘. 셋. 넷.")
    other.give(one)
    versions = one.versions(FIRST)
    settled = one.write(FIRST, [each.revision for each in one.reader.conflicts(FIRST)["text"]], text="하나. 끝.")
    one.undo(settled)
    assert one.versions(FIRST) == versions


def test_what_came_in_beside_a_choice_stays_when_it_is_taken_back(laptops: list[Laptop]) -> None:
    one, other = laptops
    one.write(FIRST, text="이쪽 글.")
    other.write(FIRST, text="저쪽 글.")
    other.give(one)
    base = [each.revision for each in one.reader.conflicts(FIRST)["text"]]
    other.write(FIRST, text="저쪽의 더 새 글.")
    settled = one.write(FIRST, base, text="고른 글.")
    other.give(one)
    assert sorted(one.versions(FIRST)) == ["고른 글.", "저쪽의 더 새 글."]
    one.undo(settled)
    assert {"이쪽 글.", "저쪽의 더 새 글."} <= set(one.versions(FIRST))
    assert "고른 글." not in one.versions(FIRST)


def test_a_deletion_that_an_edit_has_beaten_and_one_that_two_made(laptops: list[Laptop]) -> None:
    one, other = laptops
    mine = one.write(FIRST, deleted=True)
    other.write(FIRST, deleted=True)
    other.give(one)
    assert one.kept(mine) == ((FIRST, "deleted"),)
    assert one.deleted(FIRST)


# Anything, in any order.


@dataclass(frozen=True)
class Doing:
    """what: see _do. pick, other: numbers that choose among what there is."""

    what: str
    pick: int
    other: int


DOINGS = st.lists(
    st.builds(
        Doing,
        st.sampled_from(["create", "text", "text", "heading", "flags", "order", "old", "old", "settle", "bin", "both"]),
        st.integers(0, 40),
        st.integers(0, 40),
    ),
    min_size=1,
    max_size=12,
)


def _do(laptop: Laptop, doing: Doing, serial: int) -> tuple[str, ...]:
    """One thing that a person does, or that comes in from another; the revisions it wrote."""
    rows = laptop.raw.execute(
        "SELECT object FROM state WHERE kind = 'note' AND (? OR NOT deleted) ORDER BY object",
        [doing.what in ("bin", "order")],
    )
    notes = [row[0] for row in rows]
    if not notes:
        return ()
    note = notes[doing.pick % len(notes)]
    conflicts = sorted((each, name) for each in notes for name in laptop.reader.conflicts(each))
    sentences = BASE.split(" ")
    sentences[doing.other % 4] = f"문장 {serial}."
    text = " ".join(sentences)
    match doing.what:
        case "create":
            return laptop.do(Edit(f"00000000-0000-4000-9000-{serial:012}", "note", {"text": text}))
        case "text":
            return laptop.write(note, text=text)
        case "heading":
            return laptop.write(note, heading=f"제목 {doing.other % 3}")
        case "flags":
            return laptop.write(note, flags=(f"표 {doing.other % 3}",) if doing.other % 2 else ())
        case "order":
            return laptop.write(note, order=f"a{doing.other % 5}")
        case "bin":
            return laptop.write(note, deleted=not laptop.deleted(note))
        case "old" if not laptop.reader.conflicts(note):  # as if it came from a laptop that knew less
            history = laptop.reader.history(note)
            name, value = ("text", text) if doing.other % 3 else ("heading", f"옛 제목 {serial}")
            return laptop.write(note, [history[doing.other % len(history)].id], **{name: value})
        case "settle" if conflicts:
            note, name = conflicts[doing.pick % len(conflicts)]
            versions = laptop.reader.conflicts(note)[name]
            values = [each.value for each in versions]
            value = [*values, " ".join(values) if name == "text" else "고른 제목"][doing.other % (len(values) + 1)]
            return laptop.write(note, [each.revision for each in versions], **{name: value})
        case "both":
            other = notes[doing.other % len(notes)]
            return laptop.do(Edit(note, "note", {"heading": f"가 {serial}"}), Edit(other, "note", {"text": text}))
    return ()


@settings(max_examples=400 if FULL else 40, derandomize=True)
@given(DOINGS)
def test_undone_in_reverse_all_is_as_it_was_and_redone_as_it_became(
    empty: sqlite3.Connection, doings: list[Doing]
) -> None:
    with closing(Laptop("A", empty, count(1))) as laptop:
        laptop.do(Edit(FIRST, "note", {"heading": "제목", "text": BASE}), Edit(SECOND, "note", {"text": BASE}))
        stack: list[tuple[str, ...]] = []
        seen = [laptop.shown()]
        for serial, doing in enumerate(doings, start=10):
            if done := _do(laptop, doing, serial):
                stack.append(done)
                seen.append(laptop.shown())
        for _ in range(2):
            undone: list[tuple[str, ...]] = []
            for done, before in zip(reversed(stack), reversed(seen[:-1]), strict=True):
                assert undoing(laptop.reader, done).kept == ()
                undone.append(laptop.undo(done))
                assert laptop.shown() == before
            stack = []
            for back, after in zip(reversed(undone), seen[1:], strict=True):
                stack.append(laptop.undo(back))
                assert laptop.shown() == after
