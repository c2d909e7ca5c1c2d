"""Other spellings of names are found, and ordinary words are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.spelling import Names, distance, letters

NAMES = Names(
    ["프라운호퍼 연구소", "Fraunhofer IAO", "암스테르담 항만공사", "로테르담", "김라희", "외레순 물순환관리청",
     "빗물마을 조합",      "Marcus Lindqvist"]
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found", "known"),
    [
        ("프라운호프에서 들었다.", "프라운호프", "프라운호퍼"),
        ("암스텔담은 다르다.", "암스텔담", "암스테르담"),
        ("로텔담과 함께", "로텔담", "로테르담"),
        ("the Fraunhoffer institute", "Fraunhoffer", "Fraunhofer"),
        ("Mr Lindkvist said", "Lindkvist", "Lindqvist"),
        ("김나희 팀장", "김나희", "김라희"),
    ],
)
def test_another_spelling_is_found_without_its_particle(text: str, found: str, known: str) -> None:
    (variant,) = NAMES.variants(text)
    assert (text[variant.start : variant.end], variant.known) == (found, known)


@pytest.mark.parametrize(
    "text",
    [
        "프라운호퍼는 암스테르담에서 로테르담까지 김라희가 물순환관리청의",
        "연구소장이 연구자에게 빗물을 담는 빗물관을 관리하는 관리자는",
        "Fraunhofer’s lab in Linda and Marc",
        "연구서를 항만공사가 항만에서 도시가 도나우강의",
        "",
    ],
)
def test_names_as_they_are_and_ordinary_words_are_left_alone(text: str) -> None:
    assert NAMES.variants(text) == []


def test_a_word_near_two_names_is_left_alone() -> None:
    assert Names(["한도영", "한두영"]).variants("한더영이 말했다") == []
    assert len(Names(["한도영"]).variants("한두영이 말했다")) == 1


@given(st.text(st.sampled_from("가나다한글프라운호퍼abc은는이 \n😀"), max_size=40))
def test_places_are_words_of_the_text(text: str) -> None:
    for variant in NAMES.variants(text):
        assert text[variant.start : variant.end].strip()
        assert text[variant.start : variant.end] != variant.known


@given(st.text("가나다한글ab", max_size=6), st.text("가나다한글ab", max_size=6))
def test_a_distance_is_the_same_both_ways(one: str, other: str) -> None:
    left, right = letters(one), letters(other)
    assert distance(left, right, 99) == distance(right, left, 99)
    assert (distance(left, right, 99) == 0) == (left == right)
