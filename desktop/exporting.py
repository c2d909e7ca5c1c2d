"""Takes a report from the notebook to its pages and to a file, while the window stays usable."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from db.errors import KnownError
from desktop.file_manager import open_file, show_in_folder
from desktop.turns import Turns

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.context import PageContext
    from desktop.dialogs.export import ExportDialog
    from desktop.models.page_places import FoundPlaces
    from desktop.models.sheets import Book, Sheets
    from desktop.report_pages import Made, PageMaker
    from exporters.base import Finding, Progress

SOON, QUIET = 120, 600
"""ms until pages follow a choice in the dialog; until they follow the writing in the window."""
CHOICES, FOLDER = "export", "export-folder"
"""What is remembered, by name."""
PAGES = "pdf"
"""The format whose pages are shown, whichever is saved."""


class Exporting(QObject):
    """One export dialog, the pages it shows, and the file they become. coming: asked for, and not seen yet."""

    def __init__(self, context: PageContext, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._window = context, window
        self.dialog: ExportDialog | None = None
        self.coming = False
        self._turns = Turns(window)
        self._turns.setParent(self)  # it ends with this
        self._report = ""
        self._maker: PageMaker | None = None
        self._sheets: Sheets | None = None
        self._made: Made | None = None
        self._places: FoundPlaces | None = None
        self._target: Path | None = None
        self._saved: Path | None = None
        self._stale = True
        self._behind = False  # the window has changed what the dialog lists
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._make)

    def ask(self, report_id: str = "") -> None:
        """Show the dialog, soon. report_id: a saved report to start with."""
        self._report = report_id or self._report
        if not self.coming and self.dialog is None:
            self.coming = True
            self._turns.run(self._while_open(self._asking()))

    def _asking(self) -> Iterator[None]:
        """The steps of it, each short enough for one turn of the loop; the dialog is seen when it is whole."""
        yield
        dialog = self._dialog()
        yield
        self._define(dialog)
        yield
        self._show(dialog)
        self.coming = False

    def _while_open(self, steps: Iterator[None]) -> Iterator[None]:
        """No step more once the notebook was closed."""
        for _ in steps:
            yield
            if self._context.operations.closed:
                self.deleteLater()
                return

    def _dialog(self) -> ExportDialog:
        """The dialog, which nobody sees yet."""
        from desktop.dialogs.export import ExportDialog
        from desktop.models.sheets import Sheets

        tour = self._context.notebook.reader.tour()
        title = (tour.title if tour else "") or self._context.sentences("window.unnamed.tour")
        sheets = self._sheets = Sheets(self)
        return ExportDialog(self._context, title, self._folder(), sheets, self._entry_of, self._window)

    def _define(self, dialog: ExportDialog) -> None:
        """Put in what the report is made of, as it was chosen last."""
        from db.records import Report
        from desktop.defining import Defining
        from desktop.models.report_choice import LastChoice

        reports = self._context.notebook.reader.all(Report)
        dialog.define(reports, LastChoice.read(self._context.memory.choice(CHOICES)))
        Defining(self._context, dialog.definition, dialog.refuse, dialog)

    def _show(self, dialog: ExportDialog) -> None:
        """Show it, and have its first pages made."""
        from desktop.report_pages import PageMaker

        try:
            maker = self._maker = PageMaker(self._context.notebook, self)
        except KnownError as error:
            self._context.messages.error(error, topic="export")
            dialog.deleteLater()
            self.deleteLater()
            return
        self.dialog = dialog
        if self._sheets is not None:
            self._connect(dialog, self._sheets)
        if self._report:
            dialog.definition.choose(self._report)
        maker.progress.connect(dialog.pages.making.show_progress)
        maker.made.connect(self._show_made)
        maker.refused.connect(self._refused)
        maker.broken.connect(self._broken)
        dialog.show()
        self._want()

    def follow(self, context: PageContext) -> None:
        """Go on in the language, colours and text size of context; a file that is being made is waited for."""
        dialog = self.dialog
        if dialog is None or not dialog.isVisible() or self._target is not None:
            return
        place = dialog.geometry()
        dialog.close()
        again = Exporting(context, self._window)
        again.ask()
        again.finish()
        if again.dialog is not None:
            again.dialog.setGeometry(place)

    def finish(self) -> None:
        """Show the dialog now, where it is still coming."""
        self._turns.finish()

    def _folder(self) -> Path:
        """Where the last report went, else beside the notebook."""
        kept = self._context.memory.choice(FOLDER)
        return Path(kept) if kept and Path(kept).is_dir() else self._context.notebook.path.parent

    def _connect(self, dialog: ExportDialog, sheets: Sheets) -> None:
        dialog.changed.connect(self._chosen)
        dialog.save_wanted.connect(self.save)
        dialog.remembered.connect(self._remember)
        dialog.open_wanted.connect(lambda: open_file(self._saved) if self._saved else None)
        dialog.folder_wanted.connect(lambda: show_in_folder(self._saved, self._window) if self._saved else None)
        dialog.undo_wanted.connect(self._undo)
        dialog.findings.open_requested.connect(self._go)
        dialog.pages.pressed.connect(sheets.read_at)
        dialog.pages.stopped.connect(self._stop)
        dialog.finished.connect(self._put_away)
        sheets.opened.connect(self._opened)
        sheets.read.connect(self._jump)
        sheets.found.connect(self._mark)
        sheets.failed.connect(lambda error: self._broken(str(error)))
        operations = self._context.operations
        operations.changed.connect(self._edited)
        operations.saved.connect(self._edited)

    def _put_away(self) -> None:
        """The dialog is closed: what was made for it goes."""
        dialog, self.dialog = self.dialog, None
        self._timer.stop()
        if dialog is not None:
            self._context.operations.changed.disconnect(self._edited)
            self._context.operations.saved.disconnect(self._edited)
            dialog.deleteLater()
        if self._sheets is not None:
            self._sheets.close()
        if self._maker is not None:
            self._maker.close()
        self.deleteLater()

    # --- pages --------------------------------------------------------------------------------------------------

    def _chosen(self) -> None:
        self._remember()
        self._want(SOON)

    def _remember(self) -> None:
        if self.dialog is not None:
            self._context.memory.keep_choice(CHOICES, self.dialog.definition.last().written())

    def _undo(self, way: str) -> None:
        """undo or redo what was done last to the records, the definitions among them."""
        stack = self._context.operations.undo
        if not stack.busy:
            getattr(stack, way)()

    def _edited(self, _: object) -> None:
        """Something was written in the window, as a draft or for good."""
        self._behind = True
        self._want(QUIET)

    def _want(self, after: int = 0) -> None:
        """Other pages are wanted, after so many ms without another wish."""
        self._stale = True
        self._timer.start(after)

    def _make(self) -> None:
        from db.records import Report

        dialog, maker, operations = self.dialog, self._maker, self._context.operations
        if dialog is None or maker is None or operations.closed:
            return
        if self._behind:
            self._behind = False
            dialog.definition.follow(self._context.notebook.reader.all(Report))
        choice = dialog.definition.choice()
        if choice is None:
            maker.stop()
            self._target = None
            dialog.pages.making.end()
            dialog.refuse(self._context.sentences("pages.nothing"))
            dialog.make.setEnabled(False)
            return
        dialog.make.setEnabled(True)
        dialog.forget_saved()
        dialog.pages.making.begin()
        if self._target is not None and dialog.form != PAGES:
            maker.want(choice, dialog.form)  # the pages wait, and are made when it is there
            return
        self._stale = False
        maker.want(choice)

    def _stop(self) -> None:
        """The user wants no pages now; those shown stay, and saving makes them anew."""
        if self.dialog is None or self._maker is None:
            return
        self._timer.stop()
        self._maker.stop()
        self._target, self._stale = None, True
        self.dialog.pages.making.end()
        self.dialog.tell(self._context.sentences("pages.stopped"))

    def _show_made(self, made: Made) -> None:
        from desktop.models.page_places import FoundPlaces

        if self.dialog is None or self._sheets is None or self._maker is None:
            return
        self.dialog.pages.making.end()
        if made.form != PAGES:
            self._hand_over(made)
            return
        before, self._made = self._made, made
        self._places = FoundPlaces(self._context.notebook.reader)
        self._sheets.open(made.path)
        if before is not None:
            self._maker.forget(before)
        self.dialog.show_made(made)
        if self._target is not None and not self._stale:
            target, self._target = self._target, None
            self._copy(made, target)

    def _hand_over(self, made: Made) -> None:
        """A file of another format is there: it is saved, and the pages follow what was changed meanwhile."""
        target, self._target = self._target, None
        if target is not None:
            self._copy(made, target)
        if self._maker is not None:
            self._maker.forget(made)
        if self._stale:
            self._timer.start(QUIET)

    def _opened(self, book: Book) -> None:
        from db.records import Chapter, Visit
        from desktop.models.page_places import page_of

        if self.dialog is None:
            return
        self.dialog.pages.follow()
        reader = self._context.notebook.reader
        found = ((each.id, page_of(book.marks, each)) for kind in (Visit, Chapter) for each in reader.all(kind))
        self.dialog.definition.show_pages({one: page + 1 for one, page in found if page is not None})
        for finding in self.dialog.findings.shown:
            sought = self._places.sought(book.marks, finding) if self._places is not None else None
            if sought is not None and self._sheets is not None:
                self._sheets.find(finding, sought)

    def _mark(self, finding: Finding, page: int) -> None:
        """What a finding is about stands on this page."""
        if self.dialog is not None:
            self.dialog.pages.small.mark(page, self.dialog.findings.words(finding))
            self.dialog.findings.show_page(finding, page)

    def _refused(self, error: KnownError) -> None:
        self._target = None
        if self.dialog is not None:
            words = self._context.sentences(error.key, **error.values)
            self.dialog.pages.making.end()
            self.dialog.refuse(words)
            if self._made is None:
                self.dialog.pages.say(words)

    def _broken(self, log: str) -> None:
        self._refused(KnownError("pages.broken_log", log=log) if log else KnownError("pages.broken"))

    # --- from a page to its entry -------------------------------------------------------------------------------

    def _jump(self, page: int, top: float, words: str, letter: int) -> None:
        from desktop.models.page_places import entry_at

        book = self._sheets.book if self._sheets else None
        entry = entry_at(self._context.notebook.reader, book.marks, page, top, words, letter) if book else None
        if entry is not None:
            self._go(entry)
        elif self.dialog is not None:
            self.dialog.tell(self._context.sentences("pages.no_entry"))

    def _go(self, object_id: str) -> None:
        """Show an entry in the window, which comes before the dialog; the dialog stays where it is."""
        if self.dialog is None:
            return
        self.dialog.step_aside()
        self._window.raise_()
        self._window.activateWindow()
        getattr(self._window, "go", lambda _: None)(object_id)

    def _entry_of(self, finding: Finding) -> str | None:
        return self._places.entry(finding) if self._places is not None else None

    # --- the file -----------------------------------------------------------------------------------------------

    def save(self, path: Path) -> None:
        """Save what is shown; where it is not up to date any more, what is made next."""
        from exporters.files import check_target

        dialog, notebook = self.dialog, self._context.notebook
        if dialog is None:
            return
        try:
            check_target(path)
            require_free(path)
            if not notebook.read_only:
                self._context.operations.preparing.emit()
                self._context.operations.commit_drafts()
        except KnownError as error:
            dialog.refuse(self._context.sentences(error.key, **error.values))
            return
        self._target = path
        if self._stale or dialog.form != PAGES:
            self._timer.stop()
            self._make()
        elif self._made is not None and self._maker is not None and not self._maker.busy:
            self._target = None
            self._copy(self._made, path)

    def _copy(self, made: Made, path: Path) -> None:
        source = made.path.open("rb")  # it may be forgotten before it is read
        task = self._context.operations.start(lambda progress: copy(source, path, progress))
        task.done.connect(self._done)
        task.failed.connect(self._not_saved)

    def _done(self, path: Path) -> None:
        self._saved = path
        self._context.memory.keep_choice(FOLDER, str(path.parent))
        if self.dialog is not None:
            self.dialog.folder = path.parent
            self.dialog.show_saved(path)

    def _not_saved(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            raise error
        self._refused(error)


def require_free(path: Path) -> None:
    """Raises KnownError where the file at path is protected: nobody means to replace it."""
    try:
        protected = not path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)
    except OSError:
        return
    if protected:
        raise KnownError("pages.locked", name=path.name)


def copy(source: IO[bytes], path: Path, progress: Progress) -> Path:
    """The bytes of source at path, whole or not at all. Raises KnownError."""
    from exporters.base import atomic_file
    from exporters.files import trouble

    try:
        with source, atomic_file(path) as file:
            shutil.copyfileobj(source, file)
    except PermissionError as error:
        if error.filename2 is not None:  # all is written, and only its place cannot be taken
            raise KnownError("pages.locked", name=path.name) from error
        raise trouble(error, path, writing=True) from error
    except OSError as error:
        raise trouble(error, path, writing=True) from error
    return path
