"""`restore`: sets one object back to one of its revisions, as a revision of its own."""

from __future__ import annotations

import click

from db.errors import KnownError
from exporters.commands.console import Console, command
from exporters.commands.history import SHOWN
from exporters.commands.notebooks import author, device, notebook_of, require_free
from resources import Sentences


def make(s: Sentences) -> click.Command:
    @command(s, "restore")
    @click.argument("object_id", metavar="ID")
    @click.argument("revision", metavar="REVISION")
    def run(console: Console, object_id: str, revision: str) -> None:
        from db.earlier import as_of
        from db.notebook import Notebook
        from exporters.named import find_object

        path = notebook_of(console)
        require_free(path)
        with Notebook.open(path, author=author(console, path), device=device(), program="restore") as notebook:
            wanted = find_object(notebook.reader, object_id).id
            revisions = notebook.reader.history(wanted, private=True)
            name = _one([each.id for each in revisions], revision)
            changes = notebook.commit([as_of(revisions, name)])
        values = {"name": wanted[:8], "revision": name[:SHOWN]}
        if not changes:
            console.tell(s("command.restore.same", **values))
        for made in changes.revisions:
            console.tell(s("command.restore.done", made=made[:SHOWN], **values))

    return run


def _one(names: list[str], wanted: str) -> str:
    found = [name for name in names if wanted and name.startswith(wanted.lower())]
    if not found:
        raise KnownError("command.restore.no_revision", name=wanted)
    if len(found) > 1:
        raise KnownError("command.ambiguous", name=wanted, found=", ".join(name[:SHOWN] for name in found))
    return found[0]
