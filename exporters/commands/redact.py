"""`redact`: blanks the bodies of revisions, here and wherever the notebook's revisions go."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from db.errors import KnownError
from exporters.commands.console import Console, command
from exporters.commands.history import SHOWN, line_of, people_of
from exporters.commands.notebooks import author, device, notebook_of, require_free
from resources import Sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.queries import Reader
    from db.revisions import Revision


def make(s: Sentences) -> click.Command:
    @command(s, "redact")
    @click.argument("revisions", metavar="ID...", nargs=-1, required=True)
    @click.option("--reason", metavar="TEXT", default="", help=s("command.redact.reason"))
    @click.option("--yes", is_flag=True, help=s("command.redact.yes"))
    def run(console: Console, revisions: tuple[str, ...], reason: str, yes: bool) -> None:
        from db.notebook import Notebook

        if not (yes or sys.stdin.isatty()):
            raise KnownError("command.redact.unconfirmed")
        path = notebook_of(console)
        require_free(path)
        with Notebook.open(path, author=author(console, path), device=device(), program="redact") as notebook:
            wanted = _wanted(notebook.reader, revisions)
            _tell(console, notebook.reader, wanted)
            if not (yes or click.confirm(s("command.redact.confirm"), err=True)):
                raise KnownError("command.redact.unconfirmed")
            notebook.redact([each.id for each in wanted], reason)
        console.tell(s("command.redact.done", count=len(wanted)))
        console.tell(s("command.redact.backups"))

    return run


def _wanted(reader: Reader, given: Sequence[str]) -> list[Revision]:
    """The revisions that ids or their beginnings name, each once. Raises KnownError."""
    from db.holdings import REDACTION, Holdings

    found: dict[str, Revision] = {}
    for each in given:
        revisions = Holdings(reader).starting(each.lower())
        if not revisions:
            raise KnownError("command.redact.no_revision", name=each)
        if len(revisions) > 1:
            names = ", ".join(revision.id[:SHOWN] for revision in revisions)
            raise KnownError("command.ambiguous", name=each, found=names)
        if revisions[0].kind == REDACTION:
            raise KnownError("command.redact.redaction", name=each)
        found[revisions[0].id] = revisions[0]
    return list(found.values())


def _tell(console: Console, reader: Reader, wanted: Sequence[Revision]) -> None:
    """What would be blanked, and how many other versions of the same objects would still hold their text."""
    from exporters.named import title_of

    s, people = console.sentences, people_of(reader)
    for revision in wanted:
        record = reader.get(revision.object)
        name = title_of(record) if record is not None else revision.object[:8]
        console.tell(s("command.redact.what", name=name, line=line_of(s, revision, people)))
    ids = {each.id for each in wanted}
    histories = {each.object: reader.history(each.object, private=True) for each in wanted}
    others = [each for found in histories.values() for each in found if each.id not in ids and not each.redacted]
    if others:
        console.tell(s("command.redact.others", count=len(others)))
    console.tell(s("command.redact.for_good"))
