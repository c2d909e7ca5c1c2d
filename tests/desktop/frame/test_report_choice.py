"""What a report can be made of, what of it is remembered, and the way from a page to its entry."""

from __future__ import annotations

from pathlib import Path

import pytest

import resources
from db.edits import create
from db.notebook import Notebook
from db.records import Note, Report, Visit
from desktop.context import PageContext
from desktop.models.page_places import entry_at, entry_named, page_of
from desktop.models.report_choice import FIRST_STYLE, Kept, narrowed, parts, style_colours, style_name, styles
from desktop.models.sheets import Mark
from exporters.base import Finding


@pytest.mark.parametrize("text", ["", "{", "[]", "3", '{"left_out": 3, "edition": null, "only_approved": "yes"}'])
def test_what_cannot_be_read_is_not_remembered(text: str) -> None:
    assert Kept.read(text) == Kept()


def test_what_is_kept_is_read_again() -> None:
    kept = Kept("r1", "public", "house", True, ("a", "b, c"))
    assert Kept.read(kept.written()) == kept


def test_parts_stand_in_the_order_of_the_definition(context: PageContext) -> None:
    reader = context.notebook.reader
    everything = parts(reader, None, context.sentences)
    assert [part.entry for part, inside in everything if inside] == ["a", "b", "c", "d", "h1"]
    given = parts(reader, Report(id="x", include=("d", "gone", "a")), context.sentences)
    assert [part.entry for part, inside in given if inside] == ["d", "a"]
    assert {part.entry for part, inside in given if not inside} == {"b", "c", "h1"}


def test_what_is_left_out_narrows_a_definition(context: PageContext) -> None:
    reader = context.notebook.reader
    chosen = [part for part, _ in parts(reader, None, context.sentences) if part.entry != "c"]
    report = narrowed(reader.all(Report)[0], chosen, edition="public", style="house")
    assert report.include == ("a", "b", "d", "h1")
    assert (report.title, report.edition) == ("결과보고서", "public")


def test_styles_have_names_and_colours() -> None:
    assert styles()[0] == FIRST_STYLE
    for language in resources.LANGUAGES:
        assert style_name(FIRST_STYLE, resources.sentences(language)) != FIRST_STYLE
    assert style_name("own", resources.sentences("ko")) == "own"
    assert style_colours(FIRST_STYLE)[0] == "#17365D"
    assert style_colours("nowhere") == ()


MARKS = (Mark(0, "기관 a", 2, 74), Mark(1, "면담", 2, 200), Mark(0, "기관 c", 3, 74), Mark(0, "색인", 9, 74))


def test_a_page_leads_to_its_chapter(context: PageContext) -> None:
    reader = context.notebook.reader
    assert entry_at(reader, MARKS, 2, 0) == "a"
    assert entry_at(reader, MARKS, 5, 300) == "c"
    assert entry_at(reader, MARKS, 0, 0) is None
    assert entry_at(reader, MARKS, 9, 0) is None
    visit = reader.get("c")
    assert visit is not None
    assert page_of(MARKS, visit) == 3


def test_words_lead_to_the_part_that_has_them(context: PageContext) -> None:
    reader = context.notebook.reader
    words = "운영\r\n○ 배가 기다리\r\n지 않는다."
    for letter in range(words.index("배"), len(words)):
        assert entry_at(reader, MARKS, 4, 10, words, letter) == "n1"
    assert entry_at(reader, MARKS, 4, 10, "공사가 합니다.", 3) == "q2"
    assert entry_at(reader, MARKS, 4, 10, "어디에도 없는 말", 3) == "c"
    assert entry_at(reader, (), 4, 10, "나흘 동안 네 곳을", 4) == "h1"


def test_of_two_visits_with_one_name_the_words_tell(tmp_path: Path) -> None:
    edits = [create(Visit, "one", institution="공사"), create(Visit, "two", institution="공사"),
             create(Note, "n", visit="two", text="○ 두 번째에만 있는 말이다.\n")]  # fmt: skip
    with Notebook.create(tmp_path / "b.notebook", edits) as notebook:
        marks = (Mark(0, "공사", 1, 0), Mark(0, "공사", 2, 0))
        assert entry_at(notebook.reader, marks, 2, 0, "두 번째에만 있는", 3) == "n"


def test_a_finding_leads_to_the_one_thing_that_it_names(context: PageContext) -> None:
    reader = context.notebook.reader
    assert entry_named(reader, Finding("x", (("caption", "관제실"),))) == "f1"
    assert entry_named(reader, Finding("x", (), "기관 a")) == "a"
    assert entry_named(reader, Finding("x", (("count", "3"),), "")) is None
    assert entry_named(reader, Finding("x", (("a", "기관 a"), ("b", "기관 b")))) is None
