"""Dates and times as the window writes them, in the language it speaks."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from resources import Sentences


def day_of(text: str | None) -> date | None:
    """The date of a field (YYYY-MM-DD), or None where it is empty or no date."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def brief(day: date, sentences: Sentences) -> str:
    """6.9 · 9 June"""
    return sentences("window.date.day", **_parts(day, sentences))


def short(day: date, sentences: Sentences) -> str:
    """6.9 월 · Mon 9 June"""
    return sentences("window.date.short", **_parts(day, sentences))


def full(day: date, sentences: Sentences) -> str:
    """6월 9일 월요일 · Monday 9 June"""
    return sentences("window.date.full", **_parts(day, sentences))


def written(day: date, sentences: Sentences) -> str:
    """2031. 6. 9.(월) · 9 Jun 2031 (Mon): as it can be written, too."""
    return sentences("window.date.written", **_parts(day, sentences))


def plain(day: date, sentences: Sentences) -> str:
    """2031. 6. 9. · 9 Jun 2031: as it can be written, too."""
    return sentences("window.date.plain", **_parts(day, sentences))


def period(start: date | None, end: date | None, sentences: Sentences) -> str:
    """6.9(월)–6.16(월) · 9–16 June; what is known of it, or nothing."""
    if start is None or end is None or start == end:
        known = start or end
        return sentences("window.date.single", **_parts(known, sentences)) if known else ""
    near = "near" if (start.year, start.month) == (end.year, end.month) else "far"
    last = {f"{name}2": value for name, value in _parts(end, sentences).items()}
    return sentences(f"window.date.period_{near}", **_parts(start, sentences), **last)


def clock(instant: str) -> str:
    """HH:MM on this laptop of an ISO instant; nothing where it is none."""
    try:
        return datetime.fromisoformat(instant).astimezone().strftime("%H:%M")
    except ValueError:
        return ""


def when(instant: str, today: date, sentences: Sentences) -> str:
    """The time of an instant of today, else its day: 22:58 · 어제 · 6.9 월."""
    try:
        moment = datetime.fromisoformat(instant).astimezone()
    except ValueError:
        return ""
    age = (today - moment.date()).days
    if age == 0:
        return moment.strftime("%H:%M")
    return sentences("window.date.yesterday") if age == 1 else brief(moment.date(), sentences)


def moment(instant: str, today: date, sentences: Sentences) -> str:
    """The time of an instant, and its day before it where that is not today: 22:58 · 6.9 22:58."""
    time = clock(instant)
    day = datetime.fromisoformat(instant).astimezone().date() if time else today
    return time if day == today else f"{brief(day, sentences)} {time}"


def _parts(day: date, sentences: Sentences) -> dict[str, object]:
    return {
        "year": day.year,
        "month": day.month,
        "day": day.day,
        "weekday": sentences(f"window.weekday.short.{day.weekday()}"),
        "weekday_long": sentences(f"window.weekday.long.{day.weekday()}"),
        "month_short": sentences(f"window.month_short.{day.month}"),
        "month_name": sentences(f"window.month.{day.month}"),
    }
