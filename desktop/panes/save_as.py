"""Asks where a file goes that a page makes: in the folder of the last one, under a name that says what it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

if TYPE_CHECKING:
    from desktop.context import PageContext

FOLDER: Final = "export-folder"
"""Name under which it is remembered where the last report went."""


def ask_place(
    context: PageContext, window: QWidget, title: str, ending: str, name: str, then: Callable[[Path], object]
) -> None:
    """Ask over window; then is called with the place that was chosen. ending: pdf. name: of the file, without it."""
    dialog = QFileDialog(window, title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(f"{ending.upper()} (*.{ending})")
    dialog.setDefaultSuffix(ending)
    kept = context.memory.choice(FOLDER)
    dialog.setDirectory(kept if kept and Path(kept).is_dir() else str(context.notebook.path.parent))
    dialog.selectFile(f"{name}.{ending}")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda file: then(Path(file)))
    dialog.open()
