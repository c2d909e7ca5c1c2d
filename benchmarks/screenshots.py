"""Pictures of the window and of report pages, made from the sample: for the README, and to look at after a change.

python -m benchmarks.screenshots FOLDER
"""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import date
from pathlib import Path

import pypdfium2
from PIL import Image
from PySide6.QtCore import QDeadlineTimer
from PySide6.QtWidgets import QApplication, QDialog

import resources
from benchmarks.measure import know
from db.queries import Reader
from db.records import Person, Visit
from db.settings import Settings
from desktop.app import application
from desktop.main_window import MainWindow
from desktop.messages import Messages
from desktop.models.day import day_key
from desktop.models.outline import HOME, IMPLICATIONS
from desktop.panes.visit.visit import VisitPage
from desktop.session import Session
from desktop.window_state import WindowState
from exporters.base import no_progress
from exporters.output import Wanted, write_report
from exporters.sample import build
from exporters.styles import styles

SIZE = (1440, 900)
SCALE = 1.5
"""Pixels a point: pages are 893 pixels wide."""


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        os.environ["BRIEFING_HOME"] = str(Path(name) / "home")
        notebook = Path(name) / "sample.notebook"
        build(notebook).close()
        know(notebook)
        pages(notebook, folder)
        looks(notebook, folder)
        for language in resources.LANGUAGES:
            windows(notebook, folder, language)


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


def windows(notebook: Path, folder: Path, language: str) -> None:
    """Home and the day for each role, the implications, the first visit with its tabs, and the export dialog."""
    app, messages = application(), Messages()
    settings = Settings.load()
    session = Session(settings, messages)
    session.open(notebook)
    state = WindowState(settings.folder / "window.ini")
    assert session.notebook is not None
    visits = session.notebook.reader.all(Visit)
    day = date.fromisoformat(visits[0].date or "2031-05-05")
    window = MainWindow(session, messages, state, resources.sentences(language), day)
    window.resize(*SIZE)
    window.show()
    assert window.workspace is not None
    window.go(HOME)
    picture(app, window, folder / f"window-home-{language}.png")
    for role in ("participant", "reviewer", "coordinator"):
        people = session.notebook.reader.all(Person, role=role)
        window.set_person(people[0].id if people else "")
        window.go(HOME)
        picture(app, window, folder / f"window-home-{role}-{language}.png")
    window.set_person("")
    for key, name in ((day_key(day), "day"), (IMPLICATIONS, "implications")):
        window.go(key)
        picture(app, window, folder / f"window-{name}-{language}.png")
    window.workspace.open(visits[0].id)
    page = window.workspace.stack.currentWidget()
    assert isinstance(page, VisitPage)
    for place, tab in enumerate(("notes", "questions", "takeaways", "figures")):
        page.show_tab(place)
        picture(app, window, folder / f"window-{tab}-{language}.png")
    window.actions_["export"].trigger()
    picture(app, window, folder / f"window-export-{language}.png")
    window.close()
    session.close()


def picture(app: QApplication, window: MainWindow, path: Path) -> None:
    """What the window, or the dialog over it, shows once it is at rest."""
    end = QDeadlineTimer(1000)
    while not end.hasExpired():
        app.processEvents()
    dialogs = [shown for shown in app.topLevelWidgets() if isinstance(shown, QDialog) and shown.isVisible()]
    (dialogs[0] if dialogs else window).grab().save(str(path))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
