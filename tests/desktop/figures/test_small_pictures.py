"""Small pictures on disk: made once a size, mended where damaged, and no more of them than are wanted."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QSize

from desktop import small_pictures as module
from desktop.small_pictures import folder, small, tidy

SIZE = QSize(60, 40)


@pytest.fixture
def photo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(module, "cache_home", lambda: tmp_path / "cache")
    Image.new("RGB", (600, 300), "teal").save(tmp_path / "p.png")
    data = (tmp_path / "p.png").read_bytes()
    place = tmp_path / hashlib.sha256(data).hexdigest()
    place.write_bytes(data)
    return place


def test_it_is_made_once_and_kept_by_size(photo: Path) -> None:
    assert small(photo, SIZE).size() == QSize(60, 30)
    photo.unlink()
    assert small(photo, SIZE).size() == QSize(60, 30)
    assert small(photo, QSize(30, 30)).isNull()
    assert [each.name for each in folder().iterdir()] == [f"{photo.name}-60x40"]


def test_a_damaged_one_is_made_again(photo: Path) -> None:
    small(photo, SIZE)
    kept = folder() / f"{photo.name}-60x40"
    kept.write_bytes(b"x")
    assert small(photo, SIZE).size() == QSize(60, 30)
    assert kept.stat().st_size > 1


def test_what_is_no_blob_or_no_picture_is_not_kept(photo: Path) -> None:
    assert not small(photo.with_name("p.png"), SIZE).isNull()
    photo.write_bytes(b"x")
    assert small(photo, SIZE).isNull()
    assert not folder().exists()


def test_a_folder_that_cannot_be_written_does_no_harm(photo: Path) -> None:
    folder().parent.mkdir()
    folder().write_text("a file")
    assert small(photo, SIZE).size() == QSize(60, 30)


def test_what_was_wanted_longest_ago_is_let_go(photo: Path) -> None:
    for side in range(1, 6):
        small(photo, QSize(side, side))
        os.utime(folder() / f"{photo.name}-{side}x{side}", (side, side))
    tidy(2)
    assert {each.name for each in folder().iterdir()} == {f"{photo.name}-{side}x{side}" for side in (4, 5)}
