"""Rosters: who is new, who is known, what is doubtful."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.edits import Edit
from db.records import Person, Team
from exporters.importing.grid import grid_of_text
from exporters.importing.listed import CHANGED, NEW, OUT, SAME, Line
from exporters.importing.roster import Roster

HEAD = "성명\t소속\t직급\t조\t연락처\t이메일\t비고"
KNOWN = (
    Person(id="p1", name="강도윤", affiliation="항만공사", position="과장", team="t1", tel="010-1234-5678"),
    Person(id="p2", name="김민지", affiliation="남해시"),
    Person(id="p3", name="김민지", affiliation="북해시"),
)


def roster(people: tuple[Person, ...] = (), teams: tuple[Team, ...] = ()) -> Roster:
    return Roster("t", people, teams)


def read(text: str, listing: Roster | None = None) -> list[Line]:
    listing = listing or roster()
    grid = listing.prepared(grid_of_text(text))
    return list(listing.read(grid, listing.columns(grid)))


def made(listing: Roster, lines: list[Line]) -> list[Edit]:
    return listing.edits([line for line in lines if line.outcome in (NEW, CHANGED)])


def test_columns_by_their_heads() -> None:
    (line,) = read(f"2031 참가자 명단\n{HEAD}\n강도윤\t항만공사\t과장\t1조\t010-1234-5678\ta@b.kr\t단장")
    assert line.values == {
        "name": "강도윤", "affiliation": "항만공사", "position": "과장", "team": "1조", "role": "",
        "tel": "010-1234-5678", "email": "a@b.kr",
    }  # fmt: skip
    assert line.doubts == {}


@pytest.mark.parametrize(
    ("head", "field"),
    [
        ("이름", "name"), ("참가자 성명", "name"), ("Name", "name"), ("소속기관", "affiliation"),
        ("소 속", "affiliation"),
        ("Organisation", "affiliation"), ("직위(직급)", "position"), ("Team", "team"), ("휴대폰 번호", "tel"),
        ("E-mail", "email"), ("역 할", "role"),
    ],
)  # fmt: skip
def test_words_at_heads(head: str, field: str) -> None:
    grid = grid_of_text(f"{head}\t성명\t비고\n가\t나\t다" if field != "name" else f"{head}\t소속\n가\t나")
    assert roster().columns(grid).meanings[0] == field


def test_columns_by_what_stands_in_them() -> None:
    grid = grid_of_text(
        "1조\t강도윤\t항만공사\t과장\t010-1234-5678\ta@b.kr\n2조\t나유진\t시청\t주무관\t010-1-2345678\tc@b.kr"
    )
    columns = roster().columns(grid)
    assert columns.meanings == ("team", "name", "affiliation", "position", "tel", "email")
    assert columns.heads == 0
    assert columns.guessed == frozenset(range(6))


def test_merged_and_empty_cells_go_on_with_the_one_above() -> None:
    lines = read(f"{HEAD}\n강도윤\t항만공사\t과장\t1조\t\t\n나유진\t\t대리\t\t\t\n문지안\t시청\t\t2조\t\t")
    assert [line.values["team"] for line in lines] == ["1조", "1조", "2조"]
    assert lines[1].values["affiliation"] == "항만공사"
    assert lines[1].doubts == {1: "from_above"}


def test_rows_of_a_team_alone_totals_and_rows_without_a_name_are_left_out() -> None:
    lines = read(f"{HEAD}\n1조\t\t\t\t\t\n강도윤\t시청\t\t\t\t\n\t시청\t과장\t\t\t\n합계 2명\t\t\t\t\t")
    assert [line.reason for line in lines] == ["team_row", "", "no_name", "total"]
    assert lines[1].values["team"] == "1조"


def test_doubtful_cells_are_named() -> None:
    lines = read(
        f"{HEAD}\t역할\n강도윤\t시청\t과장\t1\t1012345678\ta@b\t\t총괄\n나유진\t시청\t\t1\t없음\t\t\t응원단장\n나유진\t구청\t\t1"
    )
    assert lines[0].doubts == {4: "zero", 5: "email"}
    assert lines[0].values["tel"] == "010-1234-5678"
    assert lines[0].values["role"] == "coordinator"
    assert lines[1].doubts == {0: "name_twice", 4: "phone", 7: "role"}
    assert lines[1].values["role"] == "participant"
    assert lines[2].doubts[0] == "name_twice"


def test_loose_lines() -> None:
    lines = read("강도윤 항만공사 과장 010-1234-5678\n2. 나유진(시청 주무관) x@y.kr")
    assert [(line.values["name"], line.values["affiliation"], line.values["position"]) for line in lines] == [
        ("강도윤", "항만공사", "과장"),
        ("나유진", "시청", "주무관"),
    ]
    assert lines[1].values["email"] == "x@y.kr"


def test_teams_with_their_people_on_a_line() -> None:
    lines = read("1조: 강도윤, 나유진\n2조: 문지안 · 서이준 · 송하율")
    assert [(line.values["team"], line.values["name"]) for line in lines] == [
        ("1조", "강도윤"), ("1조", "나유진"), ("2조", "문지안"), ("2조", "서이준"), ("2조", "송하율"),
    ]  # fmt: skip


def test_people_who_are_there_are_not_doubled() -> None:
    listing = roster(KNOWN, (Team(id="t1", name="1 조"),))
    same = f"{HEAD}\n{unicodedata.normalize('NFD', '강 도 윤')}\t항만공사\t과장\t1조\t010-1234-5678\t\t"
    (line,) = read(same, listing)
    assert (line.outcome, line.object) == (SAME, "p1")
    (line,) = read(f"{HEAD}\n강도윤\t항만공사\t부장\t2조\t\t\t", listing)
    assert (line.outcome, line.changed) == (CHANGED, ("position", "team"))
    edits = made(listing, [line])
    assert [(edit.kind, dict(edit.fields)) for edit in edits[1:]] == [
        ("person", {"position": "부장", "team": edits[0].object})
    ]


def test_two_people_of_one_name_are_told_apart_by_where_they_are_from() -> None:
    listing = roster(KNOWN)
    lines = read("성명\t소속\n김민지\t북해시\n김민지\t동해시", listing)
    assert [(line.outcome, line.object) for line in lines] == [(SAME, "p3"), (NEW, None)]
    assert lines[1].doubts[0] == "several_known"


def test_somebody_of_the_same_name_may_be_somebody_else() -> None:
    listing = roster(KNOWN[:1])
    grid = grid_of_text("성명\t소속\n강도윤\t시청")
    columns = listing.columns(grid)
    (line,) = listing.read(grid, columns)
    assert (line.outcome, line.doubts) == (CHANGED, {0: "other_affiliation"})
    (line,) = listing.read(grid, columns, frozenset({1}))
    assert line.outcome == NEW


def test_the_same_table_again_brings_nothing() -> None:
    listing = roster()
    edits = made(listing, read(f"{HEAD}\n강도윤\t시청\t과장\t1조\t\t\n나유진\t시청\t대리\t1조\t\t"))
    assert [edit.kind for edit in edits] == ["team", "person", "person"]
    there = [Person(id=edit.object, **edit.fields) for edit in edits if edit.kind == "person"]  # type: ignore[arg-type]
    teams = [Team(id=edit.object, **edit.fields) for edit in edits if edit.kind == "team"]  # type: ignore[arg-type]
    again = Roster("t", there, teams)
    lines = read(f"{HEAD}\n강도윤\t시청\t과장\t1조\t\t\n나유진\t시청\t대리\t1조\t\t", again)
    assert [line.outcome for line in lines] == [SAME, SAME]
    assert made(again, lines) == []


def test_odd_names_stay_letter_by_letter() -> None:
    lines = read("성명\t소속\n👩‍🔬 김라희\t시청\n محمد علي\t구청")
    assert [line.values["name"] for line in lines] == ["👩‍🔬 김라희", "محمد علي"]


def test_three_thousand_rows() -> None:
    lines = read(HEAD + "".join(f"\n사람{number}\t시청\t과장\t{number % 9}조\t\t\t" for number in range(3000)))
    assert len(lines) == 3000
    assert sum(line.outcome == OUT for line in lines) == 0


@given(st.lists(st.lists(st.text(max_size=12), min_size=1, max_size=6), max_size=6))
def test_any_table_can_be_read(rows: list[list[str]]) -> None:
    listing = roster(KNOWN)
    grid = listing.prepared(grid_of_text("\n".join("\t".join(row) for row in rows)))
    lines = listing.read(grid, listing.columns(grid))
    assert all(line.values["name"] for line in lines if line.outcome != OUT)


def test_a_team_of_the_same_number_under_another_word_is_in_doubt() -> None:
    listing = Roster("t", [], [Team(id="a", name="1팀"), Team(id="b", name="2팀")])
    grid = grid_of_text("조\t성명\n1조\t오세린\n\t유하준\n2팀\t김하나\n3조\t박서연\n2\t최민겸")
    lines = listing.read(grid, listing.columns(grid))
    assert [dict(line.doubts) for line in lines] == [{0: "team_alike"}, {}, {}, {}, {}]
    assert [line.values["team"] for line in lines] == ["1조", "1조", "2팀", "3조", "2팀"]
