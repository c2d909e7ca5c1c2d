from __future__ import annotations

import json
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.revisions import Clock, InvalidRevision, canonical, check, clean, hash_of, read, write

TEXTS = st.text(st.characters(codec=None), max_size=30)  # lone surrogates too
VALUES = st.one_of(TEXTS, st.integers(-(1 << 62), 1 << 62), st.booleans(), st.none(), st.lists(TEXTS, max_size=3))
FIELDS = st.dictionaries(st.text(st.characters(codec="ascii"), min_size=1, max_size=8), VALUES, max_size=4)


def payload_of(**changed: Any) -> str:
    body = {
        "v": 1,
        "notebook": "n",
        "object": "o",
        "kind": "note",
        "author": None,
        "device": "d",
        "hlc": 5,
        "parents": ["a", "b"],
        "fields": {"text": "글"},
    }
    return canonical(body | changed)


@given(FIELDS)
def test_what_is_written_is_its_own_canonical_form(fields: dict[str, Any]) -> None:
    made, payload = write(
        notebook="n", object_id="o", kind="note", author=None, device=None, hlc=7, parents=("b", "a"), fields=fields
    )
    assert check(payload) == made
    assert read(made.id, payload) == made
    assert made.id == hash_of(payload)
    assert made.parents == ("a", "b")
    assert unicodedata.is_normalized("NFC", payload)


def test_the_bytes_never_change() -> None:
    made, payload = write(
        notebook="n",
        object_id="o",
        kind="note",
        author=None,
        device=None,
        hlc=0,
        parents=(),
        fields={"text": "각\r\n나"},
    )
    assert payload == (
        '{"author":null,"device":null,"fields":{"text":"각\\n나"},"hlc":0,"kind":"note","notebook":"n","object":"o",'
        '"parents":[],"v":1}'
    )
    assert made.id == "68821bd82a54734777202d3315df76dc53e73af0595fd4bd7e59934433bbb267"
    assert made.instant == ""


@pytest.mark.parametrize(
    "line",
    [
        "",
        "1",
        "[]",
        "nonsense",
        payload_of().replace("5", "NaN"),
        payload_of().replace("5", "1e999"),
        payload_of().replace('"hlc":5', '"hlc":5,"hlc":6'),
        payload_of().replace(",", ", "),
        payload_of().replace("글", "\\uae00"),
        payload_of().replace("글", unicodedata.normalize("NFD", "글")),
        payload_of().replace("글", "\ud800"),
        payload_of().replace('"v":1', '"v":' + "1" * 5000),
        payload_of(hlc=-1),
        payload_of(hlc=1 << 63),
        payload_of(hlc=True),
        payload_of(parents=["b", "a"]),
        payload_of(parents=["a", "a"]),
        payload_of(parents="a"),
        payload_of(fields=[]),
        payload_of(object=None),
        payload_of(author=3),
        canonical({"redacted": False, "object": "o", "kind": "note", "parents": []}),
        canonical({"redacted": True, "object": "o", "kind": "note", "parents": [], "fields": {}}),
        "[" * 100_000,
    ],
)
def test_other_lines_are_refused(line: str) -> None:
    with pytest.raises(InvalidRevision):
        check(line)


def test_fields_of_a_newer_program_are_kept() -> None:
    revision = check(payload_of(kind="hologram", fields={"depth": {"z": [1, 2.5]}}, colour="red"))
    assert (revision.kind, revision.fields) == ("hologram", {"depth": {"z": [1, 2.5]}})


def test_a_blanked_revision_is_read() -> None:
    line = canonical({"redacted": True, "object": "o", "kind": "note", "parents": ["a"]})
    revision = read("given", line)
    assert check(line).redacted
    assert (revision.id, revision.redacted, revision.parents, dict(revision.fields)) == ("given", True, ("a",), {})


@given(TEXTS)
def test_clean_text_can_be_stored_and_stays_clean(text: str) -> None:
    cleaned = clean(text)
    cleaned.encode()
    assert clean(cleaned) == cleaned
    assert json.loads(canonical(cleaned)) == cleaned


def test_the_clock_never_goes_back_and_follows_the_wall() -> None:
    now = [1000]
    clock = Clock(0, lambda: now[0])
    first = clock.tick()
    now[0] = 500
    second = clock.tick()
    now[0] = 2000
    third = clock.tick()
    assert first < second < third
    assert (first >> 16, third >> 16) == (1000, 2000)


def test_a_foreign_clock_pulls_at_most_a_day_ahead() -> None:
    day = 24 * 3600 * 1000
    clock = Clock(0, lambda: 1000)
    clock.see((1000 + 10 * day) << 16)
    assert clock.tick() >> 16 == 1000 + day
    clock = Clock(0, lambda: 1000)
    clock.see(5000 << 16)
    assert clock.tick() == (5000 << 16) + 1
