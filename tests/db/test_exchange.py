"""Two notebooks of one tour give each other revisions: what the plan says, what a merge does, what comes back."""

from __future__ import annotations

import random
import sqlite3
import unicodedata
from pathlib import Path

import pytest

from db.edits import Draft, Edit, change, create
from db.errors import BugError, KnownError
from db.exchange import export, line_of, plan
from db.incoming import Sender
from db.mergeplan import (
    NOT_CANONICAL,
    OTHER_NOTEBOOK,
    WITHOUT_REDACTION,
    WRONG_ID,
    Clash,
    Rejected,
    Subject,
)
from db.notebook import Notebook
from db.records import Redaction, Tour
from db.revisions import Clock, canonical, hash_of, write
from resources import sentences
from tests.db.exchanged import TEXT, edit, lines, note, other, take, tour, written

__all__ = ["other"]
DAY = 24 * 3600 * 1000 << 16


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
