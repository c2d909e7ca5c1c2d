"""A notebook as it is being written: its records with the drafts that are not revisions yet.

Pages that follow the writing are made of this, so that they show what is on the screen without making a revision of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar, cast

from db.queries import Reader
from db.records import Record, Tour, Value
from exporters.reading import Stamped

R = TypeVar("R", bound=Record)


class Drafted:
    """The records of reader, each with what is being written in it. Held drafts, which are no part of it, stay out."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._texts: dict[str, dict[str, str]] = defaultdict(dict)
        for draft in reader.drafts():
            self._texts[draft.object][draft.field] = draft.text

    def tour(self) -> Tour | None:
        """As Records.tour."""
        tour = self._reader.tour()
        return self._written(tour) if tour is not None else None

    def all(self, kind: type[R], *, deleted: bool = False, **where: Value) -> list[R]:
        """As Records.all."""
        return [self._written(record) for record in self._reader.all(kind, deleted=deleted, **where)]

    def statuses(self, kind: type[Record]) -> dict[str, str]:
        """As Records.statuses."""
        return self._reader.statuses(kind)

    def blob_path(self, sha256: str) -> Path | None:
        """As Records.blob_path."""
        return self._reader.blob_path(sha256)

    def history(self, object_id: str) -> Sequence[Stamped]:
        """As Records.history."""
        return self._reader.history(object_id)

    def _written(self, record: R) -> R:
        texts = self._texts.get(record.id)
        if not texts:
            return record
        known = {field: text for field, text in texts.items() if isinstance(getattr(record, field, None), str)}
        return replace(record, **cast(dict[str, Any], known)) if known else record
