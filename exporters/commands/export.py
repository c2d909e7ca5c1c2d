"""`export`: the report as a file."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from exporters.commands.console import PATH, Console, command, tell_findings
from exporters.commands.notebooks import given_day, reading
from resources import Sentences

if TYPE_CHECKING:
    from db.queries import Reader
    from db.records import Report
    from exporters.compile import Definition

EDITIONS = ("internal", "public")


def make(s: Sentences) -> click.Command:
    from exporters.registry import WRITERS

    @command(s, "export")
    @click.argument("form", type=click.Choice(tuple(WRITERS)), metavar="FORMAT")
    @click.option("--out", type=PATH, required=True, metavar="FILE", help=s("command.export.out"))
    @click.option("--report", "name", metavar="R", help=s("command.export.report"))
    @click.option("--day", metavar="DATE", help=s("command.export.day"))
    @click.option("--person", metavar="NAME", help=s("command.export.person"))
    @click.option("--edition", type=click.Choice(EDITIONS), help=s("command.export.edition"))
    @click.option("--style", metavar="S", help=s("command.export.style"))
    @click.option("--takeaways", type=click.Choice(["visit", "person"]), help=s("command.export.takeaways"))
    @click.option("--only", type=click.Choice(["approved"]), help=s("command.export.only"))
    def run(
        console: Console,
        form: str,
        out: Path,
        name: str | None,
        edition: str | None,
        style: str | None,
        only: str | None,
        takeaways: str | None,
        day: str | None,
        person: str | None,
    ) -> None:
        from exporters.files import check_target
        from exporters.output import Wanted, epoch, write_report

        check_target(out)
        with reading(console, settled=True) as reader, console.progress(s("command.export.busy")) as progress:
            report = _report(reader, name, given_day(day), person)
            wanted = Wanted(form, report, edition, style, only is not None, epoch(os.environ), takeaways)
            written = write_report(reader, out, wanted, progress)
        tell_findings(console, written.findings)
        told = s("command.export.done", path=written.path, pages=written.pages) if written.pages else str(written.path)
        console.tell(told)

    return run


def _report(reader: Reader, name: str | None, day: str | None, person: str | None) -> Report | Definition | None:
    """What is asked for: a saved report, narrowed to a day and a person, or the daily report of these.

    Raises KnownError for a report or a person that there is none of.
    """
    from db.records import Person, Report
    from exporters.compile import Definition
    from exporters.named import find

    saved = find(reader.all(Report), name, lambda each: each.title) if name is not None else None
    if day is None and person is None:
        return saved
    known = reader.all(Person)
    people = (find(known, person, lambda each: each.name, missing="command.no_person").id,) if person else ()
    if saved is None:
        return Definition.of_day(next(iter(reader.all(Report, sort="daily")), None), people, day)
    given = Definition.of(saved)
    return replace(given, people=people or given.people, day=day or given.day)
