"""A reader that gives records without a notebook, and a small tour to read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from db.records import Record, Tour, Value

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Stamp:
    hlc: int


class Shelf:
    """Records as a notebook would give them. statuses: by id; pictures: files by hash; times: of decisions, by id."""

    def __init__(
        self,
        records: Iterable[Record],
        statuses: dict[str, str] | None = None,
        pictures: dict[str, Path] | None = None,
        times: dict[str, int] | None = None,
    ) -> None:
        self._times = times or {}
        self._records = list(records)
        self._statuses = statuses or {}
        self._pictures = pictures or {}

    def tour(self) -> Tour | None:
        tours = self.all(Tour)
        return tours[0] if tours else None

    def all(self, kind: type[R], *, deleted: bool = False, **where: Value) -> list[R]:
        found = [r for r in self._records if type(r) is kind and r.deleted is deleted]
        found = [r for r in found if all(getattr(r, name) == value for name, value in where.items())]
        return sorted(found, key=lambda r: (r.order, r.id))

    def statuses(self, kind: type[Record]) -> dict[str, str]:
        return {r.id: self._statuses.get(r.id, "submitted") for r in self.all(kind)}

    def history(self, object_id: str) -> tuple[Stamp, ...]:
        return (Stamp(self._times.get(object_id, 0)),)

    def blob_path(self, sha256: str) -> Path | None:
        return self._pictures.get(sha256)
