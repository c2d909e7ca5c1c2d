from __future__ import annotations

import json
import shutil
import sqlite3
import threading
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from db.backup import MERGE, Backups
from db.edits import Draft, change, create
from db.errors import KnownError
from db.exchange import plan
from db.ids import new_id
from db.manifest import MANIFEST, read_manifest
from db.notebook import Notebook
from db.records import Figure, Note, Tour
from db.settings import Settings, data_home
from tests.db.wall import Wall

START = datetime(2031, 5, 22, 9, tzinfo=UTC)


@pytest.fixture
def wall() -> Wall:
    return Wall(START)


@pytest.fixture
def backups(tmp_path: Path, wall: Wall) -> Backups:
    return Backups(tmp_path / "자료" / "backups", now=wall)


def picture(shade: int = 0) -> bytes:
    out = BytesIO()
    Image.new("RGB", (40, 30), (shade, 40, 90)).save(out, "PNG")
    return out.getvalue()


def spoil(path: Path, wanted: str) -> None:
    """Change one letter of a stored text, as a bad disk would."""
    with closing(sqlite3.connect(path / "notebook.db", isolation_level=None)) as raw:
        assert raw.execute(
            "UPDATE revision SET payload = replace(payload, ?, '다름') WHERE instr(payload, ?)", (wanted, wanted)
        ).rowcount


def test_a_backup_says_what_it_holds(notebook: Notebook, backups: Backups) -> None:
    notebook.commit([create(Note, text="하나."), create(Note, text="둘.")])
    made = backups.take(notebook.path)
    assert (made.notebook, made.path, made.title) == (notebook.id, notebook.path, "북해 항만 연수")
    assert (made.taken, made.name, made.reason) == (START, "20310522-090000-000", "asked")
    assert (made.revisions, made.counts, made.missing) == (3, {"tour": 1, "note": 2}, ())
    assert backups.of(notebook.id) == (made,)
    with Notebook.open(made.folder, read_only=True) as copy:
        assert copy.verify() == ()
        assert [note.text for note in copy.reader.all(Note)] == ["하나.", "둘."]


def test_it_stands_while_the_writer_writes(notebook: Notebook, backups: Backups) -> None:
    stop = threading.Event()
    said: list[str] = []

    def write() -> None:
        while not stop.is_set():
            said.extend(notebook.commit([create(Note, text=f"{len(said)}. " * 50)]).revisions)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = [backups.take(notebook.path) for _ in range(5)]
    finally:
        stop.set()
        writer.join()
    counts = [each.revisions for each in made]
    assert counts == sorted(counts)
    assert len({each.name for each in made}) == 5
    assert notebook.verify() == ()


def test_drafts_are_in_it(notebook: Notebook, backups: Backups) -> None:
    notebook.keep_draft(Draft(new_id(), "note", "text", "아직 쓰는 중")).result()
    made = backups.take(notebook.path)
    with Notebook.open(made.folder, read_only=True) as copy:
        assert [draft.text for draft in copy.reader.drafts()] == ["아직 쓰는 중"]


def test_only_what_changed_is_backed_up_again(notebook: Notebook, backups: Backups, wall: Wall) -> None:
    assert backups.take_if_changed(notebook.path)
    wall.wait(minutes=31)
    assert backups.take_if_changed(notebook.path) is None
    notebook.commit([create(Note, text="글.")])
    assert backups.take_if_changed(notebook.path)
    notebook.keep_draft(Draft("x", "note", "text", "하")).result()
    assert backups.take_if_changed(notebook.path) is None, "not yet 30 minutes"
    wall.wait(minutes=29, seconds=59)
    assert backups.take_if_changed(notebook.path) is None
    wall.wait(seconds=1)
    assert backups.take_if_changed(notebook.path)
    notebook.keep_draft(Draft("x", "note", "text", "하나")).result()
    assert backups.take_if_changed(notebook.path, every=timedelta())


def test_a_clock_that_was_set_back_does_not_stop_them(notebook: Notebook, backups: Backups, wall: Wall) -> None:
    backups.take(notebook.path)
    notebook.commit([create(Note, text="글.")])
    wall.wait(days=-300)
    assert backups.take_if_changed(notebook.path)


def test_pictures_are_kept_once_and_not_as_links(notebook: Notebook, backups: Backups) -> None:
    blob = notebook.add_blob(picture())
    notebook.commit([create(Figure, blob=blob.sha256)])
    first = backups.take(notebook.path)
    notebook.commit([create(Note, text="글.")])
    backups.take(notebook.path)
    place = first.folder.parent
    (kept,) = [file for file in (place / "blobs").rglob("*") if file.is_file()]
    assert kept.name == blob.sha256
    own = notebook.blob_path(blob.sha256)
    assert own is not None
    assert not own.samefile(kept)


def test_a_picture_that_is_missing_or_spoilt_is_named(notebook: Notebook, backups: Backups) -> None:
    gone, spoilt = (notebook.add_blob(picture(shade)) for shade in (1, 2))
    for blob, act in ((gone, Path.unlink), (spoilt, lambda file: file.write_bytes(b"x"))):
        file = notebook.blob_path(blob.sha256)
        assert file is not None
        act(file)
    assert backups.take(notebook.path).missing == tuple(sorted((gone.sha256, spoilt.sha256)))


def test_a_damaged_notebook_pushes_no_backup_out(notebook: Notebook, backups: Backups) -> None:
    notebook.commit([create(Note, text="하나.")])
    sound = backups.take(notebook.path)
    spoil(notebook.path, "하나")
    with pytest.raises(KnownError, match=r"errors\.backup_unsound"):
        backups.take(notebook.path)
    assert backups.of(notebook.id) == (sound,)
    assert [each.name for each in sound.folder.parent.iterdir() if each.name.startswith(".")] == []


def test_damaged_pages_are_found(notebook: Notebook, backups: Backups) -> None:
    notebook.commit([create(Note, text=f"{number}. " * 400) for number in range(60)])
    notebook.backs_up = False
    notebook.close()
    data = bytearray((notebook.path / "notebook.db").read_bytes())
    for page in range(8, len(data) // 4096, 3):
        data[page * 4096 : page * 4096 + 64] = b"\xa5" * 64
    (notebook.path / "notebook.db").write_bytes(data)
    with pytest.raises(KnownError) as refused:
        backups.take(notebook.path)
    assert refused.value.key in ("errors.backup_unsound", "errors.damaged")
    assert backups.of(notebook.id) == ()


@pytest.mark.parametrize("harm", ["cut", "gone", "page", "json", "other"])
def test_what_is_not_whole_is_not_listed(notebook: Notebook, backups: Backups, harm: str) -> None:
    made = backups.take(notebook.path)
    page = made.folder / MANIFEST
    if harm == "cut":
        made.database.write_bytes(made.database.read_bytes()[:-4096])
    elif harm == "gone":
        made.database.unlink()
    elif harm == "page":
        page.unlink()
    elif harm == "json":
        page.write_text(page.read_text(encoding="utf-8")[:-20], encoding="utf-8")
    else:
        page.write_text(json.dumps([1]), encoding="utf-8")
    assert backups.of(notebook.id) == ()


def test_one_changed_byte_is_found_before_it_is_used(notebook: Notebook, backups: Backups) -> None:
    made = backups.take(notebook.path)
    data = bytearray(made.database.read_bytes())
    data[-1] ^= 1
    made.database.write_bytes(data)
    with pytest.raises(KnownError, match=r"errors\.backup_damaged"):
        made.require_whole()


def test_the_page_is_read_as_it_was_written(notebook: Notebook, backups: Backups) -> None:
    made = backups.take(notebook.path)
    assert read_manifest(made.folder) == made


def test_they_are_thinned_as_they_grow_old(notebook: Notebook, backups: Backups, wall: Wall) -> None:
    for _ in range(20):
        wall.wait(hours=1)
        backups.take(notebook.path)
    names = {backup.name for backup in backups.of(notebook.id)}
    assert len(names) == 16
    wall.wait(days=60)
    assert len(backups.of(notebook.id)) == 16
    backups.take(notebook.path)
    assert len(backups.of(notebook.id)) == 3  # now, and the last of both days
    assert {each.name for each in (backups.root / notebook.id).iterdir() if each.name.startswith(".")} == set()


def test_a_second_folder_has_the_same(notebook: Notebook, tmp_path: Path, wall: Wall) -> None:
    second = tmp_path / "stick"
    second.mkdir()
    backups = Backups(tmp_path / "first", second, wall)
    blob = notebook.add_blob(picture())
    made = backups.take(notebook.path)
    assert backups.second_trouble is None
    shutil.rmtree(tmp_path / "first")
    (listed,) = backups.of(notebook.id)
    assert listed == replace(made, folder=second / notebook.id / made.name)
    listed.require_whole()
    assert (second / notebook.id / "blobs" / blob.sha256[:2] / blob.sha256).is_file()


def test_a_second_folder_that_is_not_there_is_told_and_no_failure(
    notebook: Notebook, tmp_path: Path, wall: Wall
) -> None:
    backups = Backups(tmp_path / "first", tmp_path / "stick", wall)
    made = backups.take(notebook.path)
    assert backups.of(notebook.id) == (made,)
    assert backups.second_trouble is not None
    assert backups.second_trouble.key == "errors.missing"
    assert not (tmp_path / "stick").exists()


def test_a_place_that_cannot_be_written_is_told(notebook: Notebook, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(KnownError):
        Backups(tmp_path / "file").take(notebook.path)


def test_an_id_that_is_a_path_is_refused(tmp_path: Path, backups: Backups) -> None:
    path = tmp_path / "a.notebook"
    Notebook.create(path, notebook_id="../../outside").close()
    with pytest.raises(KnownError, match=r"errors\.damaged"):
        backups.take(path)
    assert not backups.root.exists()


def test_a_notebook_that_is_gone_is_found(tmp_path: Path, backups: Backups) -> None:
    ids = [f"{number}1111111-1111-4111-8111-111111111111" for number in (1, 2)]
    for number, name in enumerate(ids):
        path = tmp_path / f"{number}.notebook"
        Notebook.create(path, [create(Tour, title=f"연수 {number}")], notebook_id=name).close()
        backups.take(path)
        shutil.rmtree(path)
    assert [each.notebook for each in backups.matching(str(tmp_path / "1.notebook"))] == [ids[1]]
    assert [each.notebook for each in backups.matching("연수 0")] == [ids[0]]
    assert [each.notebook for each in backups.matching("21")] == [ids[1]]
    assert [each.notebook for each in backups.matching(ids[0])] == [ids[0]]
    assert backups.matching("3") == backups.matching("") == backups.matching("연수") == ()


def test_a_former_title_and_a_former_path_name_it_too(notebook: Notebook, backups: Backups, wall: Wall) -> None:
    backups.take(notebook.path)
    tour = notebook.reader.tour()
    assert tour is not None
    notebook.commit([change(tour, title="남해 항만 연수")])
    wall.wait(hours=1)
    newest = backups.take(notebook.path)
    assert backups.matching("북해 항만 연수") == backups.matching("남해 항만 연수") == (newest,)


def test_closing_backs_up_what_changed(notebook: Notebook) -> None:
    backups = Backups.of_user()
    notebook.keep_draft(Draft(new_id(), "note", "text", "끝까지 쓴 글")).result()
    notebook.close()
    (made,) = backups.of(notebook.id)
    assert (made.reason, made.counts["note"]) == ("close", 1)
    Notebook.open(notebook.path).close()
    assert backups.of(notebook.id) == (made,)


def test_closing_succeeds_where_no_backup_can_be_made(notebook: Notebook, home: Path) -> None:
    (home / "backups").write_text("a file where the folder should be")
    notebook.commit([create(Note, text="글.")])
    notebook.close()
    with Notebook.open(notebook.path) as again:
        assert again.reader.count(Note) == 1


def test_before_what_is_derived_is_made_anew(notebook: Notebook) -> None:
    notebook.backs_up = False
    notebook.close()
    with closing(sqlite3.connect(notebook.path / "notebook.db", isolation_level=None)) as raw:
        raw.execute("UPDATE meta SET value = 'older' WHERE name = 'derived_version'")
    Notebook.open(notebook.path).close()
    (made,) = Backups.of_user().of(notebook.id)
    assert (made.reason, made.revisions) == ("upgrade", 1)


def test_the_second_folder_is_a_setting(tmp_path: Path) -> None:
    settings = Settings.load()
    assert Backups.of_user().second is None
    settings.second_backups = tmp_path / "막대"
    settings.save()
    assert Backups.of_user().second == tmp_path / "막대"


def test_the_newest_of_each_notebook_the_last_one_first(
    notebook: Notebook, backups: Backups, wall: Wall, tmp_path: Path
) -> None:
    with Notebook.create(tmp_path / "다른.notebook", [create(Tour, title="다른 연수")]) as other:
        other.backs_up = False
        backups.take(notebook.path)
        wall.wait(hours=1)
        backups.take(other.path)
        wall.wait(hours=1)
        last = backups.take(notebook.path)
    assert [backup.title for backup in backups.newest()] == ["북해 항만 연수", "다른 연수"]
    assert backups.newest()[0] == last


def test_what_is_no_longer_whole_is_named_by_its_time(notebook: Notebook, backups: Backups, wall: Wall) -> None:
    first = backups.take(notebook.path)
    wall.wait(hours=1)
    backups.take(notebook.path)
    assert backups.spoilt(notebook.id) == ()
    with first.database.open("r+b") as file:
        file.truncate(1000)
    (first.folder.parent / "blobs").mkdir(exist_ok=True)
    assert backups.spoilt(notebook.id) == (first.taken,)
    assert len(backups.of(notebook.id)) == 1


def test_a_backup_is_brought_to_a_second_folder_later(notebook: Notebook, backups: Backups, tmp_path: Path) -> None:
    blob = notebook.add_blob(picture())
    notebook.commit([create(Figure, blob=blob.sha256)])
    made = backups.take(notebook.path)
    second = tmp_path / "막대"
    backups.second = second
    backups.copy_to_second(made)
    assert backups.second_trouble is not None
    second.mkdir()
    for _ in range(2):
        backups.copy_to_second(made)
        assert backups.second_trouble is None
    copies = backups.copies(made)
    assert [copy.folder.parent.parent for copy in copies] == [backups.root, second]
    assert list((second / notebook.id / "blobs").rglob(blob.sha256))
    copies[1].database.write_bytes(b"x")
    backups.copy_to_second(made)
    backups.copies(made)[1].require_whole()


def test_a_merge_is_preceded_by_a_backup(notebook: Notebook) -> None:
    notebook.commit([create(Note, text="여기 글.")])
    made = plan(notebook.reader, [])
    notebook.merge(made, sender=None, file="꾸러미")
    assert [backup.reason for backup in Backups.of_user().of(notebook.id)] == [MERGE]
    assert notebook.backup_trouble is None


def test_a_backup_that_fails_on_closing_is_told(notebook: Notebook) -> None:
    notebook.commit([create(Note, text="글.")])
    (data_home() / "backups").parent.mkdir(parents=True, exist_ok=True)
    (data_home() / "backups").write_text("")  # no folder can be made there
    notebook.close()
    assert notebook.backup_trouble is not None
