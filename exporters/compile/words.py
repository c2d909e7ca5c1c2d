"""Dates, periods and names as a report prints them, in the report's language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from db.records import Contact, Person, Visit
from resources import Sentences

_HORIZONS: Final[Mapping[str, str]] = MappingProxyType(
    {"단기": "short", "중기": "medium", "장기": "long", "단중기": "short_medium", "중장기": "medium_long"}
)
"""What people write of when a proposal can be done, and its name among the sentences."""


class Words:
    """Phrases of one report. say: the sentences of its language."""

    def __init__(self, say: Sentences) -> None:
        self.say = say

    def _date(self, key: str, day: date) -> str:
        return self.say(
            f"report.{key}",
            year=day.year,
            month=day.month,
            day=day.day,
            weekday=self.say("report.weekdays").split()[day.weekday()],
            month_name=self.say("report.months").split()[day.month - 1],
        )

    def date(self, text: str | None, key: str = "date") -> str:
        """A date with its weekday. text: YYYY-MM-DD; anything else stands as it is."""
        day = parsed(text)
        return self._date(key, day) if day else text or ""

    def month(self, text: str | None) -> str:
        return self.date(text, "month")

    def times(self, start: str | None, end: str | None) -> str:
        """10:00~12:00, or the one time that is known."""
        if start and end:
            return self.say("report.times", start=start, end=end)
        return start or end or ""

    def when(self, visit: Visit) -> str:
        return " ".join(filter(None, (self.date(visit.date), self.times(visit.start_time, visit.end_time))))

    def period(self, start: str | None, end: str | None) -> str:
        """From start to end; with the nights and days where both are known."""
        first, last = parsed(start), parsed(end)
        if first is None or last is None or first == last:
            return self.date(start or end)
        key = "date_same_year" if first.year == last.year else "date"
        days = (last - first).days + 1
        span = self.say("report.period", start=self._date("date", first), end=self._date(key, last))
        return f"{span}, {self.say('report.nights', nights=days - 1, days=days)}" if days > 0 else span

    def horizon(self, written: str) -> str:
        """When a proposal can be done; open text stands as it is."""
        known = _HORIZONS.get(written)
        return self.say(f"report.horizon.{known}") if known else written

    def contact(self, contact: Contact) -> str:
        return ", ".join(filter(None, (contact.name, contact.position, contact.organisation)))

    def detail(self, person: Person) -> str:
        """Where a person works and as what."""
        return " ".join(filter(None, (person.affiliation, person.position)))

    def institution(self, visit: Visit) -> str:
        return visit.institution or visit.title or visit.original_name or self.say("report.untitled_visit")


def parsed(text: str | None) -> date | None:
    """The date of YYYY-MM-DD, or None."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
