"""Names from two letters, and the questions of others with near-duplicates folded: pure values."""

from __future__ import annotations

import pytest

from db.records import Question
from desktop.models.additions import ALIKE, alike, fold
from desktop.models.suggestions import Suggestion, known, matches

NAMES = [Suggestion(name) for name in ("문지안", "한도영", "서이준", "전서율", "M. de Wit", "하나은", "박민지", "각하")]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("문", ["문지안"]),
        ("ㅁㅈ", ["문지안", "박민지"]),
        ("서", ["서이준", "전서율"]),
        ("하", ["한도영", "하나은", "각하"]),
        ("한", ["한도영", "하나은"]),  # the final ㄴ of what is being composed may begin the next syllable
        ("ㅎㄷ", ["한도영"]),
        ("de", ["M. de Wit"]),
        ("WI", ["M. de Wit"]),
        ("민ㅈ", ["박민지"]),
        ("도여", ["한도영"]),
        ("가", ["각하"]),
        ("핞", []),
        (" ", []),
        ("문지안", []),
    ],
)
def test_names_from_a_few_letters(typed: str, found: list[str]) -> None:
    assert [each.suggestion.value for each in matches(typed, NAMES)] == found


def test_what_begins_with_it_stands_first_and_its_letters_are_known() -> None:
    match = matches("서", NAMES)[1]
    assert (match.suggestion.value, match.start, match.length) == ("전서율", 1, 1)


def test_a_name_of_two_people_names_nobody() -> None:
    two = [Suggestion("김하나", "1조", "a"), Suggestion("김하나", "2조", "b"), Suggestion("박", "", "c")]
    assert known("김하나", two) == ""
    assert known(" 박 ", two) == "c"


def asked(name: str, question: str, answer: str = "") -> Question:
    return Question(id=name, question=question, answer=answer, addition="offered")


def test_the_same_question_in_other_words_is_folded_and_the_longest_answer_stands() -> None:
    offered = [
        asked("a", "요금은 얼마입니까?", "정해져 있다."),
        asked("b", "예측 모형은 누가 만들었습니까?"),
        asked("c", "요금이 얼마인가요?", "한 해에 한 번 정한다고 한다."),
    ]
    found = fold(offered, [Question(id="own", question="예측 모형은 누가 만들었나요?")])
    assert [each.ids for each in found] == [("c", "a"), ("b",)]
    assert found[0].near is None
    assert found[1].near is not None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("예측 화면은 누가 볼 수 있습니까?", "예측 화면을 볼 수 있는 사람은 누구인가요?", True),
        ("자료 규약을 바꿀 때 동의 절차는?", "자료 규약을 바꿀 때 터미널의 동의 절차는 무엇입니까?", True),
        ("요금은?", "예산은?", False),
        ("예측 모형은 누가 만들었습니까?", "예측 화면은 누가 볼 수 있습니까?", False),
        ("", "", True),
        ("가", "나", False),
    ],
)
def test_what_is_alike(one: str, other: str, same: bool) -> None:
    assert (alike(one, other) >= ALIKE) is same
    assert alike(one, other) == alike(other, one)
