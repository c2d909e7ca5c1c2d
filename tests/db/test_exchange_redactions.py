"""Redactions between two notebooks: bodies are blanked, wherever and in whatever order they come."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from db.edits import Edit, create
from db.errors import BugError
from db.exchange import export, plan
from db.ids import new_id
from db.mergeplan import Subject
from db.notebook import Notebook
from db.records import Redaction
from db.revisions import blank
from tests.db.exchanged import edit, lines, other, take, tour, written

__all__ = ["other"]


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
