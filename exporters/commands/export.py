"""`export`: the report as a file."""

from __future__ import annotations

import os
from pathlib import Path

import click

from exporters.commands.console import PATH, Console, command, tell_findings
from exporters.commands.notebooks import reading
from resources import Sentences

EDITIONS = ("internal", "public")


def make(s: Sentences) -> click.Command:
    from exporters.registry import WRITERS

    @command(s, "export")
    @click.argument("form", type=click.Choice(tuple(WRITERS)), metavar="FORMAT")
    @click.option("--out", type=PATH, required=True, metavar="FILE", help=s("command.export.out"))
    @click.option("--report", "name", metavar="R", help=s("command.export.report"))
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
    ) -> None:
        from db.records import Report
        from exporters.files import check_target
        from exporters.named import find
        from exporters.output import Wanted, epoch, write_report

        check_target(out)
        with reading(console, settled=True) as reader, console.progress(s("command.export.busy")) as progress:
            report = find(reader.all(Report), name, lambda each: each.title) if name is not None else None
            wanted = Wanted(form, report, edition, style, only is not None, epoch(os.environ), takeaways)
            written = write_report(reader, out, wanted, progress)
        tell_findings(console, written.findings)
        told = s("command.export.done", path=written.path, pages=written.pages) if written.pages else str(written.path)
        console.tell(told)

    return run
