"""Finding one object by what a user types: its title or name exactly, or the beginning of its id."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from db import naming
from db.errors import KnownError
from db.queries import Reader
from db.records import KINDS, Person, Record

R = TypeVar("R", bound=Record)


def find(records: Iterable[R], wanted: str, name_of: Callable[[R], str], *, missing: str = "command.no_match") -> R:
    """The one of records that is meant by wanted.

    missing: the key of the sentence where none is. Raises KnownError for none, and for several with their list.
    """
    given = list(records)
    found = [record for record in given if name_of(record) == wanted]
    if not found and wanted:
        found = [record for record in given if record.id.startswith(wanted.lower())]
    if not found:
        raise KnownError(missing, name=wanted)
    if len(found) > 1:
        several = ", ".join(f"{record.id[:8]} {name_of(record)}" for record in found)
        raise KnownError("command.ambiguous", name=wanted, found=several)
    return found[0]


def person_at(path: Path, name: str) -> str:
    """The id of the person called name in the roster of the notebook at path. Raises KnownError."""
    from db.notebook import Notebook

    if not path.exists():
        raise KnownError("command.no_person", name=name)
    with Notebook.open(path, read_only=True) as notebook:
        people = notebook.reader.all(Person)
    return find(people, name, lambda person: person.name, missing="command.no_person").id


def find_object(reader: Reader, wanted: str) -> Record:
    """The one object, in the bin or not, whose title, name or beginning of its id is wanted. Raises KnownError."""
    kinds = KINDS.values()
    records = [record for kind in kinds for deleted in (False, True) for record in reader.all(kind, deleted=deleted)]
    return find(records, wanted, title_of)


def title_of(record: Record) -> str:
    """What an object is called: its title or name, else the first words of its text; may be empty."""
    return naming.title_of(lambda field: getattr(record, field, None))
