"""What stands before the chapters, and the pages that are told there and elsewhere, read back from the file."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from exporters.document import nodes as n
from tests.exporters.pdf.documents import COVER, chapter, document, every_kind, inlines, write
from tests.exporters.pdf.reading import letters, lines, page_texts
from tests.exporters.pdf.tagged import tagged

SUBMISSION = n.Submission(
    "제출문",
    "모래내시 귀중",
    ("다음 연수의 결과를 제출합니다.",),
    (("연수명", "북해 연안 연수"),),
    (("1팀", "박가람 주무관 · 최노을 팀장"),),
    "2031년 6월",
    "연수단 일동",
)


def link_pages(path: Path) -> list[tuple[str, int]]:
    """(what is said, printed number of the page that it leads to) of each link inside the file."""
    with pikepdf.open(path) as pdf:
        numbers: dict[object, int] = {page.objgen: at for at, page in enumerate(pdf.pages, 1)}
        return [
            (str(each.Contents), numbers[each.Dest[0].objgen])
            for page in pdf.pages
            for each in page.get("/Annots", [])
            if "/Dest" in each
        ]


def table(number: int) -> n.Table:
    return n.Table(((inlines(1),), (inlines(2),)), f"{number}번째 집계", number=number)


def references(*anchors: str) -> n.Table:
    head: n.Inlines = (n.Text("근거"),)
    return n.Table(((head,), *(((n.PageReference(anchor, (n.Text(f"자리 {anchor}"),)),),) for anchor in anchors)))


def figure(number: int, credit: str = "") -> n.Figure:
    return n.Figure(f"f{number}", number, f"{number}번째 부두", credit, "")


def long(seed: int) -> tuple[n.Block, ...]:
    return tuple(n.Paragraph(inlines(90, seed + at)) for at in range(12))


def report() -> n.Document:
    """References stand before and behind what they lead to, and in a chapter that grows by them."""
    asked = n.QuestionAnswer(inlines(9), (n.Paragraph(inlines(20)), figure(2)), id="q")
    takeaways = n.TakeawayGroup("1팀", (n.Takeaway("박가람", "", (n.Paragraph(inlines(9)), table(1)), "t"),))
    targets = ("figure-1", "figure-2", "table-1", "table-2", "entry-q", "entry-t", "entry-note", "chapter-last")
    first = (references(*targets * 20), *long(1))
    second = (figure(1, "연수단"), *long(30), n.Heading(1, (n.Text("내용"),), id="note"), asked, *long(60), takeaways)
    third = (table(2), references("figure-1", "chapter-none"))
    made = document(chapter(first), chapter(second, "둘째", "second"), chapter(third, "끝", "last"), cover=COVER)
    return replace(made, submission=SUBMISSION)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(report(), tmp_path_factory.mktemp("fore")).path


def test_every_page_that_is_told_is_the_page_it_leads_to(path: Path) -> None:
    said = link_pages(path)
    told = [(int(found[1]), page) for words, page in said if (found := re.search(r", (\d+)쪽?$", words))]
    assert len(told) > 160
    assert all(number == page for number, page in told)
    assert {page for _, page in told} >= {page for _, page in said}


def test_what_is_not_in_the_report_is_named_without_a_page(path: Path) -> None:
    words = page_texts(path)[-1]
    assert "자리 chapter-none" in words
    assert "자리 chapter-none," not in words


def test_references_say_where_their_words_stand(path: Path) -> None:
    texts = page_texts(path)
    wanted = {"figure-1": "그림1번째부두", "table-1": "표11번째집계", "table-2": "표22번째집계", "entry-note": "내용"}
    for words, page in link_pages(path):
        for anchor, shown in wanted.items():
            if anchor in words:
                assert shown.replace("그림1번째", "그림11번째") in letters(texts[page - 1])


def test_lists_name_each_figure_and_table_with_credit_and_page(path: Path) -> None:
    texts = page_texts(path)
    (lists,) = [text for text in texts if text.startswith("그림 목록")]
    assert lists.count("출처: 연수단") == lists.count("출처") == 1
    found = re.findall(r"^(?:그림|표) \d+\. ?(.+?)(?: 출처: .+?)? (\d+)$", lists.replace("\r", ""), re.MULTILINE)
    assert len(found) == 4
    for title, number in found:
        assert title in texts[int(number) - 1]
    assert len(re.findall(r"^(?:그림|표) \d+\.", lists, re.MULTILINE)) == 4


def test_the_submission_stands_behind_the_cover_and_says_who_took_part(path: Path) -> None:
    page = page_texts(path)[1]
    for words in ("제출문", "모래내시 귀중", "북해 연안 연수", "박가람 주무관", "연수단 일동", "2031년 6월"):
        assert words in page
    assert page.index("제출문") < page.index("귀중") < page.index("연수단 일동")


def test_tags_of_what_stands_before_the_chapters(path: Path) -> None:
    read = tagged(path)
    sections = [each for each in read.root.content if not isinstance(each, tuple)]
    assert [letters(each.text)[:3] for each in sections[1:5]] == ["제출문", "차례하", "그림목", "표목록"]
    assert len([each for section in sections[3:5] for each in section.all() if each.role == "TOCI"]) == 4
    assert {node.parent.role for node in read.of("Reference") if node.parent} == {"TOCI", "TD"}


def test_a_report_without_figures_or_titled_tables_has_no_lists(tmp_path: Path) -> None:
    pages = page_texts(write(document(chapter(long(1))), tmp_path).path)
    assert not any("목록" in page for page in pages)


def test_a_submission_with_many_people_goes_on(tmp_path: Path) -> None:
    many = tuple((f"{at}팀", " · ".join(["박가람 주무관"] * 30)) for at in range(20))
    made = replace(every_kind(), submission=replace(SUBMISSION, members=many))
    written = write(made, tmp_path)
    assert any("연수단 일동" in page for page in page_texts(written.path)[2:6])
    tagged(written.path)


def test_a_long_credit_stands_below_its_title_and_both_lists_begin_at_one_edge(tmp_path: Path) -> None:
    blocks: tuple[n.Block, ...] = (
        *(figure(at, "연수단") for at in range(1, 12)),
        figure(12, "아주 먼 곳에서 온 이름 " * 7),
        table(1),
    )
    path = write(document(chapter(blocks)), tmp_path).path
    (found,) = [page for page in lines(path) if page and page[0][0].startswith("그림 목록")]
    titles = {left for text, left, *_ in found if "번째" in text and "출처" not in text}
    assert max(titles) - min(titles) < 0.5
    (credit,) = [(left, top) for text, left, top, _ in found if text.startswith("출처: 아주 먼")]
    (title,) = [(left, top) for text, left, top, _ in found if text.startswith("12번째")]
    assert abs(credit[0] - title[0]) < 1 < credit[1] - title[1]
    beside = [(text, top) for text, _, top, _ in found if text.startswith(("출처: 연수단", "3번째"))]
    assert len({round(top / 5) for text, top in beside if text.startswith("3번째")}) == 1


def test_no_section_stands_alone_at_the_head_of_the_contents(tmp_path: Path) -> None:
    for before in range(4, 8):
        few = [chapter((), f"짧은 {at}", f"s{at}") for at in range(before)]
        sections = tuple(n.Heading(1, (n.Text(f"{at}절"),)) for at in range(1, 4))
        many = [chapter(sections, f"기관 {at}", f"c{at}") for at in range(30)]
        texts = page_texts(write(document(*few, *many), tmp_path).path)
        heads = [re.findall(r"^(?:\d절|기관 \d+)", text, re.MULTILINE) for text in texts[1:4]]
        assert all(head[:1] != ["3절"] for head in heads)


def test_a_page_is_never_told_on_a_line_of_its_own(tmp_path: Path) -> None:
    rows = tuple(((n.PageReference("chapter-c1", (n.Text("가나다라 " * count + "끝"),)),),) for count in range(2, 30))
    path = write(document(chapter((n.Table(((inlines(1),), *rows)),))), tmp_path).path
    told = [text for page in lines(path) for text, *_ in page if re.search(r"\d쪽$", text)]
    assert len(told) == len(rows)
    assert all(text.startswith(",") or re.search(r"\w, ?\d+쪽$", text) for text in told)
    assert not [text for page in page_texts(path) for text in page.splitlines() if re.fullmatch(r",?\s*\d+쪽", text)]
