"""`history`: the revisions of one object."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

import click

from exporters.commands.console import Console, command
from exporters.commands.notebooks import reading
from resources import Sentences

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.queries import Reader
    from db.revisions import Revision

SHOWN: Final = 12
"""Characters of a revision's id."""


def make(s: Sentences) -> click.Command:
    @command(s, "history")
    @click.argument("object_id", metavar="ID")
    def run(console: Console, object_id: str) -> None:
        from exporters.named import find_object

        with reading(console) as reader:
            revisions = reader.history(find_object(reader, object_id).id, private=True)
            people = people_of(reader)
        for revision in revisions:
            console.tell(line_of(s, revision, people))

    return run


def people_of(reader: Reader) -> dict[str, str]:
    """The names of the tour's people by id, those in the bin too."""
    from db.records import Person

    return {person.id: person.name for person in (*reader.all(Person), *reader.all(Person, deleted=True))}


def line_of(s: Sentences, revision: Revision, people: Mapping[str, str]) -> str:
    """One revision: its id, when, who, and which fields it changed."""
    when = _local(revision.instant) or s("command.history.imported")
    who = people.get(revision.author or "", revision.author[:8] if revision.author else "-")
    names = [s(key) if (key := f"fields.field.{name}") in s else name for name in revision.fields]
    what = s("command.history.blanked") if revision.redacted else ", ".join(sorted(names))
    return s("command.history.line", revision=revision.id[:SHOWN], date=when, who=who, fields=what)


def _local(instant: str) -> str:
    return datetime.fromisoformat(instant).astimezone().strftime("%Y-%m-%d %H:%M:%S") if instant else ""
