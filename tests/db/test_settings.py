from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import KnownError
from db.settings import Settings

NAMES = st.text(st.characters(codec="utf-8"), max_size=12)


@given(NAMES, st.dictionaries(NAMES, NAMES, max_size=3))
def test_what_was_saved_is_loaded(tmp_path: Path, language: str, people: dict[str, str]) -> None:
    settings = Settings.load(tmp_path)
    settings.language = language
    settings.people = people
    settings.remember("id", tmp_path / '연수 "1".notebook')
    settings.save()
    assert Settings.load(tmp_path) == settings


def test_the_first_start(home: Path) -> None:
    settings = Settings.load()
    assert (settings.folder, settings.language, settings.last, settings.person("n")) == (home, "", None, None)
    assert settings.device != Settings.load().device
    settings.save()
    assert Settings.load().device == settings.device


def test_a_notebook_is_known_by_id_and_real_path(tmp_path: Path) -> None:
    real, copy, link = tmp_path / "a", tmp_path / "b", tmp_path / "link"
    for folder in (real, copy):
        folder.mkdir()
    link.symlink_to(real)
    settings = Settings.load()
    settings.remember("id", link)
    assert settings.knows("id", real)
    assert not settings.knows("id", copy)
    assert not settings.knows("other", real)
    assert settings.last == link


@pytest.mark.parametrize("text", ["", "not toml [", "device = 5\nknown = 3\n[people]\nn = 5\n", "\udce9"])
def test_what_cannot_be_read_counts_as_not_set(home: Path, text: str) -> None:
    (home / "settings.toml").write_text(text, encoding="utf-8", errors="surrogateescape")
    settings = Settings.load()
    assert (settings.language, settings.known, settings.people) == ("", {}, {})
    assert settings.device


def test_saving_where_nothing_can_be_saved(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    settings = Settings.load(tmp_path / "file" / "home")
    with pytest.raises(KnownError):
        settings.save()


def test_a_copy_beside_the_known_folder_takes_nothing_from_it(tmp_path: Path) -> None:
    settings = Settings.load(tmp_path / "home")
    first, second = tmp_path / "a.notebook", tmp_path / "b.notebook"
    for path in (first, second):
        path.mkdir()
        (path / "notebook.db").touch()
        settings.remember("n", path)
    settings.save()
    read = Settings.load(tmp_path / "home")
    assert read.knows("n", first)
    assert read.knows("n", second)
    assert not read.knows("m", second)
    assert read.folders() == [first.resolve(), second.resolve()]
    (first / "notebook.db").unlink()
    read.remember("n", second)
    assert (read.known, read.beside) == ({"n": str(second.resolve())}, {})


def _notebook(path: Path) -> Path:
    path.mkdir(parents=True)
    (path / "notebook.db").write_bytes(b"notebook")
    return path


@pytest.fixture
def known(tmp_path: Path) -> Path:
    path = _notebook(tmp_path / "가" / "a.notebook")
    settings = Settings.load()
    settings.remember("n", path)
    settings.save()
    return path


def test_a_folder_that_was_renamed_or_moved_is_recognised(known: Path, tmp_path: Path) -> None:
    (tmp_path / "나 다").mkdir()
    moved = known.rename(tmp_path / "나 다" / "b.notebook")
    assert Settings.load().has_moved("n", moved)
    assert not Settings.load().has_moved("m", moved)
    settings = Settings.load()
    settings.remember("n", moved)
    assert settings.knows("n", moved)
    assert list(settings.files) == [str(moved.resolve())]


def test_a_folder_whose_parent_was_renamed_is_recognised(known: Path, tmp_path: Path) -> None:
    known.parent.rename(tmp_path / "다")
    assert Settings.load().has_moved("n", tmp_path / "다" / "a.notebook")


def test_a_copy_has_not_moved_even_where_the_first_is_gone(known: Path, tmp_path: Path) -> None:
    copy = tmp_path / "b.notebook"
    shutil.copytree(known, copy)
    assert not Settings.load().has_moved("n", copy)
    shutil.rmtree(known.parent)
    other = tmp_path / "c.notebook"  # one that is surely another file, while the number of the first may be used again
    shutil.copytree(copy, other)
    assert not all(Settings.load().has_moved("n", path) for path in (copy, other))
    assert not Settings.load().has_moved("n", tmp_path / "nowhere")


def test_a_folder_on_another_disk_has_not_moved(known: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moved = known.rename(tmp_path / "b.notebook")
    monkeypatch.setattr("db.settings._same_disk", lambda before, path: False)
    assert not Settings.load().has_moved("n", moved)


def test_a_place_is_known_whatever_stands_there_now(known: Path, tmp_path: Path) -> None:
    settings = Settings.load()
    assert settings.is_place(known)
    assert not settings.is_place(tmp_path / "b.notebook")
    settings.remember("n", _notebook(tmp_path / "b.notebook"))
    assert settings.is_place(tmp_path / "b.notebook")


def test_saving_what_stands_there_writes_nothing(tmp_path: Path) -> None:
    settings = Settings.load(tmp_path)
    settings.save()
    file = tmp_path / "settings.toml"
    number = file.stat().st_ino
    settings.save()
    assert file.stat().st_ino == number
    settings.language = "en"
    settings.save()
    assert Settings.load(tmp_path).language == "en"
    file.write_text("version = 9\n", encoding="utf-8")
    settings.save()
    assert Settings.load(tmp_path).language == "en"
