from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.order import key_between, keys
from db.records import FieldSpec, Shape
from db.values import fits

ORDER = FieldSpec("order", Shape.ORDER, default="")
ANY_KEY = st.one_of(st.none(), st.text(st.characters(codec="utf-8"), max_size=6), st.from_regex(r"[0-9A-Za-z]{0,4}"))


@given(st.lists(st.tuples(st.integers(0, 1 << 30), st.booleans()), max_size=80))
def test_a_key_stands_where_it_was_put(places: list[tuple[int, bool]]) -> None:
    row: list[str] = []
    for place, at_end in places:
        at = len(row) if at_end else place % (len(row) + 1)
        made = key_between(row[at - 1] if at else None, row[at] if at < len(row) else None)
        row.insert(at, made)
        assert fits(ORDER, made)
    assert row == sorted(set(row))


@given(st.integers(0, 200), st.booleans())
def test_squeezing_into_one_place_keeps_its_room(count: int, upward: bool) -> None:
    low, high = keys(2)
    for _ in range(count):
        middle = key_between(low, high)
        assert low < middle < high
        low, high = (middle, high) if upward else (low, middle)


@given(ANY_KEY, ANY_KEY)
def test_foreign_and_crossed_keys_do_no_harm(before: str | None, after: str | None) -> None:
    made = key_between(before, after)
    assert made
    assert not before or made > before


def test_appending_and_prepending_do_not_make_keys_long() -> None:
    made = keys(20_000)
    assert made == sorted(set(made))
    assert max(map(len, made)) <= 4
    first = made[0]
    for _ in range(20_000):
        earlier = key_between(None, first)
        assert earlier < first
        first = earlier
    assert len(first) <= 4


@pytest.mark.parametrize(
    ("before", "after", "between"),
    [
        (None, None, "a0"),
        ("a0", None, "a1"),
        ("az", None, "b00"),
        (None, "a0", "Zz"),
        ("Zz", None, "a0"),
        ("a0", "a1", "a0V"),
    ],
)
def test_keys_that_must_stay_the_same(before: str | None, after: str | None, between: str) -> None:
    assert key_between(before, after) == between
