"""Report definitions: what each takes in, in which order, and what is told about the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, fields
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.edits import create
from db.notebook import Notebook
from db.records import SECTIONS, Attendance, Note, Question, Report, Takeaway, field_specs
from exporters.compile import Compiled, Definition, compile_report
from exporters.document import nodes as n
from exporters.document.markup import letters, plain
from resources import sentences
from tests.exporters.records import Shelf
from tests.exporters.tour import RECORDS, TREES, chapter, headings, report, uid

JIU, JUN = uid("p1"), uid("p2")


def made(**values: object) -> Compiled:
    return compile_report(Shelf(RECORDS), report(**values))


def told(compiled: Compiled) -> dict[str, dict[str, str]]:
    return {finding.code.rpartition(".")[2]: dict(finding.values) for finding in compiled.findings}


def titles(compiled: Compiled) -> list[str]:
    return [chapter.title for chapter in compiled.document.chapters]


def said(compiled: Compiled) -> str:
    return "".join(letters(chapter.blocks) + chapter.title for chapter in compiled.document.chapters)


def nodes(blocks: tuple[n.Block, ...], kind: type) -> Iterator[n.Block]:
    for block in blocks:
        if isinstance(block, kind):
            yield block
        inner = block.answer if isinstance(block, n.QuestionAnswer) else ()
        yield from nodes(inner, kind)


def test_a_definition_has_the_fields_of_the_record_and_its_defaults() -> None:
    specs = {spec.name: spec.default for spec in field_specs(Report)}
    own = {field.name: field.default for field in fields(Definition)}
    assert set(specs) - set(own) == {"order", "deleted", "tour"}
    assert {name: specs[name] for name in own} == own
    assert Definition.of(report()) == Definition.of(None) == Definition()


def test_an_empty_definition_is_the_default_report() -> None:
    plainly = compile_report(Shelf(RECORDS))
    assert made() == plainly == compile_report(Shelf(RECORDS), Definition())


def test_a_definition_need_not_be_saved() -> None:
    saved = report(title="그늘", include=(uid("v2"),), sections=("notes", "takeaways"))
    definition = Definition(title="그늘", include=(uid("v2"),), sections=("notes", "takeaways"))
    assert compile_report(Shelf(RECORDS), definition) == compile_report(Shelf(RECORDS), saved)


@pytest.mark.parametrize(
    ("section", "gone", "stays"),
    [
        ("overview", ["연수 개요", "배경"], ["그늘공사"]),
        ("chapters", [], ["배경", "종합 시사점"]),
        ("implications", ["종합 시사점", "정책 제언과 근거"], ["배경"]),
        ("takeaways", ["일일 소감"], ["그늘공사", "바람연구소"]),
    ],
)
def test_a_section_that_is_not_named_is_left_out(section: str, gone: list[str], stays: list[str]) -> None:
    without = made(sections=tuple(name for name in SECTIONS if name != section))
    assert not set(gone) & set(titles(without))
    assert set(stays) <= set(titles(without))
    assert told(without)["section_left_out"]["section"] == f"fields.code.section.{section}"


def test_sections_of_a_visit() -> None:
    def blocks(*sections: str) -> tuple[n.Block, ...]:
        return chapter(made(sections=sections), "그늘공사").blocks

    assert [type(block) for block in blocks("information")] == [n.InfoTable]
    assert headings(blocks("questions")) == ["질의응답"]
    assert headings(blocks("takeaways")) == ["참가자 일일보고 주요내용"]
    assert headings(blocks("notes")) == ["주요 내용"]
    assert not list(nodes(blocks("notes"), n.Figure | n.FigurePlace))  # type: ignore[arg-type]
    assert "가로수" in letters(blocks("notes", "figures"))
    assert "가로수" not in letters(blocks("takeaways", "figures")), "the figure of a note goes with it"


def test_a_visit_with_nothing_of_the_chosen_sections_makes_no_chapter() -> None:
    assert titles(made(sections=("questions",))) == ["그늘공사"]
    assert titles(made(sections=("questions", "information"))) == ["그늘공사", "바람연구소"]


def test_the_appendix_and_the_lists_can_be_left_out() -> None:
    assert made().document.lists
    assert not made(sections=("notes",)).document.lists
    assert made(sections=("notes", "lists")).document.lists
    for compiled in (made(sort="questions"), made(sections=("questions", "appendix"))):
        assert not [c for c in compiled.document.chapters if c.kind not in ("visit", "back")]


def test_visits_are_chosen_and_the_others_told() -> None:
    compiled = made(include=(uid("v2"),))
    assert titles(compiled) == ["연수 개요", "바람연구소"]
    assert told(compiled)["visits_left_out"] == {"count": "1", "names": "그늘공사"}


def test_what_is_named_and_not_there_is_told() -> None:
    compiled = made(include=(uid("v2"), uid("nobody")), people=(uid("nobody else"),))
    assert told(compiled)["not_here"] == {"count": "2"}


@pytest.mark.parametrize(
    ("arrangement", "names"),
    [
        ("listed", ["바람연구소", "그늘공사"]),
        ("date", ["그늘공사", "바람연구소"]),
        ("order", ["바람연구소", "그늘공사"]),
    ],
)
def test_visits_in_each_order(arrangement: str, names: list[str]) -> None:
    chosen = made(include=(uid("v2"), uid("v1")), arrangement=arrangement)
    assert titles(chosen)[1:] == names
    assert [t for t in titles(made(arrangement="order")) if t in names] == ["바람연구소", "그늘공사"]
    assert [t for t in titles(made(arrangement="listed")) if t in names] == ["그늘공사", "바람연구소"]


def test_entries_of_chosen_people_only() -> None:
    text = said(made(people=(JIU,)))
    assert "그늘이길이다" in text
    assert "비용은누가내는지" in text, "she asked"
    for other in ("바람길도본다", "연구소가작다", "첫날의소감", "나무를봤다"):
        assert other not in text
    assert "그늘조례를만든다" in text, "a proposal is everybody's"
    assert int(told(made(people=(JIU,)))["other_people"]["count"]) >= 4


def test_entries_of_a_team_are_those_of_its_people_and_those_signed_by_it() -> None:
    text = said(made(people=(uid("t1"),)))
    assert "바람길도본다" in text
    assert "연구소가작다" in text, "the team as written"
    assert "첫날의소감" in text, "a member"
    assert "그늘이길이다" not in text


def test_a_person_as_written_counts() -> None:
    more = Takeaway(id=uid("k9"), visit=uid("v2"), author_name="한지우", text="이름만 적힌 소감")
    shelf = Shelf([*RECORDS, more])
    assert "이름만적힌소감" in said(compile_report(shelf, Definition(people=(JIU,))))
    assert "이름만적힌소감" not in said(compile_report(shelf, Definition(people=(JUN,))))


def test_entries_in_chosen_states_only() -> None:
    shelf = Shelf(RECORDS, {uid("k1"): "approved", uid("k2"): "returned", uid("q1"): "empty"})
    compiled = compile_report(shelf, Definition(states=("approved", "returned")))
    text = said(compiled)
    assert "그늘이길이다" in text
    assert "바람길도본다" in text
    assert "비용은누가내는지" in text, "what is empty has no state to speak of"
    assert "연구소가작다" not in text
    assert "other_state" in told(compiled)
    approved = compile_report(shelf, Definition(states=("approved", "returned")), only_approved=True)
    assert "바람길도본다" not in said(approved), "what is asked for stands before the definition"
    assert "not_approved" in told(approved)


def test_one_day() -> None:
    compiled = made(day="2031-05-18")
    assert "그늘공사" not in titles(compiled)
    assert "바람연구소" in titles(compiled)
    assert "일일 소감" not in titles(compiled)
    assert told(compiled)["visits_left_out"]["names"] == "그늘공사"


def test_edition_style_language_and_date() -> None:
    compiled = made(edition="public", style="plain", language="en", date="2031-06-02")
    document = compiled.document
    assert (document.edition, document.language, compiled.style) == ("public", "en", "plain")
    assert document.cover is not None
    assert document.cover.date == "Mon 2 June 2031"
    assert "한지우" not in said(compiled)


# --- the ready-made sorts ---


def test_a_daily_report_of_a_person_and_a_day() -> None:
    compiled = made(sort="daily", people=(JUN,), day="2031-05-16")
    document = compiled.document
    (page,) = document.chapters
    assert (document.title, page.title, page.kicker) == ("일일보고 – 이준", "일일보고 – 이준", "2031년 5월 16일(금)")
    assert document.cover is None
    assert headings(page.blocks) == ["하루를 마치며"]
    (head,) = (block for block in page.blocks if isinstance(block, n.InfoTable))
    assert [(label, plain(value)) for label, value in head.rows] == [
        ("연수명", "도시 그늘 해외연수"),
        ("일자", "2031년 5월 16일(금)"),
        ("작성자", "이준"),
        ("소속·직위", "연구원"),
        ("팀", "1팀"),
    ]
    groups = [block for block in page.blocks if isinstance(block, n.TakeawayGroup)]
    assert [(g.team, g.takeaways[0].author) for g in groups] == [("", "")], "whose it is stands above"
    assert letters(page.blocks).endswith("첫날의소감")


def test_a_daily_report_has_the_visits_with_something_of_theirs() -> None:
    (page,) = made(sort="daily", people=(JIU,), day="2031-05-16").document.chapters
    assert headings(page.blocks) == ["10:00~12:00 그늘공사"]
    assert [type(block) for block in page.blocks[2:]] == [n.QuestionAnswer, n.TakeawayGroup, n.Figure]
    assert isinstance(page.blocks[2], n.QuestionAnswer)
    assert (page.blocks[2].asker, page.blocks[2].answerer) == ("", "Anna Vis")
    (other,) = made(sort="daily", people=(JIU,), day="2031-05-18").document.chapters
    assert headings(other.blocks) == []
    assert letters(other.blocks).endswith("쓴글이없습니다"), "a page of nothing says so"


def test_a_daily_report_says_where_one_was_absent_and_why_only_to_its_own() -> None:
    away = Attendance(id=uid("a9"), visit=uid("v1"), person=JUN, reason="감기")
    for edition, words in (("internal", "불참감기"), ("public", "불참")):
        definition = Definition(sort="daily", people=(JUN,), day="2031-05-16", edition=edition)
        (page,) = compile_report(Shelf([*RECORDS, away]), definition).document.chapters
        assert headings(page.blocks) == ["10:00~12:00 그늘공사", "하루를 마치며"]
        assert [letters((block,)) for block in page.blocks if isinstance(block, n.Note)] == [words]


def test_a_daily_report_may_have_notes_and_be_a_teams() -> None:
    record = Note(id=uid("n9"), visit=uid("v1"), heading="운영", text="○ 한지우의 글", author=JIU)
    definition = Definition(sort="daily", people=(uid("t2"),), sections=("notes", "takeaways"))
    (page,) = compile_report(Shelf([*RECORDS, record]), definition).document.chapters
    assert page.title == "일일보고 – 2팀"
    assert "한지우의글" in letters(page.blocks)
    (group,) = (block for block in page.blocks if isinstance(block, n.TakeawayGroup))
    assert group.takeaways[0].author == "한지우"


def test_a_public_daily_report_names_nobody() -> None:
    compiled = made(sort="daily", people=(JIU,), day="2031-05-16", edition="public")
    assert "한지우" not in compiled.document.title + said(compiled)
    assert compiled.document.title == "일일보고 – ㅇㅇㅇ"


def test_a_photo_sheet_has_the_figures_of_the_report_with_its_numbers() -> None:
    sheet, whole = made(sort="photos"), made()
    (page,) = sheet.document.chapters
    assert page.title == "사진 모음"
    assert headings(page.blocks) == ["그늘공사"]
    figures = [block for block in page.blocks if isinstance(block, n.Figure)]
    assert figures == [each for c in whole.document.chapters for each in nodes(c.blocks, n.Figure)]
    assert [(f.number, f.caption, f.credit) for f in figures][0] == (1, "가로수", "한지우")
    assert {type(block) for block in page.blocks} == {n.Heading, n.Figure}
    assert {finding.code.rpartition(".")[2] for finding in sheet.findings} <= {
        "figure_without_record",
        "figure_without_picture",
        "surroundings",
    }


def test_a_photo_sheet_has_the_figures_of_answers_and_takeaways() -> None:
    more = (
        Question(id=uid("q9"), visit=uid("v2"), question="어디?", answer="여기.\n▲ 지도 [출처=시청]"),
        Takeaway(id=uid("k8"), visit=uid("v2"), text="○ 글\n▲ 골목"),
    )
    (page,) = compile_report(Shelf([*RECORDS, *more]), Definition(sort="photos")).document.chapters
    assert [block.caption for block in page.blocks if isinstance(block, n.Figure)][-2:] == ["지도", "골목"]
    assert headings(page.blocks) == ["그늘공사", "바람연구소"]


def test_a_photo_sheet_without_figures_has_no_chapter() -> None:
    bare = [each for each in RECORDS if each.id not in (TREES, uid("last figure"), uid("n1"))]
    compiled = compile_report(Shelf(bare), Definition(sort="photos"))
    assert compiled.document.chapters == ()
    assert not compiled.document.contents
    assert "nothing" in told(compiled)


def test_a_report_with_nothing_to_tell_says_so() -> None:
    bare = compile_report(Shelf([]))
    assert (bare.document.chapters, bare.document.contents) == ((), False)
    assert list(told(bare)) == ["nothing"]
    assert "nothing" not in told(made())


def test_questions_only() -> None:
    compiled = made(sort="questions")
    assert titles(compiled) == ["그늘공사"]
    kinds = {type(block) for block in chapter(compiled, "그늘공사").blocks}
    assert kinds == {n.Heading, n.QuestionAnswer}
    assert compiled.document.cover is not None
    assert compiled.document.cover.kicker == "질의응답 모음"
    assert not compiled.document.lists


# --- the sample's ---


def test_the_sample_has_a_daily_report_and_a_photo_sheet(sample: Notebook) -> None:
    saved = {each.sort: each for each in sample.reader.all(Report)}
    daily, photos = (compile_report(sample.reader, saved[sort]) for sort in ("daily", "photos"))
    assert set(saved) == {"full", "daily", "photos"}
    assert len(headings(daily.document.chapters[0].blocks)) == 3, "two visits and the day"
    assert len(photos.document.chapters[0].blocks) > 16


def test_a_notebook_keeps_a_definition(tmp_path: Path) -> None:
    wanted = Definition(
        sort="daily",
        people=(JIU, JUN),
        states=("approved",),
        sections=("notes",),
        day="2031-05-16",
        arrangement="order",
        takeaways="person",
    )
    notebook = Notebook.create(tmp_path / "n.notebook", [create(Report, uid("r"), **asdict(wanted))])
    try:
        (kept,) = notebook.reader.all(Report)
    finally:
        notebook.close()
    assert Definition.of(kept) == wanted


DEFINITIONS = st.builds(
    Definition,
    sort=st.sampled_from(("full", "daily", "photos", "questions")),
    language=st.just("ko"),
    edition=st.sampled_from(("internal", "public")),
    include=st.lists(st.sampled_from([record.id for record in RECORDS] + [uid("nobody")]), max_size=3).map(tuple),
    sections=st.lists(st.sampled_from((*SECTIONS, "no such section")), max_size=4).map(tuple),
    people=st.lists(st.sampled_from((JIU, JUN, uid("t1"), uid("nobody"))), max_size=2).map(tuple),
    states=st.lists(st.sampled_from(("approved", "submitted", "no such state")), max_size=2).map(tuple),
    arrangement=st.sampled_from(("listed", "date", "order")),
    takeaways=st.sampled_from(("visit", "person")),
    day=st.sampled_from((None, "2031-05-16", "2031-05-18", "2031-01-01")),
)


@settings(deadline=None, max_examples=150)
@given(DEFINITIONS)
def test_no_definition_prints_what_the_notebook_does_not_hold_or_a_name_that_is_masked(definition: Definition) -> None:
    shelf = Shelf(RECORDS, {uid("k1"): "approved", uid("n1"): "approved"})
    compiled = compile_report(shelf, definition)
    document = compiled.document
    written = {type(node) for chapter in document.chapters for node in chapter.blocks}
    if definition.sort == "photos":
        assert written <= {n.Heading, n.Figure}
    if not definition.shows("questions"):
        assert n.QuestionAnswer not in written
    if not definition.shows("takeaways"):
        assert n.TakeawayGroup not in written
    if not definition.shows("figures"):
        assert not written & {n.Figure, n.FigurePlace, n.FigureLine}
    if definition.edition == "public":
        everything = f"{document.title}{said(compiled)}{document.cover}"
        assert "한지우" not in everything
        assert "이준" not in everything
    known = sentences("ko")
    for finding in compiled.findings:
        assert known(finding.code, **dict(finding.values))
