"""Opens what needs long work before it can be used, in a thread of its own, while the window can be used."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.operations import Pool

if TYPE_CHECKING:
    from db.notebook import Notebook
    from desktop.operations import Task
    from exporters.base import Progress

Make = Callable[["Progress"], "Notebook"]


@dataclass(frozen=True, slots=True)
class Wait:
    """What is being opened. work: as NotReadyError names it. task: the work in the pool."""

    path: Path
    work: str
    task: Task


class Opening(QObject):
    """One notebook at a time: who asks for another one takes the place of the one before, which stays as it was.

    changed: `wait` is another, or nothing and nothing was opened.
    """

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.wait: Wait | None = None
        self._pool: Pool | None = None
        self._made: list[Notebook] = []

    def start(
        self,
        path: Path,
        work: str,
        make: Make,
        then: Callable[[Notebook], object],
        failed: Callable[[Exception], object],
        stopped: Callable[[], object],
    ) -> None:
        """Run make; exactly one of then, failed and stopped is called, none where another took its place."""
        self.give_up()
        pool = self._pool = self._pool or Pool(self)
        task = pool.start(lambda progress: self._make(make, progress))
        self.wait = Wait(path, work, task)

        def wanted() -> bool:
            found = self.wait is not None and self.wait.task is task
            if found:
                self.wait = None
            return found

        def done(notebook: Notebook) -> None:
            if wanted():
                self._made.remove(notebook)
                then(notebook)
            else:
                self._drop(notebook)

        def ended(act: Callable[[], object]) -> None:
            if wanted():
                self.changed.emit()
                act()

        task.done.connect(done)
        task.failed.connect(lambda error: ended(partial(failed, error)))
        task.cancelled.connect(lambda: ended(stopped))
        self.changed.emit()

    def give_up(self) -> None:
        """Nobody wants what is being opened any more; the notebook is as it was, or whole and closed again."""
        if self.wait is not None:
            self.wait.task.cancel()
            self.wait = None
            self.changed.emit()

    def close(self) -> None:
        """The program ends: wait for the thread."""
        self.give_up()
        if self._pool is not None:
            self._pool.close()
            self._pool.deleteLater()
            self._pool = None
        for notebook in tuple(self._made):
            self._drop(notebook)

    def _make(self, make: Make, progress: Progress) -> Notebook:
        notebook = make(progress)
        self._made.append(notebook)
        return notebook

    def _drop(self, notebook: Notebook) -> None:
        self._made.remove(notebook)
        notebook.backs_up = False  # nothing was written in it
        notebook.close()
