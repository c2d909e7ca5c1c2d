"""Small figures stand beside each other, whole and with their own words."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
from PIL import Image

from exporters.document import nodes as n
from tests.exporters.pdf.documents import chapter, document, inlines, write
from tests.exporters.pdf.reading import lines, opened
from tests.exporters.pdf.tagged import tagged


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pictures")


def figure(folder: Path, number: int, width: int, height: int, caption: str = "") -> n.Figure:
    path = folder / f"{number}-{width}x{height}.png"
    Image.new("RGB", (width, height), "teal").save(path)
    return n.Figure(
        f"f{number}", number, caption or f"그림말 {number}", "연수단", f"대신 {number}", path, width, height
    )


def pictures(path: Path) -> list[tuple[int, float, float, float, float]]:
    """(page, left, bottom, right, top) of each picture."""
    found = []
    with opened(path) as pdf:
        for at, page in enumerate(pdf):
            for each in page.get_objects((raw.FPDF_PAGEOBJ_IMAGE,)):
                assert isinstance(each, pdfium.PdfObject)
                found.append((at, *each.get_bounds()))
    return found


def test_two_upright_figures_are_one_row_with_their_words(folder: Path, tmp_path: Path) -> None:
    both = (
        figure(folder, 1, 900, 1200),
        figure(folder, 2, 1000, 1200, "둘째 그림의 설명은 조금 길어서 다음 줄로 이어집니다"),
    )
    path = write(document(chapter(both)), tmp_path).path
    (page, left, low, right, high), (other, left2, low2, right2, high2) = pictures(path)
    assert (page, low, high) == (other, low2, high2)
    assert right < left2
    assert (right - left) / (high - low) == pytest.approx(0.75, abs=0.01)
    assert (right2 - left2) / (high2 - low2) == pytest.approx(1000 / 1200, abs=0.01)
    words = lines(path)[page]
    (first,) = [line for line in words if "그림말 1" in line[0]]
    (second,) = [line for line in words if "둘째 그림의" in line[0]]
    assert left - 60 < first[1] < first[3] < second[1] < second[3] < right2 + 60
    read = tagged(path)
    assert [str(node.entries["/Alt"]) for node in read.of("Figure")] == ["대신 1", "대신 2"]
    assert [[kid.role for kid in node.content if not isinstance(kid, tuple)] for node in read.of("Div")] == [
        ["Figure", "Caption"], ["Figure", "Caption"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sizes", "rows"),
    [
        ([(600, 400), (500, 300)], 1),
        ([(1600, 1000), (900, 1200)], 2),
        ([(900, 1200), (1600, 1000), (900, 1200)], 3),
        ([(900, 1200)] * 3, 2),
        ([(900, 1200)] * 4, 2),
        ([(30, 3000), (900, 1200)], 1),
    ],
)
def test_which_figures_are_a_row(sizes: list[tuple[int, int]], rows: int, folder: Path, tmp_path: Path) -> None:
    figures = tuple(figure(folder, at, *size) for at, size in enumerate(sizes, 1))
    path = write(document(chapter(figures)), tmp_path).path
    assert len({(page, high) for page, _, _, _, high in pictures(path)}) == rows
    assert len(pictures(path)) == len(sizes)


def test_figures_apart_are_no_row(folder: Path, tmp_path: Path) -> None:
    blocks = (figure(folder, 1, 900, 1200), n.Paragraph(inlines(5)), figure(folder, 2, 900, 1200))
    path = write(document(chapter(blocks)), tmp_path).path
    assert len({(page, high) for page, _, _, _, high in pictures(path)}) == 2


@pytest.mark.parametrize("before", range(8, 30, 3))
def test_no_figure_is_cut_wherever_it_comes(before: int, folder: Path, tmp_path: Path) -> None:
    pair = (figure(folder, 1, 900, 1200), figure(folder, 2, 900, 1200))
    text = tuple(n.Bullet(1, "○", inlines(22, at)) for at in range(before))
    path = write(document(chapter((*text, *pair, figure(folder, 3, 1600, 1000), *text))), tmp_path).path
    for page, left, low, right, high in pictures(path):
        assert 84 - 1 < low < high < 842 - 86 + 1
        assert 68 - 1 < left < right < 595 - 68 + 1
        captions = [line for line in lines(path)[page] if "그림말" in line[0]]
        assert any(0 < line[2] - (841.89 - low) < 30 for line in captions)
