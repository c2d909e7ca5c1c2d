"""What stands around the text holds whatever title it is given."""

from __future__ import annotations

from pathlib import Path

import pypdfium2

from exporters.base import WriteOptions, no_progress
from exporters.document import nodes as n
from exporters.pdf.writer import PdfWriter

LONG = "가나다" * 7_000


def test_a_title_without_end_is_cut_in_the_running_head(tmp_path: Path) -> None:
    paragraphs = tuple(n.Paragraph((n.Text(f"{number}번째 문단입니다. " * 12),)) for number in range(60))
    chapter = n.Chapter("one", "제1장", "장 제목", paragraphs)
    document = n.Document(LONG, "ko", "internal", None, (chapter,))
    PdfWriter().write(document, tmp_path / "a.pdf", WriteOptions(epoch=0), no_progress)
    pdf = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    last = pdf[len(pdf) - 1].get_textpage().get_text_range()
    head = next(line for line in last.splitlines() if line.startswith("가나다"))
    assert "…" in head
    assert len(head) < 200


def test_signs_that_turn_text_are_no_missing_glyphs(tmp_path: Path) -> None:
    text = "앞 \u2066isolate\u2069 뒤 \u202egnihton\u202c"
    chapter = n.Chapter("one", "", "장", (n.Paragraph((n.Text(text),)),))
    document = n.Document("보고서", "ko", "internal", None, (chapter,))
    written = PdfWriter().write(document, tmp_path / "a.pdf", WriteOptions(epoch=0), no_progress)
    assert written.findings == ()
    pdf = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    text = "".join(page.get_textpage().get_text_range() for page in pdf)
    assert "〓" not in text
    assert "isolate" in text
