"""One line at a time: what the editor asks while somebody types."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exporters.document.marks import Kind, line_kind, next_number, number_level
from tests.exporters.document.trees import CHARS

UUID = "3f2b8c1e-0d4a-4b7e-9a51-6c1f2e7d8b90"


@pytest.mark.parametrize(
    ("line", "kind", "mark", "level", "rest"),
    [
        ("", Kind.BLANK, "", 0, ""),
        ("   ", Kind.BLANK, "", 0, ""),
        ("글", Kind.TEXT, "", 0, "글"),
        ("  글", Kind.INDENTED, "", 0, "글"),
        ("□ 제목", Kind.HEADING, "□", 1, "제목"),
        ("## 제목", Kind.HEADING, "##", 2, "제목"),
        ("### 제목", Kind.TEXT, "", 0, "### 제목"),
        ("○  글", Kind.BULLET, "○", 1, "글"),
        ("○글", Kind.TEXT, "", 0, "○글"),
        ("- 글", Kind.BULLET, "-", 2, "글"),
        ("\t- 글", Kind.BULLET, "-", 3, "글"),
        ("· 글", Kind.BULLET, "·", 3, "글"),
        ("※ 글", Kind.NOTE, "※", 0, "글"),
        ("* 글", Kind.NOTE, "*", 0, "글"),
        ("**글**", Kind.TEXT, "", 0, "**글**"),
        ("10) 글", Kind.NUMBERED, "10)", 4, "글"),
        ("Ⅱ. 글", Kind.NUMBERED, "Ⅱ.", 1, "글"),
        ("3.5 글", Kind.TEXT, "", 0, "3.5 글"),
        ("▲ 설명", Kind.FIGURE_LINE, "▲", 0, "설명"),
        (f"![](figure:{UUID})", Kind.FIGURE, "![](figure:", 0, f"{UUID})"),
        (f"![](figure:{UUID}) 글", Kind.TEXT, "", 0, f"![](figure:{UUID}) 글"),
        ("< 제목 > (단위: 명)", Kind.TABLE_TITLE, "<", 0, " 제목 > (단위: 명)"),
        ("| 가 | 나 |", Kind.TABLE_ROW, "|", 0, " 가 | 나 |"),
        ("| 가", Kind.TEXT, "", 0, "| 가"),
        ("\\□ 글", Kind.TEXT, "\\", 0, "□ 글"),
        ("  \\- 글", Kind.INDENTED, "\\", 0, "- 글"),
        ("\\글", Kind.TEXT, "", 0, "\\글"),
    ],
)
def test_what_a_line_is(line: str, kind: Kind, mark: str, level: int, rest: str) -> None:
    found = line_kind(line)
    assert (found.kind, found.mark, found.level, line[found.mark_end :]) == (kind, mark, level, rest)
    assert line[found.mark_start :].startswith(mark)
    assert line[: found.mark_start].strip() == ""


@settings(deadline=None)
@given(st.lists(CHARS, max_size=10).map("".join))
def test_any_line_is_something(line: str) -> None:
    found = line_kind(line.replace("\n", " "))
    assert 0 <= found.mark_start <= found.mark_end <= len(line)


def test_levels_of_numbers() -> None:
    assert [number_level(number) for number in ("Ⅰ.", "1.", "가.", "1)")] == [1, 2, 3, 4]
    with pytest.raises(ValueError, match="1986"):
        number_level("1986.")


@pytest.mark.parametrize(
    ("number", "following"),
    [("1)", "2)"), ("9.", "10."), ("99)", None), ("가.", "나."), ("하.", None), ("Ⅲ.", "Ⅳ."), ("Ⅻ.", None)],
)
def test_what_counts_on(number: str, following: str | None) -> None:
    assert next_number(number) == following
    assert following is None or number_level(following) == number_level(number)


def test_a_text_without_inline_signs_needs_no_library() -> None:
    code = (
        "import sys\n"
        "from exporters.document.markup import parse, write\n"
        "write(parse('□ 제목\\n○ 글\\n| 가 | 나 |'))\n"
        "sys.exit('markdown' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
