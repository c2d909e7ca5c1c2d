"""`redact`: what is blanked is told first, and then is nowhere in the notebook any more."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest

from db.edits import change, create
from db.notebook import Notebook
from db.records import Note, Redaction
from tests.commands.conftest import Run

SECRET = "지워야 할 전화번호 영일영 이삼사오"


@pytest.fixture
def secret(notebook: Path) -> tuple[str, str]:
    """A revision that holds the text, and one behind it that does not."""
    with Notebook.open(notebook) as opened:
        made = create(Note, heading="연락처", text=f"{SECRET}.")
        (first,) = opened.commit([made]).revisions
        record = opened.reader.get(made.object)
        assert record is not None
        (second,) = opened.commit([change(record, text="없음.")]).revisions
    return first, second


def holds(folder: Path, text: str) -> list[str]:
    """The files of folder that hold text, as it is or as JSON may write it."""
    forms = [text.encode(), json.dumps(text)[1:-1].encode(), text.encode("utf-16-le")]
    return [
        file.name for file in folder.rglob("*") if file.is_file() and any(each in file.read_bytes() for each in forms)
    ]


def test_the_text_is_gone_from_the_files_and_a_record_of_it_stays(
    run: Run, notebook: Path, secret: tuple[str, str]
) -> None:
    assert holds(notebook, SECRET)
    answer = run("--notebook", notebook, "redact", secret[0][:10], "--yes", "--reason", "개인 정보")
    assert answer.code == 0
    assert "연락처" in answer.out
    assert secret[0][:12] in answer.out
    assert "1 other" in answer.out
    assert "Backups" in answer.out
    assert holds(notebook, SECRET) == []
    with Notebook.open(notebook) as opened:
        assert opened.verify() == ()
        (record,) = opened.reader.all(Redaction)
        assert (record.revisions, record.reason) == ((secret[0],), "개인 정보")


def test_nobody_is_asked_where_nobody_can_answer(refused: Run, notebook: Path, secret: tuple[str, str]) -> None:
    refused("--notebook", notebook, "redact", secret[0], names="--yes")
    assert holds(notebook, SECRET)


def test_a_person_is_asked(run: Run, notebook: Path, secret: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    for reply in (False, True):
        monkeypatch.setattr(click, "confirm", lambda *_, **__: reply)  # noqa: B023
        answer = run("--notebook", notebook, "redact", secret[0])
        assert answer.code == (0 if reply else 1)
        assert bool(holds(notebook, SECRET)) is not reply


def test_what_is_no_revision_is_refused_by_name(
    run: Run, refused: Run, notebook: Path, secret: tuple[str, str]
) -> None:
    refused("--notebook", notebook, "redact", "--yes", "feedfeedfeed", names="feedfeedfeed")
    refused("--notebook", notebook, "redact", "--yes", "*", names="*")
    assert run("--notebook", notebook, "redact", "--yes", secret[0]).code == 0
    with Notebook.open(notebook) as opened:
        (record,) = opened.reader.all(Redaction)
        (redaction,) = opened.history(record.id)
    refused("--notebook", notebook, "redact", "--yes", redaction.id, names=redaction.id)
