"""Photos go into a report with the pixels that print shows, made once, and nothing stands outside the cache folder."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
from PIL import Image

from exporters.document import nodes as n
from exporters.pdf import prints
from tests.exporters.pdf.documents import chapter, document, write
from tests.exporters.pdf.reading import opened

SIZE = (1800, 1200)


def photo(folder: Path, size: tuple[int, int] = SIZE) -> Path:
    """A photo as a notebook keeps it: named by what is in it."""
    made = folder / "made.jpg"
    Image.linear_gradient("L").resize(size).convert("RGB").save(made, quality=95)
    return made.rename(folder / hashlib.sha256(made.read_bytes()).hexdigest())


def report(path: Path, size: tuple[int, int] = SIZE) -> n.Document:
    return document(chapter((n.Figure("f", 1, "부두", "연수단", "부두", path, *size),)))


def printed(written: Path) -> tuple[int, int, float]:
    """(width, height, pixels an inch) of the one picture."""
    with opened(written) as pdf:
        (image,) = [each for page in pdf for each in page.get_objects((raw.FPDF_PAGEOBJ_IMAGE,))]
        assert isinstance(image, pdfium.PdfImage)
        left, _, right, _ = image.get_bounds()
        width, height = image.get_px_size()
        return width, height, width / ((right - left) / 72)


def test_a_photo_is_printed_with_the_pixels_that_print_shows(tmp_path: Path) -> None:
    path = photo(tmp_path)
    before = path.read_bytes()
    width, height, density = printed(write(report(path), tmp_path).path)
    assert (width / height) == pytest.approx(SIZE[0] / SIZE[1], rel=0.01)
    assert density == pytest.approx(prints.DENSITY, rel=0.02)
    assert path.read_bytes() == before


def test_bytes_are_the_same_with_what_is_kept_without_it_and_where_it_is_damaged(tmp_path: Path) -> None:
    path = photo(tmp_path)
    first = write(report(path), tmp_path).path.read_bytes()
    (kept,) = prints.folder().iterdir()
    assert write(report(path), tmp_path).path.read_bytes() == first
    kept.write_bytes(b"damaged")
    assert write(report(path), tmp_path).path.read_bytes() == first
    kept.unlink()
    assert write(report(path), tmp_path).path.read_bytes() == first
    assert [each.name for each in prints.folder().iterdir()] == [kept.name]


def test_what_is_kept_is_what_is_printed(tmp_path: Path) -> None:
    path = photo(tmp_path)
    write(report(path), tmp_path)
    (kept,) = prints.folder().iterdir()
    Image.new("RGB", (300, 200), "teal").save(kept, "JPEG")
    assert printed(write(report(path), tmp_path).path)[:2] == (300, 200)


def test_a_photo_with_hardly_more_pixels_than_print_goes_in_as_it_is(tmp_path: Path) -> None:
    size = (1000, 660)
    path = photo(tmp_path, size)
    written = write(report(path, size), tmp_path).path
    assert printed(written)[:2] == size
    assert path.read_bytes() in written.read_bytes()
    assert not prints.folder().exists()


def test_a_folder_that_cannot_be_written_costs_time_alone(tmp_path: Path) -> None:
    path = photo(tmp_path)
    first = write(report(path), tmp_path).path.read_bytes()
    for each in prints.folder().iterdir():
        each.unlink()
    prints.folder().rmdir()
    prints.folder().write_bytes(b"")  # a file stands in its place
    assert write(report(path), tmp_path).path.read_bytes() == first


def test_what_no_report_asks_for_goes(tmp_path: Path) -> None:
    write(report(photo(tmp_path)), tmp_path)
    (old,) = prints.folder().iterdir()
    os.utime(old, (0, 0))
    size = (2100, 1500)
    write(report(photo(tmp_path, size), size), tmp_path)
    (left,) = prints.folder().iterdir()
    assert left.name != old.name
