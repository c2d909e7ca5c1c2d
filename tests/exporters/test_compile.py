"""From records to the document: what stands where, and what is told."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest

from db.records import Chapter, Contact, Figure, Note, Question, Record, Report, Takeaway, Tour, Visit
from exporters.compile import compile_report
from exporters.compile.words import Words
from exporters.document import nodes as n
from exporters.document.markup import letters, plain
from resources import sentences
from tests.exporters.records import Shelf
from tests.exporters.tour import LAST, LOST, RECORDS, TREES, chapter, headings, notebook, report, uid

B = TypeVar("B")


def only(blocks: tuple[n.Block, ...], kind: type[B]) -> list[B]:
    return [block for block in blocks if isinstance(block, kind)]


def without(*ids: str) -> list[Record]:
    return [record for record in RECORDS if record.id not in ids]


def test_a_notebook_and_its_records_compile_alike(tmp_path: Path) -> None:
    held = notebook(tmp_path)
    try:
        assert compile_report(held.reader) == compile_report(Shelf(RECORDS))
    finally:
        held.close()


def test_chapters_stand_by_date_and_are_counted() -> None:
    compiled = compile_report(Shelf(RECORDS))
    assert [(c.kicker, c.title) for c in compiled.document.chapters] == [
        ("제1장 · 개요", "연수 개요"),
        ("제2장 · 개요", "배경"),
        ("제3장 · 기관 방문", "그늘공사"),
        ("제4장 · 기관 방문", "바람연구소"),
        ("제5장 · 일일 소감", "일일 소감"),
        ("제6장 · 시사점·제언", "종합 시사점"),
        ("제7장 · 시사점·제언", "정책 제언과 근거"),
    ]
    assert compiled.style == "house"
    assert compiled.document.edition == "internal"


def test_the_cover_says_when_where_and_who() -> None:
    cover = compile_report(Shelf(RECORDS)).document.cover
    assert cover == n.Cover(
        kicker="해외연수 결과보고서",
        title="도시 그늘 해외연수",
        rows=(
            ("연수기간", "2031년 5월 14일(수) ~ 5월 23일(금), 9박 10일"),
            ("방문국가", "네덜란드 · 독일"),
            ("연수단", "2개 팀 2명"),
            ("방문기관", "그늘공사, 바람연구소"),
        ),
        organiser="가온시",
        date="2031년 5월",
    )


def test_the_overview_has_delegation_by_team_and_itinerary_by_date() -> None:
    blocks = chapter(compile_report(Shelf(RECORDS)), "front").blocks
    assert headings(blocks) == ["연수 목적", "한눈에 보기", "연수단 구성", "연수 일정"]
    delegation, itinerary = ([[plain(cell) for cell in row] for row in t.rows] for t in only(blocks, n.Table))
    assert delegation == [
        ["팀", "성명", "소속", "직위", "역할"],
        ["1팀", "이준", "", "연구원", "총괄"],
        ["2팀", "한지우", "가온시 기후과", "주무관", "참가자"],
    ]
    assert itinerary[1:] == [
        ["5. 16.(금)", "10:00~12:00", "네덜란드 위트레흐트", "그늘공사", "브리핑"],
        ["5. 18.(일)", "", "독일", "바람연구소", ""],
    ]


def test_a_visit_begins_with_its_information_without_empty_rows() -> None:
    compiled = compile_report(Shelf(RECORDS))
    (table,) = only(chapter(compiled, "그늘공사").blocks, n.InfoTable)
    assert [(label, plain(value)) for label, value in table.rows] == [
        ("방문기관", "그늘공사 (Shade Agency)"),
        ("방문도시", "네덜란드 위트레흐트"),
        ("방문일시", "2031년 5월 16일(금) 10:00~12:00"),
        ("브리핑", "Anna Vis, Director, Research"),
        ("주소", "Laan 1"),
        ("연락처", "+31 30 111 22 33"),
        ("누리집", "www.shade.example"),
    ]
    (small,) = only(chapter(compiled, "바람연구소").blocks, n.InfoTable)
    assert [label for label, _ in small.rows] == ["방문기관", "방문도시", "방문일시"]


def test_a_company_is_named_once() -> None:
    cards = [
        Contact(id=uid("f1"), visit=uid("v2"), kind="company", name="바람개비㈜", section=uid("n9")),
        Contact(id=uid("f2"), visit=uid("v2"), kind="company", name="물길㈜"),
        Contact(id=uid("f3"), visit=uid("v2"), kind="speaker", name="강하늘", position="소장"),
    ]
    (table,) = only(chapter(compile_report(Shelf([*RECORDS, *cards])), "바람연구소").blocks, n.InfoTable)
    assert [(label, plain(value)) for label, value in table.rows[3:]] == [
        ("면담자", "물길㈜"),
        ("발표자", "강하늘, 소장"),
    ]


def test_sections_stand_in_their_order_and_empty_ones_not_at_all() -> None:
    blocks = chapter(compile_report(Shelf(RECORDS)), "그늘공사").blocks
    assert headings(blocks) == ["주요 내용", "질의응답", "참가자 일일보고 주요내용"]


def test_a_first_note_without_heading_has_none_before_written_sections() -> None:
    more = Note(id=uid("n4"), visit=uid("v1"), order="d", heading="운영", text="○ 글")
    blocks = chapter(compile_report(Shelf([*RECORDS, more])), "그늘공사").blocks
    assert headings(blocks) == ["질의응답", "운영", "참가자 일일보고 주요내용"]
    assert blocks[1] == n.Heading(2, (n.Text("나무"),))


def test_questions_have_asker_answerer_and_paragraphs() -> None:
    (question,) = only(chapter(compile_report(Shelf(RECORDS)), "그늘공사").blocks, n.QuestionAnswer)
    assert question == n.QuestionAnswer(
        question=(n.Text("비용은 누가 내는지."),),
        answer=(n.Paragraph((n.Text("시가 낸다."),)), n.Paragraph((n.Text("절반은 기금이다."),))),
        asker="한지우",
        answerer="Anna Vis",
        id=uid("q1"),
    )


def test_a_prepared_question_is_left_out_and_told_until_it_is_asked() -> None:
    compiled = compile_report(Shelf(RECORDS))
    assert "준비만 한 질문" not in letters(chapter(compiled, "그늘공사").blocks)
    told = [finding.values for finding in compiled.findings if finding.code == "report.finding.not_asked"]
    assert told == [(("text", "준비만 한 질문"),)]
    asked = [replace(r, asked=True) if isinstance(r, Question) else r for r in RECORDS]
    shown = chapter(compile_report(Shelf(asked)), "그늘공사").blocks
    assert len(only(shown, n.QuestionAnswer)) == 2
    assert headings(shown).count("질의응답") == 2


def test_what_the_recorders_did_not_take_over_is_left_out_and_told() -> None:
    for addition, there in (("none", True), ("taken", True), ("offered", False), ("left", False)):
        records = [replace(r, addition=addition) if r.id == uid("q1") else r for r in RECORDS]  # type: ignore[call-arg]
        compiled = compile_report(Shelf(records))
        assert ("비용은누가내는지" in letters(chapter(compiled, "그늘공사").blocks)) is there
        assert any(each.code == f"report.finding.not_{addition}" for each in compiled.findings) is not there


def test_takeaways_stand_by_team_and_unsigned_ones_as_bullets() -> None:
    compiled = compile_report(Shelf(RECORDS))
    first, second = only(chapter(compiled, "그늘공사").blocks, n.TakeawayGroup)
    assert (first.team, second.team) == ("1팀", "2팀")
    assert first.takeaways == (
        n.Takeaway("", "", (n.Bullet(1, "○", (n.Text("바람길도 본다."),), ((n.Text("물길도 본다."),),)),), uid("k2")),
    )
    assert (second.takeaways[0].author, second.takeaways[0].detail) == ("한지우", "가온시 기후과 주무관")
    (masked,) = only(chapter(compiled, "바람연구소").blocks, n.TakeawayGroup)
    assert (masked.team, masked.takeaways[0].author) == ("1팀", "ㅇㅇㅇ")


def test_a_takeaway_that_was_left_empty_is_no_bare_name() -> None:
    empty = Takeaway(id=uid("k9"), visit=uid("v1"), author_name="김하나", text="\n  \n")
    compiled = compile_report(Shelf([*RECORDS, empty]))
    assert compiled == compile_report(Shelf(RECORDS))


def test_a_team_that_the_section_names_is_not_named_again() -> None:
    section = Note(id=uid("n5"), visit=uid("v2"), heading="참가자 일일보고 주요내용-1팀")
    placed = [replace(r, section=section.id) if r.id == uid("k3") else r for r in RECORDS]  # type: ignore[call-arg]
    (group,) = only(chapter(compile_report(Shelf([*placed, section])), "바람연구소").blocks, n.TakeawayGroup)
    assert group.team == ""


def test_figures_stand_at_their_lines_and_the_others_at_the_end() -> None:
    compiled = compile_report(Shelf(RECORDS, pictures={}))
    blocks = chapter(compiled, "그늘공사").blocks
    figures = only(blocks, n.Figure)
    assert [(f.number, f.caption, f.credit) for f in figures] == [
        (1, "가로수", "한지우"),
        (2, "그늘막", "직접 촬영"),
        (3, "끝 그림", ""),
    ]
    assert blocks.index(figures[0]) + 1 == blocks.index(n.FigurePlace(LOST))
    assert blocks[-1] is figures[2]
    codes = {(finding.code, finding.values[0][1]) for finding in compiled.findings}
    assert ("report.finding.figure_without_record", "그늘공사") in codes
    assert ("report.finding.figure_without_picture", "끝 그림") in codes


def test_a_picture_that_is_missing_or_another_leaves_its_place(tmp_path: Path) -> None:
    file = tmp_path / "picture"
    file.write_bytes(b"picture")
    name = hashlib.sha256(b"picture").hexdigest()
    shown = [replace(r, blob=name, width=40, height=30) if r.id == LAST else r for r in RECORDS]  # type: ignore[call-arg]

    def path_and_findings(shelf: Shelf) -> tuple[Path | None, set[str]]:
        compiled = compile_report(shelf)
        codes = {finding.code.removeprefix("report.finding.") for finding in compiled.findings}
        return only(chapter(compiled, "그늘공사").blocks, n.Figure)[-1].path, codes & {
            "picture_missing",
            "picture_changed",
        }

    assert path_and_findings(Shelf(shown, pictures={name: file})) == (file, set())
    assert path_and_findings(Shelf(shown)) == (None, {"picture_missing"})
    file.write_bytes(b"another")
    assert path_and_findings(Shelf(shown, pictures={name: file})) == (None, {"picture_changed"})
    with file.open("wb") as huge:
        huge.truncate(5 << 30)
    assert path_and_findings(Shelf(shown, pictures={name: file})) == (None, {"picture_changed"})


def test_proposals_are_numbered_with_their_evidence() -> None:
    compiled = compile_report(Shelf(RECORDS))
    blocks = chapter(compiled, "proposals").blocks
    assert [plain(b.inlines) for b in only(blocks, n.Numbered)] == ["그늘 조례를 만든다 (단기)", "근거 없는 제언"]
    assert not only(blocks, n.Note)
    (table,) = only(blocks, n.Table)
    assert [plain(cell) for cell in table.rows[1]] == [
        "1",
        "그늘 조례를 만든다",
        "단기",
        "· 그늘공사 – Q. 비용은 누가 내는지\n· 그림 1 가로수",
    ]
    assert any(finding.code == "report.finding.no_evidence" for finding in compiled.findings)


def test_surroundings_are_left_out_and_told() -> None:
    compiled = compile_report(Shelf(RECORDS))
    assert not any(c.title == "검색 머리" for c in compiled.document.chapters)
    assert any(f.values == (("heading", "검색 머리"),) for f in compiled.findings)


def test_a_chapter_does_not_say_its_heading_twice() -> None:
    assert headings(chapter(compile_report(Shelf(RECORDS)), "종합 시사점").blocks) == []


def test_days_stand_by_date() -> None:
    blocks = chapter(compile_report(Shelf(RECORDS)), "days").blocks
    assert headings(blocks) == ["2031년 5월 16일(금)"]
    assert only(blocks, n.TakeawayGroup)[0].takeaways[0].author == "이준"


def test_a_saved_report_includes_what_it_names_in_its_order_and_language() -> None:
    saved = report(title="Shade", language="en", include=(uid("v2"), uid("v1")), date="2031-06-02", style="plain")
    compiled = compile_report(Shelf(RECORDS), saved)
    assert [c.title for c in compiled.document.chapters] == ["Overview of the tour", "바람연구소", "그늘공사"]
    assert compiled.document.cover is not None
    assert (compiled.document.cover.title, compiled.document.cover.date) == ("Shade", "Mon 2 June 2031")
    assert (compiled.document.language, compiled.style) == ("en", "plain")


def test_only_approved_entries_where_that_is_asked() -> None:
    statuses = {uid(name): "approved" for name in ("q1", "k1", "i1")} | {uid("n1"): "changed_since_approval"}
    compiled = compile_report(Shelf(RECORDS, statuses), only_approved=True)
    blocks = chapter(compiled, "그늘공사").blocks
    assert headings(blocks) == ["질의응답", "참가자 일일보고 주요내용"]
    assert [f.caption for f in only(blocks, n.Figure)] == ["끝 그림"], "the figure of an entry left out goes with it"
    assert [c.id for c in compiled.document.chapters][-1] == "proposals"
    (told,) = [f for f in compiled.findings if f.code == "report.finding.not_approved"]
    assert int(dict(told.values)["count"]) > 5


def test_what_hangs_on_a_visit_in_the_bin_is_told() -> None:
    binned = [replace(each, deleted=True) if each.id in (uid("v1"), uid("ch1")) else each for each in RECORDS]
    drawn = Figure(id=uid("drawn"), entry=uid("ch1"), caption="지도")
    told = [
        (each.code.rpartition(".")[2], dict(each.values))
        for each in compile_report(Shelf([*binned, drawn])).findings
        if each.code.endswith("_in_bin")
    ]
    hanging = sum(getattr(each, "visit", None) == uid("v1") for each in RECORDS)
    assert hanging > 5
    assert told == [
        ("visit_in_bin", {"name": "그늘공사", "count": str(hanging)}),
        ("chapter_in_bin", {"name": "종합 시사점", "count": "1"}),
    ]
    elsewhere = report(include=(uid("v2"),))
    assert not [f for f in compile_report(Shelf(binned), elsewhere).findings if f.code.endswith("_in_bin")]
    assert not [f for f in compile_report(Shelf(RECORDS)).findings if f.code.endswith("_in_bin")]


def test_an_index_where_there_are_many_questions() -> None:
    many = [
        Question(id=uid(f"many{i}"), visit=uid("v2"), question=f"질문 {i}", answer="예", order=f"{i:02}")
        for i in range(12)
    ]
    compiled = compile_report(Shelf([*RECORDS, *many]))
    last = compiled.document.chapters[-1]
    assert (last.kicker, last.title, last.kind) == ("부록", "질의응답 색인", "back")
    assert len(only(last.blocks, n.Table)[0].rows) == 14


@pytest.mark.parametrize(
    "records",
    [[], [Tour(id=uid("x"))], [Visit(id=uid("x"))], [Note(id=uid("x"), text="글")], [Chapter(id=uid("x"), text="글")]],
    ids=["nothing", "tour", "visit", "note", "chapter"],
)
def test_an_almost_empty_notebook_makes_a_report(records: list[Record]) -> None:
    document = compile_report(Shelf(records)).document
    assert document.title == "제목 없는 연수"
    assert compile_report(Shelf(records), edition="public").document.edition == "public"


def test_an_unknown_edition_is_refused() -> None:
    with pytest.raises(ValueError, match="secret"):
        compile_report(Shelf(RECORDS), edition="secret")


def test_every_text_of_the_records_stands_in_the_report() -> None:
    everything = compile_report(Shelf(without(uid("q2"), uid("ch2")))).document
    said = "".join(letters(c.blocks) + c.title for c in everything.chapters)
    for word in (
        "여름더위를",
        "나무를봤다",
        "그늘막",
        "절반은기금이다",
        "물길도본다",
        "연구소가작다",
        "배경을적는다",
        "가로수",
    ):
        assert word in said
    assert TREES not in said


def test_when_a_proposal_can_be_done_is_said_in_the_language_of_the_report() -> None:
    for language, wanted in (("ko", "(단기)"), ("en", "(Short term)")):
        wished = Report(id=uid("language"), title="보고서", language=language)
        blocks = chapter(compile_report(Shelf(RECORDS), wished), "proposals").blocks
        assert plain(only(blocks, n.Numbered)[0].inlines).endswith(wanted)
    assert [Words(sentences("en")).horizon(each) for each in ("중장기", "내년")] == ["Medium to long term", "내년"]
