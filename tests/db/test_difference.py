"""The difference of two texts: whole both ways, and in phrases that a reader of Korean would mark."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.difference import difference

TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(
            ["항만은", "항만이", "자료를", "모은다.", "알려", "준다.", "수", "있다.", " ", "  ", "\n", "\n\n",
             "○ ", "- ", "MOU를", "(가)", "\r\n", "\u2028", "\U0001f600", "port", "ports"]
        ),
        max_size=30,
    ).map("".join),
)  # fmt: skip


def marked(before: str, after: str) -> str:
    signs = {"same": "{}", "deleted": "[-{}]", "inserted": "[+{}]"}
    return "".join(signs[piece.kind].format(piece.text) for piece in difference(before, after))


def side(before: str, after: str, kind: str) -> str:
    return "".join(piece.text for piece in difference(before, after) if piece.kind in ("same", kind))


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_it(before: str, after: str) -> None:
    assert side(before, after, "deleted") == before
    assert side(before, after, "inserted") == after


@given(TEXTS)
def test_nothing_differs_from_itself(text: str) -> None:
    assert [(piece.kind, piece.text) for piece in difference(text, text)] == ([("same", text)] if text else [])


@given(TEXTS, TEXTS)
def test_the_other_way_round_it_is_the_same_with_kinds_exchanged(before: str, after: str) -> None:
    there = difference(before, after)
    back = difference(after, before)
    assert [piece.text for piece in there if piece.kind == "same"] == [p.text for p in back if p.kind == "same"]
    assert [piece.text for piece in there if piece.kind == "deleted"] == [p.text for p in back if p.kind == "inserted"]
    assert [piece.text for piece in there if piece.kind == "inserted"] == [p.text for p in back if p.kind == "deleted"]


@given(TEXTS, TEXTS)
def test_pieces_are_not_empty_and_neighbours_differ(before: str, after: str) -> None:
    pieces = difference(before, after)
    assert all(piece.text for piece in pieces)
    assert all(one.kind != other.kind for one, other in zip(pieces, pieces[1:], strict=False))


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("조사는 끝났다.", "조사가 끝났다.", "조사[-는][+가] 끝났다."),
        ("물은 맑다.", "물이 맑다.", "[-물은][+물이] 맑다."),
        ("MOU를 맺었다.", "MOU가 맺었다.", "MOU[-를][+가] 맺었다."),
        ("자료를 알려 준다.", "자료를 모아 둔다.", "자료를 [-알려 준][+모아 둔]다."),
        ("기록은 반년 동안 둔다.", "기록은 2년 동안 둔다.", "기록은 [-반년][+2년] 동안 둔다."),
        ("운영위원회는 연다.", "자문위원회는 연다.", "[-운영][+자문]위원회는 연다."),
        ("필요할 때 요청한다.", "누가 보았는지 공개한다.", "[-필요할 때 요청][+누가 보았는지 공개]한다."),
        ("가나 다라 마바", "가나 마바", "가나[- 다라] 마바"),
        ("○ 첫 줄.\n○ 둘째 줄.", "○ 첫 줄.\n○ 새 줄.\n○ 둘째 줄.", "○ 첫 줄.\n[+○ 새 줄.\n]○ 둘째 줄."),
        ("2031년 5월", "2032년 5월", "[-2031년][+2032년] 5월"),
        ("The port keeps five records.", "The port keeps nine records.", "The port keeps [-five][+nine] records."),
        ("", "새 글", "[+새 글]"),
    ],
)
def test_what_changed_reads_as_phrases(before: str, after: str, shown: str) -> None:
    assert marked(before, after) == shown


def test_a_word_by_chance_between_changes_does_not_part_them() -> None:
    assert marked("낮에 볼 수 없다.", "밤에 갈 수 있다.").count("[-") <= 2


def test_of_texts_without_anything_in_common_all_is_marked() -> None:
    one = "항만은 자료를 한곳에 모으고 해마다 펴낸다 그리고"
    other = "시청은 그리고 주민에게 길을 묻고 달마다 고친다"
    assert [piece.kind for piece in difference(one, other)] == ["deleted", "inserted"]
