"""The days and countries of a tour as lines that can be written: 2031. 6. 9.(월) – 2031. 6. 16.(월)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from db.records import Tour
from desktop.dates import day_of, written

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.records import Record, Value
    from resources import Sentences

Reading: TypeAlias = "Mapping[str, Value] | str"
_BETWEEN = re.compile(r"\s*(?:~|∼|〜|–|—|부터|까지|\bto\b|\s-\s|-(?=\s*\d{4}))\s*")


def days_shown(record: Record, sentences: Sentences) -> str:
    """From when to when; what is known of it."""
    assert isinstance(record, Tour)
    found = []
    for day in (day_of(record.start), day_of(record.end)):
        if day is not None:
            found.append(written(day, sentences))
    return " – ".join(dict.fromkeys(found))


def days_read(text: str) -> Reading:
    """start and end of text; a key why it cannot be read. One day alone is both."""
    from exporters.importing.cells import day_in

    parts = [part for part in _BETWEEN.split(text.strip()) if part.strip(" .")]
    if not parts:
        return {"start": None, "end": None}
    first = day_in(parts[0], first=None, before=None)
    last = day_in(parts[-1], first=first.day, before=None)
    if len(parts) > 2 or first.day is None or last.day is None:
        impossible = "no_such_day" in (first.doubt, last.doubt)
        return "tour.facts.no_such_day" if impossible else "tour.facts.days_wrong"
    if last.day < first.day:
        return "tour.facts.backwards"
    return {"start": first.day.isoformat(), "end": last.day.isoformat()}


def countries_shown(record: Record) -> str:
    assert isinstance(record, Tour)
    return ", ".join(record.countries)


def countries_read(text: str) -> Reading:
    """Names of countries, parted by commas or points, each once."""
    names = (part.strip() for part in re.split(r"[,，、·;/]", text))
    return {"countries": tuple(dict.fromkeys(name for name in names if name))}
