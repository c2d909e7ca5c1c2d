"""Date and times of a visit as one line that can be written: 2031. 6. 12.(목) 09:30–11:40, 12 Jun 2031 (Thu) 09:30."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from desktop.dates import day_of, full, written

if TYPE_CHECKING:
    from db.records import Tour, Visit
    from resources import Sentences

_DAY = re.compile(r"(\d{4})\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})\s*[.일]?\s*(?:\([^)]*\)|[월화수목금토일]요일)?")
_SHORT_DAY = re.compile(r"(\d{1,2})\s*[./월-]\s*(\d{1,2})(?!\d|:|시)\s*[.일]?\s*(?:\([^)]*\)|[월화수목금토일]요일)?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]*\.?"
_NUMBER = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s+(?P<year>\d{4}))?\b"
_ORDERS = ((_NUMBER, _MONTH), (_MONTH, _NUMBER))
_NAMED = tuple(re.compile(rf"\b{first}\s+{second}{_YEAR}", re.IGNORECASE) for first, second in _ORDERS)
"""12 June 2031, June 12, 2031, 12 Jun."""
_TIME = re.compile(r"(\d{1,2})(?::(\d{2})|시(?:\s*(\d{1,2})분)?)")
_REST = re.compile(r"[\s~～–—-]*")


def shown(visit: Visit, sentences: Sentences) -> str:
    """Date and times as the header shows them; empty where neither is known."""
    day = day_of(visit.date)
    parts = []
    if day is not None:
        parts.append(written(day, sentences))
    times = "–".join(filter(None, (visit.start_time, visit.end_time)))
    return " ".join([*parts, times]).strip()


def read(text: str, near: date | None = None) -> tuple[str | None, str | None, str | None] | None:
    """Date (YYYY-MM-DD), start and end (HH:MM) of text; None where text is something else.

    near: a day of the tour, whose year a date without one has.
    """
    for named in _NAMED:
        text = named.sub(_in_numbers, text, count=1)
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


def _in_numbers(found: re.Match[str]) -> str:
    """A date with its month by name, as numbers: 2031-6-12, or 6/12 where it has no year."""
    month = _MONTHS.index(found["month"][:3].lower()) + 1
    return f"{found['year']}-{month}-{found['day']}" if found["year"] else f"{month}/{found['day']}"


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
