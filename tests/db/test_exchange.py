"""Two notebooks of one tour give each other revisions: what the plan says, what a merge does, what comes back."""

from __future__ import annotations

import random
import sqlite3
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.edits import Draft, Edit, change, create
from db.errors import BugError, KnownError
from db.exchange import export, line_of, plan
from db.ids import new_id
from db.incoming import Sender
from db.mergeplan import (
    NOT_CANONICAL,
    OTHER_NOTEBOOK,
    WITHOUT_REDACTION,
    WRONG_ID,
    Clash,
    MergePlan,
    Rejected,
    Subject,
)
from db.notebook import Notebook
from db.records import Note, Redaction, Tour
from db.revisions import Clock, blank, canonical, hash_of, write
from resources import sentences

TEXT = "첫째다. 둘째다. 셋째다. 넷째다. 다섯째다."
DAY = 24 * 3600 * 1000 << 16


@pytest.fixture
def other(tmp_path: Path, notebook: Notebook) -> Iterator[Notebook]:
    """A second laptop that holds the same tour."""
    path = tmp_path / "다른 노트북.notebook"
    with Notebook.create(path, author="somebody", device="phone", notebook_id=notebook.id) as made:
        take(made, notebook)
        yield made


def lines(notebook: Notebook) -> list[str]:
    return list(export(notebook.reader))


def take(here: Notebook, there: Notebook, *, again: bool = False, redact: bool = False) -> MergePlan:
    """Take everything that there has; the plan that was carried out."""
    made = plan(here.reader, lines(there), again=again, redact=redact)
    changes = here.merge(made, sender="p", file="하루.bundle")
    assert bool(changes) == bool(made)
    assert here.verify() == ()
    return made


def note(notebook: Notebook, object_id: str) -> Note:
    found = notebook.reader.get(object_id)
    assert isinstance(found, Note)
    return found


def written(notebook: Notebook, text: str = TEXT) -> str:
    made = create(Note, text=text)
    notebook.commit([made])
    return made.object


def edit(notebook: Notebook, object_id: str, old: str, new: str) -> str:
    """Change one part of a note's text; the id of the revision."""
    text = note(notebook, object_id).text.replace(old, new)
    (made,) = notebook.commit([Edit(object_id, "note", {"text": text})]).revisions
    return made


def test_lines_stand_together_by_object_and_after_their_parents(notebook: Notebook) -> None:
    objects = [written(notebook) for _ in range(3)]
    for number in range(3):
        for each in objects:
            edit(notebook, each, "첫째", f"{number}첫째")
    seen: list[str] = []
    groups: list[str] = []
    for line in lines(notebook):
        name, _, payload = line.partition(" ")
        assert hash_of(payload) == name
        (revision,) = (r for o in [*objects, tour(notebook)] for r in notebook.history(o) if r.id == name)
        assert set(revision.parents) <= set(seen)
        seen.append(name)
        if not groups or groups[-1] != revision.object:
            groups.append(revision.object)
    assert len(seen) == 13
    assert sorted(groups) == sorted([*objects, tour(notebook)])


def tour(notebook: Notebook) -> str:
    found = notebook.reader.tour()
    assert found is not None
    return found.id


def test_export_of_chosen_objects_and_without_what_the_receiver_has(notebook: Notebook) -> None:
    one, two = written(notebook), written(notebook)
    first = notebook.history(one)[0].id
    later = edit(notebook, one, "첫째", "1번째")
    secret = edit(notebook, two, "둘째", "2번째")
    notebook.redact([secret], "실수")
    (redaction,) = notebook.reader.all(Redaction)
    given = [line.partition(" ")[0] for line in export(notebook.reader, [one], without={first})]
    assert sorted(given) == sorted([later, *(each.id for each in notebook.history(redaction.id))])


def test_a_plan_tells_what_is_new_changed_same_and_deleted(notebook: Notebook, other: Notebook) -> None:
    kept, gone, revived = (written(notebook) for _ in range(3))
    take(other, notebook)
    new = written(other)
    edit(other, kept, "첫째", "1번째")
    other.commit([change(note(other, gone), deleted=True)])
    edit(other, revived, "둘째", "2번째")
    notebook.commit([change(note(notebook, revived), deleted=True)])
    before = lines(notebook)
    made = plan(notebook.reader, lines(other))
    assert lines(notebook) == before
    assert made.new == (Subject("note", new),)
    assert made.changed == tuple(sorted(Subject("note", each) for each in (kept, gone, revived)))
    assert (made.deleted, made.revived) == ((Subject("note", gone),), (Subject("note", revived),))
    assert (made.same, len(made.taken), made.rejected, made.conflicts) == (4, 4, (), ())
    assert made.senders == (Sender("somebody", "phone", 4),)
    assert notebook.merge(made, sender="p", file="f").ids == {new, kept, gone, revived}
    assert note(notebook, kept).text == TEXT.replace("첫째", "1번째")
    assert note(notebook, gone).deleted
    assert not note(notebook, revived).deleted
    assert note(notebook, new) == note(other, new)


def test_the_order_of_the_lines_does_not_matter(notebook: Notebook, other: Notebook) -> None:
    objects = [written(other) for _ in range(4)]
    for each in objects:
        edit(other, each, "셋째", "3번째")
    given = lines(other)
    wanted = plan(notebook.reader, given)
    for seed in range(3):
        random.Random(seed).shuffle(given)
        assert plan(notebook.reader, [*given, *given[:3]]) == wanted


def test_taking_the_same_again_is_nothing_new(notebook: Notebook, other: Notebook) -> None:
    written(other)
    taken = take(notebook, other)
    assert len(notebook.intakes()) == 1
    again = take(notebook, other)
    assert (bool(again), again.new, again.changed, again.same) == (False, (), (), 2)
    assert not notebook.merge(taken, sender=None, file="f")  # a plan that was carried out before
    assert len(notebook.intakes()) == 1


def test_conflicts_are_told_before_and_listed_on_both_sides(notebook: Notebook, other: Notebook) -> None:
    made = written(notebook)
    take(other, notebook)
    edit(notebook, made, "둘째", "둘째(갑)")
    edit(other, made, "둘째", "둘째(을)")
    assert take(notebook, other).conflicts == (Clash("note", made, "text"),)
    take(other, notebook)
    assert notebook.reader.conflicts(made) == other.reader.conflicts(made)
    edit(other, made, "넷째", "4번째")
    assert len(take(notebook, other).conflicts) == 1  # another version than those that were listed
    other.commit([Edit(made, "note", {"heading": "제목"})])
    assert take(notebook, other).conflicts == ()


def test_a_choice_settles_a_conflict_everywhere_even_for_what_is_shown(notebook: Notebook, other: Notebook) -> None:
    made = written(notebook)
    take(other, notebook)
    edit(notebook, made, "둘째", "둘째(갑)")
    edit(other, made, "둘째", "둘째(을)")
    take(notebook, other)
    versions = notebook.reader.conflicts(made)["text"]
    shown = note(notebook, made).text
    (choice,) = notebook.settle(made, "text", shown, versions).revisions
    assert notebook.reader.conflicts(made) == {}
    assert notebook.history(made)[-1].parents == tuple(sorted(version.revision for version in versions))
    take(other, notebook)
    assert (other.reader.conflicts(made), note(other, made).text) == ({}, shown)
    notebook.commit([Edit(made, "note", {"text": versions[1].value}, {"text": (choice,)})])  # undone: another revision
    assert (note(notebook, made).text, notebook.reader.conflicts(made)) == (versions[1].value, {})


def test_a_version_that_came_after_the_view_was_opened_is_not_settled(notebook: Notebook, other: Notebook) -> None:
    made = written(notebook)
    take(other, notebook)
    edit(notebook, made, "둘째", "둘째(갑)")
    edit(other, made, "둘째", "둘째(을)")
    take(notebook, other)
    versions = notebook.reader.conflicts(made)["text"]
    edit(other, made, "둘째(을)", "둘째(병)")
    take(notebook, other)
    notebook.settle(made, "text", "골랐다.", versions)
    left = notebook.reader.conflicts(made)["text"]
    assert {version.value for version in left} == {"골랐다.", TEXT.replace("둘째", "둘째(병)")}
    with pytest.raises(BugError):
        notebook.settle("nobody", "text", "", versions)


def test_what_is_being_written_during_a_merge_keeps_its_base(notebook: Notebook, other: Notebook) -> None:
    made = written(notebook)
    take(other, notebook)
    base = notebook.reader.heads(made)["text"]
    draft = Draft(made, "note", "text", TEXT.replace("첫째", "1번째"), base)
    notebook.keep_draft(draft).result()
    edit(other, made, "다섯째", "5번째")
    take(notebook, other)
    kept = notebook.reader.draft(made, "text")
    assert kept is not None
    assert (kept.text, kept.base) == (draft.text, draft.base)
    notebook.commit_drafts().result()
    assert notebook.history(made)[-1].parents == base
    assert note(notebook, made).text == TEXT.replace("첫째", "1번째").replace("다섯째", "5번째")


def test_lines_that_are_none_are_rejected_and_say_why(notebook: Notebook, other: Notebook) -> None:
    written(other)
    (good,) = plan(notebook.reader, lines(other)).taken
    foreign, payload = write(
        notebook="another", object_id="o", kind="note", author=None, device=None, hlc=1, parents=(), fields={}
    )
    gone = "e" * 64, canonical({"redacted": True, "object": "o", "kind": "note", "parents": []})
    no_id = "../../x", gone[1]
    ending = "f" * 64, canonical({"redacted": True, "object": "o", "kind": "redaction", "parents": []})
    damaged = good.payload.replace("첫째", unicodedata.normalize("NFD", "첫째"))
    given = [
        line_of("0" * 64, good.payload),
        line_of(good.id, good.payload) + "\r\n",
        line_of(hash_of(damaged), damaged),
        line_of(foreign.id, payload),
        line_of(*gone),
        line_of(*no_id),
        line_of(*ending),
        "",
        good.payload,
    ]
    made = plan(notebook.reader, given)
    assert made.taken == (good,)
    assert made.rejected == (
        Rejected(1, WRONG_ID, "0" * 64),
        Rejected(3, NOT_CANONICAL, hash_of(damaged)),
        Rejected(4, OTHER_NOTEBOOK, foreign.id),
        Rejected(5, WITHOUT_REDACTION, "e" * 64),
        Rejected(6, WRONG_ID, "../../x"),
        Rejected(7, WITHOUT_REDACTION, "f" * 64),
        Rejected(8, NOT_CANONICAL, ""),
        Rejected(9, NOT_CANONICAL, good.payload.partition(" ")[0][:64]),
    )
    for language in ("ko", "en"):
        assert all(str(each.line) in sentences(language)(each.reason, line=each.line) for each in made.rejected)


def test_a_plan_of_another_notebook_is_a_fault(notebook: Notebook, tmp_path: Path) -> None:
    with Notebook.create(tmp_path / "x.notebook", [create(Tour, title="다른 연수")]) as stranger:
        with pytest.raises(BugError):
            notebook.merge(plan(stranger.reader, []), sender=None, file="f")
        assert {each.reason for each in plan(notebook.reader, lines(stranger)).rejected} == {OTHER_NOTEBOOK}


def test_a_read_only_notebook_plans_and_refuses_to_merge(notebook: Notebook, other: Notebook) -> None:
    written(other)
    with Notebook.open(notebook.path, read_only=True) as beside:
        made = plan(beside.reader, lines(other))
        assert made
        with pytest.raises(KnownError, match=r"errors\.read_only"):
            beside.merge(made, sender=None, file="f")


def test_kinds_and_fields_of_a_newer_program_pass_through_byte_for_byte(notebook: Notebook, other: Notebook) -> None:
    given = []
    for kind in ("hologram", "note"):
        body = {
            "v": 7,
            "notebook": notebook.id,
            "object": f"{kind}-1",
            "kind": kind,
            "author": None,
            "device": None,
            "hlc": 5 << 16,
            "parents": [],
            "fields": {"depth": {"z": [1, 2.5, {"a": None}]}, "text": "글."},
            "colour": "red",
        }
        payload = canonical(body)
        given.append(line_of(hash_of(payload), payload))
    notebook.merge(plan(notebook.reader, given), sender=None, file="f")
    take(other, notebook)
    assert set(given) <= set(lines(other))
    assert note(other, "note-1").text == "글."


def test_a_clock_far_ahead_is_marked_and_pulls_ours_by_a_day_at_most(notebook: Notebook) -> None:
    now = Clock().tick()
    made = []
    for ahead in (DAY // 2, 3 * DAY):
        revision, payload = write(
            notebook=notebook.id,
            object_id=f"o{ahead}",
            kind="note",
            author=None,
            device=None,
            hlc=now + ahead,
            parents=(),
            fields={"text": "글."},
        )
        made.append(line_of(revision.id, payload))
    wanted = plan(notebook.reader, made)
    assert [each.partition(" ")[0] for each in made[1:]] == list(wanted.ahead)
    notebook.merge(wanted, sender=None, file="f")
    hlc = notebook.history(written(notebook))[0].hlc
    assert now + DAY // 2 < hlc < now + DAY + DAY // 100


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


def test_a_redaction_blanks_here_travels_and_is_asked_about(notebook: Notebook, other: Notebook) -> None:
    made = written(notebook)
    secret = edit(notebook, made, "둘째", "둘째(비밀번호)")
    take(other, notebook)
    old = lines(notebook)
    edit(notebook, made, "(비밀번호)", "")
    take(other, notebook)
    notebook.redact([secret], "잘못 붙임")
    assert notebook.verify() == ()
    assert "비밀번호" not in "".join(lines(notebook))
    asked = take(other, notebook)
    (redaction,) = asked.redactions
    assert (redaction.reason, redaction.revisions, redaction.here) == ("잘못 붙임", (secret,), 1)
    assert (asked.taken, "비밀번호" in "".join(lines(other))) == ((), True)
    agreed = take(other, notebook, redact=True)
    assert agreed.changed == (Subject("note", made),)
    assert "비밀번호" not in "".join(lines(other))
    assert sorted(lines(other)) == sorted(lines(notebook))
    for here in (notebook, other):  # an old bundle does not undo it
        assert not plan(here.reader, old, redact=True, again=True)
        assert [each.redacted for each in here.history(made)] == [False, True, False]


def test_a_redaction_reaches_bodies_that_come_later_or_came_blanked(tmp_path: Path, notebook: Notebook) -> None:
    made = written(notebook)
    secret = edit(notebook, made, "둘째", "둘째(비밀번호)")
    whole = lines(notebook)
    edit(notebook, made, "(비밀번호)", "")
    notebook.redact([secret], "")
    blanked = lines(notebook)
    for name, first, then in (("a", blanked, whole), ("b", [*blanked, *whole], blanked), ("c", whole, blanked)):
        with Notebook.create(tmp_path / name, notebook_id=notebook.id) as fresh:
            for given in (first, then):
                fresh.merge(plan(fresh.reader, given, redact=True), sender=None, file="f")
                assert fresh.verify() == ()
            assert sorted(lines(fresh)) == sorted(blanked)
    with Notebook.create(tmp_path / "d", notebook_id=notebook.id) as fresh:
        asked = plan(fresh.reader, blanked)
        assert secret not in {each.id for each in asked.taken}
        assert (asked.rejected, len(asked.redactions)) == ((), 1)


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


def test_an_undone_merge_keeps_its_redactions(notebook: Notebook, other: Notebook) -> None:
    made = written(notebook)
    secret = edit(notebook, made, "둘째", "둘째(비밀번호)")
    take(other, notebook)
    other.redact([secret], "")
    take(notebook, other, redact=True)
    notebook.set_aside(notebook.intakes()[0].id)
    assert notebook.reader.count(Redaction) == 1
    assert notebook.verify() == ()


def test_only_what_is_here_and_no_redaction_can_be_redacted(notebook: Notebook) -> None:
    made = written(notebook)
    notebook.redact([notebook.history(made)[0].id], "")
    (redaction,) = notebook.reader.all(Redaction)
    for ids in ([], ["0" * 64], [notebook.history(redaction.id)[0].id]):
        with pytest.raises(BugError):
            notebook.redact(ids, "")
    revision = notebook.history(redaction.id)[0]
    hostile = create(Redaction, revisions=(revision.id, notebook.history(tour(notebook))[0].id))
    notebook.commit([hostile])
    assert notebook.verify() == ()
    assert notebook.reader.count(Redaction) == 2
    assert blank(revision)[0].redacted


def test_nothing_of_a_redacted_body_is_left_in_the_file(notebook: Notebook) -> None:
    made = written(notebook, "비밀번호 4711입니다. " * 400)
    edit(notebook, made, "비밀번호 4711입니다. " * 400, "고친 글.")
    notebook.redact([notebook.history(made)[0].id], "")
    notebook.close()
    assert "비밀번호".encode() not in (notebook.path / "notebook.db").read_bytes()


def test_a_body_blanked_by_a_program_that_was_killed_then_is_taken_out_of_the_file_later(
    notebook: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = written(notebook, "비밀번호 4711입니다. " * 400)
    edit(notebook, made, "비밀번호 4711입니다. " * 400, "고친 글.")
    with monkeypatch.context() as patched:
        patched.setattr(Notebook, "_shred", lambda notebook: None)  # as if it had died here
        notebook.redact([notebook.history(made)[0].id], "")
        notebook.close()
    Notebook.open(notebook.path).close()
    assert "비밀번호".encode() not in (notebook.path / "notebook.db").read_bytes()
    with Notebook.open(notebook.path, read_only=True) as again:
        assert again.reader.meta("to_shred") is None


def test_a_blanked_body_without_its_redaction_is_no_sound_notebook(notebook: Notebook) -> None:
    made = written(notebook)
    notebook.redact([notebook.history(made)[0].id], "")
    (redaction,) = notebook.reader.all(Redaction)
    notebook.close()
    raw = sqlite3.connect(notebook.path / "notebook.db")
    for table, column in (("revision", "object"), ("state", "object"), ("redaction", "id")):
        raw.execute(f"DELETE FROM {table} WHERE {column} = ?", (redaction.id,))
    raw.execute("DELETE FROM revision_parent WHERE revision NOT IN (SELECT id FROM revision)")
    raw.commit()
    raw.close()
    with Notebook.open(notebook.path) as again:
        assert len(again.verify()) == 1


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


def test_an_imported_text_that_was_redacted_elsewhere_comes_in_blanked(notebook: Notebook, other: Notebook) -> None:
    original = Edit(new_id(), "note", {"text": "비밀번호 4711."})
    other.take_in([original])
    other.redact([other.history(original.object)[0].id], "실수")
    (redaction,) = other.reader.all(Redaction)
    notebook.merge(plan(notebook.reader, export(other.reader, []), redact=True), sender=None, file="f")
    assert notebook.reader.get(redaction.id) == redaction
    notebook.take_in([original])
    assert [each.redacted for each in notebook.history(original.object)] == [True]
    assert notebook.verify() == ()


@pytest.mark.parametrize("damage", ["UPDATE revision SET payload = '{'", "UPDATE intake SET revisions = '{'"])
def test_damage_has_a_name(notebook: Notebook, other: Notebook, damage: str) -> None:
    made = written(other)
    take(notebook, other)
    (intake,) = notebook.intakes()
    edit(other, made, "첫째", "1번째")
    given = lines(other)
    raw = sqlite3.connect(notebook.path / "notebook.db")
    raw.execute(damage)
    raw.commit()
    raw.close()
    for call in (
        lambda: notebook.set_aside(intake.id),
        lambda: (notebook.intakes(), lines(notebook)),
        lambda: (notebook.intakes(), plan(notebook.reader, given)),
    ):
        with pytest.raises(KnownError, match=r"errors\.damaged"):
            call()
