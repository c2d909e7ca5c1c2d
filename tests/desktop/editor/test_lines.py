"""Lines as values: what Enter, Tab, marks and paste make of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from db.records import Visit
from desktop.editor.composition import code_points, utf16_units
from desktop.editor.lines import continuation, levelled, marked, overridden, renumbered, sections, styled
from desktop.panes.visit.when import read, shown
from exporters.document.marks import Kind, line_kind
from exporters.importing.pasted import pasted_lines

TEXTS = st.text(st.sampled_from("가나 다□◇○-※▲*\n\r\t\xa0😀1.)a"), max_size=60)


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("○ 하나", "○ "),
        ("  - 하나", "  - "),
        ("※ 하나", "※ "),
        ("1) 하나", "2) "),
        ("9. 하나", "10. "),
        ("가. 하나", "나. "),
        ("Ⅰ. 하나", "Ⅱ. "),
        ("○ ", None),
        ("글", ""),
        ("◇ 제목", ""),
        ("○하나", ""),
    ],
)
def test_enter_goes_on(line: str, wanted: str | None) -> None:
    assert continuation(line) == wanted


@pytest.mark.parametrize(
    ("line", "away"),
    [
        ("○ □ ", 2),
        ("○ ◇ ", 2),
        ("  · - ", 4),
        ("2) ○ ", 3),
        ("※ * ", 2),
        ("○ ▲ ", 2),
        ("○ 9. ", 0),  # a date may follow
        ("○ 글 - ", 0),
        ("○ -", 0),
        ("○ ", 0),
        ("◇ - ", 0),
        ("- ", 0),
        ("글 ", 0),
    ],
)
def test_a_mark_typed_in_an_item_is_meant_instead_of_its_own(line: str, away: int) -> None:
    assert overridden(line, len(line)) == away
    assert overridden(line + "뒤", len(line)) == away


@pytest.mark.parametrize("line", ["하. 끝", "99. 끝", "Ⅻ. 끝"])
def test_numbers_that_have_no_next_stay(line: str) -> None:
    assert continuation(line) == line[:-1]


@pytest.mark.parametrize(
    ("text", "at", "wanted"),
    [
        ("1) 가\n1) 나\n5) 다", 1, "1) 가\n2) 나\n3) 다"),
        ("3. 가\n- 하위\n3. 나\n\n3. 다", 0, "3. 가\n- 하위\n4. 나\n\n3. 다"),
        ("1. 가\n1) 하나\n1) 둘\n2. 나\n7) 셋", 2, "1. 가\n1) 하나\n2) 둘\n2. 나\n7) 셋"),
        ("가. 하나\n가. 둘", 1, "가. 하나\n나. 둘"),
        ("글\n1) 가", 0, "글\n1) 가"),
    ],
)
def test_numbers_are_counted_anew(text: str, at: int, wanted: str) -> None:
    lines = text.split("\n")
    changed = renumbered(lines, at)
    assert "\n".join(changed.get(number, line) for number, line in enumerate(lines)) == wanted


@pytest.mark.parametrize(
    ("line", "start", "end", "sign", "wanted"),
    [
        ("○ 굵은 글", 2, 4, "**", "○ **굵은** 글"),
        ("○ **굵은** 글", 4, 6, "**", "○ 굵은 글"),
        ("○ **굵은** 글", 2, 8, "**", "○ 굵은 글"),
        ("○ **굵은** 글", 4, 6, "*", "○ ***굵은*** 글"),
        ("○ ***굵은*** 글", 5, 7, "*", "○ **굵은** 글"),
        ("○ 굵은 글", 2, 5, "`", "○ `굵은` 글"),
        ("글", 1, 1, "**", "글****"),
        ("글****", 3, 3, "**", "글"),
    ],
)
def test_styles_are_put_on_and_taken_off(line: str, start: int, end: int, sign: str, wanted: str) -> None:
    assert styled(line, start, end, sign)[0] == wanted


@pytest.mark.parametrize(
    ("line", "by", "wanted"),
    [("○ 가", 1, "- 가"), ("- 가", 1, "· 가"), ("· 가", 1, "· 가"), ("○ 가", -1, "가"), ("가", 1, "○ 가"),
     ("□ 가", 1, "□ 가"), ("1) 가", 1, "1) 가")],
)  # fmt: skip
def test_levels(line: str, by: int, wanted: str) -> None:
    assert levelled(line, by) == wanted


@given(st.text(st.sampled_from("가나 □○-"), max_size=12), st.sampled_from("□◇○-※▲"))
def test_a_mark_given_is_the_lines_mark_and_loses_no_letter(line: str, mark: str) -> None:
    kind = line_kind(line)
    changed = marked(line, mark)
    if kind.mark == mark:
        assert changed == line[kind.mark_end :].lstrip()
    else:
        assert line_kind(changed).mark == mark
        assert changed.endswith(line[kind.mark_end :].lstrip())


@given(TEXTS.map(pasted_lines))
def test_sections_keep_every_letter(text: str) -> None:
    parts = sections(text)
    heads = [line for line in text.split("\n") if line_kind(line).kind is Kind.HEADING and line_kind(line).level == 1]
    assert len(parts) == len(heads) + 1
    letters = "".join("".join((heading + body).split()) for heading, body in parts)
    wanted = "".join(line[line_kind(line).mark_end :] if line in heads else line for line in text.split("\n"))
    assert letters == "".join(wanted.split())


@given(st.text(st.sampled_from("가a😀𝒳"), max_size=10), st.integers(0, 10))
def test_units_and_code_points_are_each_others_way_back(text: str, points: int) -> None:
    points = min(points, len(text))
    assert code_points(text, utf16_units(text, points)) == points


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2031. 6. 12.(목) 09:30–11:40", ("2031-06-12", "09:30", "11:40")),
        ("2031-06-12 9:30", ("2031-06-12", "09:30", None)),
        ("2031/6/12", ("2031-06-12", None, None)),
        ("14:00~15:30", (None, "14:00", "15:30")),
        ("", (None, None, None)),
        ("2031. 2. 30.", None),
        ("12 Jun 2031 (Thu) 09:30–11:40", ("2031-06-12", "09:30", "11:40")),
        ("Thursday, June 12th, 2031", None),
        ("June 12th, 2031 9:30", ("2031-06-12", "09:30", None)),
        ("30 February 2031", None),
        ("25:00", None),
        ("오후", None),
    ],
)
def test_dates_and_times_are_read(text: str, wanted: object) -> None:
    assert read(text) == wanted


@pytest.mark.parametrize("language", ["ko", "en"])
def test_what_the_header_shows_is_read_as_the_same(language: str) -> None:
    visit = Visit(id="v", date="2031-06-12", start_time="09:30", end_time="11:40")
    line = shown(visit, resources.sentences(language))
    assert line.startswith({"ko": "2031. 6. 12.(목)", "en": "12 June 2031 (Thu)"}[language])
    assert read(line) == ("2031-06-12", "09:30", "11:40")
