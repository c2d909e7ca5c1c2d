"""Every sentence the user sees stands in both languages, and every key in the code has one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from string import Formatter

import pytest

from db.records import KINDS, field_specs
from resources import LANGUAGES, Sentences, sentences
from tests.architecture.sources import modules

HANGUL = re.compile("[가-힣]")
KEY = re.compile(r"[a-z]+(\.[a-z0-9_]+)+\.?")
FILE = re.compile(r".*\.(py|toml|pdf|json|txt|md|html|docx|hwpx|svg|png|ttf|db|ini|qss)")

CALENDAR = ("report.date", "report.month", "report.nights", "window.date")
"""Dates are made of other parts in each language."""

COUNTED = ("가나다라마바사아자차카타파하",)
"""Letters that number an outline are marks, not words; so is what stands in a pattern (it has a backslash)."""

VOCABULARY = ("fields.kind.", "fields.field.", "fields.code.")
"""The names of all kinds, fields and codes, used or not yet."""


def _raw(language: str) -> dict[str, str]:
    s = sentences(language)
    keys = s.keys()
    return {key: s(key) for key in keys}


@pytest.fixture(scope="module")
def ko() -> dict[str, str]:
    return _raw("ko")


@pytest.fixture(scope="module")
def en() -> dict[str, str]:
    return _raw("en")


def test_both_languages_have_the_same_keys(ko: dict[str, str], en: dict[str, str]) -> None:
    assert len(ko) > 50
    assert sorted(ko.keys() ^ en.keys()) == []


def test_both_languages_name_the_same_values(ko: dict[str, str], en: dict[str, str]) -> None:
    differ = [key for key in ko.keys() & en.keys() if _places(ko[key]) != _places(en[key])]
    assert [key for key in differ if not key.startswith(CALENDAR)] == []


def test_no_sentence_is_empty(ko: dict[str, str], en: dict[str, str]) -> None:
    assert [key for table in (ko, en) for key, sentence in table.items() if not sentence.strip()] == []


def test_english_is_english(en: dict[str, str]) -> None:
    assert [key for key, sentence in en.items() if key.startswith("command.") and HANGUL.search(sentence)] == []


def test_every_key_in_the_code_has_a_sentence(ko: dict[str, str]) -> None:
    areas = {key.partition(".")[0] for key in ko}
    missing = [
        f"{module.name}: {text}"
        for module in modules()
        for text in module.strings()
        if KEY.fullmatch(text)
        and not FILE.fullmatch(text)
        and text.partition(".")[0] in areas
        and text not in ko
        and not any(_begins(key, text) for key in ko)
    ]
    assert missing == []


def test_every_key_that_is_put_together_has_a_sentence(ko: dict[str, str]) -> None:
    """`say(f"window.action.{name}")`: some key begins and ends so."""
    areas = tuple(f"{key.partition('.')[0]}." for key in ko)
    made = [
        (module.name, each)
        for module in modules()
        for each in module.patterns()
        if each.pattern.replace("\\.", ".").startswith(areas) and re.fullmatch(r"[a-z0-9_.+\\]+", each.pattern)
    ]
    assert len(made) > 30
    assert [f"{name}: {each.pattern}" for name, each in made if not any(each.fullmatch(key) for key in ko)] == []


def test_every_sentence_is_used(ko: dict[str, str]) -> None:
    """Of a key that is put together, every part that is no fixed text has to stand in the code itself."""
    texts = {text for module in modules() for text in module.strings()}
    composed = [each for module in modules() for each in module.composed()]
    whole = [each for each in composed if re.match(r"[a-z]+\\\.", each.pattern)]
    parts = [each for each in composed if re.search(r"[a-z]{3}_|_[a-z]{3}", each.pattern)]
    unused = [
        key
        for key in sorted(ko)
        if key not in texts
        and not key.startswith(VOCABULARY)
        and not any(_made(key, each, texts, parts) for each in whole)
        and not any(_begins(key, text) for text in texts if KEY.fullmatch(text))
    ]
    assert unused == []


def test_every_kind_field_and_code_has_a_name(ko: dict[str, str]) -> None:
    wanted = {f"fields.kind.{kind}" for kind in KINDS}
    for kind in KINDS.values():
        for spec in field_specs(kind):
            wanted.add(f"fields.field.{spec.name}")
            wanted |= {f"fields.code.{spec.name}.{code}" for code in spec.codes}
    assert sorted(wanted - ko.keys()) == []


def test_window_and_commands_speak_by_key_only() -> None:
    written = [
        f"{module.name}: {text}"
        for module in modules()
        if module.name.startswith(("desktop/", "main"))
        for text in module.strings()
        if HANGUL.search(text) and text not in COUNTED and "\\" not in text
    ]
    assert written == []


def test_a_missing_key_is_a_fault() -> None:
    with pytest.raises(KeyError):
        Sentences("ko")("errors.none")


def test_languages_are_complete() -> None:
    assert LANGUAGES == ("ko", "en")


def _made(text: str, pattern: re.Pattern[str], known: set[str], parts: Sequence[re.Pattern[str]]) -> bool:
    """Whether text is put together by pattern of parts that are known, or themselves put together of such."""
    found = pattern.fullmatch(text)
    return found is not None and all(
        each in known or each.isdigit() or any(_made(each, part, known, ()) for part in parts)
        for each in found.groups()
    )


def _begins(key: str, text: str) -> bool:
    """Whether text is the fixed beginning of key, to which the code adds the rest."""
    return key.startswith(text if text.endswith((".", "_")) else f"{text}.")


def _places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}
