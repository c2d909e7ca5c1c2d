"""The plan as a value: the same everywhere, with spans, doubts and offers, and limits for hostile input."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

import exporters.importing
from db.errors import KnownError
from exporters.importing.plan import ARTICLE_LONGEST, MARKS_MOST, plan
from resources import LANGUAGES, sentences
from tests.exporters.importing.reports import BIKES, BRIEF, CARE, CHAPTER, OTHER_TOUR, TOUR, glued, of, page, planned


def test_the_same_article_gives_the_same_objects_from_any_file() -> None:
    alone = planned(glued(BIKES), "one.txt")
    among = planned(page(BRIEF, BIKES), "page.txt")
    ours = [edit for edit in alone.originals if edit.kind != "source"]
    theirs = {edit.object: edit for edit in among.originals}
    assert all(theirs[edit.object] == edit for edit in ours)


def test_another_tour_gives_other_ids() -> None:
    ours = {edit.object for edit in planned(BIKES).originals}
    assert ours.isdisjoint(edit.object for edit in planned(BIKES, tour=OTHER_TOUR).originals)


def test_what_depends_on_the_notebook_comes_later() -> None:
    result = planned(page(BRIEF, BIKES))
    visit, source = of(result, "visit")[0], of(result, "source")[0]
    assert not {"order", "source"} & set(visit.fields)
    later = next(edit for edit in result.later if edit.object == visit.object)
    assert later.fields["source"] == source.object
    orders = [str(edit.fields["order"]) for edit in result.later]
    assert orders == sorted(set(orders))


def test_the_source_keeps_the_whole_text() -> None:
    result = planned(page(BIKES), "page.md")
    source = of(result, "source")[0].fields
    assert (source["name"], source["media"], source["encoding"]) == ("page.md", "text/markdown", "UTF-8")
    assert source["text"] == result.text == page(BIKES)


def test_an_article_that_stands_twice_is_taken_once() -> None:
    result = planned(page(BIKES, CARE, BIKES))
    assert [article.known for article in result.articles] == [False, False, True, False]
    assert len(of(result, "visit")) == 2
    assert "twice" in [doubt.code for doubt in result.doubts]


def test_cuts_say_where_each_piece_stood() -> None:
    result = planned(page(CHAPTER, BIKES))
    visit = of(result, "visit")[0]
    cut = next(one for one in result.cuts if one.object == visit.object and one.field == "institution")
    assert result.text[cut.start : cut.end].strip() == visit.fields["institution"]
    for question in of(result, "question"):
        cut = next(one for one in result.cuts if one.object == question.object and one.what == "question")
        assert str(question.fields["question"]) in " ".join(result.text[cut.start : cut.end].split())
    assert {"article", "section", "heading", "answer", "takeaway", "figure", "paragraph"} <= {
        c.what for c in result.cuts
    }


def test_better_wordings_are_offered_and_never_applied() -> None:
    text = (
        glued(CARE)
        .replace("Swan Street", "Swanz㏊ven Fri- edrich Street")
        .replace("돌봄.", "돌봄. ’느린 도시‘·보건․복지")
    )
    result = planned(text)
    assert {offer.code: offer.proposed for offer in result.offers} == {
        "unit_sign": "Swanzhaven",
        "soft_hyphen": "Friedrich",
    }
    assert "㏊" in str(of(result, "visit")[0].fields["address"])


@pytest.mark.parametrize(
    ("text", "code", "proposed"),
    [
        ("그는 ’느린 도시‘를 꿈꾼다", "reversed_quotes", "‘느린 도시’"),
        ("보건․복지", "middle_dot", "·"),
        ("부드\u00ad러운", "soft_hyphen", "부드러운"),
        (
            "연구원들은 오래도록 이 모델을 구체화하고 널리 알려 지역에 내\n\n재화 하는 일을 맡았다",
            "page_break",
            "내재화",
        ),
    ],
)
def test_offers(text: str, code: str, proposed: str) -> None:
    (offer,) = planned(text).offers
    assert (offer.code, offer.proposed) == (code, proposed)
    assert planned(text).text[offer.start : offer.end] == offer.found


def test_years_are_no_reversed_quotes() -> None:
    assert planned("’20년에는 ‘빈집’이 ’21년보다 많았다").offers == ()


@pytest.mark.parametrize("unit", ["[", '- "', "□ ", "< 가 >◇ ", "다.", "'", "\n가", "◇ ㅇㅇㅇ가", "-\n가\n"])
def test_beyond_measure_an_article_lands_whole(unit: str) -> None:
    text = unit * (max(ARTICLE_LONGEST, 3 * MARKS_MOST) // len(unit) + 1)
    result = planned(text)
    (chapter,) = of(result, "chapter")
    assert chapter.fields["flags"] == ("kind_whole",)
    assert chapter.fields["text"] == text.strip()


def test_too_many_articles_are_refused() -> None:
    with pytest.raises(KnownError) as caught:
        planned("1 / 3\n검색하여\n" + "-\n가\n" * 20_001)
    assert caught.value.key == "importing.too_many"


def test_a_tour_that_is_no_id_is_a_fault() -> None:
    with pytest.raises(ValueError, match="UUID"):
        plan(BIKES.encode(), "a.txt", tour="my tour")


def test_plans_are_values() -> None:
    first = planned(page(BIKES, CARE))
    assert first == planned(page(BIKES, CARE))
    assert replace(first, name="other") != first


def test_every_code_has_its_sentence() -> None:
    """Codes stand in the source as the first argument of doubt, append or _offer; pasted tables have their own."""
    files = {file.stem: file for file in Path(exporters.importing.__file__).parent.glob("*.py")}
    texts = [file for name, file in files.items() if name not in ("roster", "itinerary")]
    code = "".join(file.read_text(encoding="utf-8") for file in texts)
    flags = set(re.findall(r'(?:doubt|doubts\.append|Doubt)\(\(?\s*"(\w+)"', code))
    flags |= set(re.findall(r'flags\.append\("(\w+)"\)', code))
    flags |= {f"kind_{kind}" for kind in ("forum", "trip", "english", "whole")}
    flags |= {f"header_{name}" for name in ("tel", "fax", "email", "web")}
    offers = set(re.findall(r'_offer\("(\w+)"', code))
    keys = set(re.findall(r'KnownError\("(importing\.\w+)"', code))
    assert {"heading_cut", "quote_open", "header_rest", "twice"} <= flags
    assert (len(offers), len(keys)) == (5, 6)
    for language in LANGUAGES:
        known = sentences(language)
        wanted = {f"importing.flag.{one}" for one in flags} | {f"importing.offer.{one}" for one in offers} | keys
        assert [one for one in sorted(wanted) if one not in known] == []


def test_both_languages_have_the_same_keys() -> None:
    first, second = (
        {key for key in sorted(sentences(one).keys()) if key.startswith("importing.")} for one in LANGUAGES
    )
    assert first == second


def test_plans_need_no_path() -> None:
    assert plan(BIKES.encode(), "folder/보고서.txt", tour=TOUR).title == "보고서"
