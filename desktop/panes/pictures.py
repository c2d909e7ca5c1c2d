"""Picture files on their way into the notebook: asked for, then cleaned and stored away from the GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

if TYPE_CHECKING:
    from db.blobs import Blob
    from desktop.panes.writing import WritingPage
    from exporters.base import Progress

NAMES = "*.jpg *.jpeg *.png *.webp *.gif *.bmp *.tif *.tiff *.heic"


def choose_pictures(page: WritingPage, then: Callable[[list[Path]], None]) -> None:
    """Ask for picture files; then gets their paths."""
    say = page.context.sentences
    dialog = QFileDialog(page, say("editor.figures.add"))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilter(f"{say('editor.figures.pictures')} ({NAMES})")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.filesSelected.connect(lambda files: then([Path(file) for file in files]))
    dialog.open()


def take_pictures(page: WritingPage, paths: Sequence[Path], then: Callable[[list[Blob]], None]) -> None:
    """Clean and store pictures away from the GUI thread; then gets their Blobs. What is no picture is told."""
    notebook = page.context.notebook

    def work(progress: Progress) -> list[Blob]:
        blobs = []
        for done, path in enumerate(paths):
            progress(done, len(paths))
            blobs.append(notebook.add_blob(path.read_bytes()))
        return blobs

    task = page.context.operations.start(work)
    task.done.connect(then)
    task.failed.connect(page.context.operations.failed)
