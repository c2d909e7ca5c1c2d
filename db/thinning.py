"""Which backups are kept as they grow old: all of two days, then one a day, a week, a month."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Final

RECENT: Final = timedelta(days=2)
MOST_RECENT: Final = 16
DAYS, WEEKS, MONTHS = 7, 4, 6


def kept(taken: Iterable[datetime], now: datetime) -> frozenset[datetime]:
    """Those of the instants taken whose backups are kept: at most 33, the newest always among them.

    All of the two days before now, up to 16; and the newest one of each of the last 7 days, 4 weeks (ISO 8601) and 6
    months that have one, so that a pause in the work costs nothing. Thinning after each backup keeps the same as
    thinning once. now, taken: with the same offset; what stands in the future (a clock set back) counts as of today.
    """
    newest_first = sorted(set(taken), reverse=True)
    recent = [moment for moment in newest_first if now - moment <= RECENT]
    return frozenset(
        recent[:MOST_RECENT]
        + _newest_of_each(newest_first, lambda moment: moment.date(), DAYS)
        + _newest_of_each(newest_first, lambda moment: moment.isocalendar()[:2], WEEKS)
        + _newest_of_each(newest_first, lambda moment: (moment.year, moment.month), MONTHS)
    )


def _newest_of_each(newest_first: list[datetime], period: Callable[[datetime], object], count: int) -> list[datetime]:
    newest: dict[object, datetime] = {}
    for moment in newest_first:
        newest.setdefault(period(moment), moment)
    return list(newest.values())[:count]
