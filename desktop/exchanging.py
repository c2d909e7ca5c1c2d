"""Takes bundles in: looked through in a thread, shown as a plan, carried out in one go, and taken back as a whole."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from db.errors import KnownError
from db.frozen import dataclass
from db.lock import DATABASE
from desktop import making
from desktop.dates import full
from desktop.folders import SUFFIX
from desktop.messages import Level, Step
from desktop.models.outline import HOME
from desktop.places import ARRIVING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from db.collected import Collected
    from db.merging import Merged, Survey
    from db.notebook import Notebook
    from db.settings import Settings
    from desktop.dialogs.merging import MergeDialog
    from desktop.frame import Frame
    from desktop.messages import Messages
    from desktop.models.today import Returned
    from desktop.session import Session
    from exporters.base import Progress


@dataclass(frozen=True, slots=True)
class Opened:
    """Where bundles are of: notebook: its id. tour: what they call it. own: the notebook of it on this machine."""

    notebook: str
    tour: str
    own: Path | None


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found out about bundles. collected: the files that they are in. others: where those of another tour
    belong, where there are any."""

    survey: Survey
    collected: Collected
    others: Opened | None


class Exchanging(QObject):
    """Takes in for the window. today: the laptop's date."""

    def __init__(self, window: QWidget, frame: Frame, session: Session, messages: Messages, today: date) -> None:
        super().__init__(window)
        self._window, self._frame, self._session = window, frame, session
        self._messages, self._today = messages, today
        self.dialog: MergeDialog | None = None
        self._paths: tuple[Path, ...] = ()
        self._survey: Survey | None = None
        self._collected: Collected | None = None

    def receive(self, paths: Sequence[Path], *, again: bool = False) -> None:
        """Look through the bundles at paths and show what they would do; without a notebook they make one.

        again: what was taken back once counts as new.
        """
        if not paths or (self.dialog is not None and self.dialog.isVisible()):
            return
        self._paths = tuple(dict.fromkeys(paths))
        notebook, places = self._session.notebook, self._session.places
        if notebook is None:
            work = partial(identify, self._paths, self._session.settings)
            places.run("exchange.looking", self._paths[0], work, self._begin)
        elif notebook.read_only:
            self._session.refused(notebook.path, KnownError("errors.read_only", path=notebook.path))
        else:
            self._frame.leave()
            places.run(
                "exchange.looking",
                self._called(),
                partial(look, notebook, self._paths, again, self._session.settings),
                self._found,
            )

    def _called(self) -> Path:
        """What the bundles are called together, where a name stands."""
        if len(self._paths) == 1:
            return self._paths[0]
        return Path(self._frame.sentences("exchange.several", count=len(self._paths)))

    # --- into the notebook that is open -------------------------------------------------------------------------

    def _found(self, _: Path, answer: object) -> None:
        from desktop.dialogs.merging import MergeDialog
        from desktop.models.arrivals import tell

        notebook = self._session.notebook
        assert isinstance(answer, Looked)
        self._survey, self._collected, opened = answer.survey, answer.collected, answer.others
        if notebook is None:
            self._put_away()
            return
        frame = self._frame
        told = tell(notebook.reader, frame.sentences, self._survey)
        count = len(told.taken) + len(told.refused)
        line = frame.sentences("exchange.line_many", day=full(self._today, frame.sentences), count=count)
        known = opened is not None and opened.own is not None
        dialog = self.dialog = MergeDialog(frame.theme, frame.sentences, told, line, known=known, parent=self._window)
        dialog.take_wanted.connect(self._take)
        dialog.again_wanted.connect(self._look_again)
        dialog.other_wanted.connect(partial(self._go_other, opened))
        dialog.finished.connect(self._put_away)
        dialog.open()

    def _put_away(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
        if self._collected is not None:
            self._collected.close()
            self._collected = None

    def _look_again(self) -> None:
        if self.dialog is not None:
            self.dialog.accept()
            self._put_away()
            self.receive(self._paths, again=True)

    def _take(self) -> None:
        """Carry the plan out in the pool."""
        notebook, operations, dialog = self._session.notebook, self._session.operations, self.dialog
        if notebook is None or operations is None or dialog is None or self._survey is None:
            return
        dialog.show_busy(True)
        work = partial(carry, notebook, self._survey, dialog.agree_blanking.isChecked())
        task = operations.start(work)
        task.done.connect(self._taken)
        task.failed.connect(self._failed)
        task.cancelled.connect(lambda: dialog.refuse(self._frame.sentences("exchange.take_stopped")))
        dialog.working.follow(task, self._frame.sentences("exchange.taking"))

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            raise error
        if self.dialog is not None:
            self.dialog.refuse(self._frame.sentences(error.key, **error.values))

    def _taken(self, merged: Merged) -> None:
        """Tell what came in, with the way back and the way to what is to be chosen or mended."""
        session, survey = self._session, self._survey
        notebook, operations = session.notebook, session.operations
        if self.dialog is not None:
            answer = self.dialog.told.answer
            self.dialog.accept()
        if notebook is None or operations is None or survey is None:
            return
        operations.announce(merged.changes)
        if answer:
            self._frame.go(HOME)
        self._tell(merged, survey, answer=answer)
        if survey.plan.conflicts and not answer:  # once the dialog is gone, which gives the focus back where it was
            QTimer.singleShot(0, self, session.conflict_wanted.emit)
        if notebook.backup_trouble is not None:
            self._messages.error(notebook.backup_trouble, topic="backup")
        if merged.left_out:
            count = len(merged.left_out)
            self._messages.tell(Level.WARNING, "exchange.left_out", topic="left-out", count=count)

    def _tell(self, merged: Merged, survey: Survey, *, answer: bool) -> None:
        from desktop.models.arrivals import called, changing

        session, place = self._session, self._called()
        whole = len(survey.arrivals) == 1 or len(self._paths) == 1 and all(each.is_read for each in survey.arrivals)
        name = unicodedata.normalize("NFC", place.name) if whole else called(self._frame.sentences, survey)
        steps = (
            [Step("exchange.undo", partial(session.places.take_back, merged.intake, place))] if merged.intake else []
        )
        conflicts, returned, comments = len(survey.plan.conflicts), 0, 0
        if conflicts:
            steps.insert(0, Step("places.choose", session.conflict_wanted.emit))
        elif answer and session.notebook is not None:
            returned = len(self._came_back(session.notebook))
            comments = sum(each.kind == "comment" for each in survey.plan.new)
            if returned or comments:
                steps.insert(0, Step("exchange.next", session.conflict_wanted.emit))
        plain = "exchange.took_pictures" if merged.pictures else "exchange.took"
        key = "exchange.took_clash" if conflicts else "exchange.answered" if returned or comments else plain
        self._messages.news(
            key, *steps, topic=ARRIVING, name=name, count=changing(survey.plan), conflicts=conflicts,
            pictures=merged.pictures, returned=returned, comments=comments,
        )  # fmt: skip

    def _came_back(self, notebook: Notebook) -> tuple[Returned, ...]:
        """The entries that somebody sent back to who writes here."""
        from desktop.models.today import today

        return today(notebook.reader, self._frame.sentences, self._today, self._session.person).returned

    # --- bundles of a tour that is not open ---------------------------------------------------------------------

    def _go_other(self, opened: Opened | None) -> None:
        """The bundles of another tour: into its notebook where there is one here, else they make one."""
        if self.dialog is None or self._survey is None or self._collected is None or opened is None:
            return
        outer = self._collected.outer
        others = list(dict.fromkeys(outer(each.path) for each in self._survey.arrivals if each.other_tour))
        self.dialog.reject()
        self._paths = tuple(others)
        self._begin(others[0], opened)

    def _begin(self, path: Path, answer: object) -> None:
        assert isinstance(answer, Opened)
        paths = self._paths
        if answer.own is not None:
            self._session.open(answer.own, partial(self.receive, paths))
            return
        from exporters.commands.notebooks import file_name

        target = making.free_place(Path(file_name(unicodedata.normalize("NFC", answer.tour)) + SUFFIX))
        work = partial(make_notebook, target, paths, answer.notebook, self._session.settings.device)
        self._session.places.run("exchange.making", target, work, self._made)

    def _made(self, path: Path, answer: object) -> None:
        self._session.settings.remember(str(answer), path)
        self._session.open(path, partial(self._tell_made, path))

    def _tell_made(self, path: Path) -> None:
        self._messages.news("exchange.made", topic=ARRIVING, name=path.stem, place=path.parent)


def look(notebook: Notebook, paths: Sequence[Path], again: bool, settings: Settings, progress: Progress) -> Looked:
    """What taking the bundles at paths in would do, and where those of another tour belong; nothing is written."""
    from db.collected import Collected
    from db.merging import survey

    collected = Collected(paths, progress)
    try:
        with closing(notebook.another_reader()) as reader:
            found = survey(reader, collected.files, again=again, progress=progress)
            if found.plan.redactions and not any(each.here for each in found.plan.redactions):
                found = survey(reader, collected.files, again=again, redact=True, progress=progress)
        others = [each.path for each in found.arrivals if each.other_tour]
        return Looked(found, collected, _identified(others, settings, progress) if others else None)
    except BaseException:
        collected.close()
        raise


def carry(notebook: Notebook, planned: Survey, blanking: bool, progress: Progress) -> Merged:
    """Carry planned out. blanking: with the redactions that were asked about. Raises KnownError."""
    from db.merging import carry_out, survey

    if blanking and planned.asks_redaction:
        paths = [each.path for each in planned.arrivals]
        with closing(notebook.another_reader()) as reader:
            planned = survey(reader, paths, again=planned.again, redact=True, progress=progress)
    return carry_out(notebook, planned, progress)


def identify(paths: Sequence[Path], settings: Settings, progress: Progress) -> Opened:
    """Of which tour the first of paths is that can be read. Raises KnownError, why the first cannot, where none can."""
    from db.collected import Collected

    with Collected(paths, progress) as collected, collected.telling():
        return _identified(collected.files, settings, progress)


def _identified(paths: Sequence[Path], settings: Settings, progress: Progress) -> Opened:
    from db.bundle import Bundle

    refused: KnownError | None = None
    for number, path in enumerate(paths):
        progress(number, len(paths))
        try:
            with Bundle(path) as bundle:
                manifest = bundle.manifest
        except KnownError as error:
            refused = refused or error
            continue
        for own in settings.folders():
            if settings.knows(manifest.notebook, own) and (own / DATABASE).is_file():
                return Opened(manifest.notebook, manifest.tour, own)
        return Opened(manifest.notebook, manifest.tour, None)
    raise refused or KnownError("errors.bundle.none", path="")


def make_notebook(target: Path, paths: Sequence[Path], notebook: str, device: str, progress: Progress) -> str:
    """The id of the notebook that bundles made at target, whole or not at all. notebook: the id of their tour's; those
    of another one are left out. Raises KnownError."""
    from db.collected import Collected, of_tour
    from db.merging import make
    from db.notebook import Notebook

    with Collected(paths, progress) as collected, collected.telling():
        make(target, list(of_tour(collected.files, notebook)), device=device, progress=progress)
    with Notebook.open(target, read_only=True) as made:
        return made.id
