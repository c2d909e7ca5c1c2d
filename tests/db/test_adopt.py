"""A notebook on a stick: taken in by copy and check, or merged into one's own; the stick itself is only read."""

from __future__ import annotations

import errno
import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from db import blobs
from db.adopt import adopt, bring_pictures, differences, identify, is_known
from db.edits import Draft, change, create
from db.errors import BugError, KnownError
from db.notebook import Notebook
from db.opening import connected
from db.private import PrivateFolder
from db.records import Figure, Note, Redaction
from db.revisions import canonical
from db.settings import Settings
from db.upgrading import derive
from resources import sentences
from tests.db.older import make_older
from tests.db.test_backup import picture
from tests.db.test_opening import content, run


@pytest.fixture
def stick(notebook: Notebook, tmp_path: Path) -> Path:
    """A sound notebook on a stick: notes, a picture, drafts, a redaction, a merge that was undone."""
    blob = notebook.add_blob(picture())
    kept, gone = create(Note, text="하나."), create(Note, text="비밀.")
    notebook.commit([kept, create(Note, text="둘."), create(Figure, blob=blob.sha256, caption="그림")])
    (secret,) = notebook.commit([gone]).revisions
    notebook.redact([secret], "약속")
    notebook.keep_draft(Draft(kept.object, "note", "text~settle", "고른 글", held=True)).result()
    notebook.close()
    with closing(sqlite3.connect(notebook.path / "notebook.db", isolation_level=None)) as raw:
        raw.execute(
            "INSERT INTO draft SELECT id, 'text', 'note', '쓰다 만 글', '[]', 1, '2031-05-22', 0 FROM note LIMIT 1"
        )
        raw.execute("INSERT INTO intake VALUES ('i', 'a.txt', NULL, '2031-05-22', '[]')")
        (aside,) = raw.execute("SELECT id FROM revision WHERE instr(payload, '둘.')").fetchone()
        raw.execute("INSERT INTO set_aside VALUES (?, 'i', '2031-05-22')", (aside,))
        raw.execute("UPDATE meta SET value = '' WHERE name = 'derived_version'")
    derive(notebook.path / "notebook.db", notebook.path)
    path = tmp_path / "stick" / "연수 노트.notebook"
    path.parent.mkdir()
    return notebook.path.rename(path)


def texts(notebook: Notebook) -> list[str]:
    return sorted(note.text for note in notebook.reader.all(Note))


def everything(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(f"file:{path / 'notebook.db'}?mode=ro", uri=True)) as raw:
        tables = ("revision", "revision_parent", "blob", "draft", "intake", "set_aside", "state", "note", "figure")
        return {table: sorted(raw.execute(f"SELECT * FROM {table}"), key=repr) for table in tables}


def check_copy(made: Path, stick: Path) -> None:
    with Notebook.open(made, read_only=True) as copy:
        assert copy.verify() == ()
        assert texts(copy) == ["", "하나."]
        assert {draft.text for draft in copy.reader.drafts(held=None)} == {"쓰다 만 글", "고른 글"}
        assert [each.name for each in copy.intakes()] == ["a.txt"]


def test_it_is_taken_in_whole(stick: Path, tmp_path: Path, home: Path) -> None:
    before = content(stick)
    told: list[tuple[int, int]] = []
    adopted = adopt(stick, tmp_path / "own" / "n.notebook", lambda done, total: told.append((done, total)))
    assert content(stick) == before
    assert sorted(each.name for each in stick.iterdir()) == ["blobs", "notebook.db", "notebook.lock"]
    assert (adopted.path, adopted.notebook) == (tmp_path / "own" / "n.notebook", identify(stick))
    assert (adopted.revisions, adopted.pictures, adopted.left_out) == (6, 1, ())
    check_copy(adopted.path, stick)
    mine, theirs = everything(adopted.path), everything(stick)
    assert mine == theirs
    assert told == sorted(told)
    assert all(done <= total for done, total in told)
    assert not list((home / "cache").rglob("*.db")) if (home / "cache").exists() else True
    with Notebook.open(adopted.path) as notebook:
        assert notebook.commit([create(Note, text="셋.")])


def test_what_is_still_in_the_log_comes_too(notebook: Notebook, tmp_path: Path) -> None:
    notebook.commit([create(Note, text="아직 로그에 있다.")])
    copy = tmp_path / "copy.notebook"
    shutil.copytree(notebook.path, copy)
    (copy / "notebook.db-shm").unlink()
    before = content(copy)
    adopt(copy, tmp_path / "own.notebook")
    assert content(copy) == before
    assert not (copy / "notebook.db-shm").exists()
    with Notebook.open(tmp_path / "own.notebook") as made:
        assert texts(made) == ["아직 로그에 있다."]


def test_one_of_an_older_program(stick: Path, tmp_path: Path) -> None:
    run(stick, "DELETE FROM draft WHERE held")
    make_older(stick)
    before = content(stick)
    adopted = adopt(stick, tmp_path / "n.notebook")
    assert content(stick) == before
    assert adopted.left_out == ()
    with Notebook.open(adopted.path) as notebook:
        assert notebook.verify() == ()
        assert texts(notebook) == ["", "하나."]


SPY = (
    "CREATE TRIGGER spy AFTER INSERT ON revision BEGIN DELETE FROM revision; END",
    "CREATE TRIGGER spy2 BEFORE UPDATE ON meta BEGIN SELECT RAISE(FAIL, 'spy'); END",
    "CREATE VIEW spies AS SELECT * FROM revision",
    "CREATE TABLE odd (x, y GENERATED ALWAYS AS (hex(zeroblob(x))) VIRTUAL)",
    "CREATE VIRTUAL TABLE words USING fts5(text)",
)


def test_nothing_of_a_strangers_schema_comes_along_or_runs(stick: Path, tmp_path: Path) -> None:
    run(stick, *SPY)
    with pytest.raises(KnownError, match=r"errors\.foreign_schema"):
        Notebook.open(stick, read_only=True)
    adopted = adopt(stick, tmp_path / "n.notebook")
    assert adopted.left_out == ()
    check_copy(adopted.path, stick)
    with closing(sqlite3.connect(adopted.path / "notebook.db")) as raw:
        names = {row[0] for row in raw.execute("SELECT name FROM sqlite_master")}
    assert not names & {"spy", "spy2", "spies", "odd", "words"}


def test_views_and_virtual_tables_are_not_even_prepared(
    stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(stick, *SPY)
    seen: set[str] = set()

    def watched(path: Path, *, live: bool) -> tuple[sqlite3.Connection, Path, PrivateFolder | None]:
        found = connected(path, live=live)

        def asked(action: int, first: str | None, second: str | None, database: str | None, inner: str | None) -> int:
            if action == sqlite3.SQLITE_READ:
                seen.add(f"{first}{inner or ''}")
            return sqlite3.SQLITE_OK

        found[0].set_authorizer(asked)
        return found

    monkeypatch.setattr("db.adopt.connected", watched)
    adopt(stick, tmp_path / "n.notebook")
    assert seen == {"sqlite_master", "meta", "revision", "set_aside", "intake", "blob", "draft"}


@pytest.mark.parametrize(
    "statements",
    [
        ("ALTER TABLE revision RENAME TO kept", "CREATE VIEW revision AS SELECT * FROM kept"),
        ("ALTER TABLE revision RENAME TO kept", "CREATE TABLE REVISION AS SELECT * FROM kept"),
        (
            "ALTER TABLE revision RENAME TO kept",
            "CREATE TABLE revision (id TEXT, body TEXT, payload TEXT AS (body) VIRTUAL)",
            "INSERT INTO revision (id, body) SELECT id, payload FROM kept",
        ),
    ],
)
def test_what_only_looks_like_revisions_is_not_read(stick: Path, tmp_path: Path, statements: tuple[str, ...]) -> None:
    run(stick, *statements)
    adopted = adopt(stick, tmp_path / "n.notebook")
    assert adopted.revisions == 0


def test_what_does_not_match_is_left_out_and_told(stick: Path, tmp_path: Path) -> None:
    foreign = canonical({"redacted": True, "object": "o", "kind": "note", "parents": []})
    run(
        stick,
        "UPDATE revision SET payload = replace(payload, '하나', '다른') WHERE instr(payload, '하나')",
        f"INSERT INTO revision VALUES ('{'a' * 64}', 'o', 'note', NULL, NULL, 0, '{foreign}')",
        "INSERT INTO revision VALUES (x'ff', 'o', 'note', NULL, NULL, 0, x'ff')",
        "UPDATE draft SET saved_at = 'yesterday' WHERE held",
        "INSERT INTO blob VALUES ('../../outside', 'image/png', 1, 1, 1)",
        f"INSERT INTO blob VALUES ('{'b' * 64}', 'image/png', 1, 1, 1)",
        "INSERT INTO set_aside VALUES ('nothing', x'ff', 7)",
        "INSERT INTO set_aside VALUES ('nobody', NULL, '2031-05-22')",
        "INSERT INTO intake VALUES ('j', 'b.txt', NULL, 'when', '7')",
        "UPDATE meta SET value = '9' || value WHERE name = 'clock'",
        "INSERT INTO meta VALUES ('more', 'x')",
    )
    adopted = adopt(stick, tmp_path / "n.notebook")
    assert sorted(each.key.removeprefix("errors.left_out.") for each in adopted.left_out) == [
        "draft",
        "picture",
        "redacted",
        "revision",
        "revision",
    ]
    for each in adopted.left_out:
        for language in ("ko", "en"):
            assert sentences(language)(each.key, **each.values)
    with Notebook.open(adopted.path) as notebook:
        assert [problem for problem in notebook.verify() if "picture_missing" not in problem] == []
        assert texts(notebook) == [""]
        assert notebook.reader.recent(["note"], 5)
        assert notebook.reader.rows("SELECT count(*) FROM set_aside") == [(1,)]


def test_the_clock_goes_on_from_what_came_in(notebook: Notebook, tmp_path: Path) -> None:
    """It was written on a laptop whose clock is an hour ahead."""
    notebook.close()
    ahead = (time.time_ns() // 1_000_000 + 3_600_000) << 16
    run(notebook.path, f"UPDATE meta SET value = '{ahead}' WHERE name = 'clock'")
    with Notebook.open(notebook.path) as there:
        there.backs_up = False
        there.commit([create(Note, text="앞선 글.")])
    adopt(notebook.path, tmp_path / "own.notebook")
    with Notebook.open(tmp_path / "own.notebook") as made:
        later = create(Note, text="뒤.")
        made.commit([later])
        assert made.history(later.object)[0].hlc > ahead + 1


def test_revisions_of_another_tour_stay_out(stick: Path, tmp_path: Path) -> None:
    with Notebook.create(tmp_path / "other.notebook", [create(Note, text="남의 글.")]) as other:
        other.backs_up = False
    with closing(sqlite3.connect(stick / "notebook.db", isolation_level=None)) as raw:
        raw.execute("ATTACH ? AS other", (str(tmp_path / "other.notebook" / "notebook.db"),))
        raw.execute("INSERT INTO main.revision SELECT * FROM other.revision")
    adopted = adopt(stick, tmp_path / "n.notebook")
    assert [each.key for each in adopted.left_out] == ["errors.left_out.other_notebook"]
    check_copy(adopted.path, stick)


def test_a_body_that_should_be_blank_is_blanked(stick: Path, tmp_path: Path, notebook: Notebook) -> None:
    """The redaction came in, and somebody put the old body back."""
    with Notebook.open(stick) as there:
        there.backs_up = False
        note = create(Note, text="또 비밀.")
        (name,) = there.commit([note]).revisions
        (payload,) = there.reader.rows("SELECT payload FROM revision WHERE id = ?", (name,))[0]
        there.redact([name], "약속")
    with closing(sqlite3.connect(stick / "notebook.db", isolation_level=None)) as raw:
        raw.execute("UPDATE revision SET payload = ? WHERE id = ?", (payload, name))
    adopted = adopt(stick, tmp_path / "n.notebook")
    with Notebook.open(adopted.path) as made:
        assert made.history(note.object)[0].redacted
        assert made.verify() == ()
    assert "또 비밀".encode() not in (adopted.path / "notebook.db").read_bytes()


def _spoil(name: str, body: bytes) -> Callable[[Path], None]:
    def spoil(stick: Path) -> None:
        (file,) = (stick / "blobs").glob("??/*")
        file.unlink()
        if name == "file":
            file.write_bytes(body)

    return spoil


@pytest.mark.parametrize("spoil", [_spoil("", b""), _spoil("file", b"\x89PNG\r\n\x1a\nother")])
def test_a_picture_that_is_missing_or_changed_is_told(
    stick: Path, tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(stick)
    adopted = adopt(stick, tmp_path / "n.notebook")
    assert adopted.pictures == 0
    assert [each.key for each in adopted.left_out] == ["errors.left_out.picture"]
    assert not list((adopted.path / "blobs").glob("??/*"))


def test_a_picture_that_is_none_stays_out(stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    body = b"MZ" + b"\x00" * 100
    name = blobs.name_of(body)
    (stick / "blobs" / name[:2]).mkdir(exist_ok=True)
    (stick / "blobs" / name[:2] / name).write_bytes(body)
    run(stick, f"INSERT INTO blob VALUES ('{name}', 'image/png', 1, 1, 1)")
    assert [each.values["name"] for each in adopt(stick, tmp_path / "a.notebook").left_out] == [name]
    monkeypatch.setattr("db.adopt.MOST_BYTES", 10)
    assert len(adopt(stick, tmp_path / "b.notebook").left_out) == 2


def test_a_damaged_one_gives_what_can_be_read(notebook: Notebook, tmp_path: Path) -> None:
    notebook.backs_up = False
    notebook.commit([create(Note, text=f"{number}. " * 300) for number in range(100)])
    notebook.close()
    database = notebook.path / "notebook.db"
    data = bytearray(database.read_bytes())
    at = data.index(b"50. 50. ") // 4096 * 4096
    data[at : at + 4096] = b"\xff" * 4096
    database.write_bytes(data)
    adopted = adopt(notebook.path, tmp_path / "own.notebook")
    assert 50 < adopted.revisions < 101
    assert adopted.left_out
    with Notebook.open(adopted.path) as made:
        assert made.verify() == ()
        assert len(texts(made)) >= 50


def test_what_is_none_or_elsewhere(stick: Path, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    target = tmp_path / "new" / "n.notebook"
    for source, key in ((tmp_path / "nowhere", "missing"), (tmp_path / "folder", "not_a_notebook")):
        with pytest.raises(KnownError, match=rf"errors\.{key}"):
            adopt(source, target)
    with pytest.raises(KnownError, match=r"errors\.exists"):
        adopt(stick, tmp_path / "folder")
    with pytest.raises(KnownError, match=r"errors\.shared_place"):
        adopt(stick, tmp_path / "OneDrive" / "n.notebook")
    run(stick, "PRAGMA user_version=99")
    with pytest.raises(KnownError, match=r"errors\.newer"):
        adopt(stick, target)
    run(stick, "PRAGMA user_version=2", "UPDATE meta SET value = '../up' WHERE name = 'notebook'")
    with pytest.raises(KnownError, match=r"errors\.damaged"):
        adopt(stick, target)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["folder", "stick"]


def test_while_somebody_writes_it_nothing_is_taken(stick: Path, tmp_path: Path) -> None:
    with Notebook.open(stick), pytest.raises(KnownError, match=r"errors\.locked") as refused:
        adopt(stick, tmp_path / "n.notebook")
    for language in ("ko", "en"):
        assert sentences(language)(refused.value.key, **refused.value.values)
    adopt(stick, tmp_path / "n.notebook")


def test_a_source_that_changes_meanwhile_is_told(stick: Path, tmp_path: Path) -> None:
    def meddle(done: int, total: int) -> None:
        with (stick / "notebook.db").open("ab") as file:
            file.write(bytes(4096))

    with pytest.raises(KnownError, match=r"errors\.busy"):
        adopt(stick, tmp_path / "n.notebook", meddle)
    assert [each.name for each in tmp_path.iterdir()] == ["stick"]


class Stopped(Exception):
    pass


@pytest.mark.parametrize("step", range(4))
def test_it_can_be_stopped_and_leaves_nothing(stick: Path, tmp_path: Path, step: int) -> None:
    told = []

    def stop(done: int, total: int) -> None:
        told.append(done)
        if len(told) > step:
            raise Stopped

    if step < 3:
        with pytest.raises(Stopped):
            adopt(stick, tmp_path / "n.notebook", stop)
        assert [each.name for each in tmp_path.iterdir()] == ["stick"]
    else:
        adopt(stick, tmp_path / "n.notebook", stop)


def test_a_full_disk_is_told_of_the_target(stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*arguments: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("db.blobs.os.replace", full)
    with pytest.raises(KnownError) as refused:
        adopt(stick, tmp_path / "n.notebook")
    assert (refused.value.key, refused.value.values["path"]) == ("errors.disk_full", tmp_path / "n.notebook")
    assert [each.name for each in tmp_path.iterdir()] == ["stick"]


def test_which_folders_are_known(stick: Path, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings")
    assert not is_known(settings, stick)
    settings.remember(identify(stick), stick)
    assert is_known(settings, stick)
    shutil.copytree(stick, tmp_path / "copy.notebook")
    assert not is_known(settings, tmp_path / "copy.notebook")


class TestMergingACopy:
    """The stick holds a copy of one's own notebook, on which somebody went on."""

    @pytest.fixture
    def copy(self, notebook: Notebook, tmp_path: Path) -> Path:
        note = create(Note, text="처음.")
        notebook.commit([note])
        notebook.close()
        copy = tmp_path / "stick.notebook"
        shutil.copytree(notebook.path, copy)
        with Notebook.open(copy, author="other", device="stick") as there:
            there.backs_up = False
            record = there.reader.get(note.object)
            assert record is not None
            blob = there.add_blob(picture(9))
            there.commit([change(record, text="저쪽."), create(Note, text="새 글."), create(Figure, blob=blob.sha256)])
        return copy

    def test_it_is_merged_and_again_adds_nothing(self, notebook: Notebook, copy: Path) -> None:
        before = content(copy)
        with Notebook.open(notebook.path) as own:
            own.commit([create(Note, text="이쪽.")])
            plan = differences(copy, own.reader)
            assert (len(plan.taken), len(plan.new), len(plan.changed)) == (3, 2, 1)
            assert plan.rejected == ()
            brought = bring_pictures(copy, own)
            assert (brought.brought, brought.left_out) == (1, ())
            assert len(own.merge(plan, sender=None, file=copy.name).revisions) == 3
            assert texts(own) == ["새 글.", "이쪽.", "저쪽."]
            assert own.verify() == ()
            again = differences(copy, own.reader)
            assert (again.taken, again.returning, again.same) == ((), (), plan.same + 3)
            assert bring_pictures(copy, own).brought == 0
            assert not own.merge(again, sender=None, file=copy.name)
        assert content(copy) == before

    def test_an_undone_merge_is_asked_about(self, notebook: Notebook, copy: Path) -> None:
        with Notebook.open(notebook.path) as own:
            own.merge(differences(copy, own.reader), sender=None, file=copy.name)
            own.set_aside(own.intakes()[0].id)
            assert len(differences(copy, own.reader).undone) == 3
            assert len(differences(copy, own.reader, again=True).returning) == 3

    def test_what_was_set_aside_there_does_not_come(self, notebook: Notebook, copy: Path) -> None:
        with closing(sqlite3.connect(copy / "notebook.db", isolation_level=None)) as raw:
            raw.execute(
                "INSERT INTO set_aside SELECT id, NULL, '2031-05-22' FROM revision WHERE instr(payload, '새 글.')"
            )
        with Notebook.open(notebook.path) as own:
            assert len(differences(copy, own.reader).taken) == 2

    def test_a_redaction_of_theirs_is_asked_about(self, notebook: Notebook, copy: Path) -> None:
        with Notebook.open(copy) as there:
            there.backs_up = False
            (name,) = [each.id for each in there.history(there.reader.all(Note)[0].id) if not each.parents]
            there.redact([name], "약속")
            assert there.reader.all(Redaction)
        with Notebook.open(notebook.path) as own:
            assert len(differences(copy, own.reader).redactions) == 1
            plan = differences(copy, own.reader, redact=True)
            bring_pictures(copy, own)
            own.merge(plan, sender=None, file=copy.name)
            assert own.reader.all(Redaction)
            assert own.verify() == ()

    def test_another_tours_is_refused(self, notebook: Notebook, copy: Path, tmp_path: Path) -> None:
        Notebook.create(tmp_path / "other.notebook").close()
        with (
            Notebook.open(notebook.path) as own,
            pytest.raises(KnownError, match=r"errors\.other_tour"),
        ):
            differences(tmp_path / "other.notebook", own.reader)

    def test_nobody_gives_a_picture_another_name(self, notebook: Notebook) -> None:
        blob = notebook.add_blob(picture(3))
        with pytest.raises(BugError, match="hash"):
            notebook.keep_blob(blob, b"other")


def test_the_id_of_what_is_no_notebook(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match=r"errors\.missing"):
        identify(tmp_path / "x")
    with pytest.raises(KnownError, match=r"errors\.not_a_notebook"):
        identify(tmp_path)
