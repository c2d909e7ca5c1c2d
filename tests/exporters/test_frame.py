"""The frame of a report: who submits it, what its proposals rest on, and its indexes."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from db.records import Contact, Tour, Visit
from exporters.compile import compile_report
from exporters.document import nodes as n
from exporters.document.markup import letters, plain
from tests.exporters.records import Shelf
from tests.exporters.tour import RECORDS, TOUR, TREES, chapter, headings, notebook, report, uid


def test_the_submission_names_tour_period_and_members_by_team() -> None:
    made = compile_report(Shelf(RECORDS)).document.submission
    assert made
    assert (made.addressee, made.date, made.signed) == ("가온시 귀중", "2031년 5월", "연수단 일동")
    assert dict(made.rows)["연수명"] == "도시 그늘 해외연수"
    assert dict(made.rows)["방문기관"] == "2개 기관"
    assert made.members == (("1팀", "이준 연구원"), ("2팀", "한지우 주무관"))


def test_the_public_submission_names_nobody() -> None:
    made = compile_report(Shelf(RECORDS), edition="public").document.submission
    assert made
    assert made.members == (("1팀", "ㅇㅇ 연구원"), ("2팀", "ㅇㅇㅇ 주무관"))


def test_the_submission_speaks_the_language_of_the_report() -> None:
    made = compile_report(Shelf(RECORDS), report(language="en")).document.submission
    assert made
    assert (made.title, made.addressee) == ("Submission", "To 가온시")


def test_an_empty_tour_is_submitted_to_nobody() -> None:
    assert compile_report(Shelf([Tour(id=TOUR, title="빈 연수")])).document.submission is None


def test_evidence_leads_to_its_place() -> None:
    (table,) = (b for b in chapter(compile_report(Shelf(RECORDS)), "proposals").blocks if isinstance(b, n.Table))
    found = [node for node in table.rows[1][3] if isinstance(node, n.PageReference)]
    assert [(node.anchor, plain(node.children)) for node in found] == [
        (f"entry-{uid('q1')}", "그늘공사 – Q. 비용은 누가 내는지"),
        ("figure-1", "그림 1 가로수"),
    ]
    places = {block.id for block in chapter(compile_report(Shelf(RECORDS)), "그늘공사").blocks if hasattr(block, "id")}
    assert {uid("q1"), TREES} <= places


def test_institutions_are_indexed_in_the_order_of_the_alphabet() -> None:
    more = [
        Visit(id=uid("v3"), tour=TOUR, institution="Alster Labor", country="독일", city="함부르크", date="2031-05-20"),
        Visit(id=uid("v4"), tour=TOUR, institution="그늘공사", original_name="Shade Agency", date="2031-05-21"),
        Contact(id=uid("c2"), visit=uid("v3"), name="김빛", organisation="나루대학교"),
    ]
    (table,) = chapter(compile_report(Shelf([*RECORDS, *more])), "institutions").blocks
    assert isinstance(table, n.Table)
    assert [plain(row[0]).splitlines()[0] for row in table.rows[1:]] == [
        "그늘공사", "나루대학교", "바람연구소", "Alster Labor", "Research",
    ]  # fmt: skip
    pages = [[node.anchor for node in row[2] if isinstance(node, n.PageReference)] for row in table.rows[1:]]
    assert pages[0] == [f"chapter-{uid('v1')}", f"chapter-{uid('v4')}"]
    assert pages[1] == pages[3] == [f"chapter-{uid('v3')}"]


def test_few_institutions_need_no_index() -> None:
    assert "institutions" not in [each.id for each in compile_report(Shelf(RECORDS)).document.chapters]


def test_takeaways_by_person_stand_in_one_chapter() -> None:
    compiled = compile_report(Shelf(RECORDS), report(takeaways="person"))
    blocks = chapter(compiled, "people").blocks
    assert headings(blocks) == ["이준 · 연구원", "한지우 · 가온시 기후과 주무관", "ㅇㅇㅇ", "이름을 적지 않은 글"]
    assert [plain(b.inlines) for b in blocks if isinstance(b, n.Heading) and b.level == 2] == [
        "5. 16.(금) 일일 소감", "5. 16.(금) 그늘공사", "5. 18.(일) 바람연구소", "5. 16.(금) 그늘공사",
    ]  # fmt: skip
    assert letters(blocks).count("그늘이길이다") == 1
    others = [each for each in compiled.document.chapters if each.id != "people"]
    assert not any(isinstance(block, n.TakeawayGroup) for each in others for block in each.blocks)
    told = compile_report(Shelf(RECORDS))
    assert letters(b for c in compiled.document.chapters for b in c.blocks).count("첫날의소감") == 1
    assert "people" not in [each.id for each in told.document.chapters]


def test_what_is_asked_for_beside_the_definition_stands_before_it() -> None:
    by_visit = compile_report(Shelf(RECORDS), report(takeaways="person"), takeaways="visit")
    assert by_visit.document == compile_report(Shelf(RECORDS), report()).document


def test_the_public_edition_by_person_names_nobody() -> None:
    blocks = chapter(compile_report(Shelf(RECORDS), edition="public", takeaways="person"), "people").blocks
    assert headings(blocks)[:2] == ["ㅇㅇ · 연구원", "ㅇㅇㅇ · 가온시 기후과 주무관"]


def test_the_logo_of_a_report_is_the_picture_that_was_taken_in(tmp_path: Path) -> None:
    held = notebook(tmp_path)
    try:
        picture = io.BytesIO()
        Image.new("RGB", (40, 10), "navy").save(picture, "PNG")
        blob = held.add_blob(picture.getvalue())
        cover = compile_report(held.reader, report(logo=blob.sha256)).document.cover
        assert cover
        assert cover.logo == held.reader.blob_path(blob.sha256)
        assert cover.logo_alt == "가온시 로고"
        assert cover.logo
        cover.logo.write_bytes(b"another picture")
        changed = compile_report(held.reader, report(logo=blob.sha256)).document.cover
        lost = compile_report(held.reader, report(logo="0" * 64)).document.cover
        assert changed
        assert lost
        assert changed.logo is lost.logo is None
    finally:
        held.close()
