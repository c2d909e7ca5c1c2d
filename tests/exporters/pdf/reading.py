"""Reads PDF files back, with another library than the one that wrote them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2 as pdfium


@contextmanager
def opened(path: Path) -> Iterator[pdfium.PdfDocument]:
    pdf = pdfium.PdfDocument(path)
    try:
        yield pdf
    finally:
        pdf.close()


def page_texts(path: Path) -> list[str]:
    """The text of each page."""
    with opened(path) as pdf:
        return [page.get_textpage().get_text_range() for page in pdf]


def letters(text: str) -> str:
    """The letters and digits of text, without what stands between them."""
    return "".join(char for char in text if char.isalnum())


def body_text(path: Path) -> str:
    """The text of all pages without running heads and page numbers."""
    return "\n".join(text for page in lines(path) for text, _, top, _ in page if 75 < top < 780)


def lines(path: Path) -> list[list[tuple[str, float, float, float]]]:
    """Per page: (text, left, top, right) of each line, in points from the page's top left corner, in reading order."""
    found = []
    with opened(path) as pdf:
        for page in pdf:
            text_page = page.get_textpage()
            height = page.get_height()
            rects = [text_page.get_rect(at) for at in range(text_page.count_rects())]
            found.append([(text_page.get_text_bounded(*rect), rect[0], height - rect[3], rect[2]) for rect in rects])
    return found


def baselines(path: Path) -> list[list[float]]:
    """Per page: the heights at which text stands, in points from the page's lower edge, downwards."""
    found = []
    with opened(path) as pdf:
        for page in pdf:
            texts = page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_TEXT])
            found.append(sorted({round(text.get_matrix().f, 1) for text in texts}, reverse=True))
    return found
