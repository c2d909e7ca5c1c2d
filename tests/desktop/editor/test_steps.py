"""Undo as values: what the author did comes back step by step, and what others did stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.editor.steps import Step, Steps, step_between

TEXTS = st.text(alphabet="ab가나\n ", max_size=12)


def undone(steps: Steps) -> list[str]:
    texts = [steps.text]
    while (step := steps.undo()) is not None:
        assert step.applied(texts[-1]) == steps.text
        texts.append(steps.text)
    return texts


def written(*texts: str) -> Steps:
    steps = Steps(texts[0])
    for text in texts[1:]:
        steps.note(text)
    return steps


@pytest.mark.parametrize(
    ("texts", "back"),
    [
        (("", "a", "ab", "ab "), ["ab ", ""]),
        (("", "a", "a ", "a  ", "a  b", "a  bc"), ["a  bc", "a  ", ""]),
        (("a", "a ", "a b", "a b ", "a b c"), ["a b c", "a b ", "a"]),
        (("", "가", "가나"), ["가나", "가", ""]),
        (("", "a", "a가", "a가b"), ["a가b", "a가", "a", ""]),
        (("", "a", "a\n", "a\nb"), ["a\nb", "a\n", "a", ""]),
        (("abc", "ab", "a"), ["a", "abc"]),
        (("abc", "bc", "c"), ["c", "abc"]),
        (("ab", "b", "bc"), ["bc", "b", "ab"]),
        (("abcd", "aXbcd", "aXbcYd"), ["aXbcYd", "aXbcd", "abcd"]),
    ],
)
def test_keys_are_one_step_syllables_lines_and_places_their_own(texts: tuple[str, ...], back: list[str]) -> None:
    assert undone(written(*texts)) == back


@given(TEXTS, st.lists(TEXTS, max_size=8))
def test_everything_the_author_did_is_taken_back_and_brought_again(first: str, texts: list[str]) -> None:
    steps = written(first, *texts)
    back = undone(steps)
    assert back[-1] == first
    forward = [steps.text]
    while (step := steps.redo()) is not None:
        assert step.applied(forward[-1]) == steps.text
        forward.append(steps.text)
    assert forward == back[::-1]


@given(TEXTS, TEXTS)
def test_a_step_is_what_differs(before: str, after: str) -> None:
    step = step_between(before, after)
    assert step.applied(before) == after
    assert step.back.applied(after) == before
    assert not (step.removed and step.added and step.removed[0] == step.added[0])


@given(TEXTS, st.lists(st.tuples(st.sampled_from(["note", "take", "undo", "redo"]), TEXTS), max_size=14))
def test_no_step_is_ever_taken_back_at_a_place_where_it_is_not(first: str, moves: list[tuple[str, str]]) -> None:
    """Whatever comes from elsewhere in between: a step finds its letters, or it is gone."""
    steps = Steps(first)
    for move, text in moves:
        before = steps.text
        if move in ("note", "take"):
            getattr(steps, move)(text)
            assert steps.text == text
            continue
        step: Step | None = getattr(steps, move)()
        if step is not None:
            assert before[step.at : step.at + len(step.removed)] == step.removed
            assert step.applied(before) == steps.text


def test_what_others_wrote_stays_and_moves_the_authors_steps() -> None:
    steps = written("가. 다.", "가. 나. 다.", "가. 나. 다. 라.")
    steps.take("남. 가. 나. 다. 라.")
    assert undone(steps) == ["남. 가. 나. 다. 라.", "남. 가. 나. 다.", "남. 가. 다."]
    while steps.redo() is not None:
        pass
    assert steps.text == "남. 가. 나. 다. 라."


def test_what_is_undone_comes_back_around_what_others_wrote() -> None:
    steps = written("가. 다.", "가. 나. 다.")
    steps.undo()
    steps.take("가. 다. 남.")
    assert steps.redo() is not None
    assert steps.text == "가. 나. 다. 남."


def test_a_step_that_others_changed_is_gone_with_those_before_it() -> None:
    steps = written("abcd", "a123bcd", "a123bcd5")
    steps.take("a193bcd5")
    assert undone(steps) == ["a193bcd5", "a193bcd"]
