"""What a folder is to this machine, and what becomes of it: opened, recognised, taken in by a copy, or merged.

Nothing is written in a folder that this machine does not know: what is asked here is asked by reading.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from db.errors import KnownError
from db.lock import DATABASE
from desktop import making
from desktop.folders import shown
from desktop.messages import Level, Step
from desktop.operations import Pool

if TYPE_CHECKING:
    from db.adopt import Adopted
    from db.edits import Changes
    from db.mergeplan import MergePlan
    from db.notebook import Notebook
    from db.settings import Settings
    from desktop.messages import Messages
    from desktop.session import Session
    from exporters.base import Progress

ARRIVING = "arriving"
"""Topic of the bands about a folder that came: what it is, and what can be done with it."""

PATIENCE = 300
"""ms until it is said that something is looked at or copied: shorter work says nothing."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found out about a folder. shared: it is on a network disk or in a cloud folder, and no more was asked.
    moved: it is a known one at another place. own: where this machine has a notebook of the same id. plan: what merging
    into that would do."""

    shared: bool = False
    moved: bool = False
    notebook: str = ""
    own: Path | None = None
    plan: MergePlan | None = None


@dataclass(frozen=True, slots=True)
class Merged:
    """intake: by which the merge can be undone. missing: pictures that the folder lacks."""

    changes: Changes
    intake: str
    missing: int


class Places(QObject):
    """Acts for the session where a folder cannot simply be opened."""

    def __init__(self, session: Session, messages: Messages) -> None:
        super().__init__(session)
        self._session, self._messages = session, messages
        self._pool: Pool | None = None

    def arrive(self, path: Path, *, copy: bool = False, again: bool = False) -> None:
        """Find out what the folder at path is, and do what is right.

        copy: the user asked for one already. again: what an undone merge had brought counts as new.
        """
        settings = self._session.settings
        self._run("places.looking", path, lambda progress: look(path, settings, copy=copy, again=again), self._found)

    def take_in(self, path: Path) -> None:
        """Copy what can be checked of the notebook at path to this machine, and open the copy."""
        from db.adopt import adopt

        target = making.free_place(path)
        self._run("places.copying", path, lambda progress: adopt(path, target, progress), self._took_in)

    def merge(self, path: Path, own: Path, plan: MergePlan) -> None:
        """Carry plan out in the notebook at own, which is opened for it."""
        self._session.open(own, partial(self._merge, path, plan))

    def _merge(self, path: Path, plan: MergePlan) -> None:
        notebook = self._session.notebook
        assert notebook is not None
        work = partial(carry_out, notebook, path, plan)
        self._run("places.merging", path, work, partial(self._merged, plan))

    def stop(self) -> None:
        """Nobody waits for what is being looked at or copied any more."""
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.close()
            pool.deleteLater()
            self._messages.withdraw(ARRIVING)

    def _run(
        self, words: str, path: Path, work: Callable[[Progress], object], then: Callable[[Path, object], None]
    ) -> None:
        """Do work in a thread; then is given path and the answer. words: key of what is being done."""
        self.stop()
        self._messages.withdraw(ARRIVING)
        pool = self._pool = Pool(self)
        task = pool.start(work)
        patience = QTimer(pool)
        patience.setSingleShot(True)
        stop = Step("window.button.stop", task.cancel)
        patience.timeout.connect(
            lambda: self._messages.tell(
                Level.INFO, words, stop, topic=ARRIVING, stays=True, task=task, name=shown(path)
            )
        )
        patience.start(PATIENCE)

        def done(answer: object) -> None:
            self.stop()
            then(path, answer)

        def failed(error: Exception) -> None:
            self.stop()
            self._session.refused(path, error)

        task.done.connect(done)
        task.failed.connect(failed)
        task.cancelled.connect(self.stop)

    def _found(self, path: Path, answer: object) -> None:
        assert isinstance(answer, Looked)
        session = self._session
        if answer.shared:
            session.refused(path, KnownError("errors.shared_place", path=path))
        elif answer.moved:
            session.settings.remember(answer.notebook, path)
            session.open(path, partial(self._tell, "places.moved", path, place=path.parent))
        elif answer.own is None or answer.plan is None:
            self.take_in(path)
        else:
            self._offer(path, answer.own, answer.plan)

    def _offer(self, path: Path, own: Path, plan: MergePlan) -> None:
        """This machine has the notebook already: say what the folder has beyond it, and leave the choice."""
        apart = Step("places.apart", partial(self.take_in, path))
        mine = Step("places.open_own", partial(self._session.open, own))
        if plan:
            key = "places.twin_clash" if plan.conflicts else "places.twin"
            steps = [Step("places.merge", partial(self.merge, path, own, plan)), apart]
        elif plan.undone:
            key, steps = "places.twin_undone", [Step("places.again", partial(self.arrive, path, again=True)), apart]
        else:
            key, steps = "places.twin_same", [mine, apart]
        self._messages.tell(
            Level.INFO, key, *steps, topic=ARRIVING, name=shown(path), own=own, new=len(plan.new),
            changed=_changed(plan), same=plan.same, conflicts=len(plan.conflicts),
            undone=len(plan.undone),
        )  # fmt: skip

    def _took_in(self, path: Path, answer: object) -> None:
        adopted: Adopted = answer  # type: ignore[assignment]
        self._session.settings.remember(adopted.notebook, adopted.path)
        partly = bool(adopted.left_out)
        level, key = (Level.WARNING, "places.copied_partly") if partly else (Level.INFO, "places.copied")
        count = len(adopted.left_out)
        self._session.open(adopted.path, partial(self._tell, key, path, level=level, place=adopted.path, count=count))

    def _merged(self, plan: MergePlan, path: Path, answer: object) -> None:
        assert isinstance(answer, Merged)
        operations = self._session.operations
        if operations is None:
            return
        operations.announce(answer.changes)
        undo = Step("places.unmerge", partial(self._unmerge, path, answer.intake))
        key, conflicts = "places.merged_clash" if plan.conflicts else "places.merged", len(plan.conflicts)
        self._tell(key, path, undo, new=len(plan.new), changed=_changed(plan), conflicts=conflicts)
        if answer.missing:
            self._messages.tell(Level.WARNING, "places.pictures_missing", count=answer.missing)

    def _unmerge(self, path: Path, intake: str) -> None:
        """Set what a merge brought aside again."""
        notebook = self._session.notebook
        if notebook is not None:
            self._run("places.unmerging", path, lambda progress: notebook.set_aside(intake), self._unmerged)

    def _unmerged(self, path: Path, changes: object) -> None:
        if self._session.operations is not None:
            self._session.operations.announce(changes)  # type: ignore[arg-type]
            self._tell("places.unmerged", path)

    def _tell(self, key: str, path: Path, *steps: Step, level: Level = Level.INFO, **values: object) -> None:
        name = shown(path)
        self._messages.tell(level, key, *steps, topic=ARRIVING, stays=False, task=None, name=name, **values)


def _changed(plan: MergePlan) -> int:
    """How many objects will look otherwise."""
    return len({*plan.changed, *plan.deleted, *plan.revived})


def look(path: Path, settings: Settings, *, copy: bool, again: bool) -> Looked:
    """Find out what the folder at path is; nothing is written there. Raises KnownError.

    copy: one is wanted, wherever the folder is. again: as db.exchange.plan.
    """
    from db.adopt import identify
    from db.opening import writable
    from db.place import is_shared

    if not copy and is_shared(path):
        return Looked(shared=True)
    notebook = identify(path)
    if not copy and settings.has_moved(notebook, path) and writable(path):
        return Looked(moved=True, notebook=notebook)
    for own in settings.folders():
        if own != path.resolve() and settings.knows(notebook, own) and (own / DATABASE).is_file():
            return _compared(path, own, again=again)
    return Looked()


def _compared(path: Path, own: Path, *, again: bool) -> Looked:
    from db.adopt import differences
    from db.notebook import Notebook

    try:
        notebook = Notebook.open(own, read_only=True)
    except KnownError:
        return Looked()  # what cannot be read cannot be merged into
    with notebook:
        return Looked(own=own, plan=differences(path, notebook.reader, again=again))


def carry_out(notebook: Notebook, path: Path, plan: MergePlan, progress: Progress) -> Merged:
    """Bring the pictures of the folder at path, and then what plan says, into the open notebook."""
    from db.adopt import bring_pictures

    pictures = bring_pictures(path, notebook, progress)
    before = {intake.id for intake in notebook.intakes()}
    changes = notebook.merge(plan, sender=None, file=unicodedata.normalize("NFC", path.name))
    new = [intake.id for intake in notebook.intakes() if intake.id not in before]
    return Merged(changes, new[0] if new else "", len(pictures.left_out))
