"""What the menus ask for beyond walking about: new, open, import, export, add; each goes its own way."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from db.errors import KnownError
from desktop import adding, making
from desktop.session import SAVING

if TYPE_CHECKING:
    from desktop.main_window import MainWindow
    from desktop.messages import Messages
    from desktop.session import Session


class Errands(QObject):
    """today: the laptop's date, where a new visit is put."""

    def __init__(self, window: MainWindow, session: Session, messages: Messages, today: date) -> None:
        super().__init__(window)
        self._window, self._session, self._messages, self._today = window, session, messages, today

    def ask_new(self) -> None:
        making.ask_new(self._window, self._session, self._window.theme, self._window.sentences)

    def ask_open(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self._window, self._window.sentences("window.open.title"), str(making.documents())
        )
        if folder:
            self._session.open(Path(folder))

    def ask_import(self) -> None:
        sentences = self._window.sentences
        kinds = f"{sentences('window.import.files')} (*.txt *.md);;{sentences('window.import.all_files')} (*)"
        names, _ = QFileDialog.getOpenFileNames(
            self._window, sentences("window.import.choose"), str(making.documents()), kinds
        )
        self.take_files([Path(name) for name in names])

    def take_files(self, paths: list[Path]) -> None:
        """Import text files into the open notebook, or into a new one."""
        from desktop.importing import Importing

        if paths and self._session.notebook is None:
            title = unicodedata.normalize("NFC", paths[0].stem)
            window = self._window
            making.ask_new(
                window, self._session, window.theme, window.sentences, title=title, then=lambda: self.take_files(paths)
            )
        elif paths:
            self._window.leave()
            importing = Importing(self._window.context(), self._window)
            importing.taken.connect(self._window.go)
            importing.plan(paths)

    def ask_export(self, report_id: str = "") -> None:
        from desktop.dialogs.export import ExportDialog
        from desktop.exporting import Exporting

        shown = next((dialog for dialog in self._window.findChildren(ExportDialog) if dialog.isVisible()), None)
        if shown is not None:
            shown.activateWindow()
        elif self._session.notebook is not None:
            self._window.leave()
            Exporting(self._window.context(), self._window).ask(report_id if isinstance(report_id, str) else "")

    def add_visit(self) -> None:
        context, space = self._window.context(), self._window.workspace
        self._add(lambda: adding.add_visit(context, space.current if space else "", self._today))

    def add_takeaway(self, visit_id: str) -> None:
        """A takeaway of whoever writes, to be filled now."""
        context = self._window.context()
        self._add(lambda: adding.add_takeaway(context, visit_id))

    def add_chapter(self) -> None:
        context = self._window.context()
        self._add(lambda: adding.add_chapter(context))

    def _add(self, make: Callable[[], str]) -> None:
        try:
            self._window.go(make())
        except KnownError as error:
            self._messages.error(error, topic=SAVING)

    def show_about(self) -> None:
        from desktop.dialogs.about import AboutDialog

        AboutDialog(self._window.theme, self._window.sentences, self._window).open()

    def make_sample(self) -> None:
        making.make_sample(self._window, self._session, self._messages)
