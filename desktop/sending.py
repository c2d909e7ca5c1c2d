"""Sends bundles: a day that is handed in, the tour for everybody, answers, a reviewer's part, or all for oneself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject

from db.errors import KnownError
from db.records import Person, Team, Visit
from desktop import making
from desktop.dates import day_of, full, short
from desktop.file_manager import show_in_folder
from desktop.messages import Level, Step
from desktop.models.parcels import (
    ALL,
    ANSWER,
    DAY,
    EVERYTHING,
    REVIEW,
    TOUR,
    Sent,
    Wanted,
    answered,
    free,
    proposed_name,
    send,
    size_words,
    to_review,
)
from desktop.models.people import people

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from db.sharing import Sharing
    from desktop.context import PageContext
    from desktop.dialogs.sending import Form, SendDialog
    from exporters.base import Progress

FOLDER: Final = "bundle-folder"
TOLD: Final = "bundle-told"
"""What is remembered, by name: where the last bundle went, and that it was told once what leaves the laptop."""
TOPIC: Final = "sent"


class Sending(QObject):
    """One bundle on its way out. today: the laptop's date. hand_in: hands a day in before it is packed; False where it
    could not be."""

    def __init__(
        self, context: PageContext, window: QWidget, today: date, hand_in: Callable[[], bool] = lambda: True
    ) -> None:
        super().__init__(window)
        self._context, self._window, self._today, self._hand_in = context, window, today, hand_in
        self._purpose, self._day = "", ""
        self._lacks: tuple[str, ...] = ()
        self.dialog: SendDialog | None = None

    def ask_day(self, day: date, waiting: int, lacks: Sequence[str] = ()) -> None:
        """Show how a day is handed in. waiting: how many entries were not yet. lacks: what is missing, in words."""
        self._day, self._lacks = day.isoformat(), tuple(lacks)
        self._ask(DAY, waiting=waiting)

    def ask(self, purpose: str) -> None:
        """Show how a bundle of purpose is made: tour, answer, review or everything."""
        self._ask(purpose)

    def _ask(self, purpose: str, waiting: int = 0) -> None:
        from desktop.dialogs.sending import SendDialog

        self._purpose = purpose
        form = self._form(purpose, waiting)
        if purpose in (ANSWER, REVIEW) and not form.people:
            self._context.messages.tell(Level.INFO, f"exchange.nobody.{purpose}", topic=TOPIC)
            self.deleteLater()
            return
        dialog = self.dialog = SendDialog(
            self._context.theme, self._context.sentences, form, self._folder(), self._window
        )
        dialog.again.setChecked(purpose == DAY and not waiting)
        dialog.chosen.connect(self._propose)
        dialog.save_wanted.connect(self._save)
        dialog.finished.connect(self._put_away)
        self._propose()
        dialog.open()

    def _put_away(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
        self.deleteLater()

    # --- what is asked for --------------------------------------------------------------------------------------

    def _form(self, purpose: str, waiting: int) -> Form:
        from desktop.dialogs.sending import Form

        say, reader = self._context.sentences, self._context.notebook.reader
        words, press = say(f"exchange.line.{purpose}"), say("exchange.save")
        if purpose == DAY:
            day = full(date.fromisoformat(self._day), say)
            words = say("exchange.line.day" if waiting else "exchange.line.day_again", day=day, count=waiting)
            press = say("exchange.submit") if waiting else press
        first = not self._context.memory.choice(f"{TOLD}-{purpose}")
        teams = {team.id: team.name for team in reader.all(Team)} if purpose == REVIEW else {}
        return Form(
            purpose,
            words,
            press,
            first,
            self._people(purpose),
            {"": say("exchange.all_teams"), **teams} if teams else {},
            {"": say("exchange.all_days"), **self._days()} if purpose == REVIEW else {},
            again=purpose == DAY and not first,
            earlier=purpose in (TOUR, EVERYTHING, REVIEW),
            called=say("window.tools.send_answer") if purpose == ANSWER and self._reviews() else "",
            lacks=self._lacks,
        )

    def _reviews(self) -> bool:
        writer = self._context.notebook.reader.get(self._context.person or "")
        return isinstance(writer, Person) and writer.role == "reviewer"

    def _people(self, purpose: str) -> dict[str, str]:
        reader, me = self._context.notebook.reader, self._context.person
        if purpose == REVIEW:
            roles: tuple[str, ...] = ("reviewer",)
        elif purpose == ANSWER:
            roles = ("coordinator", "participant")
        else:
            return {}
        records = {each.id: each for each in reader.all(Person)}
        listed = [each for each in people(reader) if each.object_id != me and records[each.object_id].role in roles]
        listed.sort(key=lambda each: roles.index(records[each.object_id].role))
        named = {each.object_id: each.name for each in listed}
        told = answered(reader, self._context.notebook.author) if purpose == ANSWER else ()
        if not told or self._reviews():
            return named
        return {ALL: self._context.sentences("exchange.everybody", count=len(told)), **named}

    def _days(self) -> dict[str, str]:
        dates = sorted({row[1] for row in self._context.notebook.reader.columns(Visit, "date") if row[1]})
        found = ((text, day_of(text)) for text in dates)
        return {text: short(day, self._context.sentences) for text, day in found if day is not None}

    def _folder(self) -> Path:
        kept = self._context.memory.choice(FOLDER)
        return Path(kept) if kept and Path(kept).is_dir() else making.documents()

    def _wanted(self) -> Wanted:
        dialog = self.dialog
        assert dialog is not None
        return Wanted(
            self._purpose,
            self._day or dialog.day.currentData() or None,
            dialog.person.currentData() or None,
            dialog.team.currentData() or None,
            not dialog.again.isChecked(),
            dialog.earlier,
        )

    def _name(self, wanted: Wanted) -> str:
        context = self._context
        return proposed_name(context.notebook.reader, context.sentences, wanted, context.person, self._today)

    def _propose(self) -> None:
        """A name that is free, for what is chosen now; of a review, how much that is."""
        dialog = self.dialog
        if dialog is None:
            return
        wanted, many = self._wanted(), self._wanted().person == ALL
        name = self._context.sentences("exchange.many_names") if many else free(dialog.folder, self._name(wanted))
        dialog.show_name(name, fixed=many)
        if self._purpose == REVIEW:
            count = self._count(wanted)
            dialog.say(self._context.sentences("exchange.line.review", count=count))
            dialog.save.setEnabled(count > 0)

    def _count(self, wanted: Wanted) -> int:
        from db.ownership import Owner
        from db.sharing import Sharing

        notebook = self._context.notebook
        sharing: Sharing = Sharing(notebook.reader, Owner(notebook.author, notebook.device))
        return len(to_review(notebook.reader, sharing, wanted))

    # --- making it ----------------------------------------------------------------------------------------------

    def _save(self) -> None:
        """Hand in what is to be handed in, and make the bundle in the pool."""
        from exporters.files import check_target

        dialog, context = self.dialog, self._context
        if dialog is None:
            return
        wanted, target = self._wanted(), dialog.target
        try:
            target = target if wanted.person == ALL else _checked(target)
            check_target(target)
            context.operations.preparing.emit()
            context.operations.commit_drafts()
        except KnownError as error:
            dialog.refuse(context.sentences(error.key, **error.values))
            return
        if not self._hand_in():
            dialog.refuse(context.sentences("exchange.not_submitted"))
            return
        dialog.show_busy(True)
        task = context.operations.start(partial(self._made, wanted, target))
        task.done.connect(partial(self._done, dialog.folder))
        task.failed.connect(self._failed)
        task.cancelled.connect(partial(self._ended, "exchange.stopped"))
        dialog.working.follow(task, context.sentences("exchange.packing"))

    def _made(self, wanted: Wanted, target: Path, progress: Progress) -> Sent:
        """In the pool's thread."""
        return send(self._context.notebook, wanted, target, self._name, progress)

    def _ended(self, key: str) -> None:
        if self.dialog is not None:
            self.dialog.show_busy(False)
            self.dialog.refuse(self._context.sentences(key))

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            raise error
        if self.dialog is not None:
            self.dialog.show_busy(False)
            self.dialog.refuse(self._context.sentences(error.key, **error.values))

    def _done(self, folder: Path, sent: Sent) -> None:
        context, window = self._context, self._window
        context.memory.keep_choice(FOLDER, str(folder))
        context.memory.keep_choice(f"{TOLD}-{self._purpose}", "1")
        if self.dialog is not None:
            self.dialog.show_busy(False)
            self.dialog.accept()
        size = size_words(sent.size, context.sentences)
        values: dict[str, Any] = {
            "entries": sent.entries,
            "decisions": sent.decisions,
            "comments": sent.comments,
            "pictures": sent.pictures,
            "size": size,
            "count": len(sent.paths),
        }
        if not sent.paths:
            context.messages.tell(Level.INFO, "exchange.nobody.answer", topic=TOPIC)
            return
        one = {TOUR: "exchange.sent_tour", ANSWER: "exchange.sent_answer"}.get(self._purpose, "exchange.sent")
        one = "exchange.sent_pictures" if sent.pictures else one
        key = one if len(sent.paths) == 1 else "exchange.sent_many"
        shown = sent.paths[0]
        show = Step("exchange.show_folder", lambda: show_in_folder(shown, window))
        context.messages.news(key, show, topic=TOPIC, name=shown.name, **values)
        if sent.missing:
            context.messages.tell(Level.WARNING, "exchange.missing", topic="sent-missing", count=sent.missing)


def _checked(path: Path) -> Path:
    """path with the ending of a bundle. Raises KnownError where a file of that name is there, or it names none."""
    from db.bundle import SUFFIX
    from exporters.commands.notebooks import FORBIDDEN

    if not path.name.strip(" .") or any(letter in FORBIDDEN or not letter.isprintable() for letter in path.name):
        raise KnownError("exchange.bad_name", name=path.name)
    if path.suffix.lower() != SUFFIX:
        path = path.with_name(path.name + SUFFIX)
    if path.exists():
        raise KnownError("exchange.name_taken", name=path.name)
    return path
