"""Makes the report the user asks for, in the pool, while the window stays usable."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices

from db.errors import KnownError
from desktop.messages import Level, Step

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from db.notebook import Notebook
    from desktop.context import PageContext
    from desktop.dialogs.export import ExportDialog, Wish
    from exporters.base import Finding, Progress, Written

TOLD = 3
"""Findings told in words after an export; the rest are counted."""


class Exporting(QObject):
    """One way from the export dialog to a file and the band that says where it is."""

    def __init__(self, context: PageContext, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._window = context, window
        self.dialog: ExportDialog | None = None

    def ask(self, report_id: str = "") -> None:
        """Show the dialog. report_id: a saved report to start with."""
        from db.records import Report
        from desktop.dialogs.export import ExportDialog

        reader, sentences = self._context.notebook.reader, self._context.sentences
        tour = reader.tour()
        title = (tour.title if tour else "") or sentences("window.unnamed.tour")
        dialog = ExportDialog(
            self._context.theme, sentences, title, self._context.notebook.path.parent, reader.all(Report), self._window
        )
        dialog.choose(report_id)
        dialog.wished.connect(self._make)
        dialog.setWindowModality(Qt.WindowModality.NonModal)
        dialog.finished.connect(self._put_away)
        self.dialog = dialog
        dialog.show()

    def _put_away(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    def _make(self, wish: Wish) -> None:
        from exporters.files import check_target

        dialog, notebook = self.dialog, self._context.notebook
        if dialog is None:
            return
        try:
            check_target(wish.path)
            if not notebook.read_only:
                self._context.operations.commit_drafts()
        except KnownError as error:
            dialog.refuse(self._context.sentences(error.key, **error.values))
            return
        task = self._context.operations.start(lambda progress: write(notebook, wish, progress))
        task.done.connect(self._made)
        task.failed.connect(self._failed)
        dialog.follow(task)

    def _made(self, written: Written) -> None:
        if self.dialog is not None:
            self.dialog.accept()
        path = written.path
        self._context.messages.tell(
            Level.INFO,
            "window.export.done",
            Step("window.export.open", lambda: _show(path)),
            Step("window.export.open_folder", lambda: _show(path.parent)),
            topic="export",
            name=path.name,
            pages=written.pages,
        )
        if written.findings:
            self._tell_findings(written.findings)

    def _tell_findings(self, findings: Sequence[Finding]) -> None:
        """All in one band: what was left out or looks wrong, the first few in words."""
        sentences = self._context.sentences
        words = []
        for finding in findings[:TOLD]:
            place = f"{finding.place}: " if finding.place else ""
            words.append(place + sentences(finding.code, **dict(finding.values)))
        self._context.messages.tell(
            Level.WARNING,
            "window.export.findings",
            topic="export findings",
            count=len(findings),
            words=" · ".join(words),
        )

    def _failed(self, error: Exception) -> None:
        if self.dialog is not None and isinstance(error, KnownError):
            self.dialog.refuse(self._context.sentences(error.key, **error.values))
            return
        if self.dialog is not None:
            self.dialog.reject()
        self._context.messages.error(error, topic="export")


def write(notebook: Notebook, wish: Wish, progress: Progress) -> Written:
    """Compile and write in this thread. Raises KnownError, Cancelled.

    The window's reader is used only for a notebook opened for reading, which may stand on a copy; otherwise one of
    its own, so that nobody waits.
    """
    from exporters.output import Wanted, epoch, write_report

    wanted = Wanted(report=wish.report, edition=wish.edition, epoch=epoch(os.environ))
    if notebook.read_only:
        return write_report(notebook.reader, wish.path, wanted, progress)
    with closing(notebook.another_reader()) as reader:
        return write_report(reader, wish.path, wanted, progress)


def _show(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
