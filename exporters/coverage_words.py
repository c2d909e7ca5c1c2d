"""The coverage of takeaways in words: names to ask, a message ready to be sent, and rows for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from exporters.coverage import ABSENT, Column, Coverage, Gap, done

if TYPE_CHECKING:
    from resources import Sentences


def day_words(column: Column, say: Sentences) -> str:
    """4일차 6월 12일; what is known of it."""
    number = say("window.day.number", number=column.number) if column.number else ""
    if column.day is None:
        return number or say("window.day.unknown")
    month = say(f"window.month_short.{column.day.month}")
    date = say("coverage.date", month=month, day=column.day.day)
    return say("coverage.day", number=number, date=date) if number else date


def names(gaps: Iterable[Gap], say: Sentences) -> str:
    """A line a team: whose takeaways are missing, and how many of each."""
    teams: dict[str, list[str]] = {}
    for gap in sorted(gaps, key=lambda gap: gap.team):
        teams.setdefault(gap.team, []).append(say("coverage.name", name=gap.person.name, count=len(gap.columns)))
    return "\n".join(f"{team}: {', '.join(told)}" if team else ", ".join(told) for team, told in teams.items())


def message(gaps: Sequence[Gap], say: Sentences) -> str:
    """What can be sent as it is: to one person, or to several with who is missing what. Empty where nothing is."""
    if not gaps:
        return ""
    if len(gaps) == 1:
        (gap,) = gaps
        lines = [f"· {_visit(each, say)}" for each in gap.columns]
        return "\n".join((say("coverage.message.one", name=gap.person.name), *lines, say("coverage.message.please")))
    lines = [say("coverage.message.several", count=len(gaps))]
    for team in sorted({gap.team for gap in gaps}):
        lines += ["", f"[{team}]"] if team else [""]
        for gap in gaps:
            if gap.team == team:
                lines.append(f"· {gap.person.name}: {', '.join(each.name(say) for each in gap.columns)}")
    return "\n".join((*lines, "", say("coverage.message.please")))


def rows(coverage: Coverage, say: Sentences) -> list[list[str]]:
    """A heading, and a row a person: team, name, the state from each visit, how many were handed in, of how many."""
    heads = [_visit(column, say) for column in coverage.columns]
    answer = [[say("fields.kind.team"), say("fields.kind.person"), *heads, say("coverage.done"), say("coverage.due")]]
    for group in coverage.groups:
        for person in group.people:
            cells = (coverage.cells[person.id, column.visit.id] for column in coverage.columns)
            states = [_state(cell.state, cell.reason, say) for cell in cells]
            given, due = done(coverage.counted([person.id]))
            answer.append([group.name, person.name, *states, str(given), str(due)])
    return answer


def _visit(column: Column, say: Sentences) -> str:
    return say("coverage.column", day=day_words(column, say), visit=column.name(say))


def _state(state: str, reason: str, say: Sentences) -> str:
    words = say(f"window.state.{state}")
    return f"{words}: {reason}" if state == ABSENT and reason else words
