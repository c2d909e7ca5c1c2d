"""Visits of one table, or of the table and the notebook, that are at the same time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from db.records import Visit
from exporters.importing.columns import Columns
from exporters.importing.listed import OUT, WHOLE_ROW, Line


def with_clashes(lines: Sequence[Line], there: Sequence[Visit], columns: Columns) -> Iterable[Line]:
    """The lines, in doubt where another visit, of the table or of there, is at the same time."""
    taken = [(str(visit.date), visit.start_time or "", visit.end_time or "") for visit in there]
    place = columns.place("start_time")
    for line in lines:
        spot = line.values["date"], line.values["start_time"], line.values["end_time"]
        if line.outcome != OUT and spot[0] and spot[1]:
            if any(_clash(spot, other) for other in taken):
                where = WHOLE_ROW if place is None else place
                line = replace(line, doubts={where: "overlap", **line.doubts})
            taken.append(spot)
        yield line


def _clash(one: tuple[str, str, str], other: tuple[str, str, str]) -> bool:
    if one[0] != other[0]:
        return False
    if one[1] == other[1]:
        return True
    first, second = sorted((one[1:], other[1:]))
    return second[0] < first[1]
