from __future__ import annotations

import sqlite3
import threading
import time
from pathlib import Path

import pytest

from db.edits import Draft, Edit, change, create
from db.engine import Writer
from db.errors import BugError, KnownError
from db.ids import new_id
from db.notebook import Notebook
from db.queries import Reader
from db.records import Note, Person, Question, Record, Tour, Visit
from db.revisions import check
from tests.db.laptops import conflicted


def the(record: Record | None) -> Record:
    assert record is not None
    return record


def note(notebook: Notebook, object_id: str) -> Note:
    found = notebook.reader.get(object_id)
    assert isinstance(found, Note)
    return found


def test_a_new_notebook_holds_its_first_content(notebook: Notebook, tmp_path: Path) -> None:
    assert notebook.reader.tour() == Tour(id=the(notebook.reader.tour()).id, order="a0", title="북해 항만 연수")
    assert [file.name for file in tmp_path.iterdir()] == ["연수 노트.notebook"]
    assert not notebook.read_only
    (first,) = notebook.history(the(notebook.reader.tour()).id)
    assert (first.author, first.device, first.parents, first.notebook) == ("person", "laptop", (), notebook.id)


def test_what_was_committed_is_there_after_opening_again(notebook: Notebook) -> None:
    visit = create(Visit, title="항만 공사", recorders=("p1", "p2"), date="2031-05-22", start_time="09:30", flags=())
    question = create(Question, visit=visit.object, question="몇 척?", prepared=True)
    changes = notebook.commit([visit, question])
    assert changes.kinds == {"visit", "question"}
    assert changes.ids == {visit.object, question.object}
    wanted = (notebook.reader.get(visit.object), notebook.reader.get(question.object))
    notebook.close()
    assert sorted(file.name for file in notebook.path.iterdir()) == ["blobs", "notebook.db", "notebook.lock"]
    with Notebook.open(notebook.path) as again:
        assert again.id == notebook.id
        assert (again.reader.get(visit.object), again.reader.get(question.object)) == wanted
    assert wanted == (
        Visit(
            id=visit.object,
            order="a0",
            title="항만 공사",
            recorders=("p1", "p2"),
            date="2031-05-22",
            start_time="09:30",
        ),
        Question(id=question.object, order="a0", visit=visit.object, question="몇 척?", prepared=True),
    )


def test_a_change_writes_only_what_changed_and_its_parents(notebook: Notebook) -> None:
    made = create(Note, heading="주요내용", text="하나.")
    notebook.commit([made])
    notebook.commit([change(note(notebook, made.object), heading="주요내용", text="둘.")])
    first, second = notebook.history(made.object)
    assert (second.fields, second.parents) == ({"text": "둘."}, (first.id,))
    assert second.instant > first.instant
    assert not notebook.commit([change(note(notebook, made.object), text="둘.")])
    assert len(notebook.history(made.object)) == 2


def test_revisions_are_stored_in_their_canonical_form(notebook: Notebook) -> None:
    notebook.commit([create(Note, text="가\r\n나\ud800")])
    with sqlite3.connect(notebook.path / "notebook.db") as raw:
        rows = raw.execute("SELECT id, payload FROM revision").fetchall()
        parents = raw.execute("SELECT * FROM revision_parent").fetchall()
    raw.close()
    assert [check(payload).id for _, payload in rows] == [name for name, _ in rows]
    assert len(rows) == 2
    assert parents == []
    assert notebook.reader.all(Note)[0].text == "가\n나\ufffd"


def test_new_objects_stand_in_the_order_in_which_they_were_made(notebook: Notebook) -> None:
    people = [create(Person, name=f"사람 {number}") for number in range(70)]
    notebook.commit(people[:30])
    for each in people[30:]:
        notebook.commit([each])
    assert [person.id for person in notebook.reader.all(Person)] == [each.object for each in people]


def test_two_edits_of_one_object_in_one_commit_are_one_revision(notebook: Notebook) -> None:
    made = create(Note, text="하나.")
    notebook.commit([made, Edit(made.object, "note", {"heading": "제목", "text": "둘."})])
    (only,) = notebook.history(made.object)
    assert (only.fields["heading"], only.fields["text"]) == ("제목", "둘.")


@pytest.mark.parametrize(
    "edit",
    [
        Edit("x", "unicorn", {"text": "글"}),
        Edit("x", "note", {"colour": "red"}),
        Edit("x", "note", {"text": 5}),
        Edit("x", "note", {"text": None}),
        Edit("x", "note", {"deleted": "yes"}),
        Edit("x", "visit", {"date": "22.05.2031"}),
        Edit("x", "visit", {"date": "2031-02-30"}),
        Edit("x", "visit", {"start_time": "25:00"}),
        Edit("x", "visit", {"recorders": "p1"}),
        Edit("x", "person", {"role": "king"}),
        Edit("x", "figure", {"blob": "../../secret"}),
        Edit("x", "figure", {"width": 1 << 70}),
        Edit("x", "figure", {"taken_at": "yesterday"}),
        Edit("x", "note", {"order": "가"}),
    ],
)
def test_a_value_that_does_not_fit_is_a_fault_and_writes_nothing(notebook: Notebook, edit: Edit) -> None:
    with pytest.raises(BugError):
        notebook.commit([create(Note, text="글"), edit])
    assert notebook.reader.count(Note) == 0


def test_two_kinds_for_one_object_are_a_fault(notebook: Notebook) -> None:
    with pytest.raises(BugError):
        notebook.commit([Edit("x", "note", {"text": "글"}), Edit("x", "chapter", {"text": "글"})])


def test_the_bin(notebook: Notebook) -> None:
    kept, gone = create(Note, text="남는다."), create(Note, text="지운다.")
    notebook.commit([kept, gone])
    notebook.commit([change(note(notebook, gone.object), deleted=True)])
    assert [each.id for each in notebook.reader.all(Note)] == [kept.object]
    assert [each.id for each in notebook.reader.all(Note, deleted=True)] == [gone.object]
    assert note(notebook, gone.object).deleted
    assert notebook.reader.count(Note) == 1
    notebook.commit([change(note(notebook, gone.object), deleted=False)])
    assert notebook.reader.count(Note) == 2


def test_where(notebook: Notebook) -> None:
    visit = create(Visit)
    inside, outside = create(Note, visit=visit.object, flags=("doubt",)), create(Note)
    notebook.commit([visit, inside, outside])
    reader = notebook.reader
    assert [each.id for each in reader.all(Note, visit=visit.object)] == [inside.object]
    assert [each.id for each in reader.all(Note, visit=None)] == [outside.object]
    assert [each.id for each in reader.all(Note, flags=("doubt",))] == [inside.object]
    assert reader.count(Note, visit=visit.object, heading="") == 1
    with pytest.raises(TypeError):
        reader.all(Note, colour="red")


def test_a_save_from_an_old_base_keeps_both_versions(notebook: Notebook) -> None:
    made = create(Note, text="하나다. 둘이다. 셋이다.")
    notebook.commit([made])
    base = notebook.reader.heads(made.object)
    notebook.commit([Edit(made.object, "note", {"text": "하나다. 2다. 셋이다."}, base)])
    notebook.device = "tablet"
    notebook.commit([Edit(made.object, "note", {"text": "하나다. 이(二)다. 셋이다."}, base)])
    assert note(notebook, made.object).text == "하나다. 이(二)다. 셋이다."
    versions = notebook.reader.conflicts(made.object)["text"]
    assert [(each.value, each.device) for each in versions] == [
        ("하나다. 이(二)다. 셋이다.", "tablet"),
        ("하나다. 2다. 셋이다.", "laptop"),
    ]
    assert notebook.reader.heads(made.object)["text"] == (versions[0].revision,)
    assert versions[0].instant == notebook.history(made.object)[-1].instant
    assert conflicted(notebook.reader) == {made.object}
    notebook.commit(
        [Edit(made.object, "note", {"text": "하나다. 셋이다."}, {"text": tuple(each.revision for each in versions)})]
    )
    assert notebook.reader.conflicts(made.object) == {}
    assert notebook.verify() == ()


def test_a_draft_is_kept_and_becomes_a_revision(notebook: Notebook) -> None:
    made = create(Note, text="하나.")
    notebook.commit([made])
    base = notebook.reader.heads(made.object)["text"]
    saved = notebook.keep_draft(Draft(made.object, "note", "text", "하나. 둘", base, 5)).result()
    (kept,) = notebook.reader.drafts()
    assert kept == Draft(made.object, "note", "text", "하나. 둘", base, 5, saved)
    assert notebook.reader.draft(made.object, "text") == kept
    assert notebook.reader.draft(made.object, "heading") is None
    assert note(notebook, made.object).text == "하나."
    notebook.keep_draft(Draft(made.object, "note", "text", "하나. 둘.", base, 6))
    changes = notebook.commit_drafts(made.object).result()
    assert changes.ids == {made.object}
    assert notebook.reader.drafts() == []
    assert note(notebook, made.object).text == "하나. 둘."
    assert notebook.history(made.object)[-1].parents == base


def test_a_draft_of_a_new_object_makes_it(notebook: Notebook) -> None:
    object_id = new_id()
    notebook.keep_draft(Draft(object_id, "note", "text", "새 글"))
    assert notebook.reader.get(object_id) is None
    notebook.commit_drafts()
    notebook.keep_draft(Draft(new_id(), "note", "text", "다른 글")).result()
    assert note(notebook, object_id).text == "새 글"


def test_a_draft_that_changed_nothing_ends_without_a_revision(notebook: Notebook) -> None:
    made = create(Note, text="하나.")
    notebook.commit([made])
    base = notebook.reader.heads(made.object)["text"]
    notebook.commit([Edit(made.object, "note", {"text": "다른 사람의 글."})])
    notebook.keep_draft(Draft(made.object, "note", "text", "하나.", base))
    notebook.keep_draft(Draft(made.object, "note", "heading", "", ()))
    assert not notebook.commit_drafts().result()
    assert notebook.reader.drafts() == []
    assert note(notebook, made.object).text == "다른 사람의 글."


def test_dropping_a_draft(notebook: Notebook) -> None:
    notebook.keep_draft(Draft("x", "note", "text", "글"))
    notebook.drop_draft("x", "text").result()
    assert notebook.reader.drafts() == []


def test_a_draft_of_no_field_is_a_fault(notebook: Notebook) -> None:
    with pytest.raises(BugError):
        notebook.keep_draft(Draft("x", "note", "colour", "글")).result()


def test_deleting_takes_what_was_being_written_into_the_bin(notebook: Notebook) -> None:
    made = create(Note, text="하나.")
    notebook.commit([made])
    notebook.keep_draft(Draft(made.object, "note", "text", "하나. 둘.", notebook.reader.heads(made.object)["text"]))
    notebook.commit([change(note(notebook, made.object), deleted=True)])
    assert notebook.reader.drafts() == []
    assert (note(notebook, made.object).text, note(notebook, made.object).deleted) == ("하나. 둘.", True)


def test_closing_makes_revisions_of_drafts(notebook: Notebook) -> None:
    made = create(Note, text="하나.")
    notebook.commit([made])
    notebook.keep_draft(Draft(made.object, "note", "text", "둘.", notebook.reader.heads(made.object)["text"]))
    notebook.commit_later([create(Note, text="셋.")])
    notebook.close()
    notebook.close()
    with Notebook.open(notebook.path) as again:
        assert [each.text for each in again.reader.all(Note)] == ["둘.", "셋."]
        assert again.reader.drafts() == []
    with pytest.raises(BugError):
        notebook.commit([])


def test_take_in_is_the_same_everywhere_and_adds_nothing_again(tmp_path: Path) -> None:
    originals = [Edit(new_id(), "note", {"text": f"가져온 글 {number}."}) for number in range(3)]
    later = [Edit(each.object, "note", {"visit": "v"}) for each in originals]
    notebook_id = new_id()
    firsts = []
    for name in ("one", "other"):
        with Notebook.create(tmp_path / name, author=name, device=name, notebook_id=notebook_id) as notebook:
            changes = notebook.take_in(originals, later)
            assert len(changes.revisions) == 6
            firsts.append([notebook.history(each.object)[0] for each in originals])
            assert all(
                (first.author, first.device, first.hlc, first.parents) == (None, None, 0, ()) for first in firsts[-1]
            )
            edited, gone, _ = (note(notebook, each.object) for each in originals)
            assert edited.visit == "v"
            notebook.commit([change(edited, text="고친 글."), change(gone, deleted=True)])
            before = [notebook.history(each.object) for each in originals]
            assert not notebook.take_in(originals, later)
            new = Edit(new_id(), "note", {"text": "새 글."})
            assert notebook.take_in([*originals, new], later).ids == {new.object}
            assert [notebook.history(each.object) for each in originals] == before
            assert notebook.reader.status(edited.id) == "submitted"
            assert notebook.verify() == ()
    assert firsts[0] == firsts[1]


def test_take_in_is_one_transaction(notebook: Notebook) -> None:
    fitting = Edit(new_id(), "note", {"text": "글."})
    with pytest.raises(BugError):
        notebook.take_in([fitting], [Edit(fitting.object, "note", {"colour": "red"})])
    assert notebook.reader.get(fitting.object) is None
    assert notebook.history(fitting.object) == ()


def test_readers_in_other_threads_see_whole_commits(notebook: Notebook) -> None:
    made = create(Note, heading="0", text="0")
    notebook.commit([made])
    stop, torn = threading.Event(), []

    def look() -> None:
        reader = Reader(notebook.path)
        while not stop.is_set():
            seen = reader.get(made.object)
            assert isinstance(seen, Note)
            if seen.heading != seen.text:
                torn.append(seen)
        reader.close()

    thread = threading.Thread(target=look)
    thread.start()
    for number in range(60):
        notebook.commit([Edit(made.object, "note", {"heading": str(number), "text": str(number)})])
    stop.set()
    thread.join()
    assert torn == []


def test_a_snapshot_is_of_one_moment(notebook: Notebook) -> None:
    reader = Reader(notebook.path)
    with reader.snapshot():
        assert reader.count(Note) == 0
        notebook.commit([create(Note)])
        with reader.snapshot():
            assert reader.count(Note) == 0
    assert reader.count(Note) == 1
    reader.close()


def test_a_read_only_notebook_reads_beside_the_writer_and_refuses_to_write(notebook: Notebook) -> None:
    made = create(Note, text="글.")
    notebook.commit([made])
    with Notebook.open(notebook.path, read_only=True) as beside:
        assert beside.read_only
        assert beside.reader.all(Note) == notebook.reader.all(Note)
        for write in (
            lambda: beside.commit([made]),
            lambda: beside.keep_draft(Draft("x", "note", "text", "글")),
            lambda: beside.add_blob(b""),
        ):
            with pytest.raises(KnownError, match=r"errors\.read_only"):
                write()
        notebook.commit([create(Note)])
        assert beside.reader.count(Note) == 2


def test_a_reader_of_nothing_says_so(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match=r"errors\.missing"):
        Reader(tmp_path / "nowhere.notebook")


def test_unknown_objects(notebook: Notebook) -> None:
    reader = notebook.reader
    assert reader.get("nobody") is None
    assert reader.heads("nobody") == {}
    assert reader.history("nobody") == ()
    assert reader.status("nobody") == ""
    assert reader.conflicts("nobody") == {}
    assert reader.blob("0" * 64) is None
    assert [reader.blob_path(name) for name in ("0" * 64, "../notebook.db", "", "/etc/hosts")] == [None] * 4


def test_a_cancelled_write_is_not_made(notebook: Notebook) -> None:
    go = threading.Event()
    writer: Writer = notebook._writer
    first = writer.submit(lambda _connection: go.wait())
    second = notebook.commit_later([create(Note)])
    assert second.cancel()
    go.set()
    assert first.result()
    assert notebook.commit([create(Note)])
    assert notebook.reader.count(Note) == 1


def test_what_was_written_last_stands_first(notebook: Notebook, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, gone = (create(Note, text=text) for text in ("하나.", "둘.", "셋."))
    for each in (first, second, gone, create(Visit)):
        notebook.commit([each])
    notebook.commit([change(note(notebook, gone.object), deleted=True)])
    imported = Edit(new_id(), "note", {"text": "가져온 글."})
    notebook.take_in([imported], [Edit(imported.object, "note", {"order": "a5"})])
    untouched = Edit(new_id(), "note", {"text": "가져온 다른 글."})
    notebook.take_in([untouched])
    assert [name for name, _ in notebook.reader.recent(["note"], 9)] == [imported.object, second.object, first.object]
    monkeypatch.setenv("TZ", "America/Los_Angeles")
    time.tzset()
    notebook.keep_draft(Draft(first.object, "note", "text", "하나 반.")).result()
    assert [name for name, _ in notebook.reader.recent(["note"], 2)] == [first.object, imported.object]
    monkeypatch.undo()
    time.tzset()


def held(object_id: str, text: str, field: str = "text~settle", kind: str = "note") -> Draft:
    return Draft(object_id, kind, field, text, ("r",), 2, held=True)


def test_a_held_draft_is_kept_and_never_becomes_a_revision(notebook: Notebook) -> None:
    note, comment = create(Note, text="처음."), new_id()
    notebook.commit([note])
    for draft in (held(note.object, "고른 글\r\n"), held(comment, "의견", "text", "comment")):
        assert notebook.keep_draft(draft).result()
    notebook.keep_draft(Draft(note.object, "note", "text", "다음.")).result()
    assert [each.text for each in notebook.reader.drafts()] == ["다음."]
    assert {each.text for each in notebook.reader.drafts(held=True)} == {"고른 글\n", "의견"}
    assert len(notebook.reader.drafts(held=None)) == 3
    assert notebook.commit_drafts(note.object).result().ids == {note.object}
    assert not notebook.commit_drafts().result()
    found = notebook.reader.draft(note.object, "text~settle")
    assert found is not None
    assert (found.text, found.base, found.caret, found.held) == ("고른 글\n", ("r",), 2, True)
    assert notebook.reader.get(comment) is None
    notebook.close()
    with Notebook.open(notebook.path) as again:
        assert len(again.reader.drafts(held=True)) == 2
        again.drop_draft(note.object, "text~settle").result()
        assert [each.object for each in again.reader.drafts(held=None)] == [comment]


def test_a_held_draft_stays_when_its_object_goes_into_the_bin(notebook: Notebook) -> None:
    note = create(Note, text="처음.")
    notebook.commit([note])
    notebook.keep_draft(held(note.object, "고른 글")).result()
    notebook.commit([Edit(note.object, "note", {"deleted": True})])
    assert [each.text for each in notebook.reader.drafts(held=True)] == ["고른 글"]


def test_a_held_draft_is_no_sign_of_writing(notebook: Notebook) -> None:
    note = create(Note)
    notebook.commit([note])
    before = notebook.reader.recent(["note"], 5)
    notebook.keep_draft(held(note.object, "고른 글")).result()
    notebook.keep_draft(held(new_id(), "고른 글")).result()
    assert notebook.reader.statuses(Note) == {note.object: "empty"}
    assert notebook.reader.recent(["note"], 5) == before
    notebook.keep_draft(Draft(note.object, "note", "text", "글")).result()
    assert notebook.reader.statuses(Note) == {note.object: "writing"}
