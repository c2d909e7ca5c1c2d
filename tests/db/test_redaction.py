"""What was blanked is in no file of the notebook any more: not in freed places, not in old drafts, not in the log."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.edits import Draft, change, create
from db.engine import Writer
from db.errors import KnownError
from db.exchange import line_of, plan
from db.notebook import Notebook
from db.records import Note

SECRET = "지워야 할 이름 홍아무개"


def holds(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.rglob("*") if file.is_file() and SECRET.encode() in file.read_bytes())


def secrets(notebook: Notebook) -> tuple[str, list[str]]:
    """A note that held the secret in drafts, in three revisions and long enough for pages of its own; and their ids."""
    made = create(Note, text=f"{SECRET}. " * 400)
    ids = list(notebook.commit([made]).revisions)
    for number in range(2):
        base = notebook.reader.heads(made.object)["text"]
        notebook.keep_draft(Draft(made.object, "note", "text", f"{SECRET} {number}. " * 300, base)).result()
        ids += notebook.commit_drafts(made.object).result().revisions
    record = notebook.reader.get(made.object)
    assert record is not None
    notebook.commit([change(record, text="없음.")])
    return made.object, ids


def test_nothing_is_left_while_the_notebook_is_still_open(notebook: Notebook) -> None:
    _, ids = secrets(notebook)
    assert holds(notebook.path)
    notebook.redact(ids, "개인 정보")
    assert holds(notebook.path) == []
    assert notebook.verify() == ()


def test_nothing_is_left_of_what_another_blanked(notebook: Notebook, tmp_path: Path) -> None:
    _, ids = secrets(notebook)
    rows = notebook.reader.rows("SELECT id, payload FROM revision")
    with Notebook.create(tmp_path / "다른.notebook", notebook_id=notebook.id) as other:
        other.merge(plan(other.reader, [line_of(*row) for row in rows]), sender=None, file="꾸러미")
        assert holds(other.path)
        notebook.redact(ids, "개인 정보")
        rows = notebook.reader.rows("SELECT id, payload FROM revision WHERE kind = 'redaction'")
        other.merge(plan(other.reader, [line_of(*row) for row in rows], redact=True), sender=None, file="꾸러미")
        assert holds(other.path) == []


def test_where_the_file_cannot_be_written_anew_closing_tries_again(
    notebook: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    object_id, ids = secrets(notebook)

    def full(_: Writer, __: object) -> None:
        raise KnownError("errors.disk_full", path=notebook.path)

    with monkeypatch.context() as patched:
        patched.setattr(Writer, "_compact", full)
        with pytest.raises(KnownError, match=r"errors\.disk_full"):
            notebook.redact(ids, "개인 정보")
    assert sum(each.redacted for each in notebook.history(object_id)) == len(ids)
    notebook.close()
    assert holds(notebook.path) == []
