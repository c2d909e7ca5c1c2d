"""Bad input costs in proportion to its length. Counted in calls, because a clock says nothing on a busy machine."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from exporters.base import WriteOptions, no_progress
from exporters.document import nodes as n
from exporters.pdf.writer import PdfWriter
from tests.exporters.pdf.documents import chapter, document, inlines, text
from tests.exporters.pdf.reading import body_text, letters, opened

_MOST = 2.4
"""How many times the calls may be for twice the input."""
_SLACK = 40_000
"""Calls that every report takes: fonts, styles, modules."""


def calls(work: Callable[[int], object], size: int) -> int:
    """How many calls of Python and C functions work of a size makes."""
    count = 0

    def told(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(told)
    try:
        work(size)
    finally:
        sys.setprofile(None)
    return count


def tall_row(size: int) -> n.Block:
    """A row of about so many hundred lines beside a short cell."""
    head = ((n.Text("구분"),), (n.Text("내용"),))
    return n.Table((head, ((n.Text("가"),), inlines(450 * size, size)), ((n.Text("나"),), (n.Text("끝"),))))


def long_word(size: int) -> n.Block:
    return n.Paragraph((n.Text("가나다라마바사아자차" * (50 * size)),))


def long_latin(size: int) -> n.Block:
    return n.Paragraph((n.Text("https://example.org/" + "abc_def/" * (60 * size)),))


def long_paragraph(size: int) -> n.Block:
    return n.Paragraph((n.Text(text(2_200 * size, size)),))


def glued(size: int) -> n.Block:
    return n.Paragraph((n.Text(text(1_000 * size, size).replace(" ", "")),))


def one_letter_words(size: int) -> n.Block:
    return n.Paragraph((n.Text("가 " * (3_000 * size)),))


def many_styles(size: int) -> n.Block:
    return n.Paragraph(
        tuple(n.Strong((n.Text(f"굵{at}"),)) if at % 2 else n.Text("은 말 ") for at in range(800 * size))
    )


def many_links(size: int) -> n.Block:
    return n.Paragraph(tuple(n.Link("https://a.example", (n.Text(f"곳{at} "),)) for at in range(400 * size)))


def questions(size: int) -> tuple[n.Block, ...]:
    asked = n.QuestionAnswer(inlines(9, 1), (n.Paragraph(inlines(12, 2)),), "김", "박")
    return (asked,) * (150 * size)


def made(folder: Path, *blocks: n.Block) -> Path:
    path = folder / "report.pdf"
    PdfWriter(1).write(document(chapter(blocks)), path, WriteOptions(epoch=0), no_progress)
    return path


KINDS = (tall_row, long_word, long_latin, long_paragraph, glued, one_letter_words, many_styles, many_links)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_twice_as_long_costs_twice_as_much(kind: Callable[[int], n.Block], tmp_path: Path) -> None:
    made(tmp_path, kind(1))
    once, twice = (calls(lambda size: made(tmp_path, kind(size)), size) for size in (4, 8))
    assert twice < _MOST * once + _SLACK


def test_twice_as_many_questions_cost_twice_as_much(tmp_path: Path) -> None:
    made(tmp_path, *questions(1))
    once, twice = (calls(lambda size: made(tmp_path, *questions(size)), size) for size in (4, 8))
    assert twice < _MOST * once + _SLACK


def test_twice_as_many_chapters_cost_twice_as_much(tmp_path: Path) -> None:
    def write(count: int) -> None:
        chapters = [chapter((n.Heading(1, (n.Text("절"),)), n.Paragraph(inlines(60, at))), f"장 {at}", f"c{at}")
                    for at in range(count)]  # fmt: skip
        PdfWriter(1).write(document(*chapters), tmp_path / "a.pdf", WriteOptions(epoch=0), no_progress)

    write(1)
    once, twice = (calls(write, count) for count in (60, 120))
    assert twice < _MOST * once + _SLACK


def test_nothing_of_it_is_lost_or_leaves_the_page(tmp_path: Path) -> None:
    """A row of 40 pages, a word of 5,000 letters, a paragraph of 100,000."""
    row = n.Table((((n.Text("가"),), (n.Text("표 " * 9_500 + "끝말"),)),), header=False)
    word, paragraph = "무궁화삼천리" * 834, "나라 " * 20_000 + "마침"
    blocks = (row, n.Paragraph((n.Text(word),)), n.Paragraph((n.Text(paragraph * 2),)))
    path = made(tmp_path, *blocks)
    found = letters(body_text(path))
    assert found.count("표") >= 9_500
    assert "끝말" in found
    assert found.count("무궁화삼천리") >= 800
    assert found.count("나라") >= 39_000
    with opened(path) as pdf:
        for page in pdf:
            assert within(page)


def within(page: pypdfium2.PdfPage) -> bool:
    width = page.get_width()
    boxes = [each.get_bounds() for each in page.get_objects() if each.type == 1]
    return all(left > 0 and right < width for left, _, right, _ in boxes)


def test_10_000_questions(tmp_path: Path) -> None:
    asked = n.QuestionAnswer((n.Text("무엇을 묻습니까?"),), (n.Paragraph((n.Text("이것을 답합니다."),)),))
    path = made(tmp_path, *((asked,) * 10_000))
    with opened(path) as pdf:
        assert len(pdf) > 300
        assert "답합니다" in pdf[len(pdf) - 1].get_textpage().get_text_range()
