"""What the writers of documents ask of a notebook: the part of db.queries.Reader they use.

Named here so that a test, or another store, can give records without a notebook on disk.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, TypeVar

from db.records import Record, Tour, Value

R = TypeVar("R", bound=Record)


class Stamped(Protocol):
    """A revision, of which only its time is asked."""

    @property
    def hlc(self) -> int: ...


class Records(Protocol):
    """The reading side of a notebook."""

    def tour(self) -> Tour | None:
        """The tour, or None in an empty notebook."""
        ...

    def all(self, kind: type[R], *, deleted: bool = False, **where: Value) -> list[R]:
        """Every record of kind in reading order: (order, id)."""
        ...

    def statuses(self, kind: type[Record]) -> dict[str, str]:
        """The computed state of every entry of kind, by id."""
        ...

    def blob_path(self, sha256: str) -> Path | None:
        """The file of a picture, or None where it is missing."""
        ...

    def history(self, object_id: str) -> Sequence[Stamped]:
        """The object's revisions, oldest first."""
        ...
