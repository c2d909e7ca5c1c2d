from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.merge import merge, sentence_tokens

BASE = "첫째 문장이다. 둘째 문장이다. 셋째 문장이다.\n○ 넷째 줄\n○ 다섯째 줄\n"


@given(st.text(st.sampled_from("가나. ?!\n\t\"')한a"), max_size=60))
def test_tokens_joined_are_the_text(text: str) -> None:
    assert "".join(sentence_tokens(text)) == text


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("", []),
        ("하나. 둘!", ["하나.", " ", "둘!"]),
        ('그는 "왔다." 그리고', ['그는 "왔다."', " ", "그리고"]),
        ("3.5 % 늘었다.  끝\n\n다음", ["3.5 % 늘었다.", "  ", "끝", "\n", "\n", "다음"]),
    ],
)
def test_sentences_are_cut_after_their_marks(text: str, tokens: list[str]) -> None:
    assert sentence_tokens(text) == tokens


def test_changes_of_different_sentences_go_together() -> None:
    one = BASE.replace("첫째", "1번째")
    other = BASE.replace("셋째", "3번째").replace("○ 다섯째 줄\n", "○ 다섯째 줄\n○ 여섯째 줄\n")
    assert merge(BASE, one, other) == merge(BASE, other, one)
    assert merge(BASE, one, other) == other.replace("첫째", "1번째")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("첫째", "첫째"),  # the same sentence
        ("첫째", "둘째"),  # two that touch
        ("○ 넷째", "○ 다섯째"),  # two lines that touch
    ],
)
def test_overlapping_and_touching_changes_conflict(one: str, other: str) -> None:
    assert merge(BASE, BASE.replace(one, one + " 갑"), BASE.replace(other, other + " 을")) is None


def test_a_change_inside_what_the_other_removed_conflicts() -> None:
    assert merge(BASE, "셋째 문장이다.\n", BASE.replace("둘째", "2번째")) is None


def test_two_insertions_at_one_place_conflict() -> None:
    assert merge("", "갑", "을") is None
    assert merge(BASE, BASE + "갑\n", BASE + "을\n") is None


def test_the_same_change_made_twice_is_made_once() -> None:
    both = BASE.replace("첫째", "1번째")
    other = both.replace("다섯째", "5번째")
    assert merge(BASE, both, both) == both
    assert merge(BASE, both.replace("셋째", "3번째"), other) == other.replace("셋째", "3번째")


def test_texts_too_alike_to_compare_conflict_instead_of_hanging() -> None:
    base = "같다.\n" * 3000
    assert merge(base, "갑.\n" + base, base + "을.\n") == "갑.\n" + base + "을.\n"
    assert merge(base, "갑.\n" + base[:-3] + "을.\n" + base, "병.\n" + base + "정.\n") is None


LINES = st.lists(st.integers(0, 9), min_size=0, max_size=8)


@given(LINES, st.data())
def test_no_sentence_of_one_side_disappears(base: list[int], data: st.DataObject) -> None:
    """Every sentence is unique: what one side adds is in the merged text, and what both kept is kept, in order."""
    numbered = [f"바탕 {at}-{word}.\n" for at, word in enumerate(base)]
    one, other = (data.draw(edits(numbered, name)) for name in ("갑", "을"))
    merged = merge("".join(numbered), "".join(one), "".join(other))
    swapped = merge("".join(numbered), "".join(other), "".join(one))
    assert merged == swapped
    if merged is None:
        return
    lines = merged.splitlines(keepends=True)
    for line in {*one, *other}:
        kept = line in one and line in other
        added = line not in numbered
        assert lines.count(line) == (1 if kept or added else 0)
    for side in (one, other):
        assert [line for line in lines if line in side] == [line for line in side if line in lines]


@st.composite
def edits(draw: st.DrawFn, base: list[str], name: str) -> list[str]:
    """base with some lines left out, changed or added; every new line carries name and a number of its own."""
    made: list[str] = []
    for at, line in enumerate([*base, ""]):
        if draw(st.integers(0, 5)) == 0:
            made.append(f"{name} 새 글 {at}.\n")
        action = draw(st.sampled_from("kkkkcd"))
        if line and action == "k":
            made.append(line)
        elif line and action == "c":
            made.append(f"{name} 고친 글 {at}.\n")
    return made


@given(st.lists(st.lists(st.sampled_from(["하나.", "둘.", "셋.", "넷.", "다섯."]), max_size=6), min_size=3, max_size=3))
def test_who_is_one_and_who_the_other_makes_no_difference(texts: list[list[str]]) -> None:
    base, one, other = (" ".join(text) for text in texts)
    assert merge(base, one, other) == merge(base, other, one)


def test_a_change_of_one_beside_one_that_both_made_conflicts_whoever_comes_first() -> None:
    base, one, other = "하나. 둘. 셋. 넷.", "하나. 2. 셋. 4.", "1. 2. 셋. 넷."
    assert merge(base, one, other) is None
    assert merge(base, other, one) is None
