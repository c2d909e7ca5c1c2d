"""A pasted itinerary to visits: which rows are visits, when and where, and what is doubtful about each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, TypeAlias

from db.edits import Edit, change, create
from db.order import key_between
from db.records import Tour, Visit
from exporters.importing.agenda import (
    ENDING,
    INSTITUTION,
    LABEL,
    LEADING,
    NO_VISIT,
    TYPES,
    VISIT,
    is_item,
    says_when,
    take_time,
)
from exporters.importing.cells import Times, clock_cell, day_in, times_in, weekday_in
from exporters.importing.clashes import with_clashes
from exporters.importing.columns import LEFT_OUT, Columns, columns_of, told_by
from exporters.importing.countries import COUNTRY
from exporters.importing.grid import Grid, key_of
from exporters.importing.institution import original_name
from exporters.importing.listed import CHANGED, NEW, OUT, SAME, WHOLE_ROW, Line, words_to_meanings
from exporters.importing.places import is_way, last_place, parted
from exporters.importing.reshaped import by_lines

FIELDS: Final = (
    "date", "start_time", "end_time", "country", "city", "institution", "original_name", "address", "title",
    "visit_type", "tel",
)  # fmt: skip
_WORDS: Final = words_to_meanings(
    {
        "date": "일자 날짜 월일 일시 방문일 방문일자 date day 구분일자 일차",
        "weekday": "요일 weekday",
        "start_time": "시간 시각 시간대 방문시간 time 시작 시작시간 시작시각 start starttime from begin begins",
        "end_time": "종료 종료시간 종료시각 끝 until end endtime to ends",
        "country": "국가 방문국 방문국가 나라 국가명 country",
        "city": "도시 지역 방문지 도시명 방문도시 장소 도착지 행선지 체류지 city place region location town",
        "institution": "방문기관 기관 기관명 방문처 방문기관명 institution organisation organization host "
        "hostorganisation hostorganization hostinstitution visit agency",
        "original_name": "원어명 영문명 기관영문명 영문기관명",
        "address": "주소 소재지 address",
        "title": "내용 주요내용 일정 주요일정 활동 세부일정 활동내용 방문내용 주제 프로그램 "
        "content programme program activity schedule topic 방문목적",
        "visit_type": "형태 방문형태 유형 구분 type",
        "tel": "연락처 전화 전화번호 tel phone",
        LEFT_OUT: "출발지 접촉예정인물 접촉인물 면담자 면담예정자 통역 좌석 "
        "비고 번호 순번 연번 no 숙박 숙소 교통 교통편 식사 이동수단 담당 생년월일 "
        "remark remarks note notes meals hotel transport",
    }
)
_EARLY: Final = "07:00"
"""Before it nobody is received: the afternoon may be meant."""
_FAR: Final = timedelta(days=60)
"""From the middle day of an itinerary; a year that was mistyped is further away."""

_Doubt: TypeAlias = Callable[[str, str], None]
"""Notes a doubt about the cell of a meaning, by its code."""


@dataclass(slots=True)
class _Above:
    """What empty cells go on with."""

    day: date | None = None
    country: str = ""
    city: str = ""


class Itinerary:
    """tour: the notebook's, if it has one. visits: those that are there."""

    name = "itinerary"
    meanings = ("date", "weekday", *FIELDS[1:])

    def __init__(self, tour: Tour | None, visits: Sequence[Visit]) -> None:
        self._tour, self._visits = tour, tuple(visits)
        self._first, self._last = (_day(tour.start), _day(tour.end)) if tour else (None, None)
        self._by_id = {visit.id: visit for visit in self._visits}

    def columns(self, grid: Grid) -> Columns:
        """See Listing."""
        return columns_of(grid, _WORDS, self._looks(), ("city", "title") if grid and len(grid[0]) > 3 else ("title",))

    def likeness(self, grid: Grid) -> int:
        """See Listing."""
        own = ("date", "weekday", "start_time", "end_time", "country", "city", "visit_type")
        numbers = ("date", lambda cell: not cell.isdecimal() and self._looks_like_day(cell))
        return told_by(self.prepared(grid), _WORDS, (numbers, *self._looks()[2:]), own)

    def prepared(self, grid: Grid) -> Grid:
        """See Listing. A loose line is cut into its day, its times and the rest; cells that list visits into rows."""
        if not grid or len(grid[0]) > 1:
            return self._a_row_each(grid)
        rows: list[tuple[str, str, str]] = []
        before: date | None = None
        for (cell,) in grid:
            for text in cell.split("\n"):
                times = times_in(text)
                day = day_in(times.rest, first=self._first, before=before)
                before = day.day or before
                said = day.day is not None or day.doubt in ("no_such_day", "day_number")
                date_cell = times.rest.replace(day.rest, "").strip() if said else ""
                if day.rest and date_cell == times.rest.strip() and day.day is not None:
                    date_cell = day.day.isoformat()  # words stand on both sides of it
                time_cell = "~".join(filter(None, (times.start, times.end))) or (text if times.doubt else "")
                rows.append((date_cell, time_cell, " ".join((day.rest if said else times.rest).split())))
        return tuple(rows)

    def _a_row_each(self, grid: Grid) -> Grid:
        columns = self.columns(grid)
        contents = [place for name in ("institution", "title") if (place := columns.place(name)) is not None]
        kept = [columns.place(name) for name in ("date", "weekday")]
        times = columns.place("start_time")
        return by_lines(grid, columns.heads, times, contents, kept, says_when, is_item)

    def read(self, grid: Grid, columns: Columns, apart: frozenset[int] = frozenset()) -> tuple[Line, ...]:
        """See Listing."""
        above = _Above()
        lines = [self._line(number, row, columns, above) for number, row in enumerate(grid) if number >= columns.heads]
        return tuple(self._matched([*self._far(lines, columns)], columns, apart))

    def edits(self, lines: Iterable[Line]) -> list[Edit]:
        """See Listing. What the tour does not say of its days and countries is taken from its visits."""
        taken = list(lines)
        last = max((visit.order for visit in self._visits if visit.order), default=None)
        edits: list[Edit] = []
        for line in sorted(taken, key=lambda each: (each.values["date"] or "~", each.row)):
            visit = self._by_id.get(line.object or "")
            if visit is not None:
                wanted = {name: line.values[name] for name in line.changed}
                edits += [change(visit, **wanted)] if wanted else []
                continue
            last = key_between(last, None)
            given = {name: value for name, value in line.values.items() if value}
            edits.append(create(Visit, tour=self._tour.id if self._tour else None, order=last, **given))
        return [*self._tour_edits(taken), *edits]

    # --- one row ------------------------------------------------------------------------------------------------

    def _line(self, number: int, row: Sequence[str], columns: Columns, above: _Above) -> Line:
        day = self._day_alone(row, columns, above)
        if day is not None:
            above.day = day
            return Line(number, OUT, {**dict.fromkeys(FIELDS, ""), "date": day.isoformat()}, reason="day_row")
        said = {name: self._cell(row, columns, name) for name in (*FIELDS, "weekday")}
        said["start_time"], said["end_time"] = clock_cell(said["start_time"]), clock_cell(said["end_time"])
        if not said["start_time"]:
            take_time(said)
        values = dict.fromkeys(FIELDS, "") | {name: said[name] for name in FIELDS[3:]}
        doubts: dict[int, str] = {}

        def doubt(meaning: str, code: str) -> None:
            place = columns.place(meaning)
            if code:
                doubts.setdefault(WHOLE_ROW if place is None else place, code)

        times = self._times(said, doubt)
        self._date(said, times, values, above, doubt)
        self._places(row, columns, values, above, doubt)
        values["start_time"], values["end_time"] = times.start, times.end
        reason = self._what(values, doubt)
        return Line(number, OUT if reason else NEW, values, doubts, reason)

    def _day_alone(self, row: Sequence[str], columns: Columns, above: _Above) -> date | None:
        """The day that a row says which says nothing else: `6월 10일(화) 로테르담` over the visits of that day."""
        said = [cell for cell in row if cell]
        if len(said) != 1 or VISIT.search(said[0]) or times_in(said[0]).start:
            return None
        found = day_in(said[0], first=self._first, before=above.day)
        return found.day if not said[0].isdecimal() and not re.search(r"\d", found.rest) else None

    def _places(
        self, row: Sequence[str], columns: Columns, values: dict[str, str], above: _Above, doubt: _Doubt
    ) -> None:
        """Country and city, of one cell or two; empty ones are those above."""
        place = columns.place("city")
        written = row[place] if place is not None else ""
        if is_way(written):
            values["city"] = last_place(written)
        country, city = parted(values["country"], values["city"])
        if country and country != above.country:
            above.country, above.city = country, ""
        above.city = city or above.city
        values["country"], values["city"] = country or above.country, city or above.city
        if is_way(written):
            doubt("city", "several_places")

    def _far(self, lines: Sequence[Line], columns: Columns) -> Iterable[Line]:
        """The lines; where the tour has no days yet, a day far from the others of the table is in doubt."""
        days = sorted(filter(None, (_day(line.values["date"]) for line in lines)))
        middle = days[len(days) // 2] if days and not self._first and not self._last else None
        place = columns.place("date")
        for line in lines:
            day = _day(line.values["date"])
            if middle and day and place is not None and abs(day - middle) > _FAR and place not in line.doubts:
                line = replace(line, doubts={**line.doubts, place: "far"})
            yield line

    def _times(self, said: Mapping[str, str], doubt: _Doubt) -> Times:
        times = times_in(said["start_time"])
        if not times.start and not said["start_time"]:
            times = times_in(said["date"])
        elif not times.start and not times.doubt:
            doubt("start_time", "time")
        end = times_in(said["end_time"]) if said["end_time"] else Times()
        if end.start:
            times = Times(times.start, end.start, "backwards" if end.start < times.start else times.doubt, times.rest)
        doubt("start_time", times.doubt or ("early" if "" < times.start < _EARLY else ""))
        doubt("end_time", end.doubt)
        return times

    def _date(
        self, said: Mapping[str, str], times: Times, values: dict[str, str], above: _Above, doubt: _Doubt
    ) -> None:
        text = said["date"]
        if text and not said["start_time"] and (times.start or times.doubt):
            text = times.rest
        found = day_in(f"{text} {said['weekday']}".strip(), first=self._first, before=above.day)
        if text and found.day is None and not found.doubt and re.search(r"\d", text):
            doubt("date", "day")
        elif text:
            doubt("date", found.doubt)
        if found.doubt == "no_such_day" or (text and found.day is None and re.search(r"\d", text)):
            above.day = None  # nobody knows the day until one is named
        if found.day is not None:
            above.day = found.day
            if (self._first and found.day < self._first) or (self._last and found.day > self._last):
                doubt("date", "outside")
        values["date"] = above.day.isoformat() if above.day else ""

    def _what(self, values: dict[str, str], doubt: _Doubt) -> str:
        """Why a row is no visit, or nothing; institution, type and title are put right on the way."""
        institution, title = LABEL.sub("", values["institution"]), values["title"]
        travel = NO_VISIT.search(institution or title) is not None
        meeting = VISIT.search(institution or title) is not None
        if travel and not meeting and INSTITUTION.search(institution) is None:
            return "travel"
        if not institution:
            if not title:
                return "empty"
            if not meeting:
                return "no_institution"
            bare = re.sub(r"\s*[(（][^()（）]*[)）]\s*$", "", LABEL.sub("", title))
            institution = LEADING.sub("", ENDING.sub("", bare)).strip() or NO_VISIT.split(bare)[0].strip() or bare
            doubt("title", "mixed" if travel else "from_content")
            values["title"] = "" if ENDING.search(title) else title
        elif travel and meeting:
            doubt("institution", "mixed")
        own = original_name(institution, 0, len(institution)) if not values["original_name"] else None
        if own is not None and own[1] == len(institution) and own[0]:
            values["original_name"] = institution[own[0] + 1 : own[1] - 1].strip()
            institution = institution[: own[0]].strip()
        if not values["visit_type"]:
            kinds = [kind for kind in TYPES[:-1] if kind in f"{institution} {title}"]
            values["visit_type"] = kinds[0] if kinds else ""
        values["institution"] = institution or title
        if key_of(values["title"]) in {key_of(values["institution"]), key_of(values["visit_type"])}:
            values["title"] = ""
        if not values["date"]:
            doubt("date", "no_day")
        return ""

    # --- those that are there -----------------------------------------------------------------------------------

    def _matched(self, lines: Sequence[Line], columns: Columns, apart: frozenset[int]) -> Iterable[Line]:
        """The lines with the visits that they are about: of the same day first, then the only one of that name."""
        free = {visit.id: visit for visit in self._visits}
        found: dict[int, Visit] = {}
        for same_day in (True, False):
            by_name: dict[str, list[Visit]] = {}
            for visit in free.values():
                for name in {key_of(visit.institution), key_of(visit.title)} - {""}:
                    by_name.setdefault(name, []).append(visit)
            for line in lines:
                if line.row in found or line.row in apart or line.reason == "travel":
                    continue
                alike = [
                    visit
                    for visit in by_name.get(key_of(line.values["institution"]), [])
                    if visit.id in free and (not same_day or (visit.date or "") == line.values["date"])
                ]
                if alike and line.values["institution"]:
                    found[line.row] = alike[0]
                    free.pop(alike[0].id)
        seen: set[tuple[str, str, str]] = set()
        judged = [self._judged(line, found.get(line.row), columns, seen) for line in lines]
        there = [visit for visit in free.values() if visit.date and visit.start_time]
        yield from with_clashes(judged, there, columns)

    def _judged(self, line: Line, visit: Visit | None, columns: Columns, seen: set[tuple[str, str, str]]) -> Line:
        values = line.values
        name = values["date"], values["start_time"], key_of(values["institution"])
        if line.outcome != OUT and name in seen:
            return Line(line.row, OUT, values, line.doubts, "same_row")
        if line.outcome != OUT:
            seen.add(name)
        if visit is None:
            return line
        differ = tuple(name for name in FIELDS if values[name] and values[name] != (getattr(visit, name) or ""))
        differ = tuple(name for name in differ if name != "institution")
        doubts = dict(line.doubts)
        if "date" in differ and visit.date:
            place = columns.place("date")
            doubts.setdefault(WHOLE_ROW if place is None else place, "moved")
        outcome = line.outcome if line.outcome == OUT else CHANGED if differ else SAME
        return Line(line.row, outcome, values, doubts, line.reason, visit.id, differ)

    def _tour_edits(self, lines: Sequence[Line]) -> list[Edit]:
        tour = self._tour
        if tour is None:
            return []
        days = sorted(line.values["date"] for line in lines if line.values["date"])
        wanted: dict[str, str | tuple[str, ...]] = {}
        if days and not tour.start and not tour.end:
            wanted |= {"start": days[0], "end": days[-1]}
        countries = tuple(dict.fromkeys(line.values["country"] for line in lines if line.values["country"]))
        if countries and not tour.countries:
            wanted["countries"] = countries
        return [change(tour, **wanted)] if wanted else []

    def _looks(self) -> tuple[tuple[str, Callable[[str], bool]], ...]:
        return (
            ("date", self._looks_like_date),
            ("date", self._looks_like_day),
            ("start_time", lambda cell: bool(times_in(cell).start)),
            ("weekday", lambda cell: len(cell) <= 5 and weekday_in(cell) is not None),
            ("country", lambda cell: COUNTRY.fullmatch(cell) is not None),
            (LEFT_OUT, lambda cell: cell.isdecimal()),
            ("visit_type", lambda cell: cell in TYPES),
            ("institution", lambda cell: INSTITUTION.search(cell) is not None and VISIT.search(cell) is None),
            ("title", lambda cell: VISIT.search(cell) is not None or NO_VISIT.search(cell) is not None),
        )

    def _looks_like_date(self, cell: str) -> bool:
        """Not the number of a day, which counts only where there is no date."""
        found = day_in(cell, first=None, before=date(2000, 1, 1))
        return (found.day is not None or found.doubt == "no_such_day") and len(found.rest) < 12

    def _looks_like_day(self, cell: str) -> bool:
        found = day_in(cell, first=self._first or date(2000, 1, 1), before=None)
        return (found.day is not None or found.doubt == "no_such_day") and len(found.rest) < 12

    def _cell(self, row: Sequence[str], columns: Columns, meaning: str) -> str:
        place = columns.place(meaning)
        return " ".join(row[place].split()) if place is not None else ""


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
