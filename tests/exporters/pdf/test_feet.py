"""Page feet, first and last lines, pairs and rows on pages of everything mixed, in every style, read back."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from PIL import Image

from exporters.base import WriteOptions, no_progress
from exporters.document import nodes as n
from exporters.pdf.style import load_style
from exporters.pdf.writer import PdfWriter
from exporters.styles import styles
from tests.exporters.pdf.documents import document, inlines, text
from tests.exporters.pdf.reading import baselines, opened

Line = tuple[str, float]
"""A line's words, and how far its lower edge is from the page's."""


class Mixed:
    """Chapters of everything, in an order that chance gives; paragraphs begin and end with words of their own."""

    def __init__(self, seed: int, picture: Path) -> None:
        self._chance = random.Random(seed)
        self._picture = picture
        self._count = 0

    def chapters(self) -> list[n.Chapter]:
        return [n.Chapter(f"c{at}", f"제{at}장", f"장의 제목 {at}", tuple(self._blocks(70))) for at in range(4)]

    def _blocks(self, many: int) -> list[n.Block]:
        blocks: list[n.Block] = [n.Heading(1, (n.Text("시작하는 절"),))]
        for at in range(many):
            if at % 9 == 8:
                blocks.append(n.Heading(1 if at % 18 == 17 else 2, (n.Text("제목인 줄"),)))
            blocks.append(self._block())
        return blocks

    def _block(self) -> n.Block:
        kind = self._chance.random()
        if kind < 0.62:
            return n.Bullet(self._chance.choice((1, 1, 2)), "○", self._words(8, 60))
        if kind < 0.72:
            return n.Paragraph(self._words(20, 90))
        if kind < 0.88:
            answer: tuple[n.Block, ...] = tuple(
                n.Paragraph(self._words(10, 50)) for _ in range(self._chance.randint(1, 2))
            )
            return n.QuestionAnswer((n.Text("물음을 적은 줄인지."),), answer, "", "")
        if kind < 0.94:
            rows = tuple((inlines(1, at), inlines(self._chance.randint(1, 16), at)) for at in range(4))
            return n.Table(rows)
        self._count += 1
        size = self._chance.choice(((1200, 700), (1000, 900), (1600, 700)))
        return n.Figure(f"f{self._count}", self._count, "그림말", "", "", self._picture, *size)

    def _words(self, least: int, most: int) -> n.Inlines:
        self._count += 1
        words = text(self._chance.randint(least, most), self._count).removesuffix(".")
        return (n.Text(f"머리{self._count}은 {words} 꼬리{self._count}."),)


def pages(path: Path, bottom: float) -> list[tuple[bool, list[Line]]]:
    """Per page: whether its chapter goes on behind it, and its lines above the foot in reading order."""
    with opened(path) as pdf:
        starts = {mark.get_dest().get_index() for mark in pdf.get_toc() if mark.level == 0} | {len(pdf)}
        found = []
        for at, page in enumerate(pdf):
            words = page.get_textpage()
            rects = [words.get_rect(each) for each in range(words.count_rects())]
            lines = [(words.get_text_bounded(*rect), rect[1]) for rect in rects if rect[1] > bottom - 6]
            found.append((at + 1 not in starts, [line for line in lines if line[0].strip()]))
        return found


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pictures") / "quay.png"
    Image.new("RGB", (120, 70), "teal").save(path)
    return path


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("style", styles())
def test_pages_end_well(style: str, seed: int, picture: Path, tmp_path: Path) -> None:
    options = WriteOptions(style=style, epoch=0)
    path = tmp_path / "report.pdf"
    PdfWriter().write(document(*Mixed(seed, picture).chapters()), path, options, no_progress)
    look = load_style(style)
    line = look.text["body"].leading
    feet = []
    for goes_on, lines in pages(path, look.page.bottom):
        words = "\n".join(each for each, _ in lines)
        assert not re.search(r"(제목인 줄|시작하는 절|물음을 적은 줄인지\.)$", words.strip()), (
            "a heading or question is last"
        )
        body = [each for each, low in lines if low < look.page.height - look.page.top + 2]
        if ending := re.match(r"[^머]*꼬리(\d+)\.", body[0] if body else ""):
            assert f"머리{ending[1]}은" in words, "a last line is alone at the head"
        if begun := re.search(r"머리(\d+)은", lines[-1][0]):
            assert f"꼬리{begun[1]}." in words, "a first line is alone at the foot"
        if goes_on:
            feet.append(min(low for _, low in lines) - look.page.bottom)
    assert len(feet) > 10
    uneven = [foot for foot in feet if foot > line + 9]
    assert len(uneven) <= len(feet) / 12, sorted(feet)
    assert max(feet) < look.page.depth / 4  # before a figure that ends its section


@pytest.mark.parametrize("style", styles())
def test_no_chapter_ends_with_a_few_lines_on_an_empty_page(style: str, tmp_path: Path) -> None:
    look, options = load_style(style), WriteOptions(style=style, epoch=0)
    ends, unhelped = [], 0
    for count in range(34, 74):
        blocks = tuple(n.Bullet(1, "○", inlines(14 + at * 7 % 30, at)) for at in range(count))
        path = tmp_path / "report.pdf"
        PdfWriter(1).write(document(n.Chapter("c1", "", "장의 제목", blocks)), path, options, no_progress)
        last = [each for each in baselines(path)[-1] if each > look.page.foot + 1]
        depth = last[0] - last[-1] + look.text["bullet"].leading
        ends.append(depth)
        unhelped += depth < look.feet.short
    assert min(ends) > look.text["bullet"].leading * 1.5
    assert unhelped <= 1, sorted(ends)[:5]
