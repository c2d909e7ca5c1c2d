"""`demo`: a sample notebook and its reports."""

from __future__ import annotations

import os
from pathlib import Path

import click

from exporters.commands.console import PATH, Console, command, tell_findings
from exporters.commands.notebooks import remember
from resources import Sentences


def make(s: Sentences) -> click.Command:
    @command(s, "demo")
    @click.option("--out", type=PATH, default=Path("demo"), metavar="DIR", help=s("command.demo.out"))
    def run(console: Console, out: Path) -> None:
        from db.notebook import Notebook
        from exporters.demo import make
        from exporters.output import epoch

        with console.progress(s("command.demo.busy")) as progress:
            made = make(out, console.notebook or out / "sample.notebook", epoch(os.environ), progress)
        with Notebook.open(made.notebook, read_only=True) as notebook:
            remember(console, notebook, last=False)
        if made.kept:
            console.warn(s("command.demo.kept", path=made.kept))
        console.tell(str(made.notebook))
        tell_findings(console, [finding for report in made.reports for finding in report.findings])
        for report in made.reports:
            console.tell(str(report.path))

    return run
