"""What the export dialog asks to be kept: definitions of reports, each change a step that can be undone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from db.edits import change, create
from db.errors import KnownError
from db.order import key_between
from db.records import Report
from desktop.models.report_choice import differences
from exporters.compile.choice import Definition

if TYPE_CHECKING:
    from db.blobs import Blob
    from db.edits import Edit
    from desktop.context import PageContext
    from desktop.panes.report.definition import ReportDefinition


class Defining(QObject):
    """Carries out what one form asks for. refuse: is told in words what could not be done."""

    def __init__(
        self, context: PageContext, form: ReportDefinition, refuse: Callable[[str], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._context, self._form, self._refuse = context, form, refuse
        picker = form.picker
        picker.save_wanted.connect(self.save)
        picker.added.connect(lambda name: self.add(name, form.definition, instead=True))
        picker.renamed.connect(self.rename)
        picker.copy_wanted.connect(self.copy)
        picker.removal_wanted.connect(self.remove)
        form.logo.given.connect(self.take_logo)

    @property
    def _reports(self) -> list[Report]:
        return self._context.notebook.reader.all(Report)

    def save(self) -> None:
        """Write what was changed in the saved definition."""
        report, changes = self._form.chosen_report, self._form.changes
        if report is not None and changes:
            self._write([change(report, **changes)])
            self._form.follow(self._reports)

    def add(self, title: str, definition: Definition, *, instead: bool = False) -> str:
        """A new definition like this one, which is shown from now on; its id, or nothing where it was refused.

        instead: what was changed in the one shown until now went into the new one.
        """
        reader = self._context.notebook.reader
        tour = reader.tour()
        last = max((report.order for report in self._reports if report.order), default=None)
        fields: dict[str, Any] = {**differences(Definition(), definition), "title": title}
        edit = create(Report, tour=tour.id if tour else None, order=key_between(last, None), **fields)
        if not self._write([edit]):
            return ""
        self._form.follow(self._reports)
        self._form.choose(edit.object, keep=not instead)
        return edit.object

    def rename(self, title: str) -> None:
        report = self._form.chosen_report
        if report is not None and title != report.title:
            self._write([change(report, title=title)])
            self._form.set_title(title)
            self._form.follow(self._reports)

    def copy(self) -> None:
        """The saved definition once more, under a name that is typed next."""
        report = self._form.chosen_report
        if report is not None:
            name = self._context.sentences("pages.copy_name", name=report.title)
            if self.add(name.strip(), Definition.of(report)):
                self._form.picker.ask_name(new=False)

    def remove(self) -> None:
        """Put the definition into the bin; the whole notebook is shown instead."""
        report = self._form.chosen_report
        if report is not None and self._write([change(report, deleted=True)]):
            self._form.choose("", keep=False)
            self._form.follow(self._reports)

    def take_logo(self, path: Path) -> None:
        """Clean and store a picture away from the GUI thread; it is the report's logo from then on."""
        from desktop.panes.pictures import stored

        notebook = self._context.notebook
        task = self._context.operations.start_short(lambda progress: stored(notebook, path))
        task.done.connect(self._logo_taken)
        task.failed.connect(self._logo_refused)

    def _logo_taken(self, blob: Blob) -> None:
        self._form.set_logo(blob.sha256)

    def _logo_refused(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            raise error
        self._form.logo.refuse(self._context.sentences(error.key, **error.values))

    def _write(self, edits: list[Edit]) -> bool:
        if self._form.choice() is None:  # it would be kept as one that includes everything
            self._refuse(self._context.sentences("pages.nothing"))
            return False
        try:
            self._context.operations.commit(edits)
        except KnownError as error:
            self._refuse(self._context.sentences(error.key, **error.values))
            return False
        return True
