"""Tables as people paste them: spreadsheets, Word, Hangul, files, loose lines."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import KnownError
from exporters.importing.grid import MOST_ROWS, grid_of_clipboard, grid_of_file, grid_of_html, grid_of_text, key_of
from exporters.importing.workbook import MOST_BYTES


def test_a_spreadsheet_gives_tabs_and_quotes_cells_with_several_lines() -> None:
    grid = grid_of_text('이름\t소속\n강도윤\t"항만공사\n기획실"\n나유진\t시청\n')
    assert grid == (("이름", "소속"), ("강도윤", "항만공사\n기획실"), ("나유진", "시청"))


def test_a_lone_quotation_mark_swallows_no_rows() -> None:
    rows = "\n".join(f'{number}\t"가나{number}' for number in range(61))
    assert len(grid_of_text(rows)) == 61


@pytest.mark.parametrize("mark", [",", ";", "|", "   "])
def test_other_separators(mark: str) -> None:
    assert grid_of_text(f"이름{mark}소속{mark}팀\n강도윤{mark}시청{mark}1조") == (
        ("이름", "소속", "팀"),
        ("강도윤", "시청", "1조"),
    )


def test_empty_rows_and_columns_are_no_content() -> None:
    assert grid_of_text("\t이름\t\t소속\n\t\t\t\n\t강도윤\t\t시청") == (("이름", "소속"), ("강도윤", "시청"))


def test_a_table_of_word_where_the_text_has_broken_its_rows() -> None:
    html = "<table><tr><td>이름</td><td>소속</td></tr><tr><td>강도윤</td><td><p>시청</p><p>기획실</p></td></tr></table>"
    text = "이름\t소속\n강도윤\t시청\n기획실\n"
    assert grid_of_clipboard(text, html)[1] == ("강도윤", "시청\n기획실")
    assert grid_of_html("<p>표가 없다</p>") == ()
    assert grid_of_clipboard("강도윤\t시청", "<p>표가 없다</p>") == (("강도윤", "시청"),)


def test_cells_that_reach_over_rows_are_empty_below() -> None:
    html = "<table><tr><td rowspan=2>1조</td><td>강도윤</td></tr><tr><td>나유진</td></tr></table>"
    assert grid_of_html(html) == (("1조", "강도윤"), ("", "나유진"))


def test_a_file_of_a_korean_spreadsheet() -> None:
    assert grid_of_file("이름,소속\r\n강도윤,시청".encode("cp949"), "명단.csv")[1] == ("강도윤", "시청")
    with pytest.raises(KnownError):
        grid_of_file(b"\x89PNG\r\n\x1a\n0000", "명단.csv")


def workbook(*sheets: Sequence[Sequence[object]]) -> bytes:
    book = openpyxl.Workbook()
    for number, rows in enumerate(sheets):
        sheet = book.active if not number else book.create_sheet()
        for row in rows:
            sheet.append(row)
    found = io.BytesIO()
    book.save(found)
    return found.getvalue()


def test_a_spreadsheet_file() -> None:
    rows: list[list[object]] = [
        ["일자", "시간", "방문기관", "번호"],
        [date(2031, 6, 12), time(9, 30), "항만공사", 3.0],
        [datetime(2031, 6, 13, 14, 0), None, "=1+1", 1.5],
    ]
    assert grid_of_file(workbook([], rows), "일정.XLSX") == (
        ("일자", "시간", "방문기관", "번호"),
        ("2031-06-12", "09:30", "항만공사", "3"),
        ("2031-06-13 14:00", "", "", "1.5"),
    )


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", b"no workbook", workbook([])])
def test_what_is_no_spreadsheet_is_refused(data: bytes) -> None:
    with pytest.raises(KnownError):
        grid_of_file(data, "명단.xlsx")


def test_a_spreadsheet_that_unpacks_to_far_too_much_is_not_read() -> None:
    found = io.BytesIO()
    with (
        zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as parts,
        parts.open("xl/worksheets/sheet1.xml", "w") as part,
    ):
        for _ in range(MOST_BYTES // (1 << 20) + 1):
            part.write(bytes(1 << 20))
    with pytest.raises(KnownError) as refused:
        grid_of_file(found.getvalue(), "명단.xlsx")
    assert refused.value.key == "importing.too_large"


def test_more_rows_than_any_roster_are_refused() -> None:
    with pytest.raises(KnownError) as refused:
        grid_of_text("가\t나\n" * (MOST_ROWS + 1))
    assert refused.value.key == "tour.too_many_rows"


def test_names_in_parts_are_the_same_names() -> None:
    assert key_of("강 도 윤") == key_of("강도윤")
    assert grid_of_text("강\tb") == grid_of_text("강\tb")


@given(st.text(max_size=300))
def test_any_text_is_a_grid(text: str) -> None:
    grid = grid_of_text(text)
    assert len({len(row) for row in grid}) <= 1
    assert all(any(row) for row in grid)


@given(
    st.lists(
        st.lists(st.text("가나다 a1", min_size=1).filter(str.strip), min_size=3, max_size=3), min_size=1, max_size=8
    )
)
def test_what_stands_in_cells_with_tabs_stays(rows: list[list[str]]) -> None:
    grid = grid_of_text("\n".join("\t".join(row) for row in rows))
    assert [[cell.replace(" ", "") for cell in row] for row in grid] == [[c.replace(" ", "") for c in r] for r in rows]
