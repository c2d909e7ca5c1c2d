"""Glued headings: how many are cut where a reader would cut, and that every cut is flagged."""

from __future__ import annotations

import pytest

from exporters.importing.headings import Lexicon, has_body, seam, stem_of
from tests.exporters.importing.reports import flags_of, of, planned

PAIRS = [
    ("주민이 정하는 예산의 비율", "예산의 10%는 주민이 정한다. 나머지는 의회가 정한다."),
    ("폐교를 고친 창작 공간", "1998년 학교가 문을 닫았다. 시는 건물을 헐지 않았다."),
    ("도서관의 새로운 역할", "도서관은 빌려주는 곳에서 만드는 곳으로 바뀌었다."),
    ("빗물을 모으는 도시", "최근 여름마다 물난리가 났다. 시는 빗물 저금통을 나눠 주었다."),
    ("3D프린터로 만드는 의수", "3D프린터는 재료비가 싸다. 하루면 하나가 나온다."),
    ("이민자와 함께하는 축제", "이민자는 전체 인구의 32%를 차지한다. 축제는 그들이 연다."),
    ("공공 와이파이 확대", "현재 공공 와이파이는 1,200곳에서 잡힌다."),
    ("에너지 자립을 위한 마을 기업 설립", "마을 기업은 주민 80명이 만들었다. 지붕마다 판을 얹었다."),
    ("버스와 자전거의 환승 체계", "환승은 카드 하나로 된다. 30분 안이면 무료이다."),
    ("청년 창업을 돕는 공유 주방", "공유 주방에는 화덕이 12개 있다. 석 달씩 쓴다."),
    ("기록을 남기는 문화", "먼저 회의록을 모두 공개한다. 잘못한 것도 적는다."),
    ("숲 유치원의 하루", "아이들은 비가 와도 밖에 나간다. 장화를 신는다."),
    ("소각장 위에 지은 스키장", "스키장은 2019년 문을 열었다. 소각장은 그 아래에서 돈다."),
    ("AI를 활용한 교통 신호 제어", "AI는 카메라로 차를 센다. 신호는 스스로 바뀐다."),
    ("시장을 살린 야간 개장", "시장은 밤 열 시까지 연다. 상인들이 스스로 정했다."),
    ("독일의 이원화 직업교육", "독일에서는 학교와 기업이 함께 가르친다."),
    ("노인 일자리와 우체국의 협력", "우체국은 노인에게 안부를 묻는다. 집배원이 그 일을 한다."),
    ("산불 감시 드론의 도입 효과", "2021년부터 드론이 산을 본다. 신고보다 7분 빠르다."),
    ("갯벌 복원으로 늘어난 관광객", "관광객은 한 해 4만 명에서 11만 명으로 늘었다."),
    ("주차장을 없앤 광장", "광장은 원래 주차장이었다. 상인들은 반대했다."),
]


def test_most_glued_headings_are_cut_where_a_reader_would() -> None:
    """Also prints the share, for those who change the points (pytest -s)."""
    article = "".join(f"◇ {heading}{body}" for heading, body in PAIRS)
    lexicon = Lexicon(article, 0, len(article), "가온시 독일")
    hits = 0
    for heading, body in PAIRS:
        start = article.index(f"◇ {heading}{body}") + 2
        found = seam(article, start, start + len(heading) + len(body), lexicon)
        hits += found is not None and found.at == start + len(heading)
    print(f"glued headings cut right: {hits} of {len(PAIRS)}")
    assert hits >= 0.85 * len(PAIRS)


def test_a_question_is_a_heading() -> None:
    text = "왜 걷는가?걷는 사람이 늘자 가게가 늘었다."
    found = seam(text, 0, len(text), Lexicon(text, 0, len(text)))
    assert found is not None
    assert text[: found.at] == "왜 걷는가?"


def test_a_statement_without_a_sentence_has_no_body() -> None:
    text = "모든 재료의 반응 예측"
    assert not has_body(text, 0, len(text))


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("도시에서는", "도시"),
        ("기관마다", "기관"),
        ("이", "이"),
        ("시민으로서", "시민"),
        ("물", "물"),
        ("마을", "마을"),
    ],
)
def test_stems(word: str, stem: str) -> None:
    assert stem_of(word) == stem


_HEAD = "가온연구소(Gaon Lab)12 Main StreetTel : +1 555 123 4567www.gaon.example 견학미국스프링필드"


def _note(body: str) -> str:
    return str(of(planned(f"{_HEAD}□ 주요내용{body}"), "note")[0].fields["text"])


@pytest.mark.parametrize("between", ["", "\n"], ids=["glued", "clean"])
@pytest.mark.parametrize(
    "heading",
    [
        "협회는 1987년에 설립되었고 회원은 31곳이다.",
        "도서관이 확대되면서 사서도 증가하고 있는 구조이다.",
        "숲은 시가 관리하며 마을이 보전시킨다.",
        "점심은 조합이 나누며 아침도 제공한다.",
    ],
)
def test_a_sentence_is_a_heading_and_no_verb_is_cut_in_two(heading: str, between: str) -> None:
    assert _note(f"{between}◇ {heading}{between}○ 예산은 3억이다.") == f"◇ {heading}\n○ 예산은 3억이다."


def test_a_line_of_its_own_is_never_cut() -> None:
    body = "도서관의 새로운 역할도서관은 빌려주는 곳에서 만드는 곳으로 바뀌었다."
    assert _note(f"◇ {body}") == "◇ 도서관의 새로운 역할\n도서관은 빌려주는 곳에서 만드는 곳으로 바뀌었다."
    assert _note(f"\n◇ {body}\n○ 그렇다.") == f"◇ {body}\n○ 그렇다."


@pytest.mark.parametrize(
    ("heading", "body"),
    [
        ("스위스 농업 3.0", "스위스는 2014년에 농업 지도를 새로 그렸다."),
        ("동네대학 2.0", "동네대학은 2017년에 문을 열었다."),
        ("농업 3.0과 마을 3.0", "마을마다 농부가 줄었다."),
        ("'두레방'으로 시작하는 돌봄", "'두레방'은 이웃이 모이는 방이다."),
        ("“느린 역”의 하루 이야기", "“느린 역”은 기차가 서지 않는 역이다."),
        ("학교와 일터를 잇는 과정", "하루에 네 시간은 학교에서 배운다."),
    ],
)
def test_seams_at_numbers_quotes_and_words_like_verbs(heading: str, body: str) -> None:
    assert _note(f"◇ {heading}{body}") == f"◇ {heading}\n{body}"


def test_what_cannot_be_cut_is_flagged_and_kept_whole() -> None:
    head = "가온연구소(Gaon Lab)12 Main StreetTel : +1 555 123 4567www.gaon.example 견학미국스프링필드"
    result = planned(f"{head}□ 주요내용◇ 바다빛푸른들가까이다가선다.그리고 또 온다.")
    assert "heading_uncut" in flags_of(of(result, "note")[0])
    assert "바다빛푸른들가까이다가선다." in str(of(result, "note")[0].fields["text"])
