"""One program writes a notebook; the others learn who, where and since when."""

from __future__ import annotations

import getpass
import os
import platform
import re
from pathlib import Path

import pytest

from db.errors import KnownError
from db.lock import LOCK_NAME, Lock, refusal
from resources import LANGUAGES, sentences


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "notebook.db").touch()
    return tmp_path


def test_the_refusal_names_user_computer_and_time(folder: Path) -> None:
    lock = Lock(folder)
    with pytest.raises(KnownError) as refused:
        Lock(folder)
    asked = refusal(folder)
    lock.release()
    for error in (refused.value, asked):
        assert error is not None
        assert error.key == "errors.locked"
        assert (error.values["user"], error.values["computer"]) == (getpass.getuser(), platform.node())
        assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", str(error.values["since"]))
        for language in LANGUAGES:
            sentence = sentences(language)(error.key, **error.values)
            assert all(str(error.values[name]) in sentence for name in ("user", "computer", "since", "path"))


def test_nobody_holds_it_after_the_release(folder: Path) -> None:
    assert refusal(folder) is None
    assert not (folder / LOCK_NAME).exists()
    Lock(folder).release()
    assert refusal(folder) is None
    Lock(folder).release()


@pytest.mark.parametrize("written", [b"", b"\xff\x00\x07", b"\n\n\n", b"kim", "가".encode() * 500])
def test_what_stands_in_the_file_is_only_words(folder: Path, written: bytes) -> None:
    lock = Lock(folder)
    (folder / LOCK_NAME).write_bytes(written)
    found = refusal(folder)
    lock.release()
    assert found is not None
    words = [str(found.values[name]) for name in ("user", "computer", "since")]
    assert all(word.isprintable() and word and len(word) <= 400 for word in words)


def test_a_link_in_the_place_of_the_file_is_not_followed(folder: Path, tmp_path: Path) -> None:
    if not hasattr(os, "O_NOFOLLOW"):
        return
    other = tmp_path / "other"
    other.write_text("mine")
    (folder / LOCK_NAME).symlink_to(other)
    with pytest.raises((KnownError, OSError)):
        Lock(folder)
    assert other.read_text() == "mine"


@pytest.mark.parametrize(
    ("program", "words"),
    [("window", "열린 창에서"), ("import", "import 명령으로"), ("", "다른 프로그램에서"), ("x", "다른 프로그램에서")],
)
def test_the_refusal_says_which_program_it_is(folder: Path, program: str, words: str) -> None:
    lock = Lock(folder, program)
    found = refusal(folder)
    lock.release()
    assert found is not None
    assert words in sentences("ko")(found.key, **found.values)


def test_a_lock_of_an_older_program_is_read(folder: Path) -> None:
    lock = Lock(folder, "window")
    (folder / LOCK_NAME).write_text("kim\nlaptop\n2031-06-11 10:00\n4711\n", encoding="utf-8")
    found = refusal(folder)
    lock.release()
    assert found is not None
    assert "since 2031-06-11 10:00 (another program)" in sentences("en")(found.key, **found.values)
