"""Where comments stand after the text changed: on their words, or nowhere, never on words that only read alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.anchors import CONTEXT, LOST, Anchor, Outcome, Place, anchor, carried

BEGINNING = "시청은 빗물 저장 시설을 직접 관리한다. "
SENTENCE = "주민 조합은 노후 주택 개량 사업을 지원한다."
END = " 자세한 내용은 자료집을 참고한다."
TEXT = BEGINNING + SENTENCE + END
WORDS = "노후 주택 개량"


def on(text: str, words: str) -> Anchor:
    start = text.index(words)
    return anchor(text, start, start + len(words))


def now(words: str, *texts: str) -> tuple[Place, str]:
    """Where a comment on words of the first of texts stands in the last, and what it stands on."""
    (place,) = carried([on(texts[0], words)], texts)
    return place, texts[-1][place.start : place.end]


def test_an_anchor_knows_its_words_and_what_stands_beside_them() -> None:
    made = on(TEXT, WORDS)
    assert (made.quote, TEXT[made.start : made.end]) == (WORDS, WORDS)
    assert TEXT.index(made.before + WORDS + made.after) >= 0
    long = "가" * 200 + WORDS + "나" * 200
    assert {len(on(long, WORDS).before), len(on(long, WORDS).after)} == {CONTEXT}


@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 2), (-1, 2), (0, 10_000)])
def test_what_is_no_range_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no range"):
        anchor(TEXT, start, end)


def test_it_stays_on_its_words_when_text_comes_before() -> None:
    place, words = now(WORDS, TEXT, "😀 새로 쓴 문장이다. " + TEXT)
    assert (place.outcome, place.exact, words) == (Outcome.SURE, True, WORDS)


def test_it_goes_with_a_sentence_that_is_moved() -> None:
    place, words = now(WORDS, TEXT, SENTENCE + " " + BEGINNING.strip() + END)
    assert (place.outcome, words) == (Outcome.SURE, WORDS)


def test_a_letter_changed_in_a_sentence_leaves_it_sure() -> None:
    place, words = now(SENTENCE, TEXT, TEXT.replace("노후 주택", "낡은 주택"))
    assert (place.outcome, place.exact, words) == (Outcome.SURE, False, SENTENCE.replace("노후", "낡은"))


def test_what_is_deleted_is_lost_though_other_words_read_alike() -> None:
    alike = " 다른 도시에서도 노후 주택 개량을 한다."
    place, _ = now(WORDS, TEXT + alike, BEGINNING + END.strip() + alike)
    assert place == LOST


def test_the_same_sentence_elsewhere_is_not_the_one_that_was_deleted() -> None:
    twice = TEXT + "\n○ 둘째 기관의 설명이다. " + SENTENCE
    place, _ = now(SENTENCE, twice, twice.replace(SENTENCE, "전혀 다른 말이 여기에 있다.", 1))
    assert place.outcome is not Outcome.SURE or place.start > twice.index("둘째")
    (second,) = carried(
        [anchor(twice, len(twice) - len(SENTENCE), len(twice))], [twice, twice.replace(SENTENCE, "", 1)]
    )
    assert second.outcome is Outcome.SURE


def test_what_was_deleted_comes_back_with_undo() -> None:
    gone = BEGINNING.strip() + END
    place, words = now(WORDS, TEXT, gone, TEXT)
    assert (place.outcome, words) == (Outcome.SURE, WORDS)


def test_cut_in_one_version_and_put_in_by_a_later_one_is_found_but_to_be_checked() -> None:
    gone = BEGINNING.strip() + END
    place, words = now(SENTENCE + END, TEXT, BEGINNING.strip(), SENTENCE + END + "\n" + BEGINNING)
    assert (place.outcome, words) == (Outcome.CHECK, SENTENCE + END)
    assert now(WORDS, TEXT, gone, gone + " 노후 주택 개량도 본다.")[0] == LOST


def test_a_rewritten_sentence_is_lost() -> None:
    place, _ = now(SENTENCE, TEXT, TEXT.replace(SENTENCE, "협회가 예산 편성을 공개하기로 하였다."))
    assert place == LOST


def test_without_the_version_that_was_commented_the_words_are_looked_for() -> None:
    away = Anchor(700, 700 + len(WORDS), WORDS, "시설을 ", " 사업을")
    (place,) = carried([away], [TEXT])
    assert (place.outcome, TEXT[place.start : place.end]) == (Outcome.CHECK, WORDS)
    assert carried([Anchor(0, 3, "없는 말")], [TEXT]) == [LOST]
    assert carried([away], []) == [LOST]


def test_words_that_stand_everywhere_are_found_nowhere() -> None:
    assert carried([Anchor(5, 6, "나")], ["가" * 10, "나" * 5_000]) == [LOST]


@given(st.lists(st.text("가나다. \n○-😀\x00", max_size=60), min_size=1, max_size=5), st.data())
def test_whatever_becomes_of_a_text_a_place_is_a_range_of_it(texts: list[str], data: st.DataObject) -> None:
    first = texts[0]
    anchors = []
    if first:
        start = data.draw(st.integers(0, len(first) - 1))
        anchors = [anchor(first, start, data.draw(st.integers(start + 1, len(first))))]
    for made, place in zip(anchors, carried(anchors, texts), strict=True):
        if place.outcome is Outcome.LOST:
            assert place == LOST
        else:
            assert 0 <= place.start < place.end <= len(texts[-1])
            assert place.exact == (texts[-1][place.start : place.end] == made.quote)


@given(st.text("가나다라. \n", min_size=1, max_size=80), st.data())
def test_in_an_unchanged_text_it_stays(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    made = anchor(text, start, data.draw(st.integers(start + 1, len(text))))
    assert carried([made], [text, text]) == [Place(Outcome.SURE, made.start, made.end, exact=True)]
