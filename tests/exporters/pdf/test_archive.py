"""Archival and accessible in every style and language: validators say so, and every reader reads the same."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle, pairwise
from pathlib import Path

import pikepdf
import pytest

from db.notebook import Notebook
from exporters.base import WriteOptions, no_progress
from exporters.compile import Definition, compile_report
from exporters.document import nodes as n
from exporters.pdf.writer import PdfWriter
from exporters.styles import styles
from tests.exporters import every
from tests.exporters.pdf import documents, validator
from tests.exporters.pdf.reading import letters, page_texts
from tests.exporters.pdf.tagged import Node, tagged

LANGUAGES = ("ko", "en")
DAY = "2031-09-16"
ABSENT = validator.missing()


def reports(quay: Path, sample: Notebook, language: str) -> dict[str, n.Document]:
    places = cycle(every.POISONS)
    made = {
        "kinds": every.document(quay),
        "flow": documents.every_kind(quay),
        "hostile": every.poisoned(every.document(quay), lambda: next(places)),
        "empty": n.Document("", "ko", "public", None, ()),
        "sample": compile_report(sample.reader, Definition(language=language)).document,
        "daily": compile_report(sample.reader, Definition(language=language, sort="daily", day=DAY)).document,
    }
    return {name: replace(report, language=language) for name, report in made.items()}


def written(reports: dict[str, n.Document], style: str, folder: Path) -> list[Path]:
    options = WriteOptions(style=style, epoch=0)
    for name, report in reports.items():
        PdfWriter().write(report, folder / f"{name}.pdf", options, no_progress)
    return [folder / f"{name}.pdf" for name in reports]


@pytest.mark.skipif(
    bool(ABSENT), reason=f"PDF/A AND PDF/UA WERE NOT VALIDATED: veraPDF needs {ABSENT}; see make validator"
)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("style", styles())
def test_verapdf_finds_no_fault(style: str, language: str, quay: Path, sample: Notebook, tmp_path: Path) -> None:
    assert validator.faults(written(reports(quay, sample, language), style, tmp_path)) == []


@pytest.mark.skipif(bool(ABSENT), reason="the same")
def test_verapdf_is_not_pleased_with_everything(quay: Path, tmp_path: Path) -> None:
    (sound,) = written({"flow": documents.every_kind(quay)}, "house", tmp_path)
    spoiled = tmp_path / "spoiled.pdf"
    with pikepdf.open(sound) as pdf:
        del pdf.Root.MarkInfo
        pdf.save(spoiled)
    told = validator.faults([sound, spoiled])
    assert {line.split("\t")[1] for line in told} == set(validator.FLAVOURS)
    assert {line.split("\t")[2] for line in told} == {str(spoiled)}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("style", styles())
def test_every_reader_reads_the_same_letters_in_the_same_order(
    style: str, language: str, quay: Path, sample: Notebook, tmp_path: Path
) -> None:
    whole = reports(quay, sample, language)
    for path in written({name: whole[name] for name in ("kinds", "flow", "sample")}, style, tmp_path):
        told = tagged(path)
        assert told.drawn
        for extracted, drawn, ornament in zip(map(letters, page_texts(path)), told.drawn, told.ornament, strict=True):
            assert letters(drawn) in extracted, "what is told stands together, heads and feet of the page around it"
            assert Counter(extracted) == Counter(letters(drawn + ornament))
        for one, next_one in pairwise(in_order(told.root)):
            assert one < next_one, "only figures and footnotes may stand elsewhere"
        for other in others(path):
            assert Counter(letters(other)) == Counter(letters("".join(page_texts(path))))


def in_order(node: Node) -> Iterator[tuple[int, int]]:
    """(page, mark) of everything that is told outside figures and footnotes, in the order of the tags."""
    for each in node.content:
        if isinstance(each, tuple):
            yield each
        elif each.role == "Note" and node.role == "P":
            continue  # at the foot of the page
        elif not any(held.role == "Figure" for held in each.all() if held is each or held.parent is each):
            yield from in_order(each)


def others(path: Path) -> Iterator[str]:
    """The text of a file as other readers than pdfium give it, those that are here; each has to find it sound."""
    with pikepdf.open(path) as pdf:
        assert pdf.check_pdf_syntax() == []
    if shutil.which("qpdf"):
        subprocess.run(["qpdf", "--check", str(path)], check=True, capture_output=True)
    if shutil.which("pdftotext"):
        done = subprocess.run(["pdftotext", "-raw", "-enc", "UTF-8", str(path), "-"], check=True, capture_output=True)
        assert done.stderr == b""
        yield done.stdout.decode()
