"""Finding one object by what a user types: its title or name exactly, or the beginning of its id."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from db.errors import KnownError
from db.records import Record

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
