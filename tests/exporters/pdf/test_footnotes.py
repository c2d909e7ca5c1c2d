"""Footnotes at the foot of the page where their sign is, or below their block, read back."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Literal

import pytest

from exporters.base import WriteOptions, no_progress
from exporters.document import nodes as n
from exporters.pdf.style import load_style
from exporters.pdf.writer import PdfWriter
from tests.exporters.pdf.documents import chapter, document, inlines, text
from tests.exporters.pdf.reading import baselines, letters, opened, page_texts
from tests.exporters.pdf.tagged import Node, tagged

FEET = ("house", "modern")


def note(words: str) -> n.Note:
    return n.Note("*", (n.Text(words),))


def written(folder: Path, *blocks: n.Block, style: str = "house", language: Literal["ko", "en"] = "ko") -> Path:
    report = replace(document(chapter(blocks), n.Chapter("c2", "", "뒷장", (*blocks[:2],))), language=language)
    return PdfWriter().write(report, folder / "report.pdf", WriteOptions(style=style, epoch=0), no_progress).path


def bodies(count: int) -> list[n.Block]:
    made: list[n.Block] = []
    for at in range(count):
        made += [n.Bullet(1, "○", (n.Text(f"{text(40, at)} 표지{at}끝"),)), note(f"각주{at}는 {text(6 + at % 30, at)}")]
    return made


@pytest.mark.parametrize("style", FEET)
def test_each_stands_at_the_foot_of_the_page_of_its_sign(style: str, tmp_path: Path) -> None:
    path = written(tmp_path, *bodies(40), style=style)
    found = set()
    for page in page_texts(path):
        signs = re.findall(r"표지(\d+)끝", page)
        notes = re.findall(r"각주(\d+)는", page)
        assert signs == notes
        assert not notes or page.rindex("끝") < page.index(f"각주{notes[0]}는"), "all notes stand below all text"
        found |= set(notes)
    assert found == {str(at) for at in range(40)}


@pytest.mark.parametrize("style", FEET)
def test_they_overlap_nothing_and_stay_in_the_text_area(style: str, tmp_path: Path) -> None:
    page = load_style(style).page
    for heights in baselines(written(tmp_path, *bodies(40), note(text(1500)), style=style))[1:]:
        inside = [each for each in heights if each > page.foot + 1]
        assert inside[-1] > page.bottom
        assert all(above - below > 9 for above, below in pairwise(inside) if above < page.height - page.top)


def test_a_long_one_goes_on_at_the_foot_of_the_next_page(tmp_path: Path) -> None:
    words = [f"word{at}x" for at in range(1200)]
    path = written(tmp_path, n.Paragraph(inlines(30)), note(" ".join(words)), *bodies(20))
    whole = " ".join(page_texts(path))
    assert re.findall(r"word\d+x", whole)[:1200] == words
    first = [re.search(r"word\d+x", page) for page in page_texts(path)]
    assert len([each for each in first if each]) >= 3
    assert "표지0끝" in page_texts(path)[1] + page_texts(path)[2], "text goes on above it"


def test_the_sign_takes_the_place_of_a_star(tmp_path: Path) -> None:
    block = n.Paragraph((n.Text("주민협의체*는 모인다. 3 * 4는 그대로다."),))
    (_, sheet, *_) = page_texts(written(tmp_path, block, note("설명이다.")))
    assert "주민협의체¹⁾는 모인다. 3 * 4는 그대로다." in sheet
    assert "1) 설명이다." in sheet


def test_signs_are_counted_through_a_chapter_and_lead_to_their_notes(tmp_path: Path) -> None:
    path = written(tmp_path, *bodies(12))
    with opened(path) as pdf:
        whole = "".join(page.get_textpage().get_text_range() for page in pdf)
    assert re.findall(r"\n(\d+)\) 각주", whole) == [str(at + 1) for at in range(12)] + ["1"]
    told = tagged(path)
    links = [node for node in told.of("Reference") if node.parent and node.parent.role == "P"]
    notes = told.of("Note")
    assert len(links) == len(notes) == 13
    for link, each in zip(links, notes, strict=True):
        assert link.parent is each.parent, "a note stands in the paragraph that it belongs to"
        assert isinstance(each.content[0], Node)
        assert each.content[0].role == "Lbl"
        assert letters(each.content[0].text) == letters(link.text).translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789"))


def test_english_reports_have_signs_without_a_bracket(tmp_path: Path) -> None:
    (_, sheet, *_) = page_texts(written(tmp_path, n.Paragraph((n.Text("A harbour."),)), note("A note."), language="en"))
    assert "A harbour.¹\r" in sheet
    assert "1 A note." in sheet


@pytest.mark.parametrize("style", ["house", "government"])
def test_none_is_lost_whatever_it_stands_behind(style: str, tmp_path: Path) -> None:
    table = n.Table((((n.Text("구분"),), (n.Text("값"),)), ((n.Text("가"),), (n.Text("1"),))))
    before: dict[str, n.Block] = {
        "제목": n.Heading(2, (n.Text("제목인 줄"),)),
        "빈문단": n.Paragraph(()),
        "표": table,
        "그림": n.Figure("f1", 1, "그림말", "", ""),
        "참고": n.Note("※", (n.Text("참고인 줄"),)),
        "번호": n.Numbered("1.", 2, (n.Text("번호인 줄"),), ((n.Text("더한 줄"),),)),
    }
    blocks: list[n.Block] = [note("각주맨앞이다.")]
    for name, block in before.items():
        blocks += [block, note(f"각주{name}이다."), note(f"각주둘째{name}이다.")]
    answer = (n.Paragraph((n.Text("답"),)), note("각주답이다."))
    blocks.append(n.QuestionAnswer((n.Text("물음"),), answer, "", "이름"))
    blocks.append(n.TakeawayGroup("", (n.Takeaway("", "", (n.Paragraph((n.Text("소감"),)), note("각주소감이다."))),)))
    whole = " ".join(page_texts(written(tmp_path, *blocks, style=style)))
    for name in ("맨앞", "답", "소감", *before, *(f"둘째{name}" for name in before)):
        assert whole.count(f"각주{name}이다.") == (2 if name == "맨앞" else 1), name


def test_a_style_may_leave_them_below_their_block(tmp_path: Path) -> None:
    (_, sheet, *_) = page_texts(written(tmp_path, *bodies(3), style="government"))
    marks = re.findall(r"표지\d+끝|각주\d+는", sheet)
    assert marks == ["표지0끝", "각주0는", "표지1끝", "각주1는", "표지2끝", "각주2는"]
