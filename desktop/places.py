"""What a folder is to this machine, and what becomes of it: opened, recognised, taken in by a copy, or merged.

Nothing is written in a folder that this machine does not know: what is asked here is asked by reading.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from db.errors import KnownError
from db.frozen import dataclass
from db.lock import DATABASE
from desktop import making
from desktop.folders import shown
from desktop.messages import Level, Step
from desktop.models.intakes import reasons_words, writers_words
from desktop.operations import Pool
from resources import Words

if TYPE_CHECKING:
    from db.adopt import Adopted
    from db.edits import Changes
    from db.mergeplan import MergePlan
    from db.notebook import Notebook
    from db.settings import Settings
    from desktop.frame import Holder
    from desktop.messages import Messages
    from exporters.base import Progress

ARRIVING = "arriving"
"""Topic of the bands about a folder that came: what it is, and what can be done with it."""

PATIENCE = 300
"""ms until it is said that something is looked at or copied: shorter work says nothing."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found out about a folder. shared: it is on a network disk or in a cloud folder, and no more was asked.
    moved: it is a known one at another place. own: where this machine has a notebook of the same id. plan: what merging
    into that would do. who: wrote what would come in. again: what was taken out once counts as new."""

    shared: bool = False
    moved: bool = False
    notebook: str = ""
    own: Path | None = None
    plan: MergePlan | None = None
    who: Words = Words()
    again: bool = False


@dataclass(frozen=True, slots=True)
class Merged:
    """intake: by which the merge can be undone. missing: pictures that the folder lacks."""

    changes: Changes
    intake: str
    missing: int


@dataclass(frozen=True, slots=True)
class TakenBack:
    """stayed: how many of its revisions later edits were built on."""

    changes: Changes
    stayed: int


class Places(QObject):
    """Acts for the session where a folder cannot simply be opened."""

    def __init__(self, session: Holder, messages: Messages, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._messages = session, messages
        self._pool: Pool | None = None

    def arrive(self, path: Path, *, copy: bool = False, again: bool = False) -> None:
        """Find out what the folder at path is, and do what is right.

        copy: the user asked for one already. again: what an undone merge had brought counts as new.
        """
        self.run("places.looking", path, partial(look, path, self._session.settings, copy, again), self._found)

    def take_in(self, path: Path) -> None:
        """Copy what can be checked of the notebook at path to this machine, and open the copy."""
        from db.adopt import adopt

        target = making.free_place(path)
        self.run("places.copying", path, lambda progress: adopt(path, target, progress), self._took_in)

    def merge(self, path: Path, own: Path, plan: MergePlan) -> None:
        """Carry plan out in the notebook at own, which is opened for it."""
        self._session.open(own, partial(self._merge, path, plan))

    def _merge(self, path: Path, plan: MergePlan) -> None:
        notebook = self._session.notebook
        assert notebook is not None
        self.run("places.pictures", path, partial(_bring, path, notebook), partial(self._brought, notebook, plan))

    def _brought(self, notebook: Notebook, plan: MergePlan, path: Path, missing: object) -> None:
        """The pictures are here; what comes now is one transaction, and cannot be stopped."""
        assert isinstance(missing, int)
        work = partial(carry_out, notebook, path, plan, missing)
        self.run("places.merging", path, work, partial(self._merged, plan), can_stop=False)

    def merge_blanking(self, path: Path, own: Path, *, again: bool) -> None:
        """Merge, and blank here what was blanked there; the user has agreed."""
        self._session.open(own, partial(self._merge_blanking, path, again=again))

    def _merge_blanking(self, path: Path, *, again: bool) -> None:
        notebook = self._session.notebook
        assert notebook is not None
        work = partial(_planned, path, notebook, again=again, redact=True)
        self.run("places.looking", path, work, lambda path, plan: self._merge(path, plan))  # type: ignore[arg-type]

    def stop(self) -> None:
        """Nobody waits for what is being looked at or copied any more."""
        pool, self._pool = self._pool, None
        if pool is not None:
            for patience in pool.findChildren(QTimer):
                patience.stop()  # else it would still tell of work that is over, where the pool goes a moment later
            pool.close()
            pool.deleteLater()
            self._messages.withdraw(ARRIVING)

    def run(
        self, words: str, path: Path, work: Callable[[Progress], object], then: Callable[[Path, object], None],
        *, can_stop: bool = True,
    ) -> None:  # fmt: skip
        """Do work in a thread; then is given path and the answer. words: key of what is being done."""
        self.stop()
        self._messages.withdraw(ARRIVING)
        pool = self._pool = Pool(self)
        task = pool.start(work)
        patience = QTimer(pool)
        patience.setSingleShot(True)
        stop = [Step("window.button.stop", task.cancel)] if can_stop else []

        def tell() -> None:
            if self._pool is pool:  # the timer lives on for a moment after stop()
                self._messages.tell(Level.INFO, words, *stop, topic=ARRIVING, stays=True, task=task, name=shown(path))

        patience.timeout.connect(tell)
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
            self._offer(path, answer.own, answer.plan, answer)

    def _offer(self, path: Path, own: Path, plan: MergePlan, looked: Looked) -> None:
        """This machine has the notebook already: say what the folder has beyond it, and leave the choice."""
        apart = Step("places.apart", partial(self.take_in, path))
        mine = Step("places.open_own", partial(self._session.open, own))
        merge = Step("places.merge", partial(self.merge, path, own, plan))
        if plan.redactions:
            key = "places.twin_clash" if plan.conflicts else "places.twin"
            blank = Step("places.merge_blanking", partial(self.merge_blanking, path, own, again=looked.again))
            steps = [blank, *([Step("places.merge_only", merge.do)] if plan else []), apart]
        elif plan:
            key = "places.twin_clash" if plan.conflicts else "places.twin"
            steps = [merge, apart]
        elif plan.undone:
            key, steps = "places.twin_undone", [Step("places.again", partial(self.arrive, path, again=True)), apart]
        else:
            key, steps = "places.twin_same", [mine, apart]
        self._messages.tell(
            Level.INFO, key, *steps, topic=ARRIVING, name=shown(path), own=own, new=len(plan.new),
            changed=_changed(plan), same=plan.same, conflicts=len(plan.conflicts),
            undone=len(plan.undone), who=looked.who, blanking=_blanking(plan),
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
        steps = [Step("places.unmerge", partial(self.take_back, answer.intake, path))] if answer.intake else []
        if plan.conflicts:
            steps.insert(0, Step("places.choose", self._session.conflict_wanted.emit))
        key, conflicts = "places.merged_clash" if plan.conflicts else "places.merged", len(plan.conflicts)
        self._tell(key, path, *steps, new=len(plan.new), changed=_changed(plan), conflicts=conflicts)
        notebook = self._session.notebook
        if notebook is not None and notebook.backup_trouble is not None:
            self._messages.error(notebook.backup_trouble, topic="backup")
        if answer.missing:
            self._messages.tell(Level.WARNING, "places.pictures_missing", count=answer.missing)

    def take_back(self, intake: str, path: Path) -> None:
        """Set what a merge brought aside again. path: of the folder or file that it was, for its name."""
        notebook = self._session.notebook
        if notebook is not None:
            work = partial(_set_aside, notebook, intake)
            self.run("places.unmerging", path, work, partial(self._taken_back, intake), can_stop=False)

    def _taken_back(self, intake: str, path: Path, answer: object) -> None:
        if self._session.operations is not None and isinstance(answer, TakenBack):
            self._session.operations.announce(answer.changes)
            again = Step("places.bring_again", partial(self.bring_again, intake, path))
            key = "places.unmerged_partly" if answer.stayed else "places.unmerged"
            self._tell(key, path, again, stayed=answer.stayed)

    def bring_again(self, intake: str, path: Path) -> None:
        """Show again what was set aside with a merge."""
        notebook = self._session.notebook
        if notebook is not None:
            work = partial(_bring_again, notebook, intake)
            self.run("places.merging", path, work, self._back, can_stop=False)

    def _back(self, path: Path, answer: object) -> None:
        if self._session.operations is not None and isinstance(answer, Merged):
            self._session.operations.announce(answer.changes)
            undo = Step("places.unmerge", partial(self.take_back, answer.intake, path))
            self._tell("places.back", path, undo)

    def _tell(self, key: str, path: Path, *steps: Step, level: Level = Level.INFO, **values: object) -> None:
        name = shown(path)
        if level is Level.INFO:
            self._messages.news(key, *steps, topic=ARRIVING, name=name, **values)
        else:
            self._messages.tell(level, key, *steps, topic=ARRIVING, stays=False, task=None, name=name, **values)


def _changed(plan: MergePlan) -> int:
    """How many objects will look otherwise."""
    return len({*plan.changed, *plan.deleted, *plan.revived})


def _blanking(plan: MergePlan) -> Words:
    """What was blanked there and stands here, and why; nothing where there is no such thing."""
    here = sum(each.here for each in plan.redactions)
    return (
        Words((("places.blanking", {"count": here, "reasons": reasons_words(plan.redactions)}),)) if here else Words()
    )


def look(path: Path, settings: Settings, copy: bool, again: bool, progress: Progress) -> Looked:
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
            return _compared(path, own, again, progress)
    return Looked()


def _compared(path: Path, own: Path, again: bool, progress: Progress) -> Looked:
    from db.notebook import Notebook

    try:
        notebook = Notebook.open(own, read_only=True, progress=progress)
    except KnownError:
        return Looked()  # what cannot be read cannot be merged into
    with notebook:
        plan = _planned(path, notebook, progress, again=again)
        writers = writers_words(notebook.reader, plan)
        who = Words((("places.who", {"writers": writers}),)) if writers.parts else writers
        return Looked(own=own, plan=plan, who=who, again=again)


def _planned(
    path: Path, notebook: Notebook, progress: Progress, *, again: bool = False, redact: bool = False
) -> MergePlan:
    """What merging would do. redact: with what was blanked there; what that blanks nothing of here is always taken."""
    from db.adopt import differences

    reader = notebook.another_reader()
    with closing(reader):
        plan = differences(path, reader, progress, again=again, redact=redact)
        if plan.redactions and not redact and not any(each.here for each in plan.redactions):
            plan = differences(path, reader, progress, again=again, redact=True)
    return plan


def _bring(path: Path, notebook: Notebook, progress: Progress) -> int:
    """Bring the pictures of the folder at path; how many it lacks."""
    from db.adopt import bring_pictures

    return len(bring_pictures(path, notebook, progress).left_out)


def carry_out(notebook: Notebook, path: Path, plan: MergePlan, missing: int, progress: Progress) -> Merged:
    """Bring what plan says into the open notebook, which has its pictures but for those that are missing."""
    before = {intake.id for intake in notebook.intakes()}
    changes = notebook.merge(plan, sender=None, file=unicodedata.normalize("NFC", path.name))
    new = [intake.id for intake in notebook.intakes() if intake.id not in before]
    return Merged(changes, new[0] if new else "", missing)


def _set_aside(notebook: Notebook, intake: str, progress: Progress) -> TakenBack:
    changes = notebook.set_aside(intake)
    found = next(each for each in notebook.intakes() if each.id == intake)
    return TakenBack(changes, len(found.revisions) - found.aside)


def _bring_again(notebook: Notebook, intake: str, progress: Progress) -> Merged:
    from db.mergeplan import MergePlan

    found = next(each for each in notebook.intakes() if each.id == intake)
    return carry_out(notebook, Path(found.name), MergePlan(notebook.id, returning=found.revisions), 0, progress)
