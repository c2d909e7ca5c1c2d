"""A stored picture is read once; whatever is done to its file afterwards is found."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from db import blobs
from exporters.compile import sound

BYTES = b"a picture's bytes"
NAME = hashlib.sha256(BYTES).hexdigest()


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A picture that has been there for a while."""
    file = tmp_path / NAME
    file.write_bytes(BYTES)
    return file


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The pictures that were read. Files settle at once."""
    found: list[Path] = []
    inner = blobs.is_unchanged

    def told(path: Path, sha256: str) -> bool:
        found.append(path)
        return inner(path, sha256)

    monkeypatch.setattr(blobs, "is_unchanged", told)
    monkeypatch.setattr(sound, "_SETTLED", -1)
    return found


def test_it_is_read_once(picture: Path, read: list[Path]) -> None:
    assert [sound.is_sound(picture, NAME) for _ in range(3)] == [True] * 3
    assert read == [picture]


def test_other_bytes_are_found_though_size_and_date_are_the_same(picture: Path, read: list[Path]) -> None:
    assert sound.is_sound(picture, NAME)
    before = picture.stat()
    other = picture.with_name("other")
    other.write_bytes(BYTES[::-1])
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(picture)
    assert [sound.is_sound(picture, NAME) for _ in range(2)] == [False, False]
    assert len(read) == 3


def test_one_of_another_name_is_not_sound(picture: Path, read: list[Path]) -> None:
    assert sound.is_sound(picture, NAME)
    assert not sound.is_sound(picture, hashlib.sha256(b"another").hexdigest())
    assert not sound.is_sound(picture.with_name("none"), NAME)


def test_a_file_that_was_just_written_is_read_again(picture: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sound, "_SETTLED", 10**12)
    assert sound.is_sound(picture, NAME)
    picture.write_bytes(BYTES[::-1])
    assert not sound.is_sound(picture, NAME)


def test_damaged_notes_and_no_folder_only_cost_time(picture: Path, read: list[Path]) -> None:
    assert sound.is_sound(picture, NAME)
    (note,) = sound.folder().iterdir()
    note.write_bytes(b"\xff\0")
    assert sound.is_sound(picture, NAME)
    note.unlink()
    sound.folder().rmdir()
    sound.folder().write_text("no folder")
    assert sound.is_sound(picture, NAME)
    assert len(read) == 3


def test_old_notes_go(picture: Path, read: list[Path]) -> None:
    sound.folder().mkdir(parents=True)
    old = sound.folder() / "old"
    old.write_text("long ago")
    os.utime(old, (0, 0))
    os.utime(sound.folder(), (0, 0))
    assert sound.is_sound(picture, NAME)
    assert not old.exists()
