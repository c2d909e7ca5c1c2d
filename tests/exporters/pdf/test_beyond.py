"""Texts beyond measure in every part of a page, in every style: nothing leaves the page, no letter is lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from exporters.base import WriteOptions, no_progress
from exporters.document import nodes as n
from exporters.pdf.style import load_style
from exporters.pdf.writer import PdfWriter
from exporters.styles import styles
from tests.exporters.pdf.documents import COVER, chapter, document, text
from tests.exporters.pdf.reading import letters, lines
from tests.exporters.pdf.test_fore import SUBMISSION

LONG = text(1600, 5)


def long(mark: str) -> n.Inlines:
    return (n.Text(f"{mark}처음 {LONG} {mark}마지막."),)


PARTS: dict[str, n.Block] = {
    "표": n.Table(((long("칸"), (n.Text("짧다"),)), ((n.Text("짧다"),), long("둘째칸")))),
    "정보": n.InfoTable((("방문기관", long("값")), ("누리집", (n.Text("짧다"),)))),
    "물음": n.QuestionAnswer(long("물음"), (n.Paragraph(long("답")),), "묻는 이", "답하는 이"),
    "소감": n.TakeawayGroup("1팀", (n.Takeaway("이름", "소속", (n.Paragraph(long("소감")),)),)),
    "그림": n.Figure("f", 1, f"그림처음 {LONG} 그림마지막", "출처", ""),
    "참고": n.Note("※", long("참고")),
}


@pytest.mark.parametrize("style", styles())
@pytest.mark.parametrize("part", sorted(PARTS))
def test_a_part_longer_than_pages_goes_on(part: str, style: str, tmp_path: Path) -> None:
    blocks = (n.Paragraph((n.Text("앞"),)), PARTS[part], n.Paragraph((n.Text("뒤따르는 문단"),)))
    check(document(chapter(blocks), cover=COVER), style, tmp_path)


@pytest.mark.parametrize("style", styles())
def test_a_submission_longer_than_pages_goes_on(style: str, tmp_path: Path) -> None:
    long_one = replace(SUBMISSION, members=(("1팀", f"처음 {LONG} 마지막"),), text=(LONG,))
    check(replace(document(chapter(())), submission=long_one), style, tmp_path)


def check(report: n.Document, style: str, folder: Path) -> None:
    path = folder / "report.pdf"
    PdfWriter().write(report, path, WriteOptions(style=style, epoch=0), no_progress)
    page = load_style(style).page
    found = lines(path)
    assert len(found) > 3
    for each in found[1:]:
        for words, left, top, right in each:
            assert page.left - 2 <= left < right <= page.width - page.right + 2, words
            assert 20 < top < page.height - 15, words
    body = [words for each in found for words, _, top, _ in each if page.top - 3 < top < page.height - page.bottom]
    printed = letters("".join(body))
    assert letters(LONG)[:60] in printed
    assert letters(LONG)[-60:] in printed
