"""Archive pages and the kinds of their articles."""

from __future__ import annotations

import pytest

from exporters.document.markup import parse
from exporters.document.nodes import Table
from tests.exporters.importing.comparing import headings_of
from tests.exporters.importing.reports import (
    BIKES,
    BRIEF,
    CARE,
    CHAPTER,
    ENGLISH,
    FORUM,
    NEWS,
    TRIP,
    WATER,
    flags_of,
    of,
    page,
    planned,
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (BIKES, "visit"),
        (BRIEF, "brief"),
        (CHAPTER, "chapter"),
        (FORUM, "forum"),
        (TRIP, "trip"),
        (ENGLISH, "english"),
        (NEWS, "text"),
    ],
    ids=["visit", "brief", "chapter", "forum", "trip", "english", "text"],
)
def test_kinds(text: str, kind: str) -> None:
    assert [article.kind for article in planned(text).articles] == [kind]


def test_an_archive_page_is_split_at_its_lines() -> None:
    result = planned(page(BRIEF, BIKES, CHAPTER, CARE))
    assert [article.kind for article in result.articles] == ["brief", "visit", "chapter", "visit", "surroundings"]
    assert result.title == "마을 교통"
    around = next(one for one in of(result, "chapter") if one.fields["kind"] == "surroundings")
    assert "24 건의 기사가 검색 되었습니다." in str(around.fields["text"])
    assert str(around.fields["text"]).endswith("1\n2\n3")
    assert flags_of(around) == ()


def test_a_page_of_one_article() -> None:
    assert [article.kind for article in planned(page(WATER)).articles] == ["visit", "surroundings"]


def test_without_a_search_head_a_line_parts_articles_only_where_one_begins() -> None:
    assert [one.kind for one in planned(f"{BIKES}-\n{CARE}").articles] == ["visit", "visit"]
    assert [one.kind for one in planned("첫 글이다.\n-\n둘째 글이다.\n").articles] == ["text"]


def test_a_pager_behind_several_articles_is_surroundings() -> None:
    result = planned(f"{BRIEF}\n-\n{CHAPTER}\n-\n1\n2\n다음\n")
    assert [one.kind for one in result.articles] == ["brief", "chapter", "surroundings"]
    assert of(result, "chapter")[-1].fields["text"] == "1\n2\n다음"
    assert [one.kind for one in planned("첫 글이다.\n-\n1\n2\n").articles] == ["text"]


def test_a_brief_has_its_date_and_its_first_section_as_heading() -> None:
    (chapter,) = of(planned(BRIEF), "chapter")
    assert (chapter.fields["kind"], chapter.fields["date"]) == ("brief", "2031-05-22")
    assert chapter.fields["heading"] == "’30년 빈집 활용 사업이 전국으로 확대"
    text = str(chapter.fields["text"])
    assert headings_of(text, 1) == ["정책적 시사점"]
    assert len(headings_of(text, 2)) == 3
    (table,) = [node for node in parse(text) if isinstance(node, Table)]
    assert (table.title, table.unit) == ("빈집 활용 유형", "호")
    assert "table_cells" in flags_of(chapter)


def test_rows_of_a_table_of_labels_are_no_headings() -> None:
    text = "2031-05-22□ 제목◇ 방침을 밝힘○ 추진 중< 내용 >◇ 가온시예산을 늘림◇ 나래시기금을 만듦◇ 아울러 확대○ 계획"
    (chapter,) = of(planned(text), "chapter")
    assert headings_of(str(chapter.fields["text"]), 2) == ["방침을 밝힘", "아울러 확대"]
    assert "| ◇ 가온시예산을 늘림 |" in str(chapter.fields["text"])


def test_a_date_with_full_stops() -> None:
    (chapter,) = of(planned("2031.05.22□ 제목◇ 방침"), "chapter")
    assert chapter.fields["date"] == "2031-05-22"


def test_a_date_that_is_none_stays_text() -> None:
    (chapter,) = of(planned("2031-13-45□ 제목◇ 방침"), "chapter")
    assert "date" not in chapter.fields
    assert "2031-13-45" in str(chapter.fields["text"])


@pytest.mark.parametrize("text", [FORUM, TRIP, ENGLISH], ids=["forum", "trip", "english"])
def test_further_kinds_land_whole(text: str) -> None:
    result = planned(text)
    (chapter,) = of(result, "chapter")
    kept = f"{chapter.fields['heading']}\n{chapter.fields['text']}"
    for line in text.split("\n"):
        assert all(cell.strip() in kept for cell in line.split("\t"))
    assert chapter.fields["heading"] == text.split("\n")[0]


def test_a_programme_with_tabs_is_a_table() -> None:
    (chapter,) = of(planned(FORUM), "chapter")
    tables = [node for node in parse(str(chapter.fields["text"])) if isinstance(node, Table)]
    assert [len(table.rows) for table in tables] == [3]
