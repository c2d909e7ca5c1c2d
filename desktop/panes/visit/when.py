"""Date and times of a visit as one line that can be written: 2031. 6. 12.(목) 09:30–11:40."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from desktop.dates import day_of, full

if TYPE_CHECKING:
    from db.records import Tour, Visit
    from resources import Sentences

_DAY = re.compile(r"(\d{4})\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})\s*[.일]?\s*(?:\([^)]*\)|[월화수목금토일]요일)?")
_SHORT_DAY = re.compile(r"(\d{1,2})\s*[./월-]\s*(\d{1,2})(?!\d|:|시)\s*[.일]?\s*(?:\([^)]*\)|[월화수목금토일]요일)?")
_TIME = re.compile(r"(\d{1,2})(?::(\d{2})|시(?:\s*(\d{1,2})분)?)")
_REST = re.compile(r"[\s~～–—-]*")


def shown(visit: Visit, sentences: Sentences) -> str:
    """Date and times as the header shows them; empty where neither is known."""
    day = day_of(visit.date)
    parts = []
    if day is not None:
        weekday = sentences(f"window.weekday.short.{day.weekday()}")
        parts.append(f"{day.year}. {day.month}. {day.day}.({weekday})")
    times = "–".join(filter(None, (visit.start_time, visit.end_time)))
    return " ".join([*parts, times]).strip()


def read(text: str, near: date | None = None) -> tuple[str | None, str | None, str | None] | None:
    """Date (YYYY-MM-DD), start and end (HH:MM) of text; None where text is something else.

    near: a day of the tour, whose year a date without one has.
    """
    found, day = _DAY.search(text), None
    parts = found.groups() if found else ()
    if found is None and near is not None and (found := _SHORT_DAY.search(text)) is not None:
        parts = (near.year, *found.groups())
    if found:
        try:
            day = date(*map(int, parts)).isoformat()
        except ValueError:
            return None
        text = text[: found.start()] + text[found.end() :]
    times = [(int(hour), int(minute or more or 0)) for hour, minute, more in _TIME.findall(text)]
    if not _REST.fullmatch(_TIME.sub("", text)) or len(times) > 2 or any(h > 23 or m > 59 for h, m in times):
        return None
    clock = [f"{hour:02}:{minute:02}" for hour, minute in times] + [None, None]
    return day, clock[0], clock[1]


def doubt(visit: Visit, tour: Tour | None, sentences: Sentences) -> str:
    """What is odd about date and times that can be read: outside of the tour, or an end before its start."""
    day = day_of(visit.date)
    start, end = (day_of(tour.start), day_of(tour.end)) if tour else (None, None)
    if day is not None and ((start is not None and day < start) or (end is not None and day > end)):
        days = "–".join(full(each, sentences) for each in (start, end) if each is not None)
        return sentences("visit.when.outside", days=days)
    if visit.start_time and visit.end_time and visit.end_time < visit.start_time:
        return sentences("visit.when.backwards", start=visit.start_time, end=visit.end_time)
    return ""
