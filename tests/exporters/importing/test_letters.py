"""No letter is lost, whatever the text; nothing raises; nothing depends on where the text came from."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from db.errors import KnownError
from exporters.document.letters import letters_of
from exporters.importing.letters import came_in, kept
from exporters.importing.plan import plan
from exporters.importing.values import Plan
from tests.exporters.importing.reports import BRIEF, CHAPTER, FORUM, NEWS, TOUR, TRIP, VISITS, glued, page, planned

_PIECES = [
    "□ ", "◇ ", "○ ", "- ", "* ", "※ ", "▲ ", "△", "\"", "'", "“", "”", "’", "‘", "\n", "\n\n", ". ", ".", "?",
    "[출처=", "[출처: ", "]", "(", ")", "<", ">", "(단위 : 명)", "Tel : +82 2 123 4567", "Fax: 02-123",
    "www.a.example ", "a@b.example", "브리핑", "견학", ": ", "독일", "미국 ", "뮌헨", "Dr. ", "Mr. Kim",
    "Director,", "질의응답", "참가자 일일보고 주요내용-1팀", "시사점", "상담기업", "상담의견", "ㅇㅇㅇ", "○○○",
    "***", "OOO", "\t", "|", "가나다", "했다.", "인지.", "다음은", "2031-05-22", "12", "ABC", "①", "\\", "`",
    "[x](http://y.example)", "**", "㏊", "■", "1) ", "가. ", "Ⅰ. ", "é",
    "![](figure:11111111-1111-4111-8111-111111111111)", "\u00ad", "\u200b", "# ", "주소 : ", "담당자 : ",
    "문) ", "답) ", "Q. ", "A. ", "---", "검색하여", "- \n", "\n-\n", "1\n2\n", "출처 : x", "김", "팀장 ",
    "**제1장 · 개요**\n\n# ",
    "** ", "▹ ", "· ", "Telefax +49 89 555 1", "F. +33 4 55", "전화번호 : 02-555-0101", "김ㅇㅇ 소장", "하늘연구소",
    "林大海 處長", "-예산은", "Institute", "센터", "10115info@a.example", "b-c.example", "가|나\n", "||", "(ext. 12)",
]  # fmt: skip
_GARBAGE = st.lists(st.sampled_from(_PIECES), max_size=80).map("".join)
_REPORTS = st.sampled_from([*VISITS, *map(glued, VISITS), BRIEF, CHAPTER, FORUM, TRIP, NEWS, page(*VISITS)])


def _plan(text: str) -> Plan:
    assume(text.strip())
    try:
        return plan(text.encode("utf-8", "replace"), "a.txt", tour=TOUR)
    except KnownError:
        assume(False)
        raise


def _held(result: Plan) -> Counter[str]:
    """The letters of all records, and of the labels that became the name of a field."""
    return kept(result.originals, result.labels)


def _expected(result: Plan) -> Counter[str]:
    """The letters of the input; an article that stands there twice is kept once."""
    total = came_in(result.text)
    for article in result.articles:
        if article.known:
            total.subtract(came_in(result.text[article.start : article.end]))
    return +total


def _is_kept(result: Plan) -> bool:
    return _held(result) == _expected(result)


@given(_GARBAGE)
def test_garbage_of_marks_loses_no_letter(text: str) -> None:
    assert _is_kept(_plan(text))


@given(st.text(max_size=300))
def test_any_text_loses_no_letter(text: str) -> None:
    assert _is_kept(_plan(text))


@given(_REPORTS, st.lists(st.tuples(st.integers(0, 2000), st.sampled_from(_PIECES)), max_size=12))
def test_damaged_reports_lose_no_letter(text: str, inserted: list[tuple[int, str]]) -> None:
    for at, piece in inserted:
        at %= len(text)
        text = text[:at] + piece + text[at + 1 :]
    result = _plan(text)
    assert _is_kept(result)
    assert not [article for article in result.articles if article.kind == "whole"]


@given(_REPORTS)
def test_reports_lose_no_letter(text: str) -> None:
    assert _is_kept(_plan(text))


def test_the_word_unit_is_counted_where_a_text_is_kept_whole_and_where_its_table_is_cut(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "□ 시사점\n< 지하도 > (단위: 명)\n| 가 | 나 |\n| 1 | 2 |\n\n< 빈 단위 > (단위 : )\n| 가 | 나 |\n| 1 | 2 |"
    cut = plan(text.encode(), "a.txt", tour=TOUR)
    assert [article.kind for article in cut.articles] == ["chapter"]
    assert _is_kept(cut)
    monkeypatch.setattr("exporters.importing.plan.MARKS_MOST", 0)
    whole = plan(text.encode(), "a.txt", tour=TOUR)
    assert [article.kind for article in whole.articles] == ["whole"]
    assert _is_kept(whole)


def test_the_check_sees_a_lost_letter() -> None:
    result = planned(VISITS[0])
    shorter = [edit for edit in result.originals if edit.kind != "takeaway"]
    assert kept(shorter, result.labels) != came_in(VISITS[0])
    assert sum(_held(result).values()) == len(letters_of(VISITS[0]))
