"""Lines as values: what Enter, Tab, marks and paste make of them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from db.records import Visit
from desktop.editor.composition import code_points, utf16_units
from desktop.editor.lines import clean, continuation, levelled, marked, next_number, sections
from desktop.panes.visit.when import read, shown
from exporters.document.marks import Kind, line_kind

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


@pytest.mark.parametrize(("number", "wanted"), [("하.", "하."), ("99.", "99."), ("Ⅻ.", "Ⅻ.")])
def test_numbers_that_have_no_next_stay(number: str, wanted: str) -> None:
    assert next_number(number) == wanted


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


@given(TEXTS)
def test_pasted_text_is_clean_and_stays_so(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert not set("\r\t\xa0") & set(once)
    assert "".join(once.split()) == "".join(unicodedata.normalize("NFC", text).split())


@given(TEXTS.map(clean))
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
        ("25:00", None),
        ("오후", None),
    ],
)
def test_dates_and_times_are_read(text: str, wanted: object) -> None:
    assert read(text) == wanted


@pytest.mark.parametrize("language", ["ko", "en"])
def test_what_the_header_shows_is_read_as_the_same(language: str) -> None:
    visit = Visit(id="v", date="2031-06-12", start_time="09:30", end_time="11:40")
    assert read(shown(visit, resources.sentences(language))) == ("2031-06-12", "09:30", "11:40")
