"""Many bundles at once: what they would do is told before anything is written, and all comes in or nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db import blobs, bundle
from db.bundle import Bundle
from db.edits import Edit, create
from db.errors import KnownError
from db.merging import carry_out, make, survey
from db.notebook import Notebook
from db.partial import sync_file
from db.picture_check import looked_at
from db.records import Figure, Note, Tour
from tests.db.test_sharing import DAY, Desks, entries_of, write_all
from tests.threats.test_pictures import encoded, photo


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[Desks]:
    made = Desks(tmp_path)
    yield made
    made.close()


def day_of(desks: Desks, name: str) -> Path:
    """The bundle of somebody's day, with a picture of their own."""
    mine = desks.join(name)
    write_all(mine, name, name)
    blob = mine.add_blob(photo(40, 30 + int(name[-1])))
    mine.commit([create(Figure, f"shot{name}", visit="v1", blob=blob.sha256)])
    mine.submit(entries_of(name))
    return desks.bundle(name, lambda sharing: sharing.day(DAY))


def stored(notebook: Notebook) -> list[str]:
    return [row[0] for row in notebook.reader.rows("SELECT id FROM revision ORDER BY id")]


def test_the_plan_says_of_each_file_what_it_would_do(desks: Desks, tmp_path: Path) -> None:
    boss, first, second = desks.all["boss"], day_of(desks, "p1"), day_of(desks, "p2")
    twin, cut, strange, zipped = (tmp_path / name for name in ("twin.brief", "cut.brief", "other.brief", "p2.zip"))
    shutil.copy(first, twin)
    cut.write_bytes(first.read_bytes()[:500])
    shutil.copy(second, zipped)
    with Notebook.create(tmp_path / "other.notebook", [create(Tour, title="다른 연수")]) as other:
        from db.packing import pack, parcel_of

        pack(other, strange, parcel_of(other, lambda sharing: sharing.everything()))
    before = stored(boss)
    found = survey(boss.reader, [first, twin, cut, strange, zipped, tmp_path / "none.brief", tmp_path])
    kinds = [(each.is_read, bool(each.twin), each.other_tour, bool(each.refused)) for each in found.arrivals]
    assert kinds == [
        (True, False, False, False),
        (False, True, False, False),
        (False, False, False, True),
        (False, False, True, False),
        (True, False, False, False),
        (False, False, False, True),
        (False, False, False, True),
    ]
    one = found.arrivals[0]
    assert one.manifest is not None
    assert (one.manifest.sender_name, one.manifest.day, one.writers) == ("이름 p1", DAY, (("p1", one.taken),))
    assert (one.pictures, one.conflicts, one.undone) == (1, 0, 0)
    assert (one.new, one.changed, one.same) == (len(found.plan.new) / 2, 0, one.revisions - one.taken)
    assert len(found.pictures) == 2
    assert not found.deletes_much
    assert stored(boss) == before, "nothing is written yet"
    merged = carry_out(boss, found)
    assert (merged.pictures, merged.left_out) == (2, ())
    assert len(merged.changes.revisions) == len(found.plan.taken)
    assert boss.intakes()[0].id == merged.intake
    assert boss.intakes()[0].name == f"{first.name}, {zipped.name}"
    assert boss.verify() == ()


def test_the_same_again_is_nothing_new(desks: Desks) -> None:
    boss, path = desks.all["boss"], day_of(desks, "p1")
    carry_out(boss, survey(boss.reader, [path]))
    before, merges = stored(boss), boss.intakes()
    found = survey(boss.reader, [path])
    assert not found
    assert (found.arrivals[0].same, found.arrivals[0].taken) == (found.arrivals[0].revisions, 0)
    assert not carry_out(boss, found).changes
    assert (stored(boss), boss.intakes()) == (before, merges)


def test_a_plan_that_is_carried_out_twice_writes_once(desks: Desks) -> None:
    boss, path = desks.all["boss"], day_of(desks, "p1")
    found = survey(boss.reader, [path])
    carry_out(boss, found)
    before = stored(boss)
    assert not carry_out(boss, found).changes
    assert stored(boss) == before


class Stop(Exception):
    pass


@pytest.mark.parametrize("at", [0, 1, 2])
def test_who_cancels_has_taken_nothing(desks: Desks, at: int) -> None:
    boss, paths = desks.all["boss"], [day_of(desks, "p1"), day_of(desks, "p2")]
    before = stored(boss)

    def stop(done: int, total: int) -> None:
        if done == at:
            raise Stop

    with pytest.raises(Stop):
        carry_out(boss, survey(boss.reader, paths), stop)
    assert (stored(boss), boss.intakes()) == (before, ())
    assert [file for file in (boss.path / "blobs").rglob("*") if file.is_file()] == []
    assert carry_out(boss, survey(boss.reader, paths)).pictures == 2


def test_who_cancels_in_the_middle_of_writing_has_taken_nothing(desks: Desks) -> None:
    boss, path = desks.all["boss"], day_of(desks, "p1")
    mine = desks.all["p1"]
    made = [create(Note, f"more{number}", visit="v1", author="p1", text="글.") for number in range(100)]
    mine.commit(made)
    mine.submit([edit.object for edit in made])
    path = desks.bundle("p1", lambda sharing: sharing.day(DAY))
    before, told = stored(boss), []

    def stop(done: int, total: int) -> None:
        told.append((done, total))
        if done > 60:
            raise Stop

    with pytest.raises(Stop):
        carry_out(boss, survey(boss.reader, [path]), stop)
    assert (stored(boss), boss.intakes()) == (before, ())
    assert {total for _, total in told} == {1 + len(survey(boss.reader, [path]).plan.taken)}
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert [file for file in (boss.path / "blobs").rglob("*") if file.is_file()] == []
    assert carry_out(boss, survey(boss.reader, [path])).changes


def test_how_far_one_large_bundle_is_looked_through_is_told(desks: Desks) -> None:
    mine = desks.join("p1")
    made = [create(Note, f"more{number}", visit="v1", author="p1", text="글.") for number in range(700)]
    mine.commit(made)
    mine.submit([edit.object for edit in made])
    told: list[tuple[int, int]] = []
    boss = desks.all["boss"]
    survey(
        boss.reader,
        [desks.bundle("p1", lambda sharing: sharing.day(DAY))],
        progress=lambda done, total: told.append((done, total)),
    )
    assert told == sorted(told)
    assert len({*told}) > 4
    assert all(done < total for done, total in told)


def test_a_merge_that_was_undone_comes_again_only_when_asked_for(desks: Desks) -> None:
    boss, path = desks.all["boss"], day_of(desks, "p1")
    intake = carry_out(boss, survey(boss.reader, [path])).intake
    assert intake is not None
    boss.set_aside(intake)
    found = survey(boss.reader, [path])
    assert not found.plan
    assert found.arrivals[0].undone > 0
    again = survey(boss.reader, [path], again=True)
    carry_out(boss, again)
    assert boss.reader.status("notep1") == "submitted"


def test_conflicts_are_counted_where_they_come_from(desks: Desks) -> None:
    boss, path = desks.all["boss"], day_of(desks, "p1")
    carry_out(boss, survey(boss.reader, [path]))
    first = desks.all["p1"]
    first.commit([Edit("notep1", "note", {"text": "여기서 고친 문장."})])
    boss.commit([Edit("notep1", "note", {"text": "저기서 고친 문장."})])
    first.submit(["notep1"])
    found = survey(boss.reader, [desks.bundle("p1", lambda sharing: sharing.day(DAY)), day_of(desks, "p2")])
    assert [each.conflicts for each in found.arrivals] == [1, 0]
    assert found.has_findings


def test_more_than_a_tenth_into_the_bin_is_asked_about(desks: Desks) -> None:
    boss, path = desks.all["boss"], day_of(desks, "p1")
    carry_out(boss, survey(boss.reader, [path]))
    first = desks.all["p1"]
    first.commit([Edit(each, each.removesuffix("p1"), {"deleted": True}) for each in entries_of("p1")])
    found = survey(boss.reader, [desks.bundle("p1", lambda sharing: sharing.day(DAY))])
    assert len(found.plan.deleted) == 5
    assert found.deletes_much
    boss.commit([create(Note, f"n{number}", visit="v1", text="글.") for number in range(60)])
    assert not survey(boss.reader, [found.arrivals[0].path]).deletes_much


def test_redactions_wait_for_a_yes(desks: Desks) -> None:
    boss, path = desks.all["boss"], day_of(desks, "p1")
    carry_out(boss, survey(boss.reader, [path]))
    first = desks.all["p1"]
    (name,) = {each.id for each in first.history("notep1")}
    first.redact([name], "이름")
    path = desks.bundle("p1", lambda sharing: sharing.day(DAY))
    found = survey(boss.reader, [path])
    assert found.asks_redaction
    carry_out(boss, found)
    assert not boss.history("notep1")[0].redacted
    agreed = survey(boss.reader, [path], redact=True)
    assert not agreed.asks_redaction
    carry_out(boss, agreed)
    assert boss.history("notep1")[0].redacted


def test_a_picture_that_was_missing_comes_with_a_later_bundle(desks: Desks) -> None:
    boss, path = desks.all["boss"], day_of(desks, "p1")
    carry_out(boss, survey(boss.reader, [path]))
    (file,) = [file for file in (boss.path / "blobs").rglob("*") if file.is_file()]
    file.unlink()
    found = survey(boss.reader, [path])
    assert (bool(found.plan), len(found.pictures)) == (False, 1)
    assert carry_out(boss, found).pictures == 1
    assert boss.verify() == ()


def test_a_new_notebook_is_made_of_bundles_whole_or_not_at_all(desks: Desks, tmp_path: Path) -> None:
    path = desks.bundle("boss", lambda sharing: sharing.tour())
    bad = tmp_path / "bad.brief"
    bad.write_bytes(b"PK")
    target = tmp_path / "mine.notebook"
    with pytest.raises(KnownError) as refused:
        make(target, [bad])
    assert refused.value.key == "errors.bundle.none"
    assert not target.exists()
    found, merged = make(target, [bad, path], device="d")
    assert [bool(each.refused) for each in found.arrivals] == [True, False]
    assert merged.intake is not None
    with Notebook.open(target) as mine:
        assert mine.id == desks.all["boss"].id
        assert mine.verify() == ()
        assert [each.title for each in mine.reader.all(Tour)] == ["연수"]
    with pytest.raises(KnownError) as exists:
        make(target, [path])
    assert exists.value.key == "errors.exists"
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".new")] == []


def test_a_bundle_is_the_same_bytes_and_leaves_nothing_beside_it(desks: Desks, tmp_path: Path) -> None:
    import os

    stale = tmp_path / ".new-0123456789ab.partial"
    stale.write_bytes(b"what a killed program left")
    os.utime(stale, (0, 0))
    fresh = tmp_path / ".new-ba9876543210.partial"
    fresh.write_bytes(b"what another program is making")
    day_of(desks, "p1")
    one, other = (desks.bundle("p1", lambda sharing: sharing.everything()) for _ in range(2))
    with Bundle(one) as first, Bundle(other) as second:
        assert first.manifest.lines == second.manifest.lines
        assert first.pictures == second.pictures != ()
        assert first.manifest.counts["blobs"] == 1
    assert not stale.exists()
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".new")] == [fresh.name]


def test_a_disk_that_is_full_leaves_no_half_bundle(
    desks: Desks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno
    import zipfile

    def full(*arguments: object, **more: object) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(zipfile.ZipFile, "writestr", full)
    with pytest.raises(KnownError) as refused:
        desks.bundle("boss", lambda sharing: sharing.tour())
    assert refused.value.key == "errors.disk_full"
    assert list(tmp_path.glob("*.brief")) + list(tmp_path.glob(".new*")) == []


def test_a_bundle_counts_only_when_it_was_read_again(
    desks: Desks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that keeps something else than it was given is found out before the bundle has its name."""

    def spoil(file: Path) -> None:
        body = bytearray(file.read_bytes())
        at = body.find(b"revisions.jsonl") + 60
        body[at] ^= 0x10
        file.write_bytes(body)

    monkeypatch.setattr(bundle, "sync_file", spoil)
    with pytest.raises(KnownError) as refused:
        desks.bundle("boss", lambda sharing: sharing.tour())
    assert refused.value.key == "errors.bundle.none"
    assert list(tmp_path.glob("*.brief")) + list(tmp_path.glob(".new*")) == []


def test_a_bundle_is_on_the_disk_before_it_has_its_name_and_the_name_after(
    desks: Desks, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    done: list[str] = []

    def noted(name: str, real: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object) -> object:
            done.append(name)
            return real(*arguments)

        return call

    monkeypatch.setattr(bundle, "sync_file", noted("bytes", sync_file))
    monkeypatch.setattr(blobs, "sync_folder", noted("name", blobs.sync_folder))
    monkeypatch.setattr(os, "replace", noted("rename", os.replace))
    desks.bundle("boss", lambda sharing: sharing.tour())
    assert done == ["bytes", "rename", "name"]


def test_pictures_are_looked_at_in_order_though_one_kills_its_process(monkeypatch: pytest.MonkeyPatch) -> None:
    from PIL import Image

    bodies = [photo(20 + n, 20) for n in range(5)]
    bodies.insert(2, b"\xff\xd8\xff broken")
    bodies.insert(4, encoded(Image.new("RGB", (8, 8)), "GIF"))
    named = {blobs.name_of(body): body for body in bodies}
    found = list(looked_at(named, named.__getitem__))
    assert [name for name, _, _ in found] == list(named)
    assert [None if blob is None else (blob.width, blob.media) for _, blob, _ in found] == [
        (20, "image/jpeg"), (21, "image/jpeg"), None, (22, "image/jpeg"), None, (23, "image/jpeg"), (24, "image/jpeg"),
    ]  # fmt: skip
    assert next(looked_at(["0" * 64], lambda _: bodies[0]))[1] is None
    assert next(looked_at(["0" * 64], lambda _: None))[1] is None
