"""Itineraries and rosters as they lie on clipboards: every row, every cell, and what is doubtful."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from db.records import Tour, Visit
from exporters.importing.aligned import aligned_rows
from exporters.importing.alike import odd_names
from exporters.importing.cells import clock_cell, day_in
from exporters.importing.grid import grid_of_clipboard, grid_of_html, grid_of_text
from exporters.importing.itinerary import Itinerary
from exporters.importing.listed import OUT, Line, Listing, belongs_to
from exporters.importing.places import last_place, parted
from exporters.importing.roster import Roster

CASES = tomllib.loads((Path(__file__).parent / "listings.toml").read_text(encoding="utf-8"))["case"]


def sorts(sort: str) -> tuple[Listing, Listing]:
    roster, itinerary = Roster("t", [], []), Itinerary(Tour(id="t", start="2031-06-09", end="2031-06-16"), [])
    return (roster, itinerary) if sort == "roster" else (itinerary, roster)


def read(text: str, html: str, listing: Listing) -> list[Line]:
    grid = listing.prepared(grid_of_clipboard(text, html))
    return [line for line in listing.read(grid, listing.columns(grid)) if line.outcome != OUT]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_every_cell_of_every_row_is_read(case: dict[str, Any]) -> None:
    listing, other = sorts(case["sort"])
    text, html = case.get("text", ""), case.get("html", "")
    lines = read(text, html, listing)
    assert [{name: line.values[name] for name in row} for line, row in zip(lines, case["rows"], strict=True)] == case[
        "rows"
    ]
    doubts = case.get("doubts", [""] * len(lines))
    assert all(doubt in line.doubts.values() for line, doubt in zip(lines, doubts, strict=True) if doubt)
    assert not belongs_to(grid_of_clipboard(text, html), listing, other)


def test_what_is_certain_is_in_no_doubt() -> None:
    """Amber means something only where it is rare: none where a table has a head and an institution's column."""
    there = 0
    for case in CASES:
        if "doubts" in case or "name" not in "".join(case["rows"][0]):
            continue
        listing, _ = sorts(case["sort"])
        there += sum(bool(line.doubts) for line in read(case.get("text", ""), case.get("html", ""), listing))
    assert there <= 4


@pytest.mark.parametrize(
    ("text", "day", "doubt"),
    [("10.06.2031", "2031-06-10", ""), ("6/10/2031", "2031-06-10", ""), ("13/6/2031", "2031-06-13", ""),
     ("Tue 10/6/2031", "2031-06-10", ""), ("10-Jun-31", "2031-06-10", ""), ("31/31/2031", None, "no_such_day")],
)  # fmt: skip
def test_the_year_may_stand_last(text: str, day: str | None, doubt: str) -> None:
    found = day_in(text, first=date(2031, 6, 9), before=None)
    assert (found.day.isoformat() if found.day else None, found.doubt) == (day, doubt)


def test_without_a_tour_nobody_knows_which_is_the_month() -> None:
    assert day_in("6/10/2031", first=None, before=None).doubt == "day_or_month"
    assert day_in("6/13/2031", first=None, before=None).doubt == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [("0930-1130", "09:30~11:30"), ("9.30", "9:30"), ("14h30", "14:30"), ("10-12", "10:00~12:00"), ("종일", "종일"),
     ("1-2:30pm", "1:00~2:30pm"), ("09:00~", "09:00~"), ("2031", "20:31")],
)  # fmt: skip
def test_times_without_a_colon(text: str, said: str) -> None:
    assert clock_cell(text) == said


@pytest.mark.parametrize(
    ("said", "country", "city"),
    [("덴마크/오르후스", "덴마크", "오르후스"), ("오르후스(덴마크)", "덴마크", "오르후스"), ("덴마크", "", "덴마크"),
     ("Aarhus, Denmark", "Denmark", "Aarhus"), ("수단항", "", "수단항")],
)  # fmt: skip
def test_country_and_city_of_one_cell(said: str, country: str, city: str) -> None:
    assert parted("", said) == (country, city)
    assert parted("노르웨이", said) == ("노르웨이", said)


def test_a_way_ends_in_its_last_place() -> None:
    assert last_place("인천→오르후스 → 코펜하겐") == "코펜하겐"
    assert last_place("인천\n오르후스") == "오르후스"


def test_a_name_that_is_written_less_often_is_the_odd_one() -> None:
    names = [
        "정책팀",
        "정첵팀",
        "정책팀",
        "1조",
        "제2조",
        "2조",
        "2조",
        "가조",
        "나조",
        "Team A",
        "Team B",
        "1분과 1팀",
        "1분과 2팀",
    ]
    assert odd_names(names, []) == {"정첵팀", "제2조"}
    assert odd_names(["1조"], ["1팀"]) == {"1조"}


def test_visits_at_the_same_time_as_one_that_is_there() -> None:
    there = Visit(id="v", institution="시청", date="2031-06-10", start_time="09:00", end_time="11:00")
    listing = Itinerary(Tour(id="t", start="2031-06-09", end="2031-06-16"), [there])
    head = "일자\t시간\t방문기관\n"
    (line,) = read(f"{head}6.10\t10:00\t구청", "", listing)
    assert line.doubts == {1: "overlap"}
    (line,) = read(f"{head}6.10\t11:00\t구청", "", listing)
    assert not line.doubts
    (line,) = read(f"{head}6.10\t09:30\t시청", "", listing)
    assert not line.doubts  # the same visit, an hour later


def test_a_row_with_nothing_but_a_day_is_the_day_of_those_below() -> None:
    listing, _ = sorts("itinerary")
    grid = grid_of_text("시간\t방문기관\n6월 10일(화) 오슬로\t\n09:00\t시청\n6.31\t\n10:00\t구청")
    lines = listing.read(grid, listing.columns(grid))
    assert [(line.reason, line.values["date"]) for line in lines[:2]] == [("day_row", "2031-06-10"), ("", "2031-06-10")]


def test_dashes_are_nothing_and_ditto_marks_say_it_again() -> None:
    assert grid_of_text("이름\t소속\t팀\n가\t시청\t-\n나\t〃\t1조\n다\t상동\t–") == (
        ("이름", "소속", "팀"), ("가", "시청", ""), ("나", "시청", "1조"), ("다", "시청", ""),
    )  # fmt: skip


def test_a_table_in_a_cell_is_its_text_and_a_frame_is_nothing() -> None:
    inner = "<table><tr><td>10:00</td><td>브리핑</td></tr></table>"
    rows = f"<tr><td>일자</td><td>내용</td></tr><tr><td>6.10</td><td>{inner}</td></tr>"
    assert grid_of_html(f"<table>{rows}</table>") == (("일자", "내용"), ("6.10", "10:00 브리핑"))
    assert grid_of_html(f"<table><tr><td>일정표<table>{rows.replace(inner, '가')}</table></td></tr></table>")[1] == (
        "6.10",
        "가",
    )
    assert grid_of_html("<table><tr><td>가<td><table><tr><td>나") == (("나",),)


def test_lines_are_aligned_by_the_places_of_their_cells_or_not_at_all() -> None:
    lines = ["일자   시간   기관", "6.10   09:00  시청", "       14:00  구청"]
    assert aligned_rows(lines) == [["일자", "시간", "기관"], ["6.10", "09:00", "시청"], ["", "14:00", "구청"]]
    assert aligned_rows(["가  나  다", "라 마 바  사", "아             자"]) is None, "they stand anywhere"
    assert aligned_rows([f"{'가  ' * 41}", "나  다"]) is None, "more columns than a table has"
    assert aligned_rows([]) is None
