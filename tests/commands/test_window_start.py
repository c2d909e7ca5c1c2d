"""Who asks for the window in the plainest way gets it sooner, and the very same."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

import main
from resources import Sentences

Asked = tuple[str, Path | None, list[Path]]
PLAIN: tuple[list[str], ...] = (
    [], ["--notebook", "x.notebook"], ["--notebook", "x", "--lang", "en"], ["--lang", "en"], ["--lang", "ko"],
    ["HERE/a.notebook"], ["HERE/a.notebook", "HERE/b.brief"], ["--lang", "en", "HERE/b.brief", "c"],
    ["--notebook", "x", "--notebook", "y"], ["HERE/a.notebook", "dump"],
)  # fmt: skip
TO_BE_READ: tuple[list[str], ...] = (
    ["--notebook=x"], ["--lang", "fr"], ["--notebook"], ["--notebook", "x", "--as", "나"], ["--help"], ["dump"],
    ["nothing"], ["HERE/none.brief"], ["HERE/a.notebook", "--help"], ["b.brief"], ["--notebook", ""],
    ["--notebook", "--lang", "ko"], ["--", "HERE/a.notebook"], ["HERE/none.notebook"],
)  # fmt: skip


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Asked]:
    """What the window was asked for, in place of a window."""
    found: list[Asked] = []

    def window(s: Sentences, notebook: Path | None, files: Sequence[Path] = (), _author: str = "") -> int:
        found.append((s.language, notebook, list(files)))
        return 0

    (tmp_path / "a.notebook").mkdir()
    (tmp_path / "b.brief").touch()
    monkeypatch.setattr(main, "_window", window)
    monkeypatch.chdir(tmp_path)
    return found


def _here(arguments: Sequence[str], folder: Path) -> list[str]:
    return [each.replace("HERE", str(folder)) for each in arguments]


@pytest.mark.parametrize("arguments", PLAIN, ids=" ".join)
def test_the_plain_way_gives_what_reading_the_options_gives(
    arguments: list[str], asked: list[Asked], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = _here(arguments, tmp_path)
    assert main._to_open(given) is not None
    assert main.main(given) == 0
    monkeypatch.setattr(main, "_to_open", lambda _: None)
    assert main.main(given) == 0
    assert asked[0] == asked[1]


@pytest.mark.parametrize("arguments", TO_BE_READ, ids=" ".join)
def test_everything_else_is_read(arguments: list[str], asked: list[Asked], tmp_path: Path) -> None:
    assert main._to_open(_here(arguments, tmp_path)) is None
