from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from db.thinning import kept

NOW = datetime(2031, 5, 22, 12, tzinfo=UTC)

instants = st.integers(0, 300 * 24 * 60).map(lambda minutes: NOW - timedelta(minutes=minutes))
histories = st.lists(
    instants | st.integers(0, 4 * 24 * 60).map(lambda each: NOW - timedelta(minutes=each)), max_size=90
)


def days_ago(*days: float) -> list[datetime]:
    return [NOW - timedelta(days=each) for each in days]


def test_none_of_none() -> None:
    assert kept([], NOW) == frozenset()


def test_all_of_two_days() -> None:
    hourly = days_ago(*(hour / 24 for hour in range(0, 48, 4)))
    assert kept(hourly, NOW) == set(hourly)


def test_at_most_sixteen_of_two_days_then_one_a_day() -> None:
    often = [NOW - timedelta(minutes=30 * each) for each in range(60)]
    assert kept(often, NOW) == {*often[:16], NOW - timedelta(hours=12, minutes=30)}


def test_the_last_of_each_of_seven_days_four_weeks_and_six_months() -> None:
    """Two a day for a year: 22 May 2031 is a Thursday."""
    year = [NOW - timedelta(hours=12 * each) for each in range(730)]
    ends = [datetime(2031, 5, day, 12, tzinfo=UTC) for day in (22, 21, 20, 19, 18, 17, 16)]
    weeks = [datetime(2031, 5, day, 12, tzinfo=UTC) for day in (11, 4)]
    months = [
        datetime(2031, 4, 30, 12, tzinfo=UTC),
        datetime(2031, 3, 31, 12, tzinfo=UTC),
        datetime(2031, 2, 28, 12, tzinfo=UTC),
        datetime(2031, 1, 31, 12, tzinfo=UTC),
        datetime(2030, 12, 31, 12, tzinfo=UTC),
    ]
    recent = year[:5]
    assert kept(year, NOW) == {*ends, *weeks, *months, *recent}


def test_a_pause_costs_nothing() -> None:
    old = days_ago(100, 101, 102, 130)
    assert kept(old, NOW) == set(old)


def test_a_clock_that_was_set_back_keeps_the_newest() -> None:
    ahead = [NOW + timedelta(days=each) for each in range(40)]
    assert ahead[-1] in kept([*ahead, NOW], NOW)
    assert NOW in kept([NOW - timedelta(days=1), NOW], NOW)


@given(histories)
def test_what_is_kept_was_there_and_is_bounded(history: list[datetime]) -> None:
    remain = kept(history, NOW)
    assert remain <= set(history)
    assert len(remain) <= 16 + 7 + 4 + 6
    assert not history or max(history) in remain


@given(histories)
def test_the_last_of_each_day_week_and_month_remains(history: list[datetime]) -> None:
    remain = kept(history, NOW)
    for most, period in (
        (7, lambda each: each.date()),
        (4, lambda each: each.isocalendar()[:2]),
        (6, lambda each: (each.year, each.month)),
    ):
        last = {period(each): each for each in sorted(history)}
        assert set(sorted(last.values())[-most:]) <= remain
    recent = sorted(each for each in set(history) if NOW - each <= timedelta(days=2))
    assert set(recent[-16:]) <= remain


@given(histories)
def test_thinning_again_removes_nothing(history: list[datetime]) -> None:
    remain = kept(history, NOW)
    assert kept(remain, NOW) == remain


@given(histories)
def test_thinning_after_each_backup_is_thinning_once(history: list[datetime]) -> None:
    there: frozenset[datetime] = frozenset()
    for moment in sorted(set(history)):
        there = kept(there | {moment}, moment)
    assert kept(there, NOW) == kept(history, NOW)
