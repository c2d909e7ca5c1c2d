"""What the menus ask for beyond walking about: new, open, import, export, send, add; each goes its own way."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from db.errors import KnownError
from desktop import adding, making
from desktop.folders import bundles_in, notebook_folder
from desktop.session import SAVING

if TYPE_CHECKING:
    from desktop.actions import Actions
    from desktop.exchanging import Exchanging
    from desktop.frame import Frame
    from desktop.messages import Messages
    from desktop.session import Session


TEXT_FILES = (".txt", ".md")


class Errands(QObject):
    """window: what dialogs lie over. frame: the same, as errands know it. today: the laptop's date, for a new visit."""

    def __init__(self, window: QWidget, frame: Frame, session: Session, messages: Messages, today: date) -> None:
        super().__init__(window)
        self._window, self._frame, self._session = window, frame, session
        self._messages, self._today = messages, today
        self._received: Path | None = None
        self._exchanging: Exchanging | None = None

    @property
    def exchanging(self) -> Exchanging:
        """What takes bundles in; it comes when it is needed."""
        from desktop.exchanging import Exchanging

        if self._exchanging is None:
            self._exchanging = Exchanging(self._window, self._frame, self._session, self._messages, self._today)
        return self._exchanging

    def ask_new(self) -> None:
        making.ask_new(self._window, self._session, self._frame.theme, self._frame.sentences)

    def ask_new_from(self) -> None:
        """A new notebook to which institutions and people of the open one are taken along."""
        notebook = self._session.notebook
        if notebook is not None:
            self._frame.leave()
            making.ask_new(
                self._window, self._session, self._frame.theme, self._frame.sentences, source=notebook.reader
            )

    def ask_open(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self._window, self._frame.sentences("window.open.title"), str(making.documents())
        )
        if folder:
            self._session.open(Path(folder))

    def ask_import(self) -> None:
        sentences = self._frame.sentences
        kinds = f"{sentences('window.import.files')} (*.txt *.md);;{sentences('window.import.all_files')} (*)"
        names, _ = QFileDialog.getOpenFileNames(
            self._window, sentences("window.import.choose"), str(making.documents()), kinds
        )
        self.take_files([Path(name) for name in names])

    def take(self, paths: Sequence[Path]) -> None:
        """Open the first notebook among paths, and take bundles and texts in: what was dropped, or given to a start."""
        notebook = next(filter(None, map(notebook_folder, paths)), None)
        rest = [path for path in paths if notebook_folder(path) is None]
        if notebook is None:
            self.take_rest(rest)
        else:
            self._session.open(notebook, partial(self.take_rest, rest))

    def take_rest(self, paths: Sequence[Path]) -> None:
        """Take bundles in; where there is none, texts."""
        bundles = [bundle for path in paths for bundle in bundles_in(path)]
        if bundles:
            self.exchanging.receive(bundles)
        else:
            self.take_files(list(paths))

    def ask_receive(self) -> None:
        """Choose bundles to be taken in, where bundles were found last."""
        sentences, kept = self._frame.sentences, self._received
        dialog = QFileDialog(self._window, sentences("exchange.choose"), str(kept or making.downloads()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilter(f"{sentences('exchange.bundles')} (*.brief *.zip)")
        dialog.filesSelected.connect(lambda names: self._receive([Path(name) for name in names]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _receive(self, paths: Sequence[Path]) -> None:
        self._received = paths[0].parent
        self.exchanging.receive(paths)

    def ask_send(self, purpose: str) -> None:
        """Make a bundle of purpose: tour, answer, review or everything."""
        from desktop.sending import Sending

        if self._session.notebook is not None:
            self._frame.leave()
            Sending(self._frame.context(), self._window, self._today).ask(purpose)

    def take_files(self, paths: list[Path]) -> None:
        """Import text files into the open notebook, or into a new one."""
        from desktop.importing import Importing

        notebook = self._session.notebook
        if paths and notebook is not None and notebook.read_only:
            self._session.refused(notebook.path, KnownError("errors.read_only", path=notebook.path))
        elif paths and notebook is None:
            title = unicodedata.normalize("NFC", paths[0].stem)
            frame = self._frame
            making.ask_new(
                self._window,
                self._session,
                frame.theme,
                frame.sentences,
                title=title,
                then=lambda: self.take_files(paths),
            )
        elif paths:
            self._frame.leave()
            importing = Importing(self._frame.context(), self._window)
            importing.taken.connect(self._frame.go)
            importing.plan(paths)

    def ask_export(self, report_id: str = "") -> None:
        from desktop.dialogs.export import ExportDialog
        from desktop.exporting import Exporting

        report_id = report_id if isinstance(report_id, str) else ""
        shown = next((dialog for dialog in self._window.findChildren(ExportDialog) if dialog.isVisible()), None)
        coming = next((each for each in self._window.findChildren(Exporting) if each.coming), None)
        if shown is not None:
            if report_id:
                shown.definition.choose(report_id)
            shown.raise_()
            shown.activateWindow()
        elif coming is not None:
            coming.ask(report_id)
        elif self._session.notebook is not None:
            self._frame.leave()
            Exporting(self._frame.context(), self._window).ask(report_id)

    def add_visit(self) -> None:
        context, current = self._frame.context(), self._frame.current
        self._add(lambda: adding.add_visit(context, current, self._today))

    def add_chapter(self) -> None:
        context = self._frame.context()
        self._add(lambda: adding.add_chapter(context))

    def _add(self, make: Callable[[], str]) -> None:
        try:
            self._frame.go(make())
        except KnownError as error:
            self._messages.error(error, topic=SAVING)

    def show_about(self) -> None:
        from desktop.dialogs.about import AboutDialog

        AboutDialog(self._frame.theme, self._frame.sentences, self._window).open()

    def show_keys(self, actions: Actions) -> None:
        """Every key there is, found by typing."""
        from desktop.dialogs.keys import KeysDialog, all_keys

        say = self._frame.sentences
        KeysDialog(self._frame.theme, say, all_keys(actions, say), self._window).open()

    def show_intakes(self) -> None:
        """What came in by merging, to be taken back or in again."""
        from desktop.dialogs.intakes import IntakesDialog
        from desktop.models.intakes import taken

        notebook, places = self._session.notebook, self._session.places
        if notebook is None:
            return
        self._frame.leave()
        rows = taken(notebook.reader, notebook.intakes())
        dialog = IntakesDialog(
            self._frame.theme, self._frame.sentences, self._today, rows, reading=notebook.read_only, parent=self._window
        )
        dialog.back_requested.connect(lambda row: places.take_back(row.id, Path(row.name)))
        dialog.again_requested.connect(lambda row: places.bring_again(row.id, Path(row.name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def make_sample(self) -> None:
        making.make_sample(self._window, self._session, self._messages)


def takeable(data: QMimeData) -> list[Path]:
    """What of data `Errands.take` takes: texts, bundles and notebooks."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in TEXT_FILES or bundles_in(path) or notebook_folder(path)]
