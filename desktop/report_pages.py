"""Has the pages of a report made in a process beside the window, each time what they are made of has changed."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal

import resources
from db.errors import KnownError
from db.private import PrivateFolder
from exporters.beside import Answer, Stop, Wish, packed, unpacked

if TYPE_CHECKING:
    from db.notebook import Notebook
    from exporters.base import Finding
    from exporters.compile import Definition

MODULE = "exporters.beside"
PATIENCE = 3_000
"""ms that a process is given to end."""


@dataclass(frozen=True, slots=True)
class Made:
    """A file, in a folder of its own until it is saved. form: of the file. seconds: that it took."""

    form: str
    path: Path
    pages: int
    size: int
    seconds: float
    findings: tuple[Finding, ...]


class PageMaker(QObject):
    """progress: (done, total). made: Made. refused: a KnownError. broken: a fault, and the file that tells of it."""

    progress = Signal(int, int)
    made = Signal(object)
    refused = Signal(object)
    broken = Signal(str)

    def __init__(self, notebook: Notebook, parent: QObject | None = None) -> None:
        """Raises KnownError where the user's cache folder cannot be written."""
        super().__init__(parent)
        self._notebook = notebook.path
        self._folder = PrivateFolder(notebook.id)
        self._number = 0
        self._awaited = ""  # the form of what is being made
        self._rest = b""
        self._process = QProcess(self)
        self._process.setProgram(sys.executable)
        self._process.setArguments(["-m", MODULE])
        self._process.setWorkingDirectory(str(resources.ROOT.parent))
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("PYTHONPATH", str(resources.ROOT.parent))
        self._process.setProcessEnvironment(environment)
        self._process.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedErrorChannel)
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.finished.connect(self._ended)
        self._process.errorOccurred.connect(self._ended)

    @property
    def busy(self) -> bool:
        """Whether pages are being made."""
        return bool(self._awaited)

    def want(self, definition: Definition, form: str = "pdf") -> None:
        """Make this report, instead of what is being made. form: of the file."""
        from exporters.output import epoch
        from exporters.registry import suffix

        try:
            now = epoch(os.environ)
        except KnownError as error:
            self.refused.emit(error)
            return
        self._number += 1
        out = self._folder.path / f"{self._number}{suffix(form)}"
        wish = Wish(self._number, self._notebook, out, form, definition, epoch=now)
        if self._process.state() == QProcess.ProcessState.NotRunning:
            self._rest = b""
            self._process.start()
        self._awaited = form
        self._process.write(packed(wish))

    def stop(self) -> None:
        """Make nothing for now."""
        if self._awaited:
            self._awaited = ""
            self._process.write(packed(Stop()))

    def forget(self, made: Made) -> None:
        """The file of made is not needed any more."""
        with suppress(OSError):
            made.path.unlink(missing_ok=True)

    def close(self) -> None:
        """End the process, and remove the files it made."""
        self._awaited = ""
        self._process.blockSignals(True)
        self._process.closeWriteChannel()
        self._process.kill()
        self._process.waitForFinished(PATIENCE)
        self._folder.close()

    def _read(self) -> None:
        *lines, self._rest = (self._rest + bytes(self._process.readAllStandardOutput().data())).split(b"\n")
        for line in lines:
            self._hear(unpacked(line))

    def _hear(self, answer: Answer) -> None:
        if not self._awaited or answer.number != self._number:
            if answer.written is not None:
                answer.written.path.unlink(missing_ok=True)
            return
        if not answer.last:
            self.progress.emit(answer.done, answer.total)
            return
        form, self._awaited = self._awaited, ""
        if answer.written is not None:
            written = answer.written
            size = written.path.stat().st_size
            self.made.emit(Made(form, written.path, written.pages, size, answer.seconds, written.findings))
        elif answer.refused:
            self.refused.emit(KnownError(answer.refused, **answer.values))
        else:
            self.broken.emit(str(answer.fault))

    def _ended(self) -> None:
        """The process is gone while pages were awaited: killed, out of memory, or never begun."""
        if self._awaited and self._process.state() == QProcess.ProcessState.NotRunning:
            self._awaited = ""
            self.broken.emit("")
