"""Pictures of the window and of report pages, made from the sample: for the README, and to look at after a change.

python -m benchmarks.screenshots FOLDER
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
from PIL import Image, ImageDraw

from benchmarks.measure import know
from benchmarks.scenes import SIZE, begin, widgets
from db.queries import Reader
from db.records import Visit
from exporters.base import no_progress
from exporters.output import Wanted, write_report
from exporters.sample import build
from exporters.styles import styles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from benchmarks.scenes import Stage

SMALL = (1024, 700)
LOOKS = (
    ("ko", "light", 100, SIZE),
    ("ko", "dark", 100, SIZE),
    ("en", "light", 100, SIZE),
    ("en", "dark", 100, SIZE),
    ("ko", "light", 200, SIZE),
    ("en", "light", 150, SMALL),
)
"""Language, colours, text size in per cent, and size of the window in px."""
REST, PAGES_REST = 350, 1800
"""ms until a page stands, and until a dialog shows what takes longer: the pages of a report, say."""
SCREEN = {"name": "screen", "x": 0, "y": 0, "width": 1440, "height": 900, "logicalDpi": 96, "dpr": 1}
"""The screen that is not there: Qt's own would be too small for the dialogs."""
SCALE = 1.5
"""Pixels a point: pages are 893 pixels wide."""


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        os.environ["BRIEFING_HOME"] = str(Path(name) / "home")
        screen = Path(name) / "screen.json"
        screen.write_text(json.dumps({"screens": [SCREEN]}), encoding="utf-8")
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={screen}"
        notebook = Path(name) / "sample.notebook"
        build(notebook).close()
        know(notebook)
        pages(notebook, folder)
        looks(notebook, folder)
        windows(notebook, folder)


def pages(notebook: Path, folder: Path) -> None:
    """One picture a page of the internal report."""
    reader = Reader(notebook)
    try:
        path = write_report(reader, notebook.with_suffix(".pdf"), Wanted(), no_progress).path
    finally:
        reader.close()
    document = pypdfium2.PdfDocument(path)
    for number, page in enumerate(document, start=1):
        page.render(scale=SCALE).to_pil().save(folder / f"page-{number:02}.png")
    document.close()


def looks(notebook: Path, folder: Path) -> None:
    """One small picture a report style: cover, beginning of a visit, questions."""
    reader = Reader(notebook)
    for style in styles():
        path = write_report(reader, notebook.with_suffix(".pdf"), Wanted(style=style), no_progress).path
        document = pypdfium2.PdfDocument(path)
        places = {mark.get_title(): mark.get_dest().get_index() for mark in reversed(list(document.get_toc()))}
        visit = reader.all(Visit)[0].institution
        asked = next(at for title, at in places.items() if title == "질의응답")
        shown = [document[at].render(scale=0.5).to_pil() for at in (0, places[visit], asked)]
        width, height = shown[0].size
        row = Image.new("RGB", (3 * width + 40, height + 20), "#EEF1F5")
        for at, page in enumerate(shown):
            row.paste(page, (10 + at * (width + 10), 10))
        row.save(folder / f"style-{style}.png", optimize=True)
        document.close()
    reader.close()


def windows(notebook: Path, folder: Path) -> None:
    """Every page and dialog in both languages and themes, the Korean ones at 200 % and in a small window too."""
    stage = begin(notebook)
    for language, theme, size, room in LOOKS:
        stage.window.set_language(language)
        stage.window.set_colours(theme)
        stage.window.set_text_size(size)
        stage.window.resize(*room)
        name = f"{language}-{theme}-{size}" + ("" if room == SIZE else f"-{room[0]}")
        taken = [picture(stage, shown, folder / f"window-{name}-{scene}.png") for scene, shown in widgets(stage)]
        for number in range(0, len(taken), 12):
            sheet(taken[number : number + 12]).save(folder / f"sheet-{name}-{number // 12 + 1}.png")
    stage.window.set_text_size(100)
    stage.window.set_colours("light")
    stage.window.set_language("ko")
    stage.end()
    welcome = begin(None)
    picture(welcome, welcome.window, folder / "window-ko-light-100-welcome.png")
    welcome.end()


def picture(stage: Stage, shown: QWidget, path: Path) -> Path:
    """What a window or dialog shows once it is at rest."""
    stage.rest(PAGES_REST if shown.inherits("QDialog") else REST)
    shown.grab().save(str(path))
    return path


def sheet(pictures: Sequence[Path]) -> Image.Image:
    """Pictures side by side, small, with their names: to be looked at all at once."""
    across, width, height = 3, 640, 400
    answer = Image.new("RGB", (across * width, -(-len(pictures) // across) * (height + 20)), "#808890")
    words = ImageDraw.Draw(answer)
    for number, path in enumerate(pictures):
        with Image.open(path) as image:
            image.thumbnail((width - 10, height - 10))
            left, top = number % across * width + 5, number // across * (height + 20) + 20
            answer.paste(image, (left, top))
        words.text((left, top - 15), path.stem.removeprefix("window-"), "#FFFFFF")
    return answer


if __name__ == "__main__":
    main(Path(sys.argv[1]))
