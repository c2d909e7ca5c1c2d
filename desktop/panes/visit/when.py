"""Date and times of a visit as one line that can be written: 2031. 6. 12.(목) 09:30–11:40."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from desktop.dates import day_of

if TYPE_CHECKING:
    from db.records import Visit
    from resources import Sentences

_DAY = re.compile(r"(\d{4})\s*[-./]\s*(\d{1,2})\s*[-./]\s*(\d{1,2})\s*\.?\s*(?:\([^)]*\))?")
_TIME = re.compile(r"(\d{1,2}):(\d{2})")
_REST = re.compile(r"[\s~–—-]*")


def shown(visit: Visit, sentences: Sentences) -> str:
    """Date and times as the header shows them; empty where neither is known."""
    day = day_of(visit.date)
    parts = []
    if day is not None:
        weekday = sentences(f"window.weekday.short.{day.weekday()}")
        parts.append(f"{day.year}. {day.month}. {day.day}.({weekday})")
    times = "–".join(filter(None, (visit.start_time, visit.end_time)))
    return " ".join([*parts, times]).strip()


def read(text: str) -> tuple[str | None, str | None, str | None] | None:
    """Date (YYYY-MM-DD), start and end (HH:MM) of text; None where text is something else."""
    found = _DAY.search(text)
    day = None
    if found:
        try:
            day = date(int(found[1]), int(found[2]), int(found[3])).isoformat()
        except ValueError:
            return None
        text = text[: found.start()] + text[found.end() :]
    times = [(int(hour), int(minute)) for hour, minute in _TIME.findall(text)]
    if not _REST.fullmatch(_TIME.sub("", text)) or len(times) > 2 or any(h > 23 or m > 59 for h, m in times):
        return None
    clock = [f"{hour:02}:{minute:02}" for hour, minute in times] + [None, None]
    return day, clock[0], clock[1]
