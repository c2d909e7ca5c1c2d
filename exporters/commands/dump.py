"""`dump`: every record as JSON."""

from __future__ import annotations

import click

from exporters.commands.console import Console, command, print_json
from exporters.commands.notebooks import (
    reading,
)
from resources import Sentences


def make(s: Sentences) -> click.Command:
    @command(s, "dump")
    def run(console: Console) -> None:
        from exporters.dump import dump

        with reading(console) as reader:
            print_json(dump(reader))

    return run
