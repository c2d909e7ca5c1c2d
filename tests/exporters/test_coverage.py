"""Whose takeaways are there: the grid, the words about it, its CSV, and its page of a report."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import KnownError
from db.records import Attendance, Person, Record, Takeaway, Team, Tour, Visit
from exporters.base import WriteOptions, no_progress
from exporters.compile import Definition, compile_report
from exporters.coverage import COUNTED, Coverage, coverage, done
from exporters.coverage_words import message, names, rows
from exporters.document import nodes as n
from exporters.document.markup import letters
from exporters.registry import WRITERS, writer
from exporters.spreadsheet import csv_bytes, write_csv
from resources import sentences
from tests.exporters.pdf.reading import letters as plain
from tests.exporters.pdf.reading import page_texts
from tests.exporters.records import Shelf

KO, EN = sentences("ko"), sentences("en")
TODAY = date(2031, 6, 11)
STATES = {"k1": "approved", "k2": "returned", "k3": "writing", "k4": "empty", "k5": "submitted", "k6": "empty"}
RECORDS: tuple[Record, ...] = (
    Tour(id="t", title="항만 연수", start="2031-06-09", end="2031-06-12"),
    Team(id="m1", name="1조", order="a"),
    Team(id="m2", name="2조", order="b"),
    Person(id="p1", name="문지안", team="m1", order="a"),
    Person(id="p2", name="한도영", team="m2", order="b"),
    Person(id="p3", name="오가람", team="gone", order="c"),
    Person(id="p9", name="이선경", team="m1", order="d", role="coordinator"),
    Visit(id="v3", institution="기후 적응과", date="2031-06-12"),
    Visit(id="v2", institution="항만 공사", date="2031-06-11", start_time="14:00"),
    Visit(id="v1", institution="물류 진흥청", date="2031-06-11", start_time="09:00"),
    Visit(id="v0", title="날짜 없는 곳"),
    Takeaway(id="k1", author="p1", visit="v1", text="가"),
    Takeaway(id="k2", author="p1", visit="v2", text="나"),
    Takeaway(id="k3", author="p2", visit="v1", text="다"),
    Takeaway(id="k4", author="p2", visit="v2"),
    Takeaway(id="k5", author="p9", visit="v1", text="라"),
    Takeaway(id="k6", author="p1", visit="v1"),
    Takeaway(id="k7", author="p1", text="하루"),
    Attendance(id="a1", person="p3", visit="v1", reason="병가"),
    Attendance(id="a2", person="p1", visit="v1", reason="지각"),
)


def grid(today: date | None = TODAY, records: Sequence[Record] = RECORDS) -> Coverage:
    return coverage(Shelf(records, STATES), today)


def states(found: Coverage, person: str) -> list[str]:
    return [found.cells[person, column.visit.id].state for column in found.columns]


def test_the_grid_is_participants_by_team_and_visits_by_time() -> None:
    found = grid()
    assert [(group.name, [person.name for person in group.people]) for group in found.groups] == [
        ("1조", ["문지안"]), ("2조", ["한도영"]), ("", ["오가람"])
    ]  # fmt: skip
    assert [(each.visit.id, each.number, each.ahead) for each in found.columns] == [
        ("v1", 3, False), ("v2", 3, False), ("v3", 4, True), ("v0", 0, False)
    ]  # fmt: skip


def test_each_cell_has_the_state_of_what_one_wrote_of_the_other() -> None:
    found = grid()
    assert states(found, "p1") == ["approved", "returned", "future", "empty"]  # who wrote was there after all
    assert states(found, "p2") == ["writing", "empty", "future", "empty"]
    assert states(found, "p3") == ["absent", "empty", "future", "empty"]
    assert (found.cells["p1", "v1"].entry, found.cells["p2", "v2"].entry) == ("k1", "k4")
    assert found.cells["p3", "v1"].reason == "병가"


def test_of_several_takeaways_the_worst_is_shown_and_an_empty_one_hides_none() -> None:
    more = (*RECORDS, Takeaway(id="k8", author="p1", visit="v1", text="마"))
    shelf = Shelf(more, {**STATES, "k8": "returned"})
    assert coverage(shelf, TODAY).cells["p1", "v1"].entry == "k8"
    assert coverage(Shelf(tuple(reversed(more)), {**STATES, "k8": "submitted"}), TODAY).cells["p1", "v1"].entry == "k8"


def test_totals_leave_out_the_absent_and_what_is_ahead() -> None:
    found = grid()
    assert sum(found.counted().values()) == len(found.cells) == 12
    assert done(found.counted(["p1"])) == (2, 3)
    assert done(found.counted(["p3"])) == (0, 2)
    assert done(found.counted(columns=found.columns[:1])) == (1, 2)
    assert done({}) == (0, 0)
    assert done(grid(None).counted(["p1"])) == (2, 4)  # without a today, all have been


STATE = st.sampled_from(sorted({*COUNTED} - {"absent"}))


@given(st.lists(STATE, min_size=12, max_size=12), st.sets(st.integers(0, 11)))
def test_counts_gaps_and_cells_always_agree(given_states: list[str], absent: set[int]) -> None:
    people, visits = ("p1", "p2", "p3"), ("v0", "v1", "v2", "v3")
    pairs = [(person, visit) for person in people for visit in visits]
    frame = [each for each in RECORDS if not isinstance(each, Takeaway | Attendance)]
    written = [Takeaway(id=f"x{at}", author=p, visit=v) for at, (p, v) in enumerate(pairs)]
    away = [Attendance(id=f"y{at}", person=pairs[at][0], visit=pairs[at][1]) for at in absent]
    found = coverage(Shelf((*frame, *written, *away), {f"x{at}": each for at, each in enumerate(given_states)}), TODAY)
    counts = found.counted()
    assert sum(len(gap.columns) for gap in found.gaps()) == counts["empty"]
    assert done(counts)[1] == 12 - counts["absent"] - counts["future"]
    for at, pair in enumerate(pairs):
        assert (found.cells[pair].state == given_states[at]) or given_states[at] == "empty"


# --- words ---------------------------------------------------------------------------------------------------------


def test_names_say_who_by_team_and_how_much() -> None:
    assert names(grid().gaps(), KO).splitlines() == ["오가람(2)", "1조: 문지안(1)", "2조: 한도영(2)"]
    assert names(grid().gaps(["p2"]), EN) == "2조: 한도영 (2)"


def test_a_message_to_one_names_each_visit_with_its_day() -> None:
    told = message(grid().gaps(["p2"]), KO)
    assert told.splitlines() == [
        "한도영 님, 아래 방문의 소감·시사점이 아직 없습니다.",
        "· 3일차 6월 11일 항만 공사",
        "· 날짜 없음 날짜 없는 곳",
        "써서 내 주시면 고맙겠습니다.",
    ]
    assert "· Day 3, 11 June: 항만 공사" in message(grid().gaps(["p2"]), EN)


def test_a_message_to_several_says_who_lacks_what() -> None:
    told = message(grid().gaps(), KO).splitlines()
    assert told[0] == "소감·시사점이 아직 없는 분이 3명입니다."
    assert told[told.index("[2조]") + 1] == "· 한도영: 항만 공사, 날짜 없는 곳"
    assert message((), KO) == ""


# --- CSV -----------------------------------------------------------------------------------------------------------


def test_the_rows_have_everybody_and_every_visit() -> None:
    told = rows(grid(), KO)
    assert told[0] == [
        "팀", "사람", "3일차 6월 11일 물류 진흥청", "3일차 6월 11일 항만 공사", "4일차 6월 12일 기후 적응과",
        "날짜 없음 날짜 없는 곳", "낸 글", "내야 할 글",
    ]  # fmt: skip
    assert told[1] == ["1조", "문지안", "승인", "돌아옴", "앞으로", "비어 있음", "2", "3"]
    assert told[3][2] == "불참: 병가"


CELL = st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.sampled_from(
    ["=1+1", "+82", "-", "@a", "\t=1", " =1", "\r\n", 'say "hi"', "a,b\nc", "'=1", ""]
)


@given(st.lists(st.lists(CELL, min_size=1, max_size=4), max_size=4))
def test_csv_is_read_again_as_it_was_and_nothing_is_a_formula(table: list[list[str]]) -> None:
    data = csv_bytes(table)
    assert data.startswith(b"\xef\xbb\xbf")
    text = data.decode("utf-8-sig")
    again = list(csv.reader(io.StringIO(text, newline="")))
    assert [[cell.removeprefix("'") for cell in row] for row in again] == [
        [cell.removeprefix("'") for cell in row] for row in table
    ]
    assert not [cell for row in again for cell in row if cell.lstrip()[:1] in ("=", "+", "-", "@") and cell.strip()]
    assert not [cell for row in again for cell in row if cell.startswith(("\t", "\r"))]


def test_what_begins_like_a_formula_is_text() -> None:
    assert csv_bytes([["=SUM(A1)", "+1", "-1", "@x", "\t1", "a=b"]]).decode("utf-8-sig") == (
        "'=SUM(A1),'+1,'-1,'@x,'\t1,a=b\r\n"
    )


def test_csv_comes_whole_or_not_at_all(tmp_path: Path) -> None:
    file = tmp_path / "글 현황.csv"
    write_csv(file, [["가", 'b"c\nd']])
    assert file.read_bytes() == b"\xef\xbb\xbf" + '가,"b""c\nd"\r\n'.encode()
    write_csv(file, [["나"]])
    assert [each.name for each in tmp_path.iterdir()] == ["글 현황.csv"]
    with pytest.raises(KnownError):
        write_csv(tmp_path / "no" / "x.csv", [["가"]])
    (tmp_path / "notebook.db").touch()
    with pytest.raises(KnownError):
        write_csv(file, [["다"]])
    assert file.read_bytes() == b"\xef\xbb\xbf" + "나\r\n".encode()


# --- the page of a report ------------------------------------------------------------------------------------------


def page(today: date | None = None, records: Sequence[Record] = RECORDS, **values: object) -> n.Chapter | None:
    definition = replace(Definition(), **values)  # type: ignore[arg-type]
    chapters = compile_report(Shelf(records, STATES), definition, today=today).document.chapters
    return next((chapter for chapter in chapters if chapter.id == "coverage"), None)


def test_only_a_report_that_names_it_has_the_page() -> None:
    assert page() is None
    assert page(edition="public") is None
    assert page(sort="questions") is None
    made = page(sections=("coverage",))
    assert made is not None
    assert [type(block) for block in made.blocks] == [n.Heading, n.Table, n.Heading, n.Table]
    told = compile_report(Shelf(RECORDS, STATES), Definition(sections=("notes",))).findings
    assert "fields.code.section.coverage" not in str(told)


def test_the_page_counts_by_day_and_names_what_is_missing() -> None:
    made = page(sections=("coverage",))
    assert made is not None
    tables = [block for block in made.blocks if isinstance(block, n.Table)]
    lines = [[letters((n.Paragraph(each),)) for each in row] for row in tables[0].rows]
    assert lines[1][-4:] == ["22", "01", "01", "24"]
    assert lines[3][0] == ""
    assert "오가람" in lines[3]
    assert "한도영" in letters(tables[1:][0:1])


def test_what_is_still_ahead_is_not_missing_unless_somebody_wrote_of_later_days() -> None:
    made = page(TODAY, sections=("coverage",))
    assert made is not None
    tables = [block for block in made.blocks if isinstance(block, n.Table)]
    lines = [[letters((n.Paragraph(each),)) for each in row] for row in tables[0].rows]
    assert lines[1][-3:] == ["22", "01", "23"]  # no column of the 12th
    assert "기후적응과" not in letters(made.blocks)
    early = page(date(2031, 6, 9), sections=("coverage",))
    assert early is not None
    assert early.blocks == made.blocks  # they wrote of the 11th already
    again = page(date(2031, 6, 30), sections=("coverage",))
    assert again == page(sections=("coverage",))
    frame = [each for each in RECORDS if not isinstance(each, Takeaway)]
    undated = [each for each in frame if each.id != "v0"]
    assert page(date(2031, 6, 1), undated, sections=("coverage",)) is None  # before the tour nothing is due


def test_only_the_visits_of_the_report_count_and_a_long_tour_is_parted() -> None:
    made = page(sections=("coverage",), include=("v1",))
    assert made is not None
    assert "항만공사" not in letters(made.blocks)
    days = tuple(Visit(id=f"w{day}", institution=f"곳 {day}", date=f"2031-07-{day:02}") for day in range(1, 18))
    shelf = Shelf((*(each for each in RECORDS if not isinstance(each, Visit)), *days))
    chapters = compile_report(shelf, Definition(sections=("coverage",))).document.chapters
    tables = [block for block in chapters[-1].blocks if isinstance(block, n.Table)]
    assert [len(table.rows[0]) - 3 for table in tables[:-1]] == [8, 8, 1]


def test_a_public_edition_that_names_it_masks_its_names() -> None:
    made = page(sections=("coverage",), edition="public")
    assert made is not None
    assert "문지안" not in letters(made.blocks)
    assert "ㅇㅇㅇ" in letters(made.blocks)


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_every_writer_prints_the_page(name: str, tmp_path: Path) -> None:
    document = compile_report(Shelf(RECORDS, STATES), Definition(sections=("coverage",))).document
    made = writer(name)
    file = tmp_path / f"report{made.suffix}"
    made.write(document, file, WriteOptions(epoch=0), no_progress)
    if made.suffix in (".docx", ".hwpx"):
        with zipfile.ZipFile(file) as parts:
            text = "".join(parts.read(part).decode("utf-8", "replace") for part in parts.namelist())
    else:
        text = "".join(page_texts(file)) if made.suffix == ".pdf" else file.read_text(encoding="utf-8")
    assert "빠진소감시사점" in plain(text)
    assert "한도영" in plain(text)
