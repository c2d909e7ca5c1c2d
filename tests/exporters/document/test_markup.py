"""The two promises of the text format, and its table line by line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from exporters.document.letters import texts
from exporters.document.markup import as_text, letters, letters_of, normal_text, parse, parse_inlines, plain, write
from exporters.document.nodes import (
    Bullet,
    Code,
    Emphasis,
    FigureLine,
    FigurePlace,
    Heading,
    Inline,
    LineBreak,
    Link,
    Note,
    Numbered,
    OutlineBlock,
    Paragraph,
    Strong,
    Table,
    Text,
)  # fmt: skip
from tests.exporters.document.trees import BLOCKS, CHARS, LINES

UUID = "3f2b8c1e-0d4a-4b7e-9a51-6c1f2e7d8b90"
SLOW = settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))


def t(text: str) -> tuple[Inline, ...]:
    return (Text(text),)


@SLOW
@given(BLOCKS)
def test_a_block_written_and_read_is_the_same(block: OutlineBlock) -> None:
    assert parse(write([block])) == (block,)


@SLOW
@given(st.lists(BLOCKS, max_size=5))
def test_blocks_written_and_read_are_the_same(blocks: list[OutlineBlock]) -> None:
    assert parse(write(blocks)) == tuple(blocks)


TEXTS = st.lists(st.one_of(CHARS, st.just("\n"), st.just("\n  "), st.just("\n| "), st.characters()), max_size=40).map(
    "".join
)


@SLOW
@given(TEXTS)
def test_no_letter_is_lost_or_made(text: str) -> None:
    blocks = parse(text)
    assert letters(blocks) == letters_of(normal_text(text))
    assert not any(sign in piece for block in blocks for piece in texts(block) for sign in "\x02\x03\ud800")
    assert letters(parse(write(blocks))) == letters(blocks)


MARKED = st.one_of(CHARS, st.sampled_from(("*", "**", "***", "`", "[", "](http://a.b)", "\\", "\n", "\n  ", "\n| ")))


@SLOW
@given(st.lists(MARKED, max_size=25).map("".join))
@example("\\* \\\\*")
@example("*가***나\n다*")
@example("*가***나**")
@example("***가** 나*다***")
def test_what_was_read_is_written_and_read_the_same(text: str) -> None:
    blocks = parse(text)
    assert letters(blocks) == letters_of(normal_text(text))
    assert parse(write(blocks)) == blocks


@SLOW
@given(LINES)
def test_foreign_text_is_read_as_text(line: str) -> None:
    assert plain(parse_inlines(as_text(line))) == line


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("□ 설립 배경", Heading(1, t("설립 배경"))),
        ("# 설립 배경", Heading(1, t("설립 배경"), twin=True)),
        ("◇ 운영", Heading(2, t("운영"))),
        ("## 운영", Heading(2, t("운영"), twin=True)),
        ("○ 직원 42명", Bullet(1, "○", t("직원 42명"))),
        ("○ ", Bullet(1, "○", ())),
        ("- 하나", Bullet(2, "-", t("하나"))),
        ("  - 하나", Bullet(3, "-", t("하나"))),
        ("· 하나", Bullet(3, "·", t("하나"))),
        ("▹ 하나", Bullet(3, "▹", t("하나"))),
        ("※ 6월 말 기준", Note("※", t("6월 말 기준"))),
        ("* 정원 : 60명", Note("*", t("정원 : 60명"))),
        ("1) 첫째", Numbered("1)", 4, t("첫째"))),
        ("12. 열둘째", Numbered("12.", 2, t("열둘째"))),
        (" 가. 개요", Numbered("가.", 3, t("개요"))),
        ("Ⅳ. 제언", Numbered("Ⅳ.", 1, t("제언"))),
        (f"![](figure:{UUID})", FigurePlace(UUID)),
        ("▲ 시험동 [출처=직접 촬영]", FigureLine("시험동", "직접 촬영")),
        ("▲ 시험동[출처: 누리집]", FigureLine("시험동", "누리집")),
        ("▲ 시험동", FigureLine("시험동", None)),
        ("1986. 봄에 지었다", Paragraph(t("1986. 봄에 지었다"))),
        ("○○○ 선생", Paragraph(t("○○○ 선생"))),
        ("△경관 △소음", Paragraph(t("△경관 △소음"))),
        ("▲3.2% 줄었다", Paragraph(t("▲3.2% 줄었다"))),
        ("[출처]: http://a.example", Paragraph(t("[출처]: http://a.example"))),
        ("    네 칸 들인 글", Paragraph(t("네 칸 들인 글"))),
        ("<script>x</script> &amp; &#44;", Paragraph(t("<script>x</script> &amp; &#44;"))),
        ("제목\n---", Paragraph((Text("제목"), LineBreak(), Text("---")))),
        ("\\○ 글", Paragraph(t("○ 글"))),
        ("\\가. 글", Paragraph(t("가. 글"))),
        ("C:\\문서", Paragraph(t("C:\\문서"))),
    ],
)
def test_each_line_of_the_table(text: str, block: OutlineBlock) -> None:
    assert parse(text) == (block,)
    assert parse(write([block])) == (block,)


def test_indented_text_continues_a_bullet_and_text_lines_break_a_paragraph() -> None:
    assert parse("○ 하나\n  둘\n\n  셋\n넷\n  다섯\n\n여섯") == (
        Bullet(1, "○", t("하나"), (t("둘"), t("셋"))),
        Paragraph((Text("넷"), LineBreak(), Text("다섯"))),
        Paragraph(t("여섯")),
    )


def test_text_glued_behind_a_credit_is_a_paragraph() -> None:
    assert parse("▲ 전경[출처=누리집]이어지는 글\n다음 줄") == (
        FigureLine("전경", "누리집"),
        Paragraph((Text("이어지는 글"), LineBreak(), Text("다음 줄"))),
    )


def test_a_table_has_title_unit_and_even_rows() -> None:
    text = "< 예산 (안) > (단위 : 억원, %)\n| 해 | 액 |\n|---|---|\n| 1 | **2** | a \\| b |"
    assert parse(text) == (
        Table(
            ((t("해"), t("액"), ()), (t("1"), (Strong(t("2")),), t("a | b"))),
            title="예산 (안)",
            unit="억원, %",
        ),
    )


def test_a_title_without_a_table_is_text() -> None:
    assert parse("앞\n< 예산 >\n뒤") == (
        Paragraph((Text("앞"), LineBreak(), Text("< 예산 >"), LineBreak(), Text("뒤"))),
    )


@pytest.mark.parametrize(
    ("text", "inlines"),
    [
        ("**설립**을 *함께*", (Strong(t("설립")), Text("을 "), Emphasis(t("함께")))),
        ("**(가)**를", (Strong(t("(가)")), Text("를"))),
        ("`a*b*`", (Code("a*b*"),)),
        ("[누리집](https://a.example/b_(c))을", (Link("https://a.example/b_(c)", t("누리집")), Text("을"))),
        ("[x](javascript:alert(1))", t("[x](javascript:alert(1))")),
        ("[x](file:///etc/passwd)", t("[x](file:///etc/passwd)")),
        ('[x](http://a.example "제목")', t('[x](http://a.example "제목")')),
        ("![그림](https://a.example/x.png)", (Text("!"), Link("https://a.example/x.png", t("그림")))),
        ("\\*\\[\\`\\\\", t("*[`\\")),
        ("a_b_c __d__", t("a_b_c __d__")),
        ("2 * 3 * 4", t("2 * 3 * 4")),
        ("유일*하게", t("유일*하게")),
    ],
)
def test_inline_marks(text: str, inlines: tuple[Inline, ...]) -> None:
    assert parse_inlines(text) == inlines


def test_lone_surrogates_controls_and_decomposed_letters() -> None:
    assert parse("\ud83d가\x02klzzwxh:0001\x03\r\n\u1112\u1161\u11ab") == (
        Paragraph((Text("\ufffd가klzzwxh:0001"), LineBreak(), Text("한"))),
    )


@pytest.mark.parametrize(
    "text",
    [
        "[" * 20_000, "[a](http://" * 2_000, "`" * 20_000, "*a" * 10_000, "**" * 300 + "가" + "**" * 300,
        "*a " * 300 + "가" + "*" * 300, "[" * 300 + "a" + "](http://x)" * 300, "| a " * 5_000 + "|", "가" * 20_000,
        "- " * 10_000, "  " * 10_000 + "- a", "\\" * 20_000, "".join("`" * n + "a" for n in range(1, 200)),
    ],
    ids=range(13),
)  # fmt: skip
def test_hostile_text_is_read_whole(text: str) -> None:
    assert letters(parse(text)) == letters_of(text)


INVENTED = """□ 연수내용 1 : 물길과 바람길◇ 공원의 운영공원은 1998년에 문을 열었다.올해로 33년째다.
○ 시민 70%가 '걷는다'고 답했다* 조사 : 1,204명※ 2030년 말 기준
▲ 물길 지도[출처=공원]△연못 △숲 △길
< 공원 현황 > (단위 : ㏊, %)구분넓이비율숲12.540.1
- 공원의 예산은."시가 절반을 낸다. 나머지는 기금이다.*"
"""


def test_texts_as_people_have_them_lose_nothing() -> None:
    """BRIEFING_TEXTS may name a folder of real texts, which are read too."""
    folder = os.environ.get("BRIEFING_TEXTS")
    files = sorted(Path(folder).rglob("*.txt")) if folder else []
    for text in (INVENTED, *(file.read_bytes().decode("utf-8", "replace") for file in files)):
        blocks = parse(text)
        assert letters(blocks) == letters_of(normal_text(text))
        assert parse(write(blocks)) == blocks
        for line in text.split("\n"):
            assert plain(parse_inlines(as_text(line))) == normal_text(line).strip()
