"""Questions and answers with every way their quotes go wrong."""

from __future__ import annotations

import pytest

from tests.exporters.importing.comparing import paragraphs_of
from tests.exporters.importing.reports import of, planned

_HEAD = "가온연구소(Gaon Lab)12 Main StreetTel : +1 555 123 4567www.gaon.example 견학미국스프링필드□ 질의응답"

_SHAPES: list[tuple[str, list[tuple[str, int]]]] = [
    ('- 비용은."시가 낸다."- 시기는."내년이다."', [("비용은.", 1), ("시기는.", 1)]),
    ('- 비용은."시가 낸다.- 시기는."내년이다.', [("비용은.", 1), ("시기는.", 1)]),
    ('- 비용은."시가 낸다.도가 돕는다."', [("비용은.", 2)]),
    ('- 비용은? 누가 내는지."시가 낸다."', [("비용은? 누가 내는지.", 1)]),
    ('- 협력이 이루어지는지"아직 없다."- 다음은."있다."', [("협력이 이루어지는지", 1), ("다음은.", 1)]),
    ("- 비용은.”시가 낸다.”- 시기는.“내년이다.“", [("비용은.", 1), ("시기는.", 1)]),
    ("- 비용은.’40%를 낸다.’- 시기는.’내년이다.’", [("비용은.", 1), ("시기는.", 1)]),
    ('- "스마트"라는 말의 뜻은."빠르다는 뜻이다."', [('"스마트"라는 말의 뜻은.', 1)]),
    ('- 뜻은."\'빨리\'라는 뜻이다. "천천히"의 반대이다."- 끝은."없다."', [("뜻은.", 1), ("끝은.", 1)]),
    ('- 누구인가?"모두이다.우리도 그렇다?그렇다."', [("누구인가?", 3)]),
    (
        '- 순서는."다음과 같다.- 첫째는 조사이다.- 둘째는 시험이다."- 기간은."1년이다."',
        [("순서는.", 3), ("기간은.", 1)],
    ),
    ('\n- 비용은?\n시가 낸다.\n- 시기는?\n내년이다.', [("비용은?", 1), ("시기는?", 1)]),
    ('\n○ 비용은."시가 낸다."\n○ 시기는."내년이다."', [("비용은.", 1), ("시기는.", 1)]),
    ("\nQ. 비용은?\nA. 시가 낸다.\nQ. 시기는?\nA. 내년이다.", [("비용은?", 1), ("시기는?", 1)]),
    ("\n문) 비용은?\n답) 시가 낸다.\n도가 돕는다.", [("비용은?", 2)]),
    ("Q. 비용은?A. 시가 낸다.Q. 시기는?A. 내년이다.", [("비용은?", 1), ("시기는?", 1)]),
    ("문) 비용은?답) 시가 낸다.", [("비용은?", 1)]),
    ('-비용은."시가 낸다."-시기는."내년이다."', [("비용은.", 1), ("시기는.", 1)]),
    ('- 비용은."시가 낸다."- 위반 차량은 몇 대인지."12대이다."', [("비용은.", 1), ("위반 차량은 몇 대인지.", 1)]),
    ('- 직원은."21명이다"- 전공은."공학이다."', [("직원은.", 1), ("전공은.", 1)]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), _SHAPES)
def test_shapes(body: str, expected: list[tuple[str, int]]) -> None:
    result = planned(_HEAD + body)
    got = [(one.fields["question"], paragraphs_of(str(one.fields["answer"]))) for one in of(result, "question")]
    assert got == expected
    assert result.articles[0].kind == "visit"


def test_quotes_are_taken_off_the_answer() -> None:
    (one,) = of(planned(_HEAD + '- 비용은."시가 낸다."'), "question")
    assert one.fields["answer"] == "시가 낸다."
    assert "flags" not in one.fields


def test_a_missing_closing_quote_is_flagged() -> None:
    (one,) = of(planned(_HEAD + '- 비용은."시가 낸다.'), "question")
    assert one.fields["flags"] == ("quote_open",)


def test_an_answer_without_quotes_is_flagged() -> None:
    (one,) = of(planned(_HEAD + "\n- 비용은?\n시가 낸다."), "question")
    assert one.fields["flags"] == ("no_quote",)


def test_questions_belong_to_their_section_and_leave_its_text() -> None:
    result = planned(_HEAD + '\n도입 글이다.\n- 비용은."시가 낸다."')
    note, (one,) = of(result, "note")[0], of(result, "question")
    assert one.fields["section"] == note.object
    assert note.fields["text"] == "도입 글이다."


def test_a_figure_behind_an_answer_stays_in_the_note() -> None:
    result = planned(_HEAD + '- 비용은."시가 낸다."▲ 청사[출처=직접촬영]- 시기는."내년이다."')
    figure, note = of(result, "figure")[0], of(result, "note")[0]
    assert figure.fields["entry"] == note.object
    assert note.fields["text"] == f"![](figure:{figure.object})"
    assert len(of(result, "question")) == 2


def test_text_behind_the_closing_quote_is_kept_and_flagged() -> None:
    result = planned(_HEAD + '\n- 비용은."시가 낸다."\n이 답은 나중에 들었다.\n- 시기는."내년이다."')
    assert of(result, "note")[0].fields["text"] == "이 답은 나중에 들었다."
    assert "behind_answer" in [doubt.code for doubt in result.doubts]
