"""`pack`: a bundle for others, or for an own second machine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from db.errors import KnownError
from exporters.commands.console import PATH, Console, command
from exporters.commands.notebooks import author, device, given_day, notebook_of, require_free
from resources import Sentences

if TYPE_CHECKING:
    from db.notebook import Notebook
    from db.records import Person
    from db.sharing import Parcel, Sharing


def make(s: Sentences) -> click.Command:
    @command(s, "pack")
    @click.option("--out", type=PATH, required=True, metavar="FILE", help=s("command.pack.out"))
    @click.option("--for", "recipient", metavar="PERSON", help=s("command.pack.recipient"))
    @click.option("--day", metavar="DATE", help=s("command.pack.day"))
    @click.option("--tour-only", is_flag=True, help=s("command.pack.tour_only"))
    @click.option("--since", "earlier", type=PATH, metavar="BUNDLE", help=s("command.pack.since"))
    def run(
        console: Console, out: Path, recipient: str | None, day: str | None, tour_only: bool, earlier: Path | None
    ) -> None:
        from db.notebook import Notebook
        from db.packing import pack, parcel_of
        from exporters.files import check_target

        if tour_only and (recipient or day):
            raise click.UsageError(s("command.pack.tour_only_alone"))
        check_target(out)
        path = notebook_of(console)
        require_free(path)
        who = author(console, path) or _user(path)
        with Notebook.open(path, author=who, device=device(), program="pack") as notebook:
            notebook.backs_up = False
            notebook.commit_drafts().result()
            parcel = parcel_of(notebook, _chosen(notebook, recipient, given_day(day), tour_only), earlier)
            with console.progress(s("command.pack.busy")) as progress:
                packed = pack(notebook, out, parcel, progress)
        counts = packed.manifest.counts
        console.tell(s("command.pack.done", path=out, **counts))
        _tell_rest(console, parcel)

    return run


def _tell_rest(console: Console, parcel: Parcel) -> None:
    s = console.sentences
    if parcel.kept_back:
        console.warn(s("command.pack.kept_back", count=len(parcel.kept_back)))
    if parcel.missing:
        console.warn(s("command.pack.missing", count=len(parcel.missing)))


def _chosen(notebook: Notebook, recipient: str | None, day: str | None, tour_only: bool) -> Callable[[Sharing], Parcel]:
    """What the options ask for. Raises KnownError where nobody knows whose day it is, or for an unknown person."""
    if tour_only:
        return lambda sharing: sharing.tour()
    receiver = None if recipient is None else _person(notebook, recipient)
    if day is not None and (receiver is None or receiver.role == "coordinator" or receiver.id == notebook.author):
        if notebook.author is None:
            raise KnownError("command.pack.nobody")
        return lambda sharing: sharing.day(day, receiver.id if receiver is not None else None)
    if receiver is None:
        return lambda sharing: sharing.everything()
    if receiver.role == "reviewer":
        return lambda sharing: sharing.review(receiver.id, sharing.handed_in(day))
    return lambda sharing: sharing.answer(receiver.id, day)


def _person(notebook: Notebook, name: str) -> Person:
    from db.records import Person
    from exporters.named import find

    return find(notebook.reader.all(Person), name, lambda person: person.name, missing="command.no_person")


def _user(path: Path) -> str | None:
    """Who the user of this machine is in the notebook."""
    from db.notebook import Notebook
    from db.settings import Settings

    with Notebook.open(path, read_only=True) as notebook:
        return Settings.load().person(notebook.id)
