"""The notebook of a newer program: read from a private copy as far as this one can, never written."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db.edits import create
from db.errors import KnownError
from db.notebook import Notebook
from db.records import Figure, Note
from db.revisions import write
from db.upgrading import copy_of_newer
from resources import sentences
from tests.db.test_backup import picture
from tests.db.test_opening import content, run


@pytest.fixture
def newer(notebook: Notebook) -> Path:
    """As a program of years to come might leave it: more columns, tables, kinds and fields, a view and a trigger."""
    blob = notebook.add_blob(picture())
    notebook.commit([create(Note, text="하나."), create(Figure, blob=blob.sha256)])
    notebook.close()
    run(
        notebook.path,
        "INSERT INTO draft SELECT id, 'text', 'note', '쓰다 만 글', '[]', 1, '2031-05-22', 0 FROM note",
        "ALTER TABLE revision ADD COLUMN seal TEXT",
        "ALTER TABLE draft ADD COLUMN mood TEXT",
        "DROP TABLE note",
        "DROP TABLE state",
        "CREATE TABLE voice (sha256 TEXT PRIMARY KEY) WITHOUT ROWID",
        "CREATE VIRTUAL TABLE words USING fts5(text)",
        "CREATE VIEW note AS SELECT * FROM revision",
        "CREATE TRIGGER t AFTER INSERT ON voice BEGIN DELETE FROM revision; END",
        "PRAGMA user_version=7",
    )
    with closing(sqlite3.connect(notebook.path / "notebook.db", isolation_level=None)) as raw:
        for kind, fields in (("voice", {"length": 12}), ("note", {"text": "둘.", "colour": "red"})):
            made, payload = write(
                notebook=notebook.id,
                object_id=kind,
                kind=kind,
                author=None,
                device=None,
                hlc=5,
                parents=(),
                fields=fields,
            )
            raw.execute("INSERT INTO revision VALUES (?, ?, ?, NULL, NULL, 5, ?, 'x')", (made.id, kind, kind, payload))
    return notebook.path


def test_it_is_read_and_never_written(newer: Path, home: Path) -> None:
    before = content(newer)
    with pytest.raises(KnownError, match=r"errors\.newer"):
        Notebook.open(newer)
    with Notebook.open(newer, read_only=True) as notebook:
        assert (notebook.newer, notebook.read_only) == (True, True)
        assert sorted(note.text for note in notebook.reader.all(Note)) == ["둘.", "하나."]
        (figure,) = notebook.reader.all(Figure)
        file = notebook.blob_path(figure.blob or "")
        assert file is not None
        assert file.is_relative_to(newer)
        assert [draft.text for draft in notebook.reader.drafts()] == ["쓰다 만 글"]
        assert notebook.history("voice")[0].fields == {"length": 12}
        assert notebook.history("note")[0].fields["colour"] == "red"
        assert notebook.verify() == ()
        with closing(notebook.another_reader()) as another:
            assert another.count(Note) == 2
        with pytest.raises(KnownError, match=r"errors\.read_only"):
            notebook.commit([create(Note)])
        assert list((home / "cache" / "copies" / notebook.id).glob("*/notebook.db"))
    assert content(newer) == before
    assert not list((home / "cache").rglob("*.db"))


def test_where_nothing_can_be_written(newer: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.ready.writable", lambda path: False)
    before = sorted(each.name for each in newer.iterdir())
    with Notebook.open(newer, read_only=True) as notebook:
        assert notebook.reader.count(Note) == 2
    assert sorted(each.name for each in newer.iterdir()) == before


def test_what_does_not_match_is_told_by_verify(newer: Path) -> None:
    run(newer, "UPDATE revision SET payload = replace(payload, '하나', '다른')")
    with Notebook.open(newer, read_only=True) as notebook:
        (problem,) = notebook.verify()
        assert "errors.left_out.revision" in problem
        assert [note.text for note in notebook.reader.all(Note)] == ["둘."]


@pytest.mark.parametrize(
    "statements",
    [
        ("ALTER TABLE revision RENAME TO kept",),
        ("ALTER TABLE revision RENAME COLUMN payload TO body",),
        ("ALTER TABLE revision RENAME TO kept", "CREATE VIEW revision AS SELECT * FROM kept"),
        ("DELETE FROM meta",),
    ],
)
def test_where_its_revisions_stand_elsewhere_it_cannot_be_read(newer: Path, statements: tuple[str, ...]) -> None:
    run(newer, *statements)
    for read_only, key in ((True, "errors.much_newer"), (False, "errors.newer")):
        with pytest.raises(KnownError) as refused:
            Notebook.open(newer, read_only=read_only)
        assert refused.value.key == key
        assert str(newer) in sentences("ko")(key, **refused.value.values)


def test_it_is_read_while_its_own_program_writes_it(newer: Path) -> None:
    with closing(sqlite3.connect(newer / "notebook.db", isolation_level=None)) as writing:
        writing.execute("INSERT INTO draft VALUES ('x', 'text', 'note', '막 쓴 글', '[]', 0, '2031-05-22', 0, 'glad')")
        opened = copy_of_newer(newer, live=True)
        assert opened.connection.execute("SELECT count(*) FROM draft").fetchone() == (2,)
        opened.close()
