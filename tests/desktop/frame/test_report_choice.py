"""What a report can be made of, what of it is remembered, and the way from a page to its entry."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import resources
from db.edits import create
from db.notebook import Notebook
from db.records import USUAL_SECTIONS, Figure, Note, Question, Visit
from desktop.context import PageContext
from desktop.models.page_marks import Mark, Sought
from desktop.models.page_places import FoundPlaces, entry_at, page_of
from desktop.models.report_choice import STATES, LastChoice, days, differences, is_empty, listed, normal
from desktop.models.report_parts import include, moved, nothing_taken, parts
from desktop.models.report_styles import FIRST_STYLE, style_colours, style_name, styles
from exporters.base import Finding
from exporters.compile import Definition, compile_report


@pytest.mark.parametrize("text", ["", "{", "[]", "3", '{"changed": 3}', '{"changed": {"edition": "secret", "x": 1}}'])
def test_what_cannot_be_read_is_not_remembered(text: str) -> None:
    assert LastChoice.read(text) == LastChoice()


@pytest.mark.parametrize("name", ["include", "title", "day", "edition", "people"])
def test_a_value_of_another_shape_is_not_remembered(name: str) -> None:
    assert LastChoice.read(json.dumps({"changed": {name: 3}})).changed == {}


def test_what_is_kept_is_read_again() -> None:
    changed = {"edition": "public", "include": ("a", "b, c"), "day": "2031-06-11", "date": None, "title": "가"}
    last = LastChoice("r1", "html", changed)
    assert LastChoice.read(last.written()) == last


def test_two_ways_to_say_everything_are_one() -> None:
    whole = Definition(sections=USUAL_SECTIONS, states=STATES, style=FIRST_STYLE)
    assert normal(whole) == Definition()
    assert differences(Definition(), whole) == {}
    daily = Definition(sort="daily", sections=("figures", "information", "takeaways", "questions"))
    assert normal(daily).sections == ()
    assert differences(Definition(), Definition(states=("approved",))) == {"states": ("approved",)}


@pytest.mark.parametrize("name", ["include", "sections", "states"])
def test_nothing_is_not_everything(name: str) -> None:
    emptied: dict[str, Any] = {name: listed(())}
    assert is_empty(normal(Definition(**emptied)))
    assert not is_empty(Definition())


def test_parts_stand_in_the_order_in_which_they_are_printed(context: PageContext) -> None:
    reader, say = context.notebook.reader, context.sentences
    everything = parts(reader, Definition(), say)
    assert [part.entry for part in everything] == ["a", "b", "c", "d", "h1"]
    assert all(part.taken == part.ids and part.shown for part in everything)
    given = parts(reader, Definition(include=("d", "gone", "a")), say)
    assert [part.entry for part in given] == ["d", "a", "b", "c", "h1"]
    assert [part.entry for part in given if part.taken] == ["d", "a"]
    as_written = parts(reader, Definition(arrangement="order"), say)
    assert [part.entry for part in as_written] == ["a", "b", "c", "d", "h1"]
    by_date = parts(reader, Definition(include=("d", "a"), arrangement="date"), say)
    assert [part.entry for part in by_date if part.taken] == ["a", "d"]


@pytest.mark.parametrize("definition", [
    Definition(), Definition(include=("d", "b", "a")), Definition(arrangement="order"),
    Definition(arrangement="date", include=("d", "a")), Definition(day="2031-06-11"),
])  # fmt: skip
def test_the_list_is_what_the_report_prints(context: PageContext, definition: Definition) -> None:
    listed_parts = parts(context.notebook.reader, definition, context.sentences)
    compiled = compile_report(context.notebook.reader, definition)
    printed = [each.id for each in compiled.document.chapters if each.kind in ("visit", "text")]
    assert [part.entry for part in listed_parts if part.shown and part.taken] == printed


def test_sections_sort_and_day_keep_parts_out(context: PageContext) -> None:
    reader, say = context.notebook.reader, context.sentences
    for definition, shown in (
        (Definition(day="2031-06-11"), ["b", "c", "h1"]),
        (Definition(sections=("notes",)), ["a", "b", "c", "d"]),
        (Definition(sort="daily"), ["a", "b", "c", "d"]),
    ):
        assert [part.entry for part in parts(reader, definition, say) if part.shown] == shown


def test_a_part_moves_within_its_group(context: PageContext) -> None:
    given = parts(context.notebook.reader, Definition(), context.sentences)
    assert [part.key for part in moved(given, "d", 2)] == ["a", "b", "d", "c", "h1"]
    assert [part.key for part in moved(given, "d", 0)] == ["d", "a", "b", "c", "h1"]
    assert [part.key for part in moved(given, "a", 9)] == ["b", "c", "d", "a", "h1"]
    assert [part.key for part in moved(given, "h1", 0)] == ["a", "b", "c", "d", "h1"]


def test_everything_as_it_stands_includes_what_comes_later(context: PageContext) -> None:
    reader, say = context.notebook.reader, context.sentences
    given = parts(reader, Definition(), say)
    assert include(reader, given, Definition(), say) == ()
    assert include(reader, moved(given, "d", 2), Definition(), say) == ("a", "b", "d", "c", "h1")
    assert include(reader, [part.ticked(part.key != "c") for part in given], Definition(), say) == ("a", "b", "d", "h1")
    nothing = include(reader, [part.ticked(False) for part in given], Definition(), say)
    assert is_empty(Definition(include=nothing))
    assert nothing_taken(parts(reader, Definition(include=nothing), say))


def test_days_are_those_of_visits_and_takeaways(context: PageContext) -> None:
    assert days(context.notebook.reader) == ("2031-06-09", "2031-06-11", "2031-06-12")


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
    places = FoundPlaces(context.notebook.reader)
    assert places.entry(Finding("x", (("caption", "관제실"),))) == "f1"
    assert places.entry(Finding("x", (), "기관 a")) == "a"
    assert places.entry(Finding("x", (("count", "3"),), "")) is None
    assert places.entry(Finding("x", (("a", "기관 a"), ("b", "기관 b")))) is None


def test_a_finding_is_sought_on_the_pages_of_its_visit(tmp_path: Path) -> None:
    edits = [create(Visit, "v", institution="공사"), create(Visit, "w", institution="시청"),
             create(Figure, "f", visit="v", caption="관제실과 부두"),
             create(Question, "q", question="요금은 얼마입니까?")]  # fmt: skip
    marks = (Mark(0, "공사", 1, 0), Mark(0, "시청", 4, 0))
    with Notebook.create(tmp_path / "b.notebook", edits) as notebook:
        places = FoundPlaces(notebook.reader)
        assert places.sought(marks, Finding("x", (("caption", "관제실과 부두"),))) == Sought(1, 4, "관제실과부두")
        assert places.sought(marks, Finding("x", (), "시청")) == Sought(4, 4)
        assert places.sought(marks, Finding("x", (("q", "요금은 얼마입니까?"),))) == Sought(0, None, "요금은얼마입니까")
        assert places.sought(marks, Finding("x", (("count", "3"),))) is None
