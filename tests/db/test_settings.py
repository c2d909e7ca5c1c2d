from __future__ import annotations

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
