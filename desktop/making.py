"""Makes notebooks from the window: a new one for a tour, or the sample."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.dates import day_of
from desktop.folders import SUFFIX, shown
from desktop.messages import Level
from desktop.operations import Pool

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from db.edits import Edit
    from db.queries import Reader
    from desktop.dialogs.new_notebook import NewTour
    from desktop.frame import Holder
    from desktop.messages import Messages
    from desktop.theme import Theme
    from resources import Sentences

SAMPLE = f"sample{SUFFIX}"


def ask_new(
    window: QWidget, session: Holder, theme: Theme, sentences: Sentences, *, title: str = "",
    then: Callable[[], None] | None = None, source: Reader | None = None,
) -> None:  # fmt: skip
    """Show the dialog for a new notebook. title: proposed. then: called when the notebook is open.

    source: of the tour that is open, from which something may be taken along.
    """
    from desktop.dialogs.new_notebook import NewNotebookDialog

    dialog = NewNotebookDialog(theme, sentences, documents(), window, source)
    dialog.title.setText(title)

    def accepted() -> None:
        if create(session, dialog.answer(), source) and then is not None:
            then()

    dialog.accepted.connect(accepted)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def create(session: Holder, tour: NewTour, source: Reader | None = None) -> bool:
    """Make and open a notebook that holds tour, and what is taken along from source."""
    from db.edits import create as create_edit
    from db.order import keys
    from db.records import Tour

    edit = create_edit(
        Tour, order=keys(1)[0], title=tour.title, start=tour.start, end=tour.end, countries=tour.countries
    )
    along: list[Edit] = []
    if source is not None:
        from desktop.models.taken_along import edits_along, shift

        along = edits_along(source, tour.along, edit.object, shift(source, day_of(tour.start)))
    return session.create(tour.path, [edit, *along])


def make_sample(window: QWidget, session: Holder, messages: Messages) -> None:
    """Open the sample among the user's documents; make it there first where there is none."""
    path = documents() / SAMPLE
    if path.exists():
        session.open(path)
        return
    messages.tell(Level.INFO, "window.sample.busy", topic="sample")
    pool = Pool(window)
    task = pool.start(lambda progress: _build(path))

    def ended() -> None:
        pool.close()
        pool.deleteLater()

    def made(notebook: object) -> None:
        messages.withdraw("sample")
        session.settings.remember(str(notebook), path)
        session.open(path)

    task.done.connect(made)
    task.failed.connect(lambda error: messages.error(error, topic="sample"))
    task.finished.connect(ended)


def documents() -> Path:
    """Where the user's notebooks usually are: the documents, or where a cloud service keeps those, the home folder."""
    from platformdirs import user_documents_path

    from db.place import is_shared

    folder = user_documents_path()
    return folder if folder.is_dir() and not is_shared(folder / SAMPLE) else Path.home()


def downloads() -> Path:
    """Where what others sent usually arrives: the downloads, or the documents where there are none."""
    from platformdirs import user_downloads_path

    folder = user_downloads_path()
    return folder if folder.is_dir() else documents()


def free_place(path: Path) -> Path:
    """Where a copy of the notebook at path goes: among the documents, under its own name while that is free."""
    stem, folder = shown(path), documents()
    number, name = 1, f"{stem}{SUFFIX}"
    while os.path.lexists(folder / name):
        number += 1
        name = f"{stem} {number}{SUFFIX}"
    return folder / name


def _build(path: Path) -> str:
    """The id of the sample made at path."""
    from exporters.sample import build

    with build(path) as notebook:
        return notebook.id
