"""Takeaways: masks, names, teams, unsigned ones."""

from __future__ import annotations

import pytest

from exporters.importing.sections import SectionKind, section_kind, team_of
from tests.exporters.importing.reports import of, planned

_HEAD = "가온연구소(Gaon Lab)12 Main StreetTel : +1 555 123 4567www.gaon.example 견학미국스프링필드"


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("◇ ㅇㅇㅇ실패를 공개했다.", "ㅇㅇㅇ"),
        ("◇ ○○○실패를 공개했다.", "○○○"),
        ("◇ ***실패를 공개했다.", "***"),
        ("◇ OOO실패를 공개했다.", "OOO"),
        ("◇ ＊＊＊\n실패를 공개했다.", "＊＊＊"),
        ("◇ 김○○실패를 공개했다.", "김○○"),
        ("◇ 박ㅇㅇ 주무관\n실패를 공개했다.", "박ㅇㅇ 주무관"),
        ("◇ 이** 팀장실패를 공개했다.", "이** 팀장"),
        ("◇ ㅇㅇㅇ(도시과)실패를 공개했다.", "ㅇㅇㅇ(도시과)"),
    ],
)
def test_masks(line: str, author: str) -> None:
    (one,) = of(planned(f"{_HEAD}□ 참가자 일일보고 주요내용-1팀{line}"), "takeaway")
    assert (one.fields["author_name"], one.fields["masked"]) == (author, True)
    assert one.fields["text"] == "실패를 공개했다."


@pytest.mark.parametrize(
    ("name", "team"),
    [
        ("참가자 일일보고 주요내용-1팀", "1팀"),
        ("참가자 일일보고 주요내용 - 2조", "2조"),
        ("참가자 일일보고 주요내용(A팀)", "A팀"),
        ("참가자 일일보고 주요내용-환경분과", "환경분과"),
        ("참가자 일일보고 주요내용", ""),
        ("참가자 시사점", ""),
    ],
)
def test_teams(name: str, team: str) -> None:
    assert team_of(name) == team
    (one,) = of(planned(f"{_HEAD}□ {name}◇ ㅇㅇㅇ실패를 공개했다."), "takeaway")
    assert one.fields.get("team_name", "") == team


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("연수내용 2 : 질서", SectionKind.PLAIN),
        ("질의응답 주요내용", SectionKind.QUESTIONS),
        ("참가자 시사점", SectionKind.TAKEAWAYS),
        ("정책적 시사점", SectionKind.IMPLICATIONS),
        ("상담기업", SectionKind.COMPANY),
        ("상담의견", SectionKind.OPINIONS),
        ("제품소개", SectionKind.PLAIN),
    ],
)
def test_kinds_of_sections(name: str, kind: SectionKind) -> None:
    assert section_kind(name) is kind


def test_implications_with_masks_are_takeaways_and_without_stay_a_note() -> None:
    signed = planned(f"{_HEAD}□ 시사점◇ ㅇㅇㅇ실패를 공개했다.◇ ㅇㅇㅇ기록을 남겼다.")
    assert len(of(signed, "takeaway")) == 2
    unsigned = planned(f"{_HEAD}□ 시사점○ 실패를 공개할 필요가 있다.")
    assert of(unsigned, "takeaway") == []
    assert of(unsigned, "note")[0].fields["text"] == "○ 실패를 공개할 필요가 있다."


def test_a_full_name_is_an_author_and_flagged() -> None:
    (one,) = of(planned(f"{_HEAD}\n□ 참가자 소감\n◇ 홍길동\n실패를 공개했다."), "takeaway")
    assert (one.fields["author_name"], one.fields.get("masked", False)) == ("홍길동", False)
    assert one.fields["flags"] == ("author_name",)


def test_a_masked_place_inside_a_sentence_is_no_author() -> None:
    (one,) = of(planned(f"{_HEAD}□ 참가자 시사점○ 우리 ○○시와 ㅇㅇ사업에도 쓸 수 있다."), "takeaway")
    assert "author_name" not in one.fields
    assert one.fields["text"] == "우리 ○○시와 ㅇㅇ사업에도 쓸 수 있다."


def test_a_heading_may_name_the_team() -> None:
    text = f"{_HEAD}□ 참가자 일일보고 주요내용◇ 1팀○ 실패를 공개했다.○ 기록을 남겼다.◇ 2팀○ 다시 시작했다."
    result = planned(text)
    assert [one.fields.get("team_name") for one in of(result, "takeaway")] == ["1팀", "1팀", "2팀"]
    assert of(result, "note")[0].fields["text"] == "◇ 1팀\n◇ 2팀"
