"""The drawings that reports take as they are: equal to what draws them, and seen on the cover."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from exporters.base import WriteOptions, no_progress
from exporters.pdf.drawing import globe
from exporters.pdf.writer import PdfWriter
from resources import ROOT
from tests.exporters.pdf.documents import COVER, document
from tests.exporters.pdf.reading import opened

_SAID = (
    "# Path operators of the cover's globe, written by `pytest tests/exporters/pdf/test_drawing.py --update-golden`."
)


def test_the_drawnis_what_its_module_draws(pytestconfig: pytest.Config) -> None:
    text = "".join(f"{line}\n" for line in (_SAID, *(f'{part} = "{path}"' for part, path in globe().items())))
    file = ROOT / "drawings" / "globe.toml"
    if pytestconfig.getoption("--update-golden"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="ascii", newline="\n")
    assert file.read_text(encoding="ascii") == text


def test_it_stands_on_the_field_of_the_cover(tmp_path: Path) -> None:
    path = PdfWriter().write(document(cover=COVER), tmp_path / "a.pdf", WriteOptions(epoch=0), no_progress).path
    with opened(path) as pdf:
        seen = pdf[0].render(scale=1).to_pil().convert("RGB")
    beside, drawn = seen.crop((0, 330, 56, 500)), seen.crop((250, 330, 590, 500))
    assert len(beside.getcolors(9999) or ()) == 1, "the plain field"
    assert len(drawn.getcolors(99999) or ()) > 50


def test_no_report_waits_for_what_has_drawn_it(tmp_path: Path) -> None:
    said = (
        "import sys; from pathlib import Path; from exporters.pdf.writer import PdfWriter;"
        "from exporters.base import WriteOptions, no_progress;"
        "from tests.exporters.pdf.documents import COVER, document;"
        "PdfWriter().write(document(cover=COVER), Path(sys.argv[1]), WriteOptions(), no_progress);"
        "print(sorted({'reportlab', 'PIL'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", said, str(tmp_path / "a.pdf")]
    told = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT.parent)
    assert told.stdout.strip() == "[]"
