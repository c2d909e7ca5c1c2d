"""A page that says whose takeaways are there: by team, person and day, and what is still missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from exporters.compile.entries import heading
from exporters.compile.front import cell
from exporters.compile.material import Material
from exporters.compile.words import Words
from exporters.coverage import ABSENT, Column, Coverage, done
from exporters.document import nodes as n

DAYS = 8
"""Days beside each other in one table; of a longer tour the others stand in tables under it."""


def coverage_blocks(covered: Coverage, material: Material, words: Words) -> tuple[n.Block, ...]:
    """The tables of the people of the report and of its visits, as far as these have been; nothing where it has none
    of these."""
    shown = {visit.id for visit in material.visits}
    columns = tuple(each for each in covered.columns if each.visit.id in shown and not each.ahead)
    covered = replace(covered, columns=columns)
    if not (covered.columns and covered.groups):
        return ()
    days = [list(group) for _, group in groupby(covered.columns, key=lambda column: column.day)]
    tables = [_table(covered, days[at : at + DAYS], words) for at in range(0, len(days), DAYS)]
    missing = [
        (cell(gap.team), cell(gap.person.name), cell(", ".join(words.institution(each.visit) for each in gap.columns)))
        for gap in covered.gaps()
    ]
    head = tuple(cell(words.say(f"report.column.{name}")) for name in ("team", "name", "institution"))
    behind = (heading(words.say("report.heading.missing")), n.Table((head, *missing))) if missing else ()
    return (heading(words.say("report.heading.coverage")), *tables, *behind)


def _table(covered: Coverage, days: Sequence[list[Column]], words: Words) -> n.Table:
    say = words.say
    heads = [*(words.date(day[0].visit.date, "date_short") or say("report.column.undated") for day in days)]
    lead = [say(f"report.column.{name}") for name in ("team", "name")]
    rows = [tuple(map(cell, (*lead, *heads, say("report.column.written"))))]
    for group in covered.groups:
        for person in group.people:
            texts = (group.name, person.name, *_days(covered, person.id, days, words))
            rows.append(tuple(map(cell, texts)))
    return n.Table(tuple(rows))


def _days(covered: Coverage, person: str, days: Sequence[list[Column]], words: Words) -> Iterator[str]:
    """What was handed in of each day, of how much; and of the whole tour."""
    for columns in days:
        given, due = done(states := covered.counted([person], columns))
        absent = not due and states[ABSENT]
        yield words.say("report.absent") if absent else f"{given}/{due}"
    given, due = done(covered.counted([person]))
    yield f"{given}/{due}"
