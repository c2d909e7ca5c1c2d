"""Itineraries: which rows are visits, when and where, and what is doubtful."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.records import Tour, Visit
from exporters.importing.cells import day_in, times_in
from exporters.importing.grid import grid_of_text
from exporters.importing.itinerary import Itinerary
from exporters.importing.listed import CHANGED, NEW, OUT, SAME, Line, belongs_to
from exporters.importing.roster import Roster

HEAD = "일자\t시간\t국가\t도시\t방문기관\t내용"
TOUR = Tour(id="t", start="2031-06-09", end="2031-06-16")


def itinerary(*visits: Visit, tour: Tour | None = TOUR) -> Itinerary:
    return Itinerary(tour, visits)


def read(text: str, listing: Itinerary | None = None) -> list[Line]:
    listing = listing or itinerary()
    grid = listing.prepared(grid_of_text(text))
    return list(listing.read(grid, listing.columns(grid)))


@pytest.mark.parametrize(
    "text",
    ["2031-06-12", "2031. 6. 12.", "2031년 6월 12일", "20310612", "6.12(목)", "6/12", "6월 12일(목)", "Day 4", "4일차",
     "제4일 6.12", "12 June", "June 12, 2031", "'31.6.12", "Thu 12 Jun 2031", "4"],
)  # fmt: skip
def test_days_as_people_write_them(text: str) -> None:
    found = day_in(text, first=date(2031, 6, 9), before=None)
    assert (found.day, found.doubt) == (date(2031, 6, 12), "")


@pytest.mark.parametrize(
    ("text", "doubt"),
    [("6.31", "no_such_day"), ("2031-02-30", "no_such_day"), ("6.12(금)", "weekday"), ("6.12~6.13", "several_days")],
)
def test_days_in_doubt(text: str, doubt: str) -> None:
    assert day_in(text, first=date(2031, 6, 9), before=None).doubt == doubt


def test_a_day_of_the_tour_needs_its_first_day() -> None:
    assert day_in("Day 3", first=None, before=None).doubt == "day_number"
    assert day_in("6.12", first=None, before=None).doubt == "year"
    assert day_in("1.3", first=None, before=date(2031, 12, 30)).day == date(2032, 1, 3)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("09:30~11:40", "09:30", "11:40"), ("9:30 – 11:40", "09:30", "11:40"), ("9시 30분", "09:30", ""),
        ("오후 2시~4시 반", "14:00", "16:30"), ("2:00 PM - 3:30 PM", "14:00", "15:30"), ("10-", "", ""),
        ("2pm", "14:00", ""), ("12:00 AM", "00:00", ""), ("종일", "", ""), ("14:00부터 15:00", "14:00", "15:00"),
    ],
)  # fmt: skip
def test_times_as_people_write_them(text: str, start: str, end: str) -> None:
    found = times_in(text)
    assert (found.start, found.end) == (start, end)


def test_a_day_as_it_is_planned() -> None:
    lines = read(
        f"{HEAD}\n6.9(월)\t13:00\t한국\t인천\t\t인천 출국"
        "\n6.10(화)\t09:30~11:40\t네덜란드\t암스테르담\t항만공사\t접안 브리핑"
        "\n\t12:00\t\t\t\t중식\n\t14:00\t\t\t물류진흥청\t견학\n\t\t\t로테르담\t\t로테르담 이동\n\t\t\t\t\t호텔 투숙"
    )
    assert [line.outcome for line in lines] == [OUT, NEW, OUT, NEW, OUT, OUT]
    assert {line.reason for line in lines if line.outcome == OUT} == {"travel"}
    assert {name: value for name, value in lines[1].values.items() if value} == {
        "date": "2031-06-10", "start_time": "09:30", "end_time": "11:40", "country": "네덜란드", "city": "암스테르담",
        "institution": "항만공사", "title": "접안 브리핑", "visit_type": "브리핑",
    }  # fmt: skip
    assert (lines[3].values["date"], lines[3].values["city"]) == ("2031-06-10", "암스테르담")
    assert all(not line.doubts for line in lines)


@pytest.mark.parametrize(
    "content", ["공항 이동", "중식", "귀국", "호텔 체크인", "자유시간", "Lunch", "Flight to Seoul"]
)
def test_travel_and_meals_are_no_visits(content: str) -> None:
    (line,) = read(f"{HEAD}\n6.10\t09:00\t\t\t\t{content}")
    assert line.outcome == OUT


@pytest.mark.parametrize("institution", ["스키폴 공항공사", "호텔관광대학", "교통이동연구소", "Hotel School Institute"])
def test_institutions_with_such_words_are_visits(institution: str) -> None:
    (line,) = read(f"{HEAD}\n6.10\t09:00\t\t\t{institution}\t견학")
    assert line.outcome == NEW


def test_a_visit_that_only_the_content_names() -> None:
    (line,) = read(f"{HEAD}\n6.10\t09:00\t\t\t\t하펜시티 개발공사 방문")
    assert (line.outcome, line.values["institution"]) == (NEW, "하펜시티 개발공사")
    assert line.doubts == {5: "from_content"}


def test_doubts_stand_at_their_cells() -> None:
    lines = read(
        f"{HEAD}\n6.31\t10:00\t\t\t시청\t\n6.12(금)\t25:00\t\t\t구청\t\n6.13\t14:00~13:00\t\t\t도청\t\n7.1\t\t\t\t군청\t"
    )
    assert [dict(line.doubts) for line in lines] == [
        {0: "no_such_day"}, {0: "weekday", 1: "no_such_time"}, {1: "backwards"}, {0: "outside"},
    ]  # fmt: skip
    assert [line.values["date"] for line in lines] == ["", "2031-06-12", "2031-06-13", "2031-07-01"]


def test_rows_below_an_impossible_day_are_on_no_day() -> None:
    lines = read(f"{HEAD}\n6.10\t\t\t\t시청\t\n6.31\t\t\t\t구청\t\n\t\t\t\t도청\t")
    assert [line.values["date"] for line in lines] == ["2031-06-10", "", ""]
    assert lines[2].doubts == {0: "no_day"}


def test_loose_lines() -> None:
    lines = read("6/10(화) 09:30 항만공사 방문\n10:30-11:30 물류연구소 브리핑\nDay 4 14:00 이동")
    found = [(line.values["date"], line.values["start_time"], line.values["institution"]) for line in lines[:2]]
    assert found == [("2031-06-10", "09:30", "항만공사"), ("2031-06-10", "10:30", "물류연구소")]
    assert lines[2].outcome == OUT


def test_loose_lines_show_their_times_alone() -> None:
    listing = itinerary()
    text = "6.10 09:30~11:00 항만공사 방문\n시청 방문 6.11(수) 14시 회의실\n25:00 구청 방문"
    assert listing.prepared(grid_of_text(text)) == (
        ("6.10", "09:30~11:00", "항만공사 방문"),
        ("2031-06-11", "14:00", "시청 방문 회의실"),
        ("", "25:00 구청 방문", "구청 방문"),
    )


def test_english_tables() -> None:
    lines = read(
        "Date\tTime\tCity\tInstitution\tContent"
        "\n10 June\t9:30 AM - 11:00 AM\tRotterdam\tPort Authority\tBriefing\n\t12:00 pm\t\t\tLunch"
    )
    assert lines[0].values["institution"] == "Port Authority"
    assert (lines[0].values["start_time"], lines[0].values["end_time"]) == ("09:30", "11:00")
    assert lines[1].outcome == OUT


def test_visits_that_are_there_are_not_doubled() -> None:
    there = Visit(id="v1", institution="항만공사", date="2031-06-10", start_time="09:30")
    again = Visit(id="v2", institution="항만공사", date="2031-06-12")
    listing = itinerary(there, again)
    lines = read(f"{HEAD}\n6.12\t\t\t\t항만공사\t\n6.10\t10:00\t\t\t항만 공사\t\n6.13\t\t\t\t항만공사\t", listing)
    assert [(line.outcome, line.object) for line in lines] == [(SAME, "v2"), (CHANGED, "v1"), (NEW, None)]
    assert lines[1].changed == ("start_time",)
    (edit,) = listing.edits([lines[1]])
    assert (edit.object, dict(edit.fields)) == ("v1", {"start_time": "10:00"})


def test_a_visit_on_another_day_has_moved() -> None:
    (line,) = read(f"{HEAD}\n6.12\t\t\t\t시청\t", itinerary(Visit(id="v", institution="시청", date="2031-06-10")))
    assert (line.outcome, line.changed, line.doubts) == (CHANGED, ("date",), {0: "moved"})


def test_a_tour_without_days_and_countries_gets_them() -> None:
    listing = itinerary(tour=Tour(id="t"))
    text = f"{HEAD}\n2031-06-12\t\t독일\t\t시청\t\n2031-06-10\t\t네덜란드\t\t구청\t"
    tour, *visits = listing.edits(read(text, listing))
    assert dict(tour.fields) == {"start": "2031-06-10", "end": "2031-06-12", "countries": ("독일", "네덜란드")}
    assert [edit.fields["institution"] for edit in visits] == ["구청", "시청"]
    assert visits[0].fields["order"] < visits[1].fields["order"]  # type: ignore[operator]


@given(st.lists(st.lists(st.text(max_size=14), min_size=1, max_size=6), max_size=6))
def test_any_table_can_be_read(rows: list[list[str]]) -> None:
    listing = itinerary()
    grid = listing.prepared(grid_of_text("\n".join("\t".join(row) for row in rows)))
    lines = listing.read(grid, listing.columns(grid))
    assert all(line.values["institution"] for line in lines if line.outcome == NEW)


@given(st.text("0123456789.:~월일시분()-/ 가Day오후pm", max_size=24))
def test_any_cell_can_be_read(text: str) -> None:
    day_in(text, first=date(2031, 6, 9), before=None)
    times_in(text)


def test_a_mistyped_year_is_seen_before_the_tour_has_days() -> None:
    text = f"{HEAD}\n2031.6.9\t\t\t\t시청\t\n2031.6.10\t\t\t\t구청\t\n2013.6.11\t\t\t\t도청\t"
    assert [dict(line.doubts) for line in read(text, itinerary(tour=None))] == [{}, {}, {0: "far"}]
    assert [dict(line.doubts) for line in read(text)] == [{}, {}, {0: "outside"}]


ROSTERS = (
    "성명\t소속\t직급\t조\n오세린\t남해시\t과장\t3조", "1\t오세린\t남해시\t과장\n2\t유하준\t북해시\t대리",
    "1조: 오세린, 유하준\n2조: 박서연, 이도윤", "강도윤(항만공사 과장) 010-1234-5678", "오세린\n유하준\n김하나",
    "구분\t성명\t소속\t담당업무\t생년월일\n단장\t오세린\t남해시\t총괄\t1980.1.2",
    "Name\tOrganisation\nJohn Smith\tPort",
)  # fmt: skip
ITINERARIES = (
    f"{HEAD}\n6.9(월)\t13:00\t한국\t인천\t\t인천 출국", "6.10 09:30 항만공사 브리핑\n6.11 14:00 시청 견학",
    "6.10\t09:30\t시청\n\t14:00\t구청", "Date\tTime\tCity\tInstitution\n10 June\t9:00\tRotterdam\tPort Authority",
    "일자\t방문기관\t도시\t담당\t연락처\n6.10\t물류청\t로테르담\t오세린\t010-1234-5678",
)  # fmt: skip


@pytest.mark.parametrize("text", ROSTERS)
def test_a_roster_among_itineraries_is_known(text: str) -> None:
    grid, roster = grid_of_text(text), Roster("t", [], [])
    assert belongs_to(grid, itinerary(), roster)
    assert not belongs_to(grid, roster, itinerary())


@pytest.mark.parametrize("text", ITINERARIES)
def test_an_itinerary_among_rosters_is_known(text: str) -> None:
    grid, roster = grid_of_text(text), Roster("t", [], [])
    assert belongs_to(grid, roster, itinerary())
    assert not belongs_to(grid, itinerary(), roster)


@pytest.mark.parametrize("text", ["아무 글\n다른 글", "6.10\t시청\n6.11\t구청", "방문기관\t담당자\n물류청\t오세린", ""])
def test_what_may_be_either_stays_where_it_was_pasted(text: str) -> None:
    assert not belongs_to(grid_of_text(text), itinerary(), Roster("t", [], []))
