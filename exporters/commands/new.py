"""`new`: a notebook with its tour."""

from __future__ import annotations

from datetime import date

import click

from db.errors import KnownError
from exporters.commands.console import Console, command
from exporters.commands.notebooks import (
    author,
    documents,
    file_name,
    remember,
)
from resources import Sentences


def make(s: Sentences) -> click.Command:
    @command(s, "new")
    @click.option("--title", required=True, metavar="T", help=s("command.new.title"))
    @click.option("--from", "start", metavar="D", help=s("command.new.start"))
    @click.option("--to", "end", metavar="D", help=s("command.new.end"))
    @click.option("--country", "countries", multiple=True, metavar="C", help=s("command.new.country"))
    def run(console: Console, title: str, start: str | None, end: str | None, countries: tuple[str, ...]) -> None:
        from db.edits import create
        from db.notebook import Notebook
        from db.records import Tour

        if not title.strip():
            raise KnownError("command.no_title")
        first, last = _day(start), _day(end)
        if first and last and last < first:
            raise KnownError("command.bad_dates", start=first, end=last)
        tour = create(Tour, title=title.strip(), start=first, end=last, countries=countries)
        path = console.notebook or documents() / f"{file_name(title)}.notebook"
        with Notebook.create(path, [tour], author=author(console, path)) as notebook:
            remember(console, notebook)
        console.tell(str(path))

    return run


def _day(value: str | None) -> str | None:
    try:
        return date.fromisoformat(value).isoformat() if value else None
    except ValueError as error:
        raise KnownError("command.bad_date", value=value) from error
