"""Lines with their differences, as values."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

import resources
from db.difference import Piece, difference
from desktop.models.marked_text import AROUND, LEAST_FOLD, MarkedLine, difference_words, folds, marked_lines

TEXTS = st.text(alphabet="가나 ○-.\n𝄞", max_size=60)


def side(lines: tuple[MarkedLine, ...], left_out: str) -> str:
    """What the lines say without what is left out."""
    text = ""
    for number, line in enumerate(lines):
        units = line.text.encode("utf-16-le")
        at = 0
        for each in line.ranges:
            assert 0 <= each.start < each.end <= len(units) // 2
            if each.kind == left_out:
                text += units[2 * at : 2 * each.start].decode("utf-16-le")
                at = each.end
        text += units[2 * at :].decode("utf-16-le")
        if number + 1 < len(lines) and not line.joint and line.broken != left_out:
            text += "\n"
    return text


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_the_lines(before: str, after: str) -> None:
    lines = marked_lines(difference(before, after))
    assert side(lines, "inserted") == before
    assert side(lines, "deleted") == after
    assert any(line.changed for line in lines) == (before != after)


def test_a_replaced_line_stands_above_what_stands_for_it() -> None:
    pieces = [Piece("same", "○ 가\n"), Piece("deleted", "○ 나"), Piece("inserted", "- 다"), Piece("same", "\n○ 라")]
    assert [line.text for line in marked_lines(pieces)] == ["○ 가", "○ 나", "- 다", "○ 라"]


def test_a_changed_word_stays_in_its_line() -> None:
    pieces = [Piece("same", "○ "), Piece("deleted", "나"), Piece("inserted", "다"), Piece("same", " 라")]
    assert [line.text for line in marked_lines(pieces)] == ["○ 나다 라"]


@given(st.lists(st.booleans(), max_size=60))
def test_only_long_unchanged_parts_are_folded(changed: list[bool]) -> None:
    lines = [MarkedLine("가", broken="deleted" if each else None) for each in changed]
    hidden = [number for run in folds(lines) for number in run]
    assert not any(changed[max(0, n - AROUND) : n + AROUND + 1].count(True) for n in hidden)
    assert all(len(run) >= LEAST_FOLD for run in folds(lines))
    if True in changed:
        far = [n for n in range(len(lines)) if True not in changed[max(0, n - AROUND) : n + AROUND + 1]]
        assert set(hidden) <= set(far)
        assert len(far) - len(hidden) < LEAST_FOLD * (changed.count(True) + 1)
    else:
        assert hidden == []


def test_differences_are_told_in_words() -> None:
    say = resources.sentences("ko")
    words = difference_words(difference("○ 조회 기록은 반년 동안 둔다.", "○ 조회 기록은 1년 동안 둔다."), say)
    assert "지움: “반년”" in words
    assert "넣음: “1년”" in words
    assert difference_words(difference("같다.", "같다."), say) == "다른 곳이 없습니다."


def test_lines_that_gave_way_to_lines_are_whole() -> None:
    before, after = "○ 앞\n○ 새로 적은 줄이다.\n  - 그 아래 줄이다.", "○ 앞\n○ 전화는 적지 않는다."
    lines = marked_lines(difference(before, after))
    assert [line.text for line in lines] == before.split("\n") + after.split("\n")[1:]
    assert [line.ranges[0].kind if line.ranges else None for line in lines] == [None, "deleted", "deleted", "inserted"]


def test_lines_put_together_keep_their_words() -> None:
    lines = marked_lines(difference("○ 이어 붙일\n줄이다.", "○ 이어 붙일 줄이다."))
    assert not any(each.kind == "deleted" for line in lines for each in line.ranges)
    assert lines[0].broken == "deleted"
