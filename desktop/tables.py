"""Takes tables in: read from the clipboard or a file beside the window, shown as a preview, written in one step."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from db.errors import KnownError
from desktop.performed import Performed

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QMimeData

    from db.edits import Changes
    from desktop.context import PageContext
    from desktop.dialogs.pasted_table import PastedTableDialog
    from exporters.importing.grid import Grid
    from exporters.importing.listed import Line, Listing

TABLE_FILES = (".xlsx", ".csv", ".tsv", ".txt")
FOLDER = "tables-folder"
"""Under which name the last folder of a table is remembered."""


class Tables(QObject):
    """One way from a table to records. taken: Changes that came in. window: what the dialog lies over.

    turned: the name of the sort of table that is taken after all.
    """

    taken = Signal(object)
    turned = Signal(str)

    def __init__(self, context: PageContext, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._window = context, window
        self._sorts: tuple[Listing, Listing] | None = None
        self._grid: Grid = ()
        self.dialog: PastedTableDialog | None = None

    def ask(self, listing: Listing, other: Listing, data: QMimeData | None = None) -> None:
        """Show what the clipboard, or data that was dropped, would bring as listing says.

        other: the sort of table that is offered where the one that comes looks like it.
        """
        if self._context.notebook.read_only or self.dialog is not None:
            return
        self._open(listing, other)
        file = table_file(data) if data is not None else None
        if file is not None:
            self._read_file(file)
        else:
            self._paste(data)

    def _open(self, listing: Listing, other: Listing) -> None:
        from desktop.dialogs.pasted_table import PastedTableDialog

        self._sorts = listing, other
        dialog = self.dialog = PastedTableDialog(self._context.theme, self._context.sentences, listing, self._window)
        dialog.paste_requested.connect(self._paste)
        dialog.file_requested.connect(self._choose)
        dialog.take_requested.connect(self._take)
        dialog.turn_requested.connect(self._turn)
        dialog.finished.connect(self._put_away)
        dialog.open()

    def _turn(self) -> None:
        """Take the same table as one of the other sort."""
        assert self.dialog is not None
        assert self._sorts is not None
        listing, other = self._sorts
        self.dialog.reject()
        self.turned.emit(other.name)
        self._open(other, listing)
        self._show(self._grid)

    def _put_away(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    def _paste(self, data: QMimeData | None = None) -> None:
        found = data or QGuiApplication.clipboard().mimeData()
        text, html = found.text(), found.html() if found.hasHtml() else ""

        def work() -> Grid:
            from exporters.importing.grid import grid_of_clipboard

            return grid_of_clipboard(text, html)

        self._read(work)

    def _choose(self) -> None:
        say, memory = self._context.sentences, self._context.memory
        kinds = f"{say('tour.paste.files')} (*{' *'.join(TABLE_FILES)});;{say('window.import.all_files')} (*)"
        name, _ = QFileDialog.getOpenFileName(self.dialog, say("tour.paste.file"), memory.choice(FOLDER), kinds)
        if name:
            memory.keep_choice(FOLDER, str(Path(name).parent))
            self._read_file(Path(name))

    def _read_file(self, path: Path) -> None:
        def work() -> Grid:
            from exporters.files import read_input
            from exporters.importing.grid import grid_of_file

            return grid_of_file(read_input(path), unicodedata.normalize("NFC", path.name))

        self._read(work)

    def _read(self, work: Callable[[], Grid]) -> None:
        task = self._context.operations.start_short(lambda _: work())
        task.done.connect(self._show)
        task.failed.connect(self._failed)

    def _show(self, grid: Grid) -> None:
        from exporters.importing.listed import belongs_to

        if self.dialog is not None:
            assert self._sorts is not None
            self._grid = grid
            self.dialog.show_grid(grid, strange=belongs_to(grid, *self._sorts))

    def _take(self, lines: list[Line]) -> None:
        assert self._sorts is not None
        operations, notebook, edits = self._context.operations, self._context.notebook, self._sorts[0].edits(lines)
        operations.preparing.emit()
        task = operations.start_short(lambda _: notebook.commit(edits))

        def written(changes: Changes) -> None:
            operations.announce(changes)
            operations.perform(Performed(changes, tuple(edits), "added"))
            if self.dialog is not None:
                self.dialog.accept()
            self.taken.emit(changes)

        task.done.connect(written)
        task.failed.connect(self._failed)

    def _failed(self, error: Exception) -> None:
        """What cannot be read or written is told in the dialog; its table stays."""
        if not isinstance(error, KnownError):
            raise error
        if self.dialog is not None:
            self.dialog.failed(self._context.sentences(error.key, **error.values))


def table_file(data: QMimeData) -> Path | None:
    """The first file of data that may hold a table."""
    paths = (Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
    return next((path for path in paths if path.suffix.lower() in TABLE_FILES), None)
