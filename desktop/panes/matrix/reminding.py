"""What goes out of the coverage: names and messages by the clipboard, the whole grid as CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

import resources
from db.errors import KnownError
from desktop.file_manager import open_file
from desktop.messages import Step
from desktop.panes.save_as import FOLDER, ask_place
from exporters.coverage_words import message, names, rows
from exporters.spreadsheet import write_csv

if TYPE_CHECKING:
    from desktop.context import PageContext
    from exporters.base import Progress
    from exporters.coverage import Coverage

TOPIC = "coverage"


class Reminding(QObject):
    """coverage: answers the grid of now. noted: one quiet line about what was done."""

    noted = Signal(str)

    def __init__(self, context: PageContext, coverage: Callable[[], Coverage], parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._coverage, self._window = context, coverage, parent

    def copy_names(self, people: Iterable[str] | None = None) -> None:
        """The names of those who have something missing. people: ids of whom is asked about, else everybody."""
        self._copy(names(self._coverage().gaps(people), self._context.sentences), people)

    def copy_message(self, people: Iterable[str] | None = None, language: str = "") -> None:
        """A message that can be sent as it is. language: ko or en, else that of the window."""
        say = resources.sentences(language) if language else self._context.sentences
        self._copy(message(self._coverage().gaps(people), say), people)

    def other_language(self) -> str:
        """The language that the window does not speak."""
        return next(each for each in resources.LANGUAGES if each != self._context.sentences.language)

    def _copy(self, text: str, people: Iterable[str] | None) -> None:
        gaps, say = self._coverage().gaps(people), self._context.sentences
        if not gaps:
            self.noted.emit(say("coverage.nothing"))
            return
        QGuiApplication.clipboard().setText(text)
        entries = sum(len(gap.columns) for gap in gaps)
        self.noted.emit(say("coverage.copied", count=len(gaps), entries=entries))

    def ask_csv(self) -> None:
        """Ask where the grid goes as CSV."""
        from exporters.commands.notebooks import file_name

        say, today = self._context.sentences, self._coverage().today
        name = file_name(" ".join(filter(None, (today.isoformat() if today else "", say("coverage.csv_name")))))
        ask_place(self._context, self._window, say("coverage.csv"), "csv", name, self.write_csv)

    def write_csv(self, path: Path) -> None:
        """Write the grid as it is now; a slow disk does not stop the window."""
        told = rows(self._coverage(), self._context.sentences)
        self._context.memory.keep_choice(FOLDER, str(path.parent))

        def work(_: Progress) -> None:
            write_csv(path, told)

        task = self._context.operations.start_short(work)
        task.done.connect(lambda _: self._written(path))
        task.failed.connect(self._failed)

    def _written(self, path: Path) -> None:
        show = Step("day.open_file", lambda: open_file(path))
        self._context.messages.news("coverage.saved", show, topic=TOPIC, name=path.name)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            raise error
        self._context.messages.error(error, topic=TOPIC)
