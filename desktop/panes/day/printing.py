"""One person's day as a PDF: asked for a place, made in the pool, and opened from the band that says it is there."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from db.errors import KnownError
from db.records import Person, Report, Team
from desktop.messages import Step
from desktop.panes.save_as import FOLDER, ask_place

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.panes.writing import WritingPage
    from exporters.base import Progress, Written

TOPIC = "daily"


class Printing(QObject):
    """Prints a day that is written on page. day: the one that is shown, if any."""

    def __init__(self, page: WritingPage, day: Callable[[], date | None]) -> None:
        super().__init__(page)
        self._page, self._day = page, day

    def ask(self) -> None:
        """Ask where the file goes, with a name of date, team and person."""
        context = self._page.context
        ask_place(context, self._page, context.sentences("day.print"), "pdf", self.name(), self.write)

    def name(self) -> str:
        """2031-06-12 1조 문지안 일일보고"""
        context, day = self._page.context, self._day()
        reader = context.notebook.reader
        person = reader.get(context.person or "")
        team = reader.get(person.team or "") if isinstance(person, Person) else None
        parts = [
            day.isoformat() if day else "",
            team.name if isinstance(team, Team) else "",
            person.name if isinstance(person, Person) else "",
            context.sentences("day.report"),
        ]
        from exporters.commands.notebooks import file_name

        return file_name(" ".join(filter(None, parts)))

    def write(self, path: Path) -> None:
        """Make the file in the pool; what is being written is in it."""
        page, day = self._page, self._day()
        context = page.context
        if day is None:
            return
        page.fields.autosave.settle()
        context.memory.keep_choice(FOLDER, str(path.parent))
        person = context.person
        task = context.operations.start(lambda progress: self._written(path, person, day, progress))
        page.working.follow(task, context.sentences("day.printing"))
        task.done.connect(lambda _: self._done(path))
        task.failed.connect(self._failed)

    def _written(self, path: Path, person: str | None, day: date, progress: Progress) -> Written:
        """In the pool's thread."""
        from exporters.compile.choice import Definition
        from exporters.output import Wanted, write_report

        reader = self._page.context.notebook.reader
        saved = next(iter(reader.all(Report, sort="daily")), None)
        people = (person,) if person else ()
        report = Definition.of_day(saved, people, day.isoformat())
        return write_report(reader, path, Wanted(report=report), progress)

    def _done(self, path: Path) -> None:
        show = Step("day.open_file", lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))))
        self._page.context.messages.news("day.printed", show, topic=TOPIC, name=path.name)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            raise error
        self._page.context.messages.error(error, topic=TOPIC)
