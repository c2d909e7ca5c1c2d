"""Takes foreign files into a notebook, each in one transaction; makes the notebook and its tour with the first one."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from db.closing import Closing
from db.edits import Changes, create
from db.ids import new_id
from db.notebook import Notebook
from db.records import Tour
from exporters.files import read_input
from exporters.importing.apply import apply
from exporters.importing.plan import plan
from exporters.importing.values import Plan


@dataclass(frozen=True, slots=True)
class Taken:
    """plan: what the file holds. changes: what it changed, or None where nothing was to be written."""

    plan: Plan
    changes: Changes | None


class Intake(Closing):
    """The notebook at path, open for as long as the block lasts.

    author: id of the person in whose name later revisions are written. dry: plans only, nothing is written.
    Raises KnownError where the notebook cannot be opened.
    """

    def __init__(self, path: Path, author: str | None = None, device: str | None = None, *, dry: bool = False) -> None:
        self._path = path
        self._author = author
        self._device = device
        self._dry = dry
        self._notebook = self._open() if path.exists() else None
        tour = self._notebook.reader.tour() if self._notebook else None
        self._tour = tour.id if tour else ""

    @property
    def notebook(self) -> Notebook | None:
        """The notebook, or None while it does not exist."""
        return self._notebook

    def take(self, file: Path) -> Taken:
        """Read one file and write what is new in it. Raises KnownError, and then nothing of the file was written."""
        tour = self._tour or new_id()
        planned = plan(read_input(file), file.name, tour=tour)
        if self._dry:
            return Taken(planned, None)
        made = self._notebook is None
        notebook = self._notebook or Notebook.create(
            self._path, [create(Tour, tour, title=planned.title)], author=self._author, device=self._device
        )
        try:
            if not made and not self._tour:
                notebook.commit([create(Tour, tour, title=planned.title)])
            changes = apply(notebook, planned)
        except BaseException:
            if made:
                notebook.backs_up = False
                notebook.close()
                shutil.rmtree(self._path, ignore_errors=True)
            raise
        self._notebook, self._tour = notebook, tour
        return Taken(planned, changes)

    def close(self) -> None:
        if self._notebook is not None:
            self._notebook.close()

    def _open(self) -> Notebook:
        return Notebook.open(
            self._path, read_only=self._dry, author=self._author, device=self._device, program="import"
        )
