"""Words are found in what was written, however they are typed."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from db.edits import Draft, Edit, create
from db.notebook import Notebook
from db.records import Chapter, Contact, Figure, Note, Question, Takeaway, Visit
from db.search import BEFORE, LONGEST, Text, entry_of, fold, read_entries, search


@pytest.fixture
def written(notebook: Notebook) -> Notebook:
    """Two visits on two days, with what is written on them."""
    notebook.commit(
        [
            create(Visit, "v1", institution="외레순 물순환관리청", city="Malmö", date="2031-09-15", start_time="09:30"),
            create(Visit, "v2", institution="빈 수도국", city="빈", date="2031-09-16"),
            create(Note, "n1", visit="v1", heading="재정", text="○ 세출**예산안**은 3억 유로\n- 물 관리에 쓴다"),
            create(Note, "n2", visit="v2", heading="예산과 인력", text="◇ 직원 312명\n![](figure:abc)"),
            create(Contact, "k1", visit="v1", name="Karin Lindqvist", position="청장"),
            create(Question, "q1", visit="v2", question="ㄱ. 요금은?", answer="㎥당 2유로", asker_name="박서연"),
            create(Takeaway, "t1", visit="v2", text="| 항목 | 값 |\n| --- | --- |\n| 누수율 | 4 % |"),
            create(Figure, "f1", visit="v1", caption="청사 전경", credit="박서연"),
            create(Chapter, "c1", heading="종합", text="ＦＵＬＬ width"),
        ]
    )
    return notebook


def _ids(notebook: Notebook, query: str, day: str | None = None) -> list[str]:
    return [hit.object for hit in search(read_entries(notebook.reader), query, day=day).hits]


FINDS = {
    "예산": ["n1", "n2"],
    "예산안": ["n1"],
    "예산은": ["n1", "n2"],  # a particle that stands nowhere
    "예사": ["n1", "n2"],  # a syllable on its way
    "예산ㅇ": ["n1", "n2"],
    "물관리": ["n1"],
    "물순환 관리청": ["v1"],
    "malmo": ["v1"],
    "말뫼": [],
    "malmö 예산": ["n1"],  # one word is of its visit
    '"직원 312명"': ["n2"],
    '"312명 직원"': [],
    "312명 직원": ["n2"],
    "누수율 값": ["t1"],
    "lindqvist": ["k1"],
    "박서연": ["f1", "q1"],
    "m3": ["q1"],
    "full": ["c1"],
    "figure": [],
    "": [],
    "ㄱ": [],
    '"': [],
}


def test_words_are_found_however_they_are_typed(written: Notebook) -> None:
    assert {query: sorted(_ids(written, query)) for query in FINDS} == FINDS


def test_what_is_called_so_comes_first_then_as_the_tour_goes(written: Notebook) -> None:
    assert _ids(written, "예산") == ["n2", "n1"]


def test_a_day_leaves_out_the_others_and_all_days_are_counted(written: Notebook) -> None:
    entries = read_entries(written.reader)
    found = search(entries, "예산", day="2031-09-16")
    assert ([hit.object for hit in found.hits], found.total) == (["n2"], 1)
    assert found.days == (("2031-09-15", 1), ("2031-09-16", 1))
    assert search(entries, "예산", limit=1).total == 2


def test_the_bin_is_not_looked_through(written: Notebook) -> None:
    written.commit([Edit("n1", "note", {"deleted": True}), Edit("v2", "visit", {"deleted": True})])
    assert _ids(written, "예산") == []


def test_a_draft_is_found_as_it_stands(written: Notebook) -> None:
    written.keep_draft(Draft("n1", "note", "text", "○ 새로 쓴 방수로")).result()
    assert _ids(written, "방수로") == ["n1"]
    assert _ids(written, "유로 3억") == []


def test_an_excerpt_has_the_words_and_says_where(written: Notebook) -> None:
    hit = search(read_entries(written.reader), "물관리 예산안").hits[0]
    assert hit.excerpt == "세출예산안은 3억 유로 물 관리에 쓴다"
    assert [hit.excerpt[low:high] for low, high in hit.found] == ["예산안", "물 관리"]
    assert (hit.title, hit.field, hit.words, hit.visit, hit.day) == ("재정", "text", "예산안", "v1", "2031-09-15")


LETTERS = "가나다예산물관리각힣漢字aZéÖß１Ａ㎥0 9.,-(%🙂"


@given(st.text(LETTERS, min_size=1, max_size=300), st.data())
def test_any_part_of_a_text_is_found_where_it_stands(words: str, data: st.DataObject) -> None:
    plain = " ".join(words.split())
    start = data.draw(st.integers(0, len(plain)))
    part = plain[start : data.draw(st.integers(start, len(plain)))].strip()
    assume(part)
    entry = entry_of("x", "note", (Text("text", plain, fold(plain)),))
    found = search([entry], f'"{part}"')
    assert found.total == 1
    hit = found.hits[0]
    assert fold(hit.words) == fold(part)
    assert all(fold(hit.excerpt[low:high]) == fold(part) for low, high in hit.found)
    assert hit.found or len(part) > LONGEST - BEFORE
