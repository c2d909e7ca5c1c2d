"""The quick reader of TOML answers as the standard library does, whatever it is given."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.settings import Settings
from resources import ROOT, plain_toml

FILES = [file for folder in ("i18n", "themes", "report_styles") for file in (ROOT / folder).rglob("*.toml")]
PARTS = (
    "a", "b", "a.b", "가", '"a b"', '"', "'c'", "1", "01", "1_0", "-1", "true", "[]", "{}", '["a"]', " = ", "=", " ",
    "#", "[", "]",
    "[a]", "[a.b]", "[[a]]", "\n", "\r\n", "\t", '"""', '"x"', '"\\n"', '"\\/"', '"\\u00e9"', '"\\ud83d\\ude00"',
    '"\\\\u1"', "\u00a0", "\x85", "\x7f", "\u2028",
)  # fmt: skip
HEADS = st.sampled_from(["", "# 글", "[a]", "[a.b]", "[b]", "[a.b.c]"])
KEYS = st.sampled_from(["a", "b", "c-1", '"a/b"'])
VALUES = st.sampled_from(['"글"', "3", "[]", '"\\"x\\""', "true"])
PLAIN = st.lists(HEADS | st.tuples(KEYS, VALUES).map(" = ".join)).map("\n".join)


def _answer(text: str, loads: object) -> object:
    assert callable(loads)
    try:
        return loads(text)
    except tomllib.TOMLDecodeError as error:
        return str(error)


@given(st.one_of(PLAIN, st.lists(st.sampled_from(PARTS), max_size=12).map("".join)))
def test_answers_as_the_standard_library(text: str) -> None:
    assert _answer(text, plain_toml.loads) == _answer(text, tomllib.loads)


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_reads_the_files_of_the_program(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert plain_toml.loads(text) == tomllib.loads(text)


def test_what_the_window_reads_first_is_plain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else each start would wait for the slow one."""
    Settings(tmp_path, last=tmp_path / "연수 노트", known={"1": "/x"}, people={"1": "2"}).save()
    files = [tmp_path / "settings.toml", ROOT / "themes" / "light.toml", ROOT / "themes" / "dark.toml"]
    files += [ROOT / "i18n" / language / f"{area}.toml" for language in ("ko", "en") for area in ("window", "visit")]

    def slow(text: str) -> object:
        raise AssertionError(text)

    monkeypatch.setattr(tomllib, "loads", slow)
    for file in files:
        assert plain_toml.loads(file.read_text(encoding="utf-8"))
