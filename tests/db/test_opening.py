from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from db.edits import Edit, create
from db.errors import KnownError
from db.notebook import Notebook
from db.opening import Opened
from db.records import Note, Tour
from resources import sentences
from tests.db.laptops import conflicted


@pytest.fixture
def closed(notebook: Notebook) -> Path:
    """A sound notebook that nobody has open, with one note."""
    notebook.commit([create(Note, text="글. " * 2000)])
    notebook.close()
    return notebook.path


def refusal(path: Path) -> KnownError:
    """What opening says, the same for reading and writing; nothing beside or in path changes."""
    before = content(path.parent)
    with pytest.raises(KnownError) as reading:
        Notebook.open(path, read_only=True)
    with pytest.raises(KnownError) as writing:
        Notebook.open(path)
    assert reading.value.key == writing.value.key
    for language in ("ko", "en"):
        assert str(path) in sentences(language)(reading.value.key, **reading.value.values)
    assert content(path.parent) == before
    return reading.value


def content(folder: Path) -> dict[str, bytes]:
    """Files by name; SQLite's own index file and the empty lock do not count."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file() and not file.name.endswith(("-shm", "notebook.lock")) and file.stat().st_size
    }


def run(path: Path, *statements: str) -> None:
    raw = sqlite3.connect(path / "notebook.db", isolation_level=None)
    for statement in statements:
        raw.execute(statement)
    raw.close()


def test_what_is_no_notebook(tmp_path: Path) -> None:
    empty, file = tmp_path / "empty", tmp_path / "file.notebook"
    empty.mkdir()
    file.write_text("글")
    hollow = tmp_path / "hollow"
    (hollow / "notebook.db").mkdir(parents=True)
    other = tmp_path / "other"
    other.mkdir()
    run(other, "CREATE TABLE recipe (name TEXT)")
    assert refusal(tmp_path / "nowhere.notebook").key == "errors.missing"
    assert refusal(file / "inside").key == "errors.missing"
    assert [refusal(path).key for path in (empty, file, hollow, other)] == ["errors.not_a_notebook"] * 4


def test_a_linked_database_is_no_notebook(closed: Path, tmp_path: Path) -> None:
    linked = tmp_path / "linked"
    linked.mkdir()
    (linked / "notebook.db").symlink_to(closed / "notebook.db")
    assert refusal(linked).key == "errors.not_a_notebook"


def _cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _noise_in_the_schema(data: bytes) -> bytes:
    return data[:100] + bytes(3996) + data[4096:]


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:50],
        lambda data: b"not a database at all" * 500,
        lambda data: data[:100] + b"\xff" * (len(data) - 100),
        _noise_in_the_schema,
    ],
)
def test_a_damaged_database(closed: Path, damage: Callable[[bytes], bytes]) -> None:
    database = closed / "notebook.db"
    database.write_bytes(damage(database.read_bytes()))
    assert refusal(closed).key == "errors.damaged"


def test_a_database_cut_short_is_damaged_when_opened_or_read(closed: Path) -> None:
    database = closed / "notebook.db"
    database.write_bytes(_cut(database.read_bytes()))

    def read_all() -> None:
        with Notebook.open(closed, read_only=True) as notebook:
            notebook.reader.all(Note)

    with pytest.raises(KnownError, match=r"errors\.damaged"):
        read_all()


def test_damage_in_the_middle_is_told_by_verify_or_reading(closed: Path) -> None:
    database = closed / "notebook.db"
    data = bytearray(database.read_bytes())
    at = data.find("글. 글. ".encode())
    data[at : at + 200] = b"\xff" * 200
    database.write_bytes(data)
    with Notebook.open(closed, read_only=True) as notebook:
        try:
            problems = notebook.verify(sentences("ko"))
        except KnownError as error:
            problems = (error.key,)
    assert problems


def test_a_notebook_of_a_newer_program(closed: Path) -> None:
    run(closed, "PRAGMA user_version=99")
    before = content(closed)
    with pytest.raises(KnownError, match=r"errors\.newer"):
        Notebook.open(closed)
    assert content(closed) == before
    run(closed, "PRAGMA user_version=0")
    assert refusal(closed).key == "errors.damaged"


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("CREATE TRIGGER spy AFTER INSERT ON revision BEGIN DELETE FROM revision; END", "spy"),
        ("CREATE VIEW spy AS SELECT 1", "spy"),
        ("CREATE VIRTUAL TABLE spy USING fts5(text)", "spy"),
        ("ALTER TABLE revision ADD COLUMN spy TEXT GENERATED ALWAYS AS (hex(zeroblob(1))) VIRTUAL", "revision"),
        ("ALTER TABLE revision RENAME TO spy", "by_revision_object"),
        ("DROP TABLE set_aside", "set_aside"),
        ("DROP TABLE alembic_version", "alembic_version"),
        ("CREATE INDEX spy ON draft (hex(text))", "spy"),
    ],
)
def test_a_foreign_schema_is_refused_before_use(closed: Path, statement: str, name: str) -> None:
    run(closed, statement)
    error = refusal(closed)
    assert (error.key, error.values["name"]) == ("errors.foreign_schema", name)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM meta",
        "UPDATE meta SET value = 'x' WHERE name = 'clock'",
        f"UPDATE meta SET value = '{'9' * 5000}' WHERE name = 'clock'",
        "UPDATE meta SET value = '٣' WHERE name = 'clock'",
        "UPDATE meta SET value = x'31' WHERE name = 'notebook'",
    ],
)
def test_a_notebook_without_its_id_or_clock_is_damaged(closed: Path, statement: str) -> None:
    run(closed, statement)
    assert refusal(closed).key == "errors.damaged"


STALE = (
    "UPDATE meta SET value = 'older' WHERE name = 'derived_version'",
    "ALTER TABLE note DROP COLUMN flags",
    "CREATE TABLE leftover (x)",
)


def test_what_is_derived_by_another_version_is_computed_again(closed: Path) -> None:
    with Notebook.open(closed) as before:
        wanted = before.reader.all(Note)
    run(closed, *STALE)
    with Notebook.open(closed) as again:
        assert again.reader.all(Note) == wanted
        assert again.verify() == ()


def test_other_rules_of_state_alone_are_reason_enough(closed: Path) -> None:
    run(closed, STALE[0], "UPDATE note SET heading = 'by older rules'")
    with Notebook.open(closed) as again:
        assert again.reader.all(Note)[0].heading == ""
    run(closed, "UPDATE note SET heading = 'by the same rules'")
    with Notebook.open(closed) as again:
        assert again.reader.all(Note)[0].heading == "by the same rules"


def test_reading_only_what_another_version_derived_changes_nothing(closed: Path) -> None:
    run(closed, *STALE)
    before = content(closed)
    with Notebook.open(closed, read_only=True) as notebook:
        assert notebook.reader.count(Note) == 1
        assert notebook.verify() == ()
    assert content(closed) == before


def test_a_derived_table_that_lies_is_told_by_verify(closed: Path) -> None:
    run(closed, "UPDATE note SET heading = 'x'")
    with Notebook.open(closed) as notebook:
        (problem,) = notebook.verify(sentences("ko"))
        assert notebook.reader.all(Note)[0].id in problem


def test_a_changed_revision_is_told_by_verify(closed: Path) -> None:
    run(closed, "UPDATE revision SET payload = replace(payload, '글. 글.', '줄. 줄.') WHERE kind = 'note'")
    with Notebook.open(closed) as notebook:
        assert any("errors.verify.revision" in problem for problem in notebook.verify())


NONSENSE = (
    "UPDATE revision SET payload = '{}'",
    "UPDATE revision SET payload = '[['",
    "UPDATE state SET heads = 'x', writers = '7'",
    "UPDATE note SET flags = 'x'",
    "UPDATE note SET flags = '7'",
    "UPDATE note SET flags = '[{}]'",
    "UPDATE note SET text = CAST(x'ff' AS TEXT)",
    "UPDATE note SET text = x'61'",
    "UPDATE note SET text = NULL",
    "UPDATE note SET deleted = 0, id = x'61'",
    "UPDATE revision SET payload = x''",
    "UPDATE revision SET payload = json_set(payload, '$.object', json('[]'))",
    "UPDATE revision SET payload = json_set(payload, '$.parents', json('[{}]'))",
    "UPDATE revision SET payload = json_set(payload, '$.hlc', 'x')",
    "INSERT INTO draft VALUES ('x', 'text', 'note', '글', 'x', 0, 'now', 0)",
    "INSERT INTO decision (id, object, heads, deleted) SELECT object, object, '[', 0 FROM state WHERE kind = 'note'",
    "INSERT INTO meta VALUES ('more', 'x')",
)


@pytest.mark.parametrize("statement", NONSENSE)
def test_nonsense_in_the_rows_is_damage_and_no_fault(closed: Path, statement: str) -> None:
    run(closed, statement)
    told = []

    def attempt(action: Callable[[], object]) -> None:
        try:
            action()
        except KnownError as error:
            told.append(error.key)

    with Notebook.open(closed) as notebook:
        reader = notebook.reader
        object_id = "x"
        attempt(lambda: reader.all(Note))
        attempt(lambda: reader.statuses(Note))
        attempt(reader.drafts)
        attempt(notebook.verify)
        for object_id in conflicted(notebook.reader) | {row[0] for row in reader._rows("SELECT object FROM state")}:
            attempt(lambda object_id=object_id: reader.history(object_id))  # type: ignore[misc]
            attempt(lambda object_id=object_id: reader.heads(object_id))  # type: ignore[misc]
            attempt(lambda object_id=object_id: reader.get(object_id))  # type: ignore[misc]
            attempt(lambda object_id=object_id: notebook.commit([Edit(object_id, "note", {"heading": "x"})]))  # type: ignore[misc]
    assert set(told) <= {"errors.damaged"}
    assert bool(told) == ("meta" not in statement)


def test_a_derived_state_of_nonsense_is_damage_too(closed: Path) -> None:
    run(closed, STALE[0], "UPDATE revision SET payload = json_set(payload, '$.object', json('[]'))")
    assert refusal(closed).key == "errors.damaged"


def test_a_draft_that_is_no_text_is_damage_and_keeps_nobody_from_closing(closed: Path) -> None:
    run(closed, "INSERT INTO draft SELECT id, 'text', 'note', x'ff', '[]', 0, 'now', 0 FROM note")
    with Notebook.open(closed) as notebook:
        with pytest.raises(KnownError, match=r"errors\.damaged"):
            notebook.commit_drafts().result()
        notebook.commit([create(Tour, title="글")])


def test_a_new_notebook_that_cannot_be_opened_was_not_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk may hold the database, and then no log beside it."""

    def full(path: Path, *, live: bool) -> Opened:
        raise KnownError("errors.disk_full", path=path)

    monkeypatch.setattr("db.ready.open_checked", full)
    with pytest.raises(KnownError, match=r"errors\.disk_full"):
        Notebook.create(tmp_path / "a.notebook")
    assert not list(tmp_path.iterdir())


class TestWithoutPermission:
    """As a user that may not write; root may always, so that for root the system's answer is imitated."""

    @staticmethod
    def protect(monkeypatch: pytest.MonkeyPatch) -> None:
        if os.geteuid() == 0:
            allowed = os.access
            monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK and allowed(path, mode))

    def test_writing_is_refused_and_reading_leaves_no_file(self, closed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.protect(monkeypatch)
        before = sorted(closed.iterdir())
        closed.chmod(0o555)
        try:
            with pytest.raises(KnownError, match=r"errors\.read_only"):
                Notebook.open(closed)
            with Notebook.open(closed, read_only=True) as notebook:
                assert notebook.reader.count(Note) == 1
                assert sorted(closed.iterdir()) == before
        finally:
            closed.chmod(0o755)

    def test_what_is_still_in_the_log_is_read_too(
        self, closed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        copy = tmp_path / "copy"
        with Notebook.open(closed) as writing:
            writing.commit([create(Note, text="아직 로그에 있다.")])
            shutil.copytree(closed, copy)
        (copy / "notebook.db-shm").unlink()
        self.protect(monkeypatch)
        before = sorted(copy.iterdir())
        with Notebook.open(copy, read_only=True) as notebook:
            assert notebook.reader.count(Note) == 2
        assert sorted(copy.iterdir()) == before


def test_a_path_that_exists_is_never_overwritten(tmp_path: Path) -> None:
    folder, file, link = tmp_path / "folder", tmp_path / "file", tmp_path / "link"
    folder.mkdir()
    file.write_text("글")
    link.symlink_to(tmp_path / "nowhere")
    for path in (folder, file, link):
        with pytest.raises(KnownError, match=r"errors\.exists"):
            Notebook.create(path)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["file", "folder", "link"]
    assert file.read_text() == "글"


def test_folders_above_a_new_notebook_are_made(tmp_path: Path) -> None:
    with Notebook.create(tmp_path / "새 폴더" / "a" / "n.notebook") as made:
        assert made.reader.tour() is None
    assert [each.name for each in (tmp_path / "새 폴더" / "a").iterdir()] == ["n.notebook"]


def test_a_new_notebook_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="cannot be"):
        Notebook.create(tmp_path / "n.notebook", [create(Note, text=5)])
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_is_too_long(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match=r"errors\.bad_path"):
        Notebook.create(tmp_path / ("가" * 300))
    with pytest.raises(KnownError, match=r"errors\.bad_path"):
        Notebook.open(tmp_path / ("가" * 300))
    assert list(tmp_path.iterdir()) == []


def test_reading_leaves_no_file_behind(closed: Path) -> None:
    def names() -> list[str]:
        return sorted(file.name for file in closed.iterdir())

    before = names()
    for read_only in (True, False):
        with Notebook.open(closed, read_only=read_only) as notebook:
            assert notebook.reader.count(Note) == 1
            with Notebook.open(closed, read_only=True) as beside:
                assert beside.reader.count(Note) == 1
            assert len(names()) == len(before) + 2
        assert names() == before


def test_analysed_by_another_tool_is_still_ours(closed: Path) -> None:
    run(closed, "ANALYZE")
    with Notebook.open(closed) as notebook:
        assert notebook.reader.count(Note) == 1


def test_leftovers_of_a_killed_creation_are_removed_later(tmp_path: Path) -> None:
    old, young = tmp_path / ".new-0123456789ab.partial", tmp_path / ".new-ba9876543210.partial"
    for folder in (old, young):
        (folder / "blobs").mkdir(parents=True)
    os.utime(old, (0, 0))
    Notebook.create(tmp_path / "n.notebook").close()
    assert sorted(each.name for each in tmp_path.iterdir()) == [young.name, "n.notebook"]


def test_closing_makes_no_database_where_it_was_taken_away(notebook: Notebook) -> None:
    (notebook.path / "notebook.db").unlink()
    notebook.close()
    assert not (notebook.path / "notebook.db").exists()
