"""Marks and paragraphs in glued text: what is one, and what only looks like one."""

from __future__ import annotations

import pytest

from exporters.importing.marks import figure_credit, scan
from exporters.importing.paragraphs import paragraphs


def _marks(text: str) -> str:
    return "".join(block.mark or "." for block in scan(text, 0, len(text)))


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("앞글이다.○ 첫째이다.○ 둘째이다.", ".○○"),
        ("우리 ○○시는 홍○○ 시장이", "."),
        ("◇ ○○○", "◇"),
        ("즈음*하여 개최* 일부 제외", ".*"),
        ("늘었음* 세 고을* 네 고을", ".**"),
        ("참가 고을* 주민들은 비용을 들어 빠짐* 세 고을", ".*"),
        ("***", "."),
        ("5 * 3", "."),
        ("한-미 협력과 10 - 20명", "."),
        ("공개함- 예외 있음", ".-"),
        ("직원 40명- 연구직 30명- 행정직 10명", ".--"),
        ("했다.- 다음은", ".-"),
        ("주요내용-1팀", "."),
        ("주요내용 - 1팀", "."),
        ("늘었다.▲ 청사 전경[출처=직접촬영]다음 글이다.", ".▲."),
        ("지원은 ▲창업 ▲교육 등이다", "."),
        ("전년 대비 ▲3.2% 늘었다", "."),
        ("늘렸다(※ 일부 제외)", "."),
        ("견인< 규모(’19) > (단위 : 억원)구분1234", ".<"),
        ("그는 <바다>를 썼다.", "."),
        ("<br>다음", "."),
        ("□ 찬성 ■ 반대", "."),
        ("□ 하나□ 둘", "□□"),
    ],
)
def test_what_is_a_mark(text: str, marks: str) -> None:
    assert _marks(text) == marks


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ("▲ 전경[출처=직접촬영]", "직접촬영"),
        ("▲ 전경 [출처: 시청]", "시청"),
        ("▲ 전경(출처 : 시청 누리집)", "시청 누리집"),
        ("▲ 전경[자료=연구원]", "연구원"),
        ("▲ 전경 출처: 시청\n", "시청"),
        ("▲ 전경\n[출처=시청]", "시청"),
    ],
)
def test_credits(text: str, credit: str) -> None:
    found = figure_credit(text, 0, len(text))
    assert found is not None
    assert found["credit"].strip() == credit


def test_a_caption_without_a_credit() -> None:
    assert figure_credit("▲ 최근 현황 (명)□ 다음[출처=시청]", 0, 25) is None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("하나이다.둘이다.", ["하나이다.", "둘이다."]),
        ("하나이다. 둘이다.", ["하나이다. 둘이다."]),
        ("무엇인가?첫째, 돈이다.", ["무엇인가?", "첫째, 돈이다."]),
        ("늘었다.120~130년 전이다.", ["늘었다.", "120~130년 전이다."]),
        ("15.1%이고 1.5배이다.", ["15.1%이고 1.5배이다."]),
        ('그는 "좋다."라고 했다.다음이다.', ['그는 "좋다."라고 했다.', "다음이다."]),
        ("그는 했다.'누가'가 남는다.", ["그는 했다.", "'누가'가 남는다."]),
        ("그는 '좋다.'고 했다.", ["그는 '좋다.'고 했다."]),
        ("늘었다.’20년에는 줄었다.", ["늘었다.", "’20년에는 줄었다."]),
        ("그는 “좋다.”라고 했다.", ["그는 “좋다.”라고 했다."]),
        ("세웠다.(아들을 기념하는 대학이다.) 지금은", ["세웠다.", "(아들을 기념하는 대학이다.) 지금은"]),
        ("가능한가?(tech risk), 또", ["가능한가?(tech risk), 또"]),
        ("가.기관 개요", ["가.기관 개요"]),
        ("설립했다.iPark는 남았다.", ["설립했다.", "iPark는 남았다."]),
        ("했다...그리고", ["했다...그리고"]),
        ("하나이다.\n둘이다.", ["하나이다.", "둘이다."]),
        (
            "넓은 들과 깊은 산을 함께 가진 이 고장의 사람들은 물을\n아낀다.",
            ["넓은 들과 깊은 산을 함께 가진 이 고장의 사람들은 물을 아낀다."],
        ),
    ],
)  # fmt: skip
def test_paragraphs(text: str, parts: list[str]) -> None:
    assert [part.text for part in paragraphs(text, 0, len(text))] == parts
