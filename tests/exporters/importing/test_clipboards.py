"""What programs put on a clipboard, and the outline that one would have typed instead."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.document.letters import letters_of
from exporters.html.clipboard import clipboard_html
from exporters.importing.pasted import pasted_lines, pasted_text
from exporters.importing.pasted_html import pasted_html

WORD_LIST = "<p class=MsoListParagraph style='margin-left:38pt;text-indent:-18pt;mso-list:l0 level{level} lfo1'>"
WORD_SIGN = (
    "<![if !supportLists]><span style='font-family:{face};mso-list:Ignore'>{sign}<span>&nbsp; </span></span><![endif]>"
)


def word_item(words: str, level: int = 1, sign: str = "l", face: str = "Wingdings") -> str:
    return WORD_LIST.format(level=level) + WORD_SIGN.format(sign=sign, face=face) + f"{words}<o:p></o:p></p>"


def test_word_lists_follow_their_levels_and_numbers_in_brackets_are_ours() -> None:
    items = (
        word_item("첫째"), word_item("둘째", 2, "o", "Courier New"), word_item("셋째", 3, "§"),
        word_item("넷째", 1, "1)", "Calibri"), word_item("다섯", 1, "(2)", "Calibri"),
        word_item("여섯", 1, "가)", "Batang"),
    )  # fmt: skip
    assert pasted_html("".join(items)).text == "○ 첫째\n- 둘째\n· 셋째\n1) 넷째\n2) 다섯\n가. 여섯"


def test_of_words_tracked_changes_and_comments_the_text_as_it_will_be_is_left() -> None:
    html = (
        "<p class=MsoNormal>가 <del cite='mailto:a' datetime='2031-05-01T10:00'>나</del><ins cite='mailto:a'>다</ins> "
        "<st1:City w:st='on'>Hamburg</st1:City><span class=MsoCommentReference><a class=msocomanchor href='#_msocom_1'>"
        "[K1]</a></span></p><div style='mso-element:comment-list'><div style='mso-element:comment'>"
        "<p class=MsoCommentText>메모</p></div></div>"
    )
    assert pasted_html(html).text == "가 다 Hamburg"
    assert pasted_html("<p>가 <del>나</del></p>").text == "가 나", "struck by its author, not by a program"


@pytest.mark.parametrize(
    ("anchor", "note"),
    [("<a href='#_ftn1' name='_ftnref1'><span>[1]</span></a>",
      "<div style='mso-element:footnote' id=ftn1><p><a href='#_ftnref1'>[1]</a> 각주</p></div>"),
     ("<a class='sdfootnoteanc' href='#sdfootnote1sym'><sup>1</sup></a>",
      "<div id='sdfootnote1'><p><a class='sdfootnotesym' href='#sdfootnote1anc'>1</a>각주</p></div>")],
)  # fmt: skip
def test_a_footnote_stands_behind_the_line_that_leads_to_it(anchor: str, note: str) -> None:
    assert pasted_html(f"<p>가{anchor} 나</p><p>다</p>{note}").text == "가 나\n* 각주\n다"


HANGUL = (
    ("□ 개요", "□ 개요"), ("&nbsp;ㅇ (일시) 5. 22.", "○ (일시) 5. 22."), ("&nbsp;&nbsp;- 港灣(항만)", "- 港灣(항만)"),
    ("&nbsp; ․ 작은 항목", "· 작은 항목"), ("▪작은 항목", "· 작은 항목"), ("* 출처", "* 출처"), ("❍ 원", "○ 원"),
    ("○빈칸없음", "○ 빈칸없음"), ("■ 네모", "□ 네모"), ("▶ 세모", "○ 세모"), ("&#61548; 글자", "○ 글자"),
    ("&#983729; 배경", "1. 배경"), ("○○부는", "○○부는"), ("ㅇㅇㅇ 위원", "ㅇㅇㅇ 위원"),
    ("■ 승인 □ 반려", "■ 승인 □ 반려"),
)  # fmt: skip


@pytest.mark.parametrize(("line", "wanted"), HANGUL)
def test_hangul(line: str, wanted: str) -> None:
    assert pasted_html(f"<P CLASS=HStyle0 STYLE='margin-left:9pt'><SPAN>{line}</SPAN></P>").text == wanted


def test_hangul_tables_and_text_boxes() -> None:
    html = (
        "<TABLE border=1><TR><TD rowspan=2><P><SPAN STYLE='font-weight:bold'>구 분</SPAN></P></TD>"
        "<TD colspan=2><P>실 적</P>"
        "</TD></TR><TR><TD><P>2030</P></TD><TD><P>2031</P></TD></TR><TR><TD><P>항만</P></TD><TD><P>1</P></TD>"
        "<TD><P>- 가</P><P>- 나</P></TD></TR></TABLE><P><TABLE><TR><TD><P>글상자의 글</P></TD></TR></TABLE></P>"
    )
    rows = (
        "| 구 분 | 실 적 |  |",
        "| --- | --- | --- |",
        "|  | 2030 | 2031 |",
        "| 항만 | 1 | - 가 - 나 |",
        "글상자의 글",
    )
    assert pasted_html(html).text == "\n".join(rows)


def test_a_web_page_without_what_is_no_text_of_it() -> None:
    html = (
        "<nav><ul><li>홈</li></ul></nav><h1>Port</h1><script>x()</script><ul><li><p>One</p><ul><li>Deep</li></ul></li></ul>"
        "<p>After.</p><figure><img src='https://x.org/p.jpg'><figcaption>A crane</figcaption></figure>"
        "<div hidden>no</div><span aria-hidden='true'>no</span><button>Share</button><h2>○ 표시</h2>"
    )
    found = pasted_html(html)
    assert found.text == "□ Port\n○ One\n- Deep\nAfter.\n\nA crane\n○ 표시"
    assert found.pictures == 1


def test_a_paragraph_behind_a_list_is_not_of_its_last_item() -> None:
    assert pasted_html("<ul><li>하나</li></ul><br><p>끝</p>").text == "○ 하나\n끝"


def test_marks_that_are_written_out_stand_once() -> None:
    assert pasted_html("<h2>□ 배경</h2><ul><li>○ 하나</li><li>- 둘</li></ul><h3>1. 개요</h3>").text.split("\n") == [
        "□ 배경", "○ 하나", "- 둘", "◇ 1. 개요",
    ]  # fmt: skip


def test_lines_that_a_pdf_broke_are_one_and_a_chat_stays_as_it_is() -> None:
    broken = (
        "연수단은 함부르크 항만청을 방문하여 자동화 부두의 운영 현황과\n앞으로의 계획에 대한 설명을 들었고 "
        "친환경 연료 공급에도\n관심이 많았다.\n"
        "The port authority of the city is responsible for the infra-\nstructure of the harbour.\n- 12 -\n다음 쪽"
    )
    assert pasted_text(broken).split("\n") == [
        "연수단은 함부르크 항만청을 방문하여 자동화 부두의 운영 현황과 앞으로의 계획에 대한 설명을 들었고 "
        "친환경 연료 공급에도 관심이 많았다.",
        "The port authority of the city is responsible for the infrastructure of the harbour.", "- 12 -", "다음 쪽",
    ]  # fmt: skip
    chat = "[김민수] [오후 2:31] 오늘 방문에서 찍은 사진을 모두 올려 두었습니다 확인해 주세요\n"
    chat += "[이영희] [오후 2:32] 네\n둘째 줄"
    assert pasted_text(chat) == chat
    assert pasted_text("> 질문\n>> 안쪽\n답") == "> 질문\n>> 안쪽\n답"


def test_markdown_lists_by_their_depth_and_outline_text_as_it_is() -> None:
    assert pasted_text("# 제목\n* 하나\n    * 둘\n- 셋\n### 작은 제목\n1. 넷\n```\na - b\n```") == (
        "# 제목\n○ 하나\n- 둘\n○ 셋\n◇ 작은 제목\n1. 넷\na - b"
    )
    assert pasted_text("# 제목\n○ 하나\n- 둘\n* 각주") == "# 제목\n○ 하나\n- 둘\n* 각주"


def test_cells_with_line_breaks_and_numbers_with_tabs() -> None:
    assert pasted_text('이름\t값\n"여러\n줄"\t2\n다\t"a ""b"""').split("\n")[2:] == [
        "| 여러 줄 | 2 |",
        '| 다 | a "b" |',
    ]
    assert pasted_text("1.\t첫째\n2.\t둘째\n•\t셋째") == "1. 첫째\n2. 둘째\n○ 셋째"


OUTLINE = st.lists(
    st.sampled_from(
        [
            "□ 절",
            "◇ 제목",
            "○ 하나 **굵은** 글",
            "- 둘 [가](https://a.kr)",
            "· 셋",
            "※ 넷",
            "* 각주",
            "1) 가",
            "2) 나",
            "가. 다",
        ]
    ),
    min_size=1,
)


@given(OUTLINE)
def test_what_goes_out_as_html_comes_back_as_it_was(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert pasted_html(clipboard_html(text, str)).text == text


def test_a_table_and_a_figure_go_out_as_they_are_read() -> None:
    table = "| 항만 | 값 |\n| --- | --- |\n| 가 | 1 |"
    assert pasted_html(clipboard_html(table, str)).text == table
    named = clipboard_html("![](figure:0f8fad5b-d9cb-469f-a165-70867728950e)", lambda _: "▲ 부두 [출처=김]")
    assert "▲ 부두 [출처=김]" in named
    assert "figure:" not in named
    assert "<p" not in clipboard_html("글의 **일부**", str), "words of a line go into a line"


PLAIN = st.lists(
    st.sampled_from(["가나다 라마바 " * 5, "- 하나", "* 둘", '"여러\t', "# 제목", "1.\t셋", "글", "```", '줄"', ""])
)


@given(PLAIN)
def test_no_letter_of_plain_text_is_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert letters_of(pasted_text(text)).replace("-", "") == letters_of(pasted_lines(text)).replace("-", "")
