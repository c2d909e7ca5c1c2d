"""A whole visit report to records, clean and with every line break lost."""

from __future__ import annotations

import pytest

from exporters.document.markup import parse
from exporters.document.nodes import Bullet, FigurePlace, Note
from tests.exporters.importing.comparing import bodies, headings_of, paragraphs_of
from tests.exporters.importing.reports import (
    BIKES,
    CARE,
    FAIR,
    TRAINING,
    VISITS,
    WATER,
    flags_of,
    glued,
    of,
    planned,
    words,
)


def test_the_header_of_a_clean_report() -> None:
    fields = of(planned(BIKES), "visit")[0].fields
    expected = {
        "institution": "오르홀름 시청 교통국",
        "original_name": "Aarholm Kommune, Trafikafdelingen",
        "address": "Havnegade 14, 8000 Aarholm",
        "tel": "+45 55 12 34 00",
        "fax": "+45 55 12 34 09",
        "web": "www.aarholm-trafik.example",
        "visit_type": "브리핑",
        "country": "덴마크",
        "city": "오르홀름",
    }
    assert {name: fields.get(name) for name in expected} == expected


def test_briefers_with_role_and_organisation() -> None:
    people = [
        (one.fields["name"], one.fields["position"], one.fields["organisation"])
        for one in of(planned(BIKES), "contact")
    ]
    assert people == [
        ("Ms. Lone Kristensen", "Head of Division", "Urban Mobility"),
        ("Dr. Per Holm", "Senior Planner", "Cycling Office"),
    ]


@pytest.mark.parametrize("text", VISITS, ids=["bikes", "care", "water", "fair", "training"])
def test_lost_line_breaks_change_no_record(text: str) -> None:
    assert words(planned(glued(text))) == words(planned(text))


def test_glued_briefers_are_flagged() -> None:
    assert "header_briefers" in flags_of(of(planned(glued(BIKES)), "visit")[0])
    assert "flags" not in of(planned(BIKES), "visit")[0].fields


def test_sections_become_notes_and_stand_even_when_empty() -> None:
    notes = of(planned(BIKES), "note")
    assert [note.fields["heading"] for note in notes] == [
        "주요내용",
        "질의응답",
        "참가자 일일보고 주요내용-1팀",
        "참가자 일일보고 주요내용-2팀",
    ]
    assert [bool(note.fields["text"]) for note in notes] == [True, False, False, False]


def test_each_mark_stands_at_its_own_line() -> None:
    text = str(of(planned(glued(BIKES)), "note")[0].fields["text"])
    assert headings_of(text, 2) == ["자전거 도로망의 확충", "겨울철 도로 관리"]
    nodes = parse(text)
    bullets = [node for node in nodes if isinstance(node, Bullet)]
    assert [len(node.more) for node in bullets] == [1, 0, 0]
    assert [node.mark for node in nodes if isinstance(node, Note)] == ["*", "※"]
    assert "△신호 우선 △발 받침대 △공기 펌프 등이다." in text


def test_a_figure_is_a_record_and_a_line_at_its_place() -> None:
    result = planned(glued(BIKES))
    note, figure = of(result, "note")[0], of(result, "figure")[0]
    places = [node.figure for node in parse(str(note.fields["text"])) if isinstance(node, FigurePlace)]
    assert places == [figure.object]
    assert (figure.fields["caption"], figure.fields["credit"]) == ("시청 앞 자전거 도로", "직접촬영")
    assert figure.fields["entry"] == note.object
    assert "출처" in result.labels


def test_a_body_without_a_section_is_a_note_without_heading() -> None:
    notes = of(planned(glued(WATER)), "note")
    assert [note.fields.get("heading", "") for note in notes] == ["", "질의응답", "시사점"]
    assert headings_of(str(notes[0].fields["text"]), 2) == ["지하수의 하강"]


def test_a_city_that_begins_with_its_country() -> None:
    fields = of(planned(glued(WATER)), "visit")[0].fields
    assert (fields["country"], fields["city"]) == ("멕시코", "멕시코시티")


def test_glued_headings_are_cut_and_flagged() -> None:
    result = planned(glued(CARE))
    note = of(result, "note")[0]
    assert headings_of(str(note.fields["text"]), 2) == ["조합원이 주인인 돌봄", "작은 모임에서 결정하는 근무표"]
    assert bodies(str(note.fields["text"])) == [2, 1]
    assert "heading_cut" in flags_of(note)
    assert sum(cut.what == "heading_seam" for cut in result.cuts) == 2


def test_an_institution_under_the_participants_words_is_no_author() -> None:
    result = planned(glued(CARE))
    takeaways = of(result, "takeaway")
    assert [one.fields.get("author_name") for one in takeaways] == [None, None]
    assert [paragraphs_of(str(one.fields["text"])) for one in takeaways] == [2, 1]
    assert of(result, "note")[-1].fields["text"] == "◇ 나루터 돌봄 협동조합"


def test_a_company_is_a_contact_and_stays_in_its_note() -> None:
    result = planned(glued(FAIR))
    company = next(one for one in of(result, "contact") if one.fields["kind"] == "company")
    note = of(result, "note")[1]
    assert company.fields["section"] == note.object
    assert company.fields["organisation"] == "세토향료㈜"
    assert (company.fields["name"], company.fields["position"]) == ("다나카 이치로", "영업부장")
    assert (company.fields["tel"], company.fields["email"]) == ("+81-89-555-0001", "tanaka@seto.example")
    assert "다나카 이치로" in str(note.fields["text"])
    assert len(of(result, "takeaway")) == 2


@pytest.mark.parametrize(
    ("lines", "person"),
    [
        ("○ 담당자 : 정ㅇㅇ 부장\n○ Tel : 02-555-0101", ("정ㅇㅇ", "부장")),
        ("○ 담당자 : Ida Kurz (CTO)\n○ Tel : 02-555-0101", ("Ida Kurz", "CTO")),
        ("○ Ida Kurz\n○ Sales Manager\n○ Tel : 02-555-0101", ("Ida Kurz", "Sales Manager")),
        ("○ Ida Kurz, CEO\n○ 향료를 만든다.\n○ Tel : 02-555-0101", ("Ida Kurz", "CEO")),
        ("○ Tel : 02-555-0101\n○ 향료와 포장재", ("가람향료", "")),
        ("○ Herr Jan Lang\n○ 주소 : 강가로 1", ("Herr Jan Lang", "")),
    ],
)
def test_the_person_of_a_company_is_its_contact(lines: str, person: tuple[str, str]) -> None:
    text = f"{BIKES.split('□')[0]}□ 상담기업\n◇ 가람향료\n{lines}\n"
    for result in (planned(text), planned(glued(text))):
        (one,) = [edit.fields for edit in of(result, "contact") if edit.fields.get("kind") == "company"]
        assert (one["name"], one.get("position", "")) == person
        assert one["organisation"] == "가람향료"


def test_marks_inside_a_signed_takeaway_stay_in_it() -> None:
    first, second = of(planned(TRAINING), "takeaway")
    assert (first.fields["author_name"], first.fields["team_name"]) == ("이OO 주무관", "1조")
    assert str(first.fields["text"]).count("○ ") == 2
    assert (second.fields["author_name"], second.fields["masked"]) == ("ㅇㅇㅇ(일자리과)", True)


def test_a_table_with_tabs_becomes_a_table() -> None:
    text = BIKES.replace("◇ 겨울철", "< 노선 > (단위 : km)\n구분\t길이\n가\t12\n◇ 겨울철")
    note = str(of(planned(text), "note")[0].fields["text"])
    assert "< 노선 > (단위: km)\n| 구분 | 길이 |\n| --- | --- |\n| 가 | 12 |" in note


@pytest.mark.parametrize(
    ("rows", "table"),
    [
        ("구분|길이\n가|12\n", "| 구분 | 길이 |\n| --- | --- |\n| 가 | 12 |"),
        ("| 구분 | 길이 |\n| 가 | 12 |\n", "| 구분 | 길이 |\n| --- | --- |\n| 가 | 12 |"),
        ("| 구분 | 길이 || 가 | 12 |", "| 구분 | 길이 |\n| --- | --- |\n| 가 | 12 |"),
        ("| 구분 | 길이 |\n|:--- | ---: |\n| 가 | 12 |\n", "| 구분 | 길이 |\n| --- | --- |\n| 가 | 12 |"),
    ],
    ids=["inner bars", "outer bars", "glued", "ruled"],
)
def test_a_table_with_bars_becomes_a_table(rows: str, table: str) -> None:
    note = of(planned(BIKES.replace("◇ 겨울철", f"< 노선 > (단위 : km)\n{rows}◇ 겨울철")), "note")[0]
    assert f"< 노선 > (단위: km)\n{table}\n◇ 겨울철" in str(note.fields["text"])
    assert "table_cells" not in flags_of(note)


@pytest.mark.parametrize("rows", ["구분\t길이가\t12", "구분|길이가|12"], ids=["tabs", "bars"])
def test_rows_that_are_glued_are_flagged(rows: str) -> None:
    note = of(planned(BIKES.replace("◇ 겨울철", f"< 노선 > (단위 : km)\n{rows}\n◇ 겨울철")), "note")[0]
    assert "table_cells" in flags_of(note)


def test_a_second_footnote_stands_in_its_line() -> None:
    text = BIKES.replace("※ 2015년", "** 소금은 쓰지 않음\n※ 2015년")
    for shape in (text, glued(text)):
        note = str(of(planned(shape), "note")[0].fields["text"])
        assert "\n* 제설 장비 : 12대, 새벽 5시 출동\n** 소금은 쓰지 않음\n※ 2015년" in note


def test_marks_without_blanks() -> None:
    body = '□주요내용\n◇개요\n○공장은 3개이다.\n○직원은 42명이다.\n□질의응답\n-예산은."3억이다."\n-인원은."12명이다."'
    head = BIKES.split("□")[0]
    for result in (planned(head + body), planned(glued(head + body))):
        notes = of(result, "note")
        assert [note.fields["heading"] for note in notes] == ["주요내용", "질의응답"]
        assert notes[0].fields["text"] == "◇ 개요\n○ 공장은 3개이다.\n○ 직원은 42명이다."
        assert [one.fields["question"] for one in of(result, "question")] == ["예산은.", "인원은."]


def test_a_header_inside_the_first_section() -> None:
    text = "□ " + WATER.replace("면담\n", "Tel : +52 55 5555 0100\n면담\n")
    result = planned(text)
    assert result.articles[0].kind == "visit"
    assert of(result, "visit")[0].fields["institution"] == "멕시코 국립물연구원"


def test_a_body_glued_to_its_section_is_cut_off_and_flagged() -> None:
    note = of(planned(f"{glued(WATER)}□ 정책적 시사점우리 군은 아직 시작 단계이다. 조례가 필요하다."), "note")[-1]
    assert note.fields["heading"] == "정책적 시사점"
    assert note.fields["text"] == "우리 군은 아직 시작 단계이다. 조례가 필요하다."
    assert flags_of(note) == ("section_cut",)
