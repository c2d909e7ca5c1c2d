"""What a clipboard holds becomes outline text: marks, real tables, and no letter is lost."""

from __future__ import annotations

import unicodedata
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.document.letters import letters, letters_of
from exporters.document.markup import parse
from exporters.document.nodes import Bullet, Heading, Numbered, Paragraph, Table
from exporters.importing.pasted import LONG, pasted_lines, pasted_text
from exporters.importing.pasted_html import pasted_html

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset=utf-8><style>p{color:red}</style>
<!--[if gte mso 9]><xml>verborgen</xml><![endif]--></head><body lang=KO><!--StartFragment-->
<h1>회의 결과</h1><h2>배경</h2>
<p class=MsoNormal>첫 문단의 <b>굵은 </b>글과 <i>기운</i> 글<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoNormal>둘째 문단</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Wingdings;
mso-list:Ignore'>l<span style='font:7.0pt "Times New Roman"'>&nbsp; </span></span><![endif]>하나</p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><![if !supportLists]><span style='font-family:"Courier New";
mso-list:Ignore'>o<span>&nbsp; </span></span><![endif]>하위</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span style='mso-list:Ignore'>1)<span>
&nbsp;</span></span><![endif]>번호</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span style='mso-list:Ignore'>①<span>
&nbsp;</span></span><![endif]>동그라미</p><!--EndFragment--></body></html>"""
GOOGLE = """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr">
<span style="font-weight:700;white-space:pre-wrap;">제목</span><span>은 이렇다</span></p><ul>
<li dir="ltr" aria-level="1"><p role="presentation"><span>하나</span></p></li><ul><li aria-level="2"><p>둘</p></li></ul>
<li aria-level="1"><p>셋<br>넷</p></li></ul><ol start=3><li>가<li>나</ol></b>"""
HANGUL = """<HTML><BODY><!--StartFragment--><P CLASS=HStyle0><SPAN STYLE='font-weight:bold'>□ 추진 배경</SPAN></P>
<P>&nbsp;ㅇ 선박이 기다린다.</P><P>&nbsp;&nbsp;- 대기 11시간</P><P>&nbsp;&nbsp;* 자료: 항만</P><P><TABLE border=1>
<TR><TD><P>구분</P></TD><TD><P>값</P></TD></TR><TR><TD><P>대기</P></TD><TD><P>7.9</P><P>시간</P></TD></TR></TABLE></P></BODY>
</HTML>"""
CALC = """<html><body><table><colgroup width="85"></colgroup><tr><td colspan=2><b>대기 시간</b></td><td>단위|시간</td>
</tr><tr><td rowspan=2>1분기</td><td>1</td><td>2</td></tr><tr><td>3<td>4</tr>
<tr><td></td><td></td><td></td></tr></table>
</body></html>"""


def test_word() -> None:
    assert pasted_html(WORD).text == (
        "□ 회의 결과\n◇ 배경\n첫 문단의 **굵은** 글과 *기운* 글\n\n둘째 문단\n○ 하나\n- 하위\n1) 번호\n○ ① 동그라미"
    )


def test_google_docs() -> None:
    assert pasted_html(GOOGLE).text == "**제목**은 이렇다\n○ 하나\n- 둘\n○ 셋\n  넷\n3) 가\n4) 나"


def test_hangul() -> None:
    assert pasted_html(HANGUL).text == (
        "□ 추진 배경\n○ 선박이 기다린다.\n- 대기 11시간\n* 자료: 항만\n| 구분 | 값 |\n| --- | --- |\n"
        "| 대기 | 7.9 시간 |"
    )


def test_a_spreadsheet_is_a_table_with_its_merged_cells_in_place() -> None:
    (table,) = parse(pasted_html(CALC).text)
    assert isinstance(table, Table)
    cells = [[letters_of(str(cell)) for cell in row] for row in table.rows]
    assert [[bool(cell) for cell in row] for row in cells] == [
        [True, False, True], [True, True, True], [False, True, True]
    ]  # fmt: skip
    assert pasted_html(CALC).text.split("\n")[0] == "| 대기 시간 |  | 단위\\|시간 |"


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr><td>메일 <table><tr><td>가</td><td>나</td></tr></table></td><td>옆</td></tr></table>",
        f"<table><tr><td>{'긴 글 ' * 300}</td><td>옆</td></tr></table>",
        "<table><tr><td>가</td></tr><tr><td>나</td></tr></table>",
    ],
)
def test_a_table_that_only_places_text_is_text(html: str) -> None:
    found = pasted_html(html).text
    assert not any(isinstance(block, Table) and len(block.rows[0]) == 2 and "긴" in found for block in parse(found))
    assert letters_of(found) == letters_of(html.replace("table", "").replace("tr", "").replace("td", ""))


def test_no_address_is_opened_or_kept_but_web_links() -> None:
    found = pasted_html(
        '<p><a href="https://a.example/x">가</a> <a href="javascript:x()">나</a> <a href="file:///etc/passwd">다</a>'
        '<img src="https://a.example/b.png" alt="그림"><img src="file:///etc/passwd"></p>'
    )
    assert (found.text, found.pictures) == ("[가](https://a.example/x) 나 다", 2)


def test_what_is_not_shown_is_not_read() -> None:
    html = "<p style='display:none'>숨음</p><script>x</script><style>y</style><p>보임</p><!-- 말 -->"
    assert pasted_html(html).text == "보임"


def test_lines_with_tabs_are_a_table_and_indented_ones_are_not() -> None:
    assert pasted_text("구분\t값\n가\t1\n나\t\n끝") == "| 구분 | 값 |\n| --- | --- |\n| 가 | 1 |\n| 나 |  |\n끝"
    assert pasted_text("\t가\n\t나") == " 가\n 나"


@pytest.mark.parametrize(
    ("line", "wanted"),
    [("ㅇ 가", "○ 가"), ("• 가", "○ 가"), ("  – 가", "  - 가"), ("◆ 가", "◇ 가"), ("ㅇㅇ 가", "ㅇㅇ 가"),
     ("○ 가", "○ 가"), ("●", "●"), ("ㅋ 가", "ㅋ 가")],
)  # fmt: skip
def test_bullets_of_other_programs_are_our_marks(line: str, wanted: str) -> None:
    assert pasted_text(line) == wanted


def test_a_long_line_is_cut_at_its_marks() -> None:
    long = "긴 글을 쓴다. " * 40
    found = pasted_text(f"○ {long}○ {long}※ 끝. ◇ 제목").split("\n")
    assert [line[0] for line in found] == ["○", "○", "※", "◇"]
    assert pasted_text("짧다. ○ 가 ◇ 나") == "짧다. ○ 가 ◇ 나"


SIGNS = st.text(st.sampled_from("가나 다한글abz12*`[]()|\\□◇○-※▲<>&•\t.\u200b\xa0😀\u0301"), max_size=30)
LIKENESSES = [
    letter
    for letter in map(chr, range(0xA1, 0x30000))
    if unicodedata.is_normalized("NFC", letter) != unicodedata.is_normalized("NFKC", letter) and letter.isprintable()
]
"""Printable letters that NFKC would change and NFC keeps."""
TAGS = st.sampled_from(
    ["p", "b", "i", "li", "ul", "h1", "h3", "td", "tr", "table", "span", "code", "pre", "div", "br", "caption", "th"]
)


@given(st.lists(st.one_of(SIGNS.map(lambda text: ("text", text)), TAGS.map(lambda tag: ("open", tag)),
                          TAGS.map(lambda tag: ("close", tag)))))  # fmt: skip
def test_no_letter_of_any_html_is_lost(parts: list[tuple[str, str]]) -> None:
    html = "".join(
        escape(value) if what == "text" else f"<{value}>" if what == "open" else f"</{value}>" for what, value in parts
    )
    wanted = letters_of(pasted_lines("".join(value for what, value in parts if what == "text")))
    found = pasted_html(html).text
    if "caption" not in html:  # a title stands before its table
        assert letters_of(found) == wanted
        assert letters(parse(found)) == wanted
    else:
        assert sorted(letters_of(found)) == sorted(wanted)


@given(st.text(st.sampled_from('가나다 ab1□◇○-※▲*<>\t\n\r•·|\\[]출처=:."” '), max_size=80).map(lambda text: text * 9))
def test_no_letter_of_any_text_is_lost(text: str) -> None:
    assert letters_of(pasted_text(text)) == letters_of(pasted_lines(text))
    assert all(len(line) <= LONG or "\n" not in line for line in pasted_text(text).split("\n"))


@given(st.text(st.sampled_from(LIKENESSES), min_size=1, max_size=40))
def test_what_only_looks_like_other_letters_stays_what_it_is(text: str) -> None:
    """Of ㎡, ½, ①, ＡＢＣ, ㈜ and all others that Unicode calls compatible with plainer letters."""
    wanted = f"가{unicodedata.normalize('NFC', text)}"
    assert pasted_text(f"가{text}") == wanted
    assert pasted_text(f"ㅇ 가{text}") == f"○ {wanted}"
    assert pasted_text(f"가{text}\t나\n다\t라").startswith(f"| {wanted} | 나 |")
    assert pasted_html(f"<p>가{escape(text)}</p>").text == wanted


@given(st.text())
def test_any_text_is_read_as_html(text: str) -> None:
    pasted_html(text)
    pasted_html(f"<p>{text}")


@pytest.mark.parametrize(
    "evil",
    ["<" * 200_000, "<!--" * 100_000, "<!--" * 100_000 + ">", "<a href='" * 50_000, "<ul><li>" * 5_000 + "가",
     "<table><tr><td>" * 2_000, "<b>" * 50_000 + "x" + "</i>" * 50_000, "&" * 200_000],
)  # fmt: skip
def test_no_html_takes_long(evil: str) -> None:
    """Looked for again and again, each of these would take minutes; they end within the time that a test has."""
    pasted_html(evil)


def test_what_is_pasted_is_what_the_outline_reads() -> None:
    kinds = [type(block) for block in parse(pasted_html(WORD).text)]
    assert kinds == [Heading, Heading, Paragraph, Paragraph, Bullet, Bullet, Numbered, Bullet]
