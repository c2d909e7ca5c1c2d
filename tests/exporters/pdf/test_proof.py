"""The sample's report in every style and language, proof-read: see proof.py for what is looked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from db.notebook import Notebook
from exporters.base import WriteOptions, no_progress
from exporters.compile import Definition, compile_report
from exporters.document import nodes as n
from exporters.pdf.writer import PdfWriter
from exporters.sample import build
from exporters.styles import styles
from tests.exporters.pdf import proof
from tests.exporters.pdf.documents import chapter, document, inlines, text


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Notebook]:
    with closing(build(tmp_path_factory.mktemp("sample") / "sample.notebook")) as notebook:
        yield notebook


def written(report: n.Document, style: str, folder: Path) -> Path:
    return PdfWriter().write(report, folder / "report.pdf", WriteOptions(style=style, epoch=0), no_progress).path


@pytest.mark.parametrize("takeaways", ["visit", "person"])
@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("style", styles())
def test_a_reader_finds_no_fault(style: str, language: str, takeaways: str, sample: Notebook, tmp_path: Path) -> None:
    report = compile_report(sample.reader, Definition(language=language, takeaways=takeaways)).document
    assert "\n".join(proof.faults(written(report, style, tmp_path), style)) == ""


@pytest.mark.parametrize("style", styles())
def test_nor_in_pages_of_tables_notes_and_questions(style: str, tmp_path: Path) -> None:
    blocks: list[n.Block] = []
    for at in range(36):
        blocks += [n.Heading(1 if at % 4 == 0 else 2, (n.Text(f"절의 제목 {at}"),)), n.Note("*", inlines(6, at))]
        blocks += [n.Bullet(1, "○", inlines(12 + at * 7 % 50, at)), n.Note("*", inlines(5 + at % 30, at))]
        if at % 3 == 0:
            rows = tuple((inlines(2, row), inlines(3 + (at + row) % 20, row), inlines(1, row)) for row in range(at + 3))
            blocks += [n.Table(rows, f"표 제목 {at}", "명", number=at // 3 + 1), n.Paragraph(inlines(40, at))]
        if at % 4 == 1:
            answer = (n.Paragraph(inlines(30 + at, at)), n.Note("*", inlines(9, at)))
            blocks.append(n.QuestionAnswer((n.Text(text(12, at)),), answer, "박가람", "R. Falk"))
    assert "\n".join(proof.faults(written(document(chapter(tuple(blocks))), style, tmp_path), style)) == ""
