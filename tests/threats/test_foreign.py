"""Foreign notebooks and revisions: nothing of theirs runs, names a file, hides a redaction, or fills the memory.

That no trigger, view, virtual table or computed column is ever run is in tests/db/test_opening.py and test_adopt.py.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db.adopt import adopt
from db.backup import Backups
from db.edits import create
from db.errors import KnownError
from db.exchange import line_of, plan
from db.holdings import Holdings
from db.lock import DATABASE
from db.notebook import Notebook
from db.records import Figure, Note, Redaction
from db.revisions import InvalidRevision, canonical, check, hash_of, write

HOSTILE_NAMES = ["../../evil", "..", "/etc/passwd", "C:\\evil", "a/b", "", "x" * 300, "con", "\u202etxt"]


@pytest.fixture
def closed(notebook: Notebook) -> Path:
    """A notebook with a note and a figure, closed without leaving a backup."""
    notebook.backs_up = False
    notebook.commit([create(Note, text="글."), create(Figure, caption="그림")])
    notebook.close()
    return notebook.path


def run(path: Path, *statements: tuple[str, tuple[object, ...]]) -> None:
    with closing(sqlite3.connect(path / DATABASE, isolation_level=None)) as raw:
        for sql, values in statements:
            raw.execute(sql, values)


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_notebooks_id_never_becomes_a_path(closed: Path, tmp_path: Path, name: str) -> None:
    run(closed, ("UPDATE meta SET value = ? WHERE name = 'notebook'", (name,)))
    backups = Backups(tmp_path / "deep" / "er" / "backups")
    with pytest.raises(KnownError, match=r"errors\.damaged"):
        backups.take(closed)
    assert not (tmp_path / "deep").exists()
    with pytest.raises(KnownError):
        adopt(closed, tmp_path / "taken.notebook")
    assert not (tmp_path / "taken.notebook").exists()


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_pictures_name_never_becomes_a_path(closed: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "evil").write_bytes(b"secret")
    run(
        closed,
        ("INSERT INTO blob VALUES (?, 'image/png', 1, 1, 6)", (name,)),
        ("UPDATE figure SET blob = ?", (name,)),
    )
    backups = Backups(tmp_path / "backups")
    with Notebook.open(closed, read_only=True) as notebook:
        assert notebook.blob_path(name) is None
        assert any("picture" in each or "derived" in each for each in notebook.verify())
    made = backups.take(closed)
    assert name in made.missing
    adopted = adopt(closed, tmp_path / "taken.notebook")
    assert adopted.pictures == 0
    assert not any(b"secret" in file.read_bytes() for file in (adopted.path / "blobs").rglob("*") if file.is_file())


def payload(**changed: object) -> str:
    body = {
        "v": 1,
        "notebook": "n",
        "object": "o",
        "kind": "note",
        "author": None,
        "device": None,
        "hlc": 1,
        "parents": [],
        "fields": {"text": "글."},
    }
    return canonical(body | changed)


BOMBS = {
    "deep": '{"fields":' + "[" * 200_000 + "]" * 200_000 + "}",
    "deep and otherwise whole": payload(fields={}).replace("{}", '{"text":' + "[" * 5_000 + "]" * 5_000 + "}"),
    "long": payload(fields={"text": "가" * 60_000_000}),
    "a huge number": payload().replace('"hlc":1', '"hlc":' + "9" * 100_000),
    "twice the same key": payload().replace('"v":1', '"v":1,"v":1'),
    "not a number": payload().replace('"hlc":1', '"hlc":NaN'),
    "half a character": payload().replace("글.", "\\ud800"),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_bombs_in_revisions_are_refused(notebook: Notebook, bomb: str) -> None:
    line = BOMBS[bomb]
    with pytest.raises(InvalidRevision):
        check(line)
    before = notebook.reader.rows("SELECT * FROM revision")
    name = hash_of(line)
    made = plan(notebook.reader, [line_of(name, line)])
    assert (len(made.taken), len(made.rejected)) == (0, 1)
    notebook.merge(made, sender=None, file="꾸러미")
    assert notebook.reader.rows("SELECT * FROM revision") == before


@pytest.mark.parametrize("bomb", ["deep", "a huge number", "not a number"])
def test_bombs_in_a_foreign_notebook_are_left_out_and_told(closed: Path, tmp_path: Path, bomb: str) -> None:
    line = BOMBS[bomb]
    run(closed, ("INSERT INTO revision VALUES (?, 'o', 'note', NULL, NULL, 1, ?)", (hash_of(line), line)))
    adopted = adopt(closed, tmp_path / "taken.notebook")
    assert len(adopted.left_out) == 1
    with Notebook.open(adopted.path) as notebook:
        assert notebook.verify() == ()
        assert [note.text for note in notebook.reader.all(Note)] == ["글."]


def test_values_of_other_types_are_never_shown(notebook: Notebook) -> None:
    """Fields may hold anything, as a newer program's do; what this one cannot show stands as if it were empty."""
    fields = {"text": ["가"], "heading": 7, "flags": "x", "order": {"a": 1}, "deleted": "ja"}
    revision, line = write(
        notebook=notebook.id,
        object_id="o",
        kind="note",
        author=None,
        device=None,
        hlc=1,
        parents=(),
        fields=fields,
    )
    notebook.merge(plan(notebook.reader, [line_of(revision.id, line)]), sender=None, file="꾸러미")
    record = notebook.reader.get("o")
    assert isinstance(record, Note)
    assert (record.text, record.heading, record.flags, record.order, record.deleted) == ("", "", (), "", False)
    assert notebook.verify() == ()


def test_a_revision_of_another_kind_hides_no_redaction(notebook: Notebook, tmp_path: Path) -> None:
    """A hostile revision gives the redaction's object another kind: what was blanked stays blanked, here and there."""
    (secret,) = notebook.commit([create(Note, text="비밀.")]).revisions
    original = notebook.reader.rows("SELECT payload FROM revision WHERE id = ?", [secret])[0][0]
    notebook.redact([secret], "잘못")
    (redaction,) = notebook.reader.all(Redaction)
    hostile, line = write(
        notebook=notebook.id,
        object_id=redaction.id,
        kind="note",
        author=None,
        device=None,
        hlc=1,
        parents=(),
        fields={"text": "나는 기록이 아니다."},
    )
    notebook.merge(plan(notebook.reader, [line_of(hostile.id, line)]), sender=None, file="꾸러미")
    assert notebook.reader.all(Redaction) == []  # that is what the hostile revision wants
    assert Holdings(notebook.reader).redacted() == {secret}
    assert notebook.verify() == ()
    again = plan(notebook.reader, [line_of(secret, original)])
    notebook.merge(again, sender=None, file="꾸러미")
    assert "비밀" not in json.dumps(notebook.reader.rows("SELECT payload FROM revision"), ensure_ascii=False)
    other = tmp_path / "다른.notebook"
    with Notebook.create(other, notebook_id=notebook.id) as copy:
        lines = [line_of(*row) for row in notebook.reader.rows("SELECT id, payload FROM revision")]
        copy.merge(plan(copy.reader, [*lines, line_of(secret, original)], redact=True), sender=None, file="꾸러미")
        assert copy.verify() == ()
        assert "비밀" not in json.dumps(copy.reader.rows("SELECT payload FROM revision"), ensure_ascii=False)
